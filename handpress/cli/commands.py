"""The commands, their options and their exit codes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handpress import __version__
from handpress.cli.asking import (
    FINE,
    PROBLEMS,
    date_option,
    day_of,
    json_option,
    out_option,
    read,
    root_option,
    selecting,
)
from handpress.cli.clinics import add_clinic
from handpress.cli.editions import release, which
from handpress.cli.languages import add_language, status, update
from handpress.cli.reviews import approve
from handpress.cli.telling import (
    counted,
    number_of,
    outcome_told,
    print_json,
    print_outcomes,
    problem_told,
    progress,
    say,
    tell_problems,
)
from handpress.problems import HandoutError, Severity, errors_in

if TYPE_CHECKING:
    from handpress.paper.fonts import Face
    from handpress.workspace import Workspace


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
@selecting
@root_option
@out_option
@json_option
@click.option(
    "--beside",
    metavar="TAG",
    default="en",
    help="The second language, where there are two.",
)
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
    beside: str = "en",
    jobs: int | None = None,
    proof_copy: bool = False,
) -> int:
    """Make the leaflets that are not there yet, or no longer right."""
    from handpress.batch import Status, Workshop, run
    from handpress.jobs import Selection, plan
    from handpress.paper import fonts

    materials = read(root)
    chosen = Selection(handout, locale, layout, clinic, paper, beside, proof_copy)
    planned = plan(materials, chosen)
    if not planned:
        tell_problems(materials.problems)
        hint = "mend what is told above"
        if not materials.problems:
            hint = "a layout in two languages needs another one: see --locale and --beside"
        raise HandoutError("there is nothing to make", hint=hint)
    faces = fonts.faces_for(one.locale.script for one in materials.catalogues)
    fontconfig = fonts.write_fontconfig(_font_folder(faces))
    workshop = Workshop(_look(materials.workspace), fontconfig, proof_copy)
    with progress("making leaflets", len(planned)) as advance:
        outcomes = run(planned, out, workshop, workers=jobs, done=lambda _: advance())
    if as_json:
        print_json([outcome_told(outcome, out) for outcome in outcomes])
    else:
        print_outcomes(outcomes, out / "proof-copies" if proof_copy else out)
    tell_problems(
        [*materials.problems, *(why for done in outcomes for why in done.reasons)]
    )
    # Nobody asked for this very layout, and it has no room for this language.
    refused = [done for done in outcomes if done.status is Status.REFUSED]
    is_fine = all(not layout and not errors_in(done.reasons) for done in refused)
    return FINE if is_fine and not errors_in(materials.problems) else PROBLEMS


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

    click.echo(f"the fonts are in {_font_folder(fonts.all_faces())}")
    return FINE


@commands.command()
def schema() -> int:
    """Print the JSON Schema of a handout, for editors."""
    from handpress.words.schema import HandoutModel

    print_json(HandoutModel.model_json_schema())
    return FINE


def _look(workspace: Workspace) -> Any:
    from handpress.paper.page import Look

    return Look(workspace.templates.path, workspace.styles.path, workspace.pictures)


def _font_folder(faces: tuple[Face, ...]) -> Path:
    """Find the folder of faces, and build those that are missing: once on each machine."""
    from handpress.paper import fonts

    folder = fonts.font_folder()
    missing = fonts.missing_faces(faces, folder)
    if missing:
        say("building the fonts, once; this takes about a minute")
        with progress("building the fonts", len(missing)) as advance:
            fonts.build_faces(missing, folder, done=lambda _: advance())
    return folder


for _command in (add_clinic, add_language, approve, release, status, update, which):
    commands.add_command(_command)
