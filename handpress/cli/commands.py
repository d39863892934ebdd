"""The commands, their options and their exit codes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handpress import __version__
from handpress.cli.asking import (
    FINE,
    PROBLEMS,
    date_option,
    day_of,
    json_option,
    read,
    root_option,
)
from handpress.cli.building import build, font_folder, verify
from handpress.cli.clinics import add_clinic
from handpress.cli.editions import release, which
from handpress.cli.languages import add_language, status, update
from handpress.cli.reviews import approve
from handpress.cli.telling import (
    counted,
    number_of,
    print_json,
    problem_told,
    say,
    tell_problems,
)
from handpress.problems import Severity

if TYPE_CHECKING:
    pass


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
@root_option
@json_option
@date_option
def check(root: Path | None, as_json: bool, date: datetime.datetime | None) -> int:
    """Tell everything that is wrong in your files, and the way out."""
    from handpress.check import reviews_due
    from handpress.materials import every_problem
    from handpress.problems import in_order

    materials = read(root)
    report = every_problem(materials)
    due = reviews_due(materials.content.handouts, day_of(date))
    problems = in_order((*report.problems, *due))
    if as_json:
        print_json([problem_told(problem) for problem in problems])
    else:
        tell_problems(problems)
        told = f"; {report.silenced} false alarms silenced" if report.silenced else ""
        say(f"{number_of(problems, 'problem')} in {counted(materials)}{told}")
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return PROBLEMS if errors else FINE


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
def init(folder: Path) -> int:
    """Copy the built-in handouts, languages and styles to FOLDER, to make them your own."""
    from handpress.workspace import copy_starter

    for made in copy_starter(folder):
        click.echo(f"made {made}")
    say("next: put your clinic's numbers into clinics/, then run make-handouts")
    return FINE


@commands.command("fonts")
def fonts_() -> int:
    """Build the fonts of every script; build makes those that it needs."""
    from handpress.paper import fonts

    click.echo(f"the fonts are in {font_folder(fonts.all_faces())}")
    return FINE


@commands.command()
def schema() -> int:
    """Print the JSON Schema of a handout, for editors."""
    from handpress.words.schema import HandoutModel

    print_json(HandoutModel.model_json_schema())
    return FINE


for _command in (
    build,
    verify,
    add_clinic,
    add_language,
    approve,
    release,
    status,
    update,
    which,
):
    commands.add_command(_command)
