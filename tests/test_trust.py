"""The ladder of trust as people use it: approve, status, build, update, add-language."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
import yaml

HANDOUT = "tumours-of-the-back"
SMALL = ("--locale", "fr", "--layout", "one-sheet", "--handout", HANDOUT)


@pytest.fixture
def mine(workspace_copy: Path) -> Path:
    """A workspace with French only, which is quick to read."""
    for folder in (workspace_copy / "locales").iterdir():
        if folder.is_dir() and folder.name not in ("en", "fr"):
            shutil.rmtree(folder)
    return workspace_copy


@pytest.fixture
def run(mine: Path, command):
    def run_it(*words: str) -> subprocess.CompletedProcess[str]:
        return command(*words, at=mine)

    return run_it


def approve(run, step: str, by: str, locale: str = "fr"):
    return run(
        "approve", "--handout", HANDOUT, "--locale", locale, "--step", step,
        "--by", by, "--date", "2026-11-21",
    )  # fmt: skip


def row_of(run, locale: str = "fr") -> dict[str, object]:
    rows = json.loads(run("status", "--json").stdout)
    return next(one for one in rows if (one["handout"], one["locale"]) == (HANDOUT, locale))


def change_a_translation(mine: Path, context: str, words: str) -> None:
    path = mine / "locales/fr/LC_MESSAGES/handouts.po"
    po = polib.pofile(str(path))
    next(one for one in po if one.msgctxt == context).msgstr = words
    po.save(str(path))


def demand(mine: Path, step: str) -> None:
    path = mine / "clinics/example.yaml"
    said = re.sub("demands: .*", f"demands: {step}", path.read_text(encoding="utf-8"))
    path.write_text(said, encoding="utf-8")


def test_a_step_is_climbed_counted_printed_and_lost_by_a_change(mine: Path, run):
    assert row_of(run)["step"] == "machine"
    assert approve(run, "translated", "Ann").returncode == 0
    done = approve(run, "revised", "Bea")
    row = row_of(run)
    assert done.stdout == (
        f'{HANDOUT} in fr is "revised" by Bea: {row["texts"]} texts sealed\n'
    )
    assert (row["step"], row["revised"]) == ("revised", row["texts"])

    title = f"{HANDOUT}/title"
    change_a_translation(mine, title, "Tumeurs du dos et de la colonne")
    changed = row_of(run)
    told = run("check", "--date", "2026-11-21").stderr

    assert (changed["step"], changed["revised"]) == ("machine", row["texts"] - 1)
    assert f'review-old: "revised" by Bea no longer counts: {title} has changed' in told


def test_a_clinic_that_demands_more_gets_no_leaflet_until_it_is_checked(mine: Path, run):
    demand(mine, "revised")
    refused = run("build", *SMALL)
    assert refused.returncode == 1
    assert 'below-demand: French is "machine", but the clinic demands "revised"' in (
        refused.stderr
    )
    assert list((mine / "out").rglob("*.pdf")) == []

    approve(run, "translated", "Ann")
    approve(run, "revised", "Bea")
    made = run("build", *SMALL)

    assert (made.returncode, made.stderr.count("problem")) == (0, 0)
    (pdf,) = (mine / "out").rglob("*.pdf")
    words = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    flat = " ".join(words.split())
    catalogue = polib.pofile(str(mine / "locales/fr/LC_MESSAGES/handouts.po"))
    said = {one.msgctxt: (one.msgid, one.msgstr) for one in catalogue}
    for name in ("revised", "english_unchecked"):
        english, own = said[f"template/about/{name}"]
        assert english in flat
        assert own in flat.replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_with_an_error_is_approved(mine: Path, run):
    change_a_translation(mine, f"{HANDOUT}/title", "")

    refused = approve(run, "translated", "Ann")

    assert refused.returncode == 1
    assert "nothing was approved" in refused.stderr
    assert not (mine / "locales/fr/review.yaml").exists()


def test_an_entry_edited_by_hand_is_an_error(mine: Path, run):
    approve(run, "translated", "Ann")
    path = mine / "locales/fr/review.yaml"
    path.write_text(path.read_text("utf-8").replace("by: Ann", "by: Eve"), "utf-8")

    told = run("check", "--date", "2026-11-21")

    assert told.returncode == 1
    assert 'locales/fr/review.yaml:4:3: seal-broken: "translated" by Eve' in told.stderr


def test_english_climbs_its_own_ladder(run):
    assert "is no step of this language" in approve(run, "translated", "Ann", "en").stderr
    assert approve(run, "clinically-checked", "Dr A", "en").returncode == 0

    assert row_of(run, "en")["step"] == "clinically-checked"


def test_status_fails_below_what_is_asked_for(run):
    assert run("status", "--fail-under", "fresh=100").returncode == 0

    low = run("status", "--fail-under", "revised=1", "--fail-under", "fresh=100")
    wrong = run("status", "--fail-under", "most=1")

    assert low.returncode == 1
    assert f"{HANDOUT} in fr: 0 of" in low.stderr
    assert wrong.returncode == 2


def test_a_review_that_was_due_is_a_warning_of_check_and_of_status(run):
    for name in ("check", "status"):
        told = run(name, "--date", "2099-01-01")
        assert told.returncode == 0
        assert "warning: review-due: the next review was due on" in told.stderr


def test_other_words_with_the_same_meaning_keep_the_translation(mine: Path, run):
    path = mine / f"handouts/{HANDOUT}.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "For you and the people close to you.", "For you and those close to you."
        ),
        "utf-8",
    )
    key = f"{HANDOUT}/lead"
    assert "nobody says" in run("update", "--same-meaning", key).stderr
    told = run("update", "--same-meaning", key, "--by", "Ann", "--date", "2026-11-21")

    noted = yaml.safe_load((mine / "locales/fr/review.yaml").read_text("utf-8"))
    assert told.returncode == 0
    assert noted["same_meaning"][0]["text"] == key
    assert row_of(run)["fresh"] == row_of(run)["texts"]


def test_an_urgent_text_is_never_kept_by_its_meaning(run):
    key = "shared/emergency.now.heading"

    told = run("update", "--same-meaning", key, "--by", "Ann")

    assert told.returncode == 1
    assert "is safety-critical" in told.stderr


def test_a_language_is_begun_and_told_how_it_is_set(mine: Path, run):
    done = run("add-language", "my")

    po = polib.pofile(str(mine / "locales/my/LC_MESSAGES/handouts.po"))
    assert done.returncode == 0
    assert "lines break between words, by ICU's dictionary" in done.stdout
    assert "fonts: Noto Sans Myanmar" in done.stdout
    assert (po.metadata["Language"], po.metadata["Plural-Forms"]) == (
        "my",
        "nplurals=1; plural=(0);",
    )
    told = run("check", "--date", "2026-11-21").stderr
    assert "locales/my/terms.yaml:1: terms-missing" in told
    assert "is there already" in run("add-language", "my").stderr


@pytest.mark.parametrize(
    ("typed", "folder", "script"),
    [
        ("sr-Latn", "sr_Latn", "Latn"),
        ("pt-BR", "pt_BR", "Latn"),
        ("prs", "fa_AF", "Arab"),
        ("pa_arab", "pa_Arab", "Arab"),
        ("zh-hant", "zh_Hant", "Hant"),
    ],
)
def test_a_language_is_known_by_its_tag_however_it_is_typed(
    mine: Path, run, typed, folder, script
):
    done = run("add-language", typed)

    assert done.returncode == 0
    assert f"in the script {script}" in done.stdout
    assert (mine / "locales" / folder / "LC_MESSAGES/handouts.po").is_file()


def test_a_language_takes_from_its_sibling_only_when_its_own_file_says_so(mine: Path, run):
    run("add-language", "fr-CA")
    alone = row_of(run, "fr-CA")

    (mine / "locales/fr_CA/locale.yaml").write_text("inherits: fr\n", "utf-8")
    taken = row_of(run, "fr-CA")
    (mine / "locales/fr_CA/locale.yaml").write_text("inherits: en\n", "utf-8")
    told = run("check", "--date", "2026-11-21").stderr

    assert (alone["fresh"], taken["fresh"]) == (0, taken["texts"])
    assert "locales/fr_CA/locale.yaml:1:1: not-a-sibling" in told


def test_a_tag_that_nobody_knows_is_told(run):
    told = run("add-language", "xx-Nowhere")

    assert told.returncode == 1
    assert "is not a language tag that CLDR knows" in told.stderr
