"""A short id names the words of a sheet, and tells later what became of it."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import polib
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as some
from makers import (
    FRENCH,
    REPOSITORY,
    STEADY,
    clinic,
    entry,
    french,
    handout,
    paragraphs,
    text,
)

from handpress.cli.editions import release, which
from handpress.jobs import Selection, plan
from handpress.materials import Materials, read_materials
from handpress.problems import HandoutError, Place, Problem, Severity
from handpress.words.catalogue import Catalogue
from handpress.words.content import Handout, Text, all_texts
from handpress.words.editions import (
    ALPHABET,
    Change,
    Changes,
    Edition,
    Kind,
    TextDigest,
    compare,
    digests,
    edition_of,
    id_of,
    nearest_id,
    read_id,
    short_id,
    word,
)
from handpress.words.history import (
    Answer,
    Status,
    editions_to_add,
    editions_yaml,
    look_up,
    read_editions,
    read_every_edition,
    same_versions,
    write_editions,
)
from handpress.words.locale import find_locale
from handpress.words.updating import update_folder
from handpress.workspace import copy_starter, find_workspace

DAY = datetime.date(2026, 11, 21)
ENGLISH = Catalogue(find_locale("en"), "en.po")
CALL = text("Cancer team", "template/call/cancer_team", is_safety_critical=True)
PAGE = text("Page", "template/page")
PRINTED = (CALL, PAGE)


def fire(**changes: str) -> Handout[Text]:
    """A handout of one warning and one paragraph, some of its words changed."""
    words = {"smoke": "Smoke kills.", "calm": "Stay calm.", **changes}
    return handout(
        {
            "emergency": paragraphs(smoke=words["smoke"]),
            "support": paragraphs(calm=words["calm"]),
        },
        version=words.get("version", "1.0"),
    )


def in_french(source: Handout[Text], **changes: str) -> Catalogue:
    """A whole translation, some of its words changed, by the ends of their contexts."""
    entries = []
    for one in all_texts((source, PRINTED)):
        last = one.context.rpartition("/")[2]
        entries.append(entry(one, changes.get(last, f"⟦{one.words}⟧")))
    return french(*entries)


def sheet(source: Handout[Text], catalogue: Catalogue = ENGLISH) -> Edition:
    return edition_of(word(source, PRINTED, catalogue), DAY)


def test_an_id_is_eight_characters_that_nobody_confuses():
    found = short_id(fire(), PRINTED, ENGLISH)

    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", found)
    assert not set("ILOU") & set(ALPHABET)


def test_the_id_of_words_never_changes():
    small = replace(
        handout(),
        title=text("Fire safety", "leaflet/title"),
        lead=text("For everyone.", "leaflet/lead"),
        sections=(),
    )

    assert short_id(small, PRINTED, ENGLISH) == "8EM4-WDB0"


def test_a_leaflet_has_one_id_in_every_layout_for_every_clinic(materials: Materials):
    clinics = (
        clinic(),
        replace(clinic(country="US", phones={"main": "212 555 0123"}), key="theirs"),
    )
    source = materials.content.handouts[0]
    asked = Selection(handouts=(source.key,), locales=("en",))
    jobs = plan(replace(materials, clinics=clinics), asked)
    ids = {
        leaflet.id for job in jobs for leaflet in job.leaflets if leaflet.locale.is_source
    }

    assert {job.clinic for job in jobs} == {"ours", "theirs"}
    assert ids == {short_id(source, materials.printed, ENGLISH)}


@pytest.mark.parametrize(
    ("source", "printed", "catalogue"),
    [
        pytest.param(fire(calm="Keep calm."), PRINTED, ENGLISH, id="a word"),
        pytest.param(fire(version="1.1"), PRINTED, ENGLISH, id="a version"),
        pytest.param(replace(fire(), key="other"), PRINTED, ENGLISH, id="a handout"),
        pytest.param(
            fire(), PRINTED, Catalogue(find_locale("en-GB"), "", ()), id="a locale"
        ),
        pytest.param(
            fire(), (replace(CALL, words="Team"), PAGE), ENGLISH, id="words by a number"
        ),
        pytest.param(
            replace(fire(), sections=tuple(reversed(fire().sections))),
            PRINTED,
            ENGLISH,
            id="an order",
        ),
    ],
)
def test_other_words_have_another_id(source, printed, catalogue):
    assert short_id(source, printed, catalogue) != short_id(fire(), PRINTED, ENGLISH)


@pytest.mark.parametrize(
    "printed", [(CALL,), (PAGE, CALL), (CALL, replace(PAGE, words="Sheet"))]
)
def test_what_a_template_prints_away_from_the_numbers_changes_no_id(printed):
    assert short_id(fire(), printed, ENGLISH) == short_id(fire(), PRINTED, ENGLISH)


def test_each_translation_has_an_id_of_its_own():
    source = fire()
    ids = {
        short_id(source, PRINTED, catalogue)
        for catalogue in (ENGLISH, in_french(source), in_french(source, calm="Calme."))
    }

    assert len(ids) == 3


@pytest.mark.parametrize(
    "typed", ["7K3F-1QX0", "7k3f-1qx0", " 7K3F 1QX0 ", "7k3flqxo", "7K3F–IQXO", "7K3F1QX0"]
)
def test_an_id_is_read_as_people_type_it(typed):
    assert read_id(typed) == "7K3F-1QX0"


@pytest.mark.parametrize("typed", ["", "7K3F-1QX", "7K3F-1QX00", "7K3F-1QXU", "7K3F-1QX٣"])
def test_what_cannot_be_an_id_is_none(typed):
    assert read_id(typed) is None


@STEADY
@given(some.text(ALPHABET, min_size=8, max_size=8))
def test_an_id_that_is_read_is_read_again_as_itself(characters: str):
    name = f"{characters[:4]}-{characters[4:]}"

    assert read_id(name) == read_id(name.lower()) == name


@pytest.mark.parametrize("typed", ["7K3F-9QX", "7K3F-9QXW", "K73F 9QXM"])
def test_the_nearest_id_is_found_for_one_that_is_typed_wrong(typed):
    assert nearest_id(typed, ["0000-1111", "7K3F-9QXM"]) == "7K3F-9QXM"


def test_an_id_that_is_like_no_other_has_no_nearest():
    assert nearest_id("HHHH-HHHH", ["0000-1111", "7K3F-9QXM"]) is None


def test_digests_are_of_the_words_and_of_their_english_if_that_is_another():
    source = handout()
    title = next(one for one in all_texts(source) if one.context == "leaflet/title")
    english, french_one = "cde40a7ca6082a6d", "635c2a74083c293e"
    said = {one.context: one for one in digests(word(source, PRINTED, ENGLISH))}
    in_other = {
        one.context: one for one in digests(word(source, PRINTED, in_french(source)))
    }

    assert title.words == "Fire safety"
    assert said["leaflet/title"] == TextDigest("leaflet/title", english)
    assert in_other["leaflet/title"] == TextDigest("leaflet/title", french_one, english)
    assert said[CALL.context].is_safety_critical
    assert PAGE.context not in said


def test_a_text_that_is_critical_in_one_section_is_so_in_the_edition():
    calm, alarm = text("Calm"), text("Calm", is_safety_critical=True)
    source = replace(handout(), title=alarm, lead=calm, sections=())

    assert [one.is_safety_critical for one in digests(word(source, (), ENGLISH))] == [True]


def test_changes_tell_what_is_safety_critical_first():
    old = sheet(fire())
    now = handout(
        {
            "emergency": paragraphs(smoke="Smoke kills quickly."),
            "help": paragraphs(new="Call."),
        }
    )
    changes = compare(old, word(now, PRINTED, ENGLISH))

    assert changes == Changes(
        (
            Change("leaflet/emergency/smoke", Kind.CHANGED, True, "Smoke kills quickly."),
            Change("leaflet/help/heading", Kind.ADDED, False, "Fire"),
            Change("leaflet/help/new", Kind.ADDED, False, "Call."),
            Change("leaflet/support/heading", Kind.REMOVED, False),
            Change("leaflet/support/calm", Kind.REMOVED, False),
        )
    )


def test_a_removed_warning_is_still_told_as_safety_critical():
    now = handout({"support": paragraphs(calm="Stay calm.")})
    changes = compare(sheet(fire()), word(now, PRINTED, ENGLISH))

    removed = Change("leaflet/emergency/smoke", Kind.REMOVED, True)
    assert removed in changes.texts


@pytest.mark.parametrize(
    ("english", "translation", "kind"),
    [
        ("Keep calm.", "Gardez.", Kind.CHANGED),
        ("Stay calm.", "Gardez.", Kind.TRANSLATION),
        ("Stay calm.", "", Kind.UNTRANSLATED),
    ],
)
def test_a_change_of_the_english_is_told_from_one_of_the_translation(
    english, translation, kind
):
    source, now = fire(), fire(calm=english)
    old = sheet(source, in_french(source))
    changes = compare(old, word(now, PRINTED, in_french(now, calm=translation)))

    assert changes == Changes((Change("leaflet/support/calm", kind, False, english),))


def test_a_text_that_reads_as_it_did_is_no_change():
    source, now = fire(), fire(calm="Stay  calm.")
    old = sheet(source, in_french(source))
    today = word(now, PRINTED, in_french(now, calm="⟦Stay calm.⟧"))

    assert compare(old, today) == Changes()
    assert id_of(today) == old.id


def test_another_order_is_told():
    now = replace(fire(), sections=tuple(reversed(fire().sections)))
    changes = compare(sheet(fire()), word(now, PRINTED, ENGLISH))

    assert changes == Changes((), is_reordered=True)
    assert list(changes.told()) == ["the texts stand in another order"]


def test_changes_are_told_in_a_line_each():
    changes = Changes(
        (
            Change("a/emergency/smoke", Kind.CHANGED, True, "Smoke " * 20),
            Change("a/support/calm", Kind.REMOVED, False),
        )
    )

    assert list(changes.told()) == [
        "2 texts differ, 1 of them SAFETY-CRITICAL",
        f'    SAFETY-CRITICAL changed: "{"Smoke " * 9}Smoke…" (a/emergency/smoke)',
        "    removed: a/support/calm",
    ]
    assert list(Changes().told()) == ["every text reads as it did"]


def test_editions_are_read_as_they_were_written(tmp_path: Path):
    source = fire()
    editions = (
        sheet(source, in_french(source)),
        sheet(fire(version="1.1"), in_french(source)),
    )
    write_editions(tmp_path, FRENCH, editions)

    assert read_editions(tmp_path, FRENCH, tmp_path) == (editions, ())
    assert read_every_edition(tmp_path, tmp_path) == (editions, ())


def test_the_same_editions_are_the_same_bytes_one_line_a_text():
    one = replace(
        sheet(fire()),
        id="7K3F-9QXM",
        texts=(
            TextDigest("leaflet/title", "1234567890123456"),
            TextDigest("leaflet/emergency/smoke", "a" * 16, "b" * 16, True),
        ),
    )

    assert editions_yaml([one]).decode().splitlines()[2:] == [
        "editions:",
        "- id: 7K3F-9QXM",
        "  handout: leaflet",
        "  version: '1.0'",
        "  date: '2026-11-21'",
        "  texts:",
        "    leaflet/title: '1234567890123456'",
        "    leaflet/emergency/smoke: aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb safety-critical",
    ]


def test_where_nothing_was_released_there_are_no_editions(tmp_path: Path):
    assert read_editions(tmp_path, FRENCH, tmp_path) == ((), ())


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("7K3F-9QXM", "7K3F-9QXU", 4, "wrong-value"),
        ("handout:", "handuot:", 4, "missing-key"),
        ("2026-11-21", "2026-13-21", 7, "wrong-value"),
        ("0123456789012345", "0123", 9, "wrong-value"),
        ("editions:", "<<<<<<< ours\neditions:", 4, "yaml-syntax"),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, before, after, line, code):
    texts = (TextDigest("leaflet/title", "0123456789012345"),)
    data = editions_yaml([replace(sheet(fire()), id="7K3F-9QXM", texts=texts)]).decode()
    path = tmp_path / "locales/fr/editions.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(data.replace(before, after, 1), encoding="utf-8")

    editions, problems = read_editions(tmp_path / "locales", FRENCH, tmp_path)

    found = [(one.place.file, one.place.line, one.code) for one in problems]
    assert editions == ()
    assert found[0] == ("locales/fr/editions.yaml", line, code)


def test_editions_that_cannot_be_written_are_told(tmp_path: Path):
    (tmp_path / "fr").write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(HandoutError, match="cannot be written"):
        write_editions(tmp_path, FRENCH, ())


def test_only_what_is_new_becomes_an_edition():
    old, now = word(fire(), PRINTED, ENGLISH), word(fire(calm="Calm."), PRINTED, ENGLISH)
    released = editions_to_add((), [old], DAY)

    assert released == (edition_of(old, DAY),)
    assert editions_to_add(released, [old], DAY) == ()
    assert editions_to_add(released, [now], DAY) == (edition_of(now, DAY),)


def test_words_that_changed_want_another_version():
    released = (sheet(fire()),)
    changed, raised = fire(calm="Calm."), fire(calm="Calm.", version="1.1")
    place = Place("handouts/leaflet.yaml", 1, 1)
    what = "its words have changed, but it is still version 1.0"
    hint = "raise the version of handouts/leaflet.yaml"

    found = list(same_versions(released, [word(changed, PRINTED, ENGLISH)]))

    assert found == [Problem(place, "same-version", what, hint, Severity.WARNING)]
    assert list(same_versions(released, [word(raised, PRINTED, ENGLISH)])) == []
    assert list(same_versions(released, [word(fire(), PRINTED, ENGLISH)])) == []


def test_the_words_of_today_are_current_released_or_not():
    now = word(fire(), PRINTED, ENGLISH)
    released = edition_of(now, DAY)

    assert look_up(released.id, (now,), (released,)) == Answer(
        released.id, Status.CURRENT, released, now, released
    )
    answer = look_up(released.id, (now,), ())
    assert answer == Answer(released.id, Status.CURRENT, None, now)
    assert answer.sheet == "Fire safety, English, version 1.0, not yet released"


def test_earlier_words_are_superseded():
    old, now = sheet(fire()), word(fire(calm="Calm.", version="1.1"), PRINTED, ENGLISH)
    newest = edition_of(now, DAY)

    answer = look_up(old.id, (now,), (old, newest))

    assert answer == Answer(old.id, Status.SUPERSEDED, old, now, newest, compare(old, now))
    assert answer.is_now_released
    assert answer.sheet == "Fire safety, English, version 1.0, released 2026-11-21"


def test_words_with_gaps_are_nobodys_sheet():
    source = fire()
    now = word(source, PRINTED, in_french(source, calm=""))

    answer = look_up(id_of(now), (now,), ())

    assert answer == Answer(id_of(now), Status.UNKNOWN)


def test_a_leaflet_that_is_gone_is_superseded_by_nothing():
    old = sheet(fire())

    assert look_up(old.id, (), (old,)) == Answer(old.id, Status.SUPERSEDED, old, newest=old)


@pytest.fixture(scope="session")
def whole_starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter in English and in Arabic, without its editions."""
    folder = tmp_path_factory.mktemp("whole") / "mine"
    copy_starter(folder)
    for path in sorted((folder / "locales").glob("*/*")):
        is_kept = path.parent.name in ("ar", "en") and path.name != "editions.yaml"
        if not is_kept:
            path.unlink() if path.is_file() else shutil.rmtree(path)
    materials = read_materials(find_workspace(folder, folder))
    arabic = find_locale("ar")
    list(update_folder(folder / "locales", [arabic], materials.texts, folder))
    return folder


@pytest.fixture
def folder(whole_starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole_starter, tmp_path / "mine"))


def edit(folder: Path, change: Callable[[polib.POEntry], str]) -> None:
    """Change the Arabic translations, as a translator does."""
    path = folder / "locales/ar/LC_MESSAGES/handouts.po"
    po = polib.pofile(str(path))
    for one in po:
        one.msgstr = change(one)
        one.flags = []
    po.save()


def run(command: click.Command, folder: Path, *words: str) -> Result:
    words = ("--root", str(folder), *words)
    return CliRunner().invoke(command, words, standalone_mode=False)


def released(folder: Path, *words: str) -> Result:
    return run(release, folder, "--date", "2026-11-21", *words)


def ids_in(folder: Path, tag: str = "ar") -> dict[str, str]:
    found, _ = read_editions(folder / "locales", find_locale(tag), folder)
    return {one.handout: one.id for one in found}


def test_a_release_tells_every_file_and_id(folder: Path):
    done = released(folder)

    names = ("spinal-metastases", "tumours-of-the-back")
    assert done.return_value == 0
    assert done.stdout.splitlines() == [
        f"locales/{tag}/editions.yaml: {name}: {ids_in(folder, tag)[name]} released"
        for tag in ("en", "ar")
        for name in names
    ]
    assert len({*ids_in(folder).values(), *ids_in(folder, "en").values()}) == 4


def test_a_second_release_changes_nothing(folder: Path):
    released(folder)
    files = sorted((folder / "locales").glob("*/editions.yaml"))
    before = [path.read_bytes() for path in files]
    done = run(release, folder)

    assert done.return_value == 0
    assert {line.rpartition(" ")[2] for line in done.stdout.splitlines()} == {"unchanged"}
    assert [path.read_bytes() for path in files] == before


def test_only_what_is_asked_for_is_released(folder: Path):
    done = released(folder, "--locale", "ar", "--handout", "tumours-of-the-back")

    assert done.return_value == 0
    assert list(ids_in(folder)) == ["tumours-of-the-back"]
    assert ids_in(folder, "en") == {}


def test_a_leaflet_with_a_gap_is_not_released_and_the_others_are(folder: Path):
    gap = "tumours-of-the-back/title"
    edit(folder, lambda one: "" if one.msgctxt == gap else one.msgstr)
    done = released(folder, "--locale", "ar")

    assert done.return_value == 1
    assert list(ids_in(folder)) == ["spinal-metastases"]
    (line,) = [line for line in done.stderr.splitlines() if "not released" in line]
    assert line.startswith("locales/ar/editions.yaml: tumours-of-the-back: not released: ")
    assert line.endswith("is not translated")


def test_a_handout_that_cannot_be_read_is_not_released(folder: Path):
    path = folder / "handouts/tumours-of-the-back.yaml"
    path.write_text(path.read_text("utf-8").replace("lead:", "leed:", 1), "utf-8")
    done = released(folder, "--locale", "ar")

    assert done.return_value == 1
    told = "tumours-of-the-back: not released: it cannot be read; run check"
    assert told in done.stderr.splitlines()
    assert list(ids_in(folder)) == ["spinal-metastases"]


def test_broken_editions_are_told_and_left_as_they_are(folder: Path):
    path = folder / "locales/ar/editions.yaml"
    path.write_text("editions: none\n", encoding="utf-8")
    done = released(folder)

    assert done.return_value == 1
    assert "locales/ar/editions.yaml:1:1: wrong-value" in done.stderr
    assert path.read_text(encoding="utf-8") == "editions: none\n"
    assert len(ids_in(folder, "en")) == 2


def test_the_built_in_handouts_are_not_released(tmp_path: Path):
    done = released(tmp_path)

    assert isinstance(done.exception, HandoutError)
    assert str(done.exception) == "there is nothing of your own here to release"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--handout", "knees"), 'no handout is called "knees"'),
        (("--locale", "fr"), 'no locale is called "fr"'),
    ],
)
def test_what_is_asked_for_by_a_name_that_is_not_there_is_told(folder: Path, words, told):
    assert str(released(folder, *words).exception) == told


def test_which_knows_a_current_sheet_however_it_is_typed(folder: Path):
    released(folder)
    name = ids_in(folder)["tumours-of-the-back"]
    typed = name.lower().replace("-", " ").split()
    done = run(which, folder, *typed)

    told = "Tumours of the back, Arabic, version 1.1, released 2026-11-21"
    assert done.return_value == 0
    assert done.stdout == f"{name} is current: {told}\n"


def test_which_tells_what_changed_in_a_translation(folder: Path):
    released(folder)
    name = ids_in(folder)["tumours-of-the-back"]
    context = "tumours-of-the-back/title"
    edit(folder, lambda one: "أورام" if one.msgctxt == context else one.msgstr)

    done = run(which, folder, name)
    again = released(folder)
    later = run(which, folder, name)
    new = ids_in(folder)["tumours-of-the-back"]

    sheet_told = "Tumours of the back, Arabic, version 1.1, released 2026-11-21"
    first = f"{name} is superseded: {sheet_told}"
    changes = [
        "1 text differs, 0 of them SAFETY-CRITICAL",
        f'    translation changed: "Tumours of the back" ({context})',
    ]
    assert done.return_value == later.return_value == 1
    assert done.stdout.splitlines() == [
        first,
        f"use {new} instead: version 1.1, not yet released",
        "it is the last one that was released",
        *changes,
    ]
    assert "raise the version of handouts/tumours-of-the-back.yaml" in again.stderr
    assert again.return_value == 0
    assert later.stdout.splitlines() == [
        first,
        f"use {new} instead: version 1.1, released 2026-11-21",
        *changes,
    ]


def test_which_tells_the_last_release_where_the_words_of_today_are_not_released(
    folder: Path,
):
    context = "tumours-of-the-back/title"
    ids = []
    for words in ("أورام", "ورم", "الورم"):
        change = {context: words}
        edit(folder, lambda one, change=change: change.get(one.msgctxt, one.msgstr))
        if words != "الورم":
            released(folder)
            ids.append(ids_in(folder)["tumours-of-the-back"])
    done = run(which, folder, ids[0])

    told = f"the last one that was released is {ids[1]}: version 1.1, released 2026-11-21"
    assert done.stdout.splitlines()[1].endswith("version 1.1, not yet released")
    assert done.stdout.splitlines()[2] == told


def test_a_machine_is_told_that_nothing_is_known(folder: Path):
    done = run(which, folder, "0000-0000", "--json")

    assert done.return_value == 1
    assert json.loads(done.stdout) == {
        "id": "0000-0000",
        "status": "unknown",
        "sheet": None,
        "now": None,
        "newest": None,
        "changes": [],
        "reordered": False,
        "nearest": None,
        "reasons": [],
    }


def test_which_tells_a_lost_warning_to_people_and_machines(folder: Path):
    released(folder)
    name = ids_in(folder, "en")["tumours-of-the-back"]
    path = folder / "handouts/shared/sections.yaml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("Get help now", "Call now", 1), encoding="utf-8")
    done = run(which, folder, name)
    told = json.loads(run(which, folder, name, "--json").stdout)

    (line,) = [line for line in done.stdout.splitlines() if "(" in line]
    (change,) = told["changes"]
    assert line.strip().startswith("SAFETY-CRITICAL changed: ")
    assert change["is_safety_critical"]
    assert change["kind"] == "changed"
    assert told["status"] == "superseded"
    assert told["sheet"] == told["newest"]
    assert told["sheet"]["id"] == name


def test_which_tells_that_the_new_leaflet_is_not_whole_yet(folder: Path):
    released(folder)
    name = ids_in(folder)["tumours-of-the-back"]
    gap = "tumours-of-the-back/title"
    edit(folder, lambda one: "" if one.msgctxt == gap else one.msgstr)
    done = run(which, folder, name)

    assert done.return_value == 1
    assert "the new leaflet cannot be printed yet: " in done.stdout
    assert f'not translated now: "Tumours of the back" ({gap})' in done.stdout


@pytest.mark.parametrize(
    ("is_broken", "told"),
    [
        (True, "this leaflet cannot be read now; run check"),
        (False, "this leaflet is not here any more"),
    ],
)
def test_which_knows_a_sheet_whose_handout_is_gone(folder: Path, is_broken, told):
    released(folder)
    name = ids_in(folder)["tumours-of-the-back"]
    path = folder / "handouts/tumours-of-the-back.yaml"
    path.write_text("leed: x\n", "utf-8") if is_broken else path.unlink()
    done = run(which, folder, name)

    assert done.return_value == 1
    assert done.stdout.splitlines()[1:] == [told, "it is the last one that was released"]


def test_words_that_would_be_refused_today_are_not_fine(folder: Path):
    released(folder)
    name = ids_in(folder)["tumours-of-the-back"]
    path = folder / "handouts/tumours-of-the-back.yaml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("status: current", "status: superseded", 1), "utf-8")
    done = run(which, folder, name)

    assert done.return_value == 1
    assert done.stdout.splitlines()[1].startswith(
        "but it would be refused today: handouts/"
    )


def test_an_unknown_id_is_told_with_the_nearest_that_is_known(folder: Path):
    released(folder)
    name = ids_in(folder)["tumours-of-the-back"]
    done = run(which, folder, name[:-1])

    assert done.return_value == 1
    assert done.stdout.splitlines() == [
        f"{name[:-1]} is not known here",
        f'did you mean "{name}"?',
        "an id looks like 7K3F-9QXM; it has no I, L, O or U",
        "the sheet may be of another organisation, or a copy that was never released",
    ]


def test_neither_command_loads_a_renderer(folder: Path):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from handpress.cli.editions import release, which;"
        "where = ['--root', sys.argv[2]];"
        "release.main(where, standalone_mode=False);"
        "which.main([*where, '7K3F-9QXM'], standalone_mode=False);"
        "print([name for name in ('weasyprint', 'pikepdf', 'pypdfium2', 'fontTools',"
        " 'icu4py') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(REPOSITORY), str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
