"""A locale: its tag, its names, its script and the direction it is written in.

All of it is CLDR's, by way of Babel; nothing is a hand-set flag.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale as Cldr
from babel import UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.dates import format_date

from handpress.problems import HandoutError

SOURCE = "en"
# CLDR's numbering systems: the CSS counter style with the same digits, and the digits.
NUMBERING = {
    "arab": ("arabic-indic", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": ("persian", "۰۱۲۳۴۵۶۷۸۹"),
    "beng": ("bengali", "০১২৩৪৫৬৭৮৯"),
    "deva": ("devanagari", "०१२३४५६७८९"),
    "mymr": ("myanmar", "၀၁၂၃၄၅၆၇၈၉"),
}
# CLDR has no names of months for Haitian Creole, and would write them in French.
MONTHS = {
    "ht": (
        "janvye", "fevriye", "mas", "avril", "me", "jen",
        "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
    ),
}  # fmt: skip
ASCII = ("decimal", "0123456789")


@dataclass(frozen=True)
class Locale:
    """A language as it is written: `tag` in BCP 47, `folder` as gettext spells it."""

    tag: str
    folder: str
    script: str
    direction: str
    own_name: str
    english_name: str

    @property
    def is_source(self) -> bool:
        return self.tag == SOURCE

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"

    @property
    def cldr(self) -> Cldr:
        """Everything else that CLDR knows of this locale."""
        return Cldr.parse(self.folder)

    @property
    def counter_style(self) -> str:
        """The CSS counter style with this locale's default digits."""
        return NUMBERING.get(self.cldr.default_numbering_system, ASCII)[0]

    @property
    def digits(self) -> str:
        """The ten digits that CLDR sets numbers in by default."""
        return NUMBERING.get(self.cldr.default_numbering_system, ASCII)[1]


@cache
def find_locale(tag: str) -> Locale:
    """Find a locale by its tag, however spelt: `zh-Hans`, `zh_hans`, `prs` (fa-AF).

    Raises HandoutError for a tag that CLDR does not know.
    """
    spelt = tag.strip().replace("-", "_")
    spelt = get_global("language_aliases").get(spelt.lower(), spelt)
    try:
        cldr = Cldr.parse(spelt)
    except (UnknownLocaleError, ValueError, TypeError) as error:
        message = f'"{tag}" is not a language tag that CLDR knows'
        raise HandoutError(
            message, hint="write it as in BCP 47: fr, zh-Hans, fa-AF"
        ) from error
    folder = str(cldr)
    return Locale(
        tag=folder.replace("_", "-"),
        folder=folder,
        script=_script(cldr),
        direction=cldr.text_direction,
        own_name=_name(cldr, cldr),
        english_name=_name(cldr, Cldr.parse("en")),
    )


def find_locales(folder: Path) -> tuple[Locale, ...]:
    """List the source and every locale that has a catalogue in `folder`, each once."""
    names = sorted(path.parts[-3] for path in folder.glob("*/LC_MESSAGES/handouts.po"))
    return tuple(dict.fromkeys(find_locale(name) for name in (SOURCE, *names)))


def format_day(locale: Locale, day: date) -> str:
    """Write a date in words, as this locale does, in the Gregorian calendar."""
    if months := MONTHS.get(locale.cldr.language):
        return f"{day.day} {months[day.month - 1]} {day.year}"
    return format_date(day, format="long", locale=locale.cldr)


def _script(cldr: Cldr) -> str:
    """Find the script by CLDR's likely subtags; Babel alone knows none for `ar`."""
    if cldr.script:
        return str(cldr.script)
    likely = get_global("likely_subtags")
    wanted = [f"{cldr.language}_{cldr.territory}", cldr.language]
    found = next((likely[name] for name in wanted if name in likely), "")
    return str(parse_locale(found)[2]) if found else "Latn"


def _name(cldr: Cldr, inside: Cldr) -> str:
    """Name a locale in a language: CLDR's own word for it, or its parts put together."""
    name = inside.languages.get(str(cldr)) or cldr.get_display_name(inside) or str(cldr)
    # title() and not upper(): Georgian has a capital form that no sentence begins with.
    return name[0].title() + name[1:]


def tags_of(locales: Iterable[Locale]) -> str:
    """List tags for a sentence."""
    return ", ".join(locale.tag for locale in locales)
