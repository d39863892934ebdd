"""Only what the manifest names is removed, and only when no job makes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ONE = ("--locale", "en", "--layout", "poster", "--handout", "spinal-metastases")
FILE = "example/en/spinal-metastases.poster.a4.pdf"


@pytest.fixture
def built(workspace_copy: Path, command) -> Path:
    """A workspace in English with one layout, its leaflets made."""
    for folder in (workspace_copy / "locales").iterdir():
        if folder.is_dir() and folder.name != "en":
            shutil.rmtree(folder)
    for path in (workspace_copy / "templates").glob("*.yaml"):
        if path.stem != "poster":
            path.unlink()
    assert command("build", at=workspace_copy).returncode == 0
    return workspace_copy


def test_a_handout_that_is_gone_is_pruned_and_other_hands_files_stay(built: Path, command):
    others = built / "out/example/en/notes.pdf"
    others.write_bytes(b"mine")
    (built / "handouts/spinal-metastases.yaml").unlink()

    kept = command("build", at=built)
    assert (built / "out" / FILE).is_file()
    pruned = command("build", "--prune", at=built)

    assert (kept.returncode, pruned.returncode) == (0, 0)
    assert f"removed {FILE}" in pruned.stdout
    names = sorted(path.name for path in (built / "out").rglob("*.pdf"))
    assert names == ["notes.pdf", "tumours-of-the-back.poster.a4.pdf"]


def test_nothing_is_pruned_while_a_file_cannot_be_read(built: Path, command):
    (built / "clinics/mine.yaml").write_text("name: [", "utf-8")

    done = command("build", "--prune", at=built)

    assert "nothing is pruned" in done.stderr or "nothing to make" in done.stderr
    assert (built / "out" / FILE).is_file()


def test_a_file_that_another_hand_changed_is_not_pruned(built: Path, command):
    (built / "handouts/spinal-metastases.yaml").unlink()
    (built / "out" / FILE).write_bytes(b"mine")

    command("build", "--prune", at=built)

    assert (built / "out" / FILE).read_bytes() == b"mine"


@pytest.mark.parametrize("more", [("--dry-run",), ("--locale", "en")])
def test_prune_goes_with_everything_only(built: Path, command, more):
    assert command("build", "--prune", *more, at=built).returncode == 2


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(built: Path, command):
    same = command("build", "--dry-run", at=built)
    (built / "out" / FILE).unlink()
    less = command("build", "--dry-run", at=built)

    assert same.stdout == "0 to make, 2 kept, 0 refused; in out/\n"
    told = f"would make {FILE}\n1 to make, 1 kept, 0 refused; in out/\n"
    assert (less.returncode, less.stdout) == (0, told)
    assert not (built / "out" / FILE).exists()


def test_verify_tells_what_is_not_as_it_was_made(built: Path, command):
    fine = command("verify", at=built)
    (built / "out" / FILE).write_bytes(b"%PDF other")
    (built / "out/example/en/tumours-of-the-back.poster.a4.pdf").unlink()
    (built / "out/example/en/more.pdf").write_bytes(b"%PDF")
    wrong = command("verify", at=built)
    nowhere = command("verify", "--out", "elsewhere", at=built)

    assert (fine.returncode, fine.stderr) == (0, "0 problems in 2 files\n")
    assert wrong.returncode == 1
    for told in (
        f"{FILE}: file-changed: it was changed by another hand",
        "example/en/tumours-of-the-back.poster.a4.pdf: file-missing",
        "example/en/more.pdf: file-unknown",
        "3 problems in 2 files",
    ):
        assert told in wrong.stderr
    assert "there is no manifest" in nowhere.stderr
