"""A clinic: who hands the leaflet out, its numbers checked and set as its country does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

import phonenumbers
from phonenumbers import PhoneNumberFormat

from handpress.problems import HandoutError, Place, Problem, errors_in
from handpress.words import schema
from handpress.words.colour import accent_problem, readable
from handpress.words.document import Document, check_shape, read_document
from handpress.words.locale import find_locale
from handpress.words.logo import Logo, read_logo_in
from handpress.words.reading import check_names, yaml_files
from handpress.words.standing import Step

# The number for an ambulance. Only countries whose own authorities name one number for it;
# elsewhere the clinic's file must say it. Each is held against `phonenumbers` by a test.
EMERGENCY_NUMBERS = {
    "AT": "112", "AU": "000", "BE": "112", "BG": "112", "CA": "911", "CH": "144",
    "CY": "112", "CZ": "112", "DE": "112", "DK": "112", "EE": "112", "EG": "123",
    "ES": "112", "FI": "112", "FR": "112", "GB": "999", "GR": "112", "HR": "112",
    "HU": "112", "IE": "112", "IN": "112", "IT": "112", "LT": "112", "LU": "112",
    "LV": "112", "MT": "112", "NL": "112", "NO": "113", "NZ": "111", "PL": "112",
    "PT": "112", "RO": "112", "SE": "112", "SI": "112", "SK": "112", "US": "911",
}  # fmt: skip
# CLDR's paper sizes: Letter in North America and parts of Latin America.
LETTER_COUNTRIES = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}
)

# The folders of `out/` that are not a clinic's.
RESERVED = ("proof-copies", "withdrawn")
# Opens a logo by its name, or tells at its place why it cannot be printed.
OpenLogo: TypeAlias = Callable[[str, Place], Logo | Problem]
Part = TypeVar("Part")
# Control characters but for new lines, and those that change the direction of words.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True)
class Phone:
    """A telephone number of a clinic: its role, as printed, and as dialled (E.164)."""

    role: str
    printed: str
    dialled: str


@dataclass(frozen=True)
class Clinic:
    """Who hands the leaflet out.

    `accent` is a colour dark enough for letters; `leaflets` is where a leaflet stands on
    the web, with placeholders. `demands` is the step that a translation must have reached.
    """

    key: str
    name: str
    names: tuple[tuple[str, str], ...]
    is_example: bool
    country: str
    emergency_number: str
    address: str
    phones: tuple[Phone, ...]
    hours: str | None
    web: str | None
    paper: str
    place: Place
    logo: Logo | None = None
    accent: str | None = None
    ink: str = "full"
    leaflets: str | None = None
    demands: Step = Step.REVISED

    @property
    def values(self) -> dict[str, str]:
        """What the placeholders of numbers become, by their names."""
        numbers = {f"{phone.role}_phone": phone.printed for phone in self.phones}
        return {**numbers, "emergency_number": self.emergency_number}

    def name_in(self, tag: str) -> str:
        """Give the clinic's name in a language, or the one it is known by."""
        return dict(self.names).get(tag, self.name)


def read_clinics(
    folder: Path, root: Path
) -> tuple[tuple[Clinic, ...], tuple[Problem, ...]]:
    """Read every clinic's file, and gather every fault."""
    paths = yaml_files(folder)
    misnamed = check_names(paths, root, RESERVED)
    clinics, problems = [], list(misnamed.values())
    for path in paths:
        document = read_document(path, root)
        clinic, faults = parse_clinic(document, path.stem, partial(read_logo_in, folder))
        problems += faults
        if clinic is not None and path not in misnamed:
            clinics.append(clinic)
    return tuple(clinics), tuple(problems)


def parse_clinic(
    document: Document, key: str, open_logo: OpenLogo | None = None
) -> tuple[Clinic | None, list[Problem]]:
    """Turn one file into a clinic; none where any of its numbers is wrong.

    There is no logo where nothing is given that opens it.
    """
    model, faults = check_shape(document, schema.ClinicModel)
    if model is None:
        return None, list(faults)
    if model.country not in phonenumbers.SUPPORTED_REGIONS:
        what = f'"{model.country}" is not the code of a country'
        hint = "write two letters, as in GB, US, IN or EG"
        place = document.place_of(("country",))
        return None, [Problem(place, "unknown-country", what, hint)]
    named, unnamed = _parted(_read_names(model, document))
    names = tuple(sorted(dict(named).items()))
    phones, unread = _parted(_read_phones(model, document))
    logos, unseen = _parted(_open_logos(model, document, open_logo))
    problems = [*_value_problems(model, document), *unnamed, *unread, *unseen]
    if errors_in(problems):
        return None, problems
    clinic = _clinic(model, key, Place(document.name, 1, 1))
    logo = logos[0] if logos else None
    return replace(clinic, names=names, phones=phones, logo=logo), problems


def _parted(read: Iterable[Part | Problem]) -> tuple[tuple[Part, ...], list[Problem]]:
    """Part what could be read from what could not."""
    every = list(read)
    parts = tuple(one for one in every if not isinstance(one, Problem))
    return parts, [one for one in every if isinstance(one, Problem)]


def _clinic(model: schema.ClinicModel, key: str, place: Place) -> Clinic:
    shade = readable(model.accent) if model.accent else None
    return Clinic(
        key=key,
        name=model.name,
        names=(),
        is_example=model.example == "yes",
        country=model.country,
        emergency_number=_emergency_number(model),
        address=model.address,
        phones=(),
        hours=model.hours,
        web=model.web,
        paper=model.paper or ("Letter" if model.country in LETTER_COUNTRIES else "A4"),
        place=place,
        accent=shade[0] if shade else None,
        ink=model.ink,
        leaflets=model.leaflets,
        demands=Step(model.demands),
    )


def _emergency_number(model: schema.ClinicModel) -> str:
    return model.emergency_number or EMERGENCY_NUMBERS.get(model.country, "")


def _read_names(
    model: schema.ClinicModel, document: Document
) -> Iterator[tuple[str, str] | Problem]:
    for tag, name in model.names.items():
        try:
            yield find_locale(tag).tag, name
        except HandoutError as error:
            place = document.place_of(("names", tag))
            yield Problem(place, "unknown-language", str(error), error.hint)


def _read_phones(
    model: schema.ClinicModel, document: Document
) -> Iterator[Phone | Problem]:
    for role, number in model.phones.items():
        place = document.place_of(("phones", role))
        yield _read_phone(role, number, model, place)


def _open_logos(
    model: schema.ClinicModel, document: Document, open_logo: OpenLogo | None
) -> Iterator[Logo | Problem]:
    if model.logo and open_logo:
        yield open_logo(model.logo, document.place_of(("logo",)))


def _value_problems(model: schema.ClinicModel, document: Document) -> Iterator[Problem]:
    yield from _emergency_problems(model, document.place_of(("emergency_number",)))
    yield from _hidden_characters(document)
    if model.accent:
        found = accent_problem(model.accent, document.place_of(("accent",)))
        yield from [found] if found else []


def _emergency_problems(model: schema.ClinicModel, place: Place) -> Iterator[Problem]:
    number = _emergency_number(model)
    if not number:
        what = f'no emergency number is known for the country "{model.country}"'
        hint = 'add "emergency_number:" with the number for an ambulance'
        yield Problem(place, "no-emergency-number", what, hint)
    elif not phonenumbers.is_emergency_number(number, model.country):
        what = f'"{number}" is not an emergency number in {model.country}'
        hint = "write the number for an ambulance as people there dial it"
        yield Problem(place, "not-an-emergency-number", what, hint)


def _hidden_characters(document: Document) -> Iterator[Problem]:
    """Find what nobody sees, and what could turn the digits of a number round."""
    for key, value in document.values.items():
        inside = value if isinstance(value, dict) else {"": value}
        for name, words in inside.items():
            for found in _HIDDEN.findall(words)[:1]:
                place = document.place_of((key, name) if name else (key,))
                what = f'"{name or key}" holds the hidden character U+{ord(found):04X}'
                yield Problem(place, "hidden-character", what, "type these words anew")


def _read_phone(
    role: str, number: str, model: schema.ClinicModel, place: Place
) -> Phone | Problem:
    """Read a number as dialled within the country; what is not valid there is refused."""
    hint = "write it as people in the country dial it, or with + and the country's code"
    country = model.country
    try:
        read = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        what = f'"{number}" is not a telephone number'
        return Problem(place, "phone-not-valid", what, hint)
    dialled = phonenumbers.format_number(read, PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(read):
        what = f'"{number}" was read as {dialled}, which is not valid in {country}'
        return Problem(place, "phone-not-valid", what, hint)
    at_home = read.country_code == phonenumbers.country_code_for_region(country)
    is_national = at_home and model.phone_format == "national"
    style = PhoneNumberFormat.NATIONAL if is_national else PhoneNumberFormat.INTERNATIONAL
    return Phone(role, phonenumbers.format_number(read, style), dialled)
