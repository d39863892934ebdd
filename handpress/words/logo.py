"""A clinic's logo: let in only when it is safe and can be printed."""

from __future__ import annotations

import base64
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from handpress.problems import Place, Problem

if TYPE_CHECKING:
    from PIL import Image

# In bytes. Logos are far smaller; what is larger is a photograph or a mistake.
LARGEST = {".png": 5_000_000, ".svg": 500_000}
# Pixels of a picture once it is unpacked: a small file can hold a very large one.
MOST_PIXELS = 40_000_000
# Pixels of the longer side: fewer are blurred, more are finer than printers print.
FEWEST, ENOUGH = 60, 1200
# Of 255: a picture with nothing darker than this cannot be seen on white paper.
FAINTEST_GREY = 200
# Parts drawn by `use` can hold others, so a few lines could ask for millions.
MOST_USES = 20
DEEPEST = 100

_OUTLINES = "turn its letters into outlines (paths) and save it again"
_PLAIN = 'save it as "plain SVG", as drawing programs call it'
_SIZE = re.compile(r"([0-9]{1,7}(?:\.[0-9]*)?|\.[0-9]+)(px|pt|pc|mm|cm|in)?")
# Pixels of CSS in each unit.
_PIXELS = {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_OUTSIDE = re.compile(r"url\s*+\(\s*+[\"']?+\s*+(?!#)|@import", re.IGNORECASE)


@dataclass(frozen=True)
class Logo:
    """A picture that may be printed, as a `data:` address; its size in pixels of CSS."""

    data_uri: str
    width: float
    height: float


class _RefusedError(Exception):
    """Carry the code, the reason and the way out up to `read_logo`."""

    def __init__(self, code: str, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.code = code
        self.hint = hint


def read_logo(path: Path, place: Place) -> Logo | Problem:
    """Read a logo, or tell at the given place why it cannot be printed."""
    try:
        return _read(path)
    except _RefusedError as refused:
        what = f'the logo "{path.name}" {refused}'
        return Problem(place, refused.code, what, refused.hint)


def read_logo_in(folder: Path, name: str, place: Place) -> Logo | Problem:
    """Read a logo by its name in a folder; what lies elsewhere by a link is refused."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        what = f'the logo "{name}" lies outside the folder "{folder.name}"'
        return Problem(place, "logo-outside", what, f'copy it into "{folder.name}"')
    return read_logo(path, place)


def _read(path: Path) -> Logo:
    kind = path.suffix.lower()
    if kind not in LARGEST:
        _refuse("logo-not-read", "is neither .svg nor .png", "save it as one of them")
    if not path.is_file():
        _refuse("logo-missing", "is not there", f'put it into "{path.parent.name}"')
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST[kind] + 1)
    except OSError as error:
        _refuse("logo-not-read", f"cannot be opened: {error.strerror}")
    if len(data) > LARGEST[kind]:
        most = f"{LARGEST[kind] // 1000} kB"
        _refuse("logo-too-large", f"is larger than {most}", "save a smaller one")
    if kind == ".svg":
        return Logo(_data_uri("image/svg+xml", data), *_SvgReader().read(data))
    return _png(data)


def _refuse(code: str, reason: str, hint: str = "") -> NoReturn:
    raise _RefusedError(code, reason, hint)


def _png(data: bytes) -> Logo:
    from PIL import Image

    try:
        # Pillow only warns of what may unpack to gigabytes.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
                _check_size(picture)
                picture.verify()
            with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
                flat = _flat(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _refuse("logo-too-large", "has too many points of picture", "make it smaller")
    # Pillow raises any of these, as chunks are broken.
    except (LookupError, OSError, SyntaxError, ValueError):
        hint = "open it in a picture program and save it as PNG again"
        _refuse("logo-not-read", "is not a PNG, or a broken one", hint)
    if not any(flat.convert("L").histogram()[:FAINTEST_GREY]):
        hint = "take the one that is made for white grounds"
        _refuse("logo-not-seen", "is white or nearly so: nobody can see it", hint)
    flat.thumbnail((ENOUGH, ENOUGH), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    flat.save(written, "PNG", optimize=True)
    return Logo(_data_uri("image/png", written.getvalue()), *map(float, flat.size))


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    told = f"is {width} x {height} points of picture"
    if width * height > MOST_PIXELS:
        _refuse("logo-too-large", f"{told}: too many", "make it smaller")
    if max(width, height) < FEWEST:
        hint = f"the longer side needs {FEWEST} at least, and {ENOUGH} print well"
        _refuse("logo-too-small", f"{told}: too small to print", hint)
    if getattr(picture, "is_animated", False):
        _refuse("logo-moves", "is more than one picture", "save the one to print")


def _flat(picture: Image.Image) -> Image.Image:
    """Copy a picture onto white, without anything that was said beside it."""
    from PIL import Image

    if picture.mode.startswith("I"):
        # 16 bits of grey, which Pillow would cut to their lowest 8.
        picture = picture.convert("I").point(lambda grey: grey / 257).convert("L")
    seen = picture.convert("RGBA")
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    return flat


def _data_uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


class _SvgReader:
    """Walk an SVG and stop at the first thing that a printed logo must not have."""

    def __init__(self) -> None:
        self.sizes: tuple[float, float] | None = None
        self.depth = self.uses = 0
        self.style: list[str] | None = None
        # As the engine that draws it reads with expat too, both see the same.
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        # Entities are declared in a DOCTYPE only. It is refused at its first word, in any
        # encoding, before expat has read what stands in it: nothing is ever expanded.
        self.parser.StartDoctypeDeclHandler = lambda *_: self._stop("a DOCTYPE", _PLAIN)
        self.parser.ProcessingInstructionHandler = lambda name, _: self._stop(
            f'the instruction "{name}"', _PLAIN
        )

    def read(self, data: bytes) -> tuple[float, float]:
        """Give the width and height; raises _RefusedError."""
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            _refuse("logo-not-read", f"is not an SVG: {error}", _PLAIN)
        if self.sizes is None:
            hint = 'give its first element a "viewBox"'
            _refuse("logo-without-size", 'has neither "viewBox" nor size', hint)
        return self.sizes

    def _stop(self, what: str, hint: str = "", code: str = "logo-not-safe") -> NoReturn:
        line = self.parser.CurrentLineNumber
        _refuse(code, f"has {what} in line {line}", hint or "take it out")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if not self.depth:
            if tag != "http://www.w3.org/2000/svg svg":
                self._stop(f'"{name}" and not an SVG', _PLAIN, "logo-not-read")
            self.sizes = _sizes(attributes)
        self.depth += 1
        self.uses += name == "use"
        if self.depth > DEEPEST or self.uses > MOST_USES:
            self._stop("too many parts in parts", _PLAIN)
        if name in ("text", "tspan", "textPath", "tref"):
            self._stop(f'words ("{name}")', _OUTLINES, "logo-has-words")
        if name == "set" or name.startswith("animate"):
            self._stop(f'a movement ("{name}")', code="logo-moves")
        if name in ("script", "foreignObject") or self.style is not None:
            self._stop(f'a "{name}"')
        for attribute, value in attributes.items():
            space, _, last = attribute.rpartition(" ")
            self._check_attribute(last, value, is_of_svg=not space)
        if name == "style":
            self.style = []

    def _check_attribute(self, name: str, value: str, *, is_of_svg: bool) -> None:
        if name == "base" or (name == "href" and not value.strip().startswith("#")):
            self._stop(f'a link to what is outside of it ("{name}")', "draw it as paths")
        if is_of_svg:
            if name.lower().startswith("on"):
                self._stop(f'the event "{name}"')
            self._check_style(value)

    def _check_style(self, style: str) -> None:
        if found := _OUTSIDE.search(style):
            self._stop(f'a style from outside ("{found[0].strip()}")', _PLAIN)
        # `u\72l(` is `url(` to a reader of CSS.
        if "\\" in style:
            self._stop('a style with "\\"', _PLAIN)

    def _characters(self, words: str) -> None:
        if self.style is not None:
            self.style.append(words)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if self.style is not None and tag.rpartition(" ")[2] == "style":
            self._check_style("".join(self.style))
            self.style = None


def _sizes(attributes: dict[str, str]) -> tuple[float, float] | None:
    """Find width and height as SVG 1.1 does: what is said, else what the box has."""
    said = [_pixels(attributes.get(name, "")) for name in ("width", "height")]
    parts = attributes.get("viewBox", "").replace(",", " ").split()
    box = [_pixels(part) for part in parts[2:]] if len(parts) == 4 else [0, 0]
    for width, height in (said, box):
        if width and height:
            return width, height
    return None


def _pixels(size: str) -> float:
    found = _SIZE.fullmatch(size.strip())
    return float(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0
