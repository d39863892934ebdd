"""Bring the template catalogue and a locale's catalogue up to date with the texts.

A text is known by its context, so nothing has to be guessed: the same context with other
words is a changed text, marked fuzzy, its previous English kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from babel.messages.plurals import PLURALS, get_plural
from babel.plural import to_gettext

from handpress.files import write_whole
from handpress.problems import HandoutError, Problem, place_in
from handpress.words.catalogue import FILE, parse_po
from handpress.words.content import Text
from handpress.words.document import not_utf_8
from handpress.words.extraction import comment_on
from handpress.words.locale import Locale

HEADER = {
    "Project-Id-Version": "handpress",
    "Report-Msgid-Bugs-To": "",
    "Language-Team": "none",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def new_catalogue(locale: Locale | None) -> polib.POFile:
    """Make an empty catalogue; the template where no locale is given."""
    po = polib.POFile(wrapwidth=78)
    po.metadata = dict(HEADER)
    po.metadata["PO-Revision-Date"] = "YEAR-MO-DA HO:MI+ZONE"
    po.metadata["Last-Translator"] = "FULL NAME <EMAIL@ADDRESS>"
    if locale is not None:
        # A fixed date: the same input gives the same bytes; git knows when.
        po.metadata["PO-Revision-Date"] = "2026-11-21 00:00+0000"
        po.metadata["Last-Translator"] = "machine"
        po.metadata["Language-Team"] = locale.english_name
        po.metadata["Language"] = locale.folder
        po.metadata["Plural-Forms"] = plural_forms(locale)
    return po


def plural_forms(locale: Locale) -> str:
    """Give the header by which gettext knows a language's plural forms.

    gettext's own where Babel has it; else CLDR's, unless that has a form for millions,
    which `msgfmt` does not know.
    """
    told = to_gettext(locale.cldr.plural_form)
    is_known = {locale.folder, locale.cldr.language} & PLURALS.keys()
    if is_known or re.search(r"\be\b", told):
        return str(get_plural(locale.folder).plural_forms)
    return told


def message_of(text: Text) -> polib.POEntry:
    """Write a text as an untranslated message.

    The reference is the file alone: line numbers would change every catalogue whenever a
    paragraph is inserted.
    """
    return polib.POEntry(
        msgctxt=text.context,
        msgid=text.words,
        comment=comment_on(text),
        occurrences=[(text.place.file, "")],
    )


def make_template(texts: Iterable[Text]) -> polib.POFile:
    """Make the template catalogue."""
    po = new_catalogue(None)
    po.extend(message_of(text) for text in texts)
    return po


def update(po: polib.POFile, texts: Iterable[Text]) -> polib.POFile:
    """Bring a catalogue up to date: a text that is gone becomes obsolete, never lost."""
    updated = polib.POFile(wrapwidth=78)
    updated.header, updated.metadata = po.header, po.metadata
    updated.metadata_is_fuzzy = po.metadata_is_fuzzy
    old, gone = _by_name(po)
    used = set()
    for text in texts:
        before = old.get(text.context)
        if before is None or not before.msgstr or before.msgid != text.words:
            before = gone.get((text.context, text.words), before)
        used.add(id(before))
        updated.append(_carry_over(before, message_of(text)))
    left = (entry for entry in po if id(entry) not in used)
    updated.extend(_as_obsolete(entry) for entry in left if _is_translated(entry))
    return updated


def _by_name(
    po: polib.POFile,
) -> tuple[dict[str, polib.POEntry], dict[tuple[str, str], polib.POEntry]]:
    """Find messages by context, and obsolete ones by context and English too.

    Of two with the same name, the first counts. Handouts have no plurals.
    """
    single = [entry for entry in reversed(po) if not entry.msgid_plural]
    old = {entry.msgctxt: entry for entry in single if not entry.obsolete}
    gone = {(entry.msgctxt, entry.msgid): entry for entry in single if entry.obsolete}
    return old, gone


def _is_translated(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr) or any(entry.msgstr_plural.values())


def _as_obsolete(entry: polib.POEntry) -> polib.POEntry:
    entry.obsolete = True
    entry.comment, entry.occurrences = "", []
    # polib writes what an obsolete message was, but does not read it.
    entry.previous_msgid = None
    return entry


def _carry_over(before: polib.POEntry | None, message: polib.POEntry) -> polib.POEntry:
    """Keep what a translator wrote; mark it fuzzy where the English has changed."""
    if before is None:
        return message
    message.msgstr = before.msgstr
    message.tcomment = before.tcomment
    message.flags = list(before.flags)
    message.previous_msgid = before.previous_msgid
    if before.msgid != message.msgid and before.msgstr:
        message.previous_msgid = message.previous_msgid or before.msgid
        if not message.fuzzy:
            message.flags.append("fuzzy")
    elif not message.fuzzy:
        message.previous_msgid = None
    return message


def update_folder(
    folder: Path, locales: Iterable[Locale], texts: tuple[Text, ...], root: Path
) -> Iterator[str]:
    """Write the template and each locale's catalogue, and tell of every file.

    Raises HandoutError for a catalogue whose syntax is broken; it is left as it is.
    """
    template = folder / "handouts.pot"
    yield _write(template, make_template(texts), root)
    for locale in locales:
        path = folder / locale.folder / FILE
        po = new_catalogue(locale)
        if path.is_file():
            there = read_po(path, root)
            plural = {"Plural-Forms": po.metadata["Plural-Forms"]}
            there.metadata = {**po.metadata, **there.metadata, **plural}
            po = there
        yield _write(path, update(po, texts), root)


def bytes_of(po: polib.POFile) -> bytes:
    """Write a catalogue as the bytes of a file."""
    return f"{po}\n".encode() if not str(po).endswith("\n") else str(po).encode()


def _write(path: Path, po: polib.POFile, root: Path) -> str:
    name, data = place_in(root, path).file, bytes_of(po)
    if path.is_file() and path.read_bytes() == data:
        return f"{name}: unchanged"
    write_whole(path, data)
    entries = [entry for entry in po if not entry.obsolete]
    todo = sum(not entry.msgstr or entry.fuzzy for entry in entries)
    return f"{name}: {len(entries)} texts, {todo} to translate or mend"


def read_po(path: Path, root: Path) -> polib.POFile:
    """Read a catalogue as it stands; raises HandoutError where its syntax is broken."""
    name = place_in(root, path).file
    try:
        po = parse_po(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError as error:
        po = not_utf_8(error, name)
    if isinstance(po, Problem):
        raise HandoutError(f"{po.place}: {po.message}", hint=po.hint)
    return po
