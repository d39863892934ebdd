"""The hard cases of every script, set, printed and read back."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import page as validation
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from shaping import Shaper, drawn_glyphs

from handpress.batch import Workshop
from handpress.jobs import Selection, plan
from handpress.materials import Materials, read_materials
from handpress.paper.comparison import folded, letters
from handpress.paper.fonts import all_faces, families_for, font_folder
from handpress.paper.page import Look, make_page
from handpress.paper.paper import Paper, read_back
from handpress.paper.press import Press
from handpress.paper.proof import prove
from handpress.paper.setting import NO_SPACES, bare
from handpress.words.inline import filled, plain
from handpress.workspace import Folder, Workspace

HERE = Path(__file__).parent / "specimen"
REPOSITORY = Path(__file__).resolve().parents[1]
RIGHT_TO_LEFT = ["ar", "fa", "he", "ps", "ur"]
TAGS = sorted(path.name.replace("_", "-") for path in (HERE / "locales").iterdir())
LEFT_TO_RIGHT = ["en", *(tag for tag in TAGS if tag not in RIGHT_TO_LEFT)]
# What the specimen does not promise: a number of pages, and a first page.
NOT_PROMISED = {"page-count"}
# No line begins with these (JIS X 4051; GB/T 15834).
NEVER_FIRST = "。、，．！？」』）】〕》：；"


@pytest.fixture(scope="session")
def specimens() -> Materials:
    own = {name: Folder(name, HERE / name, is_own=True) for name in ("handouts", "locales")}
    own["clinics"] = Folder("clinics", HERE / "clinics", is_own=True)
    for name in ("templates", "styles"):
        own[name] = Folder(name, REPOSITORY / name, is_own=True)
    return read_materials(Workspace(REPOSITORY, **own))


@pytest.fixture(scope="session")
def look(workshop: Workshop) -> Look:
    return workshop.look


@pytest.fixture(scope="session")
def printed(specimens: Materials, look: Look, press: Press):
    """Print one locale's specimen, once a process; gives its job, page, file and paper."""
    kept = {}

    def print_one(tag: str):
        if tag not in kept:
            job = plan(specimens, Selection(locales=(tag,), layouts=("standard",)))[0]
            page = make_page(job.leaflets, job.layout, look, fit=job.layout.fits[0])
            pdf, warnings = press.write(press.lay_out(page), job.layout)
            kept[tag] = (job, page, pdf, warnings, read_back(pdf))
        return kept[tag]

    return print_one


def lines_of(paper: Paper) -> list[tuple[int, str]]:
    """The words of each line, as drawn or as tagged, in reading order."""
    drawn: dict[tuple[int, int], str] = {}
    for ink in paper.inks:
        key = (ink.page, ink.mark)
        drawn[key] = drawn.get(key, "") + ink.words
    return [
        (part.page, part.words or drawn.get((part.page, part.mark), ""))
        for part in paper.tagged
    ]


@pytest.mark.parametrize("tag", ["en", *TAGS])
def test_every_script_is_printed_and_proved(printed, tag: str):
    job, page, pdf, warnings, _ = printed(tag)
    assert job.reasons == () or tag == "en"
    found = prove(pdf, job.leaflets, job.layout, page, warnings)
    assert [str(fault) for fault in found if fault.code not in NOT_PROMISED] == []


@pytest.mark.parametrize("tag", ["en", *TAGS])
def test_every_script_is_valid_as_pdf_a_and_pdf_ua(printed, tag: str):
    for profile in (
        validation.ValidationProfile.PDF_UA_1,
        validation.ValidationProfile.PDF_A_2A,
    ):
        report = validation.validate_pdf_bytes(printed(tag)[2], profile=profile)
        assert [str(failure) for failure in report.failures] == []


def shaper_for(script: str, tag: str, *, is_rtl: bool) -> Shaper:
    folder = font_folder()
    faces = {
        f"{face.family.replace(' ', '-')}{'-Bold' if face.weight == 700 else ''}": face
        for family in families_for(script)
        for face in all_faces()
        if face.family == family
    }
    files = tuple((name, folder / face.file) for name, face in faces.items())
    return Shaper(files, tag, is_rtl)


@pytest.mark.parametrize("tag", ["en", *TAGS])
def test_the_glyphs_on_paper_are_those_that_harfbuzz_gives_for_the_words(printed, tag: str):
    job, _, pdf, _, paper = printed(tag)
    locale = job.leaflet.locale
    shaper = shaper_for(locale.script, tag, is_rtl=locale.is_rtl)
    drawn, compared = drawn_glyphs(pdf), 0
    for part, (_, line) in zip(paper.tagged, lines_of(paper), strict=True):
        runs = drawn.get((part.page, part.mark), ())
        is_bold = any(face.endswith("-Bold") for face, _ in runs)
        faces = tuple(one for one in shaper.faces if one[0].endswith("-Bold") == is_bold)
        here = replace(shaper, faces=faces, lang=part.lang)
        # pdfium tells a hyphen at the end of a line by a control character.
        shaped = here.inked(here.shape(line.rstrip("\r\n").replace("\x02", "-")))
        found, wanted = glyphs_of(here.inked(runs)), glyphs_of(shaped)
        is_mixed = locale.is_rtl and any(one.isdigit() for one in line)
        if is_mixed:  # where digits stand among the words is proved by position
            found, wanted = sorted(found), sorted(wanted)
        assert found == wanted, line
        compared += bool(found)
    assert compared > 100


def glyphs_of(runs) -> list[tuple[str, int]]:
    return [(face, glyph) for face, glyphs in runs for glyph in glyphs]


def wanted_words(job) -> dict[str, str]:
    """What must stand on paper, by context; the words of a picture are not drawn."""
    values = job.leaflet.clinic.values
    return {
        said.source.context: folded(plain(filled(said.words, values)))
        for said in job.leaflet.said
        if not said.source.context.endswith(".alternative")
    }


def read_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def read_by_poppler(pdf: bytes) -> str:
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(
        command, input=pdf, capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize("reader", [read_by_pdfium, read_by_poppler])
@pytest.mark.parametrize("tag", LEFT_TO_RIGHT)
def test_two_readers_take_every_text_out_exactly(printed, tag: str, reader):
    job, _, pdf, _, _ = printed(tag)
    found = folded(reader(pdf))
    lost = {name: words for name, words in wanted_words(job).items() if words not in found}
    assert lost == {}


@pytest.mark.parametrize("tag", RIGHT_TO_LEFT)
def test_a_second_reader_finds_the_letters_of_every_line_in_the_order_of_the_tags(
    printed, tag: str, tmp_path: Path
):
    _, _, pdf, _, paper = printed(tag)
    (tmp_path / "leaflet.pdf").write_bytes(pdf)
    command = ["pdfinfo", "-struct-text", tmp_path / "leaflet.pdf"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    # Poppler tells what is drawn of each line, turned round.
    found = [line.strip()[1:-1] for line in told.splitlines() if line.endswith('"')]
    lines = [words for _, words in lines_of(paper) if bare(words).strip()]
    found = [letters(line) for line in found if line.strip()]
    wanted = [letters(words) for words in lines]
    assert len(found) == len(wanted)
    lost = [
        missing
        for one, other in zip(wanted, found, strict=True)
        if (missing := one - other)
    ]
    assert lost == []


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag in NO_SPACES.values()])
def test_lines_break_only_where_icu_allows(printed, tag: str):
    from icu4py.breakers import LineBreaker

    job, _, _, _, paper = printed(tag)
    lines = [bare(words).strip() for _, words in lines_of(paper)]
    broken = 0
    for said in job.leaflet.said:
        whole = plain(filled(said.words, job.leaflet.clinic.values))
        ends, at = set(), 0
        for piece in LineBreaker(whole, tag):
            at += len(piece)
            ends |= {at, at - (len(piece) - len(piece.rstrip()))}
        for line, following in pairwise(lines):
            rest = whole[len(line) :].lstrip()
            if whole.startswith(line) and rest and following and rest.startswith(following):
                assert len(line) in ends, (whole, line)
                broken += 1
    assert broken > 0


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag[:2] in ("zh", "ja")])
def test_no_line_begins_with_a_closing_mark(printed, tag: str):
    paper = printed(tag)[4]
    inks = [ink for ink in paper.inks if ink.mark >= 0 and ink.words.strip()]
    firsts = [
        ink.words.strip()[0] for before, ink in pairwise(inks) if ink.left < before.left
    ]
    assert len(firsts) > 20
    assert [first for first in firsts if first in NEVER_FIRST] == []


@pytest.mark.parametrize("tag", RIGHT_TO_LEFT)
def test_tables_and_lists_are_mirrored_where_words_run_from_the_right(printed, tag: str):
    _, _, _, _, paper = printed(tag)
    boxes = {(ink.page, ink.mark): ink for ink in paper.inks if ink.mark >= 0}
    rows = [
        [boxes[part.page, part.mark] for part in paper.tagged if kind in part.tags]
        for kind in ("TH", "Lbl")
    ]
    heads, bullets = rows
    assert heads[0].left > heads[1].left
    middle = paper.sizes[0][0] / 2
    assert all(bullet.left > middle - 60 for bullet in bullets)


@pytest.mark.parametrize("tag", ["en", "ru", *RIGHT_TO_LEFT])
def test_columns_begin_at_the_side_where_words_begin(printed, tag: str):
    job, _, _, _, paper = printed(tag)
    glossary = next(one for one in job.leaflet.handout.sections if one.key == "glossary")
    first, *_, last = (folded(term.term.words) for term in glossary.blocks[0].terms)
    boxes = {(ink.page, ink.mark): ink for ink in paper.inks if ink.mark >= 0}
    at = {
        folded(line): boxes[part.page, part.mark].left
        for part, (_, line) in zip(paper.tagged, lines_of(paper), strict=True)
        if "H2" not in part.tags and (part.page, part.mark) in boxes
    }
    assert (at[first] > at[last]) == job.leaflet.locale.is_rtl


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag == "ko"])
def test_korean_words_are_never_cut(printed, tag: str):
    job, _, _, _, paper = printed(tag)
    whole = {
        word
        for said in (*job.leaflet.said, *job.leaflet.printed)
        for word in plain(filled(said.words, job.leaflet.clinic.values)).split()
    } | {" ".join(job.leaflet.clinic.values.values())}
    for _, line in lines_of(paper):
        words = [word for word in bare(line).split() if "가" <= word[0] <= "힣"]
        assert [word for word in words[-1:] if not any(word in one for one in whole)] == []


@pytest.mark.parametrize("tag", ["bn", "km", "lo", "my", "th"])
def test_two_engines_draw_the_same_marks_in_the_same_places(
    printed, tag: str, tmp_path: Path
):
    """pdfium, which is Chrome's, and poppler agree: no vowel lies over its neighbour."""
    pdf = printed(tag)[2]
    (tmp_path / "leaflet.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "72", "-l", "1", "-gray", "-png", "leaflet.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True)
    one = Image.open(next(tmp_path.glob("page*.png"))).convert("L")
    document = pypdfium2.PdfDocument(pdf)
    other = document[0].render(scale=1).to_pil().convert("L").resize(one.size)
    document.close()
    # Blurred, so that only what lies elsewhere counts, and not how edges are smoothed.
    blurred = [image.filter(ImageFilter.GaussianBlur(1.5)) for image in (one, other)]
    apart = ImageChops.difference(*blurred).point(lambda value: 255 * (value > 90))
    assert apart.getbbox() is None
