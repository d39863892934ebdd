"""One run at a time in a folder; the lock says who holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handpress.problems import HandoutError


@contextmanager
def hold(out: Path) -> Iterator[None]:
    """Hold a folder for one run at a time; the lock says who holds it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = (out / ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        message = f'cannot write in "{out}": {error.strerror}'
        raise HandoutError(message, hint="choose another folder with --out") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "another run"
            message = f'"{out}" is in use by {holder}'
            raise HandoutError(message, hint="wait until it has ended") from error
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield
