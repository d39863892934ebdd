"""Leaflet and template put together: the HTML of one leaflet."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from handpress.paper.boxes import BoxedClinic, Boxes
from handpress.paper.fonts import families_for, scripts_in
from handpress.paper.layout import Layout
from handpress.paper.typesetter import Typesetter, Used
from handpress.problems import HandoutError, Place
from handpress.words.catalogue import Words
from handpress.words.clinic import Clinic
from handpress.words.content import Handout
from handpress.words.inline import plain
from handpress.words.leaflet import Leaflet
from handpress.words.locale import Locale
from handpress.workspace import Workspace

# Macros for the parts of a leaflet, read once for each language of a page.
PARTS = "parts.html"
SHARED_STYLES = ("tokens", "parts")


@dataclass(frozen=True)
class Page:
    """A leaflet as HTML, with the stylesheets and pictures that it uses, in order.

    `numbers` and `printed` say what must be found on paper: every telephone number as
    often as it is printed, and the words of the template itself. `scripts` are those that
    the page is set in (ISO 15924). `outside` names what of the clinic stands outside the
    boxes that its layout declares.
    """

    html: str
    stylesheets: tuple[Path, ...]
    pictures: tuple[Path, ...]
    numbers: tuple[str, ...]
    printed: tuple[str, ...]
    scripts: tuple[str, ...]
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """Where templates, styles and pictures are."""

    templates: Path
    styles: Path
    pictures: Path


def look_in(workspace: Workspace) -> Look:
    """Find templates, styles and pictures in a workspace."""
    return Look(workspace.templates.path, workspace.styles.path, workspace.pictures)


@dataclass(frozen=True)
class Side:
    """One language of a page, as its template sees it: words, and macros to set them."""

    name: str
    handout: Handout[Words]
    locale: Locale
    id: str
    parts: Any

    @property
    def families(self) -> Markup:
        """The font families of this language, as CSS writes them."""
        return _in_css(families_for(self.locale.script))


def make_page(
    leaflets: tuple[Leaflet, ...],
    layout: Layout,
    look: Look,
    *,
    fit: str,
    notes: int = 0,
    is_proof_copy: bool = False,
) -> Page:
    """Make the HTML of a leaflet, in one language or two, in one of the layout's fits.

    `notes` is how many pages of lines for notes are added.
    """
    used = Used(Boxes(layout.boxes))
    environment = _environment(look.templates)
    setters = [Typesetter(leaflet, look.pictures, used) for leaflet in leaflets]
    shared: dict[str, Any] = {"layout": layout.name, "fit": fit, "notes": notes}
    scripts = scripts_of(leaflets)
    whole: dict[str, Any] = {
        "families": _in_css(families_of(scripts)),
        "page_size": layout.page_size(leaflets[0].clinic.paper),
        "has_lead": layout.has_lead,
        "is_proof_copy": is_proof_copy,
    }
    try:
        html = _html(layout.name, setters, environment, shared, whole)
    except TemplateError as error:
        place = _place_in_template(error, look.templates)
        hint = "mend the template"
        raise HandoutError(f"{error.message}", hint=hint, place=place) from error
    styles = tuple(look.styles / f"{name}.css" for name in (*SHARED_STYLES, layout.name))
    return Page(
        html,
        styles,
        tuple(used.pictures),
        tuple(used.numbers),
        tuple(used.words),
        scripts,
        tuple(dict.fromkeys(used.boxes.outside)),
    )


def _html(
    name: str,
    setters: list[Typesetter],
    environment: Environment,
    shared: dict[str, Any],
    whole: dict[str, Any],
) -> str:
    sides = [
        _side(name, setter, environment, shared)
        for name, setter in zip(("first", "second"), setters, strict=False)
    ]
    template = environment.get_template(f"{name}.html")
    own = _context_of(setters[0], shared)
    return template.render(**own, **whole, sides=sides, parts=sides[0].parts)


def _place_in_template(error: TemplateError, folder: Path) -> Place:
    """Find the line of a template that a fault comes from: the innermost one."""
    if isinstance(error, TemplateSyntaxError):
        return Place((folder / (error.filename or "")).as_posix(), error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    own = [one for one in frames if Path(one.filename).is_relative_to(folder)]
    return Place(own[-1].filename, own[-1].lineno or 0) if own else Place(folder.as_posix())


def _side(
    name: str, setter: Typesetter, environment: Environment, shared: dict[str, Any]
) -> Side:
    leaflet = setter.leaflet
    parts = environment.get_template(PARTS).make_module(_context_of(setter, shared))
    return Side(name, leaflet.handout, leaflet.locale, leaflet.id, parts)


def _context_of(setter: Typesetter, shared: dict[str, Any]) -> dict[str, Any]:
    leaflet = setter.leaflet
    return {
        **shared,
        "handout": leaflet.handout,
        "locale": leaflet.locale,
        "clinic": BoxedClinic(leaflet.clinic, leaflet.locale.tag, setter.used.boxes),
        "leaflet_id": leaflet.id,
        "standing": leaflet.standing,
        "english_title": plain(leaflet.source.title.words),
        **setter.functions(),
    }


def scripts_of(leaflets: tuple[Leaflet, ...]) -> tuple[str, ...]:
    """List the scripts of leaflets, then those of their clinics' own words."""
    own = [leaflet.locale.script for leaflet in leaflets]
    foreign = [
        script
        for leaflet in leaflets
        for words in _words_of(leaflet.clinic, leaflet.locale)
        for script in scripts_in(words, leaflet.locale.script, leaflet.clinic.country)
    ]
    return tuple(dict.fromkeys([*own, *foreign]))


def _words_of(clinic: Clinic, locale: Locale) -> tuple[str, ...]:
    return (clinic.name_in(locale.tag), clinic.address, clinic.hours or "")


def families_of(scripts: tuple[str, ...]) -> tuple[str, ...]:
    """Name the families for several scripts, in order of preference."""
    every = [family for script in scripts for family in families_for(script)]
    return tuple(dict.fromkeys(every))


def _in_css(families: tuple[str, ...]) -> Markup:
    return Markup(", ").join(Markup('"{}"').format(name) for name in families)


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
