"""Every language says all of every section, and the table of languages is true."""

from __future__ import annotations

import re

import pytest
from conftest import REPOSITORY

from handpress.materials import Materials
from handpress.words.catalogue import State
from handpress.words.content import all_texts
from handpress.words.locale import find_locale, find_locales
from handpress.words.reading import read_content

LOCALES = [locale.tag for locale in find_locales(REPOSITORY / "locales")]
SECTIONS = [
    (handout.key, section.key)
    for handout in read_content(REPOSITORY / "handouts", REPOSITORY).handouts
    for section in handout.sections
]


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize(("key", "name"), SECTIONS)
def test_a_language_says_all_of_a_section(
    materials: Materials, tag: str, key: str, name: str
):
    handout = next(one for one in materials.content.handouts if one.key == key)
    section = next(one for one in handout.sections if one.key == name)
    catalogue = next(one for one in materials.catalogues if one.locale.tag == tag)
    gaps = [
        text.context
        for text in all_texts(section)
        if catalogue.words_for(text).state is not State.FRESH
    ]
    assert gaps == [], f"{tag} lacks something of {key}/{name}"


@pytest.mark.parametrize("tag", LOCALES)
def test_a_language_says_all_that_the_templates_print(materials: Materials, tag: str):
    catalogue = next(one for one in materials.catalogues if one.locale.tag == tag)
    states = {text.context: catalogue.words_for(text).state for text in materials.printed}
    assert {name for name, state in states.items() if state is not State.FRESH} == set()


def test_the_table_of_languages_names_each_that_there_is():
    told = (REPOSITORY / "docs/languages.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|`]+) `([\w-]+)` \|", told, re.MULTILINE))
    assert sorted(rows.values()) == sorted(set(LOCALES) - {"en"})
    for name, tag in rows.items():
        assert name.partition(",")[0] in find_locale(tag).english_name
