"""What a layout promises is read from its declaration, and chooses the parts it prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from makers import REPOSITORY, document, handout, paragraphs

from handpress.jobs import Selection, plan
from handpress.materials import Materials
from handpress.paper.layout import (
    Duplex,
    Languages,
    Layout,
    parse_layout,
    read_layouts,
)
from handpress.problems import Place, Problem
from handpress.words.content import SAFETY_CRITICAL, Handout, Text

NAMES = (
    "bilingual", "booklet", "card", "large-print", "one-sheet", "poster", "standard",
)  # fmt: skip
PLAIN = {"fit": ["roomy"], "margin": 16, "smallest_text": 12, "smallest_footer": 8.5}
CRITICAL = ["emergency", "say", "contacts"]
PLACE = Place("templates/small.yaml", 1, 1)
HINT = "no layout may leave out what is safety-critical"


def parse(**changes: object) -> tuple[Layout | None, list[Problem]]:
    data = document({**PLAIN, **changes}, "templates/small.yaml")
    return parse_layout(data, "small")


def layout(*contains: str) -> Layout:
    return Layout("small", ("roomy",), (), 16, 12, 8.5, contains, place=PLACE)


def parts_of(told: Handout[Text]) -> list[str]:
    return [
        f"{section.key}/{block.key}"
        for section in told.sections
        for block in section.blocks
    ]


@pytest.fixture
def whole() -> Handout[Text]:
    return handout(
        {
            "emergency": paragraphs(now="Now.", soon="Soon.", later="Later."),
            "say": paragraphs(words="Say this.", show="Show this."),
        }
    )


def test_a_declaration_with_the_fewest_lines_promises_the_usual():
    assert parse() == (
        Layout(
            name="small",
            fits=("roomy",),
            pages=(),
            margin=16,
            smallest_text=12,
            smallest_footer=8.5,
            contains=(),
            has_lead=True,
            by_page=(),
            page=(),
            languages=Languages.ONE,
            duplex=Duplex.LONG_EDGE,
            imposition=None,
            place=PLACE,
        ),
        [],
    )


def test_every_line_of_a_declaration_is_kept():
    found = parse(
        fit=["roomy", "tight"],
        pages=[4, 8],
        contains=["emergency/now", "say", "contacts"],
        without=["lead"],
        by_page={1: ["emergency/now"], 2: ["say", "contacts"]},
        page={"A4": "148.5mm 210mm", "Letter": "5.5in 8.5in"},
        languages="after",
        duplex="short edge",
        imposition="booklet",
        margin=2.5,
    )

    assert found == (
        Layout(
            name="small",
            fits=("roomy", "tight"),
            pages=(4, 8),
            margin=2.5,
            smallest_text=12,
            smallest_footer=8.5,
            contains=("emergency/now", "say", "contacts"),
            has_lead=False,
            by_page=((1, ("emergency/now",)), (2, ("say", "contacts"))),
            page=(("A4", "148.5mm 210mm"), ("Letter", "5.5in 8.5in")),
            languages=Languages.AFTER,
            duplex=Duplex.SHORT_EDGE,
            imposition="booklet",
            place=PLACE,
        ),
        [],
    )


@pytest.mark.parametrize("lost", CRITICAL)
def test_a_layout_that_leaves_out_what_saves_lives_is_refused(lost: str):
    found, problems = parse(contains=[part for part in CRITICAL if part != lost])

    place = problems[0].place
    what = f"a layout always contains: {lost}"
    hint = f"add it; {HINT}"
    assert found is None
    assert problems == [Problem(place, "safety-critical-left-out", what, hint)]


def test_one_block_of_what_saves_lives_is_enough_for_a_small_layout():
    found, problems = parse(contains=["emergency/now", "say/words", "contacts"])

    assert found is not None
    assert problems == []


def test_a_layout_without_a_list_of_parts_takes_the_whole_handout(whole: Handout[Text]):
    assert layout().chosen(whole) == whole


def test_sections_are_taken_in_the_order_of_the_layout(whole: Handout[Text]):
    sections = {section.key: section for section in whole.sections}

    chosen = layout("contacts", "say", "emergency").chosen(whole)

    wanted = (sections["contacts"], sections["say"], sections["emergency"])
    assert chosen == replace(whole, sections=wanted)


def test_single_blocks_are_taken_and_the_others_left(whole: Handout[Text]):
    parts = ("say/show", "emergency/now", "emergency/later", "contacts")

    assert parts_of(layout(*parts).chosen(whole)) == [
        "say/show",
        "emergency/now",
        "emergency/later",
        "contacts/text",
    ]


def test_a_section_that_is_named_whole_has_all_its_blocks(whole: Handout[Text]):
    assert parts_of(layout("emergency/soon", "emergency").chosen(whole)) == [
        "emergency/now",
        "emergency/soon",
        "emergency/later",
    ]


def test_choosing_changes_no_word_of_title_and_lead(whole: Handout[Text]):
    chosen = layout("contacts").chosen(whole)

    assert replace(chosen, sections=whole.sections) == whole


def test_a_handout_with_every_part_lacks_nothing(whole: Handout[Text]):
    assert list(layout("emergency/now", "say", "contacts").missing(whole)) == []


@pytest.mark.parametrize("part", ["support", "emergency/never", "never/now"])
def test_a_declared_part_that_a_handout_lacks_is_told(part: str, whole: Handout[Text]):
    what = f'the layout "small" prints "{part}", which is not there'
    hint = "add it, or name other layouts with --layout"

    found = list(layout("emergency/now", part, "contacts").missing(whole))

    assert found == [Problem(whole.place, "part-missing", what, hint)]


@pytest.mark.parametrize("lost", sorted(SAFETY_CRITICAL))
def test_a_layout_of_all_parts_asks_for_those_that_save_lives(
    lost: str, whole: Handout[Text]
):
    left = tuple(section for section in whole.sections if section.key != lost)

    found = list(layout().missing(replace(whole, sections=left)))

    assert [(problem.code, lost in problem.message) for problem in found] == [
        ("part-missing", True)
    ]


def test_a_leaflet_of_a_handout_that_lacks_a_part_is_refused(materials: Materials):
    shipped = next(
        one for one in materials.content.handouts if one.key == "spinal-metastases"
    )
    sections = tuple(one for one in shipped.sections if one.key != "causes")
    lacking = replace(shipped, sections=sections)
    changed = replace(
        materials, content=replace(materials.content, handouts=(lacking,), broken=())
    )

    jobs = plan(changed, Selection(locales=("en",), layouts=("one-sheet", "poster")))

    told = {job.layout.name: [found.code for found in job.reasons] for job in jobs}
    assert told["one-sheet"].count("part-missing") == 1
    assert "part-missing" not in told["poster"]


def test_a_page_has_the_size_that_is_declared_for_its_paper():
    sizes = (("A4", "148.5mm 210mm"), ("Letter", "5.5in 8.5in"))
    half = replace(layout(), page=sizes)

    assert half.page_size("A4") == "148.5mm 210mm"
    assert half.page_size("Letter") == "5.5in 8.5in"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_page_is_as_large_as_its_paper_where_nothing_is_declared(paper: str):
    assert layout().page_size(paper) == paper


def test_every_shipped_layout_is_read_without_a_problem():
    layouts, problems = read_layouts(
        REPOSITORY / "templates", REPOSITORY / "styles", REPOSITORY
    )

    assert tuple(one.name for one in layouts) == NAMES
    assert problems == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_layout_has_a_template_and_a_stylesheet(name: str):
    assert (REPOSITORY / "templates" / f"{name}.html").is_file()
    assert (REPOSITORY / "styles" / f"{name}.css").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_every_fit_of_a_shipped_layout_but_the_roomiest_has_a_rule_of_its_own(name: str):
    layouts, _ = read_layouts(REPOSITORY / "templates", REPOSITORY / "styles", REPOSITORY)
    found = next(one for one in layouts if one.name == name)
    styles = rules_of(REPOSITORY / "styles" / f"{name}.css")

    assert [fit for fit in found.fits[1:] if f".{fit}" not in styles] == []


def rules_of(path: Path) -> str:
    """The rules of a stylesheet, and of the one that it builds on."""
    own = path.read_text(encoding="utf-8")
    other = path.with_name("standard.css").read_text(encoding="utf-8")
    return own + other if "@import url(standard.css)" in own else own


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["spinal-metastases", "tumours-of-the-back"])
def test_every_shipped_handout_has_every_part_of_every_layout(
    name: str, key: str, materials: Materials
):
    found = next(one for one in materials.layouts if one.name == name)
    whole = next(one for one in materials.content.handouts if one.key == key)

    assert list(found.missing(whole)) == []


def test_of_two_declarations_of_one_name_neither_is_read(tmp_path: Path):
    words = "fit: [roomy]\nmargin: 16\nsmallest_text: 12\nsmallest_footer: 8.5\n"
    names = ("once.yaml", "parts.yaml", "twice.yaml", "twice.yml")
    for name in names:
        (tmp_path / name).write_text(words, encoding="utf-8")
        (tmp_path / name).with_suffix(".html").touch()
        (tmp_path / name).with_suffix(".css").touch()

    layouts, problems = read_layouts(tmp_path, tmp_path, tmp_path)

    assert [one.name for one in layouts] == ["once"]
    assert problems == (
        Problem(
            Place("parts.yaml", 1, 1),
            "file-name",
            '"parts" cannot be the name of a file here',
            "names that we use: parts, sheet",
        ),
        *(
            Problem(
                Place(name, 1, 1),
                "file-name",
                'two files are called "twice"',
                "rename one of the two",
            )
            for name in names[2:]
        ),
    )
