"""Sheets fold to a booklet in its order, and cut to cards with both sides in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page as validation
import pikepdf
import pypdfium2
import pytest

from handpress.batch import Workshop, make
from handpress.jobs import Job, Selection, plan
from handpress.materials import Materials
from handpress.paper.imposition import SheetSide, impose, plan_sides
from handpress.paper.sheet_proofs import prove_imposed
from handpress.problems import HandoutError, Problem

HANDOUT = "spinal-metastases"
MM = 72 / 25.4
NEAR = 0.05
A5 = (148.5 * MM, 210 * MM)
HALF_LETTER = (396.0, 612.0)
PANEL = (85 * MM, 54 * MM)
SHEETS_MM = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
# How a page says its number, in each language: the place of the number is what is read.
NUMBERED = {"en": r"Page (\d+) of (\d+)", "ar": r"صفحة (\d+) من (\d+)"}

Side = tuple[object, object]


def fold(sides: list[Side], *, is_rtl: bool) -> list[object]:
    """Lay sheets into each other, fold them, and read: each side is left half, right half.

    A sheet is turned over its short edge, so behind its left half lies the right half of
    the side that follows. The fold is at the left of the cover, or at its right.
    """
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    outward, inward = [], []
    for (front_left, front_right), (back_left, back_right) in sheets:
        cover, behind = (front_right, back_left), (back_right, front_left)
        if is_rtl:
            cover, behind = (front_left, back_right), (back_left, front_right)
        outward.append(cover)
        inward.append(behind)
    leaves = [*outward, *reversed(inward)]
    return [page for leaf in leaves for page in leaf]


def halves(side: SheetSide) -> Side:
    left, right = sorted(side.slots, key=lambda slot: slot.x)
    return left.page, right.page


@pytest.fixture(scope="module")
def job_of(materials: Materials) -> Callable[..., Job]:
    """One job by layout, locale and paper."""

    def find(layout: str, tag: str = "en", paper: str = "A4") -> Job:
        chosen = Selection((HANDOUT,), (tag,), (layout,), paper=paper)
        (job,) = plan(materials, chosen)
        return job

    return find


@pytest.fixture(scope="module")
def pages_of(workshop: Workshop) -> Callable[[Job], bytes]:
    """The proved pages of a job, each made once, not yet laid onto sheets."""
    known: dict[str, bytes] = {}

    def made(job: Job) -> bytes:
        if job.path not in known:
            flat = replace(job, layout=replace(job.layout, imposition=None))
            outcome = make(flat, workshop)
            assert outcome.reasons == ()
            known[job.path] = outcome.pdf
        return known[job.path]

    return made


@pytest.fixture(scope="module")
def sheets_of(workshop: Workshop) -> Callable[[Job], bytes]:
    """The finished sheets of a job, as the batch makes them, each made once."""
    known: dict[str, bytes] = {}

    def made(job: Job) -> bytes:
        if job.path not in known:
            outcome = make(job, workshop)
            assert outcome.reasons == ()
            known[job.path] = outcome.pdf
        return known[job.path]

    return made


BOTH = pytest.mark.parametrize("layout", ["booklet", "card"])
TAGS = pytest.mark.parametrize("tag", ["en", "ar"])
PAPERS = pytest.mark.parametrize("paper", ["A4", "Letter"])


@pytest.mark.parametrize("count", [4, 8, 12, 16])
@TAGS
@PAPERS
def test_a_booklet_of_any_length_reads_in_order_when_it_is_folded(
    job_of, tag: str, paper: str, count: int
):
    job = job_of("booklet", tag, paper)

    size = A5 if paper == "A4" else HALF_LETTER
    sides = plan_sides(job.layout, (size,) * count, job.leaflet)

    read = fold([halves(side) for side in sides], is_rtl=tag == "ar")
    assert read == list(range(count))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 7, 9, 10, 11])
def test_a_booklet_that_cannot_be_folded_is_refused(job_of, count: int):
    job = job_of("booklet")

    with pytest.raises(HandoutError, match=f"from four pages each, not {count}"):
        plan_sides(job.layout, (A5,) * count, job.leaflet)


@TAGS
@PAPERS
def test_the_page_numbers_on_a_folded_booklet_follow_each_other(
    job_of, sheets_of, tag: str, paper: str
):
    numbered = [
        tuple(re.findall(NUMBERED[tag], half)[0] for half in pair)
        for pair in words_of_halves(sheets_of(job_of("booklet", tag, paper)))
    ]

    read = fold(numbered, is_rtl=tag == "ar")

    count = str(len(read))
    assert read == [(str(number), count) for number in range(1, len(read) + 1)]


@TAGS
def test_a_folded_booklet_says_every_word_of_its_pages(
    job_of, pages_of, sheets_of, tag: str
):
    job = job_of("booklet", tag)

    read = fold(list(words_of_halves(sheets_of(job))), is_rtl=tag == "ar")

    pages = pypdfium2.PdfDocument(pages_of(job))
    wanted = [page.get_textpage().get_text_bounded() for page in pages]
    assert [sorted(words) for words in read] == [sorted(words) for words in wanted]
    pages.close()


def words_of_halves(pdf: bytes) -> Iterator[tuple[str, str]]:
    document = pypdfium2.PdfDocument(pdf)
    for side in document:
        text, middle = side.get_textpage(), side.get_width() / 2
        yield text.get_text_bounded(right=middle), text.get_text_bounded(left=middle)
    document.close()


@PAPERS
def test_a_booklet_lies_on_its_paper_turned_on_its_side(job_of, sheets_of, paper: str):
    width, height = SHEETS_MM[paper]
    with pikepdf.open(BytesIO(sheets_of(job_of("booklet", "en", paper)))) as pdf:
        sizes = [[float(edge) / MM for edge in page.mediabox] for page in pdf.pages]

    assert sizes == [pytest.approx([0, 0, height, width], abs=0.01)] * len(sizes)


def cards_on(paper: str) -> list[tuple[float, float, float, float]]:
    """Where four cards of 85 by 108 mm lie on a sheet, 6 mm apart in the middle."""
    width, height = SHEETS_MM[paper]
    left, foot = (width - 2 * 85 - 6) / 2, (height - 2 * 108 - 6) / 2
    corners = [(left + x, foot + y) for x in (0, 91) for y in (0, 114)]
    return [(x * MM, y * MM, (x + 85) * MM, (y + 108) * MM) for x, y in corners]


@PAPERS
def test_four_cards_lie_on_a_sheet_each_of_two_panels(job_of, paper: str):
    job = job_of("card", "ar", paper)

    front, back = plan_sides(job.layout, (PANEL,) * 4, job.leaflet)

    for side, upper in ((front, 0), (back, 2)):
        found = sorted((slot.x, slot.y, slot.page) for slot in side.slots)
        wanted = sorted(
            panel
            for x, foot, _, _ in cards_on(paper)
            for panel in ((x, foot, upper + 1), (x, foot + 54 * MM, upper))
        )
        for one, other in zip(found, wanted, strict=True):
            assert one == pytest.approx(other, abs=NEAR)


@PAPERS
def test_the_inside_of_a_card_lies_behind_its_outside(job_of, paper: str):
    job = job_of("card", "ar", paper)

    front, back = plan_sides(job.layout, (PANEL,) * 4, job.leaflet)

    # Turned over its long edge, what was at the left is at the right.
    behind = {
        (round(front.width - slot.x - PANEL[0]), round(slot.y)): slot.page
        for slot in back.slots
    }
    pairs = [
        (slot.page, behind[round(slot.x), round(slot.y)])
        for slot in sorted(front.slots, key=lambda slot: (slot.x, slot.y))
    ]
    assert pairs == [(1, 3), (0, 2)] * 4


def marks_of(page: pikepdf.Page) -> list[tuple[float, ...]]:
    """The lines that are drawn on a sheet itself, between points, low end first."""
    found, start = [], (0.0, 0.0)
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "m":
            start = tuple(float(one) for one in operands)
        elif str(operator) == "l":
            end = tuple(float(one) for one in operands)
            found.append((*min(start, end), *max(start, end)))
    return sorted(found)


def wanted_marks(paper: str) -> list[tuple[float, ...]]:
    """Lines of 6 points, 2 points off the corners, and off the middle where the fold is."""
    found = []
    for left, foot, right, top in cards_on(paper):
        for y in (foot, (foot + top) / 2, top):
            found += [(left - 8, y, left - 2, y), (right + 2, y, right + 8, y)]
        for x in (left, right):
            found += [(x, foot - 8, x, foot - 2), (x, top + 2, x, top + 8)]
    return sorted(found)


@PAPERS
def test_marks_to_cut_and_to_fold_stand_at_corners_and_middle_of_every_card(
    job_of, sheets_of, paper: str
):
    with pikepdf.open(BytesIO(sheets_of(job_of("card", "ar", paper)))) as pdf:
        found = [marks_of(page) for page in pdf.pages]

    assert len(found) == 2
    for marks in found:
        assert len(marks) == 4 * 10
        wanted = wanted_marks(paper)
        assert [
            mark
            for mark in marks
            if not any(mark == pytest.approx(one, abs=NEAR) for one in wanted)
        ] == []
        assert len({tuple(round(edge) for edge in mark) for mark in marks}) == 4 * 10


@PAPERS
def test_no_mark_runs_through_a_card(paper: str):
    for left, foot, right, top in wanted_marks(paper):
        assert [
            card
            for card in cards_on(paper)
            if left < card[2] and right > card[0] and foot < card[3] and top > card[1]
        ] == []


def test_a_booklet_has_no_marks(job_of, sheets_of):
    with pikepdf.open(BytesIO(sheets_of(job_of("booklet")))) as pdf:
        assert [marks_of(page) for page in pdf.pages] == [[]] * len(pdf.pages)


@BOTH
@TAGS
@PAPERS
def test_nothing_lies_outside_its_sheet(
    job_of, sheets_of, layout: str, tag: str, paper: str
):
    document = pypdfium2.PdfDocument(sheets_of(job_of(layout, tag, paper)))
    for side in document:
        width, height = side.get_size()
        drawn = [item.get_bounds() for item in side.get_objects(max_depth=1)]
        assert drawn
        assert [
            box
            for box in drawn
            if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height
        ] == []
    document.close()


@BOTH
@TAGS
@PAPERS
def test_a_validator_finds_no_error_in_finished_sheets(
    job_of, sheets_of, tmp_path: Path, layout: str, tag: str, paper: str
):
    file = tmp_path / "sheets.pdf"
    file.write_bytes(sheets_of(job_of(layout, tag, paper)))

    report = validation.validate_pdf(file, profile=validation.ValidationProfile.PDF_A_2B)

    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant


@BOTH
@TAGS
def test_sheets_claim_archive_b_and_do_not_claim_to_be_read_aloud(
    job_of, sheets_of, layout: str, tag: str
):
    with (
        pikepdf.open(BytesIO(sheets_of(job_of(layout, tag)))) as pdf,
        pdf.open_metadata() as metadata,
    ):
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert "pdfuaid:part" not in metadata
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        assert str(pdf.Root.Lang) == tag


@pytest.mark.parametrize(
    ("layout", "duplex"), [("booklet", "ShortEdge"), ("card", "LongEdge")]
)
def test_a_printer_is_told_how_to_turn_the_sheet_and_to_change_no_size(
    job_of, sheets_of, layout: str, duplex: str
):
    with pikepdf.open(BytesIO(sheets_of(job_of(layout)))) as pdf:
        told = {name: str(value) for name, value in pdf.Root.ViewerPreferences.items()}

    assert told == {
        "/DisplayDocTitle": "True",
        "/Duplex": f"/DuplexFlip{duplex}",
        "/PrintScaling": "/None",
    }


@BOTH
@TAGS
def test_the_same_pages_give_the_same_sheets_byte_by_byte(
    job_of, pages_of, layout: str, tag: str
):
    job = job_of(layout, tag)
    pages = pages_of(job)

    first = impose(pages, job.layout, job.leaflet)

    assert impose(pages, job.layout, job.leaflet) == first


@BOTH
@TAGS
def test_the_pages_claim_what_the_sheets_cannot(job_of, pages_of, layout: str, tag: str):
    pages = pages_of(job_of(layout, tag))
    for profile in (
        validation.ValidationProfile.PDF_UA_1,
        validation.ValidationProfile.PDF_A_2A,
    ):
        report = validation.validate_pdf_bytes(pages, profile=profile)
        assert [str(failure) for failure in report.failures] == []


Spoil = Callable[[pikepdf.Pdf], None]


@pytest.fixture(params=["booklet", "card"])
def job(request: pytest.FixtureRequest, job_of: Callable[..., Job]) -> Job:
    return job_of(request.param, "ar")


@pytest.fixture
def told(job: Job, pages_of, sheets_of) -> Callable[[Spoil], tuple[Problem, ...]]:
    """What the proof tells of finished sheets that were spoiled."""

    def prove(spoil: Spoil) -> tuple[Problem, ...]:
        spoiled = BytesIO()
        with pikepdf.open(BytesIO(sheets_of(job))) as pdf:
            spoil(pdf)
            pdf.save(spoiled)
        return prove_imposed(spoiled.getvalue(), pages_of(job), job.layout, job.leaflet)

    return prove


def rewrite(change: Callable[[list[bytes]], list[bytes]]) -> Spoil:
    """Change the lines that place the pages on the last side."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[-1]
        page.contents_coalesce()
        lines = page.Contents.read_bytes().splitlines()
        placed = [line for line in lines if line.endswith(b" Do Q")]
        others = [line for line in lines if line not in placed]
        page.Contents = pdf.make_stream(b"\n".join([*change(placed), *others]))

    return spoil


def problem(job: Job, what: str) -> Problem:
    return Problem(job.leaflet.source.place, "imposition", what)


def only(found: tuple[Problem, ...], job: Job) -> str:
    """The one thing that is told, of the last side."""
    (reason,) = found
    sides = {"booklet": r"\d+", "card": "2"}[job.layout.name]
    match = re.fullmatch(rf"side {sides} of the sheets: (.*)", reason.message)
    assert match
    assert reason == problem(job, reason.message)
    return match[1]


def test_right_sheets_are_proved(told):
    assert told(lambda pdf: None) == ()


def test_a_page_that_is_left_out_is_told(told, job: Job):
    count = {"booklet": 2, "card": 8}[job.layout.name]

    found = told(rewrite(lambda placed: placed[:-1]))

    assert only(found, job) == f"{count - 1} pages, not {count}"


def test_a_page_that_is_there_once_too_often_is_told(told, job: Job):
    count = {"booklet": 2, "card": 8}[job.layout.name]

    found = told(rewrite(lambda placed: [*placed, placed[0]]))

    assert only(found, job) == f"{count + 1} pages, not {count}"


def test_two_pages_that_changed_their_places_are_told(told, job: Job):
    def swap(placed: list[bytes]) -> list[bytes]:
        (one, one_page), (two, two_page) = (line.split(b" cm ") for line in placed[:2])
        return [one + b" cm " + two_page, two + b" cm " + one_page, *placed[2:]]

    assert re.fullmatch(
        r"page \d+ is drawn otherwise than before", only(told(rewrite(swap)), job)
    )


def test_sides_that_changed_their_places_are_told(told, job: Job):
    def swap(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])
        del pdf.pages[0]

    assert [found.code for found in told(swap)] != []


@pytest.mark.parametrize("move", [b"2.8346 0", b"0 2.8346", b"-2.8346 0"])
def test_a_page_that_is_moved_by_a_millimetre_is_told(told, job: Job, move: bytes):
    def shift(placed: list[bytes]) -> list[bytes]:
        moved = placed[0].replace(b"q ", b"q 1 0 0 1 " + move + b" cm ", 1)
        return [moved, *placed[1:]]

    found = only(told(rewrite(shift)), job)
    assert re.fullmatch(r"page \d+ does not lie at [\d.]+, [\d.]+", found)


@pytest.mark.parametrize("matrix", [b"0.97 0 0 0.97", b"-1 0 0 -1", b"1.3 0 0 1"])
def test_a_page_that_is_scaled_or_turned_is_told(told, job: Job, matrix: bytes):
    def scale(placed: list[bytes]) -> list[bytes]:
        return [*placed[:-1], placed[-1].replace(b"q 1 0 0 1", b"q " + matrix)]

    found = only(told(rewrite(scale)), job)
    assert re.fullmatch(r"page \d+ does not lie at [\d.]+, [\d.]+", found)


def test_a_side_that_is_missing_is_told(told, job: Job, sheets_of):
    with pikepdf.open(BytesIO(sheets_of(job))) as pdf:
        count = len(pdf.pages)

    def lose(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[-1]

    what = f"there are {count - 1} sides of sheets, not {count}"
    assert told(lose) == (problem(job, what),)


def test_a_page_on_which_something_is_lost_is_told(told, job: Job):
    def lose(pdf: pikepdf.Pdf) -> None:
        form = next(iter(pdf.pages[-1].Resources.XObject.values()))
        drawn = form.read_bytes()
        start = drawn.rindex(b"BT")
        form.write(drawn[:start] + drawn[drawn.index(b"ET", start) + 2 :])

    assert [found.code for found in told(lose)] != []


def test_a_sheet_that_is_cropped_is_told(told):
    def crop(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.mediabox = pikepdf.Array([0, 0, 400, 300])

    assert [found.code for found in told(crop)] != []


def test_ink_laid_over_a_page_is_told(told):
    def cover(placed: list[bytes]) -> list[bytes]:
        return [*placed, b"q 0 g 60 140 200 100 re f Q"]

    assert [found.code for found in told(rewrite(cover))] != []


@pytest.mark.parametrize("job", ["card"], indirect=True)
def test_a_mark_that_is_lost_is_told(told):
    def lose(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[-1]
        page.contents_coalesce()
        lines = page.Contents.read_bytes().splitlines()
        kept = [line for line in lines if not line.endswith(b" l S")]
        page.Contents = pdf.make_stream(b"\n".join(kept))

    assert [found.code for found in told(lose)] != []
