"""The rules for words: all that was said is there, in its order, numbers and names too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from handpress.paper.comparison import Print, folded, letters
from handpress.paper.setting import left_to_right_runs
from handpress.words.content import Figure, Text, all_texts
from handpress.words.inline import PLACEHOLDER


def the_press_was_content(made: Print) -> Iterator[tuple[str, str]]:
    """The press complained of nothing, such as a glyph that is missing."""
    for warning in made.warnings:
        yield "press-warning", f"the press says: {warning}"


def the_number_of_pages_is_as_promised(made: Print) -> Iterator[tuple[str, str]]:
    """The layout allows this number of pages."""
    count = len(made.paper.sizes)
    if count not in made.layout.pages:
        yield "page-count", f"there are {count} pages; allowed are {made.layout.pages}"


def the_headings_are_there_in_order(made: Print) -> Iterator[tuple[str, str]]:
    """The sections of the handout stand in their order, in tags and bookmarks."""
    sections = made.leaflet.source.sections
    wanted = [made.wanted(section.heading) for section in sections]
    found = [heading for heading, _ in made.chapters[1:]]
    if found[: len(wanted)] != wanted:
        yield "heading-lost", f"the headings are {found}, but should be {wanted}"
    bookmarks = {folded(title) for title in made.paper.bookmarks}
    for section in sections:
        if made.wanted(section.heading) not in bookmarks:
            yield "bookmark-lost", f'there is no bookmark for "{section.heading.words}"'


def every_text_is_there_in_order(made: Print) -> Iterator[tuple[str, str]]:
    """Every text of a section follows its heading, those of one block in their order."""
    handout = made.leaflet.source
    bodies = [body for _, body in made.chapters]
    yield from _lost(made, (handout.title, handout.lead), bodies[0])
    for section, body in zip(handout.sections, bodies[1:], strict=False):
        for block in section.blocks:
            unseen = {block.alternative} if isinstance(block, Figure) else set()
            texts = [text for text in all_texts(block) if text not in unseen]
            yield from _lost(made, texts, body)


def _lost(made: Print, texts: Iterable[Text], body: str) -> Iterator[tuple[str, str]]:
    at = 0
    for text in texts:
        found = body.find(made.wanted(text), at)
        if found < 0:
            where = "out of its place" if made.wanted(text) in made.said else "not there"
            yield "text-lost", f'"{text.words[:60]}" ({text.context}) is {where}'
        else:
            at = found + len(made.wanted(text))


def the_words_of_the_template_are_there(made: Print) -> Iterator[tuple[str, str]]:
    """What the template prints of its own is on paper, in its text or in its margins."""
    artifacts = [ink.words for ink in made.paper.inks if ink.mark < 0]
    margins = letters("".join(artifacts))
    for words in made.page.printed:
        for part in PLACEHOLDER.split(words)[::2]:
            if folded(part) not in made.said and letters(part) - margins:
                yield "text-lost", f'"{part.strip()}" is not there'


def every_number_reads_from_left_to_right(made: Print) -> Iterator[tuple[str, str]]:
    """Every telephone number is on paper as often as it is printed, its digits in order."""
    found = Counter(made.paper.numbers)
    for number, times in Counter(map(_digits, made.page.numbers)).items():
        if found[number] < times:
            yield "phone-lost", f'"{number}" is there {found[number]} times, not {times}'


def every_latin_run_reads_from_left_to_right(made: Print) -> Iterator[tuple[str, str]]:
    """A name, dose or address inside right-to-left words lies on paper in its order."""
    if not made.leaflet.locale.is_rtl:
        return
    for part in made.paper.tagged:
        for words in left_to_right_runs(part.words):
            run = "".join(one for one in words if one.isascii() and one.isalnum())
            if not any(run in row for row in made.paper.latin_rows):
                yield "run-reversed", f'"{words}" does not read from left to right'


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())
