"""Everything that a page says has passed through a catalogue."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from makers import REPOSITORY

from handpress.batch import Workshop
from handpress.jobs import Selection, plan
from handpress.materials import Materials
from handpress.paper.layout import Languages
from handpress.paper.page import make_page
from handpress.words.catalogue import Catalogue, Entry
from handpress.words.leaflet import translate
from handpress.words.locale import find_locale

LAYOUTS = sorted(path.stem for path in (REPOSITORY / "templates").glob("*.yaml"))
# What no translator sees: it is marked as English, or belongs to the clinic or to CLDR.
UNTRANSLATED_LANG = "en"


class TextOutsideBrackets(HTMLParser):
    """Collects letters that stand outside brackets and outside what is marked English."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.foreign: list[bool] = []
        self.outside = ""
        self.skipped = ("style", "title")
        self.tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        if tag in ("meta", "img", "br", "link"):
            return
        inside = bool(self.foreign) and self.foreign[-1]
        self.foreign.append(inside or dict(attrs).get("lang") == UNTRANSLATED_LANG)

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""
        self.foreign.pop()

    def handle_data(self, data: str) -> None:
        if self.tag in self.skipped or (self.foreign and self.foreign[-1]):
            return
        for character in data:
            self.depth += (character == "[") - (character == "]")
            if character.isalpha() and not self.depth:
                self.outside += character


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("key", ["spinal-metastases", "tumours-of-the-back"])
def test_no_word_of_a_page_escapes_translation(
    materials: Materials, workshop: Workshop, key: str, name: str
):
    """In a pseudo-locale every text is in brackets; a letter outside has escaped."""
    locale = find_locale("de")
    entries = tuple(
        Entry(text.context, text.words, f"[{text.words}]", False, text.place)
        for text in materials.texts
    )
    handout = next(found for found in materials.content.handouts if found.key == key)
    clinic = replace(materials.clinics[0], name="1", address="2", hours="3", web="4")
    layout = next(found for found in materials.layouts if found.name == name)
    english = next(one for one in materials.catalogues if one.locale.is_source)
    leaflets = tuple(
        translate(layout.chosen(handout), materials.printed, catalogue, clinic)
        for catalogue in (Catalogue(locale, "pseudo.po", entries), english)
    )
    assert leaflets[0].gaps == ()
    used = leaflets[: 1 if layout.languages is Languages.ONE else 2]
    page = make_page(used, layout, workshop.look, fit=layout.fits[0], notes=1)
    reader = TextOutsideBrackets()
    reader.feed(page.html)
    outside = reader.outside
    for known in ("Deutsch", "November", "Dezember"):  # CLDR's own words
        outside = outside.replace(known, "")
    assert outside == ""


def test_the_title_and_the_alternative_have_no_markup(
    materials: Materials, workshop: Workshop
):
    handout = materials.content.handouts[0]
    english = next(one for one in materials.catalogues if one.locale.is_source)
    leaflet = translate(handout, materials.printed, english, materials.clinics[0])
    layout = next(found for found in materials.layouts if found.name == "standard")
    html = make_page((leaflet,), layout, workshop.look, fit=layout.fits[0]).html
    assert '<html lang="en" dir="ltr"' in html
    assert "<title>Cancer that has spread to the spine</title>" in html
    assert 'alt="The spine from the side, with named parts."' in html


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_is_the_clinics_own_stands_in_declared_boxes_alone(
    materials: Materials, workshop: Workshop, name: str
):
    layout = next(found for found in materials.layouts if found.name == name)
    job = plan(materials, Selection(("spinal-metastases",), ("ar",), (name,)))[0]
    page = make_page(job.leaflets, layout, workshop.look, fit=layout.fits[0])
    assert page.outside == ()
    without = replace(layout, boxes=())
    page = make_page(job.leaflets, without, workshop.look, fit=layout.fits[0])
    assert {"phones", "name"} <= set(page.outside)


def test_a_text_that_names_a_clinics_number_is_noticed(
    materials: Materials, workshop: Workshop
):
    job = plan(materials, Selection(("spinal-metastases",), ("en",), ("standard",)))[0]
    handout = job.leaflet.handout
    lead = replace(handout.lead, words="Call {main_phone} or {emergency_number}.")
    leaflet = replace(job.leaflet, handout=replace(handout, lead=lead))
    page = make_page((leaflet,), job.layout, workshop.look, fit="roomy")
    assert page.outside == ("main_phone",)
