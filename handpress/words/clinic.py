"""A clinic: who hands the leaflet out, its numbers checked and set as its country does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import phonenumbers
from phonenumbers import PhoneNumberFormat

from handpress.problems import HandoutError, Place, Problem
from handpress.words import schema
from handpress.words.document import Document, check_shape, read_document
from handpress.words.locale import find_locale
from handpress.words.reading import check_names, yaml_files

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


@dataclass(frozen=True)
class Phone:
    """A telephone number of a clinic: its role, as printed, and as dialled (E.164)."""

    role: str
    printed: str
    dialled: str


@dataclass(frozen=True)
class Clinic:
    """Who hands the leaflet out."""

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
        clinic, faults = parse_clinic(read_document(path, root), path.stem)
        problems += faults
        if clinic is not None and path not in misnamed:
            clinics.append(clinic)
    return tuple(clinics), tuple(problems)


def parse_clinic(document: Document, key: str) -> tuple[Clinic | None, list[Problem]]:
    """Turn one file into a clinic; none where any of its numbers is wrong."""
    model, faults = check_shape(document, schema.ClinicModel)
    if model is None:
        return None, list(faults)
    emergency = model.emergency_number or EMERGENCY_NUMBERS.get(model.country, "")
    problems = list(_emergency_problems(document, model, emergency))
    names = {}
    for tag, name in model.names.items():
        try:
            names[find_locale(tag).tag] = name
        except HandoutError as error:
            place = document.place_of(("names", tag))
            problems.append(Problem(place, "unknown-language", str(error), error.hint))
    phones = []
    for role, number in model.phones.items():
        place = document.place_of(("phones", role))
        read = _read_phone(role, number, model.country, place)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            phones.append(read)
    if problems:
        return None, problems
    paper = model.paper or ("Letter" if model.country in LETTER_COUNTRIES else "A4")
    clinic = Clinic(
        key=key,
        name=model.name,
        names=tuple(sorted(names.items())),
        is_example=model.example == "yes",
        country=model.country,
        emergency_number=emergency,
        address=model.address,
        phones=tuple(phones),
        hours=model.hours,
        web=model.web,
        paper=paper,
        place=Place(document.name, 1, 1),
    )
    return clinic, []


def _emergency_problems(
    document: Document, model: schema.ClinicModel, number: str
) -> Iterator[Problem]:
    place = document.place_of(("emergency_number",))
    if not number:
        what = f'no emergency number is known for the country "{model.country}"'
        hint = 'add "emergency_number:" with the number for an ambulance'
        yield Problem(place, "no-emergency-number", what, hint)
    elif not phonenumbers.is_emergency_number(number, model.country):
        what = f'"{number}" is not an emergency number in {model.country}'
        hint = "write the number for an ambulance as people there dial it"
        yield Problem(place, "not-an-emergency-number", what, hint)


def _read_phone(role: str, number: str, country: str, place: Place) -> Phone | Problem:
    """Read a number as dialled within the country; what is not valid there is refused."""
    hint = "write it as people in the country dial it, or with + and the country's code"
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
    style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return Phone(role, phonenumbers.format_number(read, style), dialled)
