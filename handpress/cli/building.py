"""The commands that make leaflets, and hold a folder of them to its word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handpress.cli.asking import (
    FINE,
    PROBLEMS,
    json_option,
    out_option,
    read,
    root_option,
    selecting,
)
from handpress.cli.telling import (
    number_of,
    outcome_told,
    print_json,
    print_outcomes,
    problem_told,
    progress,
    say,
    tell_problems,
)
from handpress.problems import HandoutError, errors_in

if TYPE_CHECKING:
    from handpress.batch import Workshop
    from handpress.jobs import Job
    from handpress.materials import Materials
    from handpress.paper.fonts import Face


@click.command()
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
@click.option("--dry-run", is_flag=True, help="Only say what would be made.")
@click.option(
    "--prune", is_flag=True, help="Afterwards remove files that no job makes any more."
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
    dry_run: bool = False,
    prune: bool = False,
) -> int:
    """Make the leaflets that are not there yet, or no longer right."""
    from handpress.batch import Status, Workshop, run
    from handpress.jobs import Selection, plan
    from handpress.paper import fonts
    from handpress.paper.page import look_in

    chosen = Selection(handout, locale, layout, clinic, paper, beside, proof_copy)
    if prune and (dry_run or chosen != Selection()):
        told = "--prune goes with everything: without other choices, and not with --dry-run"
        raise click.UsageError(told)
    materials = read(root)
    planned = plan(materials, chosen)
    if not planned:
        tell_problems(materials.problems)
        hint = "mend what is told above"
        if not materials.problems:
            hint = "a layout in two languages needs another one: see --locale and --beside"
        raise HandoutError("there is nothing to make", hint=hint)
    faces = fonts.faces_for(one.locale.script for one in materials.catalogues)
    fontconfig = fonts.write_fontconfig(font_folder(faces))
    workshop = Workshop(look_in(materials.workspace), fontconfig, proof_copy)
    if dry_run:
        return _foretell(planned, out, workshop)
    with progress("making leaflets", len(planned)) as advance:
        outcomes = run(planned, out, workshop, workers=jobs, done=lambda _: advance())
    if as_json:
        print_json([outcome_told(outcome, out) for outcome in outcomes])
    else:
        print_outcomes(outcomes, out / "proof-copies" if proof_copy else out)
    tell_problems(
        [*materials.problems, *(why for done in outcomes for why in done.reasons)]
    )
    if prune:
        _prune(out, planned, materials)
    # Nobody asked for this very layout, and it has no room for this language.
    refused = [done for done in outcomes if done.status is Status.REFUSED]
    is_fine = all(not layout and not errors_in(done.reasons) for done in refused)
    return FINE if is_fine and not errors_in(materials.problems) else PROBLEMS


def _foretell(planned: tuple[Job, ...], out: Path, workshop: Workshop) -> int:
    """Say what a run would do, and do nothing."""
    from handpress.batch import foresee

    outcomes, stale = foresee(planned, out, workshop)
    for job in stale:
        click.echo(f"would make {job.path}")
    refused = [outcome for outcome in outcomes if outcome.reasons]
    tell_problems(why for outcome in refused for why in outcome.reasons)
    kept = len(outcomes) - len(refused)
    click.echo(f"{len(stale)} to make, {kept} kept, {len(refused)} refused; in {out}/")
    return PROBLEMS if refused else FINE


def _prune(out: Path, planned: tuple[Job, ...], materials: Materials) -> None:
    """Remove what no job makes; nothing where a broken file hides jobs."""
    from handpress.pruning import prune

    if errors_in(materials.problems):
        say("nothing is pruned: a file that cannot be read may still make leaflets")
        return
    for path in prune(out, planned):
        click.echo(f"removed {path}")


@click.command()
@out_option
@json_option
def verify(out: Path, as_json: bool) -> int:
    """Hold a folder of leaflets against its manifest: is each file as it was made?"""
    from handpress.manifest import differences, read_manifest

    manifest = read_manifest(out)
    if not manifest.files:
        message = f'there is no manifest in "{out}"'
        raise HandoutError(message, hint="name the folder of a build with --out")
    problems = tuple(differences(out, manifest))
    if as_json:
        print_json([problem_told(problem) for problem in problems])
    else:
        tell_problems(problems)
        say(f"{number_of(problems, 'problem')} in {number_of(manifest.files, 'file')}")
    return PROBLEMS if problems else FINE


def font_folder(faces: tuple[Face, ...]) -> Path:
    """Find the folder of faces, and build those that are missing: once on each machine."""
    from handpress.paper import fonts

    folder = fonts.font_folder()
    missing = fonts.missing_faces(faces, folder)
    if missing:
        say("building the fonts, once; this takes about a minute")
        with progress("building the fonts", len(missing)) as advance:
            fonts.build_faces(missing, folder, done=lambda _: advance())
    return folder
