"""What was released: `locales/<locale>/editions.yaml`, and what became of a sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import yaml
from pydantic import Field

from handpress.files import write_whole
from handpress.problems import HandoutError, Problem, Severity
from handpress.words.digests import DigestLine, Wording, digest_of_line, line_of_digest
from handpress.words.document import check_shape, read_document
from handpress.words.editions import (
    ALPHABET,
    Changes,
    Edition,
    compare,
    edition_of,
    id_of,
    nearest_id,
)
from handpress.words.locale import Locale, find_locale
from handpress.words.schema import Day, Strict, Words

FILE = "editions.yaml"
HEAD = """\
# What was released, the newest last. The command "release" adds to this file; it is not
# edited by hand. Each text: a digest of its words, then of its English if that is another.
"""
_CHARACTERS = f"[{ALPHABET}]{{4}}"
Id: TypeAlias = Annotated[str, Field(pattern=f"^{_CHARACTERS}-{_CHARACTERS}$")]


class EditionModel(Strict):
    """One edition: each text's digests by its context."""

    id: Id
    handout: Words
    version: Words
    date: Day
    texts: dict[str, DigestLine]


class EditionsModel(Strict):
    """All editions of one locale."""

    editions: list[EditionModel]


class Status(StrEnum):
    """What a sheet is today."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """What became of the sheet with an id.

    `edition` is the sheet as it was released, if it was; `now` is what its leaflet says
    today, if there is one; `newest` is that leaflet's last edition.
    """

    id: str
    status: Status
    edition: Edition | None = None
    now: Wording | None = None
    newest: Edition | None = None
    changes: Changes = field(default_factory=Changes)
    nearest: str | None = None

    @property
    def sheet(self) -> str:
        """Name the sheet: "Tumours of the back, Arabic, version 1.0, not yet released"."""
        title, tag, told = "", "", ""
        if self.edition:
            title, tag = self.edition.handout, self.edition.locale
            told = str(self.edition)
        if self.now:
            title, tag = self.now.source.title.words, self.now.locale.tag
            told = told or f"version {self.now.source.version}, not yet released"
        return f"{title}, {find_locale(tag).english_name}, {told}"

    @property
    def is_now_released(self) -> bool:
        """Tell whether the words of today are the last edition."""
        newest, now = self.newest, self.now
        return newest is not None and now is not None and newest.id == id_of(now)


def file_of(folder: Path, locale: Locale) -> Path:
    """Name the file of a locale's editions."""
    return folder / locale.folder / FILE


def read_editions(
    folder: Path, locale: Locale, root: Path
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Read a locale's editions, the newest last; none where there is no file."""
    path = file_of(folder, locale)
    if not path.is_file():
        return (), ()
    model, problems = check_shape(read_document(path, root), EditionsModel)
    if model is None:
        return (), problems
    return tuple(_edition(one, locale) for one in model.editions), ()


def read_every_edition(
    folder: Path, root: Path
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Read the editions of every locale, also of those that have no catalogue any more."""
    editions: list[Edition] = []
    problems: list[Problem] = []
    names = sorted(path.parent.name for path in folder.glob(f"*/{FILE}"))
    for locale in dict.fromkeys(find_locale(name) for name in names):
        found, faults = read_editions(folder, locale, root)
        editions += found
        problems += faults
    return tuple(editions), tuple(problems)


def _edition(model: EditionModel, locale: Locale) -> Edition:
    texts = tuple(digest_of_line(*line) for line in model.texts.items())
    return Edition(model.id, model.handout, locale.tag, model.version, model.date, texts)


def editions_yaml(editions: Iterable[Edition]) -> bytes:
    """Write editions as the bytes of a file: the same editions, the same bytes."""
    data = {"editions": [_data(edition) for edition in editions]}
    # Wide enough that a text never takes a second line.
    told = yaml.dump(
        data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=10_000
    )
    return f"{HEAD}{told}".encode()


def _data(edition: Edition) -> dict[str, object]:
    return {
        "id": edition.id,
        "handout": edition.handout,
        "version": edition.version,
        "date": edition.date.isoformat(),
        "texts": {text.context: line_of_digest(text) for text in edition.texts},
    }


def write_editions(folder: Path, locale: Locale, editions: Iterable[Edition]) -> None:
    """Write a locale's editions, whole.

    Raises HandoutError where the file cannot be written.
    """
    path = file_of(folder, locale)
    try:
        write_whole(path, editions_yaml(editions))
    except OSError as error:
        message = f'"{path}" cannot be written: {error.strerror or error}'
        raise HandoutError(message) from error


def newest_of(editions: Iterable[Edition], handout: str, tag: str) -> Edition | None:
    """Find the last edition of a handout in a locale."""
    own = [one for one in editions if (one.handout, one.locale) == (handout, tag)]
    return own[-1] if own else None


def editions_to_add(
    before: tuple[Edition, ...], wordings: Iterable[Wording], day: datetime.date
) -> tuple[Edition, ...]:
    """Make an edition of all words that are not their leaflet's last edition."""
    return tuple(
        edition_of(one, day)
        for one in wordings
        if (newest := _newest(before, one)) is None or newest.id != id_of(one)
    )


def same_versions(
    before: tuple[Edition, ...], wordings: Iterable[Wording]
) -> Iterator[Problem]:
    """Other words have another version, for people compare the versions on paper."""
    for one in wordings:
        newest, version, place = _newest(before, one), one.source.version, one.source.place
        if newest and newest.id != id_of(one) and newest.version == version:
            what = f"its words have changed, but it is still version {version}"
            hint = f"raise the version of {place.file}"
            yield Problem(place, "same-version", what, hint, Severity.WARNING)


def _newest(editions: Iterable[Edition], wording: Wording) -> Edition | None:
    return newest_of(editions, wording.source.key, wording.locale.tag)


def look_up(
    name: str, wordings: tuple[Wording, ...], editions: tuple[Edition, ...]
) -> Answer:
    """Tell what became of the sheet with this id; words with gaps are nobody's sheet."""
    ids = {id_of(one): one for one in wordings if not one.gaps}
    edition = next((one for one in reversed(editions) if one.id == name), None)
    now = ids.get(name)
    if now is not None:
        newest = _newest(editions, now)
        return Answer(name, Status.CURRENT, edition, now, newest)
    if edition is None:
        near = nearest_id(name, (*ids, *(one.id for one in editions)))
        return Answer(name, Status.UNKNOWN, nearest=near)
    wanted = (edition.handout, edition.locale)
    now = next(
        (one for one in wordings if (one.source.key, one.locale.tag) == wanted), None
    )
    changes = compare(edition, now) if now else Changes()
    newest = newest_of(editions, *wanted)
    return Answer(name, Status.SUPERSEDED, edition, now, newest, changes)
