"""Progress counts what stands, and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from makers import FRENCH, catalogue_of, entry, french, handout, text

from handpress.words.approval import approve
from handpress.words.catalogue import Catalogue
from handpress.words.content import all_texts
from handpress.words.digests import word_whole
from handpress.words.locale import find_locale
from handpress.words.progress import Progress, below, progress_of
from handpress.words.review import Reviews
from handpress.words.standing import Step

HANDOUT = handout()
PRINTED = (text("Page", "template/page"),)
TEXTS = (*all_texts(HANDOUT), *PRINTED)
ENGLISH = Catalogue(find_locale("en"), "en.po")
NOBODY = (Reviews(ENGLISH.locale), Reviews(FRENCH))


def row_of(catalogue: Catalogue, reviews: tuple[Reviews, ...] = NOBODY) -> Progress:
    rows = progress_of([HANDOUT], PRINTED, (ENGLISH, catalogue), reviews)
    return rows[-1]


def test_progress_counts_present_and_fresh_texts_with_those_of_templates():
    fresh, fuzzy, stale, missing, *rest = TEXTS
    catalogue = french(
        entry(fresh, "a"),
        entry(fuzzy, "b", is_fuzzy=True),
        entry(text("Other words", stale.context), "c"),
        entry(missing, ""),
    )

    found = row_of(catalogue)

    number = len(rest) + 4
    assert found == Progress("leaflet", "fr", "French", number, 3, 1, 0, 0, Step.MACHINE)


def test_progress_counts_what_somebody_saw_word_for_word():
    said = catalogue_of(TEXTS, lambda words: f"mot {words}")
    reviews = Reviews(FRENCH)
    today = word_whole(HANDOUT, PRINTED, said)
    for step, by in ((Step.TRANSLATED, "Ann"), (Step.REVISED, "Bea")):
        reviews = approve(reviews, today, step, by, datetime.date(2026, 11, 21))
    first, *others = said.entries
    changed = replace(said, entries=(replace(first, translation="autre"), *others))

    whole, less = (row_of(one, (NOBODY[0], reviews)) for one in (said, changed))

    assert (whole.revised, whole.clinically_checked, whole.step) == (
        len(TEXTS),
        0,
        Step.REVISED,
    )
    assert (less.revised, less.step) == (len(TEXTS) - 1, Step.MACHINE)


def test_the_source_is_always_whole():
    (row,) = progress_of([HANDOUT], PRINTED, (ENGLISH,), NOBODY)

    assert (row.texts, row.present, row.fresh) == (len(TEXTS),) * 3
    assert row.step is Step.WRITTEN


@pytest.mark.parametrize(("percent", "is_low"), [(0, False), (33, False), (100, True)])
def test_a_row_is_below_when_too_few_of_its_texts_are_so(percent, is_low):
    row = Progress("leaflet", "fr", "French", 3, 3, 1, 0, 0, Step.MACHINE)

    assert bool(list(below([row], "fresh", percent))) is is_low


def test_there_is_a_row_for_every_handout_in_every_locale(materials):
    rows = progress_of(
        materials.content.handouts,
        materials.printed,
        materials.catalogues,
        materials.reviews,
    )

    assert [(row.handout, row.locale) for row in rows] == [
        (one.key, catalogue.locale.tag)
        for one in materials.content.handouts
        for catalogue in materials.catalogues
    ]
