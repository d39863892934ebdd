"""The rules that see a whole catalogue: what is unlike all else in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
        self._texts = {tag: Counter(map(_pieces_of, texts)) for tag, texts in catalogues}
        self._known: dict[str, Counter[str]] = defaultdict(Counter)
        for tag, texts in self._texts.items():
            for pieces in texts:
                self._known[tag].update(pieces)

    def share(self, tag: str, words: str, *, without: bool = False) -> float:
        """Tell how much of a text is known in a language, from 0 to 1."""
        pieces = _pieces_of(words)
        more_than = 1 if without else 0
        known = self._known[tag]
        return sum(known[one] > more_than for one in pieces) / max(len(pieces), 1)

    def every_text_is_in_its_language(
        self, pairs: tuple[Pair, ...]
    ) -> Iterator[tuple[Pair, Problem]]:
        """No text looks more like another language than like its own."""
        for pair in pairs:
            if len(_pieces_of(pair.folded)) < _TELLING:
                continue
            tag = pair.locale.tag
            own = self.share(tag, pair.folded, without=True)
            shares = {
                one: self.share(one, pair.folded)
                for one in self._known
                if one.partition("-")[0] != tag.partition("-")[0]
            }
            nearest = max(shares, key=lambda one: (shares[one], one), default=tag)
            found = shares.get(nearest, 0)
            if found > _KNOWN and found - own > _MORE:
                what = f'it looks like the language "{nearest}", not "{tag}"'
                yield pair, pair.problem("wrong-language", what, "translate it")


def _pieces_of(folded: str) -> frozenset[str]:
    """Cut words into pieces of three; what is filled in is of no language."""
    words = f" {' '.join(PLACEHOLDER.sub(' ', folded).split())} "
    return frozenset(words[at : at + 3] for at in range(len(words) - 2))
