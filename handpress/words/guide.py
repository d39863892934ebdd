"""What holds for one language: `terms.yaml`, its words, and `locale.yaml`, its settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, TypeAlias
from unicodedata import category, normalize

from pydantic import Field

from handpress.files import write_whole
from handpress.problems import NOWHERE, HandoutError, Place, Problem, place_in
from handpress.words.document import check_shape, read_document
from handpress.words.inline import plain
from handpress.words.locale import Locale, find_locale
from handpress.words.schema import Strict, Words

TERMS = "terms.yaml"
SETTINGS = "locale.yaml"
# A space at the end of a form is meant: " не " is a whole word.
Forms: TypeAlias = Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
# The signal whose loss, or gain, turns a sentence round.
NEGATION = "not"
# A word of English, in lower case.
_ENGLISH = re.compile(r"[a-z0-9]+(?:[’'-][a-z0-9]+)*")
# What may stand inside a word.
_INSIDE = "’'-\u200c\u200d"


class TermsModel(Strict):
    """The words of one language, by their English names."""

    terms: dict[str, Forms]
    signals: dict[str, Forms] = Field(default_factory=dict)


class SilenceModel(Strict):
    """One false alarm, and why it is one."""

    code: Words
    text: Words
    because: Words


class SettingsModel(Strict):
    """The settings of one locale."""

    inherits: Words | None = None
    silence: list[SilenceModel] = Field(default_factory=list)


@dataclass(frozen=True)
class KeyTerm:
    """A thing and the forms by which a text is known to name it, folded.

    A signal, such as "not" or "at once", changes what a reader does.
    """

    name: str
    forms: tuple[str, ...]
    is_signal: bool

    def is_word_of(self, words: str) -> bool:
        """Tell whether folded English has it, as a word of its own."""
        english = _english_words(words)
        return any(f" {one} " in english for one in self.forms)

    def found_in(self, words: str) -> str:
        """Find the form that a translation has, as a part of any word; or nothing."""
        spaced = f" {words} "
        loose = f" {' '.join(words_in(words))} "
        return next((one for one in self.forms if one in spaced or one in loose), "")

    def times_in(self, words: str) -> int:
        """Count the places in a folded translation where it has any of the forms."""
        forms = "|".join(re.escape(one) for one in sorted(self.forms, key=len)[::-1])
        spaced, loose = f" {words} ", f" {' '.join(words_in(words))} "
        return max(len(re.findall(forms, one)) for one in (spaced, loose))


@dataclass(frozen=True)
class Silence:
    """One false alarm: the code of the problem, the context of the text, the reason."""

    code: str
    context: str
    because: str
    place: Place


@dataclass(frozen=True)
class Guide:
    """What holds for one language; `inherits` is the sibling whose texts fill its gaps."""

    terms: tuple[KeyTerm, ...] = ()
    silences: tuple[Silence, ...] = ()
    inherits: str = ""
    place: Place = NOWHERE

    def is_silent(self, code: str, context: str) -> bool:
        return any((one.code, one.context) == (code, context) for one in self.silences)


NO_GUIDE = Guide()


@cache
def _english_words(folded: str) -> str:
    """Part English words by single spaces, one before the first and one after the last."""
    return f" {' '.join(_ENGLISH.findall(folded))} "


def folded_words(words: str) -> str:
    """Make words comparable: no marks, no case, composed."""
    return normalize("NFC", plain(words)).casefold()


def words_in(folded: str) -> list[str]:
    """Cut a text into words at spaces and marks; letters keep the signs that are theirs.

    >>> words_in("l’eau, ३ बार!")
    ['l’eau', '३', 'बार']
    """
    signs = (one if category(one)[0] in "LMN" or one in _INSIDE else " " for one in folded)
    return [word for part in "".join(signs).split() if (word := part.strip(_INSIDE))]


def read_guide(
    folder: Path, locale: Locale, root: Path
) -> tuple[Guide, tuple[Problem, ...]]:
    """Read what holds for a locale; both files may be missing."""
    path = folder / locale.folder
    terms, faults = _read_terms(path / TERMS, root)
    guide, problems = _read_settings(path / SETTINGS, locale, root)
    place = place_in(root, path / TERMS, 1)
    return replace(guide, terms=terms, place=place), (*faults, *problems)


def _read_terms(path: Path, root: Path) -> tuple[tuple[KeyTerm, ...], tuple[Problem, ...]]:
    if not path.is_file():
        return (), ()
    model, problems = check_shape(read_document(path, root), TermsModel)
    if model is None:
        return (), problems
    groups = ((model.terms, False), (model.signals, True))
    return tuple(
        KeyTerm(name, tuple(folded_words(form) for form in forms), is_signal)
        for group, is_signal in groups
        for name, forms in group.items()
    ), ()


def _read_settings(
    path: Path, locale: Locale, root: Path
) -> tuple[Guide, tuple[Problem, ...]]:
    if not path.is_file():
        return Guide(), ()
    document = read_document(path, root)
    model, problems = check_shape(document, SettingsModel)
    if model is None:
        return Guide(), problems
    silences = tuple(
        Silence(one.code, one.text, one.because, document.place_of(("silence", str(at))))
        for at, one in enumerate(model.silence)
    )
    guide = Guide(silences=silences)
    if model.inherits is None:
        return guide, ()
    place = document.place_of(("inherits",))
    try:
        sibling = find_locale(model.inherits)
    except HandoutError as error:
        return guide, (Problem(place, "not-a-sibling", str(error), error.hint),)
    if sibling == locale or sibling.cldr.language != locale.cldr.language:
        what = f"{locale.english_name} cannot take its texts from {sibling.english_name}"
        hint = "name the same language as it is written elsewhere, such as pt for pt-BR"
        return guide, (Problem(place, "not-a-sibling", what, hint),)
    return replace(guide, inherits=sibling.tag), ()


def begin_settings(folder: Path, locale: Locale, sibling: Locale) -> Path:
    """Write that a locale takes from a sibling the texts that it lacks."""
    path = folder / locale.folder / SETTINGS
    told = "# The settings of this language; see docs/adding-a-language.md.\n"
    write_whole(path, f"{told}inherits: {sibling.tag}\n".encode())
    return path


def terms_missing(guide: Guide, source: Guide) -> Iterator[Problem]:
    """Every word that English names has its words in this language, and no other."""
    if source.terms and not guide.terms:
        what = "there are no words for what must not get lost"
        hint = "copy locales/en/terms.yaml, and write the forms that your language uses"
        yield Problem(guide.place, "terms-missing", what, hint)
        return
    wanted, there = ({term.name for term in one.terms} for one in (source, guide))
    for name in sorted(wanted - there):
        what = f'"{name}" is not here'
        hint = "write how your language says it"
        yield Problem(guide.place, "term-missing", what, hint)
    for name in sorted(there - wanted):
        hint = "use the names of locales/en/terms.yaml"
        yield Problem(guide.place, "term-unknown", f'"{name}" is not an English name', hint)
