"""The rules for what a translation means: nothing lost, added or turned round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import decimal, normalize

from babel.units import format_unit

from handpress.check.pair import Pair
from handpress.check.phrases import sentences_of
from handpress.problems import Problem
from handpress.words.guide import NEGATION, folded_words, words_in
from handpress.words.locale import Locale

# 1,250 and 1.250 and 1 250 are one number.
_THOUSANDS = re.compile(r"(?<=\d)[.,٬'’ \u00a0\u202f](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_UNIT = re.compile(r"(?<=\d)[ \u00a0\u202f]?(°C|°F|%|mg|kg|ml|cm|mm|g)(?!\w)")
# CLDR's names of units, of which a language may have a sign of its own.
_UNITS = {
    "mg": "mass-milligram", "kg": "mass-kilogram", "g": "mass-gram",
    "ml": "volume-milliliter", "cm": "length-centimeter", "mm": "length-millimeter",
    "%": "concentr-percent", "°C": "temperature-celsius", "°F": "temperature-fahrenheit",
}  # fmt: skip
# What English says in words, another language may say in figures.
_IN_WORDS = {
    "one": "1", "two": "2", "both": "2", "second": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "twelve": "12",
}  # fmt: skip
# So many words of English in a row are no name that a language has taken over.
_ENGLISH_RUN = 4


def numbers_are_those_of_the_source(pair: Pair) -> Iterator[Problem]:
    """A translation has the same numbers as its source, in the digits of any script."""
    wanted, there = Counter(_numbers(pair.english)), Counter(_numbers(pair.words))
    in_words = Counter(
        _IN_WORDS[one] for one in words_in(pair.folded_english) if one in _IN_WORDS
    )
    lost = sorted((wanted - there).elements())
    added = sorted((there - wanted - in_words).elements())
    if lost or added:
        told = [f"{', '.join(lost)} is missing"] if lost else []
        told += [f"{', '.join(added)} is not in the English"] if added else []
        hint = "write the same numbers, in figures"
        yield pair.problem("number-changed", "; ".join(told), hint)


def units_are_those_of_the_source(pair: Pair) -> Iterator[Problem]:
    """Every unit of a number is also in the translation, as that language writes it."""
    for unit in _UNIT.findall(pair.english):
        if unit not in pair.words and _own_unit(unit, pair.locale) not in pair.words:
            hint = "keep the unit beside its number"
            yield pair.problem("unit-changed", f'the unit "{unit}" is missing', hint)


def _numbers(words: str) -> Iterator[str]:
    """Find numbers, as ASCII digits: `٣٧٫٥` is 37.5."""
    for found in _NUMBER.findall(_THOUSANDS.sub("", words)):
        figures = "".join(
            str(decimal(one)) if one.isdecimal() else "." for one in normalize("NFC", found)
        )
        yield figures


def _own_unit(unit: str, locale: Locale) -> str:
    told = format_unit(1, _UNITS[unit], "short", locale=locale.cldr)
    return re.sub(r"[\d\s.]", "", told) or unit


def terms_are_used(pair: Pair) -> Iterator[Problem]:
    """Where English names a thing, the translation has this language's word for it."""
    own = {term.name: term for term in pair.guide.terms}
    for term in pair.source_guide.terms:
        mine = own.get(term.name)
        if mine is None or not term.is_word_of(pair.folded_english):
            continue
        if mine.found_in(pair.folded):
            continue
        known = ", ".join(f'"{form}"' for form in mine.forms)
        code = "signal-lost" if term.is_signal else "term-not-used"
        hint = f"use {known}, or add the form that you use to terms.yaml"
        yield pair.doubt(code, f'the English says "{term.name}", the translation not', hint)


def every_negation_is_kept(pair: Pair) -> Iterator[Problem]:
    """Of several sentences that say no, the translation keeps each."""
    english = [term for term in pair.source_guide.terms if term.name == NEGATION]
    own = [term for term in pair.guide.terms if term.name == NEGATION]
    said = [folded_words(one) for one in sentences_of(pair.text.words)]
    wanted = sum(term.is_word_of(one) for one in said for term in english)
    there = sum(term.times_in(pair.folded) for term in own)
    # Where there is none at all, the rule for all terms tells it.
    if own and 0 < there < wanted:
        what = f"the English says no in {wanted} sentences, the translation {there} times"
        yield pair.doubt("signal-lost", what, "say it as the English does")


def no_negation_is_added(pair: Pair) -> Iterator[Problem]:
    """A safety-critical translation says no only where its source does."""
    if not pair.text.is_safety_critical:
        return
    english = [term for term in pair.source_guide.terms if term.name == NEGATION]
    own = [term for term in pair.guide.terms if term.name == NEGATION]
    if any(term.is_word_of(pair.folded_english) for term in english):
        return
    for form in (term.found_in(pair.folded) for term in own):
        if form:
            what = f'"{form.strip()}" says no, the English does not'
            yield pair.doubt("negation-added", what, "say it as the English does")


def nothing_is_left_in_english(pair: Pair) -> Iterator[Problem]:
    """No translation is its source, or has a whole phrase of it."""
    if not any(one.isalpha() for one in pair.english):
        return
    if pair.folded == pair.folded_english:
        yield pair.problem("same-as-english", "it is the English again", "translate it")
        return
    there = f" {' '.join(words_in(pair.folded))} "
    words = [one for one in words_in(pair.folded_english) if one[0].isalpha()]
    for start in range(len(words) - _ENGLISH_RUN + 1):
        run = " ".join(words[start : start + _ENGLISH_RUN])
        if f" {run} " in there:
            yield pair.problem("left-in-english", f'"{run}" is English', "translate it")
            return
