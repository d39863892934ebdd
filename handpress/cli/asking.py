"""What commands ask for alike: options, exit codes, and everything read once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handpress.cli.telling import say

if TYPE_CHECKING:
    from handpress.materials import Materials

FINE, PROBLEMS, USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130

Command = TypeVar("Command", bound=Callable[..., Any])


def selecting(command: Command) -> Command:
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


root_option = click.option(
    "--root", type=click.Path(path_type=Path), help="Where your folders are."
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out"), help="Where PDFs go."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Answer in JSON, for machines."
)
date_option = click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="Today, otherwise."
)


def day_of(date: datetime.datetime | None) -> datetime.date:
    """Give the day that was asked for, else today by the clock of this machine."""
    return date.date() if date else datetime.date.today()


def read(root: Path | None) -> Materials:
    """Read everything in the user's folders, and say where they are."""
    from handpress.materials import read_materials
    from handpress.workspace import find_workspace

    workspace = find_workspace(root, Path.cwd())
    say(workspace.told())
    return read_materials(workspace)
