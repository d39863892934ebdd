"""Speak to people: arguments, printing, progress, exit codes; the only room that prints."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handpress import __version__
from handpress.problems import HandoutError, Problem, Severity

if TYPE_CHECKING:
    from handpress.batch import Outcome
    from handpress.materials import Materials
    from handpress.workspace import Workspace

FINE, PROBLEMS, USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130

Command = TypeVar("Command", bound=Callable[..., Any])


def main() -> None:
    """Run the command line, and turn every end into an exit code."""
    try:
        code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = USAGE
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted; what is in the folder is whole")
        code = INTERRUPTED
    except HandoutError as error:
        _say(f"error: {error}")
        if error.hint:
            _say(f"    hint: {error.hint}")
        code = PROBLEMS
    except Exception:
        traceback.print_exc()
        _say(f"This is a fault of handpress {__version__}. Please report the lines above.")
        code = OUR_FAULT
    sys.exit(code)


def _selecting(command: Command) -> Command:
    """Add the options that choose what a command works on."""
    choices = {
        "--clinic": "Only for this clinic; may be repeated.",
        "--layout": "Only this layout, such as standard; may be repeated.",
        "--locale": "Only this language, such as ar or zh-Hans; may be repeated.",
        "--handout": "Only this handout; may be repeated.",
    }
    papers = click.Choice(["A4", "Letter"], case_sensitive=False)
    command = click.option("--paper", type=papers, help="The clinic's own, otherwise.")(
        command
    )
    for name, told in choices.items():
        command = click.option(name, multiple=True, metavar="NAME", help=told)(command)
    return command


_root = click.option(
    "--root", type=click.Path(path_type=Path), help="Where your folders are."
)
_out = click.option("--out", type=click.Path(path_type=Path), default=Path("out"))
_json = click.option(
    "--json", "as_json", is_flag=True, help="Answer in JSON, for machines."
)


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="handpress")
@click.pass_context
def commands(context: click.Context) -> None:
    """Write a handout once; print it in every language your patients read.

    Without a command: build, every leaflet in every language, into out/.
    """
    if context.invoked_subcommand is None:
        context.exit(context.invoke(build))


@commands.command()
@_selecting
@_root
@_out
@_json
@click.option("--jobs", type=click.IntRange(min=1), help="How many workers; all cores.")
@click.option(
    "--proof-copy",
    is_flag=True,
    help="Make unfinished leaflets too, marked NOT FOR PATIENTS.",
)
def build(
    handout: tuple[str, ...] = (),
    locale: tuple[str, ...] = (),
    layout: tuple[str, ...] = (),
    clinic: tuple[str, ...] = (),
    paper: str | None = None,
    root: Path | None = None,
    out: Path = Path("out"),
    as_json: bool = False,
    jobs: int | None = None,
    proof_copy: bool = False,
) -> int:
    """Make the leaflets that are not there yet, or no longer right."""
    from handpress.batch import Status, Workshop, run
    from handpress.jobs import Selection, plan

    workspace, materials = _read(root)
    chosen = Selection(handout, locale, layout, clinic, paper, proof_copy)
    planned = plan(materials, chosen)
    if not planned:
        raise HandoutError("there is nothing to make", hint="see make-handouts check")
    workshop = Workshop(_look(workspace), _fontconfig(), proof_copy)
    with _progress("making leaflets", len(planned)) as advance:
        outcomes = run(planned, out, workshop, workers=jobs, done=lambda _: advance())
    if as_json:
        _print_json([_told(outcome, out) for outcome in outcomes])
    else:
        _print_outcomes(outcomes, out)
    _tell_problems(
        [*materials.problems, *(why for done in outcomes for why in done.reasons)]
    )
    is_fine = all(outcome.status is not Status.REFUSED for outcome in outcomes)
    return FINE if is_fine and not materials.problems else PROBLEMS


@commands.command()
@_root
@_json
def check(root: Path | None, as_json: bool) -> int:
    """Tell everything that is wrong in your files, and the way out."""
    from handpress.materials import every_problem

    _, materials = _read(root)
    problems = every_problem(materials)
    if as_json:
        _print_json([_problem_told(problem) for problem in problems])
    else:
        _tell_problems(problems)
        _say(f"{len(problems)} problems in {_counted(materials)}")
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return PROBLEMS if errors else FINE


@commands.command()
@_root
@_json
def status(root: Path | None, as_json: bool) -> int:
    """Show how much of each handout is translated, in each language."""
    from handpress.words.progress import progress_of

    _, materials = _read(root)
    rows = progress_of(materials.content.handouts, materials.printed, materials.catalogues)
    if as_json:
        _print_json([row.__dict__ for row in rows])
        return FINE
    table = _table("handout", "language", "", "texts", "present", "fresh")
    for row in rows:
        counts = (str(row.texts), str(row.present), str(row.fresh))
        table.add_row(row.handout, row.locale, row.name, *counts)
    _print_table(table)
    return FINE


@commands.command()
@_root
@click.option("--locale", multiple=True, metavar="TAG", help="Begin this language too.")
def update(root: Path | None, locale: tuple[str, ...]) -> int:
    """Bring the template and every catalogue up to date with the handouts."""
    from handpress.words.locale import find_locale, find_locales
    from handpress.words.updating import update_folder

    workspace, materials = _read(root)
    errors = [found for found in materials.content.problems if found.severity == "error"]
    if errors:
        _tell_problems(errors)
        raise HandoutError("nothing was updated", hint="mend the handouts first")
    folder = workspace.root / "locales"
    there = find_locales(folder)[1:]
    wanted = sorted(
        {*there, *(find_locale(tag) for tag in locale)}, key=lambda one: one.tag
    )
    for change in update_folder(folder, wanted, materials.texts, workspace.root):
        click.echo(change)
    return FINE


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
def init(folder: Path) -> int:
    """Copy the built-in handouts, languages and styles to FOLDER, to make them your own."""
    from handpress.workspace import copy_starter

    for made in copy_starter(folder):
        click.echo(f"made {made}")
    _say("next: put your clinic's numbers into clinics/, then run make-handouts")
    return FINE


@commands.command()
def schema() -> int:
    """Print the JSON Schema of a handout, for editors."""
    from handpress.words.schema import HandoutModel

    _print_json(HandoutModel.model_json_schema())
    return FINE


def _read(root: Path | None) -> tuple[Workspace, Materials]:
    from handpress.materials import read_materials
    from handpress.workspace import find_workspace

    workspace = find_workspace(root, Path.cwd())
    _say(workspace.told())
    return workspace, read_materials(workspace)


def _look(workspace: Workspace) -> Any:
    from handpress.paper.page import Look

    return Look(workspace.templates.path, workspace.styles.path, workspace.pictures)


def _fontconfig() -> Path:
    """Build the faces where they are missing: once on each machine."""
    from handpress.paper import fonts

    folder = fonts.font_folder()
    missing = fonts.missing_faces(fonts.all_faces(), folder)
    if missing:
        with _progress("building the fonts, once", len(missing)) as advance:
            fonts.build_faces(missing, folder, done=lambda _: advance())
    return fonts.write_fontconfig(folder)


@contextmanager
def _progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn())
    hidden = not console.is_terminal
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=hidden) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def _print_outcomes(outcomes: Iterable[Outcome], out: Path) -> None:
    from collections import Counter

    every = list(outcomes)
    table = _table("handout", "language", "layout", "clinic", "pages", "")
    for outcome in every:
        job, pages = outcome.job, str(outcome.pages or "")
        table.add_row(
            job.handout,
            job.locale,
            job.layout.name,
            job.clinic,
            pages,
            outcome.status.value,
        )
    _print_table(table)
    counts = Counter(outcome.status.value for outcome in every)
    told = ", ".join(f"{counts[name]} {name}" for name in ("made", "kept", "refused"))
    click.echo(f"{told}; in {out}/")


def _table(*heads: str) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(
            head, justify="right" if head in _NUMBERS else "left", no_wrap=True
        )
    return table


_NUMBERS = frozenset({"pages", "texts", "present", "fresh"})


def _print_table(table: Any) -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 120
    Console(width=width, highlight=False).print(table)


def _tell_problems(problems: Iterable[Problem]) -> None:
    from handpress.problems import in_order

    for problem in in_order(problems):
        _say(str(problem))


def _told(outcome: Outcome, out: Path) -> dict[str, Any]:
    return {
        "file": (out / outcome.job.path).as_posix(),
        "handout": outcome.job.handout,
        "locale": outcome.job.locale,
        "layout": outcome.job.layout.name,
        "clinic": outcome.job.clinic,
        "status": outcome.status.value,
        "pages": outcome.pages,
        "reasons": [_problem_told(problem) for problem in outcome.reasons],
    }


def _problem_told(problem: Problem) -> dict[str, Any]:
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


def _counted(materials: Materials) -> str:
    handouts, catalogues = materials.content.handouts, materials.catalogues
    return f"{len(handouts)} handouts, {len(catalogues)} languages"


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _say(words: str) -> None:
    click.echo(words, err=True)
