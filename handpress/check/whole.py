"""The rules that see a whole catalogue: what is unlike all else in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from math import exp, log
from statistics import median

from handpress.check.pair import Pair
from handpress.problems import Problem
from handpress.words.inline import PLACEHOLDER

# Shorter texts, in letters of English, differ in length by chance.
_LONG_ENOUGH = 30
_TELLING = 12
# How far a length may be from what is usual for the language, at the least: measured over
# forty catalogues, a lost clause shortens a text by a third.
_USUAL = log(1.45)
_SPREADS = 3.5
# By how much more of a text must be known in another language than in its own.
_MORE = 0.3
# And how much at the least: a small catalogue knows little of its own language.
_KNOWN = 0.75


def no_text_is_far_too_long_or_short(
    pairs: tuple[Pair, ...],
) -> Iterator[tuple[Pair, Problem]]:
    """A translation grows as texts in this language usually do."""
    growth = {
        pair.text.context: log(len(pair.words) / len(pair.english))
        for pair in pairs
        if len(pair.english) >= _LONG_ENOUGH
    }
    if len(growth) < _TELLING:
        return
    usual = median(growth.values())
    spread = 1.4826 * median(abs(one - usual) for one in growth.values())
    limit = max(_USUAL, _SPREADS * spread)
    for pair in pairs:
        own = growth.get(pair.text.context, usual)
        if abs(own - usual) > limit:
            what = "longer" if own > usual else "shorter"
            told = f"it is {exp(abs(own - usual)):.1f} times {what} than usual"
            hint = "is a clause missing, or added?"
            yield pair, pair.doubt(f"too-{what.removesuffix('er')}", told, hint)


def other_texts_have_other_words(pairs: tuple[Pair, ...]) -> Iterator[tuple[Pair, Problem]]:
    """Two texts that differ in English differ in the translation too."""
    said: dict[str, Pair] = {}
    for pair in pairs:
        before = said.setdefault(pair.folded, pair)
        if before.folded_english.rstrip(".") != pair.folded_english.rstrip("."):
            what = f"it reads as the translation of {before.text.context}"
            yield pair, pair.doubt("same-as-another", what, "one of the two is wrong")


class Tongues:
    """What every language looks like, in pieces of three letters of its catalogue."""

    def __init__(self, catalogues: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        # Each piece, with the languages that know it and in how many texts.
        self._known: dict[str, Counter[str]] = defaultdict(Counter)
        for tag, texts in catalogues:
            for words in texts:
                for piece in _pieces_of(words):
                    self._known[piece][tag] += 1

    def every_text_is_in_its_language(
        self, pairs: tuple[Pair, ...]
    ) -> Iterator[tuple[Pair, Problem]]:
        """No text looks more like another language than like its own."""
        for pair in pairs:
            pieces, tag = _pieces_of(pair.folded), pair.locale.tag
            if len(pieces) < _TELLING:
                continue
            own, shares = self._shares(pieces, tag)
            nearest = max(shares, key=lambda one: (shares[one], one), default=tag)
            found = shares.get(nearest, 0)
            if found > _KNOWN and found - own > _MORE:
                what = f'it looks like the language "{nearest}", not "{tag}"'
                yield pair, pair.problem("wrong-language", what, "translate it")

    def _shares(self, pieces: frozenset[str], tag: str) -> tuple[float, dict[str, float]]:
        """Tell how much of a text other texts know, of its language and of each other."""
        counts: Counter[str] = Counter()
        own = 0
        for piece in pieces:
            known = self._known.get(piece, _NOWHERE)
            counts.update(known.keys())
            own += known[tag] > 1
        language = tag.partition("-")[0]
        others = {
            one: count / len(pieces)
            for one, count in counts.items()
            if one.partition("-")[0] != language
        }
        return own / len(pieces), others


_NOWHERE: Counter[str] = Counter()


@cache
def _pieces_of(folded: str) -> frozenset[str]:
    """Cut words into pieces of three; what is filled in is of no language."""
    words = f" {' '.join(PLACEHOLDER.sub(' ', folded).split())} "
    return frozenset(words[at : at + 3] for at in range(len(words) - 2))
