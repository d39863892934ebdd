"""Rooms import only rooms above them, stay small, and are all on the plan."""

from __future__ import annotations

import ast
import doctest
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import REPOSITORY

PACKAGE = REPOSITORY / "handpress"
LONGEST = 250
# From the ground up; `check` and `cli` without a name are the rooms at their doors.
STAIRCASE = (
    "problems",
    "files",
    "workspace",
    "words.document",
    "words.schema",
    "words.content",
    "words.building",
    "words.reading",
    "words.locale",
    "words.inline",
    "words.guide",
    "words.catalogue",
    "words.colour",
    "words.logo",
    "words.standing",
    "words.clinic",
    "words.clinic_file",
    "words.leaflet",
    "words.extraction",
    "words.digests",
    "words.review",
    "words.approval",
    "words.editions",
    "words.history",
    "words.updating",
    "words.same_meaning",
    "words.progress",
    "paper.fonts",
    "paper.font_build",
    "paper.setting",
    "paper.layout",
    "paper.boxes",
    "paper.typesetter",
    "paper.page",
    "paper.glyphs",
    "paper.tags",
    "paper.press",
    "paper.fit",
    "paper.paper",
    "paper.comparison",
    "paper.word_proofs",
    "paper.ink_proofs",
    "paper.proof",
    "paper.imposition",
    "paper.sheet_proofs",
    "check.phrases",
    "check.pair",
    "check.source",
    "check.translation",
    "check.meaning",
    "check.writing",
    "check.toolkit",
    "check.whole",
    "check",
    "materials",
    "manifest",
    "jobs",
    "keys",
    "lock",
    "batch",
    "pruning",
    "cli.telling",
    "cli.asking",
    "cli.clinics",
    "cli.editions",
    "cli.languages",
    "cli.reviews",
    "cli.building",
    "cli.commands",
    "cli",
)
# Where a room looks down the stairs, and why it may.
ALLOWED = {
    ("paper.fonts", "paper.font_build"): "fontTools is imported only when faces are built",
}


def rooms() -> dict[str, Path]:
    """Every module by its name below `handpress`, but for floors that hold nothing."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name and (path.stem != "__init__" or list(imports_of(path))):
            found[name] = path
    return found


def imports_of(path: Path) -> Iterator[str]:
    """Every room that a file imports, at its head or within a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (room for name in names if (room := room_of(name)))


def room_of(name: str) -> str:
    """Name the room of `handpress.words.content.Text`: `words.content`."""
    parts = name.split(".")
    if parts[0] != "handpress":
        return ""
    for end in range(len(parts), 1, -1):
        path = PACKAGE.joinpath(*parts[1:end])
        if path.with_suffix(".py").is_file() or (path / "__init__.py").is_file():
            return ".".join(parts[1:end])
    return ""


ROOMS = rooms()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_step_on_the_staircase(room):
    assert room in STAIRCASE, (
        f"{room} is new: add it to STAIRCASE in tests/test_house.py, below the rooms "
        "that it imports, and to the table in docs/house.md"
    )


def test_every_step_of_the_staircase_has_a_room():
    assert [room for room in STAIRCASE if room not in ROOMS] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_above_it(room):
    above = STAIRCASE[: STAIRCASE.index(room)] if room in STAIRCASE else ()

    for imported in imports_of(ROOMS[room]):
        allowed = imported in above or (room, imported) in ALLOWED
        assert allowed, f"{room} imports {imported}, which is not above it in STAIRCASE"


def test_no_exception_is_allowed_that_nobody_needs():
    needed = {
        (room, imported) for room, path in ROOMS.items() for imported in imports_of(path)
    }

    assert set(ALLOWED) <= needed


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_is_longer_than_a_reader_can_hold(room):
    count = len(ROOMS[room].read_text(encoding="utf-8").splitlines())

    assert count <= LONGEST, (
        f"{room} has {count} lines, more than {LONGEST}: split it by subject, "
        "never into utils or helpers"
    )


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_is_called_by_what_says_nothing(room):
    assert not set(room.split(".")) & {"utils", "helpers", "common", "base", "manager"}


@pytest.mark.parametrize("room", ROOMS)
def test_every_example_in_a_docstring_is_true(room):
    module = importlib.import_module(f"handpress.{room}")

    assert doctest.testmod(module).failed == 0
