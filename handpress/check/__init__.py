"""One function per rule; what runs is listed here, and nowhere else."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from handpress.check import meaning, source, toolkit, translation, whole, writing
from handpress.check.pair import Pair, pairs_of
from handpress.check.whole import Tongues
from handpress.problems import Problem, Severity, in_order
from handpress.words.catalogue import Catalogue
from handpress.words.content import Handout, Text
from handpress.words.guide import Guide, Silence, folded_words, terms_missing
from handpress.words.locale import SOURCE

SourceCheck = Callable[[Handout[Text]], Iterator[Problem]]
PairCheck = Callable[[Pair], Iterator[Problem]]
WholeCheck = Callable[[tuple[Pair, ...]], Iterator[tuple[Pair, Problem]]]

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
PAIR_CHECKS: tuple[PairCheck, ...] = (
    translation.placeholders_survive,
    translation.markup_survives,
    translation.no_number_to_dial_is_added,
    translation.no_address_is_added,
    meaning.numbers_are_those_of_the_source,
    meaning.units_are_those_of_the_source,
    meaning.terms_are_used,
    meaning.every_negation_is_kept,
    meaning.no_negation_is_added,
    meaning.nothing_is_left_in_english,
    writing.nothing_is_unseen,
    writing.letters_are_composed,
    writing.brackets_and_quotes_are_closed,
    toolkit.the_toolkit_is_content,
)
WHOLE_CHECKS: tuple[WholeCheck, ...] = (
    writing.every_letter_is_of_the_language,
    whole.no_text_is_far_too_long_or_short,
    whole.other_texts_have_other_words,
)


def check_handout(handout: Handout[Text], pictures: Path) -> tuple[Problem, ...]:
    """Hold a handout against every rule for the source."""
    found = [problem for check in SOURCE_CHECKS for problem in check(handout)]
    found += source.pictures_are_there(handout, pictures)
    return in_order(found)


def reviews_due(
    handouts: Iterable[Handout[Text]], today: datetime.date
) -> tuple[Problem, ...]:
    """Find handouts whose next review was due before this day."""
    return tuple(
        problem
        for handout in handouts
        for problem in source.the_next_review_is_to_come(handout, today)
    )


@dataclass(frozen=True)
class Findings:
    """What is wrong with one catalogue: of its own, and by the context of each text.

    `silenced` counts the false alarms that the locale's file takes back.
    """

    general: tuple[Problem, ...]
    of_texts: Mapping[str, tuple[Problem, ...]]
    silenced: int


# What this rule finds depends on which other languages are there.
WRONG_LANGUAGE = "wrong-language"


class Examiner:
    """Holds translations against every rule, each catalogue once."""

    def __init__(self, catalogues: tuple[Catalogue, ...], texts: tuple[Text, ...]) -> None:
        self._texts = texts
        self._source = next(
            (one.guide for one in catalogues if one.locale.is_source), Guide()
        )
        self._catalogues = {one.locale.tag: one for one in catalogues}
        self._findings: dict[str, Findings] = {}

    @cached_property
    def _tongues(self) -> Tongues:
        others = self._catalogues.values()
        said = [
            (one.locale.tag, tuple(pair.folded for pair in self._pairs(one)))
            for one in others
            if not one.locale.is_source
        ]
        english = tuple(folded_words(text.words) for text in self._texts)
        return Tongues([(SOURCE, english), *said])

    def _pairs(self, catalogue: Catalogue) -> tuple[Pair, ...]:
        return tuple(pairs_of(self._texts, catalogue, self._source))

    def findings(self, catalogue: Catalogue) -> Findings:
        """Find everything that is wrong with a catalogue's texts."""
        tag = catalogue.locale.tag
        if tag not in self._findings:
            self._findings[tag] = self._examine(catalogue)
        return self._findings[tag]

    def _examine(self, catalogue: Catalogue) -> Findings:
        if catalogue.locale.is_source:
            return Findings((), {}, 0)
        guide, pairs = catalogue.guide, self._pairs(catalogue)
        found = [(pair, one) for pair in pairs for run in PAIR_CHECKS for one in run(pair)]
        for check in (*WHOLE_CHECKS, self._tongues.every_text_is_in_its_language):
            found += check(pairs)
        silent = {
            (one.code, pair.text.context)
            for pair, one in found
            if guide.is_silent(one.code, pair.text.context)
        }
        of_texts: dict[str, tuple[Problem, ...]] = {}
        for pair, one in found:
            context = pair.text.context
            if (one.code, context) not in silent:
                of_texts[context] = (*of_texts.get(context, ()), one)
        needless = [
            one
            for one in guide.silences
            if (one.code, one.context) not in silent and one.code != WRONG_LANGUAGE
        ]
        general = (*terms_missing(guide, self._source), *map(_needless, needless))
        return Findings(general, of_texts, len(silent))

    def problems(
        self, texts: tuple[Text, ...], catalogue: Catalogue
    ) -> tuple[Problem, ...]:
        """Find what is wrong with these texts in a language."""
        if catalogue.locale.is_source:
            return ()
        of_texts = self.findings(catalogue).of_texts
        found = [one for text in texts for one in of_texts.get(text.context, ())]
        return (*translation.every_text_is_translated(texts, catalogue), *found)


def _needless(silence: Silence) -> Problem:
    what = f'nothing is wrong by "{silence.code}" with "{silence.context}"'
    hint = "take the line out"
    return Problem(silence.place, "silence-needless", what, hint, Severity.WARNING)
