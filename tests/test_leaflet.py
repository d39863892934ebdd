"""A leaflet is a handout in one language, and knows its gaps."""

from __future__ import annotations

import pickle

import pytest
from makers import catalogue_of, clinic, entry, french, handout, paragraphs, text

from handpress.words.catalogue import Catalogue, State
from handpress.words.content import all_texts
from handpress.words.leaflet import translate
from handpress.words.locale import find_locale

HANDOUT = handout({"support": paragraphs(calm="Stay calm.", breathe="Breathe.")})
PRINTED = (text("Page", "template/page"),)


def leaflet(catalogue: Catalogue):
    return translate(HANDOUT, PRINTED, catalogue, clinic())


def whole() -> Catalogue:
    return catalogue_of((HANDOUT, PRINTED), lambda words: f"⟦{words}⟧")


def without(context: str) -> Catalogue:
    return french(*(one for one in whole().entries if one.context != context))


def test_every_text_is_said_in_the_language_of_the_leaflet():
    one = leaflet(whole())

    texts = all_texts(HANDOUT)
    assert [words.words for words in one.said] == [f"⟦{text.words}⟧" for text in texts]
    assert one.handout.title.words == "⟦Fire safety⟧"
    assert one.source is HANDOUT


def test_a_whole_leaflet_has_no_gaps():
    assert leaflet(whole()).gaps == ()


@pytest.mark.parametrize("context", ["leaflet/support/calm", "template/page"])
def test_a_text_that_is_not_said_is_a_gap_in_handout_and_template_alike(context):
    gaps = leaflet(without(context)).gaps

    assert [(gap.source.context, gap.state) for gap in gaps] == [(context, State.MISSING)]


def test_a_gap_holds_the_english_words():
    (gap,) = leaflet(without("leaflet/support/calm")).gaps

    assert gap.words == "Stay calm."


def test_a_fuzzy_text_is_a_gap():
    calm = next(one for one in all_texts(HANDOUT) if one.context == "leaflet/support/calm")
    fuzzy = french(
        *without(calm.context).entries, entry(calm, "Restez calme.", is_fuzzy=True)
    )

    assert [gap.state for gap in leaflet(fuzzy).gaps] == [State.FUZZY]


def test_the_english_leaflet_says_its_source():
    one = leaflet(Catalogue(find_locale("en"), "en.po"))

    assert one.gaps == ()
    assert [said.words for said in one.said] == [text.words for text in all_texts(HANDOUT)]


def test_a_leaflet_may_go_to_another_process():
    one = leaflet(whole())

    assert pickle.loads(pickle.dumps(one)) == one
