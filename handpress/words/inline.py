"""The inline syntax of a text: `**strong**`, `*term*` and `{placeholder}`, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
# What a handout may leave to the clinic and the country, told to translators.
TYPED_VALUES = {
    "emergency_number": "the emergency number of the country, such as 112",
    "cancer_team_phone": "the telephone number of the cancer team",
    "out_of_hours_phone": "the telephone number for nights and weekends",
    "interpreter_phone": "the telephone number of the interpreters",
    "main_phone": "the main telephone number of the clinic",
}
# What templates fill beside these.
PLACEHOLDERS = {
    **TYPED_VALUES,
    "page": "the number of the page",
    "pages": "how many pages there are",
    "version": "the version of the leaflet, such as 1.0",
    "date": "a date in words",
}


@dataclass(frozen=True)
class Span:
    """A run of words set alike."""

    words: str
    is_strong: bool = False
    is_term: bool = False


@cache
def _markdown() -> MarkdownIt:
    # Markdown's emphasis alone: no links, no HTML, no escapes, no blocks.
    return MarkdownIt("zero").enable("emphasis")


@cache
def spans_of(words: str) -> tuple[Span, ...]:
    """Cut words into spans.

    >>> spans_of("a *cord* and **now**")[1]
    Span(words='cord', is_strong=False, is_term=True)
    """
    strong = term = False
    spans = []
    for token in _markdown().parseInline(words)[0].children or []:
        match token.type:
            # Markdown's other emphasis, which is none of ours: `_so_` stays as it is.
            case _ if token.markup.startswith("_"):
                spans.append(Span(token.markup, strong, term))
            case "strong_open" | "strong_close":
                strong = token.type == "strong_open"
            case "em_open" | "em_close":
                term = token.type == "em_open"
            case _ if token.content:
                spans.append(Span(token.content, strong, term))
    return tuple(spans)


def plain(words: str) -> str:
    """Take the markup away.

    >>> plain("call **now**")
    'call now'
    """
    return "".join(span.words for span in spans_of(words))


def placeholders(words: str) -> frozenset[str]:
    """Name the placeholders in words.

    >>> sorted(placeholders("Call {emergency_number}."))
    ['emergency_number']
    """
    return frozenset(PLACEHOLDER.findall(words))


def has_stray_bracket(words: str) -> bool:
    """Tell whether a curly bracket is not part of a placeholder.

    >>> has_stray_bracket("Call {emergency_number}.")
    False
    """
    rest = PLACEHOLDER.sub("", words)
    return "{" in rest or "}" in rest


def filled(words: str, values: Mapping[str, str]) -> str:
    """Fill the placeholders that have a value, and leave the others.

    >>> filled("Call {emergency_number}.", {"emergency_number": "112"})
    'Call 112.'
    """
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)
