"""The commands for translators: `add-language`, `update` and `status`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handpress.cli.asking import (
    FINE,
    PROBLEMS,
    date_option,
    day_of,
    json_option,
    read,
    root_option,
)
from handpress.cli.telling import new_table, print_json, print_table, say, tell_problems
from handpress.problems import HandoutError

if TYPE_CHECKING:
    from handpress.materials import Materials
    from handpress.words.locale import Locale

COUNTS = ("present", "fresh", "revised", "clinically-checked")


@click.command("add-language")
@click.argument("tag")
@click.option("--inherits", metavar="TAG", help="Whose texts fill its gaps: pt for pt-BR.")
@root_option
def add_language(tag: str, inherits: str | None, root: Path | None) -> int:
    """Begin a language by its tag, such as sw, sr-Latn or pt-BR, and say how it is set."""
    from handpress.words.guide import begin_settings
    from handpress.words.locale import find_locale
    from handpress.words.updating import update_folder

    locale = find_locale(tag)
    materials = _own_materials(root)
    folder = materials.workspace.root / "locales"
    if any(one.locale == locale for one in materials.catalogues):
        message = f"{locale.english_name} is there already"
        raise HandoutError(message, hint="run check to see what is left to do")
    for change in update_folder(
        folder, [locale], materials.texts, materials.workspace.root
    ):
        click.echo(change)
    if inherits:
        click.echo(f"made {begin_settings(folder, locale, find_locale(inherits))}")
    for line in _told(locale):
        click.echo(line)
    say(f"next: translate locales/{locale.folder}, then run make-handouts check")
    return FINE


def _told(locale: Locale) -> list[str]:
    """Tell how a language will be set."""
    from handpress.paper.fonts import families_for
    from handpress.paper.setting import breaks_of
    from handpress.words.updating import plural_forms

    directions = {"rtl": "from right to left", "ltr": "from left to right"}
    return [
        f"{locale.english_name} ({locale.own_name}), {locale.tag}, in the script "
        f"{locale.script}, written {directions[locale.direction]}",
        f"fonts: {', '.join(families_for(locale.script))}",
        f"lines break {breaks_of(locale)}",
        f"digits: {locale.digits}",
        f"plural forms: {plural_forms(locale)}",
    ]


def _own_materials(root: Path | None) -> Materials:
    """Read the user's own files; raises HandoutError where nothing is the user's."""
    materials = read(root)
    workspace = materials.workspace
    if not (workspace.handouts.is_own or workspace.locales.is_own):
        message = "there is nothing of your own here to update"
        raise HandoutError(message, hint="run init first, or name a folder with --root")
    errors = [found for found in materials.content.problems if found.severity == "error"]
    if errors:
        tell_problems(errors)
        raise HandoutError("nothing was updated", hint="mend the handouts first")
    return materials


@click.command()
@root_option
@click.option("--locale", multiple=True, metavar="TAG", help="Begin this language too.")
@click.option(
    "--same-meaning",
    multiple=True,
    metavar="KEY",
    help="The English of this text says the same as before: keep its translations.",
)
@click.option("--by", default="", help="Who says that it means the same.")
@date_option
def update(
    root: Path | None,
    locale: tuple[str, ...],
    same_meaning: tuple[str, ...],
    by: str,
    date: datetime.datetime | None,
) -> int:
    """Bring the template and every catalogue up to date with the handouts."""
    from handpress.words.locale import find_locale, find_locales
    from handpress.words.same_meaning import keep_translations
    from handpress.words.updating import update_folder

    if same_meaning and not by.strip():
        raise HandoutError("nobody says that it means the same", hint="add --by NAME")
    materials = _own_materials(root)
    folder, texts = materials.workspace.root / "locales", materials.texts
    there = find_locales(folder)[1:]
    for change in keep_translations(
        folder, materials.reviews, texts, same_meaning, by.strip(), day_of(date)
    ):
        click.echo(change)
    wanted = sorted(
        {*there, *(find_locale(tag) for tag in locale)}, key=lambda one: one.tag
    )
    for change in update_folder(folder, wanted, texts, materials.workspace.root):
        click.echo(change)
    return FINE


@click.command()
@root_option
@json_option
@click.option(
    "--fail-under",
    multiple=True,
    metavar="WHAT=PERCENT",
    help=f"Fail below this, such as fresh=100; WHAT is one of {', '.join(COUNTS)}.",
)
@date_option
def status(
    root: Path | None,
    as_json: bool,
    fail_under: tuple[str, ...],
    date: datetime.datetime | None,
) -> int:
    """Show how far each handout is translated and checked, in each language."""
    from handpress.check import reviews_due
    from handpress.words.progress import below, progress_of

    floors = [_floor(one) for one in fail_under]
    materials = read(root)
    rows = progress_of(
        materials.content.handouts,
        materials.printed,
        materials.catalogues,
        materials.reviews,
    )
    if as_json:
        print_json([row.told() for row in rows])
    else:
        heads = ("handout", "language", "", "texts", *COUNTS, "step")
        rows_table = new_table(*heads)
        for row in rows:
            rows_table.add_row(*row.cells())
        print_table(rows_table)
    tell_problems(reviews_due(materials.content.handouts, day_of(date)))
    low = [told for name, floor in floors for told in below(rows, name, floor)]
    for told in low:
        say(told)
    return PROBLEMS if low else FINE


def _floor(wanted: str) -> tuple[str, float]:
    """Read such as `fresh=100`; raises BadParameter for anything else."""
    name, _, percent = wanted.partition("=")
    if name not in COUNTS or not percent.replace(".", "", 1).isdecimal():
        told = f'"{wanted}" is not like "fresh=100"; known: {", ".join(COUNTS)}'
        raise click.BadParameter(told, param_hint="--fail-under")
    return name, float(percent)
