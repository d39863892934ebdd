"""Compare the sheets for the printer with the proved pages that are laid onto them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

from handpress.paper.imposition import Mark, SheetSide, plan_sides, sizes_of
from handpress.paper.layout import Layout
from handpress.problems import Problem
from handpress.words.leaflet import Leaflet

# What is drawn on a sheet lies where it should within this distance, in points.
NEAR = 0.1
# How far the ink of a mark, which has a width, may reach beyond its line, in points.
MARK_WIDTH = 0.5


def prove_imposed(
    sheets: bytes, pdf: bytes, layout: Layout, leaflet: Leaflet
) -> tuple[Problem, ...]:
    """Tell where a sheet differs from the proved pages that it is laid out from."""
    with pikepdf.open(BytesIO(pdf)) as source:
        sides = plan_sides(layout, sizes_of(source), leaflet)
    pages, found = [page.drawn for page in _read_sides(pdf)], _read_sides(sheets)
    if len(found) != len(sides):
        what = f"there are {len(found)} sides of sheets, not {len(sides)}"
        return (Problem(leaflet.source.place, "imposition", what),)
    return tuple(
        Problem(leaflet.source.place, "imposition", f"side {number} of the sheets: {told}")
        for number, (side, one) in enumerate(zip(sides, found, strict=True), 1)
        if (told := _difference(side, pages, one))
    )


@dataclass(frozen=True)
class _Drawn:
    """One thing that is drawn: its kind, its box in points, and what lies inside it."""

    kind: int
    box: tuple[float, ...]
    at: tuple[float, ...]
    inside: tuple[_Drawn, ...]


def _difference(side: SheetSide, pages: list[tuple[_Drawn, ...]], found: _Side) -> str:
    if not _are_near(found.size, (side.width, side.height)):
        return f"it is {found.size[0]:.0f} by {found.size[1]:.0f} points large"
    placed = [one for one in found.drawn if one.kind == raw.FPDF_PAGEOBJ_FORM]
    if len(placed) != len(side.slots):
        return f"{len(placed)} pages, not {len(side.slots)}"
    marks = sorted(one.box for one in found.drawn if one.kind == raw.FPDF_PAGEOBJ_PATH)
    wanted_marks = sorted(_box_of(mark) for mark in side.marks)
    if len(found.drawn) != len(placed) + len(side.marks) or not all(
        _are_near(one, other, MARK_WIDTH)
        for one, other in zip(marks, wanted_marks, strict=True)
    ):
        return "beside its pages is not drawn what should be"
    for slot, one in zip(side.slots, placed, strict=True):
        # Neither turned nor made larger, and in its place.
        is_upright = _are_near(one.at[:4], (1, 0, 0, 1), 1e-6)
        if not (is_upright and _are_near(one.at[4:], (slot.x, slot.y))):
            return f"page {slot.page + 1} does not lie at {slot.x:.1f}, {slot.y:.1f}"
        wanted = pages[slot.page]
        if len(one.inside) != len(wanted) or not all(
            mine.kind == other.kind and _are_near(mine.box, other.box)
            for mine, other in zip(one.inside, wanted, strict=True)
        ):
            return f"page {slot.page + 1} is drawn otherwise than before"
    return ""


def _are_near(
    one: tuple[float, ...], other: tuple[float, ...], distance: float = NEAR
) -> bool:
    return all(abs(a - b) <= distance for a, b in zip(one, other, strict=True))


def _box_of(mark: Mark) -> tuple[float, ...]:
    across, up, to, top = mark
    return min(across, to), min(up, top), max(across, to), max(up, top)


@dataclass(frozen=True)
class _Side:
    """One side read back: its size in points, and what is drawn on it, in its order."""

    size: tuple[float, float]
    drawn: tuple[_Drawn, ...]


def _read_sides(pdf: bytes) -> list[_Side]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            _Side(
                page.get_size(),
                tuple(
                    _drawn_of(raw.FPDFPage_GetObject(page.raw, at))
                    for at in range(raw.FPDFPage_CountObjects(page.raw))
                ),
            )
            for page in document
        ]
    finally:
        document.close()


def _drawn_of(item: Any) -> _Drawn:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges))
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    kind = raw.FPDFPageObj_GetType(item)
    count = raw.FPDFFormObj_CountObjects(item) if kind == raw.FPDF_PAGEOBJ_FORM else 0
    inside = tuple(_drawn_of(raw.FPDFFormObj_GetObject(item, at)) for at in range(count))
    at = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return _Drawn(kind, tuple(edge.value for edge in edges), at, inside)
