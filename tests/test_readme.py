"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.removeprefix("$ ")
    for block in BLOCKS
    for line in block.splitlines()
    if line[:2] == "$ "
]


def test_the_readme_shows_commands():
    assert len(COMMANDS) >= 3


@pytest.mark.slow
def test_the_commands_of_the_readme_run_one_after_the_other(
    workspace_copy: Path, tmp_path: Path
):
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "make-handouts").symlink_to(REPOSITORY / "make_handouts.py")
    settings = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}"}
    failed = []
    for line in COMMANDS:
        done = subprocess.run(
            line,
            shell=True,
            cwd=workspace_copy,
            env=settings,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            failed.append((line, done.returncode, done.stderr))
    assert failed == []


def test_every_file_that_the_readme_links_is_there():
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (REPOSITORY / link).exists()] == []
