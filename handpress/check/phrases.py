"""Sentences, numbers and reading grades of plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handpress.words.clinic import EMERGENCY_NUMBERS
from handpress.words.inline import PLACEHOLDER, plain

_SENTENCE_END = re.compile(r"(?:(?<=[.!?:;”])|(?<=[.!?][)’]))\s+(?=[A-Z0-9“‘({])")
_VOWELS = re.compile(r"[aeiouy]+")
# A run of digits of any script, with what people write between the groups: hyphens and
# dashes, brackets and signs of any width, marks of direction. A full stop before a space
# ends the run.
_NUMBER = re.compile(
    r"[+＋]?[(（]?\d(?:(?:(?!\.\s)[\d\s()./~_·（）．／～"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2010-\u2015\u2212－-])*\d)?"
)
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_FEWEST_DIGITS = 6
# Round thousands and dates: these are not dialled.
_COUNTED = re.compile(
    r"\d{1,3}(?:[\s.,]\d{3})*[\s.,]([0٠۰०০၀])\1\1"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}([./-])\d{1,2}\2\d{4}"
)
_RANGE = re.compile(r"([^\D0٠۰०০၀]\d{0,3})\s?[‐-―-]\s?([^\D0٠۰०০၀]\d{0,3})")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_AMBULANCES = frozenset(EMERGENCY_NUMBERS.values())


def sentences_of(words: str) -> tuple[str, ...]:
    """Cut plain English words into sentences.

    >>> sentences_of("**Stop.** Do not stop it suddenly.")
    ('Stop.', 'Do not stop it suddenly.')
    """
    return tuple(part for part in _SENTENCE_END.split(plain(words)) if part)


def dialled_numbers(words: str) -> Iterator[str]:
    """Find what looks like a telephone number, in the digits of any script.

    Of shorter numbers only those for an ambulance are told: 100 may be a count, 112 is not.

    >>> list(dialled_numbers("call 020 7946 0958, ٠٢٠٧٩٤٦ or 112"))
    ['020 7946 0958', '٠٢٠٧٩٤٦', '112']
    """
    words = _THOUSANDS.sub("{}", PLACEHOLDER.sub("{}", plain(words)))
    for found in _NUMBER.finditer(words):
        number = _UNSEEN.sub("", found[0])
        digits = "".join(str(int(one)) for one in number if one.isdecimal())
        is_long = len(digits) >= _FEWEST_DIGITS and not _is_counted(number)
        if is_long or (digits in _AMBULANCES and number.isdecimal()):
            yield number


def _is_counted(number: str) -> bool:
    """Tell years and ranges, which rise, from numbers cut by a hyphen: 0800-1111."""
    ends = _RANGE.fullmatch(number)
    if ends:
        return int(ends[1]) < int(ends[2])
    return _COUNTED.fullmatch(number) is not None


def grade_of(sentences: list[str], easy: set[str]) -> Iterator[tuple[str, float]]:
    """Grade sentences by two formulas; words in `easy` count as one syllable.

    Flesch-Kincaid (Kincaid and others, 1975) and the Gunning fog index (Gunning, 1952).
    """
    words = [
        word for sentence in sentences for word in re.findall(r"[A-Za-z’'-]+", sentence)
    ]
    if not words:
        return
    syllables = [
        1
        if word.casefold().removesuffix("s") in easy or word.casefold() in easy
        else _syllables(word)
        for word in words
    ]
    length = len(words) / len(sentences)
    long_words = sum(count >= 3 for count in syllables) / len(words)
    yield "Flesch-Kincaid", 0.39 * length + 11.8 * sum(syllables) / len(words) - 15.59
    yield "Gunning fog", 0.4 * (length + 100 * long_words)


def _syllables(word: str) -> int:
    word = word.casefold()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith("le") and count > 1:
        count -= 1
    return max(count, 1)
