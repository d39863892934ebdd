"""The rules for words: all that was said is there, in its order, numbers and names too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from handpress.paper.comparison import Print, folded, letters
from handpress.paper.layout import Languages
from handpress.paper.setting import left_to_right_runs
from handpress.words.content import Figure, Text, all_texts
from handpress.words.inline import PLACEHOLDER
from handpress.words.leaflet import Leaflet


def the_press_was_content(made: Print) -> Iterator[tuple[str, str]]:
    """The press complained of nothing, such as a glyph that is missing."""
    for warning in made.warnings:
        yield "press-warning", f"the press says: {warning}"


def the_clinic_stands_in_its_boxes(made: Print) -> Iterator[tuple[str, str]]:
    """What is the clinic's own stands in the boxes that the layout declares."""
    for what in made.page.outside:
        boxes = ", ".join(made.layout.boxes) or "none"
        yield "clinic-outside-box", f"the clinic's {what} stands outside the boxes: {boxes}"


def the_number_of_pages_is_as_promised(made: Print) -> Iterator[tuple[str, str]]:
    """The layout allows this number of pages."""
    count, allowed = len(made.paper.sizes), made.layout.pages
    if allowed and count not in allowed:
        yield "page-count", f"there are {count} pages; allowed are {allowed}"


def the_headings_are_there_in_order(made: Print) -> Iterator[tuple[str, str]]:
    """The sections of the handout stand in their order, in tags and bookmarks."""
    wanted = [
        [made.wanted(leaflet, section.heading) for leaflet, section in chapter]
        for chapter in made.wanted_chapters
    ]
    found = [heading for heading, _ in made.chapters[1:]]
    in_order = zip(found, wanted, strict=False)
    if len(found) < len(wanted) or not all(
        one in _either_way(two) for one, two in in_order
    ):
        yield "heading-lost", f"the headings are {found}, but should be {wanted}"
    bookmarks = {folded(title) for title in made.paper.bookmarks}
    for leaflet, section in chain(*made.wanted_chapters):
        if made.wanted(leaflet, section.heading) not in bookmarks:
            yield "bookmark-lost", f'there is no bookmark for "{section.heading.words}"'


def _either_way(twins: list[str]) -> set[str]:
    """Join headings that stand beside each other: which is left depends on the language."""
    return {"".join(twins), "".join(reversed(twins))}


def every_text_is_there_in_order(made: Print) -> Iterator[tuple[str, str]]:
    """Every text of a section follows its heading, those of one block in their order."""
    bodies = [body for _, body in made.chapters]
    for leaflet in made.leaflets:
        handout = leaflet.source
        head = (handout.title, handout.lead) if made.layout.has_lead else (handout.title,)
        is_after = made.layout.languages is Languages.AFTER
        is_second = leaflet is not made.leaflets[0]
        before = made.said if is_after and is_second else bodies[0]
        yield from _lost(made, leaflet, head, before)
    for chapter, body in zip(made.wanted_chapters, bodies[1:], strict=False):
        for leaflet, section in chapter:
            for block in section.blocks:
                unseen = {block.alternative} if isinstance(block, Figure) else set()
                texts = [text for text in all_texts(block) if text not in unseen]
                yield from _lost(made, leaflet, texts, body)


def _lost(
    made: Print, leaflet: Leaflet, texts: Iterable[Text], body: str
) -> Iterator[tuple[str, str]]:
    at = 0
    for text in texts:
        wanted = made.wanted(leaflet, text)
        found = body.find(wanted, at)
        if found < 0:
            where = "out of its place" if wanted in made.said else "not there"
            yield "text-lost", f'"{text.words[:60]}" ({text.context}) is {where}'
        else:
            at = found + len(wanted)


def what_belongs_on_a_page_is_there(made: Print) -> Iterator[tuple[str, str]]:
    """What the layout promises for a page stands on it, or before it."""
    leaflet = made.leaflets[0]
    sections = {section.key: section for section in leaflet.source.sections}
    for page, parts in made.layout.by_page:
        so_far = made.said_until(page)
        for part in parts:
            key, _, name = part.partition("/")
            blocks = [one for one in sections[key].blocks if name in ("", one.key)]
            for text in all_texts(tuple(blocks)):
                if made.wanted(leaflet, text) not in so_far:
                    yield "not-on-its-page", f'"{text.words}" is not on page {page}'


def the_words_of_the_template_are_there(made: Print) -> Iterator[tuple[str, str]]:
    """What the template prints of its own is on paper, in its text or in its margins."""
    artifacts = [ink.words for ink in made.paper.inks if ink.mark < 0]
    margins = letters("".join(artifacts))
    for words in made.page.printed:
        for part in PLACEHOLDER.split(words)[::2]:
            if folded(part) not in made.said and letters(part) - margins:
                yield "text-lost", f'"{part.strip()}" is not there'


def what_tells_one_sheet_from_another_is_there(made: Print) -> Iterator[tuple[str, str]]:
    """Each language has its id, and says how far its words can be trusted."""
    margins = folded("".join(ink.words for ink in made.paper.inks if ink.mark < 0))
    for words, english in _trust(made.leaflets):
        if folded(words) not in made.said:
            yield "trust-lost", f'"{english}" is not there in each language'
    # On a page with words from right to left, a reader may turn the halves of an id round:
    # there the rows tell how it lies.
    rows = (made.said, margins, *made.paper.latin_rows)
    for leaflet in made.leaflets:
        if not any(folded(leaflet.id) in row for row in rows):
            yield "id-lost", f'the id "{leaflet.id}" is not there'


def _trust(leaflets: tuple[Leaflet, ...]) -> Iterator[tuple[str, str]]:
    """Find what says how far words can be trusted: in each language, and in English."""
    for leaflet in leaflets:
        printed = {one.source.context: one for one in leaflet.printed}
        for context in leaflet.standing.contexts:
            english = printed[context].source.words
            yield printed[context].words, english
            yield english, english


def every_number_of_the_clinic_is_there(made: Print) -> Iterator[tuple[str, str]]:
    """Each number of the clinic, and the ambulance's, stand there in each language."""
    found = Counter(made.paper.numbers)
    for number in dict.fromkeys(made.leaflets[0].clinic.values.values()):
        if found[_digits(number)] < len(made.leaflets):
            yield "phone-lost", f'"{number}" is not there in each language'


def every_number_reads_from_left_to_right(made: Print) -> Iterator[tuple[str, str]]:
    """Every telephone number is on paper as often as it is printed, its digits in order."""
    found = Counter(made.paper.numbers)
    for number, times in Counter(map(_digits, made.page.numbers)).items():
        if found[number] < times:
            yield "phone-lost", f'"{number}" is there {found[number]} times, not {times}'


def every_latin_run_reads_from_left_to_right(made: Print) -> Iterator[tuple[str, str]]:
    """A name, dose or address inside right-to-left words lies on paper in its order."""
    if not made.is_rtl:
        return
    for part in made.paper.tagged:
        for words in left_to_right_runs(part.words):
            run = "".join(one for one in words if one.isascii() and one.isalnum())
            if not any(run in row for row in made.paper.latin_rows):
                yield "run-reversed", f'"{words}" does not read from left to right'


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())
