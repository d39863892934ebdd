"""Know the faces: which each script needs, where they are, and what they can draw.

The lock, fonts.toml, says what each face is made from. The faces are built once, into a
folder of the cache that is named by the hash of the lock; a wheel carries them ready.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from handpress.files import write_whole
from handpress.problems import HandoutError

LOCK = Path(__file__).with_name("fonts.toml")
CARRIED = Path(__file__).parents[1] / "faces"
STAMP = "lock.sha256"
EVERYWHERE = "Noto Sans"
STYLES = {400: "Regular", 700: "Bold"}

# Unicode's Default_Ignorable_Code_Point, and the line ends and tabs that HTML collapses.
_IGNORED = frozenset(
    code
    for first, last in (
        (0x09, 0x0A), (0x0D, 0x0D), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C),
        (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip

# ISO 15924 by Unicode's own names of scripts; those of all scripts, or of every language.
_CODES = {"Hira": "Jpan", "Kana": "Jpan", "Hang": "Kore"}
_ANY_SCRIPT = {"Zyyy", "Zinh", "Zzzz", "Latn", "Grek", "Cyrl"}
_HAN = frozenset({"Hans", "Hant", "Jpan", "Kore"})
_HAN_OF = {"HK": "Hant", "JP": "Jpan", "KR": "Kore", "MO": "Hant", "TW": "Hant"}

_FONTCONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{faces}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same">
    <family>sans-serif</family>
    <prefer><family>{everywhere}</family></prefer>
  </alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Source:
    """A font file inside a pinned package, and what is to be made of it."""

    package: str
    version: str
    licence: str
    file: str
    sha256: str
    codec: str = ""
    locale: str = ""
    also: str = ""
    is_kept_as_is: bool = False


@dataclass(frozen=True)
class Face:
    """One family in one weight (400 or 700): a file of the folder of faces."""

    family: str
    weight: int
    file: str
    source: Source


def families_for(script: str) -> tuple[str, ...]:
    """Name the families for an ISO 15924 script, in order of preference."""
    return tuple(_lock()["scripts"].get(script, (EVERYWHERE,)))


@cache
def all_faces() -> tuple[Face, ...]:
    """List every face of the lock."""
    return tuple(face for told in _lock()["sources"] for face in _faces_of(told))


def faces_for(scripts: Iterable[str]) -> tuple[Face, ...]:
    """List the faces that these scripts need; Noto Sans is always among them."""
    families = {EVERYWHERE}.union(*(families_for(script) for script in scripts))
    return tuple(face for face in all_faces() if face.family in families)


def font_folder() -> Path:
    """Find the finished folder that the wheel carries, else the one in the cache."""
    return _cached_folder() if missing_faces(all_faces(), CARRIED) else CARRIED


def missing_faces(faces: Iterable[Face], folder: Path) -> tuple[Face, ...]:
    """List the faces that a folder lacks: all of them if it is of another lock."""
    if stamp_of(folder) != lock_hash():
        return tuple(faces)
    return tuple(face for face in faces if not (folder / face.file).is_file())


def build_faces(
    faces: Iterable[Face], folder: Path, *, done: Callable[[Face], None] | None = None
) -> None:
    """Build the faces that a folder lacks, and put their licences beside them.

    Raises `HandoutError` if a font package is missing or is not the one in the lock, or
    if the folder cannot be written.
    """
    missing = missing_faces(faces, folder)
    if not missing:
        return
    from handpress.paper import font_build

    font_build.check_sources(missing)
    try:
        font_build.prepare(folder, missing)
        for face in font_build.build(missing, folder):
            if done:
                done(face)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def write_fontconfig(folder: Path) -> Path:
    """Write a fontconfig file by which only this folder's faces are seen.

    Set `FONTCONFIG_FILE` to the path that is returned before WeasyPrint is imported. The
    file lies in the cache, as the folder itself may be read-only.
    """
    faces = folder.resolve()
    name = hashlib.sha256(f"{faces}\n{lock_hash()}".encode()).hexdigest()[:12]
    path = _cache_home() / f"fontconfig-{name}" / "fonts.conf"
    places = {"faces": str(faces), "cache": str(path.parent), "everywhere": EVERYWHERE}
    words = _FONTCONFIG.format(**{key: escape(told) for key, told in places.items()})
    try:
        if not path.is_file() or path.read_text(encoding="utf-8") != words:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, words.encode())
    except OSError as error:
        raise _cannot_write(path.parent, error) from error
    return path


def scripts_in(words: str, script: str, country: str) -> tuple[str, ...]:
    """List the scripts that words need beside the one they stand in, sorted.

    Han characters are those of the country (ISO 3166), unless they stand among such.
    """
    from fontTools.unicodedata import (  # type: ignore[import-untyped]
        script as script_of,
    )

    if words.isascii():
        return ()
    found = {str(script_of(character)) for character in words} - _ANY_SCRIPT
    names = {_CODES.get(name, name) for name in found}
    if "Hani" in names:
        names.remove("Hani")
        here = script if script in _HAN else _HAN_OF.get(country, "Hans")
        names |= set() if names & _HAN else {here}
    return tuple(sorted(names - {script}))


def undrawable(words: str, script: str, folder: Path) -> tuple[str, ...]:
    """List the characters that no face for the script can draw, sorted, each once."""
    drawable = _drawable(families_for(script), folder)
    codes = {ord(character) for character in words} - _IGNORED - drawable
    return tuple(chr(code) for code in sorted(codes))


@cache
def _drawable(families: tuple[str, ...], folder: Path) -> frozenset[int]:
    from handpress.paper.font_build import characters_of

    faces = [face for face in all_faces() if face.family in families]
    if lost := missing_faces(faces, folder):
        raise HandoutError(
            f'the font face "{lost[0].file}" is not in "{folder}"',
            hint="make handouts builds it",
        )
    return frozenset[int]().union(*(characters_of(folder / face.file) for face in faces))


@cache
def lock_hash() -> str:
    """Compute the hash of the lock, which names the folder of faces."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


@cache
def _lock() -> dict[str, Any]:
    return tomllib.loads(LOCK.read_text(encoding="utf-8"))


def _faces_of(told: dict[str, Any]) -> Iterator[Face]:
    """Make the faces of one entry of the lock."""
    rest = {key: told[key] for key in told.keys() - {"family", "weights"}}
    source = Source(**_lock()["packages"][told["package"]], **rest)
    for weight in told["weights"]:
        file = f"{told['family'].replace(' ', '')}-{STYLES[weight]}.ttf"
        yield Face(told["family"], weight, file, source)


def _cache_home() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home, "handpress").absolute()


def _cached_folder() -> Path:
    return _cache_home() / f"fonts-{lock_hash()[:12]}"


def stamp_of(folder: Path) -> str:
    """Read which lock the faces of a folder are of; empty if there is no stamp."""
    path = folder / STAMP
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def _cannot_write(folder: Path, error: OSError) -> HandoutError:
    return HandoutError(
        f'cannot write into "{folder}": {error.strerror or error}',
        hint="set XDG_CACHE_HOME to a folder that can be written",
    )
