"""A finished PDF read back as plain data: what is drawn where, and what the tags say.

Two readers share the work: pdfium tells what is drawn and where, pikepdf what the file
says of itself. Nothing here knows what the leaflet should be.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

# One line of text is never longer; pdfium fills a buffer of UTF-16 units.
MOST_UNITS = 8192
# Digits farther apart than this, in parts of their width, are not of one number; signs
# that stand within a number are, such as those of (217) 555-0142.
WIDEST_GAP = 1.5
WITHIN_NUMBERS = "()-./"


@dataclass(frozen=True)
class Ink:
    """One run of glyphs: its words as pdfium reads them, its box and size in points.

    The box is that of the ink, from the foot of the page up; `mark` is the number of its
    marked content, -1 for an artifact.
    """

    page: int
    mark: int
    words: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True)
class Tagged:
    """One marked content in the order of the tag tree: its tags from the root, its words.

    `words` is the ActualText, empty where there is none; `lang` that of the part, or of the
    whole file.
    """

    page: int
    mark: int
    tags: tuple[str, ...]
    words: str
    lang: str
    is_beside_figure: bool


@dataclass(frozen=True)
class Paper:
    """All that stands in a file.

    `numbers` are read from left to right as their digits lie on paper. So are
    `latin_rows`, the Latin letters and digits of each line, where a file has words that run
    from right to left. Positions alone decide: the order of the text in the file says
    nothing of the order on paper.
    """

    sizes: tuple[tuple[float, float], ...]
    inks: tuple[Ink, ...]
    tagged: tuple[Tagged, ...]
    bookmarks: tuple[str, ...]
    fonts: tuple[str, ...]
    numbers: tuple[str, ...]
    latin_rows: tuple[str, ...]


def read_back(pdf: bytes) -> Paper:
    """Read a finished file; sizes of pages in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [(page, page.get_textpage()) for page in document]
        sizes = tuple(page.get_size() for page, _ in pages)
        inks = [
            ink
            for index, (page, text) in enumerate(pages)
            for ink in _inks(index, page, text)
        ]
        numbers = [number for _, text in pages for number in _numbers(text)]
        is_rtl = any(_has_rtl(text) for _, text in pages)
        latin = [row for _, text in pages for row in _latin_rows(text)] if is_rtl else []
    finally:
        document.close()
    with pikepdf.open(BytesIO(pdf)) as file:
        tagged = tuple(_tagged(file))
        with file.open_outline() as outline:
            bookmarks = tuple(_titles(outline.root))
        fonts = tuple(sorted({name for page in file.pages for name in _fonts(page)}))
    return Paper(sizes, tuple(inks), tagged, bookmarks, fonts, tuple(numbers), tuple(latin))


def _inks(index: int, page: Any, text: Any) -> Iterator[Ink]:
    buffer = (ctypes.c_ushort * MOST_UNITS)()
    edges = [ctypes.c_float() for _ in range(4)]
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        length = raw.FPDFTextObj_GetText(item, text.raw, buffer, MOST_UNITS)
        words = bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
        raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges))
        raw.FPDFTextObj_GetFontSize(item, ctypes.byref(size))
        raw.FPDFPageObj_GetMatrix(item, matrix)
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        left, bottom, right, top = (edge.value for edge in edges)
        points = size.value * abs(matrix.d)
        yield Ink(index, mark, words, left, bottom, right, top, points)


Row = list[tuple[float, float, str]]


def _rows(text: Any, wanted: Callable[[str], bool]) -> Iterator[Row]:
    """Give left edge, right edge and character of each line, from left to right."""
    rows: dict[int, Row] = {}
    every = text.get_text_range()
    if len(every) != text.count_chars():  # a character outside the basic plane
        every = "".join(text.get_text_range(at, 1) for at in range(text.count_chars()))
    for at, character in enumerate(every):
        if wanted(character):
            left, bottom, right, _ = text.get_charbox(at, loose=True)
            rows.setdefault(round(bottom), []).append((left, right, character))
    return (sorted(rows[row]) for row in sorted(rows))


def _numbers(text: Any) -> Iterator[str]:
    for row in _rows(text, lambda one: one.isdigit() or one in WITHIN_NUMBERS):
        number, edge = "", row[0][0]
        for left, right, sign in row:
            if left - edge > WIDEST_GAP * (right - left):
                yield number
                number = ""
            number, edge = number + sign * sign.isdigit(), right
        yield number


def _has_rtl(text: Any) -> bool:
    every = text.get_text_range()
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in every)


def _latin_rows(text: Any) -> Iterator[str]:
    for row in _rows(text, lambda one: one.isascii() and one.isalnum()):
        yield "".join(character for _, _, character in row)


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _fonts(page: pikepdf.Page) -> Iterator[str]:
    """Name the faces that a page uses, without the tag of their subset."""
    for font in page.resources.get("/Font", {}).values():
        yield str(font.BaseFont).removeprefix("/").rpartition("+")[2]


def _tagged(file: pikepdf.Pdf) -> Iterator[Tagged]:
    pages = {page.obj.objgen: index for index, page in enumerate(file.pages)}
    lang = str(file.Root.get("/Lang", ""))
    yield from _below(file.Root.StructTreeRoot.K[0], pages, (), (lang, False))


def _below(
    element: Any,
    pages: dict[Any, int],
    above: tuple[str, ...],
    inherited: tuple[str, bool],
) -> Iterator[Tagged]:
    tags = (*above, str(element.S).removeprefix("/"))
    lang, beside = str(element.get("/Lang", inherited[0])), inherited[1]
    kids = list(element.get("/K", ()))
    nested = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
    beside = beside or any(kid.get("/S") == "/Figure" for kid in nested)
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield from _below(kid, pages, tags, (lang, beside))
            continue
        page = pages[element.Pg.objgen]
        words = str(element.get("/ActualText", ""))
        yield Tagged(page, int(kid), tags, words, lang, beside)
