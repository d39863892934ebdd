"""What is on paper can be told apart without colour, and by eyes that see little."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest
from makers import REPOSITORY
from PIL import Image

from handpress.batch import Workshop, _page, make
from handpress.jobs import Selection, plan
from handpress.materials import Materials
from handpress.paper.fit import Fit
from handpress.paper.press import Press
from handpress.words.colour import contrast

STYLES = REPOSITORY / "styles"
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS))
# Letters, and the ground they stand on.
PAIRS = [
    ("ink", "#ffffff"), ("accent", "#ffffff"), ("now", "#ffffff"), ("soon", "#ffffff"),
    ("ink", COLOURS["quiet"]),
    ("now", COLOURS["now-ground"]), ("ink", COLOURS["now-ground"]),
    ("soon", COLOURS["soon-ground"]), ("ink", COLOURS["soon-ground"]),
]  # fmt: skip


def grey(colour: str) -> str:
    """The grey that a copier makes of a colour (Rec. 601)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{level:02x}{level:02x}{level:02x}"


@pytest.mark.parametrize(("name", "ground"), PAIRS)
def test_letters_stand_out_from_their_ground_in_colour_and_in_grey(name: str, ground: str):
    assert contrast(COLOURS[name], ground) >= 7
    assert contrast(grey(COLOURS[name]), grey(ground)) >= 7


def test_colours_are_named_in_the_tokens_only():
    found = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8"))
        for path in STYLES.glob("*.css")
        if path.name != "tokens.css"
    }
    assert {name: colours for name, colours in found.items() if colours} == {}


@pytest.fixture(scope="module")
def job(materials: Materials):
    return plan(materials, Selection(("spinal-metastases",), ("en",), ("standard",)))[0]


def picture_of(pdf: bytes, resolution: int = 50) -> Image.Image:
    """Draw the first page; resolution in dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=resolution / 72).to_pil().convert("RGB")
    finally:
        document.close()


def test_saving_ink_prints_black_alone_and_tints_nothing(job, workshop: Workshop):
    clinic = replace(job.leaflet.clinic, ink="saving", accent="#0057ad")
    saving = make(replace(job, leaflets=(replace(job.leaflet, clinic=clinic),)), workshop)
    assert saving.reasons == ()
    pixels = picture_of(saving.pdf).getcolors(1 << 20)
    # But for the picture of the spine, which is on another page, every point is grey.
    assert [rgb for _, rgb in pixels if max(rgb) - min(rgb) > 8] == []
    full = make(job, workshop)
    assert inked_share(picture_of(saving.pdf)) < 0.6 * inked_share(picture_of(full.pdf))


def inked_share(picture: Image.Image) -> float:
    """How much of a page is covered with ink or toner, from 0 to 1."""
    levels = picture.convert("L").histogram()
    return sum(levels[:253]) / (picture.width * picture.height)


def test_how_urgent_is_told_by_words_and_by_form_where_there_is_no_colour(
    job, workshop: Workshop, press: Press
):
    """NOW has the thickest bar, then AT ONCE, then the others: measured on a grey page."""
    clinic = replace(job.leaflet.clinic, ink="saving")
    grey_job = replace(job, leaflets=(replace(job.leaflet, clinic=clinic),))
    pdf, _ = press.write(press.lay_out(_page(grey_job, workshop, Fit("roomy"))), job.layout)
    widths = bars_of(picture_of(pdf, 144).convert("L"))
    assert len(widths) == 4, widths
    now, at_once, within_a_day, same_day = widths
    assert now >= at_once > within_a_day >= same_day
    headings = [
        block.heading.words
        for block in next(
            one for one in job.leaflet.handout.sections if one.key == "emergency"
        ).blocks
    ]
    assert len({words.partition(":")[0] for words in headings}) == 4


def bars_of(page: Image.Image) -> list[int]:
    """The width in points of each bar at the start side, from the top of a page down."""
    margin = round(16 / 25.4 * 144)
    strip = page.crop((margin - 12, 0, margin + 40, page.height))
    rows = []
    for y in range(strip.height):
        run = 0
        for x in range(strip.width):
            if strip.getpixel((x, y)) < 64:
                run += 1
            elif run:
                break
        rows.append(run)
    bars: list[tuple[int, int]] = []
    for run in rows:
        if bars and bars[-1][0] == run:
            bars[-1] = (run, bars[-1][1] + 1)
        else:
            bars.append((run, 1))
    return [round(run / 2) for run, long in bars if 6 <= run <= 24 and long > 60]
