"""Problems say where, what, and the way out."""

from __future__ import annotations

from pathlib import Path

from handpress.problems import (
    HandoutError,
    Place,
    Problem,
    Severity,
    errors_in,
    in_order,
    place_in,
)


def test_a_problem_reads_like_a_compiler_message_with_its_hint_below():
    problem = Problem(Place("fr.po", 41), "placeholder-lost", "it is missing", "copy it")

    assert str(problem) == "fr.po:41: placeholder-lost: it is missing\n    hint: copy it"


def test_a_warning_says_that_it_is_one():
    problem = Problem(Place("fr.po", 41), "too-long", "it is long", "", Severity.WARNING)

    assert str(problem) == "fr.po:41: warning: too-long: it is long"


def test_a_problem_without_a_hint_is_one_line():
    problem = Problem(Place("a.yaml", 3, 7), "key-twice", "it stands here again")

    assert str(problem) == "a.yaml:3:7: key-twice: it stands here again"


def test_a_place_without_line_is_its_file_alone():
    assert str(Place("a.yaml")) == "a.yaml"


def test_problems_are_sorted_by_file_line_and_column_and_told_once():
    last, first = Problem(Place("b", 1), "c", "m"), Problem(Place("a", 10, 2), "c", "m")
    before, same = Problem(Place("a", 9, 3), "c", "m"), Problem(Place("b", 1), "c", "m")

    assert in_order([last, first, before, same]) == (before, first, last)


def test_a_warning_refuses_no_leaflet():
    error = Problem(Place("a"), "c", "m")
    warning = Problem(Place("a"), "c", "m", "", Severity.WARNING)

    assert errors_in([warning, error]) == (error,)


def test_a_place_is_told_from_the_root_and_in_full_elsewhere():
    inside = place_in(Path("/here"), Path("/here/handouts/a.yaml"), 3, 1)
    outside = place_in(Path("/here"), Path("/there/a.yaml"))

    assert (inside, outside) == (Place("handouts/a.yaml", 3, 1), Place("/there/a.yaml"))


def test_an_error_carries_its_hint():
    error = HandoutError("nothing to do", hint="rest")

    assert (str(error), error.hint) == ("nothing to do", "rest")
