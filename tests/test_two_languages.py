"""Two languages beside each other say the same in the same row, or one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from handpress.batch import Workshop, _page, make
from handpress.jobs import Job, Selection, plan
from handpress.materials import Materials
from handpress.paper.fit import Fit, lay_out_to_fit
from handpress.paper.page import make_page
from handpress.paper.paper import Ink, read_back
from handpress.paper.press import Press
from handpress.paper.proof import prove

HANDOUT = "spinal-metastases"
# The patient's language, the other one, and which of them stands on the left.
PAIRS = {"ar-en": "en", "hi-en": "en", "ru-ar": "ru"}
# Faces differ in height: their first lines begin within less than half a line (points).
SAME_HEIGHT = 8.0
NUMBER = "020 7946 0101"
ISOLATED = f'<span dir="ltr" class="phone">{NUMBER}</span>'


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its tag, its language, its ink, and whether it has a picture."""

    tag: str
    lang: str
    inks: tuple[Ink, ...]
    has_picture: bool

    @property
    def pages(self) -> set[int]:
        return {ink.page for ink in self.inks}

    @property
    def top(self) -> float:
        return max(ink.top for ink in self.inks)

    @property
    def left(self) -> float:
        return min(ink.left for ink in self.inks)

    @property
    def right(self) -> float:
        return max(ink.right for ink in self.inks)

    @property
    def words(self) -> str:
        return "".join(ink.words for ink in self.inks).strip()


@pytest.fixture(scope="module", params=PAIRS)
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    first, second = request.param.split("-")
    return first, second


def job_of(materials: Materials, layout: str, first: str, second: str) -> Job:
    (job,) = plan(materials, Selection((HANDOUT,), (first,), (layout,), beside=second))
    return job


def made(job: Job, workshop: Workshop) -> bytes:
    outcome = make(job, workshop)
    assert outcome.reasons == ()
    return outcome.pdf


@pytest.fixture(scope="module")
def bilingual(materials: Materials, workshop: Workshop, pair: tuple[str, str]) -> bytes:
    return made(job_of(materials, "bilingual", *pair), workshop)


@pytest.fixture(scope="module")
def rows(bilingual: bytes) -> list[tuple[Cell, ...]]:
    """The rows of the tag tree, each with its cells from first to last."""
    inks: dict[tuple[int, int], list[Ink]] = {}
    for ink in read_back(bilingual).inks:
        if ink.words.strip():
            inks.setdefault((ink.page, ink.mark), []).append(ink)
    with pikepdf.open(BytesIO(bilingual)) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        lang = str(pdf.Root.Lang)
        return [
            tuple(
                Cell(
                    str(cell.S),
                    lang_of(cell) or lang,
                    tuple(
                        ink
                        for page, mark in marks_of(cell)
                        for ink in inks.get((pages[page], mark), ())
                    ),
                    any(found(cell, "/Figure")),
                )
                for cell in elements(row)
            )
            for row in found(pdf.Root.StructTreeRoot.K[0], "/TR")
        ]


def elements(above: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    return [
        kid
        for kid in above.get("/K", ())
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]


def found(above: pikepdf.Dictionary, tag: str) -> Iterator[pikepdf.Dictionary]:
    for kid in elements(above):
        if str(kid.S) == tag:
            yield kid
        else:
            yield from found(kid, tag)


def marks_of(above: pikepdf.Dictionary) -> Iterator[tuple[tuple[int, int], int]]:
    for kid in above.get("/K", ()):
        if not isinstance(kid, pikepdf.Dictionary):
            yield above.Pg.objgen, int(kid)
    for kid in elements(above):
        yield from marks_of(kid)


def lang_of(above: pikepdf.Dictionary) -> str:
    """The language of the first part that has one of its own."""
    if "/Lang" in above:
        return str(above.Lang)
    return next(filter(None, map(lang_of, elements(above))), "")


def test_every_row_is_a_cell_a_number_and_a_cell(rows: list[tuple[Cell, ...]]):
    assert {tuple(cell.tag for cell in row) for row in rows} == {("/TD", "/TH", "/TD")}


def test_the_numbers_of_the_rows_ascend_over_the_whole_leaflet(
    rows: list[tuple[Cell, ...]],
):
    numbers = [number.words for _, number, _ in rows]

    assert len(numbers) > 100
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_each_number_stands_once_and_between_the_cells_of_its_row(
    rows: list[tuple[Cell, ...]],
):
    for left, number, right in rows:
        assert len(number.inks) == 1
        assert left.right < number.left < number.right < right.left


def test_the_numbers_stand_below_each_other_in_the_order_of_reading(
    rows: list[tuple[Cell, ...]],
):
    places = [(ink.page, -ink.top) for _, number, _ in rows for ink in number.inks]

    assert places == sorted(places)


def test_no_row_is_split_over_two_pages(rows: list[tuple[Cell, ...]]):
    split = [
        row[1].words
        for row in rows
        if len({page for cell in row for page in cell.pages}) > 1
    ]

    assert split == []


def test_both_cells_of_a_row_have_ink_and_begin_at_the_same_height(
    rows: list[tuple[Cell, ...]],
):
    for left, number, right in rows:
        assert abs(left.top - right.top) < SAME_HEIGHT, number.words
        # A number stands beside a picture, which is no ink of words.
        if not left.has_picture:
            assert abs(left.top - number.top) < SAME_HEIGHT, number.words


def test_rows_do_not_reach_into_each_other(rows: list[tuple[Cell, ...]]):
    for upper, lower in pairwise(rows):
        if upper[1].pages == lower[1].pages:
            foot = min(ink.bottom for cell in upper for ink in cell.inks)
            # A tall accent of one face may hang over the foot of another.
            assert max(cell.top for cell in lower) < foot + 2, lower[1].words


def test_each_language_keeps_to_its_side_all_over_the_leaflet(
    rows: list[tuple[Cell, ...]], pair: tuple[str, str]
):
    left = PAIRS["-".join(pair)]
    right = next(tag for tag in pair if tag != left)
    plain = [row for row in rows if not row[0].words.isascii() or left == "en"]

    sides = [(one.lang, other.lang) for one, _, other in plain]

    assert sides.count((left, right)) >= 0.95 * len(rows)
    assert {side for side in sides if side != (left, right)} <= {(left, "en")}


def test_right_to_left_stands_on_the_right(materials: Materials, workshop: Workshop):
    for first, second in (("ar", "en"), ("ru", "ar"), ("ar", "ru")):
        page = page_of(job_of(materials, "bilingual", first, second), workshop)
        cells = [part.partition("<")[0] for part in page.split("<td ")[1:3]]
        assert 'dir="ltr"' in cells[0]
        assert 'lang="ar" dir="rtl"' in cells[1]


def page_of(job: Job, workshop: Workshop) -> str:
    fit = job.layout.fits[0]
    return make_page(job.leaflets, job.layout, workshop.look, fit=fit).html


def test_both_ids_stand_at_the_foot_of_every_page(
    materials: Materials, bilingual: bytes, pair: tuple[str, str]
):
    job = job_of(materials, "bilingual", *pair)
    ids = [leaflet.id for leaflet in job.leaflets]

    assert len(set(ids)) == 2
    assert all(
        [one in words for one in ids] == [True, True] for words in words_of(bilingual)
    )


def words_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    words = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return words


@pytest.mark.parametrize(
    ("layout", "first", "second", "path"),
    [
        ("bilingual", "ar", "en", "example/ar/spinal-metastases.bilingual.a4.pdf"),
        ("bilingual", "ru", "ar", "example/ru/spinal-metastases.bilingual-ar.a4.pdf"),
        ("bilingual", "en", "ar", "example/en/spinal-metastases.bilingual-ar.a4.pdf"),
        (
            "bilingual",
            "ar",
            "zh-Hans",
            "example/ar/spinal-metastases.bilingual-zh-Hans.a4.pdf",
        ),
        ("card", "ar", "en", "example/ar/spinal-metastases.card.a4.pdf"),
        ("card", "ru", "ar", "example/ru/spinal-metastases.card-ar.a4.pdf"),
        ("standard", "ru", "ar", "example/ru/spinal-metastases.standard.a4.pdf"),
    ],
)
def test_a_path_names_the_second_language_where_it_is_not_english(
    materials: Materials, layout: str, first: str, second: str, path: str
):
    job = job_of(materials, layout, first, second)

    tags = (first,) if layout == "standard" else (first, second)
    assert job.path == path
    assert tuple(leaflet.locale.tag for leaflet in job.leaflets) == tags


@pytest.mark.parametrize("tag", ["en", "ar", "hi"])
def test_no_language_stands_beside_itself(materials: Materials, tag: str):
    chosen = Selection((HANDOUT,), (tag,), ("bilingual",), beside=tag)

    assert plan(materials, chosen) == ()


@pytest.mark.slow
def test_beside_one_language_stands_every_other(materials: Materials):
    jobs = plan(materials, Selection((HANDOUT,), (), ("bilingual",)))

    tags = [catalogue.locale.tag for catalogue in materials.catalogues]
    assert [job.locale for job in jobs] == [tag for tag in tags if tag != "en"]


@pytest.fixture(scope="module", params=[("ar", "en"), ("hi", "en"), ("ru", "ar")])
def card(request: pytest.FixtureRequest, materials: Materials) -> Job:
    return job_of(materials, "card", *request.param)


@pytest.fixture(scope="module")
def panels(card: Job, workshop: Workshop) -> bytes:
    """The four panels of a card, not yet laid onto a sheet."""
    return made(replace(card, layout=replace(card.layout, imposition=None)), workshop)


def test_a_card_is_in_the_patients_language_outside_and_in_the_other_inside(
    card: Job, panels: bytes
):
    langs: list[list[str]] = [[] for _ in range(4)]
    for part in read_back(panels).tagged:
        langs[part.page].append(part.lang)

    # What a machine made is said in English too, on the inside.
    first, second = (leaflet.locale.tag for leaflet in card.leaflets)
    outside, inside = langs[0] + langs[1], langs[2] + langs[3]
    assert outside.count(first) > 0.8 * len(outside)
    assert second not in outside
    assert inside.count(second) > 0.8 * len(inside)
    assert first not in inside or first == "en"


def test_a_card_has_the_id_of_each_language_on_its_own_side(card: Job, panels: bytes):
    pages = words_of(panels)
    ids = [leaflet.id for leaflet in card.leaflets]

    assert [[one in page for one in ids] for page in pages] == [
        [False, False],
        [True, False],
        [False, False],
        [False, True],
    ]


def test_a_card_that_is_laid_onto_a_sheet_keeps_its_sides(card: Job, workshop: Workshop):
    front, back = words_of(made(card, workshop))
    ids = [leaflet.id for leaflet in card.leaflets]

    assert [front.count(one) for one in ids] == [4, 0]
    assert [back.count(one) for one in ids] == [0, 4]


Codes = Callable[[str, str, Callable[[str], str]], set[str]]


@pytest.fixture(scope="module")
def codes(materials: Materials, workshop: Workshop, press: Press) -> Codes:
    """Print a leaflet whose HTML was changed, and give the codes of what is told."""
    fits: dict[str, Fit] = {}

    def told(layout: str, pair: str, change: Callable[[str], str]) -> set[str]:
        job = job_of(materials, layout, *pair.split("-"))
        if job.path not in fits:
            _, fit = lay_out_to_fit(
                press, job.layout, lambda fit: _page(job, workshop, fit)
            )
            assert fit is not None
            fits[job.path] = fit
        page = _page(job, workshop, fits[job.path])
        changed = replace(page, html=change(page.html))
        pdf, warnings = press.write(press.lay_out(changed), job.layout)
        found = prove(pdf, job.leaflets, job.layout, page, warnings)
        return {problem.code for problem in found}

    return told


# The third pair is spoiled by the slow tests: it takes long, and differs least.
SPOILED = pytest.mark.parametrize(
    "of", ["ar-en", "hi-en", pytest.param("ru-ar", marks=pytest.mark.slow)]
)
SIDES = pytest.mark.parametrize("side", ["first", "second"])


@SPOILED
def test_a_right_page_in_two_languages_is_proved(codes: Codes, of: str):
    assert codes("bilingual", of, lambda html: html) == set()


def emptied(html: str, side: str, kind: str) -> str:
    """Take the words out of one side of a row."""
    at = html.index("<td ", html.index(kind))
    while f'class="side {side} ' not in html[at : html.index(">", at)]:
        at = html.index("<td ", at + 4)
    start = html.index(">", at) + 1
    return html[:start] + html[html.index("</td>", start) :]


@SPOILED
@SIDES
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ('<tr class="item same-day"', "text-lost"),
        ('<tr class="item now"', "text-lost"),
        ('<tr class="term-row"', "text-lost"),
        ('<tr class="cells"', "text-lost"),
        ('rows section say"', "heading-lost"),
    ],
)
def test_words_that_are_lost_on_one_side_are_told(
    codes: Codes, of: str, side: str, kind: str, code: str
):
    assert code in codes("bilingual", of, lambda html: emptied(html, side, kind))


@SPOILED
def test_a_row_that_is_lost_is_told(codes: Codes, of: str):
    def lose(html: str) -> str:
        start = html.index('<tr class="item same-day"')
        return html[:start] + html[html.index("</tr>", start) + 5 :]

    assert "text-lost" in codes("bilingual", of, lose)


@SPOILED
@SIDES
def test_rows_that_are_swapped_on_one_side_are_told(codes: Codes, of: str, side: str):
    def swap(html: str) -> str:
        first = html.index('<tr class="item same-day"')
        second = html.index("<tr ", first + 4)
        one, other = (cell(html, side, row) for row in (first, second))
        return (
            html[: one.start]
            + html[other]
            + html[one.stop : other.start]
            + html[one]
            + html[other.stop :]
        )

    assert "text-lost" in codes("bilingual", of, swap)


def cell(html: str, side: str, at: int) -> slice:
    """Where the words of one side of the row that begins there are."""
    start = html.index(">", html.index(f'class="side {side} ', at)) + 1
    return slice(start, html.index("</td>", start))


def in_arabic(html: str, layout: str, change: Callable[[str], str]) -> str:
    """Change the first part in Arabic that has a number to call."""
    end = {"bilingual": "</td>", "card": '<div class="which">'}[layout]
    start = html.index('lang="ar" dir="rtl"', html.index("<body>"))
    while ISOLATED not in html[start : html.index(end, start)]:
        start = html.index('lang="ar" dir="rtl"', start + 1)
    stop = html.index(end, start)
    return html[:start] + change(html[start:stop]) + html[stop:]


ARABIC = pytest.mark.parametrize("of", ["ar-en", "ru-ar"])
LAYOUTS = pytest.mark.parametrize("layout", ["bilingual", "card"])


@ARABIC
@LAYOUTS
def test_a_number_that_is_turned_round_in_the_arabic_half_is_told(
    codes: Codes, layout: str, of: str
):
    def turn(html: str) -> str:
        return in_arabic(html, layout, lambda part: part.replace(NUMBER, "0101 7946 020"))

    assert "phone-lost" in codes(layout, of, turn)


@ARABIC
@LAYOUTS
def test_a_number_that_is_not_isolated_in_the_arabic_half_is_told(
    codes: Codes, layout: str, of: str
):
    def unwrap(html: str) -> str:
        around = f'<span dir="rtl">{NUMBER}</span>'
        return in_arabic(html, layout, lambda part: part.replace(ISOLATED, around))

    assert "phone-lost" in codes(layout, of, unwrap)


@pytest.mark.parametrize("of", ["ar-en", "hi-en", "ru-ar"])
@SIDES
def test_words_that_are_lost_on_one_side_of_a_card_are_told(
    codes: Codes, of: str, side: str
):
    def lose(html: str) -> str:
        at = html.index("<li>", html.index(f'<div class="side {side} '))
        return html[:at] + html[html.index("</li>", at) + 5 :]

    assert "text-lost" in codes("card", of, lose)
