"""How much of a handout stands in each language: honest numbers for `status`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handpress.words.catalogue import Catalogue, State
from handpress.words.content import Handout, Text, all_texts


@dataclass(frozen=True)
class Progress:
    """One handout in one locale: how many texts it has, and how many stand."""

    handout: str
    locale: str
    name: str
    texts: int
    present: int
    fresh: int


def progress_of(
    handouts: Iterable[Handout[Text]],
    printed: tuple[Text, ...],
    catalogues: tuple[Catalogue, ...],
) -> tuple[Progress, ...]:
    """Count what stands, for each handout in each locale, the templates' words included."""
    rows = []
    for handout in handouts:
        texts = (*all_texts(handout), *printed)
        for catalogue in catalogues:
            states = [catalogue.words_for(text).state for text in texts]
            present = sum(state is not State.MISSING for state in states)
            fresh = sum(state is State.FRESH for state in states)
            locale = catalogue.locale
            names = (handout.key, locale.tag, locale.english_name)
            rows.append(Progress(*names, len(texts), present, fresh))
    return tuple(rows)
