"""Every leaflet that we ship, read back as a person would read it."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import page as validation
import pikepdf
import pytest
from conftest import SIX_LOCALES, is_made_in_every_run
from page import ValidationProfile as Profile

from handpress.batch import Outcome, Status
from handpress.paper.comparison import folded
from handpress.paper.paper import Paper, read_back
from handpress.paper.setting import CLUSTERED
from handpress.paper.tags import STACKED
from handpress.words.inline import filled, plain
from handpress.words.locale import find_locale

HANDOUTS = ("spinal-metastases", "tumours-of-the-back")
PAGES = {
    "bilingual": range(6, 13),
    "booklet": (8, 12, 16),
    "card": (4,),
    "large-print": range(6, 20),
    "one-sheet": (2,),
    "poster": (1,),
    "standard": (4, 6),
}
# Laid onto sheets for the printer: they claim no PDF/UA, and their words are in forms.
IMPOSED = ("booklet", "card")
LEAFLETS = [
    (locale, handout, layout)
    for layout in PAGES
    for handout in HANDOUTS
    for locale in SIX_LOCALES
    if is_made_in_every_run(locale, layout) and (locale, layout) != ("en", "bilingual")
]
PAGES_ONLY = [leaflet for leaflet in LEAFLETS if leaflet[2] not in IMPOSED]
# A text may go on from one page of a booklet to the next, which lies on another sheet.
LEFT_TO_RIGHT = [
    one for one in LEAFLETS if not find_locale(one[0]).is_rtl and one[2] != "booklet"
]
# Where glyphs carry words of their own (ActualText), poppler gives them no boxes.
WITH_BOXES = [
    leaflet
    for leaflet in LEAFLETS
    if find_locale(leaflet[0]).script not in CLUSTERED and leaflet[0] not in STACKED
]


def every(leaflets: list[tuple[str, str, str]]):
    names = ["-".join(leaflet) for leaflet in leaflets]
    return pytest.mark.parametrize("leaflet", leaflets, ids=names)


@pytest.fixture
def outcome(
    made: tuple[Path, tuple[Outcome, ...]], leaflet: tuple[str, str, str]
) -> Outcome:
    return next(
        found
        for found in made[1]
        if (found.job.locale, found.job.handout, found.job.layout.name) == leaflet
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


@every(LEAFLETS)
def test_the_number_of_pages_is_as_promised_and_four_in_english(outcome: Outcome):
    layout = outcome.job.layout.name
    assert outcome.status is Status.MADE
    assert outcome.pages in PAGES[layout]
    if (layout, outcome.job.locale) == ("standard", "en"):
        assert outcome.pages == 4


@every(PAGES_ONLY)
def test_the_headings_can_be_read_back_from_the_bookmarks(outcome: Outcome, paper: Paper):
    bookmarks = [folded(title) for title in paper.bookmarks]
    assert [
        folded(section.heading.words)
        for leaflet in outcome.job.leaflets
        for section in leaflet.handout.sections
        if folded(section.heading.words) not in bookmarks
    ] == []


@every(WITH_BOXES)
def test_every_number_to_call_reads_from_left_to_right_by_position(
    file: Path, outcome: Outcome
):
    """Read by poppler, from the boxes of its words: another reader than that of proof."""
    clinic = outcome.job.leaflet.clinic
    numbers = {phone.printed for phone in clinic.phones} | {clinic.emergency_number}
    found = words_by_position(file)
    assert [number for number in sorted(numbers) if number.split() not in found] == []


def words_by_position(file: Path) -> list[list[str]]:
    """List up to three words that follow each other on a line, as they lie on paper."""
    command = ["pdftotext", "-bbox", file, "-"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    box = r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>'
    found = []
    for page in told.split("<page ")[1:]:
        words = [(round(float(y)), float(x), word) for x, y, word in re.findall(box, page)]
        row = [word for _, _, word in sorted(words)]
        found += [row[at : at + long] for at in range(len(row)) for long in (1, 2, 3)]
    return found


@every(LEAFLETS)
def test_a_validator_finds_no_error(file: Path, leaflet: tuple[str, str, str]):
    profiles = (Profile.PDF_UA_1, Profile.PDF_A_2A)
    for profile in (Profile.PDF_A_2B,) if leaflet[2] in IMPOSED else profiles:
        report = validation.validate_pdf(file, profile=profile)
        assert [str(failure) for failure in report.failures] == []
        assert report.is_compliant


@every(LEFT_TO_RIGHT)
def test_a_second_reader_finds_every_text_too(file: Path, outcome: Outcome):
    words = subprocess.run(
        ["pdftotext", "-raw", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = [folded(page) for page in words.split("\f")]
    unseen = () if outcome.job.layout.has_lead else (f"{outcome.job.handout}/lead",)
    lost = [
        said.source.context
        for leaflet in outcome.job.leaflets
        for said in leaflet.said
        if not said.source.context.endswith((".alternative", *unseen))
        and not is_on(pages, folded(plain(filled(said.words, leaflet.clinic.values))))
    ]
    assert lost == []


def is_on(pages: list[str], words: str) -> bool:
    """Tell whether words are on a page, or go on from one page to the next."""
    return any(words in page for page in pages) or any(
        words[:cut] in page and words[cut:] in following
        for page, following in pairwise(pages)
        for cut in range(1, len(words))
    )


@every(LEAFLETS)
def test_the_language_and_claims_of_the_file_are_right(
    file: Path, outcome: Outcome, leaflet: tuple[str, str, str]
):
    is_imposed = leaflet[2] in IMPOSED
    with pikepdf.open(file) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == outcome.job.locale
        assert metadata["dc:title"] == plain(outcome.job.leaflet.handout.title.words)
        assert ("pdfuaid:part" in metadata) != is_imposed
        claimed = (metadata["pdfaid:part"], metadata["pdfaid:conformance"])
        assert claimed == ("2", "B" if is_imposed else "A")
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"


@every(LEAFLETS)
def test_every_font_is_embedded_as_a_subset_of_our_own(file: Path):
    listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[0].partition("+")[2].startswith(("Noto-Sans", "IBM-Plex-Sans-Arabic"))
        assert row[-5:-2] == ["yes", "yes", "yes"]
