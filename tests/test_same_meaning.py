"""A change of wording keeps its translations when a person says that it means the same."""

from __future__ import annotations

import datetime
from pathlib import Path

import polib
import pytest
from makers import FRENCH, text

from handpress.problems import HandoutError
from handpress.words.catalogue import FILE
from handpress.words.review import Reviews, SameMeaning, read_reviews
from handpress.words.same_meaning import keep_translations
from handpress.words.updating import update_folder

DAY = datetime.date(2026, 11, 21)
OLD = text("Stay calm.", "a/b/calm")
NEW = text("Keep calm.", "a/b/calm")
URGENT = text("Call us.", "a/b/call", is_safety_critical=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of locales with French, where everything is translated."""
    list(update_folder(tmp_path, [FRENCH], (OLD, URGENT), tmp_path))
    path = tmp_path / "fr" / FILE
    po = polib.pofile(str(path))
    for entry in po:
        entry.msgstr = "Restez calme."
    po.save(str(path))
    return tmp_path


def keep(folder: Path, *keys: str, texts=(NEW, URGENT)) -> list[str]:
    reviews, _ = read_reviews(folder, FRENCH, folder)
    return list(keep_translations(folder, [reviews], texts, keys, "Ann", DAY))


def entry_of(folder: Path, context: str) -> polib.POEntry:
    po = polib.pofile(str(folder / "fr" / FILE))
    return next(one for one in po if one.msgctxt == context and not one.obsolete)


@pytest.mark.parametrize("is_updated_before", [False, True])
def test_a_translation_stays_fresh_and_who_said_so_is_noted(folder, is_updated_before):
    if is_updated_before:
        list(update_folder(folder, [FRENCH], (NEW, URGENT), folder))
        assert entry_of(folder, "a/b/calm").fuzzy

    told = keep(folder, "a/b/calm")

    kept = entry_of(folder, "a/b/calm")
    reviews, problems = read_reviews(folder, FRENCH, folder)
    noted = SameMeaning("a/b/calm", "Ann", DAY, "Stay calm.", "Keep calm.")
    assert told == ['fr: "a/b/calm" keeps its translation, says Ann']
    assert (kept.msgid, kept.msgstr) == ("Keep calm.", "Restez calme.")
    assert (kept.fuzzy, kept.previous_msgid) == (False, None)
    assert (reviews, problems) == (Reviews(FRENCH, (), (noted,)), ())


def test_an_update_afterwards_finds_nothing_to_mend(folder):
    keep(folder, "a/b/calm")

    told = list(update_folder(folder, [FRENCH], (NEW, URGENT), folder))

    assert told[-1].endswith("0 texts to translate or mend") or "unchanged" in told[-1]
    assert not entry_of(folder, "a/b/calm").fuzzy


def test_what_is_safety_critical_is_never_kept_and_nothing_is_written(folder):
    before = (folder / "fr" / FILE).read_bytes()
    changed = text("Phone us.", "a/b/call", is_safety_critical=True)

    with pytest.raises(HandoutError, match="safety-critical"):
        keep(folder, "a/b/calm", "a/b/call", texts=(NEW, changed))

    assert (folder / "fr" / FILE).read_bytes() == before
    assert not (folder / "fr/review.yaml").exists()


def test_a_text_that_nobody_knows_is_told(folder):
    with pytest.raises(HandoutError, match='no text is called "a/b/nothing"'):
        keep(folder, "a/b/nothing")


def test_a_translation_that_a_person_marked_fuzzy_stays_so(folder):
    path = folder / "fr" / FILE
    po = polib.pofile(str(path))
    next(one for one in po if one.msgctxt == "a/b/calm").flags.append("fuzzy")
    po.save(str(path))

    assert keep(folder, "a/b/calm") == []
    assert entry_of(folder, "a/b/calm").fuzzy


def test_a_text_that_has_not_changed_is_left_alone(folder):
    assert keep(folder, "a/b/calm", texts=(OLD, URGENT)) == []
