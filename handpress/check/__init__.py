"""One function per rule; what runs is listed here, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from handpress.check import source, translation
from handpress.problems import Problem, in_order
from handpress.words.catalogue import Catalogue
from handpress.words.content import Handout, Text, all_texts

SourceCheck = Callable[[Handout[Text]], Iterator[Problem]]
TranslationCheck = Callable[[tuple[Text, ...], Catalogue], Iterator[Problem]]

SOURCE_CHECKS: tuple[SourceCheck, ...] = (
    source.every_required_section_is_there,
    source.placeholders_are_known,
    source.markup_is_closed,
    source.no_number_to_dial_stands_in_a_text,
    source.words_marked_as_terms_are_explained,
    source.terms_that_are_explained_are_used,
    source.sources_are_current,
    source.the_next_review_is_near_enough,
    source.sentences_are_short,
    source.the_handout_is_not_too_long,
    source.the_words_are_easy_to_read,
)
TRANSLATION_CHECKS: tuple[TranslationCheck, ...] = (
    translation.every_text_is_translated,
    translation.placeholders_survive,
    translation.markup_survives,
    translation.no_number_to_dial_is_added,
)


def check_handout(handout: Handout[Text], pictures: Path) -> tuple[Problem, ...]:
    """Hold a handout against every rule for the source."""
    found = [problem for check in SOURCE_CHECKS for problem in check(handout)]
    found += source.pictures_are_there(handout, pictures)
    return in_order(found)


def check_translation(
    handout: Handout[Text], printed: Iterable[Text], catalogue: Catalogue
) -> tuple[Problem, ...]:
    """Hold a translation of a handout, and of what templates print, against every rule."""
    if catalogue.locale.is_source:
        return ()
    texts = (*all_texts(handout), *printed)
    return in_order(
        problem for check in TRANSLATION_CHECKS for problem in check(texts, catalogue)
    )
