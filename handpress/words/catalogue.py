"""A message catalogue: `.po` in, words looked up, and what is missing, fuzzy or stale.

Read by polib, because Babel's reader drops the previous msgid (`#|`), and a fuzzy text
without the English it was made from cannot be mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import polib

from handpress.problems import Place, Problem, place_in
from handpress.words.content import Text
from handpress.words.document import not_utf_8
from handpress.words.guide import NO_GUIDE, Guide
from handpress.words.locale import Locale

FILE = "LC_MESSAGES/handouts.po"
# What polib lets pass: it takes the quotes off unseen, and a word with them.
_LINE = re.compile(
    r"(?:#~\|?|#\|)?\s*(?:(?:msgctxt|msgid(?:_plural)?|msgstr(?:\[\d\])?)\s+)?"
    r'"(?:[^"\\]|\\.)*"'
)
_COMMENT = re.compile(r"#(?![~|])|#~\|?$")


class State(StrEnum):
    """How a translation stands to its source."""

    FRESH = "fresh"
    MISSING = "missing"
    FUZZY = "fuzzy"
    STALE = "stale"


@dataclass(frozen=True)
class Entry:
    """One message: what was said, how it was translated, and where."""

    context: str
    source: str
    translation: str
    is_fuzzy: bool
    place: Place


@dataclass(frozen=True)
class Words:
    """A text in one language, and whether it may be printed."""

    words: str
    source: Text
    state: State = State.FRESH


@dataclass(frozen=True)
class Catalogue:
    """All messages of one locale; the source locale's is empty and always fresh.

    `guide` is what holds for the language beside its texts.
    """

    locale: Locale
    file: str
    entries: tuple[Entry, ...] = ()
    guide: Guide = NO_GUIDE

    def __post_init__(self) -> None:
        index = {entry.context: entry for entry in self.entries}
        object.__setattr__(self, "_index", index)

    def entry_for(self, text: Text) -> Entry | None:
        """Find the message of a text by its context."""
        index: dict[str, Entry] = self.__dict__["_index"]
        return index.get(text.context)

    def words_for(self, text: Text) -> Words:
        """Say a text in this language; where that is not possible, its source and why."""
        if self.locale.is_source:
            return Words(text.words, text)
        entry = self.entry_for(text)
        if entry is None or not entry.translation.strip():
            return Words(text.words, text, State.MISSING)
        if entry.source != text.words:
            return Words(text.words, text, State.STALE)
        if entry.is_fuzzy:
            return Words(text.words, text, State.FUZZY)
        return Words(entry.translation, text)

    def filled_by(self, sibling: Catalogue) -> Catalogue:
        """Take the texts that are not translated here from a sibling's catalogue."""
        own = [entry for entry in self.entries if entry.translation.strip()]
        contexts = {entry.context for entry in own}
        taken = [entry for entry in sibling.entries if entry.context not in contexts]
        return replace(self, entries=(*own, *taken))

    def place_of(self, text: Text) -> Place:
        """Tell where the translation of a text stands, or should stand."""
        entry = self.entry_for(text)
        return entry.place if entry else Place(self.file)


def read_catalogue(
    folder: Path, locale: Locale, root: Path
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Read a locale's catalogue; a fault of syntax becomes a problem."""
    path = folder / locale.folder / FILE
    name = place_in(root, path).file
    if locale.is_source:
        return Catalogue(locale, name), ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return Catalogue(locale, name), (not_utf_8(error, name),)
    except OSError:
        what = f"there is no catalogue for {locale.english_name} here"
        hint = f'call the folder of this language "{locale.folder}"'
        return Catalogue(locale, name), (Problem(Place(name), "no-catalogue", what, hint),)
    return parse_catalogue(text, locale, name)


def parse_catalogue(
    text: str, locale: Locale, name: str
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Read the text of a `.po` file."""
    po = parse_po(text, name)
    if isinstance(po, Problem):
        return Catalogue(locale, name), (po,)
    lines = text.splitlines()
    entries, problems = [], []
    seen: dict[str, Place] = {}
    for message in po:
        if message.obsolete:
            continue
        place = Place(name, _line_of_translation(message, lines))
        context = message.msgctxt or ""
        if context in seen:
            what = f'the context "{context}" stands before, at {seen[context]}'
            problems.append(Problem(place, "context-twice", what, "keep one of the two"))
            continue
        seen[context] = place
        entries.append(Entry(context, message.msgid, message.msgstr, message.fuzzy, place))
    return Catalogue(locale, name, tuple(entries)), tuple(problems)


def parse_po(text: str, name: str) -> polib.POFile | Problem:
    """Read the text of a `.po` file as polib does, and refuse what it would lose."""
    hint = "run msgfmt --check on the file, or mend it in a PO editor"
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not _is_whole(line.strip()):
            what = "a line must be a comment, or words between two quotation marks"
            return Problem(Place(name, number), "po-syntax", what, hint)
    try:
        # The line feed tells polib that this is no file's name.
        return polib.pofile(f"{text}\n", wrapwidth=78)
    except (OSError, ValueError) as error:
        # What polib says repeats the whole text; its line stands at the end.
        told = re.search(r"(?s:.*)\(line (\d+)\)", str(error))
        place = Place(name, int(told[1]) if told else 1)
        return Problem(place, "po-syntax", "this line cannot stand here", hint)


def _is_whole(line: str) -> bool:
    return bool(_COMMENT.match(line) or _LINE.fullmatch(line))


def _line_of_translation(message: polib.POEntry, lines: list[str]) -> int:
    """Find the line where a message's translation begins, or the message itself."""
    first = message.linenum or 1
    for number, line in enumerate(lines[first - 1 :], first):
        if line.lstrip().startswith("msgstr"):
            return number
    return first
