"""The rules for ink: it is there, inside its column, of our faces, and large enough."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from handpress.paper.comparison import Print, letters
from handpress.paper.layout import POINTS_A_MILLIMETRE
from handpress.paper.page import families_of
from handpress.paper.paper import Ink
from handpress.paper.setting import CLUSTERED

# How far a stroke may hang over its column, or into its neighbour, in points: the last
# letter of an Arabic line does.
OVERHANG = 3.0
# The arm of a large Arabic kaf reaches farther: in parts of the size.
OVERHANG_OF_LARGE = 0.15
# Two runs that share more than this part of the lower one's height are on one line.
SAME_LINE = 0.5


def every_word_has_its_ink(made: Print) -> Iterator[tuple[str, str]]:
    """What the tags say is drawn: words that we wrote ourselves are no evidence."""
    # Where several glyphs make a cluster, a reader that goes by glyphs loses letters.
    lossy = {one.locale.tag for one in made.leaflets if one.locale.script in CLUSTERED}
    for part in made.paper.tagged:
        inks = made.drawn.get((part.page, part.mark), [])
        if part.words.strip() and not any(ink.right > ink.left for ink in inks):
            yield "ink-lost", f'"{part.words}" is said, but not drawn'
        elif part.words and made.is_rtl and part.lang not in lossy:
            drawn = letters("".join(ink.words for ink in inks))
            if lost := letters(part.words) - drawn:
                what = " ".join(sorted(lost))
                yield "ink-lost", f'letters of "{part.words}" are not drawn: {what}'


def ink_stays_inside_its_column(made: Print) -> Iterator[tuple[str, str]]:
    """No ink stands in the margins at the sides, or beyond the page."""
    for ink in made.paper.inks:
        width, height = made.paper.sizes[ink.page]
        overhang = max(OVERHANG, OVERHANG_OF_LARGE * ink.size)
        margin = made.layout.margin * POINTS_A_MILLIMETRE - overhang
        is_inside = ink.left >= margin and ink.right <= width - margin
        if ink.words.strip() and not (is_inside and ink.bottom >= 0 and ink.top <= height):
            yield "ink-outside", f'"{ink.words.strip()}" on page {ink.page + 1} runs out'


def ink_does_not_run_into_ink(made: Print) -> Iterator[tuple[str, str]]:
    """No two runs of words lie over each other.

    A run of marks alone is so low that the box of the line above it, which is that of its
    deepest letter, seems to lie over it.
    """
    by_page: dict[int, list[Ink]] = {}
    for ink in made.paper.inks:
        if any(unicodedata.category(one) not in ("Mn", "Zs") for one in ink.words.strip()):
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
    return wide > OVERHANG and high > SAME_LINE * lower


def only_our_faces_are_used(made: Print) -> Iterator[tuple[str, str]]:
    """Every face is of a family that these scripts are set in."""
    families = families_of(made.page.scripts)
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
