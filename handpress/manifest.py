"""`out/manifest.json`: what was made, from what, and where it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from handpress.files import write_whole
from handpress.problems import Place, Problem

FILE = "manifest.json"
FORMAT = 2
# Where a refused leaflet's earlier file goes.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Made:
    """One file: what it was made from (`key`), what it is (`sha256`), and how it fits."""

    path: str
    key: str
    sha256: str
    pages: int
    handout: str
    locale: str
    layout: str
    clinic: str
    version: str
    fit: str
    notes: int
    id: str
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Manifest:
    """All files of a folder, by path."""

    files: Mapping[str, Made] = field(default_factory=dict)

    def with_files(self, changed: Iterable[Made]) -> Manifest:
        """Add files, or replace what is known of them."""
        return Manifest({**self.files, **{made.path: made for made in changed}})

    def without(self, paths: Iterable[str]) -> Manifest:
        """Forget files."""
        gone = set(paths)
        return Manifest({path: one for path, one in self.files.items() if path not in gone})

    def is_current(self, out: Path, path: str, key: str) -> bool:
        """Tell whether a file is there, whole, and made from the same things."""
        made = self.files.get(path)
        if made is None or made.key != key or made.is_withdrawn:
            return False
        file = out / path
        return file.is_file() and digest(file.read_bytes()) == made.sha256


def digest(data: bytes) -> str:
    """Compute the sha256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def differences(out: Path, manifest: Manifest) -> Iterator[Problem]:
    """Every file of a folder is as the manifest says, and the manifest names every PDF."""
    for path, made in sorted(manifest.files.items()):
        file = out / path
        if made.is_withdrawn:
            if file.is_file():
                what = "it was withdrawn, and is there again"
                yield Problem(Place(path), "withdrawn-file", what, "remove it")
        elif not file.is_file():
            yield Problem(Place(path), "file-missing", "it is not there", "run build")
        elif digest(file.read_bytes()) != made.sha256:
            what = "it was changed by another hand"
            yield Problem(Place(path), "file-changed", what, "run build to make it again")
    for file in sorted(out.rglob("*.pdf")):
        path = file.relative_to(out).as_posix()
        is_apart = path.startswith(("withdrawn/", "proof-copies/"))
        if not is_apart and path not in manifest.files:
            what = "the manifest does not name it: it was not made here, or not proved"
            yield Problem(Place(path), "file-unknown", what, "do not hand it out")


def read_manifest(out: Path) -> Manifest:
    """Read the manifest; one that is missing or broken is an empty one."""
    try:
        told = json.loads((out / FILE).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            return Manifest()
        return Manifest().with_files(Made(**entry) for entry in told["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest()


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Write the manifest beside, and move it into place."""
    files = [asdict(manifest.files[path]) for path in sorted(manifest.files)]
    told = json.dumps({"format": FORMAT, "files": files}, indent=1, ensure_ascii=False)
    write_whole(out / FILE, f"{told}\n".encode())
