"""What a leaflet says, and digests by which its texts are known again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, TypeAlias

from pydantic import Field

from handpress.words.catalogue import Catalogue, State, Words
from handpress.words.content import Handout, Text, all_texts
from handpress.words.extraction import SAFETY_CRITICAL_PREFIX
from handpress.words.locale import Locale

_CRITICAL = "safety-critical"
# One text in a file: a digest of its words, then of its English if that is another.
DigestLine: TypeAlias = Annotated[
    str, Field(pattern=f"^[0-9a-f]{{16}}( [0-9a-f]{{16}})?( {_CRITICAL})?$")
]


@dataclass(frozen=True)
class Wording:
    """What a leaflet says, whoever hands it out.

    `words` are those that the id stands for; `gaps` counts all that may not be printed.
    """

    source: Handout[Text]
    locale: Locale
    words: tuple[Words, ...]
    gaps: int


@dataclass(frozen=True)
class TextDigest:
    """One text as it was: digests of its words and, in another language, of its English."""

    context: str
    words: str
    english: str = ""
    is_safety_critical: bool = False


def word(handout: Handout[Text], printed: Iterable[Text], catalogue: Catalogue) -> Wording:
    """Say a whole handout in a language: for no clinic, and in no layout."""
    said = [catalogue.words_for(text) for text in all_texts(handout)]
    beside = [catalogue.words_for(text) for text in printed]
    # In the order of their names: where a template says them changes no leaflet's words.
    critical = sorted(
        (one for one in beside if one.source.context.startswith(SAFETY_CRITICAL_PREFIX)),
        key=lambda one: one.source.context,
    )
    gaps = sum(one.state is not State.FRESH for one in (*said, *beside))
    return Wording(handout, catalogue.locale, (*said, *critical), gaps)


def word_whole(
    handout: Handout[Text], printed: Iterable[Text], catalogue: Catalogue
) -> Wording:
    """Say all that a reviewer sees: a whole handout, and all that the templates print."""
    words = tuple(
        catalogue.words_for(text)
        for text in (
            *all_texts(handout),
            *sorted(printed, key=lambda text: text.context),
        )
    )
    gaps = sum(one.state is not State.FRESH for one in words)
    return Wording(handout, catalogue.locale, words, gaps)


def digests(wording: Wording) -> tuple[TextDigest, ...]:
    """Digest every text that the id stands for, each context once."""
    texts: dict[str, TextDigest] = {}
    for one in wording.words:
        text = one.source
        before = texts.get(text.context)
        # A text of several sections is safety-critical when it is so in one of them.
        is_critical = text.is_safety_critical or (
            before is not None and before.is_safety_critical
        )
        english = "" if wording.locale.is_source else _digest(text.words)
        texts[text.context] = TextDigest(
            text.context, _digest(one.words), english, is_critical
        )
    return tuple(texts.values())


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8")).hexdigest()[:16]


def digest_of_line(context: str, line: str) -> TextDigest:
    """Read one text of a file; the shape was checked at the door."""
    words, *rest = line.split()
    is_critical = _CRITICAL in rest
    english = "".join(rest[: len(rest) - is_critical])
    return TextDigest(context, words, english, is_critical)


def line_of_digest(text: TextDigest) -> str:
    """Write one text for a file."""
    mark = _CRITICAL if text.is_safety_critical else ""
    return " ".join(filter(None, (text.words, text.english, mark)))
