"""Lay a leaflet out so that it has a number of pages that its layout allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from handpress.paper.layout import Layout
from handpress.paper.page import Page
from handpress.paper.press import Press, Sheets
from handpress.problems import Problem, Severity
from handpress.words.leaflet import Leaflet

# The tightest fit saves less than this share of the roomiest; more is not worth a try.
MOST_SAVED = 0.3
# So many pages may be filled with lines for notes: a booklet is folded from fours.
MOST_NOTES = 3


@dataclass(frozen=True)
class Fit:
    """How a leaflet fits: the class of its page, and how many pages of notes fill it up."""

    name: str
    notes: int = 0


MakePage = Callable[[Fit], Page]


@dataclass(frozen=True)
class _Trials:
    """What was laid out so far, each fit once."""

    press: Press
    make_page: MakePage
    laid: dict[Fit, Sheets] = field(default_factory=dict)

    def lay_out(self, fit: Fit) -> Sheets:
        if fit not in self.laid:
            self.laid[fit] = self.press.lay_out(self.make_page(fit))
        return self.laid[fit]


def lay_out_to_fit(
    press: Press, layout: Layout, make_page: MakePage, remembered: Fit | None = None
) -> tuple[Sheets, Fit | None]:
    """Lay out with the fewest pages allowed, in the roomiest fit that has so many.

    `remembered` is the fit of the last run from the very same input: then nothing need be
    tried. No fit where nothing fits; the sheets then are those of the tightest.
    """
    trials = _Trials(press, make_page)
    fit = remembered or next(_fitting(layout, trials), None)
    return trials.lay_out(fit or Fit(layout.fits[-1])), fit


def _fitting(layout: Layout, trials: _Trials) -> Iterator[Fit]:
    """Give each fit that keeps what the layout promises, the best first."""
    for wanted in layout.pages or (None,):
        for name in layout.fits:
            sheets = trials.lay_out(Fit(name))
            if _is_out_of_reach(wanted, sheets, layout):
                break
            short = 0 if wanted is None else wanted - sheets.page_count
            if not 0 <= short <= most_notes(layout) or _misplaced(sheets, layout):
                continue
            fit = Fit(name, short)
            if wanted is None or trials.lay_out(fit).page_count == wanted:
                yield fit


def _is_out_of_reach(wanted: int | None, sheets: Sheets, layout: Layout) -> bool:
    """Tell whether no tighter fit is worth a try, as more pages are allowed too."""
    if wanted is None or wanted == layout.pages[-1]:
        return False
    # The last page may hold but a line.
    return wanted < (sheets.page_count - 1) * (1 - MOST_SAVED)


def most_notes(layout: Layout) -> int:
    """Tell how many pages of notes may fill a leaflet up to a promised number of pages."""
    steps = [after - before for before, after in pairwise(layout.pages)]
    return min(MOST_NOTES, max(steps, default=1) - 1)


def _misplaced(sheets: Sheets, layout: Layout) -> list[tuple[str, int]]:
    """List the parts that end after the page that the layout promises, and that page."""
    ends = [
        (part, page, sheets.end_of(part))
        for page, parts in layout.by_page
        for part in parts
    ]
    return [(part, page) for part, page, end in ends if end is None or end[0] > page]


def does_not_fit(leaflet: Leaflet, layout: Layout, sheets: Sheets) -> Problem:
    """Say by how much a leaflet is too long for its layout, and which sections are over."""
    what = f'{leaflet.locale.tag}: too long for "{layout.name}"'
    most = max(layout.pages, default=sheets.page_count)
    if sheets.page_count > most:
        over = _over(leaflet, sheets, most)
        last = sheets.end_of(over[-1]) if over else None
        down = f", {last[1]:.0f} mm down the last" if last else ""
        what += f": {sheets.page_count} pages{down}, at most {most} are allowed"
        what += f"; beyond them end: {', '.join(over)}" if over else ""
    for part, page in _misplaced(sheets, layout):
        end = sheets.end_of(part)
        down = f" but ends {end[1]:.0f} mm down page {end[0]}" if end else ""
        what += f'; "{part}" must end on page {page}{down}'
    hint = "shorten these sections, or the translation of them"
    severity = Severity.WARNING if layout.may_refuse else Severity.ERROR
    return Problem(leaflet.source.place, "does-not-fit", what, hint, severity)


def _over(leaflet: Leaflet, sheets: Sheets, most: int) -> list[str]:
    ends = {one.key: sheets.end_of(one.key) for one in leaflet.source.sections}
    return [key for key, end in ends.items() if end and end[0] > most]
