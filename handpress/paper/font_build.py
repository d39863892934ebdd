"""Make static faces out of variable fonts; the only room that knows fontTools."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.tables.otBase import (  # type: ignore[import-untyped]
    USE_HARFBUZZ_REPACKER,
)
from fontTools.varLib.instancer import (  # type: ignore[import-untyped]
    instantiateVariableFont,
)

from handpress.files import write_whole
from handpress.paper.fonts import (
    STAMP,
    STYLES,
    Face,
    Source,
    lock_hash,
    stamp_of,
)
from handpress.problems import HandoutError

EXEMPLARS = Path(__file__).parents[1] / "words" / "exemplars" / "exemplars.json"

# ASCII, Latin-1, general punctuation, "at most", "at least" and circled numbers: in every
# subset, as not all national sets have them.
_ALWAYS = frozenset(
    code
    for first, last in (
        (0x20, 0x7E), (0xA0, 0xFF), (0x2000, 0x206F), (0x2264, 0x2265), (0x2460, 0x2473)
    )
    for code in range(first, last + 1)
)  # fmt: skip

# WeasyPrint sets no vertical lines, so what only they need is left out of subsets.
_VERTICAL_FEATURES = {"valt", "vert", "vhal", "vkrn", "vpal", "vrt2"}
_VERTICAL_TABLES = ["VORG", "vhea", "vmtx"]

# Family, style, identifier, full and PostScript names, and what variations add to them.
_NAMING_IDS = (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)

# Bits of OS/2.fsSelection (OpenType 1.9).
_ITALIC, _BOLD, _REGULAR, _OBLIQUE = 1 << 0, 1 << 5, 1 << 6, 1 << 9


def check_sources(faces: Iterable[Face]) -> None:
    """Refuse faces whose source is not there or is not the one in the lock."""
    for source in sorted({face.source for face in faces}, key=attrgetter("file")):
        hint = f"install {source.package}=={source.version}"
        needed = (source.licence, source.file)
        if not all(_installed(source.package, name).is_file() for name in needed):
            told = f'the font package "{source.package}" is missing'
            raise HandoutError(told, hint=hint)
        data = _installed(source.package, source.file).read_bytes()
        if hashlib.sha256(data).hexdigest() != source.sha256:
            told = f'"{source.file}" is not the file that the font lock names'
            raise HandoutError(told, hint=hint)


def _installed(package: str, name: str) -> Path:
    """Find a file of an installed package, without importing the package."""
    try:
        return Path(str(distribution(package).locate_file(name)))
    except PackageNotFoundError:
        return Path("not installed", package, name)


def prepare(folder: Path, faces: Iterable[Face]) -> None:
    """Empty a folder of another lock's faces, and put licences and stamp into it."""
    folder.mkdir(parents=True, exist_ok=True)
    if stamp_of(folder) not in ("", lock_hash()):
        for path in sorted(folder.glob("*.ttf")):
            path.unlink()
    for package, licence in sorted({_licence_of(face) for face in faces}):
        words = _installed(package, licence).read_bytes()
        write_whole(folder / f"OFL-{package}.txt", words)
    write_whole(folder / STAMP, f"{lock_hash()}\n".encode())


def _licence_of(face: Face) -> tuple[str, str]:
    return face.source.package, face.source.licence


def build(faces: Iterable[Face], folder: Path) -> Iterator[Face]:
    """Make faces on every core, the largest first, and yield each when it is written."""
    of_source: dict[Source, list[Face]] = {}
    for face in faces:
        of_source.setdefault(face.source, []).append(face)
    in_order = sorted(of_source, key=_size, reverse=True)
    workers = min(len(in_order), os.cpu_count() or 1)
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        running = {
            pool.submit(_make, source, tuple(of_source[source]), folder): source
            for source in in_order
        }
        for ended in as_completed(running):
            ended.result()
            yield from of_source[running[ended]]
    except BrokenProcessPool as error:
        told = "a process that builds font faces was stopped from outside"
        raise HandoutError(told, hint="each needs about 400 MB of memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _size(source: Source) -> tuple[int, str]:
    return _installed(source.package, source.file).stat().st_size, source.file


def _make(source: Source, faces: tuple[Face, ...], folder: Path) -> None:
    """Make the faces of one source; a subset is cut first, once for both weights."""
    data = _installed(source.package, source.file).read_bytes()
    if source.codec:
        data = keep_only(data, characters_for(source))
    for face in faces:
        made = data if source.is_kept_as_is else fix(data, face.family, face.weight)
        write_whole(folder / face.file, made)


def fix(source: bytes, family: str, weight: int) -> bytes:
    """Fix a variable font at one weight, with every other axis at its default."""
    font = _font(source)
    middle = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    instantiateVariableFont(font, middle | {"wght": weight}, inplace=True)
    _rename(font, family, weight)
    return _bytes_of(font)


def _rename(font: TTFont, family: str, weight: int) -> None:
    """Give a font the one name and style by which fontconfig is to find it."""
    style = STYLES[weight]
    if "STAT" in font:
        del font["STAT"]
    names = font["name"]
    version = names.getDebugName(5)
    for name_id in _NAMING_IDS:
        names.removeNames(nameID=name_id)
    post_script = f"{family.replace(' ', '')}-{style}"
    told = {1: family, 2: style, 3: f"{version};{post_script}", 6: post_script}
    for name_id, words in (told | {4: f"{family} {style}"}).items():
        names.setName(words, name_id, 3, 1, 0x409)
    names.removeUnusedNames(font)
    _mark_weight(font, weight)


def _mark_weight(font: TTFont, weight: int) -> None:
    """Tell the weight of a font everywhere that programs look for it."""
    is_bold = weight == 700
    others = font["OS/2"].fsSelection & ~(_ITALIC | _BOLD | _REGULAR | _OBLIQUE)
    font["OS/2"].fsSelection = others | (_BOLD if is_bold else _REGULAR)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = int(is_bold)


def keep_only(source: bytes, characters: frozenset[int]) -> bytes:
    """Leave out of a font what the characters do not need."""
    options = Options(name_IDs=["*"], glyph_names=False, harfbuzz_repacker=False)
    options.layout_features = sorted(set(options.layout_features) - _VERTICAL_FEATURES)
    options.drop_tables += _VERTICAL_TABLES
    font = _font(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    subsetter.subset(font)
    return _bytes_of(font)


def _font(data: bytes) -> TTFont:
    """Open a font so that it is saved alike at any time and with any packages around."""
    # uharfbuzz, where it happens to be installed, would pack the tables in another way
    options = {USE_HARFBUZZ_REPACKER: False}
    return TTFont(BytesIO(data), recalcTimestamp=False, cfg=options)


def _bytes_of(font: TTFont) -> bytes:
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def characters_for(source: Source) -> frozenset[int]:
    """List the code points that a subset keeps."""
    codes = (code.to_bytes(2, "big") for code in range(0xA140, 0xFEFF))
    national = "".join(code.decode(source.codec, "ignore") for code in codes)
    kept = national + exemplars(source.locale) + source.also
    return _ALWAYS | {ord(character) for character in kept if character >= " "}


def exemplars(locale: str) -> str:
    """Read the characters that CLDR lists for a locale."""
    told = json.loads(EXEMPLARS.read_text(encoding="utf-8"))
    return "".join(told["locales"][locale].values())


@cache
def characters_of(path: Path) -> frozenset[int]:
    """Read the code points that a face can draw."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
