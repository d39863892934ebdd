"""The key of a job: a hash of everything that its file is made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from handpress import __version__
from handpress.manifest import digest
from handpress.paper import fonts
from handpress.paper.layout import Layout
from handpress.paper.page import Page

ENGINES = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "cssselect2",
    "tinyhtml5",
    "fonttools",
    "pikepdf",
)
# Another stylesheet, or a picture: @import "a.css", url(b.svg).
IN_STYLESHEET = re.compile(r"""(?:@import\s+|url\()\s*["']?(?!url\()([\w./-]+)""")


def key_of(page: Page, layout: Layout) -> str:
    """Hash what a leaflet is made from: HTML, styles, pictures, fonts and engines."""
    hashed = hashlib.sha256(page.html.encode())
    for path in (*page.stylesheets, *page.pictures):
        for file in dict.fromkeys((path, *named_in(path, frozenset()))):
            hashed.update(digest(file.read_bytes()).encode())
    hashed.update(repr(layout).encode())
    hashed.update(_engines().encode())
    return hashed.hexdigest()


def named_in(path: Path, seen: frozenset[Path]) -> Iterator[Path]:
    """List the files that a stylesheet imports or draws, and those that these name."""
    if path.suffix != ".css" or path.resolve() in seen:
        return
    words = path.read_text(encoding="utf-8", errors="replace")
    for found in IN_STYLESHEET.finditer(words):
        named = path.parent / found[1]
        if named.is_file():
            yield named
            yield from named_in(named, seen | {path.resolve()})


@cache
def _engines() -> str:
    versions = [f"{name} {version(name)}" for name in ENGINES]
    return "\n".join([f"handpress {__version__}", fonts.lock_hash(), *versions])
