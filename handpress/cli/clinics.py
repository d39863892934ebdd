"""The command that begins a clinic's file, from options or from answers."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handpress.cli.asking import FINE, PROBLEMS
from handpress.cli.telling import say, tell_problems
from handpress.files import write_whole
from handpress.problems import HandoutError, Problem, errors_in

if TYPE_CHECKING:
    from handpress.words.clinic_file import Values
    from handpress.words.document import Document

QUESTIONS = {
    "name": "The name of the clinic",
    "country": "Its country, in two letters such as GB or EG",
    "emergency_number": "The number for an ambulance there",
    "address": "Its address, in one line",
    "demands": "How far a translation must be checked: machine, translated, revised, "
    "clinically-checked or community-checked",
    "key": "A short name for its file, in a to z",
}
# What is proposed to a new clinic, and taken where nobody is asked.
DEMANDED = "revised"
# What lets one answer be held against the rules while the others are still to come.
STAND_INS: Values = {"name": "-", "country": "GB", "address": "-", "phones": {"main": "-"}}


def _numbers(
    context: click.Context, option: click.Parameter, said: tuple[str, ...]
) -> dict[str, str]:
    """Cut `main=020 7946 0100` into whose number it is, and the number."""
    numbers: dict[str, str] = {}
    for one in said:
        role, equals, number = one.partition("=")
        if not equals or not re.fullmatch("[a-z_]+", role):
            raise click.BadParameter(f'"{one}" is not like "main=020 7946 0100"')
        if role in numbers:
            raise click.BadParameter(f'there are two numbers for "{role}"')
        numbers[role] = number
    return numbers


@click.command("add-clinic")
@click.option("--key", help="The name of its file and of its folder in out/.")
@click.option("--name", help="The name of the clinic.")
@click.option("--country", help="Its country in two letters, such as GB.")
@click.option("--address", help="Its address.")
@click.option(
    "--phone",
    "phones",
    multiple=True,
    callback=_numbers,
    metavar="ROLE=NUMBER",
    help="Such as main=020 7946 0100; may be repeated.",
)
@click.option("--hours", help="When it is open.")
@click.option("--web", help="Its address on the web.")
@click.option("--emergency-number", help="The number for an ambulance.")
@click.option(
    "--paper",
    type=click.Choice(["A4", "Letter"], case_sensitive=False),
    help="The country's own, otherwise.",
)
@click.option("--accent", help='Its colour, such as "#0b4a63".')
@click.option("--logo", type=click.Path(path_type=Path), help="A picture, SVG or PNG.")
@click.option("--leaflets", help="Where its leaflets stand on the web, with {id}.")
@click.option("--demands", help=f"How far a translation must be checked; {DEMANDED}.")
@click.option("--root", type=click.Path(path_type=Path), help="Where your folders are.")
def add_clinic(
    root: Path | None, key: str | None, logo: Path | None, **options: str | None
) -> int:
    """Begin the file of a clinic; what is needed and not given is asked for."""
    from handpress.words.clinic_file import why_not_named

    if root is not None and not root.is_dir():
        raise HandoutError(f'"{root}" is not a folder')
    folder = (root or Path()) / "clinics"
    given: Values = {name: value for name, value in options.items() if value}
    values, key = _completed(given, key, folder)
    if reason := why_not_named(folder, key):
        raise HandoutError(reason, hint="choose another name with --key")
    target = folder / f"{key}.yaml"
    if logo:
        values = {**values, "logo": f"{key}{logo.suffix.lower()}"}
    _, problems = _read(values, target, logo)
    tell_problems(problems)
    if errors_in(problems):
        say("nothing was written")
        return PROBLEMS
    _write(target, values, logo)
    where = f" --root {shlex.quote(str(root))}" if root else ""
    say(f"next: make-handouts build{where} --clinic {key}")
    return FINE


def _completed(values: Values, key: str | None, folder: Path) -> tuple[Values, str]:
    """Ask for what is missing; raises HandoutError where there is nobody to ask."""
    from handpress.words.clinic_file import key_from, missing_keys, why_not_named

    # One at a time, for the answers before decide what is missing.
    while sys.stdin.isatty() and (missing := next(missing_keys(values), None)):
        if missing == "phones":
            values = {**values, missing: _ask_for_phones(values)}
        else:
            why_not = partial(_why_wrong, values, missing, "")
            values = {**values, missing: _ask(QUESTIONS[missing], why_not)}
    if "demands" not in values:
        why_not = partial(_why_wrong, values, "demands", "")
        is_asked = sys.stdin.isatty()
        answer = _ask(QUESTIONS["demands"], why_not, DEMANDED) if is_asked else DEMANDED
        values = {**values, "demands": answer}
    key = key or key_from(str(values.get("name", "")))
    if not key and sys.stdin.isatty():
        key = _ask(QUESTIONS["key"], partial(why_not_named, folder))
    lacking = [*missing_keys(values), *([] if key else ["key"])]
    if lacking:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in lacking)
        message = f"add-clinic needs {names.replace('--phones', '--phone')}"
        hint = "give them as options, or run it in a terminal, where it asks"
        raise HandoutError(message, hint=hint)
    return values, key


def _ask_for_phones(values: Values) -> dict[str, str]:
    from handpress.words.inline import TYPED_VALUES

    phones: dict[str, str] = {}
    while not phones:
        say("Its telephone numbers, one at least; press Enter where there is none.")
        for name, told in TYPED_VALUES.items():
            role, is_phone, _ = name.partition("_phone")
            if is_phone:
                why_not = partial(_why_wrong, values, "phones", role)
                phones[role] = _ask(told.capitalize(), why_not, "")
        phones = {role: number for role, number in phones.items() if number}
    return phones


def _ask(question: str, why_not: Callable[[str], str], default: str | None = None) -> str:
    """Ask until there is nothing against the answer; a default is shown."""

    def checked(answer: str) -> str:
        if reason := why_not(answer.strip()):
            raise click.UsageError(reason)
        return answer.strip()

    return str(
        click.prompt(question, default, value_proc=checked, show_default=bool(default))
    )


def _why_wrong(values: Values, key: str, role: str, answer: str) -> str:
    """Tell what is wrong with one answer, whatever else is still to come."""
    if role and not answer:
        return ""
    trial: Values = {**STAND_INS, **values, key: {role: answer} if role else answer}
    document, problems = _read(trial, Path("clinic.yaml"))
    place = document.place_of((key, role) if role else (key,))
    # What is missing is told at the first line, where it says nothing of the name.
    missing = "no-emergency-number"
    return "; ".join(
        one.message for one in problems if one.place == place and one.code != missing
    )


def _read(
    values: Values, target: Path, logo: Path | None = None
) -> tuple[Document, list[Problem]]:
    from handpress.words.clinic import parse_clinic
    from handpress.words.clinic_file import clinic_yaml
    from handpress.words.document import parse_document
    from handpress.words.logo import read_logo

    document = parse_document(clinic_yaml(values), target.as_posix())
    open_logo = (lambda _, place: read_logo(logo, place)) if logo else None
    return document, parse_clinic(document, target.stem, open_logo)[1]


def _write(target: Path, values: Values, logo: Path | None) -> None:
    """Write the logo first: a clinic's file without its logo would be a problem."""
    from handpress.words.clinic_file import clinic_yaml

    files = {target: clinic_yaml(values).encode()}
    if logo:
        files = {target.with_suffix(logo.suffix.lower()): logo.read_bytes(), **files}
    for path, data in files.items():
        if path.exists() and path.read_bytes() != data:
            hint = "choose another name with --key"
            raise HandoutError(f'"{path}" is there already', hint=hint)
        try:
            write_whole(path, data)
        except OSError as error:
            message = f'"{path}" cannot be written: {error.strerror or error}'
            raise HandoutError(message, hint="choose another folder") from error
        click.echo(f"made {path}")
