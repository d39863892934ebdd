"""Which words a sheet carries: a short id for them, and what has changed since.

The id stands for what is said, and for nothing else: clinic, layout and paper do not count.
"""

from __future__ import annotations

import datetime
import json
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256

from handpress.words.catalogue import Catalogue, State
from handpress.words.content import Handout, Text
from handpress.words.digests import TextDigest, Wording, digests, word

# Crockford's base32, made for reading aloud: https://www.crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FROM_RFC_4648 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_AS_TYPED = str.maketrans("ILO", "110", " \t\n-\u2010\u2011\u2012\u2013\u2014\u2212")
# One wrong character of eight gives 0.89, two give 0.78.
_NEAR = 0.75
_LONGEST_TOLD = 60


@dataclass(frozen=True)
class Edition:
    """A leaflet's words as they were released."""

    id: str
    handout: str
    locale: str
    version: str
    date: datetime.date
    texts: tuple[TextDigest, ...]

    def __str__(self) -> str:
        return f"version {self.version}, released {self.date}"


class Kind(StrEnum):
    """How a text differs from what it was."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    TRANSLATION = "translation changed"
    UNTRANSLATED = "not translated now"


@dataclass(frozen=True)
class Change:
    """One text that differs; `words` are its English today, none where it is removed."""

    context: str
    kind: Kind
    is_safety_critical: bool
    words: str = ""

    def __str__(self) -> str:
        mark = "SAFETY-CRITICAL " if self.is_safety_critical else ""
        words = self.words
        if len(words) > _LONGEST_TOLD:
            words = f"{words[: _LONGEST_TOLD - 1]}…"
        quoted = f'"{words}" ({self.context})' if words else self.context
        return f"{mark}{self.kind}: {quoted}"


@dataclass(frozen=True)
class Changes:
    """How words differ from an edition: what is safety-critical first, in reading order."""

    texts: tuple[Change, ...] = ()
    is_reordered: bool = False

    def told(self) -> Iterator[str]:
        """Tell every change in a line of its own."""
        number = len(self.texts)
        critical = sum(change.is_safety_critical for change in self.texts)
        if number:
            what = "1 text differs" if number == 1 else f"{number} texts differ"
            yield f"{what}, {critical} of them SAFETY-CRITICAL"
        yield from (f"    {change}" for change in self.texts)
        if self.is_reordered:
            yield "the texts stand in another order"
        elif not number:
            yield "every text reads as it did"


def short_id(handout: Handout[Text], printed: Iterable[Text], catalogue: Catalogue) -> str:
    """Name what a whole handout says in a language, such as `7K3F-9QXM`."""
    return id_of(word(handout, printed, catalogue))


def id_of(wording: Wording) -> str:
    """Name words in eight characters, such as `7K3F-9QXM`."""
    source = wording.source
    words = [(one.source.context, one.words) for one in wording.words]
    said = json.dumps([source.key, wording.locale.tag, source.version, words])
    # 40 bits: two of 1,000 editions share an id once in two million times, two of 10,000
    # once in 22,000.
    bits = sha256(said.encode("ascii")).digest()[:5]
    return _hyphenated(b32encode(bits).decode("ascii").translate(_FROM_RFC_4648))


def read_id(text: str) -> str | None:
    """Read an id as people type it; none where it cannot be one.

    >>> read_id("7k3f 9qxm"), read_id("OIL0-0000"), read_id("7K3F-9QX")
    ('7K3F-9QXM', '0110-0000', None)
    """
    typed = _typed(text)
    if len(typed) != 8 or not set(typed) <= set(ALPHABET):
        return None
    return _hyphenated(typed)


def nearest_id(text: str, known: Iterable[str]) -> str | None:
    """Find the known id that a person may have meant."""
    near = get_close_matches(_hyphenated(_typed(text)), sorted(known), 1, _NEAR)
    return near[0] if near else None


def _typed(text: str) -> str:
    return text.upper().translate(_AS_TYPED)


def _hyphenated(characters: str) -> str:
    return f"{characters[:4]}-{characters[4:]}"


def edition_of(wording: Wording, date: datetime.date) -> Edition:
    """Make the edition of these words, as released on a day."""
    source, tag = wording.source, wording.locale.tag
    return Edition(id_of(wording), source.key, tag, source.version, date, digests(wording))


def compare(old: Edition, now: Wording) -> Changes:
    """Tell which texts differ between an edition and the words of today.

    A text that reads as it did is no change, even where its English has changed.
    """
    before = {text.context: text for text in old.texts}
    said = {one.source.context: one for one in now.words}
    after = digests(now)
    found = []
    for text in after:
        was, one = before.pop(text.context, None), said[text.context]
        kind = _kind_of(was, text, one.state)
        if kind is not None:
            is_critical = text.is_safety_critical or (
                was is not None and was.is_safety_critical
            )
            found.append(Change(text.context, kind, is_critical, one.source.words))
    found += [
        Change(gone.context, Kind.REMOVED, gone.is_safety_critical)
        for gone in before.values()
    ]
    was_in_order = [text.context for text in old.texts if text.context in said]
    is_in_order = [text.context for text in after if text.context in set(was_in_order)]
    critical_first = sorted(found, key=lambda change: not change.is_safety_critical)
    return Changes(tuple(critical_first), was_in_order != is_in_order)


def _kind_of(was: TextDigest | None, now: TextDigest, state: State) -> Kind | None:
    if was is None:
        return Kind.ADDED
    # Of a gap we know its English only, which may be what the translation was.
    if was.words == now.words and state is State.FRESH:
        return None
    if was.english != now.english or not now.english:
        return Kind.CHANGED
    return Kind.TRANSLATION if state is State.FRESH else Kind.UNTRANSLATED
