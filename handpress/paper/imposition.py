"""Pages onto sheets for the printer: a booklet to fold, cards to cut.

A sheet claims PDF/A-2b and no PDF/UA: a screen reader is for the pages, not for the sheet.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from handpress.paper.layout import POINTS_A_MILLIMETRE, Layout
from handpress.paper.tags import UA_IDENTIFIER
from handpress.problems import HandoutError
from handpress.words.leaflet import Leaflet

# Sizes of sheets in points, upright.
SHEETS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
# Between cards, and the length and distance of a mark from its corner, in points.
GAP, MARK, AWAY = 6 * POINTS_A_MILLIMETRE, 6.0, 2.0
CARDS_ACROSS, CARDS_DOWN = 2, 2

# A line from one point to another, in points.
Mark = tuple[float, float, float, float]


@dataclass(frozen=True)
class Slot:
    """Where one page lies on a side of a sheet: its number from 0, its corner in points."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class SheetSide:
    """One side of a sheet: its size in points, its pages, and lines to cut or fold by."""

    width: float
    height: float
    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...] = ()


def plan_sides(
    layout: Layout, sizes: tuple[tuple[float, float], ...], leaflet: Leaflet
) -> tuple[SheetSide, ...]:
    """Say which page lies where; `sizes` are those of the pages in points.

    Raises HandoutError when the pages are too many, too few or too large for a sheet.
    """
    width, height = SHEETS[leaflet.clinic.paper]
    across, down = (
        (height / 2, width) if layout.imposition == "booklet" else (width, height)
    )
    if any(size[0] > across + 1 or size[1] > down + 1 for size in sizes):
        message = f'the pages of "{layout.name}" are too large for {leaflet.clinic.paper}'
        raise HandoutError(message, hint=f'make "page:" smaller in {layout.place.file}')
    if layout.imposition == "booklet":
        return tuple(_booklet(len(sizes), (height, width), is_rtl=leaflet.locale.is_rtl))
    return tuple(_cards(sizes, (width, height)))


def _booklet(
    count: int, sheet: tuple[float, float], *, is_rtl: bool
) -> Iterator[SheetSide]:
    """Lay pages in saddle order: sheets lie in each other, folded in the middle."""
    if count % 4:
        raise HandoutError(f"a booklet is folded from four pages each, not {count}")
    width, height = sheet
    for first in range(0, count // 2, 2):
        last = count - 1 - first
        for left, right in ((last, first), (first + 1, last - 1)):
            pair = (right, left) if is_rtl else (left, right)
            slots = (Slot(pair[0], 0, 0), Slot(pair[1], width / 2, 0))
            yield SheetSide(width, height, slots)


def _cards(
    sizes: tuple[tuple[float, float], ...], sheet: tuple[float, float]
) -> Iterator[SheetSide]:
    """Lay two panels above each other to a card, four cards to a sheet, in its middle."""
    (width, height), (sheet_width, sheet_height) = sizes[0], sheet
    across = CARDS_ACROSS * width + (CARDS_ACROSS - 1) * GAP
    down = CARDS_DOWN * 2 * height + (CARDS_DOWN - 1) * GAP
    left, foot = (sheet_width - across) / 2, (sheet_height - down) / 2
    for upper in range(0, len(sizes), 2):
        slots: list[Slot] = []
        marks: list[Mark] = []
        for column in range(CARDS_ACROSS):
            for row in range(CARDS_DOWN):
                x = left + column * (width + GAP)
                y = foot + row * (2 * height + GAP)
                slots += [Slot(upper, x, y + height), Slot(upper + 1, x, y)]
                marks += _marks_of(x, y, width, 2 * height)
        yield SheetSide(sheet_width, sheet_height, tuple(slots), tuple(marks))


def _marks_of(x: float, y: float, width: float, height: float) -> Iterator[Mark]:
    """Draw lines to cut along at the corners, and to fold along at the middle."""
    for edge, away in ((x, -1), (x + width, 1)):
        for at in (y, y + height / 2, y + height):
            yield edge + away * AWAY, at, edge + away * (AWAY + MARK), at
    for edge, away in ((y, -1), (y + height, 1)):
        for at in (x, x + width):
            yield at, edge + away * AWAY, at, edge + away * (AWAY + MARK)


def impose(pdf: bytes, layout: Layout, leaflet: Leaflet) -> bytes:
    """Lay the pages of a finished leaflet onto sheets, as PDF/A-2b."""
    with pikepdf.open(BytesIO(pdf)) as source, pikepdf.new() as sheets:
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for side in plan_sides(layout, sizes_of(source), leaflet):
            page = sheets.add_blank_page(page_size=(side.width, side.height))
            page.contents_add(_drawn(page, side, forms))
        root = sheets.Root
        root.Lang = str(source.Root.Lang)
        for name in ("/OutputIntents", "/ViewerPreferences"):
            root[name] = sheets.copy_foreign(source.make_indirect(source.Root[name]))
        told = source.Root.Metadata.read_bytes()
        root.Metadata = sheets.make_stream(_without_tags(told))
        root.Metadata.Type, root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        for item in sheets.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Type") != "/Metadata":
                _pack(item)
        made = BytesIO()
        plain = pikepdf.ObjectStreamMode.disable
        sheets.save(
            made, deterministic_id=True, compress_streams=False, object_stream_mode=plain
        )
    return made.getvalue()


def _pack(stream: pikepdf.Stream) -> None:
    """Pack a stream, and let it end in no end of line; `glyphs` says why."""
    is_packed = "/Filter" in stream
    packed = stream.read_raw_bytes() if is_packed else zlib.compress(stream.read_bytes(), 9)
    if packed.endswith((b"\r", b"\n")):
        packed += b" "
    stream.write(packed, filter=pikepdf.Name.FlateDecode)


def sizes_of(file: pikepdf.Pdf) -> tuple[tuple[float, float], ...]:
    return tuple((float(page.mediabox[2]), float(page.mediabox[3])) for page in file.pages)


def _drawn(page: pikepdf.Page, side: SheetSide, forms: list[pikepdf.Object]) -> bytes:
    lines = []
    for slot in side.slots:
        # Named by us: a name of pikepdf's own is a random one.
        name = pikepdf.Name(f"/Page{slot.page + 1}")
        page.add_resource(forms[slot.page], pikepdf.Name.XObject, name)
        lines.append(f"q 1 0 0 1 {slot.x:.4f} {slot.y:.4f} cm {name} Do Q")
    if side.marks:
        lines.append("q 0 G 0.25 w")
        lines += [f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in side.marks]
        lines.append("Q")
    return "\n".join(lines).encode()


def _without_tags(metadata: bytes) -> bytes:
    """Claim PDF/A-2b in metadata that claimed PDF/A-2a and PDF/UA-1."""
    claimed = b'pdfaid:conformance="A"'
    if UA_IDENTIFIER not in metadata or claimed not in metadata:
        raise ValueError("the metadata does not claim PDF/A-2a and PDF/UA-1 as expected")
    told = metadata.replace(UA_IDENTIFIER, b"")
    return told.replace(claimed, b'pdfaid:conformance="B"')
