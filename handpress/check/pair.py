"""A text beside its translation, as the rules see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from handpress.problems import Place, Problem, Severity
from handpress.words.catalogue import Catalogue
from handpress.words.content import Text
from handpress.words.guide import Guide, folded_words
from handpress.words.inline import plain
from handpress.words.locale import Locale


@dataclass(frozen=True)
class Pair:
    """A text, its translation, and what is known of both languages."""

    text: Text
    translation: str
    place: Place
    locale: Locale
    guide: Guide
    source_guide: Guide

    @cached_property
    def english(self) -> str:
        """The source without its marks."""
        return plain(self.text.words)

    @cached_property
    def words(self) -> str:
        """The translation without its marks."""
        return plain(self.translation)

    @cached_property
    def folded_english(self) -> str:
        return folded_words(self.text.words)

    @cached_property
    def folded(self) -> str:
        return folded_words(self.translation)

    def problem(self, code: str, message: str, hint: str) -> Problem:
        """Tell of something that is wrong: the leaflet is refused."""
        return Problem(self.place, code, message, hint)

    def doubt(self, code: str, message: str, hint: str) -> Problem:
        """Tell of something that may be wrong; in what is safety-critical it refuses."""
        severity = Severity.ERROR if self.text.is_safety_critical else Severity.WARNING
        return Problem(self.place, code, message, hint, severity)


def pairs_of(
    texts: tuple[Text, ...], catalogue: Catalogue, source_guide: Guide
) -> Iterator[Pair]:
    """Set every text that is translated beside its translation."""
    for text in texts:
        entry = catalogue.entry_for(text)
        if entry is not None and entry.translation.strip():
            yield Pair(
                text,
                entry.translation,
                entry.place,
                catalogue.locale,
                catalogue.guide,
                source_guide,
            )
