"""The rules for how a translation is written: its letters, its brackets, what is unseen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category, name, normalize

from handpress.check.pair import Pair
from handpress.problems import Problem
from handpress.words.guide import words_in
from handpress.words.locale import Locale

EXEMPLARS = Path(__file__).parents[1] / "words" / "exemplars" / "exemplars.json"
# Unicode's categories of what has no ink.
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
# What joins or parts letters in Persian, Khmer or Bengali writing; of use between letters.
_JOINERS = "\u200c\u200d"
_PAIRS = {
    "(": ")", "（": "）", "[": "]", "［": "］", "«": "»", "“": "”", "„": "“”", "「": "」",
    "『": "』", "‘": "’", "‚": "‘", "《": "》", "〈": "〉", "【": "】",
}  # fmt: skip
# A character of the national set of others, and not of one's own, is in the wrong form.
_HAN = {
    "Hans": ("gb2312", "big5"),
    "Hant": ("big5", "gb2312"),
    "Jpan": ("euc_jp", "gb18030"),
}
_LATIN = re.compile(r"[^\W\d_]+", re.ASCII)
# Fewer texts than these may be slips.
_SEVERAL = 3
_CLOSING = frozenset("".join(_PAIRS.values())) - frozenset("’“")


def every_letter_is_of_the_language(
    pairs: tuple[Pair, ...],
) -> Iterator[tuple[Pair, Problem]]:
    """A translation has the letters of its language only, but for names of the source.

    CLDR lists the letters of each language. A letter that it lists for others only is
    wrong, unless it stands in several texts: its lists are short for some languages.
    """
    found: dict[str, list[tuple[Pair, str]]] = {}
    for pair in pairs:
        for word in words_in(pair.words):
            for one in _foreign_in(word, pair):
                found.setdefault(one, []).append((pair, word))
    for one, places in found.items():
        if len({pair.text.context for pair, _ in places}) < _SEVERAL or _is_han(one):
            for pair, word in places:
                sign = f'"{one}" ({_name(one)})'
                what = f'in "{word}", {sign} is no letter of {pair.locale.english_name}'
                hint = "write the word in the letters of the language"
                yield pair, pair.problem("foreign-letter", what, hint)


def _foreign_in(word: str, pair: Pair) -> Iterator[str]:
    """Find the letters of a word that are not the language's; names may keep theirs."""
    foreign, codecs = _foreign_letters(pair.locale), _HAN.get(pair.locale.script)
    folded = word.casefold()
    for name_of_source in _LATIN.findall(folded):
        if name_of_source in pair.folded_english:
            folded = folded.replace(name_of_source, "")
    for one in dict.fromkeys(folded):
        if not _is_han(one):
            if one in foreign:
                yield one
        elif not codecs or (_lacks(codecs[0], one) and not _lacks(codecs[1], one)):
            yield one


@cache
def _foreign_letters(locale: Locale) -> frozenset[str]:
    """List the letters of other languages that this one has not."""
    told = json.loads(EXEMPLARS.read_text(encoding="utf-8"))["locales"]
    every = {tag: normalize("NFC", one["main"]).casefold() for tag, one in told.items()}
    language = locale.cldr.language
    names = (locale.tag, f"{language}-{locale.script}", language)
    own = next((every[one] for one in names if one in every), None)
    if own is None:
        return frozenset()
    mine = set(own) | set(normalize("NFD", own))
    others = {one for letters in every.values() for one in letters}
    return frozenset(one for one in others - mine if one.isalpha())


def _is_han(one: str) -> bool:
    return name(one, "").startswith("CJK UNIFIED IDEOGRAPH")


def _lacks(codec: str, one: str) -> bool:
    return not one.encode(codec, "ignore")


def nothing_is_unseen(pair: Pair) -> Iterator[Problem]:
    """A translation has no character that nobody can see, but for joiners inside a word."""
    words = pair.translation
    for at, one in enumerate(words):
        if (
            category(one) not in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")
            or one in " \n"
        ):
            continue
        around = words[at - 1 : at] + words[at + 1 : at + 2]
        if one in _JOINERS and len(around) == 2 and all(map(_is_of_a_word, around)):
            continue
        what = f"{_name(one)} (U+{ord(one):04X}) at character {at + 1} cannot be seen"
        hint = "take it out; spaces that do not break are put in when it is printed"
        yield pair.problem("invisible-character", what, hint)


def _is_of_a_word(one: str) -> bool:
    return category(one)[0] in "LMN"


def letters_are_composed(pair: Pair) -> Iterator[Problem]:
    """A letter with its marks is one character, where Unicode has that character (NFC)."""
    if len(normalize("NFC", pair.translation)) < len(pair.translation):
        hint = "save the file in Unicode's form NFC"
        yield pair.problem("decomposed", "letters stand apart from their marks", hint)


def brackets_and_quotes_are_closed(pair: Pair) -> Iterator[Problem]:
    """Every bracket and quotation mark of a translation has its partner."""
    waiting: list[str] = []
    for at, one in enumerate(pair.words):
        if waiting and one in waiting[-1]:
            waiting.pop()
        elif one in _PAIRS and not _is_apostrophe(pair.words, at):
            waiting.append(_PAIRS[one])
        elif one == "”":
            waiting.append(one)
        elif one in _CLOSING:
            waiting.append(one)
            break
    if waiting:
        what = f'"{waiting[-1][0]}" has no partner'
        yield pair.problem("unbalanced", what, "close what is opened, in its order")
    if pair.words.count('"') % 2:
        yield pair.problem("unbalanced", "a quotation mark has no partner", "close it")


def _is_apostrophe(words: str, at: int) -> bool:
    return words[at] == "‘" and at > 0 and words[at - 1].isalpha()


def _name(one: str) -> str:
    return name(one, "a character without a name").lower()
