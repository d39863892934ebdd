"""Draw four-scripts.png: the first page of one leaflet in four scripts, side by side.

Run it from the clone, when the leaflets are in out/ (pdftoppm is Poppler's):

    .venv/bin/python docs/pictures/make_four_scripts.py
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFilter

LOCALES = ("en", "ar", "hi", "zh-Hans")
LEAFLET = "example/{locale}/spinal-metastases.standard.a4.pdf"
TARGET = Path(__file__).with_name("four-scripts.png")

PAGE_WIDTH, MARGIN, GAP = 470, 48, 32
GROUND, SHADOW, EDGE = "#e7ecee", "#c3ccd1", "#cfd7db"


def first_page(pdf: Path, folder: Path) -> Image.Image:
    """Draw page 1 of a PDF at twice the size wanted, and make it smaller, softly."""
    target = folder / pdf.parent.name
    width = str(2 * PAGE_WIDTH)
    command = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-scale-to-x", width]
    subprocess.run([*command, "-scale-to-y", "-1", pdf, target], check=True)
    page = Image.open(target.with_suffix(".png")).convert("RGB")
    return page.resize((PAGE_WIDTH, page.height // 2), Image.Resampling.LANCZOS)


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Lay pages in a row on a quiet ground, each with a soft shadow."""
    height = max(page.height for page in pages)
    width = len(pages) * PAGE_WIDTH + (len(pages) - 1) * GAP
    picture = Image.new("RGB", (width + 2 * MARGIN, height + 2 * MARGIN), GROUND)
    lefts = [MARGIN + number * (PAGE_WIDTH + GAP) for number in range(len(pages))]
    shadows = ImageDraw.Draw(picture)
    for left, page in zip(lefts, pages, strict=True):
        edges = (left, MARGIN + 6, left + PAGE_WIDTH, MARGIN + page.height + 6)
        shadows.rectangle(edges, fill=SHADOW)
    picture = picture.filter(ImageFilter.GaussianBlur(7))
    frames = ImageDraw.Draw(picture)
    for left, page in zip(lefts, pages, strict=True):
        picture.paste(page, (left, MARGIN))
        edges = (left - 1, MARGIN - 1, left + PAGE_WIDTH, MARGIN + page.height)
        frames.rectangle(edges, outline=EDGE)
    return picture


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    with TemporaryDirectory() as folder:
        found = [out / LEAFLET.format(locale=locale) for locale in LOCALES]
        pages = [first_page(pdf, Path(folder)) for pdf in found]
    picture = side_by_side(pages)
    # With fewer than 256 colours the brown of "within 24 hours" comes out red.
    few = picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
