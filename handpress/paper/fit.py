"""Lay a leaflet out so that it has a number of pages that its layout allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handpress.paper.layout import Layout
from handpress.paper.page import Page
from handpress.paper.press import Press, Sheets
from handpress.problems import Place, Problem

# The tightest fit saves less than this share of the roomiest; more is not worth a try.
MOST_SAVED = 0.3


@dataclass(frozen=True)
class Fit:
    """How a leaflet fits: the class of its page, and whether notes fill the last one."""

    name: str
    has_notes: bool = False


MakePage = Callable[[Fit], Page]


def lay_out_to_fit(
    press: Press, layout: Layout, make_page: MakePage, remembered: Fit | None = None
) -> tuple[Sheets | None, Fit]:
    """Lay out with the fewest pages allowed, in the roomiest fit that has so many.

    `remembered` is the fit of the last run from the very same input: then nothing need be
    tried. An odd page is filled with lines for notes. None where nothing fits.
    """
    if remembered is not None:
        return press.lay_out(make_page(remembered)), remembered
    laid: dict[str, Sheets] = {}
    for wanted in layout.pages:
        for name in layout.fits:
            if name not in laid:
                laid[name] = press.lay_out(make_page(Fit(name)))
            sheets = laid[name]
            if wanted < sheets.page_count * (1 - MOST_SAVED):
                break
            if not sheets.first_page_has(layout.first_page):
                continue
            if sheets.page_count == wanted:
                return sheets, Fit(name)
            if sheets.page_count == wanted - 1:
                with_notes = press.lay_out(make_page(Fit(name, has_notes=True)))
                if with_notes.page_count == wanted:
                    return with_notes, Fit(name, has_notes=True)
    return None, Fit(layout.fits[-1])


def does_not_fit(place: Place, locale: str, layout: Layout) -> Problem:
    """Say that a leaflet is too long for its layout."""
    what = f'{locale}: too long for "{layout.name}": at most {max(layout.pages)} pages'
    if layout.first_page:
        what += f", and page 1 must hold all of: {', '.join(layout.first_page)}"
    return Problem(place, "does-not-fit", what, "shorten the handout or its translation")
