"""Progress counts what stands, and nothing else."""

from __future__ import annotations

from makers import entry, french, handout, text

from handpress.words.catalogue import Catalogue
from handpress.words.content import all_texts
from handpress.words.locale import find_locale
from handpress.words.progress import Progress, progress_of

HANDOUT = handout()
PRINTED = (text("Page", "template/page"),)
TEXTS = (*all_texts(HANDOUT), *PRINTED)


def test_progress_counts_present_and_fresh_texts_with_those_of_templates():
    fresh, fuzzy, stale, missing, *rest = TEXTS
    catalogue = french(
        entry(fresh, "a"),
        entry(fuzzy, "b", is_fuzzy=True),
        entry(text("Other words", stale.context), "c"),
        entry(missing, ""),
    )

    rows = progress_of([HANDOUT], PRINTED, (catalogue,))

    assert rows == (Progress("leaflet", "fr", "French", len(rest) + 4, 3, 1),)


def test_the_source_is_always_whole():
    english = Catalogue(find_locale("en"), "en.po")

    (row,) = progress_of([HANDOUT], PRINTED, (english,))

    assert (row.texts, row.present, row.fresh) == (len(TEXTS),) * 3


def test_there_is_a_row_for_every_handout_in_every_locale(materials):
    rows = progress_of(materials.content.handouts, materials.printed, materials.catalogues)

    assert [(row.handout, row.locale) for row in rows] == [
        (one.key, catalogue.locale.tag)
        for one in materials.content.handouts
        for catalogue in materials.catalogues
    ]
