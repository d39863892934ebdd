"""Measure what a warm leaflet costs beside bare WeasyPrint on the same HTML.

Run `make bench`. Rounds alternate, and medians are compared, so that a slow spell of the
machine falls on both. Figures are ratios of one run; milliseconds mean nothing elsewhere.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from weasyprint import HTML

from handpress.batch import Workshop, _page
from handpress.jobs import Job, Selection, plan
from handpress.materials import read_materials
from handpress.paper import tags
from handpress.paper.fit import lay_out_to_fit
from handpress.paper.fonts import font_folder, write_fontconfig
from handpress.paper.page import Page, look_in
from handpress.paper.press import Press, Sheets, press_for
from handpress.paper.proof import prove
from handpress.workspace import find_workspace

ROUNDS = 9
LOCALES = ("en", "ar", "es", "hi", "ru", "zh-Hans")


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(press: Press, page: Page) -> bytes:
    """Write the same HTML as PDF/UA-1 by WeasyPrint alone, its styles and fonts warm."""
    styles = [press._stylesheet(path) for path in page.stylesheets]
    html = HTML(string=page.html, base_url="", url_fetcher=press.fetcher)
    settings = {"font_config": press.fonts, "pdf_variant": "pdf/ua-1"}
    pdf: bytes = html.render(stylesheets=styles, **settings).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return pdf


def _keep(into: list[Any], work: Callable[..., Any], *arguments: object) -> None:
    into.append(work(*arguments))


@contextmanager
def tags_timed(taken: dict[str, list[float]]) -> Iterator[None]:
    """Time what `tags` does while a file is written."""
    finish = tags.finish

    def timed(document: object, pdf: Any) -> None:
        taken.setdefault("tags", []).append(seconds(lambda: finish(document, pdf)))

    tags.finish = timed
    try:
        yield
    finally:
        tags.finish = finish


def measure(job: Job, workshop: Workshop, press: Press) -> str:
    """Compare one leaflet, and tell its steps."""
    _, fit = lay_out_to_fit(press, job.layout, lambda fit: _page(job, workshop, fit))
    page = _page(job, workshop, fit)
    taken: dict[str, list[float]] = {}

    def step(name: str, work: Callable[[], object]) -> None:
        taken.setdefault(name, []).append(seconds(work))

    for _ in range(ROUNDS):
        step("bare", lambda: bare(press, page))
        step("page", lambda: _page(job, workshop, fit))
        laid: list[Sheets] = []
        step("layout", partial(_keep, laid, press.lay_out, page))
        written: list[tuple[bytes, tuple[str, ...]]] = []
        with tags_timed(taken):
            step("write", partial(_keep, written, press.write, laid[0]))
        pdf, warnings = written[0]
        step("proof", partial(prove, pdf, job.leaflets, job.layout, page, warnings))
    median = {name: statistics.median(times) for name, times in taken.items()}
    median["write"] -= median["tags"]
    whole = sum(value for name, value in median.items() if name != "bare")
    parts = ", ".join(
        f"{name} {value / median['bare']:.2f}" for name, value in median.items()
    )
    return f"{job.handout:22} {job.locale:8} {whole / median['bare']:5.2f}   ({parts})"


def help_seconds(root: Path) -> float:
    """Measure the processor time of `--help`, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(ROUNDS):
        command = [sys.executable, str(root / "make_handouts.py"), "--help"]
        subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent / ROUNDS


def main() -> None:
    """Print what `--help` costs, and a line for each leaflet."""
    root = Path(__file__).resolve().parents[1]
    print(f"--help: {help_seconds(root):.3f} s of processor time")
    workspace = find_workspace(root, root)
    workshop = Workshop(look_in(workspace), write_fontconfig(font_folder()))
    press = press_for(workshop.look, workshop.fontconfig)
    print("handout                locale   whole   (steps), in parts of bare WeasyPrint")
    chosen = Selection(locales=LOCALES, layouts=("standard",))
    for job in plan(read_materials(workspace), chosen):
        print(measure(job, workshop, press), flush=True)


if __name__ == "__main__":
    main()
