"""YAML is read as plain strings, and every fault of it has a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from handpress.problems import Place, Problem
from handpress.words.document import check_shape, parse_document, read_document
from handpress.words.schema import ClinicModel, HandoutModel, SharedModel


def problems_in(text: str) -> list[tuple[int, int, str]]:
    found = parse_document(text, "a.yaml").problems
    assert {problem.place.file for problem in found} <= {"a.yaml"}
    return [(one.place.line, one.place.column, one.code) for one in found]


def test_scalars_stay_what_people_wrote():
    text = "a: no\nb: 10:45\nc: 1_000\nd: 2026-11-21\ne: 1.10\nf: ~\ng: 0x10\nh:\n"

    values = parse_document(text, "a.yaml").values

    assert values == {
        "a": "no",
        "b": "10:45",
        "c": "1_000",
        "d": "2026-11-21",
        "e": "1.10",
        "f": "~",
        "g": "0x10",
        "h": "",
    }


def test_every_value_knows_its_place():
    document = parse_document("a:\n  b: [x, y]\n", "a.yaml")

    assert document.place_of(("a", "b", "1")) == Place("a.yaml", 2, 10)


def test_what_has_no_place_is_told_at_what_is_round_it():
    document = parse_document("a:\n  b: x\n", "a.yaml")

    assert document.place_of(("a", "b", "no", "such")) == Place("a.yaml", 2, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1, "key-twice")),
        ("a:\n\tb: 1\n", (2, 1, "yaml-syntax")),
        ('a: x\nb: "open\n', (3, 1, "yaml-syntax")),
        ("a: *strong* words\n", (1, 11, "yaml-syntax")),
        ("a: one: two\n", (1, 7, "yaml-syntax")),
        ("a: b\n---\nc: d\n", (2, 1, "yaml-syntax")),
        ("é: é\nb: \x01\n", (2, 4, "yaml-syntax")),
        ("", (1, 1, "empty-file")),
        ("# nothing but a comment\n", (1, 1, "empty-file")),
        ("? [a, b]\n: c\n", (1, 3, "key-not-a-word")),
        ("a: &x [*x]\n", (1, 4, "anchor")),
        ("a: &x b\nc: *x\n", (1, 4, "anchor")),
        ("[" * 200 + "]" * 200, (1, 31, "too-deep")),
    ],
    ids=[
        "key twice",
        "tab",
        "quote not closed",
        "star at the beginning",
        "colon in words",
        "two documents",
        "control character",
        "empty",
        "comment only",
        "key not a word",
        "endless anchor",
        "anchor",
        "too deep",
    ],
)
def test_a_fault_of_yaml_is_told_with_line_column_and_code(text, found):
    assert problems_in(text) == [found]


def test_every_key_that_stands_twice_is_told_in_one_run():
    assert problems_in("a: 1\na: 2\nb: {c: 1, c: 2}\n") == [
        (2, 1, "key-twice"),
        (3, 11, "key-twice"),
    ]


def test_a_file_that_is_not_utf_8_is_told_at_the_byte_where_it_stops_to_be(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_bytes("é: x\nb: caf\xe9\n".encode("latin-1").replace(b"\xe9:", b"\xc3\xa9:"))

    problems = read_document(path, tmp_path).problems

    what, hint = "the byte 0xe9 is not UTF-8", "save the file with the encoding UTF-8"
    assert problems == (Problem(Place("a.yaml", 2, 7), "not-utf-8", what, hint),)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\n")

    assert read_document(path, tmp_path).values == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "model", "column", "hint"),
    [
        ("blocks: {a: {paragraf: x}}", SharedModel, 14, 'did you mean "paragraph"?'),
        ("sections: {a: {headng: x, blocks: {}}}", SharedModel, 16, '"heading"?'),
        ("blocks: {steps: {shard: x}}", SharedModel, 18, 'did you mean "shared"?'),
        ("blocks: {a: {list: {b: {txt: x}}}}", SharedModel, 25, 'did you mean "text"?'),
        ("glosary: {}", SharedModel, 1, 'did you mean "glossary"?'),
        ("xyz: {}", SharedModel, 1, "known here: headings, blocks, sections, glossary"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(text, model, column, hint):
    _, problems = check_shape(parse_document(text, "a.yaml"), model)

    unknown = [problem for problem in problems if problem.code == "unknown-key"]
    assert [problem.place.column for problem in unknown] == [column]
    assert unknown[0].hint.endswith(hint)


def test_all_faults_of_shape_of_a_file_are_told_in_one_run():
    text = "name: x\ncountry: gb\nphones: {boss: 1}\nweb: no\nadress: y\n"

    _, problems = check_shape(parse_document(text, "a.yaml"), ClinicModel)

    found = sorted((one.place.line, one.code) for one in problems)
    assert found == [
        (1, "missing-key"),
        (2, "wrong-value"),
        (3, "wrong-value"),
        (4, "wrong-value"),
        (5, "unknown-key"),
    ]


def test_a_key_that_cannot_be_one_is_named():
    text = "headings: {Bad Key: x}"

    _, problems = check_shape(parse_document(text, "a.yaml"), SharedModel)

    hint = "a key must look like this pattern: ^[a-z][a-z0-9_]*$"
    what = '"Bad Key" cannot be a key'
    assert problems == (Problem(Place("a.yaml", 1, 12), "wrong-key", what, hint),)


@pytest.mark.parametrize("text", ["- a\n- b\n", "only words\n"])
def test_a_file_without_keys_is_told_in_plain_words(text):
    _, problems = check_shape(parse_document(text, "a.yaml"), HandoutModel)

    what = '"the file" must hold lines such as "name: words"'
    assert problems == (Problem(Place("a.yaml", 1, 1), "wrong-value", what),)


def test_a_file_of_broken_yaml_is_not_held_against_its_shape():
    document = parse_document("a: [", "a.yaml")

    assert check_shape(document, HandoutModel) == (None, document.problems)
