"""What WeasyPrint writes of glyphs, made right for every reader.

With `tags`, which calls it, the only room that knows the inside of WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from weasyprint.pdf.stream import Stream

# Families in which a glyph may first be met inside a cluster, without words of its own.
JOINED_FAMILIES = (b"Arabic", b"Hebrew")
# Operators after which the next glyph is placed anew.
POSITIONING = frozenset({b"BT", b"ET", b"Tm", b"Td", b"TD", b"T*"})
GLYPHS = re.compile(rb"<[0-9a-fA-F]+>")


def prepare() -> None:
    """Make WeasyPrint keep the words of glyphs, and streams end without a doubt."""
    add_font = Stream.add_font

    def add_font_with_words(self: Any, pango_font: Any) -> Any:
        font, *rest = add_font(self, pango_font)
        is_joined = any(family in font.name for family in JOINED_FAMILIES)
        if is_joined and not isinstance(font.to_unicode, _WordsOfGlyphs):
            font.to_unicode = _WordsOfGlyphs(font.to_unicode)
        return (font, *rest)

    Stream.add_font = add_font_with_words
    pydyf.Stream.data = property(_stream_without_doubt(pydyf.Stream.data.fget))


class _WordsOfGlyphs(dict[int, str]):
    """What each glyph stands for: no words, until a use of it that has some.

    WeasyPrint keeps the first use; where that is inside a cluster, a letter is lost.
    """

    def __contains__(self, glyph: object) -> bool:
        return bool(self.get(glyph))  # type: ignore[call-overload]


def _stream_without_doubt(data: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """Add a byte to packed data that would end in a carriage return.

    With the line feed before `endstream` that reads as one end of line, and the length
    of the stream is in doubt (ISO 19005-2, 6.1.7.1). What follows the checksum is not
    read; another level of packing would end alike, as the checksum is that of the data.
    """

    def data_without_doubt(self: Any) -> bytes:
        told = data(self)
        if not (self.compress and told.endswith(b"\r\nendstream")):
            return told
        _, packed = told.removesuffix(b"\nendstream").split(b"\nstream\n", 1)
        length = {"Filter": "/FlateDecode", "Length": len(packed) + 1}
        extra = pydyf.Dictionary({**self.extra, **length})
        return b"\n".join((extra.data, b"stream", packed + b" ", b"endstream"))

    return data_without_doubt


def with_adjustments_kept(items: list[Any]) -> Iterator[Any]:
    """Move adjustments that no glyph follows to the glyphs of the next `TJ`.

    pdfium, and so Chrome, drops them at the end of an array, and arrays that show no glyph:
    the vowels and tones of Lao and Bengali then lie over their neighbours.
    """
    moved = 0.0
    for item in items:
        if not (isinstance(item, bytes) and item.endswith(b"] TJ")):
            if isinstance(item, bytes) and item.rpartition(b" ")[2] in POSITIONING:
                moved = 0.0
            yield item
            continue
        shown = max((found.end() for found in GLYPHS.finditer(item)), default=1)
        last = sum(map(float, item[shown:-4].replace(b"<>", b" ").split()))
        if shown > 1:
            yield b"[%s%s] TJ" % (b"%g " % moved if moved else b"", item[1:shown])
            moved = last
        else:
            moved += last


def fill_empty_unicode(pdf: pydyf.PDF) -> None:
    """Map glyphs that stand for nothing of their own to a zero-width space."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and "ToUnicode" in item:
            table = pdf.objects[int(item["ToUnicode"].split()[0])]
            table.stream = [
                re.sub(rb"<>(?=\s|$)", b"<200b>", line) if isinstance(line, bytes) else line
                for line in table.stream
            ]
