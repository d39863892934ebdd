"""How anything wrong is told: where, what, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class HandoutError(Exception):
    """Say in one sentence that there is no way on; caught in `cli`, or around one job."""

    def __init__(self, message: str, *, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.place = place


class Severity(StrEnum):
    """How grave a problem is: an error refuses the leaflet, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file and, if known, its line and column from 1."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers])


NOWHERE = Place("")


@dataclass(frozen=True, order=True)
class Problem:
    """Something that a person can mend, with a hint when we know the way out."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        grave = "warning: " if self.severity is Severity.WARNING else ""
        lines = [f"{self.place}: {grave}{self.code}: {self.message}"]
        if self.hint:
            lines.append(f"    hint: {self.hint}")
        return "\n".join(lines)


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Pick out the problems that refuse a leaflet."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place, each told once, as a compiler does."""
    return tuple(sorted(set(problems)))


def place_in(root: Path, path: Path, line: int = 0, column: int = 0) -> Place:
    """Name a place by its path from the root, or in full when it lies elsewhere."""
    name = path.relative_to(root) if path.is_relative_to(root) else path
    return Place(name.as_posix(), line, column)
