"""Compare the finished PDF, read back, with the leaflet that it should be.

One function per rule, as in `check`; what any of them finds refuses the leaflet.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from handpress.paper.fonts import families_for
from handpress.paper.layout import Layout
from handpress.paper.page import Page
from handpress.paper.paper import Ink, Paper, read_back
from handpress.paper.setting import bare, left_to_right_runs
from handpress.problems import Problem
from handpress.words.catalogue import State
from handpress.words.content import Figure, Text, all_texts
from handpress.words.inline import PLACEHOLDER, filled, plain
from handpress.words.leaflet import Leaflet

POINTS_A_MILLIMETRE = 72 / 25.4
# What rounding in the file may hide, in points.
TOLERANCE = 0.6
# Two runs that share more than this part of the lower one's height are on one line.
SAME_LINE = 0.5
# Joiners that have no glyph, and hyphens: a reader takes one at the end of a line away.
IGNORED = str.maketrans(dict.fromkeys("-\u2010\u00ad\u0002\ufffe\u200c\u200d"))
HEADING = "H2"


@dataclass(frozen=True)
class Print:
    """A finished file, and all that it should be."""

    paper: Paper
    leaflet: Leaflet
    layout: Layout
    page: Page
    warnings: tuple[str, ...]

    @cached_property
    def drawn(self) -> dict[tuple[int, int], list[Ink]]:
        """The ink of each marked content, by page and mark; artifacts are -1."""
        found: dict[tuple[int, int], list[Ink]] = {}
        for ink in self.paper.inks:
            found.setdefault((ink.page, ink.mark), []).append(ink)
        return found

    @cached_property
    def chapters(self) -> tuple[tuple[str, str], ...]:
        """Headings and what follows each, folded, in the order of the tag tree.

        The first has no heading: it is what stands before the first one.
        """
        parts: list[list[str]] = [["", ""]]
        was_heading = False
        for part in self.paper.tagged:
            words = folded(part.words or self._ink_words(part.page, part.mark))
            is_heading = HEADING in part.tags
            if is_heading and not was_heading:
                parts.append(["", ""])
            parts[-1][0 if is_heading else 1] += words
            was_heading = is_heading
        return tuple((heading, body) for heading, body in parts)

    @cached_property
    def said(self) -> str:
        """Everything in the order of the tag tree, folded: what is read aloud."""
        return "".join(heading + body for heading, body in self.chapters)

    def _ink_words(self, page: int, mark: int) -> str:
        return "".join(ink.words for ink in self.drawn.get((page, mark), ()))

    def wanted(self, text: Text) -> str:
        """Say how a text of the source must read on paper, folded."""
        words = self._words[text.context]
        return folded(plain(filled(words, self.leaflet.clinic.values)))

    @cached_property
    def _words(self) -> dict[str, str]:
        return {
            said.source.context: said.words
            if said.state is State.FRESH
            else said.source.words
            for said in self.leaflet.said
        }


Rule = Callable[[Print], Iterator[tuple[str, str]]]


def prove(
    pdf: bytes, leaflet: Leaflet, layout: Layout, page: Page, warnings: tuple[str, ...]
) -> tuple[Problem, ...]:
    """Give every reason why this file must not be handed to a patient."""
    made = Print(read_back(pdf), leaflet, layout, page, warnings)
    place = leaflet.source.place
    return tuple(
        Problem(place, code, f"{leaflet.locale.tag}: {told}")
        for rule in RULES
        for code, told in rule(made)
    )


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


def every_word_has_its_ink(made: Print) -> Iterator[tuple[str, str]]:
    """What the tags say is drawn: words that we wrote ourselves are no evidence."""
    for part in made.paper.tagged:
        inks = made.drawn.get((part.page, part.mark), [])
        if part.words.strip() and not any(ink.right > ink.left for ink in inks):
            yield "ink-lost", f'"{part.words}" is said, but not drawn'
        elif part.words and made.leaflet.locale.is_rtl:
            drawn = letters("".join(ink.words for ink in inks))
            if lost := letters(part.words) - drawn:
                what = " ".join(sorted(lost))
                yield "ink-lost", f'letters of "{part.words}" are not drawn: {what}'


def every_latin_run_reads_from_left_to_right(made: Print) -> Iterator[tuple[str, str]]:
    """A name, dose or address inside right-to-left words lies on paper in its order."""
    if not made.leaflet.locale.is_rtl:
        return
    for part in made.paper.tagged:
        for words in left_to_right_runs(part.words):
            run = "".join(one for one in words if one.isascii() and one.isalnum())
            if not any(run in row for row in made.paper.latin_rows):
                yield "run-reversed", f'"{words}" does not read from left to right'


def ink_stays_inside_its_column(made: Print) -> Iterator[tuple[str, str]]:
    """No ink stands in the margins at the sides, or beyond the page."""
    margin = made.layout.margin * POINTS_A_MILLIMETRE - TOLERANCE
    for ink in made.paper.inks:
        width, height = made.paper.sizes[ink.page]
        is_inside = ink.left >= margin and ink.right <= width - margin
        if ink.words.strip() and not (is_inside and ink.bottom >= 0 and ink.top <= height):
            yield "ink-outside", f'"{ink.words.strip()}" on page {ink.page + 1} runs out'


def ink_does_not_run_into_ink(made: Print) -> Iterator[tuple[str, str]]:
    """No two runs of words lie over each other."""
    by_page: dict[int, list[Ink]] = {}
    for ink in made.paper.inks:
        if ink.words.strip():
            by_page.setdefault(ink.page, []).append(ink)
    for inks in by_page.values():
        inks.sort(key=lambda ink: ink.bottom)
        for index, lower in enumerate(inks):
            for upper in inks[index + 1 :]:
                if upper.bottom >= lower.top:
                    break
                if _overlap(lower, upper):
                    told = f'"{lower.words.strip()}" and "{upper.words.strip()}"'
                    yield "ink-over-ink", f"{told} on page {lower.page + 1} run together"


def _overlap(one: Ink, other: Ink) -> bool:
    if one.mark == other.mark:
        return False
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    lower = min(one.top - one.bottom, other.top - other.bottom)
    return wide > 2 * TOLERANCE and high > SAME_LINE * lower


def only_our_faces_are_used(made: Print) -> Iterator[tuple[str, str]]:
    """Every face is of a family that this script is set in."""
    families = families_for(made.leaflet.locale.script)
    for name in made.paper.fonts:
        if name.removesuffix("-Bold").replace("-", " ") not in families:
            yield "font-not-allowed", f'the face "{name}" is none of {", ".join(families)}'


def letters_are_large_enough(made: Print) -> Iterator[tuple[str, str]]:
    """Text is as large as the layout promises; footer and picture names may be smaller."""
    small = {(part.page, part.mark) for part in made.paper.tagged if part.is_beside_figure}
    told = set()
    for ink in made.paper.inks:
        is_small = ink.mark < 0 or (ink.page, ink.mark) in small
        least = made.layout.smallest_footer if is_small else made.layout.smallest_text
        size = round(ink.size, 1)
        if ink.words.strip() and size < least and size not in told:
            told.add(size)
            yield "letters-small", f'"{ink.words.strip()}" has {size} points, not {least}'


RULES: tuple[Rule, ...] = (
    the_press_was_content,
    the_number_of_pages_is_as_promised,
    the_headings_are_there_in_order,
    every_text_is_there_in_order,
    the_words_of_the_template_are_there,
    every_number_reads_from_left_to_right,
    every_word_has_its_ink,
    every_latin_run_reads_from_left_to_right,
    ink_stays_inside_its_column,
    ink_does_not_run_into_ink,
    only_our_faces_are_used,
    letters_are_large_enough,
)


def folded(words: str) -> str:
    """Fold words for comparing: without white space, breaks and joiners, in ASCII digits.

    >>> folded("Call\u00a0 ۱۱۲")
    'Call112'
    """
    told = unicodedata.normalize("NFKC", bare(words)).translate(IGNORED)
    return "".join(
        str(unicodedata.digit(character)) if character.isdigit() else character
        for character in told
        if not character.isspace()
    )


def letters(words: str) -> Counter[str]:
    """Count the letters of words, whatever their order and their shape on paper."""
    told = unicodedata.normalize("NFKC", words)
    return Counter(character for character in told if character.isalpha())


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())
