"""The command speaks clearly, and ends with the right code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from handpress.cli.commands import commands

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_has_help(command, name: str):
    done = command(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: ")


def test_help_imports_nothing_that_is_slow():
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import handpress.cli;"
        "print([name for name in ('weasyprint', 'pikepdf', 'pydantic', 'icu4py', 'babel',"
        " 'jinja2', 'rich', 'yaml', 'phonenumbers') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(REPOSITORY)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "[]\n"


def test_a_wrong_option_ends_with_2(command):
    assert command("build", "--colour", "red").returncode == 2


def test_an_unknown_handout_is_told_with_those_that_there_are(command):
    done = command("build", "--handout", "knees")
    assert done.returncode == 1
    assert 'error: no handout is called "knees"' in done.stderr
    assert "hint: there are: spinal-metastases, tumours-of-the-back" in done.stderr


def test_an_unknown_language_is_told_with_the_way_to_write_one(command):
    done = command("build", "--locale", "xx-Nowhere")
    assert done.returncode == 1
    assert "is not a language tag that CLDR knows" in done.stderr


def test_a_tag_may_be_spelt_either_way(command):
    for tag in ("zh-Hans", "zh_hans"):
        done = command(
            "build", "--locale", tag, "--layout", "card", "--handout", "spinal-metastases",
            "--json",
        )  # fmt: skip
        assert [told["locale"] for told in json.loads(done.stdout)] == ["zh-Hans"]


def test_check_tells_every_fault_of_every_file_in_one_run(workspace_copy: Path, command):
    for name, before, after in (
        ("handouts/spinal-metastases.yaml", "lead:", "leed:"),
        (
            "handouts/tumours-of-the-back.yaml",
            "Lipoma can run",
            "Call 020 7946 0958. It can run",
        ),
        ("clinics/example.yaml", "020 7946 0101", "020 7946 010"),
        (
            "locales/ru/LC_MESSAGES/handouts.po",
            'msgid "Get help now"\nmsgstr "',
            'msgid "Get help now"\nmsgstr',
        ),
    ):
        path = workspace_copy / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
    done = command("check", "--json", at=workspace_copy)
    found = {(told["file"], told["code"]) for told in json.loads(done.stdout)}
    assert done.returncode == 1
    assert {
        ("handouts/spinal-metastases.yaml", "unknown-key"),
        ("handouts/tumours-of-the-back.yaml", "literal-phone"),
        ("clinics/example.yaml", "phone-not-valid"),
        ("locales/ru/LC_MESSAGES/handouts.po", "po-syntax"),
    } <= found


def test_status_counts_what_is_fresh(command):
    done = command("status", "--json")
    rows = {(row["handout"], row["locale"]): row for row in json.loads(done.stdout)}
    row = rows["spinal-metastases", "ar"]
    assert row["texts"] == row["present"] == row["fresh"] > 100


def test_init_never_overwrites(workspace_copy: Path, command):
    done = command("init", str(workspace_copy))
    assert done.returncode == 1
    assert "has already" in done.stderr


def test_update_changes_nothing_when_nothing_has_changed(workspace_copy: Path, command):
    done = command("update", at=workspace_copy)
    assert done.returncode == 0
    assert {line.rpartition(": ")[2] for line in done.stdout.splitlines()} == {"unchanged"}


def test_a_folder_that_cannot_be_written_is_told_in_one_line(command, tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    done = command("build", "--locale", "en", "--out", "file/out")
    assert done.returncode == 1
    assert done.stderr.count("error: cannot write in") == 1
    assert "Traceback" not in done.stderr
