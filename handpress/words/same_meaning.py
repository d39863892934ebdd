"""A change of wording that changes no meaning: translations kept, and who says so noted."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import polib

from handpress.files import write_whole
from handpress.problems import HandoutError
from handpress.words.catalogue import FILE
from handpress.words.content import Text
from handpress.words.review import Reviews, SameMeaning, write_reviews
from handpress.words.updating import bytes_of, read_po


def keep_translations(
    folder: Path,
    reviews: Iterable[Reviews],
    texts: tuple[Text, ...],
    keys: tuple[str, ...],
    by: str,
    date: datetime.date,
) -> Iterator[str]:
    """Keep the translations of texts whose English changed in its wording only.

    Raises HandoutError, before anything is written, for a text that is not there or that is
    safety-critical: there, another wording is always looked at by a translator.
    """
    known = {text.context: text for text in texts}
    for key in keys:
        if key not in known:
            raise HandoutError(f'no text is called "{key}"', hint="keys are msgctxt in .po")
        if known[key].is_safety_critical:
            message = f'"{key}" is safety-critical: its translations must be looked at'
            raise HandoutError(message, hint="run update, and mend what becomes fuzzy")
    for own in reviews:
        path = folder / own.locale.folder / FILE
        if keys and path.is_file():
            yield from _keep_in(path, folder, own, [known[key] for key in keys], by, date)


def _keep_in(
    path: Path,
    folder: Path,
    reviews: Reviews,
    texts: list[Text],
    by: str,
    date: datetime.date,
) -> Iterator[str]:
    po = read_po(path, folder.parent)
    entries = {entry.msgctxt: entry for entry in po if not entry.obsolete}
    kept = []
    for text in texts:
        entry = entries.get(text.context)
        before = _wording_before(entry, text) if entry else ""
        if entry and before:
            entry.msgid = text.words
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = None
            kept.append(SameMeaning(text.context, by, date, before, text.words))
    if not kept:
        return
    # Who says so is written first: a translation never becomes fresh without it.
    same_meaning = (*reviews.same_meaning, *kept)
    write_reviews(folder, replace(reviews, same_meaning=same_meaning))
    write_whole(path, bytes_of(po))
    for one in kept:
        yield f'{reviews.locale.tag}: "{one.context}" keeps its translation, says {by}'


def _wording_before(entry: polib.POEntry, text: Text) -> str:
    """Find the English that a translation was fresh for; empty where there is none."""
    if not entry.msgstr:
        return ""
    if entry.fuzzy:
        is_marked_by_update = entry.msgid == text.words and entry.previous_msgid
        return str(entry.previous_msgid) if is_marked_by_update else ""
    return str(entry.msgid) if entry.msgid != text.words else ""
