"""Catalogues are brought up to date, and no translator's work is ever lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import FRENCH, REPOSITORY, STEADY, text

from handpress.problems import HandoutError
from handpress.words.catalogue import parse_po
from handpress.words.locale import find_locale
from handpress.words.updating import (
    make_template,
    message_of,
    new_catalogue,
    update,
    update_folder,
)

LOCALES = sorted(path.parts[-3] for path in REPOSITORY.glob("locales/*/*/handouts.po"))
CALM, BREATHE = text("Stay calm.", "a/b/calm"), text("Breathe.", "a/b/breathe")
# What may stand in a file that is read line by line.
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))


def reread(po: polib.POFile) -> polib.POFile:
    """Write a catalogue and read it again, as between two runs."""
    found = parse_po(f"{po}\n", "fr.po")
    assert isinstance(found, polib.POFile), found
    return found


def translated(*messages: polib.POEntry) -> polib.POFile:
    po = new_catalogue(FRENCH)
    po.extend(messages)
    return reread(po)


def message(source, translation: str, **more) -> polib.POEntry:
    found = message_of(source)
    found.msgstr = translation
    for name, value in more.items():
        setattr(found, name, value)
    return found


def told(po: polib.POFile) -> list[tuple]:
    return [
        (one.msgctxt, one.msgid, one.msgstr, one.fuzzy, bool(one.obsolete)) for one in po
    ]


def test_a_new_text_is_added_untranslated_in_the_order_of_the_handout():
    po = update(translated(message(CALM, "Restez calme.")), [BREATHE, CALM])

    assert told(po) == [
        ("a/b/breathe", "Breathe.", "", False, False),
        ("a/b/calm", "Stay calm.", "Restez calme.", False, False),
    ]


def test_a_text_that_has_changed_is_fuzzy_and_keeps_its_previous_english():
    po = update(translated(message(CALM, "Restez calme.")), [text("Be calm.", "a/b/calm")])

    assert told(po) == [("a/b/calm", "Be calm.", "Restez calme.", True, False)]
    assert '#| msgid "Stay calm."' in str(po)


def test_the_previous_english_survives_two_updates():
    once = update(translated(message(CALM, "Restez.")), [text("Be calm.", "a/b/calm")])
    twice = update(reread(once), [text("Be very calm.", "a/b/calm")])

    (found,) = reread(twice)
    assert (found.msgid, found.previous_msgid) == ("Be very calm.", "Stay calm.")


def test_the_previous_english_goes_when_the_translator_has_mended_the_text():
    once = reread(update(translated(message(CALM, "R.")), [text("Be calm.", "a/b/calm")]))
    once[0].flags.remove("fuzzy")

    (found,) = update(once, [text("Be calm.", "a/b/calm")])

    assert (found.fuzzy, found.previous_msgid) == (False, None)


def test_an_untranslated_text_that_has_changed_is_not_fuzzy():
    po = update(translated(message(CALM, "")), [text("Be calm.", "a/b/calm")])

    assert told(po) == [("a/b/calm", "Be calm.", "", False, False)]


def test_a_text_that_is_gone_becomes_obsolete_with_its_translation():
    po = update(translated(message(CALM, "Restez calme.")), [])

    assert told(po) == [("a/b/calm", "Stay calm.", "Restez calme.", False, True)]


def test_a_translation_with_plurals_which_handouts_have_not_is_kept_as_obsolete():
    plural = polib.POEntry(
        msgctxt="a/b/calm",
        msgid="Stay calm.",
        msgid_plural="Stay calm, all.",
        msgstr_plural={0: "Reste calme.", 1: "Restez calmes."},
    )

    po = reread(update(translated(plural), [CALM]))

    assert told(po) == [
        ("a/b/calm", "Stay calm.", "", False, False),
        ("a/b/calm", "Stay calm.", "", False, True),
    ]
    assert po[1].msgstr_plural == {0: "Reste calme.", 1: "Restez calmes."}


def test_an_untranslated_text_that_is_gone_leaves_nothing_behind():
    assert told(update(translated(message(CALM, "")), [])) == []


def test_a_text_that_comes_back_finds_its_translation_again():
    gone = reread(update(translated(message(CALM, "Restez calme.")), []))

    po = update(gone, [CALM])

    assert told(po) == [("a/b/calm", "Stay calm.", "Restez calme.", False, False)]


def test_a_text_that_comes_back_under_a_name_used_in_between_finds_its_translation_again():
    gone = reread(update(translated(message(CALM, "Restez calme.")), []))
    between = reread(update(gone, [text("Sit down.", "a/b/calm")]))

    po = update(between, [CALM])

    assert told(po) == [("a/b/calm", "Stay calm.", "Restez calme.", False, False)]


def test_what_a_translator_wrote_in_comments_survives():
    po = translated(message(CALM, "Restez.", tcomment="vous, not tu\nasked Marie"))

    (found,) = reread(update(reread(update(po, [CALM])), [CALM]))

    assert found.tcomment == "vous, not tu\nasked Marie"


def test_a_comment_of_a_translator_survives_while_the_text_is_gone():
    po = translated(message(CALM, "Restez.", tcomment="asked Marie"))
    gone = reread(update(po, []))

    (found,) = update(gone, [CALM])

    assert found.tcomment == "asked Marie"


def test_the_flags_of_a_message_survive():
    po = translated(message(CALM, "Restez.", flags=["no-wrap", "fuzzy"]))

    (found,) = update(po, [CALM])

    assert found.flags == ["no-wrap", "fuzzy"]


def test_the_header_and_its_comment_survive():
    po = translated(message(CALM, "Restez."))
    po.header, po.metadata["Last-Translator"] = "Marie was here", "Marie <m@example.org>"

    found = reread(update(po, [CALM]))

    assert found.header.strip() == "Marie was here"
    assert found.metadata["Last-Translator"] == "Marie <m@example.org>"


def test_two_messages_of_one_context_lose_neither_translation():
    po = translated(message(CALM, "Un."), message(CALM, "Deux."))

    assert told(update(po, [CALM])) == [
        ("a/b/calm", "Stay calm.", "Un.", False, False),
        ("a/b/calm", "Stay calm.", "Deux.", False, True),
    ]


SOURCES = st.sampled_from(["One.", "Two {a}.", "Three **b**."])
CONTEXTS = st.sampled_from(["a/b/c", "a/b/d", "shared/e", None])
TEXTS = st.lists(
    st.builds(text, SOURCES, st.sampled_from(["a/b/c", "a/b/d", "shared/e"])),
    unique_by=lambda one: one.context,
)
MESSAGES = st.builds(
    polib.POEntry,
    msgctxt=CONTEXTS,
    msgid=SOURCES,
    msgstr=st.text(LETTERS, max_size=100),
    tcomment=st.sampled_from(["", "asked Marie"]),
    flags=st.sampled_from([[], ["fuzzy"]]),
    previous_msgid=st.sampled_from([None, "Zero."]),
    obsolete=st.booleans(),
)


@STEADY
@given(messages=st.lists(MESSAGES, max_size=6), texts=TEXTS)
def test_no_translation_is_ever_lost(messages, texts):
    po = translated(*messages)
    before = sorted(one.msgstr for one in po if one.msgstr)

    after = sorted(one.msgstr for one in reread(update(po, texts)) if one.msgstr)

    assert after == before


@STEADY
@given(messages=st.lists(MESSAGES, max_size=6), texts=TEXTS)
def test_a_second_update_changes_not_a_byte(messages, texts):
    once = str(update(translated(*messages), texts))

    assert str(update(reread(update(translated(*messages), texts)), texts)) == once


@STEADY
@given(messages=st.lists(MESSAGES, max_size=6), texts=TEXTS)
def test_every_text_is_in_the_catalogue_once_and_in_order(messages, texts):
    po = update(translated(*messages), texts)

    there = [(one.msgctxt, one.msgid) for one in po if not one.obsolete]
    assert there == [(one.context, one.words) for one in texts]


def test_a_message_tells_a_translator_what_it_is_and_where_without_a_line():
    source = text("Call {emergency_number}.", urgency="at_once", is_safety_critical=True)

    written = str(make_template([source]))

    assert written.endswith(
        "#. paragraph\n"
        "#. SAFETY-CRITICAL: people act on these words\n"
        "#. urgency: at once\n"
        "#. {emergency_number} becomes the emergency number of the country, such as 112\n"
        "#: handouts/leaflet.yaml\n"
        'msgctxt "leaflet/summary/text"\n'
        'msgid "Call {emergency_number}."\n'
        'msgstr ""\n'
    )


def run_update(folder: Path, *tags: str, texts=(CALM, BREATHE)) -> list[str]:
    locales = [find_locale(tag) for tag in tags]
    return list(update_folder(folder / "locales", locales, tuple(texts), folder))


def test_an_update_tells_of_every_file(tmp_path: Path):
    assert run_update(tmp_path, "pl", "fa") == [
        "locales/handouts.pot: 2 texts, 2 to translate or mend",
        "locales/pl/LC_MESSAGES/handouts.po: 2 texts, 2 to translate or mend",
        "locales/fa/LC_MESSAGES/handouts.po: 2 texts, 2 to translate or mend",
    ]


def test_an_update_with_nothing_new_leaves_every_file_as_it_is(tmp_path: Path):
    run_update(tmp_path, "pl")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.po*")}

    lines = run_update(tmp_path, "pl")

    assert [line.partition(": ")[2] for line in lines] == ["unchanged", "unchanged"]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.po*")} == before


def test_a_byte_order_mark_does_not_hide_the_header(tmp_path: Path):
    run_update(tmp_path, "pl")
    path = tmp_path / "locales/pl/LC_MESSAGES/handouts.po"
    whole = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + whole)

    run_update(tmp_path, "pl")

    assert path.read_bytes() == whole


def test_a_header_that_is_missing_is_put_back(tmp_path: Path):
    path = tmp_path / "locales/pl/LC_MESSAGES/handouts.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgctxt "a/b/calm"\nmsgid "Stay calm."\nmsgstr "Spokój."\n', "utf-8")

    run_update(tmp_path, "pl")

    assert msgfmt_says(path) == ""
    assert "Language: pl" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("data", [b'msgid "A\n', b'msgid "\xe9"\n'])
def test_a_catalogue_that_is_broken_stops_the_update_and_stays_as_it_is(tmp_path, data):
    path = tmp_path / "locales/pl/LC_MESSAGES/handouts.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)

    with pytest.raises(HandoutError) as caught:
        run_update(tmp_path, "pl")

    assert str(caught.value).startswith("locales/pl/LC_MESSAGES/handouts.po:1:")
    assert path.read_bytes() == data


def msgfmt_says(path: Path) -> str:
    done = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("locale", LOCALES)
def test_gettext_accepts_every_catalogue_of_the_repository(locale):
    assert msgfmt_says(REPOSITORY / f"locales/{locale}/LC_MESSAGES/handouts.po") == ""


@pytest.mark.parametrize(
    "tag", ["pl", "fa", "ja", "sr-Latn", "prs", "zh-Hant", "yue", "haw"]
)
def test_gettext_accepts_a_catalogue_just_begun(materials, tmp_path, tag):
    run_update(tmp_path, tag, texts=materials.texts)

    folder = find_locale(tag).folder
    assert msgfmt_says(tmp_path / f"locales/{folder}/LC_MESSAGES/handouts.po") == ""


def test_gettext_accepts_fuzzy_and_obsolete_messages(tmp_path):
    path = tmp_path / "locales/fr/LC_MESSAGES/handouts.po"
    path.parent.mkdir(parents=True)
    po = translated(message(CALM, "Restez « calme »."), message(BREATHE, "Respirez."))
    path.write_text(f"{po}\n", encoding="utf-8")

    run_update(tmp_path, "fr", texts=[text("Be calm.", "a/b/calm")])

    assert msgfmt_says(path) == ""


def test_the_catalogues_of_the_repository_are_what_update_writes(materials, tmp_path):
    shutil.copytree(REPOSITORY / "locales", tmp_path / "locales")

    lines = run_update(tmp_path, *LOCALES, texts=materials.texts)

    assert [line for line in lines if not line.endswith(": unchanged")] == []
