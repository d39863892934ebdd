"""The rules for a translation that leave no room for doubt, each text beside its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from handpress.check.pair import Pair
from handpress.check.phrases import dialled_numbers
from handpress.problems import Place, Problem
from handpress.words.catalogue import Catalogue, State
from handpress.words.content import Text
from handpress.words.inline import Span, has_stray_bracket, placeholders, plain, spans_of

WRONG = {
    State.MISSING: ("untranslated", "is not translated", "translate it"),
    State.FUZZY: ("fuzzy", "is marked fuzzy", 'mend it, then remove the word "fuzzy"'),
    State.STALE: ("stale", "has changed in English since", "run update, then mend it"),
}
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+", re.ASCII)


def every_text_is_translated(
    texts: tuple[Text, ...], catalogue: Catalogue
) -> Iterator[Problem]:
    """Every text has a translation that is fresh: not missing, fuzzy or stale."""
    unknown = [text for text in texts if catalogue.entry_for(text) is None]
    if unknown:
        what = f"{len(unknown)} texts are not in the catalogue yet, such as"
        message = f'{what} "{_short(unknown[0].words)}" ({unknown[0].context})'
        hint = "run update, then translate them"
        yield Problem(Place(catalogue.file), "not-in-catalogue", message, hint)
    for text in texts:
        state = catalogue.words_for(text).state
        if state is not State.FRESH and text not in unknown:
            code, what, hint = WRONG[state]
            message = f'"{_short(text.words)}" ({text.context}) {what}'
            yield Problem(catalogue.place_of(text), code, message, hint)


def placeholders_survive(pair: Pair) -> Iterator[Problem]:
    """Every {placeholder} of a text is also in its translation, and no other."""
    wanted, there = placeholders(pair.text.words), placeholders(pair.translation)
    for name in sorted(wanted - there):
        hint = f"copy {{{name}}} into the translation exactly as it is"
        yield pair.problem("placeholder-lost", f'"{{{name}}}" is missing', hint)
    for name in sorted(there - wanted):
        hint = f"take {{{name}}} out of the translation"
        what = f'"{{{name}}}" is not in the English'
        yield pair.problem("placeholder-invented", what, hint)
    if has_stray_bracket(pair.translation):
        what = "a curly bracket is not part of a placeholder"
        hint = "take it out, or copy the placeholder from the English"
        yield pair.problem("stray-bracket", what, hint)


def markup_survives(pair: Pair) -> Iterator[Problem]:
    """A translation marks as many strong words and terms as its source."""
    if "*" in pair.words:
        what = "a star has no partner, or does not touch the word inside it"
        hint = "put punctuation outside the stars: **word**, not **word,**"
        yield pair.problem("stray-star", what, hint)
        return
    wanted, there = _marks(pair.text.words), _marks(pair.translation)
    if wanted != there:
        what = f"{_told(there)}, but the English has {_told(wanted)}"
        hint = "put the stars round the same words as in the English"
        yield pair.problem("markup-lost", what, hint)


def no_number_to_dial_is_added(pair: Pair) -> Iterator[Problem]:
    """A telephone number stands in a clinic's file, never in a translation."""
    for number in dialled_numbers(pair.translation):
        what = f'"{number}" looks like a telephone number'
        hint = "take it out; the clinic's numbers are filled in when it is printed"
        yield pair.problem("literal-phone", what, hint)


def no_address_is_added(pair: Pair) -> Iterator[Problem]:
    """An address on the web or for mail stands in a clinic's file, not in a translation."""
    for address in _ADDRESS.findall(pair.words):
        if address not in pair.english:
            what = f'"{address}" is an address that the English has not'
            yield pair.problem("literal-address", what, "take it out")


def _marks(words: str) -> tuple[int, int]:
    """Count where strong words and terms begin: `**a *b* c**` is one of each."""
    strong = terms = 0
    for before, span in pairwise((Span(""), *spans_of(words))):
        strong += span.is_strong and not before.is_strong
        terms += span.is_term and not before.is_term
    return strong, terms


def _told(marks: tuple[int, int]) -> str:
    return f"{marks[0]} strong, {marks[1]} terms"


def _short(words: str) -> str:
    words = plain(words)
    return words if len(words) <= 40 else f"{words[:39]}…"
