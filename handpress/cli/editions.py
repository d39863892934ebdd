"""The commands that say which words a sheet carries: `release` and `which`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handpress.cli.asking import FINE, PROBLEMS, date_option, day_of, read, root_option
from handpress.cli.telling import print_json, problem_told, say, tell_problems
from handpress.problems import HandoutError, Problem, errors_in, place_in

if TYPE_CHECKING:
    from handpress.materials import Materials
    from handpress.words.catalogue import Catalogue
    from handpress.words.content import Handout, Text
    from handpress.words.digests import Wording
    from handpress.words.editions import Edition
    from handpress.words.history import Answer


@click.command()
@click.option(
    "--handout", multiple=True, metavar="NAME", help="Only this handout; may be repeated."
)
@click.option(
    "--locale",
    multiple=True,
    metavar="NAME",
    help="Only this language, such as ar or zh-Hans; may be repeated.",
)
@date_option
@root_option
def release(
    handout: tuple[str, ...],
    locale: tuple[str, ...],
    date: datetime.datetime | None,
    root: Path | None,
) -> int:
    """Note which words are handed out now, so that `which` knows their sheets later."""
    from handpress.jobs import choose
    from handpress.words.locale import find_locale

    materials = read(root)
    workspace, content = materials.workspace, materials.content
    if not (workspace.handouts.is_own or workspace.locales.is_own):
        message = "there is nothing of your own here to release"
        raise HandoutError(message, hint="run init first, or name a folder with --root")
    there = sorted([*(one.key for one in content.handouts), *content.broken])
    names = choose("handout", handout, there)
    catalogues = {one.locale.tag: one for one in materials.catalogues}
    tags = choose("locale", tuple(find_locale(tag).tag for tag in locale), list(catalogues))
    broken = [name for name in names if name in content.broken]
    for name in broken:
        say(f"{name}: not released: it cannot be read; run check")
    handouts = [one for one in content.handouts if one.key in names]
    day = day_of(date)
    done = [_release_in(materials, catalogues[tag], handouts, day) for tag in tags]
    tell_problems(problem for _, problems in done for problem in problems)
    is_fine = not broken and all(is_whole for is_whole, _ in done)
    return FINE if is_fine else PROBLEMS


def _release_in(
    materials: Materials,
    catalogue: Catalogue,
    handouts: list[Handout[Text]],
    day: datetime.date,
) -> tuple[bool, list[Problem]]:
    """Release handouts in one locale: whether all are, and what to think of."""
    from handpress.words import history
    from handpress.words.digests import word
    from handpress.words.editions import id_of

    root, locale, printed = materials.workspace.root, catalogue.locale, materials.printed
    folder = root / "locales"
    file = place_in(root, history.file_of(folder, locale)).file
    before, problems = history.read_editions(folder, locale, root)
    if problems:
        say(f"{file}: nothing is released: this file cannot be read")
        return False, list(problems)
    refused = {
        one.key: errors_in(materials.problems_in(one, catalogue)) for one in handouts
    }
    wordings = [word(one, printed, catalogue) for one in handouts if not refused[one.key]]
    added = history.editions_to_add(before, wordings, day)
    if added:
        history.write_editions(folder, locale, (*before, *added))
    new = [edition.handout for edition in added]
    for one in wordings:
        done = "released" if one.source.key in new else "unchanged"
        click.echo(f"{file}: {one.source.key}: {id_of(one)} {done}")
    for name, reasons in refused.items():
        if reasons:
            say(f"{file}: {name}: not released: {_in_one_line(reasons)}")
    return not any(refused.values()), list(history.same_versions(before, wordings))


@click.command()
@click.argument("typed", metavar="ID", nargs=-1, required=True)
@root_option
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for machines.")
def which(typed: tuple[str, ...], root: Path | None, as_json: bool) -> int:
    """Tell whether the sheet with this ID is current, and what has changed since."""
    from handpress.words.digests import word
    from handpress.words.editions import read_id
    from handpress.words.history import Status, look_up, read_every_edition

    materials = read(root)
    workspace, content = materials.workspace, materials.content
    editions, problems = read_every_edition(workspace.locales.path, workspace.root)
    tell_problems(problems)
    wordings = tuple(
        word(handout, materials.printed, catalogue)
        for handout in content.handouts
        for catalogue in materials.catalogues
    )
    name = " ".join(typed)
    answer = look_up(read_id(name) or name, wordings, editions)
    reasons: tuple[Problem, ...] = ()
    if answer.now is not None:
        now = answer.now
        catalogue = next(one for one in materials.catalogues if one.locale == now.locale)
        reasons = errors_in(materials.problems_in(now.source, catalogue))
    if as_json:
        print_json(_answer_told(answer, reasons))
    else:
        for line in _lines_of(answer, reasons, content.broken):
            click.echo(line)
    return FINE if answer.status is Status.CURRENT and not reasons else PROBLEMS


def _lines_of(
    answer: Answer, reasons: tuple[Problem, ...], broken: tuple[str, ...]
) -> Iterator[str]:
    """Answer a person."""
    from handpress.words.history import Status

    if answer.status is Status.UNKNOWN:
        yield f"{answer.id} is not known here"
        if answer.nearest:
            yield f'did you mean "{answer.nearest}"?'
        yield "an id looks like 7K3F-9QXM; it has no I, L, O or U"
        yield "the sheet may be of another organisation, or a copy that was never released"
        return
    yield f"{answer.id} is {answer.status}: {answer.sheet}"
    if answer.status is Status.SUPERSEDED:
        yield from _what_now(answer, reasons, broken)
        if answer.now is not None:
            yield from answer.changes.told()
    elif reasons:
        yield f"but it would be refused today: {_in_one_line(reasons)}"


def _what_now(
    answer: Answer, reasons: tuple[Problem, ...], broken: tuple[str, ...]
) -> Iterator[str]:
    """Say which sheet to use instead."""
    from handpress.words.editions import id_of

    now, newest = answer.now, answer.newest
    if now is None:
        is_broken = newest is not None and newest.handout in broken
        why = "cannot be read now; run check" if is_broken else "is not here any more"
        yield f"this leaflet {why}"
    elif reasons:
        yield f"the new leaflet cannot be printed yet: {_in_one_line(reasons)}"
    else:
        told = f"version {now.source.version}, not yet released"
        told = str(newest) if answer.is_now_released else told
        yield f"use {id_of(now)} instead: {told}"
    if newest is not None and newest.id == answer.id:
        yield "it is the last one that was released"
    elif newest is not None and not answer.is_now_released:
        yield f"the last one that was released is {newest.id}: {newest}"


def _answer_told(answer: Answer, reasons: tuple[Problem, ...]) -> dict[str, Any]:
    """Answer a machine."""
    return {
        "id": answer.id,
        "status": answer.status.value,
        "sheet": _edition_told(answer.edition),
        "now": _now_told(answer.now),
        "newest": _edition_told(answer.newest),
        "changes": [change.__dict__ for change in answer.changes.texts],
        "reordered": answer.changes.is_reordered,
        "nearest": answer.nearest,
        "reasons": [problem_told(problem) for problem in reasons],
    }


def _edition_told(edition: Edition | None) -> dict[str, Any] | None:
    names = ("id", "handout", "locale", "version", "date")
    return {name: getattr(edition, name) for name in names} if edition else None


def _now_told(now: Wording | None) -> dict[str, Any] | None:
    from handpress.words.editions import id_of

    if now is None:
        return None
    return {
        "id": None if now.gaps else id_of(now),
        "handout": now.source.key,
        "locale": now.locale.tag,
        "version": now.source.version,
        "title": now.source.title.words,
    }


def _in_one_line(reasons: tuple[Problem, ...]) -> str:
    first = f"{reasons[0].place}: {reasons[0].message}"
    return f"{first} (and {len(reasons) - 1} more)" if len(reasons) > 1 else first
