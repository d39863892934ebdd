"""The glyphs that a page draws, and those that HarfBuzz gives for the same words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.unicodedata import script as script_of

# One face after another, each with the glyphs that it draws, from left to right.
Runs = tuple[tuple[str, tuple[int, ...]], ...]
# Kinds of characters by their direction (UAX #9), and those that never begin a run.
RIGHT_TO_LEFT, LEFT_TO_RIGHT = {"R", "AL"}, {"L", "EN", "AN"}
STAYING = {"Mn", "Mc", "Cf"}
ANY_SCRIPT = {"Zyyy", "Zinh", "Zzzz"}


def drawn_glyphs(pdf: bytes) -> dict[tuple[int, int], Runs]:
    """Read the glyphs of each marked content out of the content streams."""
    found: dict[tuple[int, int], list[tuple[str, list[int]]]] = {}
    with pikepdf.open(BytesIO(pdf)) as file:
        for number, page in enumerate(file.pages):
            names = {
                name: str(font.BaseFont).rpartition("+")[2]
                for name, font in page.resources.Font.items()
            }
            marks: list[int] = []
            face = ""
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "BDC":
                        marks.append(int(operands[1].get("/MCID", -1)))
                    case "BMC":
                        marks.append(-1)
                    case "EMC":
                        marks.pop()
                    case "Tf":
                        face = names[str(operands[0])]
                    case "TJ" | "Tj":
                        key = (number, marks[-1])
                        runs = found.setdefault(key, [])
                        if not runs or runs[-1][0] != face:
                            runs.append((face, []))
                        runs[-1][1].extend(_glyphs(operands[0]))
    return {
        key: tuple((face, tuple(glyphs)) for face, glyphs in runs)
        for key, runs in found.items()
    }


def _glyphs(shown: object) -> list[int]:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return [int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2)]


@dataclass(frozen=True)
class Shaper:
    """HarfBuzz with the faces that a locale is set in, the first one first.

    Words are cut as Pango cuts them: by script, by direction, and by the first face that
    has a character.
    """

    faces: tuple[tuple[str, Path], ...]
    lang: str
    is_rtl: bool

    def shape(self, words: str) -> Runs:
        """Shape words as one line, its runs from left to right as they lie on paper."""
        items: list[tuple[tuple[str, str, str], str]] = []
        for character, script in zip(words, _scripts(words), strict=True):
            kind = (self._face_of(character), script, self._direction_of(character, words))
            # A joiner and a mark stay with what they are to change.
            if items and (
                items[-1][0] == kind or unicodedata.category(character) in STAYING
            ):
                items[-1] = (items[-1][0], items[-1][1] + character)
            else:
                items.append((kind, character))
        shaped = [(kind[0], self._shape_item(kind, part)) for kind, part in items]
        is_rtl = any(kind[2] == "rtl" for kind, _ in items)
        return tuple(reversed(shaped) if is_rtl else shaped)

    def inked(self, runs: Runs) -> Runs:
        """Leave the glyphs out that draw nothing, and the runs that then are empty."""
        files = dict(self.faces)
        found = [
            (face, tuple(glyph for glyph in glyphs if _has_ink(files[face], glyph)))
            for face, glyphs in runs
        ]
        return tuple((face, glyphs) for face, glyphs in found if glyphs)

    def _face_of(self, character: str) -> str:
        having = [name for name, path in self.faces if ord(character) in _characters(path)]
        return having[0] if having else self.faces[0][0]

    def _direction_of(self, character: str, words: str) -> str:
        kinds = {unicodedata.bidirectional(one) for one in words}
        if kinds & RIGHT_TO_LEFT:
            is_rtl = unicodedata.bidirectional(character) not in LEFT_TO_RIGHT
        else:
            is_rtl = self.is_rtl and not kinds & LEFT_TO_RIGHT
        return "rtl" if is_rtl else "ltr"

    def _shape_item(self, kind: tuple[str, str, str], words: str) -> tuple[int, ...]:
        face, script, direction = kind
        buffer = uharfbuzz.Buffer()
        buffer.add_str(words)
        buffer.script, buffer.direction = script, direction
        # Pango shapes Latin letters among Japanese and Korean ones as English.
        is_mixed = script == "Latn" and self.lang in ("ja", "ko")
        buffer.language = "en" if is_mixed else self.lang
        font = _font(dict(self.faces)[face])
        uharfbuzz.shape(font, buffer)
        return tuple(info.codepoint for info in buffer.glyph_infos)


def _scripts(words: str) -> list[str]:
    """Give each character its script: one of all scripts has that of what is before it.

    A bracket that closes has the script of the one that opened.
    """
    told = [script_of(character) for character in words]
    before = next((script for script in told if script not in ANY_SCRIPT), "Zyyy")
    opened: list[str] = []
    for at, character in enumerate(words):
        if unicodedata.category(character) == "Pe" and opened:
            before = opened.pop()
        elif told[at] not in ANY_SCRIPT:
            before = told[at]
        if unicodedata.category(character) == "Ps":
            opened.append(before)
        told[at] = before
    return told


@cache
def _font(path: Path) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


@cache
def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _has_ink(path: Path, glyph: int) -> bool:
    extents = _font(path).get_glyph_extents(glyph)
    return extents is not None and extents.width != 0
