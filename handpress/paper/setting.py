"""Words made ready to set: runs isolated, digits localised, breaks and spaces put right.

All of it happens at render time; nothing of it is stored in YAML or PO. What is set here
is undone by `bare`, so that proof compares words with words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from handpress.words.inline import PLACEHOLDER, Span, spans_of
from handpress.words.locale import Locale

NO_BREAK_SPACE = "\u00a0"
BREAK_HERE = "\u200b"
NO_BREAK = "\u2060"
ADDED = str.maketrans({BREAK_HERE: None, NO_BREAK: None, NO_BREAK_SPACE: " "})

# Scripts that write no space between words; Pango knows where to break Thai only.
NO_SPACES = {"Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my"}

# Scripts in which several glyphs make one cluster: a reader that goes by glyphs gets the
# words wrong (Kozea/WeasyPrint#2841). Words in the page's own marks help every reader.
CLUSTERED = frozenset(
    {"Deva", "Beng", "Guru", "Gujr", "Taml", "Telu", "Sinh", "Thai", "Laoo", "Khmr", "Mymr"}
)

_LETTER = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_DIGIT = r"0-9\u0660-\u0669\u06f0-\u06f9"
# A word that reads left to right: a name, a dose, a range, a time, a web address. It may
# begin with a sign (+44, £20), end with one (5 %, 37 °C), and hold others inside.
_SIGNS = r"[.,:;/'’@&_#?=+×−–-]"
_WORD = (
    rf"[+£$€<>≤≥~±−-]?[{_LETTER}{_DIGIT}](?:{_SIGNS}*[{_LETTER}{_DIGIT}])*"
    rf"(?:[ \u00a0]?[%‰°][CF]?|\+)?"
)
_BETWEEN = r"(?:[ \u00a0][×=+–−-])?[ \u00a0]"
_RUN = re.compile(rf"{_WORD}(?:{_BETWEEN}{_WORD})*")
_NUMBER_THEN_WORD = re.compile(r"(?<=\d) (?=\w)")
# Where a language puts a space inside its quotation marks and before its points, as French
# does, no line breaks there.
_BESIDE_MARK = re.compile(r"(?<=[«„“]) | (?=[»:;?!])")
_BETWEEN_HANGUL = re.compile(r"(?<=[가-힣])(?=[가-힣])")
_NUMBER = re.compile(rf"(?<![{_LETTER}.0-9])[0-9]+(?:[.,][0-9]+)*(?![{_LETTER}0-9])")


def set_words(words: str, locale: Locale, values: Mapping[str, Markup]) -> Markup:
    """Set words as HTML; `values` are typed values, already set, by placeholder.

    Runs that read from left to right are found in the whole text, before strong words and
    terms cut it: of three names with the middle one strong, each alone would be turned.
    """
    spans = spans_of(words)
    whole = "".join(span.words for span in spans)
    edges, at = [], 0
    for span in spans:
        edges.append((at, at + len(span.words), span))
        at += len(span.words)
    html = Markup("")
    for start, end, is_run in _pieces(whole, locale):
        inside = Markup("").join(
            _dressed(
                _typed(whole[max(start, left) : min(end, right)], locale, values), span
            )
            for left, right, span in edges
            if left < end and right > start
        )
        html += _isolated(inside, whole[start:end], locale) if is_run else inside
    return html


def set_plain(words: str, locale: Locale, *, keeps_digits: bool = False) -> Markup:
    """Set words without markup or placeholders as HTML.

    `keeps_digits` is for names and addresses, which stay as their owner writes them.
    """
    write = _with_breaks if keeps_digits else _written
    html = Markup("")
    for start, end, is_run in _pieces(words, locale):
        inside = escape(write(words[start:end], locale))
        html += _isolated(inside, words[start:end], locale) if is_run else inside
    return html


def _pieces(words: str, locale: Locale) -> Iterator[tuple[int, int, bool]]:
    """Cut words where direction changes: start, end, and whether it is to be isolated."""
    end = 0
    taken = [found.span() for found in PLACEHOLDER.finditer(words)]
    for run in _RUN.finditer(words) if locale.is_rtl else ():
        if any(left < run.end() and right > run.start() for left, right in taken):
            continue
        if end < run.start():
            yield end, run.start(), False
        yield run.start(), run.end(), True
        end = run.end()
    if end < len(words):
        yield end, len(words), False


def _typed(words: str, locale: Locale, values: Mapping[str, Markup]) -> Markup:
    """Fill placeholders, and write what stands between them."""
    # split() gives words and names in turn: words, name, words, name, words.
    return Markup("").join(
        values[part] if index % 2 else escape(_written(part, locale))
        for index, part in enumerate(PLACEHOLDER.split(words))
    )


def _dressed(html: Markup, span: Span) -> Markup:
    if span.is_term:
        html = Markup('<span class="term">{}</span>').format(html)
    return Markup("<strong>{}</strong>").format(html) if span.is_strong else html


def _written(words: str, locale: Locale) -> str:
    """Write digits, spaces and breaks as the locale sets them."""
    kept = _NUMBER_THEN_WORD.sub(NO_BREAK_SPACE, words)
    kept = _BESIDE_MARK.sub(NO_BREAK_SPACE, kept)
    return _with_breaks(_with_digits(kept, locale), locale)


def _isolated(html: Markup, words: str, locale: Locale) -> Markup:
    is_latin = re.search(f"[{_LETTER}]", words) and locale.tag != "en"
    return isolate(html, lang="en" if is_latin else "")


def isolate(words: str, *, lang: str = "", name: str = "") -> Markup:
    """Wrap a run that reads left to right; WeasyPrint ignores `<bdi>` and `dir="auto"`."""
    attributes = Markup(' lang="{}"').format(lang) if lang else Markup("")
    attributes += Markup(' class="{}"').format(name) if name else Markup("")
    return Markup('<span dir="ltr"{}>{}</span>').format(attributes, words)


def left_to_right_runs(words: str) -> tuple[str, ...]:
    """List the runs that read from left to right, each of which is isolated."""
    return tuple(run[0] for run in _RUN.finditer(words))


def direction_of(words: str) -> str:
    """Find the direction of words by their first strong character (UAX #9, rule P2)."""
    for character in words:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"


def _with_digits(words: str, locale: Locale) -> str:
    """Write numbers in the locale's digits; codes and ids keep ASCII."""
    digits = locale.digits
    if digits[0] == "0":
        return words
    table = str.maketrans("0123456789", digits)
    return _NUMBER.sub(lambda number: number[0].translate(table), words)


def _with_breaks(words: str, locale: Locale) -> str:
    """Show where a line may break, in scripts where Pango cannot know."""
    if locale.script in NO_SPACES:
        from icu4py.breakers import LineBreaker

        pieces = LineBreaker(words, NO_SPACES[locale.script])
        # After a space a line breaks anyway.
        marked = (piece if piece.endswith(" ") else piece + BREAK_HERE for piece in pieces)
        return "".join(marked).removesuffix(BREAK_HERE)
    if locale.script == "Kore":
        return _BETWEEN_HANGUL.sub(NO_BREAK, words)
    return words


def breaks_of(locale: Locale) -> str:
    """Tell where lines break in a language."""
    if locale.script in NO_SPACES:
        return "between words, by ICU's dictionary"
    if locale.script in ("Hans", "Hant", "Jpan"):
        return "between characters, but not before or after some marks"
    return "at spaces"


def bare(words: str) -> str:
    """Take away what setting added: break marks, joiners and no-break spaces."""
    return words.translate(ADDED)
