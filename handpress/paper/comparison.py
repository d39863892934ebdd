"""A finished file beside the leaflet that it should be, made ready to be compared."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from handpress.paper.layout import Languages, Layout
from handpress.paper.page import Page
from handpress.paper.paper import Ink, Paper
from handpress.paper.setting import bare
from handpress.words.catalogue import State
from handpress.words.content import Section, Text
from handpress.words.inline import filled, plain
from handpress.words.leaflet import Leaflet

# Joiners that have no glyph, and hyphens: a reader takes one at the end of a line away.
IGNORED = str.maketrans(dict.fromkeys("-\u2010\u00ad\u0002\ufffe\u200c\u200d"))
HEADING = "H2"


@dataclass(frozen=True)
class Print:
    """A finished file, and all that it should be."""

    paper: Paper
    leaflets: tuple[Leaflet, ...]
    layout: Layout
    page: Page
    warnings: tuple[str, ...]

    @cached_property
    def drawn(self) -> dict[tuple[int, int], list[Ink]]:
        """The ink of each marked content, by page and mark; artifacts are -1."""
        found: dict[tuple[int, int], list[Ink]] = {}
        for ink in self.paper.inks:
            found.setdefault((ink.page, ink.mark), []).append(ink)
        return found

    @cached_property
    def chapters(self) -> tuple[tuple[str, str], ...]:
        """Headings and what follows each, folded, in the order of the tag tree.

        The first has no heading: it is what stands before the first one.
        """
        parts: list[list[str]] = [["", ""]]
        was_heading = False
        for part in self.paper.tagged:
            words = folded(part.words or self._ink_words(part.page, part.mark))
            is_heading = HEADING in part.tags
            if is_heading and not was_heading and not self._is_twin(*parts[-1]):
                parts.append(["", ""])
            elif is_heading and not was_heading:
                parts[-1][1] = ""
            parts[-1][0 if is_heading else 1] += words
            was_heading = is_heading
        return tuple((heading, body) for heading, body in parts)

    def _is_twin(self, heading: str, body: str) -> bool:
        """Tell whether a heading is the other one of its row: between is a row's number."""
        is_beside = self.layout.languages is Languages.BESIDE
        return is_beside and bool(heading) and (not body or body.isdigit())

    @cached_property
    def said(self) -> str:
        """Everything in the order of the tag tree, folded: what is read aloud."""
        return "".join(heading + body for heading, body in self.chapters)

    def said_until(self, page: int) -> str:
        """What is read aloud of the pages up to one, counted from 1; folded."""
        return "".join(
            folded(part.words or self._ink_words(part.page, part.mark))
            for part in self.paper.tagged
            if part.page < page
        )

    def _ink_words(self, page: int, mark: int) -> str:
        return "".join(ink.words for ink in self.drawn.get((page, mark), ()))

    @property
    def is_rtl(self) -> bool:
        """Tell whether any of its languages is written from right to left."""
        return any(leaflet.locale.is_rtl for leaflet in self.leaflets)

    @cached_property
    def wanted_chapters(self) -> tuple[tuple[tuple[Leaflet, Section[Text]], ...], ...]:
        """The sections that follow each other, with their twins where those are beside."""
        parts = [
            [(leaflet, section) for section in leaflet.source.sections]
            for leaflet in self.leaflets
        ]
        if self.layout.languages is Languages.BESIDE:
            return tuple(zip(*parts, strict=True))
        return tuple((part,) for one in parts for part in one)

    def wanted(self, leaflet: Leaflet, text: Text) -> str:
        """Say how a text of the source must read on paper in a leaflet, folded."""
        words = self._words[leaflet.locale.tag][text.context]
        return folded(plain(filled(words, leaflet.clinic.values)))

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        return {
            leaflet.locale.tag: {
                said.source.context: said.words
                if said.state is State.FRESH
                else said.source.words
                for said in leaflet.said
            }
            for leaflet in self.leaflets
        }


def folded(words: str) -> str:
    """Fold words for comparing: without white space, breaks and joiners, in ASCII digits.

    >>> folded("Call\u00a0 ۱۱۲")
    'Call112'
    """
    told = unicodedata.normalize("NFKC", bare(words)).translate(IGNORED)
    return "".join(
        str(unicodedata.digit(character)) if character.isdigit() else character
        for character in told
        if not character.isspace()
    )


def letters(words: str) -> Counter[str]:
    """Count the letters of words, whatever their order and their shape on paper."""
    told = unicodedata.normalize("NFKD", words)
    return Counter(character for character in told if character.isalpha())
