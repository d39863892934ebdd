"""Every leaflet that we ship, read back as a person would read it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import page as validation
import pikepdf
import pytest

from handpress.batch import Outcome, Status
from handpress.paper.comparison import folded
from handpress.paper.paper import Paper, read_back
from handpress.words.content import all_texts
from handpress.words.inline import filled, plain

LOCALES = ("en", "ar", "es", "hi", "ru", "zh-Hans")
HANDOUTS = ("spinal-metastases", "tumours-of-the-back")
LEAFLETS = [(locale, handout) for handout in HANDOUTS for locale in LOCALES]
NAMES = [f"{locale}-{handout}" for locale, handout in LEAFLETS]
LEFT_TO_RIGHT = [leaflet for leaflet in LEAFLETS if leaflet[0] != "ar"]


@pytest.fixture
def outcome(made: tuple[Path, tuple[Outcome, ...]], leaflet: tuple[str, str]) -> Outcome:
    return next(
        found for found in made[1] if (found.job.locale, found.job.handout) == leaflet
    )


@pytest.fixture
def file(made: tuple[Path, tuple[Outcome, ...]], outcome: Outcome) -> Path:
    return made[0] / outcome.job.path


@pytest.fixture
def paper(file: Path) -> Paper:
    return read_back(file.read_bytes())


def test_every_leaflet_of_the_repository_is_made(made: tuple[Path, tuple[Outcome, ...]]):
    assert [(found.job.path, found.reasons) for found in made[1] if found.reasons] == []
    assert len(made[1]) == len(LEAFLETS)


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=NAMES)
def test_the_number_of_pages_is_even_and_at_most_six_in_english_four(
    outcome: Outcome, paper: Paper
):
    assert outcome.status is Status.MADE
    assert len(paper.sizes) in ((4,) if outcome.job.locale == "en" else (4, 6))


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=NAMES)
def test_the_headings_can_be_read_back_from_the_bookmarks(outcome: Outcome, paper: Paper):
    sections = outcome.job.leaflet.handout.sections
    bookmarks = [folded(title) for title in paper.bookmarks]
    assert [
        folded(section.heading.words)
        for section in sections
        if folded(section.heading.words) not in bookmarks
    ] == []


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=NAMES)
def test_every_number_to_call_reads_from_left_to_right_by_position(
    outcome: Outcome, paper: Paper
):
    for number in outcome.job.leaflet.clinic.values.values():
        assert number.replace(" ", "") in paper.numbers


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=NAMES)
def test_the_emergency_block_is_on_page_1(outcome: Outcome, paper: Paper):
    sections = {section.key: section for section in outcome.job.leaflet.source.sections}
    words = {said.source.context: said.words for said in outcome.job.leaflet.said}
    last = all_texts(sections["emergency"])[-1]
    drawn = {(ink.page, ink.mark): "" for ink in paper.inks}
    for ink in paper.inks:
        drawn[ink.page, ink.mark] += ink.words
    first_page = "".join(
        folded(part.words or drawn.get((part.page, part.mark), ""))
        for part in paper.tagged
        if part.page == 0
    )
    assert folded(words[last.context]) in first_page


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=NAMES)
@pytest.mark.parametrize(
    "profile",
    [validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_2A],
    ids=["UA-1", "A-2a"],
)
def test_a_validator_finds_no_error(file: Path, profile: validation.ValidationProfile):
    report = validation.validate_pdf(file, profile=profile)
    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize(
    "leaflet", LEFT_TO_RIGHT, ids=["-".join(leaflet) for leaflet in LEFT_TO_RIGHT]
)
def test_a_second_reader_finds_every_text_too(file: Path, outcome: Outcome):
    words = subprocess.run(
        ["pdftotext", "-raw", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    on_paper = folded(words)
    values = outcome.job.leaflet.clinic.values
    lost = [
        said.source.context
        for said in outcome.job.leaflet.said
        if not said.source.context.endswith(".alternative")
        and folded(plain(filled(said.words, values))) not in on_paper
    ]
    assert lost == []


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=NAMES)
def test_the_title_names_language_and_claims_of_the_file_are_right(
    file: Path, outcome: Outcome
):
    with pikepdf.open(file) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == outcome.job.locale
        assert metadata["dc:title"] == plain(outcome.job.leaflet.handout.title.words)
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=NAMES)
def test_every_font_is_embedded_as_a_subset_of_our_own(file: Path):
    listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[0].partition("+")[2].startswith(("Noto-Sans", "IBM-Plex-Sans-Arabic"))
        assert row[-5:-2] == ["yes", "yes", "yes"]
