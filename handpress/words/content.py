"""What a handout says: frozen data, the same shape in every language.

`A` is what stands where words stand: a `Text` in the source, words in one language later.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from handpress.problems import Place

A = TypeVar("A")

# clinical.md section 2: never printed unless the translation is complete and fresh.
SAFETY_CRITICAL = frozenset({"emergency", "say", "contacts"})
REQUIRED_SECTIONS = (
    "summary",
    "emergency",
    "what_it_is",
    "causes",
    "symptoms",
    "tests",
    "treatments",
    "glossary",
    "contacts",
    "about",
)


@dataclass(frozen=True)
class Text:
    """Words of the source, where they stand, and what a translator should know of them."""

    words: str
    context: str
    what: str
    place: Place
    urgency: str = ""
    is_safety_critical: bool = False


@dataclass(frozen=True)
class Item(Generic[A]):
    """One item of a list, perhaps with a list inside it."""

    key: str
    text: A
    items: tuple[Item[A], ...] = ()


@dataclass(frozen=True)
class Paragraph(Generic[A]):
    """A few sentences."""

    kind: ClassVar[str] = "paragraph"
    key: str
    text: A


@dataclass(frozen=True)
class Items(Generic[A]):
    """A list, numbered when the order matters."""

    kind: ClassVar[str] = "list"
    key: str
    items: tuple[Item[A], ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Row(Generic[A]):
    """One row of a table; the first cell is its head."""

    key: str
    cells: tuple[A, ...]


@dataclass(frozen=True)
class Table(Generic[A]):
    """A table with a head row and a head column."""

    kind: ClassVar[str] = "table"
    key: str
    caption: A
    columns: tuple[A, ...]
    rows: tuple[Row[A], ...]


@dataclass(frozen=True)
class Callout(Generic[A]):
    """A box that tells what to do, and how soon: see `schema.Urgency`."""

    kind: ClassVar[str] = "callout"
    key: str
    urgency: str
    heading: A
    intro: A | None
    items: tuple[Item[A], ...]
    action: A | None


@dataclass(frozen=True)
class Term(Generic[A]):
    """A word and what it means."""

    key: str
    term: A
    meaning: A


@dataclass(frozen=True)
class Glossary(Generic[A]):
    """Words explained."""

    kind: ClassVar[str] = "glossary"
    key: str
    terms: tuple[Term[A], ...]


@dataclass(frozen=True)
class Label(Generic[A]):
    """A name beside a picture; x and y in percent of its width and height."""

    key: str
    text: A
    x: float
    y: float


@dataclass(frozen=True)
class Figure(Generic[A]):
    """A picture from `handouts/pictures/` with its names set beside it."""

    kind: ClassVar[str] = "figure"
    key: str
    picture: str
    alternative: A
    labels: tuple[Label[A], ...]
    caption: A


Block: TypeAlias = Paragraph[A] | Items[A] | Table[A] | Callout[A] | Glossary[A] | Figure[A]


@dataclass(frozen=True)
class Section(Generic[A]):
    """One part of a handout, such as "Symptoms"."""

    key: str
    heading: A
    blocks: tuple[Block[A], ...]
    place: Place

    @property
    def is_safety_critical(self) -> bool:
        return self.key in SAFETY_CRITICAL


@dataclass(frozen=True)
class Source:
    """A document from which facts were taken."""

    title: str
    publisher: str
    year: str | None
    url: str | None
    is_current: bool
    place: Place


@dataclass(frozen=True)
class Handout(Generic[A]):
    """One handout: what it says and when it was written."""

    key: str
    title: A
    lead: A
    version: str
    date: datetime.date
    next_review: datetime.date
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    keywords: tuple[str, ...]
    sources: tuple[Source, ...]
    sections: tuple[Section[A], ...]
    place: Place


@dataclass(frozen=True)
class Shared(Generic[A]):
    """What several handouts say in the same words."""

    headings: tuple[tuple[str, A], ...] = ()
    blocks: tuple[Block[A], ...] = ()
    sections: tuple[Section[A], ...] = ()
    glossary: tuple[Term[A], ...] = ()


def map_texts(tree: Any, change: Callable[[Text], Any]) -> Any:
    """Rebuild a handout, or any part of one, with every `Text` changed.

    This walk and `all_texts` are the only two: extraction and translation both use them,
    so a text cannot be extracted under one name and looked up under another.
    """
    if isinstance(tree, Text):
        return change(tree)
    if isinstance(tree, tuple):
        return tuple(map_texts(part, change) for part in tree)
    if is_dataclass(tree) and not isinstance(tree, type | Place):
        parts = {
            field.name: map_texts(getattr(tree, field.name), change)
            for field in fields(tree)
        }
        return replace(tree, **parts)
    return tree


def all_texts(tree: Any) -> tuple[Text, ...]:
    """List every text of a handout, or any part of one, in reading order."""
    found: list[Text] = []
    map_texts(tree, found.append)
    return tuple(found)
