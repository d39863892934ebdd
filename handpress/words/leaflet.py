"""Handout, catalogue and clinic put together: every `Text` is now words in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handpress.words.catalogue import Catalogue, State, Words
from handpress.words.clinic import Clinic
from handpress.words.content import Handout, Text, all_texts, map_texts
from handpress.words.locale import Locale
from handpress.words.standing import UNCHECKED, Standing


@dataclass(frozen=True)
class Leaflet:
    """One handout in one language for one clinic, ready for a page.

    `said` lists the handout's words in reading order, `printed` what the templates
    themselves say; what of both may not be printed is in `gaps`. `id` is the short id that
    is printed: see `editions`. `standing` is how far the words can be trusted.
    """

    handout: Handout[Words]
    source: Handout[Text]
    locale: Locale
    clinic: Clinic
    said: tuple[Words, ...]
    printed: tuple[Words, ...]
    id: str = ""
    standing: Standing = UNCHECKED

    @property
    def gaps(self) -> tuple[Words, ...]:
        """The words that are missing, fuzzy or stale."""
        every = (*self.said, *self.printed)
        return tuple(words for words in every if words.state is not State.FRESH)


def translate(
    handout: Handout[Text], printed: Iterable[Text], catalogue: Catalogue, clinic: Clinic
) -> Leaflet:
    """Say a handout, and what the templates print, in the catalogue's language."""
    return Leaflet(
        handout=map_texts(handout, catalogue.words_for),
        source=handout,
        locale=catalogue.locale,
        clinic=clinic,
        said=tuple(catalogue.words_for(text) for text in all_texts(handout)),
        printed=tuple(catalogue.words_for(text) for text in printed),
    )
