"""Every fault of a user's file is told at its line, in one run, and without a traceback.

Each folder of `data/bad/` is a root with user's folders. A bad file says in its first line
what must be found in it; nothing may be found in the others, which keep it company.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from handpress.materials import every_problem, read_materials
from handpress.workspace import find_workspace

BAD = Path(__file__).parent / "data" / "bad"
ROOTS = sorted(path for path in BAD.iterdir() if path.is_dir())
FILES = sorted(path for path in BAD.rglob("*.*") if path.is_file())
EXPECT = re.compile(r"\ufeff?# expect: (.*)")


def expected_in(path: Path) -> list[str]:
    first = path.read_bytes().decode("utf-8", "replace").partition("\n")[0]
    found = EXPECT.fullmatch(first)
    return sorted(found[1].split(", ")) if found else []


@cache
def found_under(root: Path) -> dict[str, list[str]]:
    """Everything that `check` finds under a root, by file, as `code line`."""
    found: dict[str, set[str]] = {}
    for problem in every_problem(read_materials(find_workspace(root, root))).problems:
        told = f"{problem.code} {problem.place.line}"
        found.setdefault(problem.place.file, set()).add(told)
    return {file: sorted(told) for file, told in found.items()}


def name_of(path: Path) -> str:
    return path.relative_to(BAD).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_a_bad_file_expects_is_what_is_found_in_it(path):
    root = BAD / path.relative_to(BAD).parts[0]

    found = found_under(root).get(path.relative_to(root).as_posix(), [])

    assert found == expected_in(path)


@pytest.mark.parametrize("root", ROOTS, ids=name_of)
def test_nothing_is_found_outside_the_bad_files(root):
    assert [name for name in found_under(root) if not (root / name).is_file()] == []


@pytest.mark.parametrize(
    ("folder", "fewest"),
    [("handouts", 20), ("shared", 5), ("clinics", 5), ("templates", 3), ("locales", 10)],
)
def test_there_are_bad_files_of_every_kind(folder, fewest):
    bad = [path for path in FILES if expected_in(path) and folder in path.parts]

    assert len(bad) >= fewest


@pytest.mark.parametrize("root", ROOTS, ids=name_of)
def test_every_problem_is_one_sentence_with_a_stable_code(root):
    for problem in every_problem(read_materials(find_workspace(root, root))).problems:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.code)
        assert problem.message
        assert not problem.message.endswith(".")
        assert "\n" not in problem.message
        assert "Traceback" not in str(problem)
