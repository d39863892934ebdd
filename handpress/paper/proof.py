"""Read the finished PDF back, and compare it with the leaflet that it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from handpress.paper.layout import Layout
from handpress.paper.setting import bare
from handpress.problems import Problem
from handpress.words.inline import PLACEHOLDER, plain
from handpress.words.leaflet import Leaflet


def prove(
    pdf: bytes, leaflet: Leaflet, layout: Layout, warnings: tuple[str, ...]
) -> tuple[Problem, ...]:
    """Give every reason why this file must not be handed to a patient."""
    return tuple(_faults(pdf, leaflet, layout, warnings))


def _faults(
    pdf: bytes, leaflet: Leaflet, layout: Layout, warnings: tuple[str, ...]
) -> Iterator[Problem]:
    place = leaflet.source.place
    for warning in warnings:
        yield Problem(place, "press-warning", f"the press says: {warning}")
    with pikepdf.open(BytesIO(pdf)) as file:
        if len(file.pages) not in layout.pages:
            what = f"there are {len(file.pages)} pages, allowed are {layout.pages}"
            yield Problem(place, "page-count", what)
        found = headings(file)
    for heading in wanted_headings(leaflet):
        if heading not in found:
            yield Problem(place, "heading-lost", f'the heading "{heading}" is not there')
    on_paper = digits_by_position(pdf)
    for number in numbers_to_dial(leaflet):
        if not any(number in line for line in on_paper):
            what = f'"{number}" is not on paper, left to right in one line'
            yield Problem(place, "phone-lost", what)


def headings(file: pikepdf.Pdf) -> tuple[str, ...]:
    """List the bookmarks of a file in order; they are made from the headings."""
    with file.open_outline() as outline:
        return tuple(_titles(outline.root))


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield folded(item.title)
        yield from _titles(item.children)


def wanted_headings(leaflet: Leaflet) -> tuple[str, ...]:
    """List the headings that a reader must find."""
    words = [section.heading.words for section in leaflet.handout.sections]
    return tuple(folded(PLACEHOLDER.sub("", plain(heading))) for heading in words)


def folded(words: str) -> str:
    """Compare words without what setting added, and without white space."""
    return re.sub(r"\s+", "", bare(words))


def numbers_to_dial(leaflet: Leaflet) -> tuple[str, ...]:
    """List the digits of every number that the leaflet prints."""
    printed = [phone.printed for phone in leaflet.clinic.phones]
    numbers = [leaflet.clinic.emergency_number, *printed]
    return tuple(re.sub(r"\D", "", number) for number in numbers)


def digits_by_position(pdf: bytes) -> tuple[str, ...]:
    """Read the digits of each line from left to right as they lie on paper.

    Positions alone decide: the order of the text in the file says nothing of the order
    on paper where words run from right to left.
    """
    file = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(line for page in file for line in _digit_rows(page.get_textpage()))
    finally:
        file.close()


def _digit_rows(text: Any) -> Iterator[str]:
    rows: dict[int, list[tuple[float, str]]] = {}
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.isdigit():
            left, bottom, _, _ = text.get_charbox(index, loose=True)
            rows.setdefault(round(bottom), []).append((left, character))
    for row in sorted(rows):
        yield "".join(digit for _, digit in sorted(rows[row]))
