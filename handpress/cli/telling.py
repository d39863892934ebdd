"""How outcomes, problems and progress look on a terminal, and in JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handpress.problems import Problem, in_order

if TYPE_CHECKING:
    from handpress.batch import Outcome
    from handpress.materials import Materials

# Columns of numbers are set to the right.
_NUMBERS = frozenset(
    {"pages", "texts", "present", "fresh", "revised", "clinically-checked"}
)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn())
    hidden = not console.is_terminal
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=hidden) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def print_outcomes(outcomes: Iterable[Outcome], out: Path) -> None:
    every = list(outcomes)
    rows_table = new_table("handout", "language", "layout", "clinic", "pages", "")
    for outcome in every:
        job, pages = outcome.job, str(outcome.pages or "")
        rows_table.add_row(
            job.handout,
            job.locale,
            job.layout.name,
            job.clinic,
            pages,
            outcome.status.value,
        )
    print_table(rows_table)
    counts = Counter(outcome.status.value for outcome in every)
    told = ", ".join(f"{counts[name]} {name}" for name in ("made", "kept", "refused"))
    click.echo(f"{told}; in {out}/")


def new_table(*heads: str) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(
            head, justify="right" if head in _NUMBERS else "left", no_wrap=True
        )
    return table


def print_table(table: Any) -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 120
    Console(width=width, highlight=False).print(table)


def tell_problems(problems: Iterable[Problem]) -> None:
    for problem in in_order(problems):
        say(str(problem))


def outcome_told(outcome: Outcome, out: Path) -> dict[str, Any]:
    return {
        "file": (out / outcome.job.path).as_posix(),
        "handout": outcome.job.handout,
        "locale": outcome.job.locale,
        "layout": outcome.job.layout.name,
        "clinic": outcome.job.clinic,
        "status": outcome.status.value,
        "pages": outcome.pages,
        "reasons": [problem_told(problem) for problem in outcome.reasons],
    }


def problem_told(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
    }


def counted(materials: Materials) -> str:
    handouts, catalogues = materials.content.handouts, materials.catalogues
    return f"{number_of(handouts, 'handout')}, {number_of(catalogues, 'language')}"


def number_of(things: Sized, what: str) -> str:
    """Count things in words.

    >>> number_of([1], "problem"), number_of([], "problem")
    ('1 problem', '0 problems')
    """
    return f"{len(things)} {what}" if len(things) == 1 else f"{len(things)} {what}s"


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def say(words: str) -> None:
    click.echo(words, err=True)
