"""The rules that Translate Toolkit has: https://docs.translatehouse.org, under pofilter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from handpress.check.pair import Pair
from handpress.problems import Place, Problem, Severity

Filter = Callable[[str, str], bool]
# Each filter, with the code of its problem and the way out. Those that know nothing of our
# syntax, or have a stricter rule here, are left out: numbers, quotes, brackets, unchanged.
FILTERS = {
    "doublewords": ("double-word", "take one of the two out"),
    "doublespacing": ("double-space", "leave one space"),
    "startwhitespace": ("outer-space", "begin with the first word"),
    "endwhitespace": ("outer-space", "end with the last word"),
    "newlines": ("line-break", "write it in one line, as the English is"),
    "tabs": ("tab", "write a space"),
    "escapes": ("escape", "write the character itself"),
    "xmltags": ("markup-invented", "only **strong** and *term* are markup"),
    "endpunc": ("end-mark", "end as the English does"),
    "sentencecount": ("sentence-count", "say as many sentences as the English"),
}
# Here a question ends as any other sentence.
_NO_QUESTION_MARK = frozenset({"Jpan", "Mymr", "Khmr", "Armn"})
# Here a space parts sentences, and words of one sentence too.
_NO_FULL_STOP = frozenset({"Thai"})
_BEFORE_MARK = re.compile(r" (?=[?!:;.,])")
_QUOTES = re.compile('« ?| ?»|[“”„‟「」『』"]')
# Marks of other scripts, as the toolkit knows them. A wide one is its own space.
_AS_ASCII = {
    ord(one): mark
    for mark, others in {
        "(": "（", ")": "）", ": ": "：", ":": "፦៖", "; ": "；", ";": "؛", ", ": "，、",
        ",": "،", ". ": "。", ".": "।॥។៕\u06d4።။։", "! ": "！", "? ": "？", "?": "؟",
        "%": "٪",
    }.items()
    for one in others
}  # fmt: skip


def the_toolkit_is_content(pair: Pair) -> Iterator[Problem]:
    """Translate Toolkit finds nothing wrong, where it is installed."""
    if not is_installed():
        return
    from translate.filters.checks import FilterFailure

    checker = _checker()
    english, words = _simple(pair.english), _simple(pair.words)
    if pair.locale.script == "Grek":
        words = words.replace(";", "?")
    if pair.locale.script in _NO_QUESTION_MARK:
        english, words = english.replace("?", "."), words.replace("?", ".")
    has_stops = pair.locale.script not in _NO_FULL_STOP
    if not has_stops:
        english = english.removesuffix(".")
    for name, (code, hint) in FILTERS.items():
        if name == "sentencecount" and not has_stops:
            continue
        try:
            run: Filter = getattr(checker, name)
            run(english, words)
        except FilterFailure as failure:
            told = ", ".join(failure.messages)
            yield pair.doubt(code, told[0].lower() + told[1:], hint)


@cache
def is_installed() -> bool:
    """Tell whether Translate Toolkit is there: it is GPL, and nobody needs it."""
    return find_spec("translate") is not None


def missing() -> Iterator[Problem]:
    """The rules of Translate Toolkit are tried."""
    if not is_installed():
        what = "Translate Toolkit is not installed: its rules were not tried"
        hint = "pip install handpress[checks]"
        yield Problem(Place("handpress"), "toolkit-missing", what, hint, Severity.WARNING)


def _simple(words: str) -> str:
    """Write marks as the toolkit knows them, without quotation marks."""
    # A wide mark at the end is no space at the end, and French sets a space before "?".
    simple = words.translate(_AS_ASCII)
    simple = _BEFORE_MARK.sub("", _QUOTES.sub("", simple))
    return simple if words != words.rstrip() else simple.rstrip()


@cache
def _checker() -> Any:
    from translate.filters.checks import CheckerConfig, StandardChecker

    # With its marks changed, every language ends its sentences as English does.
    return StandardChecker(CheckerConfig(targetlanguage="en"))
