"""A catalogue says a text in another language, or why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import FRENCH, REPOSITORY, STEADY, entry, french, text

from handpress.check.translation import every_text_is_translated
from handpress.problems import Place, Problem
from handpress.words.catalogue import (
    Catalogue,
    State,
    Words,
    parse_catalogue,
    read_catalogue,
)
from handpress.words.content import all_texts
from handpress.words.locale import find_locale

HEAD = 'msgid ""\nmsgstr "Language: fr\\n"\n\n'
MESSAGE = 'msgctxt "a"\nmsgid "A"\nmsgstr "B"\n'
CALM = text("Stay calm.")

LOCALES = sorted(
    path.parts[-3] for path in (REPOSITORY / "locales").glob("*/LC_MESSAGES/handouts.po")
)
HANDOUTS = sorted(path.stem for path in (REPOSITORY / "handouts").glob("*.yaml"))


def parsed(po: str) -> Catalogue:
    catalogue, problems = parse_catalogue(po, FRENCH, "fr.po")
    assert problems == ()
    return catalogue


def fault_of(po: str) -> tuple[int, str]:
    """The line and code of the only fault of a catalogue, of which nothing is then used."""
    catalogue, (problem,) = parse_catalogue(po, FRENCH, "fr.po")
    assert problem.place.file == "fr.po"
    assert catalogue.entries == ()
    return problem.place.line, problem.code


@pytest.mark.parametrize("handout", HANDOUTS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_section_and_text_is_said(materials, locale, handout):
    catalogue = catalogue_of_the_repository(materials, locale)
    one = next(found for found in materials.content.handouts if found.key == handout)

    for section in one.sections:
        unsaid = every_text_is_translated(all_texts(section), catalogue)
        assert list(unsaid) == [], f'the section "{section.key}" is not said in {locale}'
    assert list(every_text_is_translated(all_texts(one), catalogue)) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_that_templates_print_is_said(materials, locale):
    catalogue = catalogue_of_the_repository(materials, locale)

    assert list(every_text_is_translated(materials.printed, catalogue)) == []


def catalogue_of_the_repository(materials, folder: str) -> Catalogue:
    return next(one for one in materials.catalogues if one.locale.folder == folder)


def test_there_are_locales_and_handouts_to_hold_against_each_other():
    assert len(LOCALES) >= 5
    assert len(HANDOUTS) >= 2


def test_a_message_is_found_by_its_context_and_knows_the_line_of_its_translation():
    po = HEAD + '#. a note\nmsgctxt "a"\nmsgid ""\n"A "\n"B"\nmsgstr ""\n"C "\n"D"\n'

    (found,) = parsed(po).entries

    assert (found.context, found.source, found.translation) == ("a", "A B", "C D")
    assert found.place == Place("fr.po", 9)


def test_a_translation_is_printed_when_it_is_fresh():
    catalogue = french(entry(CALM, "Restez calme."))

    assert catalogue.words_for(CALM) == Words("Restez calme.", CALM, State.FRESH)


@pytest.mark.parametrize(
    ("catalogue", "state"),
    [
        (french(), State.MISSING),
        (french(entry(CALM, "")), State.MISSING),
        (french(entry(CALM, " \n")), State.MISSING),
        (french(entry(CALM, "Restez calme.", is_fuzzy=True)), State.FUZZY),
        (french(entry(text("Be calm."), "Restez calme.")), State.STALE),
        (french(entry(text("Be calm."), "Restez.", is_fuzzy=True)), State.STALE),
    ],
    ids=["missing", "empty", "blank", "fuzzy", "stale", "stale and fuzzy"],
)
def test_a_translation_that_may_not_be_printed_gives_its_english_and_why(catalogue, state):
    assert catalogue.words_for(CALM) == Words("Stay calm.", CALM, state)


def test_the_source_needs_no_catalogue():
    english = Catalogue(find_locale("en"), "en.po")

    assert english.words_for(CALM) == Words("Stay calm.", CALM, State.FRESH)


def test_a_text_without_a_message_is_placed_in_the_file_where_it_should_stand():
    assert french().place_of(CALM) == Place("fr.po")


def test_a_fuzzy_message_is_told_with_its_line():
    catalogue = parsed(HEAD + '#, fuzzy\nmsgctxt "a"\nmsgid "A"\nmsgstr "B"\n')

    assert [(one.is_fuzzy, one.place.line) for one in catalogue.entries] == [(True, 7)]


def test_an_obsolete_message_says_nothing():
    catalogue = parsed(HEAD + MESSAGE + '\n#~ msgctxt "b"\n#~ msgid "C"\n#~ msgstr "D"\n')

    assert [found.context for found in catalogue.entries] == ["a"]


def test_a_context_that_stands_twice_is_told_with_the_first_line():
    catalogue, problems = parse_catalogue(f"{HEAD}{MESSAGE}\n{MESSAGE}", FRENCH, "fr.po")

    what = 'the context "a" stands before, at fr.po:6'
    hint = "keep one of the two"
    assert problems == (Problem(Place("fr.po", 10), "context-twice", what, hint),)
    assert len(catalogue.entries) == 1


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('msgctxt "a"\nmsgid "A"\nmsgstr "B\n', 6),
        ('msgctxt "a"\nmsgid "A"\nmsgstr "B\n"C"\n', 6),
        ('msgctxt "a"\nmsgid "A"\nmsgstr B\n', 6),
        ('msgctxt "a"\nmsgid "A"\nmsgstr "B" more\n', 6),
        ('msgctxt "a"\nmsgid "A"\nmsgstr "B"C"\n', 6),
        ('msgctxt "a"\nmsgid "A"\nmsgstr"B"\n', 6),
        ('msgctxt "a"\nmsgid "A\nmsgstr "B"\n', 5),
        ('msgctxt "a"\nmsgstr "B"\n', 5),
        ('msgstr "B"\n', 4),
        ("Some words.\n", 4),
        ('#~ msgid "A\n', 4),
        ('#| msgid "A\nmsgid "A"\nmsgstr ""\n', 4),
        ('<<<<<<< HEAD\nmsgid "A"\n', 4),
        ('msgid "(line 9)"\nmsgid "B"\n', 5),
    ],
)
def test_broken_syntax_is_told_with_its_line_and_nothing_of_the_file_is_used(broken, line):
    assert fault_of(HEAD + broken) == (line, "po-syntax")


@pytest.mark.parametrize("po", ["", "\n", HEAD, "# a comment\n"])
def test_a_catalogue_without_messages_is_whole(po):
    assert parsed(po).entries == ()


def test_a_catalogue_without_a_header_is_read():
    assert [found.translation for found in parsed(MESSAGE).entries] == ["B"]


def test_a_message_without_its_last_line_is_placed_where_it_begins():
    catalogue = parsed(HEAD + 'msgctxt "a"\nmsgid "A"\n')

    assert [(one.translation, one.place.line) for one in catalogue.entries] == [("", 4)]


def test_a_message_whose_lines_are_indented_is_read_at_its_line():
    (found,) = parsed(HEAD + '  msgctxt "a"\n  msgid "A"\n  msgstr "B"\n').entries

    assert (found.translation, found.place.line) == ("B", 6)


@STEADY
@given(po=st.text(alphabet='msgidtrcx "\\\n#~|a[0]', max_size=60))
def test_no_text_at_all_breaks_the_reading(po):
    catalogue, problems = parse_catalogue(HEAD + po, FRENCH, "fr.po")

    assert {problem.code for problem in problems} <= {"po-syntax", "context-twice"}
    assert all(found.place.line > 0 for found in catalogue.entries)


@STEADY
@given(cut=st.integers(0, len(HEAD + MESSAGE) - 1))
def test_a_character_that_is_lost_never_gives_other_words_silently(cut):
    whole = HEAD + MESSAGE
    catalogue, problems = parse_catalogue(whole[:cut] + whole[cut + 1 :], FRENCH, "fr.po")

    said = {(one.context, one.source, one.translation) for one in catalogue.entries}
    lost_letter = {("", "A", "B"), ("a", "", "B"), ("a", "A", "")}
    assert problems or said <= {("a", "A", "B")} | lost_letter


def write_po(folder: Path, name: str, data: bytes) -> None:
    path = folder / name / "LC_MESSAGES/handouts.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path):
    write_po(tmp_path, "fr", b"\xef\xbb\xbf" + (HEAD + MESSAGE).encode())

    catalogue, problems = read_catalogue(tmp_path, FRENCH, tmp_path)

    assert (len(catalogue.entries), problems) == (1, ())


def test_line_ends_of_windows_are_no_fault(tmp_path: Path):
    write_po(tmp_path, "fr", (HEAD + MESSAGE).replace("\n", "\r\n").encode())

    catalogue, problems = read_catalogue(tmp_path, FRENCH, tmp_path)

    assert [one.place.line for one in catalogue.entries] == [6]
    assert problems == ()


def test_a_catalogue_that_is_not_utf_8_is_told_at_its_line(tmp_path: Path):
    write_po(tmp_path, "fr", HEAD.encode() + b'msgid "A"\nmsgstr "\xe9"\n')

    _, problems = read_catalogue(tmp_path, FRENCH, tmp_path)

    place = Place("fr/LC_MESSAGES/handouts.po", 5, 9)
    what, hint = "the byte 0xe9 is not UTF-8", "save the file with the encoding UTF-8"
    assert problems == (Problem(place, "not-utf-8", what, hint),)


def test_a_folder_with_another_spelling_is_told_with_the_right_one(tmp_path: Path):
    write_po(tmp_path, "zh-Hans", (HEAD + MESSAGE).encode())

    _, (problem,) = read_catalogue(tmp_path, find_locale("zh-Hans"), tmp_path)

    assert (problem.code, problem.hint) == (
        "no-catalogue",
        'call the folder of this language "zh_Hans"',
    )
