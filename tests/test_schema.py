"""The shape of what people write is held at the door."""

from __future__ import annotations

import json

import pytest
from makers import REPOSITORY, faults_of_handout, whole_handout

from handpress.problems import Place
from handpress.words.schema import HandoutModel


def codes_of(**changes) -> list[str]:
    return [problem.code for problem in faults_of_handout(whole_handout(**changes))]


def blocks_fail(**blocks) -> list[str]:
    sections = {"summary": {"heading": "Fire", "blocks": blocks}}
    return [problem.code for problem in faults_of_handout(whole_handout(sections))]


def test_the_schema_for_editors_is_what_the_command_prints(command):
    printed = command("schema").stdout

    written = (REPOSITORY / "docs/handout.schema.json").read_text(encoding="utf-8")
    assert written == printed, "run ./make_handouts.py schema > docs/handout.schema.json"


def test_the_schema_for_editors_names_every_key_as_people_write_it():
    definitions = HandoutModel.model_json_schema()["$defs"]

    blocks = list(definitions["BlockModel"]["properties"])
    kinds = "paragraph list steps table callout glossary figure shared"
    assert blocks == kinds.split()
    assert json.dumps(definitions).count('"items": {"anyOf"') == 0


def test_a_whole_handout_has_no_fault():
    assert codes_of() == []


@pytest.mark.parametrize("day", ["21.11.2026", "2026", "0", "20261121", "2026-02-30", ""])
def test_a_date_is_a_day_of_the_calendar_written_in_full(day):
    assert codes_of(date=day) == ["wrong-value"]


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_words_that_say_nothing_are_refused(words):
    assert codes_of(title=words) == ["wrong-value"]


@pytest.mark.parametrize(
    "source",
    [
        {"title": "A", "publisher": "B", "status": "old"},
        {"title": "A", "publisher": "B", "status": "current", "year": "23"},
        {"title": "A", "publisher": "B", "status": "current", "url": "http://a.b"},
    ],
    ids=["status", "year", "address"],
)
def test_a_source_is_current_or_superseded_with_a_year_and_a_safe_address(source):
    assert codes_of(sources=[source]) == ["wrong-value"]


def test_a_handout_without_sources_is_refused():
    assert codes_of(sources=[]) == ["wrong-value"]


def test_a_block_says_one_thing():
    assert blocks_fail(both={"paragraph": "a", "list": {"b": "c"}}) == ["block-kind"]
    assert blocks_fail(none={}) == ["block-kind"]


@pytest.mark.parametrize(
    "section",
    [
        {"heading": "Fire"},
        {"blocks": {}, "shared": "x"},
        {"heading": "Fire", "shared": "x"},
    ],
)
def test_a_section_is_either_its_own_or_shared(section):
    found = faults_of_handout(whole_handout({"summary": section}))

    assert [problem.code for problem in found] == ["section-shape"]


def test_a_row_that_does_not_fill_its_columns_is_told_with_the_cells_it_must_have():
    table = {
        "caption": "c",
        "columns": {"a": "A", "b": "B"},
        "rows": {"one": {"a": "1"}, "two": {"a": "1", "b": "2"}},
    }
    sections = {"summary": {"heading": "Fire", "blocks": {"facts": {"table": table}}}}

    (problem,) = faults_of_handout(whole_handout(sections))

    assert (problem.code, problem.message) == (
        "table-row",
        'row "one" must have the cells a, b',
    )


@pytest.mark.parametrize("x", ["-1", "101", "nan", "inf", "left"])
def test_a_name_beside_a_picture_stands_on_the_picture(x):
    label = {"text": "Neck", "x": x, "y": "5"}
    figure = {
        "picture": "a.svg",
        "alternative": "a",
        "caption": "c",
        "labels": {"n": label},
    }

    assert blocks_fail(f={"figure": figure}) == ["wrong-value"]


@pytest.mark.parametrize("name", ["../secret.svg", "/etc/passwd", "a.gif", "a/b.svg"])
def test_a_picture_is_a_file_of_its_folder(name):
    figure = {"picture": name, "alternative": "a", "caption": "c"}

    assert blocks_fail(f={"figure": figure}) == ["wrong-value"]


def test_an_urgency_is_one_of_four():
    callout = {"urgency": "soon", "heading": "h"}

    assert blocks_fail(c={"callout": callout}) == ["wrong-value"]


def test_all_faults_of_a_handout_are_told_in_one_run_at_their_lines():
    text = "\n".join(
        [
            "titel: Fire",
            "lead: x",
            "version: one",
            "date: soon",
            "next_review: 2028-01-31",
            "sources: []",
            "sections: {summary: {}}",
        ]
    )

    found = faults_of_handout(text)

    assert sorted((one.place.line, one.code) for one in found) == [
        (1, "missing-key"),
        (1, "unknown-key"),
        (3, "wrong-value"),
        (4, "wrong-value"),
        (6, "wrong-value"),
        (7, "section-shape"),
    ]
    assert {one.place for one in found} >= {Place("handouts/leaflet.yaml", 4, 1)}
