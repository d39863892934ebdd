"""Every language in every layout: made, valid, and on paper with every section."""

from __future__ import annotations

from pathlib import Path

import page as validation
import pytest
from conftest import REPOSITORY, make_once
from page import ValidationProfile as Profile

from handpress.batch import Outcome, Status, Workshop
from handpress.jobs import Selection, plan
from handpress.materials import Materials
from handpress.paper.comparison import Print, folded
from handpress.paper.layout import Languages, read_layouts
from handpress.paper.page import Page
from handpress.paper.paper import read_back
from handpress.words.content import Figure, all_texts
from handpress.words.locale import SOURCE, find_locales
from handpress.words.reading import read_content

pytestmark = pytest.mark.slow

# These must fit in every language; the others refuse a language that is too long.
MUST_FIT = ("standard", "large-print", "bilingual", "booklet")
HANDOUTS = [one.key for one in read_content(REPOSITORY / "handouts", REPOSITORY).handouts]
LAYOUTS = read_layouts(REPOSITORY / "templates", REPOSITORY / "styles", REPOSITORY)[0]
LEAFLETS = [
    (locale.tag, handout, layout.name)
    for layout in LAYOUTS
    for handout in HANDOUTS
    for locale in find_locales(REPOSITORY / "locales")
    if layout.languages is not Languages.BESIDE or locale.tag != SOURCE
]
# Sheets to fold or cut are proved before they are imposed, and have no tags to read.
IMPOSED = [layout.name for layout in LAYOUTS if layout.imposition]
SECTIONS = [
    (tag, handout, layout.name, section)
    for tag, handout, name in LEAFLETS
    for layout in LAYOUTS
    if layout.name == name and name not in IMPOSED
    for one in read_content(REPOSITORY / "handouts", REPOSITORY).handouts
    if one.key == handout
    for section in [part.key for part in layout.chosen(one).sections]
]


def every(leaflets: list[tuple[str, ...]]):
    names = ["-".join(leaflet) for leaflet in leaflets]
    return pytest.mark.parametrize("leaflet", leaflets, ids=names)


@pytest.fixture(scope="session")
def all_made(
    materials: Materials, workshop: Workshop, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[tuple[str, str, str], Outcome]]:
    """Make every leaflet there is, once for all processes of a run."""
    out, outcomes = make_once(
        "all", plan(materials, Selection()), workshop, tmp_path_factory
    )
    found = {
        (one.job.locale, one.job.handout, one.job.layout.name): one for one in outcomes
    }
    return out, found


@pytest.fixture(scope="session")
def prints(all_made) -> dict[tuple[str, str, str], Print]:
    """Read each file back when it is first asked for."""
    return {}


def print_of(all_made, prints, name: tuple[str, str, str]) -> Print:
    if name not in prints:
        prints.clear()
        job = all_made[1][name].job
        paper = read_back((all_made[0] / job.path).read_bytes())
        nothing = Page("", (), (), (), (), ())
        prints[name] = Print(paper, job.leaflets, job.layout, nothing, ())
    return prints[name]


def skip_what_is_too_long(outcome: Outcome) -> None:
    """A layout that keeps its number of pages may refuse a language, and nothing else."""
    codes = {reason.code for reason in outcome.reasons}
    if codes == {"does-not-fit"} and outcome.job.layout.name not in MUST_FIT:
        pytest.skip(f"refused: {outcome.reasons[0].message}")


@every(LEAFLETS)
def test_a_leaflet_is_made_and_valid(all_made, leaflet: tuple[str, str, str]):
    outcome = all_made[1][leaflet]
    skip_what_is_too_long(outcome)
    assert (outcome.reasons, outcome.status) == ((), Status.MADE)
    imposed = leaflet[2] in IMPOSED
    for profile in (Profile.PDF_A_2B,) if imposed else (Profile.PDF_UA_1, Profile.PDF_A_2A):
        report = validation.validate_pdf(all_made[0] / outcome.job.path, profile=profile)
        assert [str(failure) for failure in report.failures] == []


@every(SECTIONS)
def test_a_section_is_on_paper_whole(all_made, prints, leaflet: tuple[str, str, str, str]):
    name, section = leaflet[:3], leaflet[3]
    skip_what_is_too_long(all_made[1][name])
    made = print_of(all_made, prints, name)
    bookmarks = {folded(title) for title in made.paper.bookmarks}
    for one in made.leaflets:
        (source,) = [part for part in one.source.sections if part.key == section]
        heading = made.wanted(one, source.heading)
        assert heading in bookmarks, f"{name}: the section {section} is missing"
        lost = [text for text in texts_of(made, one, source) if text not in made.said]
        assert lost == [], f"{name}: of the section {section} something is missing"


def texts_of(made: Print, leaflet, section) -> list[str]:
    shown = [
        text
        for block in section.blocks
        for text in all_texts(block)
        if not (isinstance(block, Figure) and text == block.alternative)
    ]
    return [made.wanted(leaflet, text) for text in shown]
