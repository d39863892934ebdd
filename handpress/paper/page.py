"""Leaflet and template put together: the HTML of one leaflet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from handpress.paper.fonts import families_for
from handpress.paper.layout import Layout
from handpress.paper.setting import direction_of, isolate, set_plain, set_words
from handpress.words.catalogue import State, Words
from handpress.words.content import Term
from handpress.words.inline import PLACEHOLDER, filled, plain
from handpress.words.leaflet import Leaflet
from handpress.words.locale import find_locale, format_day

NOTHING: Mapping[str, Markup] = MappingProxyType({})


@dataclass(frozen=True)
class Page:
    """A leaflet as HTML, with the stylesheets and pictures that it uses, in order.

    `numbers` and `printed` say what must be found on paper: every telephone number as
    often as it is printed, and the words of the template itself.
    """

    html: str
    stylesheets: tuple[Path, ...]
    pictures: tuple[Path, ...]
    numbers: tuple[str, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """Where templates, styles and pictures are."""

    templates: Path
    styles: Path
    pictures: Path


def make_page(
    leaflet: Leaflet,
    layout: Layout,
    look: Look,
    *,
    fit: str,
    has_notes: bool = False,
    is_proof_copy: bool = False,
) -> Page:
    """Make the HTML of a leaflet in one of the layout's fits."""
    setter = _Setter(leaflet, look.pictures)
    template = _environment(look.templates).get_template(f"{layout.name}.html")
    html = template.render(
        handout=leaflet.handout,
        locale=leaflet.locale,
        clinic=leaflet.clinic,
        clinic_name=leaflet.clinic.name_in(leaflet.locale.tag),
        english_title=plain(leaflet.source.title.words),
        families=Markup(", ").join(
            Markup('"{}"').format(name) for name in families_for(leaflet.locale.script)
        ),
        paper=leaflet.clinic.paper,
        fit=fit,
        has_notes=has_notes,
        is_proof_copy=is_proof_copy,
        **setter.functions(),
    )
    styles = (look.styles / "tokens.css", look.styles / f"{layout.name}.css")
    return Page(
        html,
        styles,
        tuple(setter.used_pictures),
        tuple(setter.numbers),
        tuple(setter.used_words),
    )


@cache
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )


class _Setter:
    """The functions by which a template sets the words of one leaflet."""

    def __init__(self, leaflet: Leaflet, pictures: Path) -> None:
        self.pictures = pictures
        self.used_pictures: list[Path] = []
        self.used_words: list[str] = []
        self.numbers: list[str] = []
        self.locale = leaflet.locale
        self.printed = {words.source.context: words for words in leaflet.printed}
        self.typed = leaflet.clinic.values
        self.values = {
            name: isolate(number, name="phone") for name, number in self.typed.items()
        }

    def functions(self) -> dict[str, Any]:
        return {
            "say": self.say,
            "bare": self.bare,
            "phone": self.phone,
            "foreign": self.foreign,
            "day": self.day,
            "pgettext": self.pgettext,
            "source": self.source,
            "counter": self.counter,
            "picture": self.picture,
            "halves": self.halves,
        }

    def say(self, words: Words, typed: Mapping[str, Markup] = NOTHING) -> Markup:
        """Set words; a gap is set in marked English (proof copies only)."""
        values = {**self.values, **typed}
        for name in PLACEHOLDER.findall(words.words):
            if name in self.typed:
                self.numbers.append(self.typed[name])
        if words.state is State.FRESH:
            return set_words(words.words, self.locale, values)
        english = set_words(words.source.words, find_locale("en"), values)
        return Markup('<span class="gap" lang="en" dir="ltr">{}</span>').format(english)

    def bare(self, words: Words) -> str:
        """Give words for a title or an alternative, where there is no markup."""
        return plain(filled(words.words, self.typed))

    def phone(self, number: str) -> Markup:
        """Set a telephone number: in one piece, left to right, in ASCII digits."""
        self.numbers.append(number)
        return isolate(number, name="phone")

    def foreign(self, words: str) -> Markup:
        """Set a clinic's own words, in whatever script, as one run in its own direction."""
        direction = direction_of(words)
        if direction == self.locale.direction:
            return set_plain(words, self.locale, keeps_digits=True)
        return Markup('<span dir="{}">{}</span>').format(direction, words)

    def day(self, day: date) -> Markup:
        return set_plain(format_day(self.locale, day), self.locale)

    def pgettext(self, context: str, _: str, **values: Any) -> Markup:
        """Set what the template itself says, in the leaflet's language."""
        self.used_words.append(self.printed[context].words)
        typed = {name: escape(value) for name, value in values.items()}
        return self.say(self.printed[context], typed)

    def source(self, context: str) -> str:
        """Give the English of what the template says."""
        return self.printed[context].source.words

    def counter(self, name: str) -> Markup:
        """Leave a place that the stylesheet fills with the page's number."""
        return Markup('<span class="{}"></span>').format(name)

    def picture(self, name: str) -> str:
        """Give the address of a picture, and remember that it is used."""
        path = self.pictures / name
        self.used_pictures.append(path)
        return path.resolve().as_uri()

    def halves(self, terms: tuple[Term[Words], ...]) -> tuple[tuple[Term[Words], ...], ...]:
        """Cut a glossary into two columns that are about equally long."""
        lengths = [len(term.term.words) + len(term.meaning.words) + 20 for term in terms]
        half = min(
            range(len(terms) + 1),
            key=lambda cut: (max(sum(lengths[:cut]), sum(lengths[cut:])), cut),
        )
        return terms[:half], terms[half:]
