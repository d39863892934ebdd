"""What is made, kept, refused and withdrawn, and that nothing is ever half made."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from pathlib import Path

import pytest

CATALOGUE = "locales/zh_Hans/LC_MESSAGES/handouts.po"
LEAFLET = "example/zh-Hans/spinal-metastases.standard.a4.pdf"
ONE = (
    "build", "--layout", "standard", "--locale", "zh-Hans", "--handout", "spinal-metastases"
)  # fmt: skip
THREE = ("--locale", "en", "--locale", "ar", "--locale", "zh-Hans")
ALL = ("build", "--layout", "standard", "--handout", "spinal-metastases", *THREE)


def edit(path: Path, before: str, after: str) -> int:
    """Replace the first place where words stand; gives its line."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


@pytest.fixture
def built(workspace_copy: Path, command) -> Path:
    """A folder in which one leaflet has been made."""
    done = command(*ONE, at=workspace_copy)
    assert done.returncode == 0, done.stderr
    return workspace_copy


def files_in(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    )


def test_a_second_run_keeps_every_file_byte_for_byte(built: Path, command):
    before = (built / "out" / LEAFLET).stat()
    done = command(*ONE, at=built)
    after = (built / "out" / LEAFLET).stat()
    assert "0 made, 1 kept, 0 refused" in done.stdout
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_a_file_changed_by_another_hand_is_made_again(built: Path, command):
    file = built / "out" / LEAFLET
    good = file.read_bytes()
    file.write_bytes(good + b" ")
    assert "1 made, 0 kept, 0 refused" in command(*ONE, at=built).stdout
    assert file.read_bytes() == good


def test_a_changed_stylesheet_makes_the_leaflet_again(built: Path, command):
    edit(built / "styles/tokens.css", "#0b4a63", "#0b4a64")
    assert "1 made" in command(*ONE, at=built).stdout


def test_the_manifest_names_each_file_with_its_digest(built: Path):
    told = json.loads((built / "out/manifest.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((built / "out" / LEAFLET).read_bytes()).hexdigest()
    assert [(made["path"], made["sha256"]) for made in told["files"]] == [(LEAFLET, digest)]


def refused(built: Path, command) -> str:
    """Build again; the leaflet must be refused, and out of reach in `out/`."""
    done = command(*ONE, at=built)
    assert done.returncode == 1
    assert "0 made, 0 kept, 1 refused" in done.stdout
    assert files_in(built / "out") == ["manifest.json", f"withdrawn/{LEAFLET}"]
    told = json.loads((built / "out/manifest.json").read_text(encoding="utf-8"))
    assert [made["is_withdrawn"] for made in told["files"]] == [True]
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_missing_translation_refuses_the_leaflet_and_withdraws_its_file(built, command):
    catalogue = built / CATALOGUE
    text = catalogue.read_text(encoding="utf-8")
    at = text.index('msgctxt "shared/treatments.surgery"')
    start = text.index("msgstr", at)
    line = text[:start].count("\n") + 1
    end = text.index("\n\n", start)
    catalogue.write_text(text[:start] + 'msgstr ""' + text[end:], encoding="utf-8")
    assert f"{CATALOGUE}:{line}: untranslated: " in refused(built, command)


def test_a_fuzzy_translation_refuses_the_leaflet(built: Path, command):
    before = 'msgctxt "shared/treatments.surgery"'
    edit(built / CATALOGUE, before, f"#, fuzzy\n{before}")
    told = refused(built, command)
    assert "(shared/treatments.surgery) is marked fuzzy" in told
    assert 'hint: mend it, then remove the word "fuzzy"' in told


def test_a_lost_placeholder_refuses_the_leaflet(built: Path, command):
    text = (built / CATALOGUE).read_text(encoding="utf-8")
    start = text.index('msgctxt "shared/emergency.now.heading"')
    msgstr = text.index("msgstr", start)
    at = text.index("{emergency_number}", msgstr)
    text = text[:at] + "999" + text[at + len("{emergency_number}") :]
    (built / CATALOGUE).write_text(text, encoding="utf-8")
    told = refused(built, command)
    assert 'placeholder-lost: "{emergency_number}" is missing' in told
    assert "hint: copy {emergency_number} into the translation exactly as it is" in told


def test_a_misspelt_key_refuses_the_handout_and_names_the_right_one(built: Path, command):
    line = edit(built / "handouts/spinal-metastases.yaml", "lead:", "leed:")
    told = refused(built, command)
    assert f'handouts/spinal-metastases.yaml:{line}:1: unknown-key: "leed"' in told
    assert 'did you mean "lead"?' in told


def test_a_changed_english_text_refuses_its_translations(built: Path, command):
    edit(built / "handouts/shared/blocks.yaml", "Blood tests.", "Tests of your blood.")
    assert "has changed in English since" in refused(built, command)


def test_a_refused_leaflet_does_not_stop_the_others(built: Path, command):
    edit(built / CATALOGUE, 'msgctxt "shared/treatments.surgery"', 'msgctxt "lost"')
    done = command(*ALL, at=built)
    assert "2 made, 0 kept, 1 refused" in done.stdout


def test_a_proof_copy_shows_gaps_apart_and_never_safety_critical_ones(built, command):
    edit(built / CATALOGUE, 'msgctxt "shared/treatments.surgery"', 'msgctxt "lost"')
    done = command(*ONE, "--proof-copy", at=built)
    assert done.returncode == 0, done.stderr
    assert (built / "out/proof-copies" / LEAFLET).is_file()
    manifest = (built / "out/manifest.json").read_text(encoding="utf-8")
    assert "proof-copies" not in manifest
    edit(built / CATALOGUE, 'msgctxt "shared/say.words"', 'msgctxt "lost too"')
    assert "1 refused" in command(*ONE, "--proof-copy", at=built).stdout
    assert not (built / "out/proof-copies" / LEAFLET).exists()


def test_two_runs_cannot_hold_one_folder(built: Path, command):
    with (built / "out/.lock").open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = command(*ONE, at=built)
    assert done.returncode == 1
    assert "is in use by process" in done.stderr


@pytest.mark.slow
def test_one_worker_and_many_give_the_same_bytes(built: Path, command):
    command(*ALL, "--jobs", "1", "--out", "one", at=built)
    command(*ALL, "--jobs", "2", "--out", "two", at=built)
    for name in files_in(built / "one"):
        assert (built / "one" / name).read_bytes() == (built / "two" / name).read_bytes()
    assert len(files_in(built / "one")) == 4


def test_the_example_clinic_steps_aside_for_a_clinic_of_ones_own(built: Path, command):
    shutil.copy(built / "clinics/example.yaml", built / "clinics/ours.yaml")
    edit(built / "clinics/ours.yaml", 'example: "yes"\n', "")
    done = command(*ONE, "--json", at=built)
    assert [told["clinic"] for told in json.loads(done.stdout)] == ["ours"]


def test_letter_paper_is_made_on_request(built: Path, command):
    done = command(*ONE, "--paper", "Letter", at=built)
    assert done.returncode == 0, done.stderr
    assert (built / "out" / LEAFLET.replace("a4", "letter")).is_file()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("{{ nobody }}", "cannot-be-made: 'nobody' is undefined"),
        ("{{ 1 / 0 }}", "fault-of-ours: a fault of handpress: ZeroDivisionError"),
    ],
)
def test_a_fault_of_one_template_refuses_its_layout_and_no_other(
    workspace_copy: Path, command, fault: str, told: str
):
    path = workspace_copy / "templates/poster.html"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("{% set signs", f"{fault}{{% set signs"), "utf-8")
    line = words[: words.index("{% set signs")].count("\n") + 1

    chosen = ("--locale", "en", "--handout", "spinal-metastases")
    done = command(
        "build", *chosen, "--layout", "poster", "--layout", "one-sheet", at=workspace_copy
    )

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert told in done.stderr
    if "cannot" in told:
        assert f"templates/poster.html:{line}: " in done.stderr
    made = [path.name for path in (workspace_copy / "out").rglob("*.pdf")]
    assert made == ["spinal-metastases.one-sheet.a4.pdf"]
