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
    """What each glyph stands for, found from all its uses.

    WeasyPrint keeps the first use, and gives the words of a cluster to its first glyph;
    where that is a mark, the letter below it is lost. Here a cluster's words are shared out
    among its glyphs: what stands alone elsewhere keeps its own, the rest goes to the base.
    """

    def __init__(self, known: dict[int, str]) -> None:
        super().__init__(known)
        self._clusters: list[tuple[list[int], str]] = []

    def __contains__(self, glyph: object) -> bool:
        # So that WeasyPrint tells every use, and not the first alone.
        return False

    def __setitem__(self, glyph: int, words: str) -> None:
        super().__setitem__(glyph, self.get(glyph, ""))
        if words or not self._clusters:
            self._clusters.append(([glyph], words))
        else:  # from right to left the glyphs of one cluster follow each other so
            self._clusters[-1][0].append(glyph)

    def items(self) -> Any:
        """Give each glyph with its words, once all uses are known."""
        found = dict.fromkeys(self, "")
        for glyphs, words in sorted(self._clusters, key=lambda one: len(one[0])):
            rest = words
            for known in (found[glyph] for glyph in glyphs if found[glyph]):
                rest = rest.replace(known, "", 1)
            unknown = [glyph for glyph in glyphs if not found[glyph]]
            if rest and unknown:
                found[unknown[-1]] = rest
        return found.items()


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
