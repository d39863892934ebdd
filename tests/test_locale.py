"""A locale is what CLDR says it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handpress.problems import HandoutError
from handpress.words.locale import find_locale, find_locales, format_day, tags_of


@pytest.mark.parametrize(
    ("spelt", "tag", "folder"),
    [
        ("fr", "fr", "fr"),
        ("zh-Hans", "zh-Hans", "zh_Hans"),
        ("zh_hans", "zh-Hans", "zh_Hans"),
        ("ZH-HANS", "zh-Hans", "zh_Hans"),
        (" ar ", "ar", "ar"),
        ("prs", "fa-AF", "fa_AF"),
        ("iw", "he", "he"),
        ("tl", "fil", "fil"),
        ("pt-br", "pt-BR", "pt_BR"),
    ],
)
def test_a_tag_is_found_however_it_is_spelt(spelt, tag, folder):
    locale = find_locale(spelt)

    assert (locale.tag, locale.folder) == (tag, folder)


@pytest.mark.parametrize("tag", ["", "x", "klingon", "../etc", "en_", "12"])
def test_a_tag_that_cldr_does_not_know_is_refused_with_a_hint(tag):
    with pytest.raises(HandoutError) as caught:
        find_locale(tag)

    assert str(caught.value) == f'"{tag}" is not a language tag that CLDR knows'
    assert caught.value.hint == "write it as in BCP 47: fr, zh-Hans, fa-AF"


@pytest.mark.parametrize(
    ("tag", "script", "direction"),
    [
        ("ar", "Arab", "rtl"),
        ("fa-AF", "Arab", "rtl"),
        ("ur", "Arab", "rtl"),
        ("he", "Hebr", "rtl"),
        ("pa-PK", "Arab", "rtl"),
        ("yi", "Hebr", "rtl"),
        ("hi", "Deva", "ltr"),
        ("ru", "Cyrl", "ltr"),
        ("zh-Hant-HK", "Hant", "ltr"),
        ("ja", "Jpan", "ltr"),
        ("ko", "Kore", "ltr"),
        ("my", "Mymr", "ltr"),
        ("sr-Latn", "Latn", "ltr"),
        ("pl", "Latn", "ltr"),
    ],
)
def test_script_and_direction_are_cldrs(tag, script, direction):
    locale = find_locale(tag)

    assert (locale.script, locale.direction) == (script, direction)
    assert locale.is_rtl == (direction == "rtl")


@pytest.mark.parametrize(
    ("tag", "own", "english"),
    [
        ("fr", "Français", "French"),
        ("ru", "Русский", "Russian"),
        ("ar", "العربية", "Arabic"),
        ("ka", "ქართული", "Georgian"),
        ("zh-Hans", "简体中文", "Simplified Chinese"),
        ("prs", "دری", "Dari"),
    ],
)
def test_a_locale_has_its_own_name_and_an_english_one(tag, own, english):
    locale = find_locale(tag)

    assert (locale.own_name, locale.english_name) == (own, english)


@pytest.mark.parametrize(
    ("tag", "style", "digits"),
    [
        ("fa", "persian", "۰۱۲۳۴۵۶۷۸۹"),
        ("ne", "devanagari", "०१२३४५६७८९"),
        ("my", "myanmar", "၀၁၂၃၄၅၆၇၈၉"),
        ("bn", "bengali", "০১২৩৪৫৬৭৮৯"),
        ("hi", "decimal", "0123456789"),
        ("fr", "decimal", "0123456789"),
    ],
)
def test_numbers_are_set_in_the_digits_that_cldr_names(tag, style, digits):
    locale = find_locale(tag)

    assert (locale.counter_style, locale.digits) == (style, digits)


def test_english_alone_is_the_source():
    assert find_locale("en").is_source
    assert not find_locale("en-GB").is_source


def test_a_day_is_written_in_words():
    day = date(2026, 11, 21)

    told = [format_day(find_locale(tag), day) for tag in ("en", "fr", "zh-Hans")]

    assert told == ["November 21, 2026", "21 novembre 2026", "2026年11月21日"]


def test_the_locales_of_a_folder_are_its_catalogues_and_the_source(tmp_path: Path):
    for name in ("zh_Hans", "ar", "empty"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
    for name in ("zh_Hans", "ar"):
        (tmp_path / name / "LC_MESSAGES/handouts.po").touch()

    assert tags_of(find_locales(tmp_path)) == "en, ar, zh-Hans"


def test_a_locale_that_two_folders_spell_is_one_locale(tmp_path: Path):
    for name in ("zh_Hans", "zh-Hans", "en"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / name / "LC_MESSAGES/handouts.po").touch()

    assert tags_of(find_locales(tmp_path)) == "en, zh-Hans"


def test_a_folder_that_is_not_there_has_the_source_alone(tmp_path: Path):
    assert tags_of(find_locales(tmp_path / "none")) == "en"
