"""Speak to people: arguments, printing, progress, exit codes; the only room that prints."""

from __future__ import annotations

import sys
import traceback

import click

from handpress import __version__
from handpress.cli.asking import INTERRUPTED, OUR_FAULT, PROBLEMS, USAGE
from handpress.cli.commands import commands
from handpress.cli.telling import say
from handpress.problems import HandoutError


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
        say("interrupted; what is in the folder is whole")
        code = INTERRUPTED
    except HandoutError as error:
        say(f"error: {error}")
        if error.hint:
            say(f"    hint: {error.hint}")
        code = PROBLEMS
    except Exception:
        traceback.print_exc()
        say(f"This is a fault of handpress {__version__}. Please report the lines above.")
        code = OUR_FAULT
    sys.exit(code)
