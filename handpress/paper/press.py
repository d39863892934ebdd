"""HTML to PDF bytes: the only room that knows WeasyPrint."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from handpress.paper.layout import Duplex, Layout
from handpress.paper.page import Look, Page
from handpress.problems import HandoutError

if TYPE_CHECKING:
    from weasyprint import CSS, Document

VARIANT = "pdf/a-2a"
MILLIMETRES_A_PIXEL = 25.4 / 96
# How a viewer should print (ISO 32000-1, 12.2): as large as it is, on both sides.
DUPLEX = {
    Duplex.LONG_EDGE: "/DuplexFlipLongEdge",
    Duplex.SHORT_EDGE: "/DuplexFlipShortEdge",
    Duplex.ONE_SIDE: "/Simplex",
}


def preferences_for(layout: Layout) -> dict[str, str]:
    """Say what a viewer should prefer when it prints a leaflet."""
    return {"PrintScaling": "/None", "Duplex": DUPLEX[layout.duplex]}


@dataclass(frozen=True)
class Sheets:
    """A leaflet laid out, not yet written; `warnings` is what the engine complained of."""

    document: Document
    warnings: tuple[str, ...]

    @property
    def page_count(self) -> int:
        return len(self.document.pages)

    def end_of(self, part: str) -> tuple[int, float] | None:
        """Find the page, from 1, where a part ends, and how far down it in millimetres."""
        name = f"end-of-{part.replace('/', '-')}"
        for number, page in enumerate(self.document.pages, 1):
            if name in page.anchors:
                return number, page.anchors[name][1] * MILLIMETRES_A_PIXEL
        return None


@cache
def press_for(look: Look, fontconfig: Path) -> Press:
    """Warm up the one press of this process."""
    # Read when the first font is looked for, so it must be set before the import.
    os.environ["FONTCONFIG_FILE"] = str(fontconfig)
    from weasyprint.text.fonts import FontConfiguration

    roots = (look.styles, look.pictures)
    return Press(FontConfiguration(), local_fetcher(roots))


@dataclass
class Press:
    """Fonts, fetcher and parsed stylesheets, kept warm from leaflet to leaflet."""

    fonts: Any
    fetcher: Any
    stylesheets: dict[tuple[Path, int], CSS] = field(default_factory=dict)

    def lay_out(self, page: Page) -> Sheets:
        """Lay a page out; raises HandoutError when it loads what it must not."""
        from weasyprint import HTML

        styles = [self._stylesheet(path) for path in page.stylesheets]
        with _listening() as told:
            html = HTML(string=page.html, base_url="", url_fetcher=self.fetcher)
            document = html.render(
                stylesheets=styles, font_config=self.fonts, pdf_variant=VARIANT
            )
        return Sheets(document, tuple(told))

    def write(self, sheets: Sheets, layout: Layout) -> tuple[bytes, tuple[str, ...]]:
        """Write laid-out sheets as PDF/A-2a and PDF/UA-1, their tag tree put right.

        Gives the file, and what the engine complained of from first to last: a glyph that
        no face has is noticed only when it is drawn. Raises HandoutError as `lay_out`.
        """
        from handpress.paper import tags

        tags.prepare()
        tags.identify(sheets.document)
        with _listening() as told:
            finish = partial(tags.finish, preferences=preferences_for(layout))
            pdf: bytes = sheets.document.write_pdf(pdf_variant=VARIANT, finisher=finish)
        return pdf, (*sheets.warnings, *told)

    def _stylesheet(self, path: Path) -> CSS:
        from weasyprint import CSS

        key = (path, path.stat().st_mtime_ns)
        if key not in self.stylesheets:
            css = CSS(filename=path, font_config=self.fonts, url_fetcher=self.fetcher)
            self.stylesheets[key] = css
        return self.stylesheets[key]


def local_fetcher(roots: tuple[Path, ...]) -> Any:
    """Make a fetcher that opens files under the roots and `data:` only."""
    from weasyprint.urls import URLFetcher

    class LocalFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            address = urlsplit(url)
            if address.scheme == "file":
                path = Path(url2pathname(address.path)).resolve(strict=True)
                inside = any(path.is_relative_to(root.resolve()) for root in roots)
                if address.netloc or not (path.is_file() and inside):
                    raise PermissionError(f'"{url}" lies outside the workspace')
            elif address.scheme != "data":
                raise PermissionError(f'"{url}" is not a file of the workspace')
            return super().fetch(url, headers)

    return LocalFetcher(
        allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True
    )


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the engine logs; tell what it may not load as a HandoutError."""
    from weasyprint.urls import FatalURLFetchingError

    told: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield told
    except FatalURLFetchingError as error:
        raise HandoutError(f"the page cannot load a file: {error}") from error
    finally:
        logger.removeHandler(handler)
