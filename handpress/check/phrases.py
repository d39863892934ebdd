"""Sentences, numbers and reading grades of plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handpress.words.inline import PLACEHOLDER, plain

_SENTENCE_END = re.compile(r"(?<=[.!?:;”])\s+(?=[A-Z“])")
_VOWELS = re.compile(r"[aeiouy]+")
# A run of digits of any script, with what people write between the groups.
_NUMBER = re.compile(r"\+?\(?\d(?:[\d\s().\u00a0/–-]*\d)?")
_FEWEST_DIGITS = 6
_YEARS_OR_RANGES = re.compile(r"\d{1,4}\s?[–-]\s?\d{1,4}")


def sentences_of(words: str) -> tuple[str, ...]:
    """Cut plain English words into sentences.

    >>> sentences_of("**Stop.** Do not stop it suddenly.")
    ('Stop.', 'Do not stop it suddenly.')
    """
    return tuple(part for part in _SENTENCE_END.split(plain(words)) if part)


def dialled_numbers(words: str) -> Iterator[str]:
    """Find what looks like a telephone number, in the digits of any script.

    Three digits alone are not: "911" in a text is caught by the country's check of words,
    and 100 may be a count.

    >>> list(dialled_numbers("call 020 7946 0958 or ٠٢٠٧٩٤٦"))
    ['020 7946 0958', '٠٢٠٧٩٤٦']
    """
    for found in _NUMBER.finditer(PLACEHOLDER.sub("", words)):
        digits = sum(character.isdigit() for character in found[0])
        if digits >= _FEWEST_DIGITS and not _YEARS_OR_RANGES.fullmatch(found[0]):
            yield found[0]


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
