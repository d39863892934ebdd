"""The functions by which a template sets the words of one leaflet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from handpress.paper.boxes import OF_THE_SHEET, Boxes
from handpress.paper.setting import direction_of, isolate, set_plain, set_words
from handpress.words.catalogue import State, Words
from handpress.words.content import Term
from handpress.words.inline import PLACEHOLDER, filled, plain
from handpress.words.leaflet import Leaflet
from handpress.words.locale import find_locale, format_day

NOTHING: Mapping[str, Markup] = MappingProxyType({})


@dataclass
class Used:
    """What a page has used, noted while it is made.

    `numbers` has every telephone number as often as it is printed, `words` what the
    templates say of their own, `boxes` what of the clinic stands where.
    """

    boxes: Boxes
    pictures: list[Path] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


class Typesetter:
    """Sets the words of one leaflet, and notes what it uses."""

    def __init__(self, leaflet: Leaflet, pictures: Path, used: Used) -> None:
        self.leaflet = leaflet
        self.pictures = pictures
        self.used = used
        self.locale = leaflet.locale
        self.printed = {words.source.context: words for words in leaflet.printed}
        self.typed = leaflet.clinic.values
        self.values = {
            name: isolate(number, name="phone") for name, number in self.typed.items()
        }

    def functions(self) -> dict[str, Any]:
        """Give the functions of a template by their names."""
        names = (
            "say", "unmarked", "phone", "foreign", "day", "pgettext", "source",
            "counter", "picture", "halves", "code", "web_address", "web_code",
        )  # fmt: skip
        boxes = self.used.boxes
        own = {name: getattr(self, name) for name in names}
        return {**own, "begin_box": boxes.begin, "end_box": boxes.end}

    def say(self, words: Words, typed: Mapping[str, Markup] = NOTHING) -> Markup:
        """Set words; a gap is set in marked English (proof copies only)."""
        values = {**self.values, **typed}
        for name in PLACEHOLDER.findall(words.words):
            if name in self.typed:
                self.used.numbers.append(self.typed[name])
                if name not in OF_THE_SHEET:
                    self.used.boxes.note(name)
        if words.state is State.FRESH:
            return set_words(words.words, self.locale, values)
        english = set_words(words.source.words, find_locale("en"), values)
        return Markup('<span class="gap" lang="en" dir="ltr">{}</span>').format(english)

    def unmarked(self, words: Words) -> str:
        """Give words for a title or an alternative, where there is no markup."""
        return plain(filled(words.words, self.typed))

    def phone(self, number: str) -> Markup:
        """Set a telephone number: in one piece, left to right, in ASCII digits."""
        self.used.numbers.append(number)
        return isolate(number, name="phone")

    def foreign(self, words: str) -> Markup:
        """Set a clinic's own words, in whatever script, as one run in its own direction."""
        direction = direction_of(words)
        if direction == self.locale.direction:
            return set_plain(words, self.locale, keeps_digits=True)
        return Markup('<span dir="{}">{}</span>').format(direction, words)

    def day(self, day: date) -> Markup:
        """Set a date in words."""
        return set_plain(format_day(self.locale, day), self.locale)

    def pgettext(self, context: str, _: str, **values: Any) -> Markup:
        """Set what the template itself says, in the leaflet's language."""
        self.used.words.append(self.printed[context].words)
        typed = {name: escape(value) for name, value in values.items()}
        return self.say(self.printed[context], typed)

    def source(self, context: str) -> str:
        """Give the English of what the template says."""
        return self.printed[context].source.words

    def counter(self, name: str) -> Markup:
        """Leave a place that the stylesheet fills with the page's number."""
        return Markup('<span class="{}"></span>').format(name)

    def code(self, words: str) -> Markup:
        """Set an id: in one piece, left to right, in ASCII digits."""
        return isolate(words, name="code")

    def web_address(self) -> str:
        """Give the address of this very leaflet on the web; empty where there is none."""
        leaflet = self.leaflet
        self.used.boxes.note("leaflets")
        names = {
            "handout": leaflet.handout.key,
            "locale": leaflet.locale.tag,
            "version": leaflet.handout.version,
            "id": leaflet.id,
        }
        return filled(leaflet.clinic.leaflets or "", names)

    def web_code(self) -> str:
        """Draw that address as a QR code, as a data URI; empty where there is none."""
        address = self.web_address()
        if not address:
            return ""
        import segno

        # M, 15 % of which may be lost: it is folded, copied and carried about.
        drawn = segno.make(address, error="m", micro=False)
        uri: str = drawn.svg_data_uri(border=4, dark="#000", light="#fff", title=address)
        return uri

    def picture(self, name: str) -> str:
        """Give the address of a picture, and remember that it is used."""
        path = self.pictures / name
        self.used.pictures.append(path)
        return path.resolve().as_uri()

    def halves(self, terms: tuple[Term[Words], ...]) -> tuple[tuple[Term[Words], ...], ...]:
        """Cut a glossary into two columns that are about equally long."""
        lengths = [len(term.term.words) + len(term.meaning.words) + 20 for term in terms]
        half = min(
            range(len(terms) + 1),
            key=lambda cut: (max(sum(lengths[:cut]), sum(lengths[cut:])), cut),
        )
        return terms[:half], terms[half:]
