"""A clinic's numbers are checked, and set as its country sets them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from makers import CLINIC, REPOSITORY, clinic, document, yaml_of

from handpress.materials import read_materials
from handpress.problems import Place, Problem, Severity
from handpress.words.clinic import (
    EMERGENCY_NUMBERS,
    LETTER_COUNTRIES,
    Clinic,
    Phone,
    parse_clinic,
    read_clinics,
)
from handpress.words.document import parse_document
from handpress.words.schema import ClinicModel
from handpress.workspace import find_workspace


def parsed(**changes: Any) -> tuple[Clinic | None, list[Problem]]:
    return parse_clinic(document({**CLINIC, **changes}, "clinics/ours.yaml"), "ours")


def faults(**changes: Any) -> list[tuple[str, str]]:
    found, problems = parsed(**changes)
    assert found is None
    return [(problem.code, problem.message) for problem in problems]


@pytest.mark.parametrize("country", sorted(EMERGENCY_NUMBERS))
def test_the_number_of_every_country_is_an_emergency_number_there(country):
    assert phonenumbers.is_emergency_number(EMERGENCY_NUMBERS[country], country)


def test_every_country_is_one_that_has_telephones():
    assert set(EMERGENCY_NUMBERS) <= phonenumbers.SUPPORTED_REGIONS
    assert LETTER_COUNTRIES <= phonenumbers.SUPPORTED_REGIONS


def test_a_number_is_printed_as_its_country_writes_it_and_dialled_from_anywhere():
    one = clinic(phones={"main": "02079460100"})

    assert one.phones == (Phone("main", "020 7946 0100", "+442079460100"),)


def test_a_foreign_number_is_printed_internationally():
    one = clinic(phones={"interpreter": "+49 30 901820"})

    assert one.phones == (Phone("interpreter", "+49 30 901820", "+4930901820"),)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("020 7946", '"020 7946" was read as +440207946, which is not valid in GB'),
        ("(212) 555-0100", '"(212) 555-0100" was read as +442125550100, which is not'),
        ("ask at the desk", '"ask at the desk" is not a telephone number'),
        ("+999 1234567", '"+999 1234567" is not a telephone number'),
    ],
)
def test_a_number_that_is_not_valid_is_refused_with_what_was_read(number, message):
    ((code, told),) = faults(phones={"main": number})

    assert code == "phone-not-valid"
    assert told.startswith(message)


def test_every_wrong_number_is_told_at_its_line():
    _, problems = parsed(phones={"main": "1", "interpreter": "2", "cancer_team": "3"})

    places = [problem.place for problem in problems]
    assert places == [Place("clinics/ours.yaml", line, 3) for line in (5, 6, 7)]


def test_the_emergency_number_of_a_known_country_is_filled_in():
    assert clinic().emergency_number == "999"


def test_a_country_without_a_known_number_must_name_its_own():
    ((code, message),) = faults(country="BR", phones={"main": "+55 11 2345 6789"})

    told = 'no emergency number is known for the country "BR"'
    assert (code, message) == ("no-emergency-number", told)


def test_a_country_without_a_known_number_may_name_its_own():
    one = clinic(country="BR", emergency_number="192", phones={"main": "+55 11 2345-6789"})

    assert one.emergency_number == "192"


@pytest.mark.parametrize("number", ["911 or 112", "9999", "12", "call"])
def test_a_number_that_is_no_emergency_number_of_the_country_is_refused(number):
    told = f'"{number}" is not an emergency number in GB'
    assert faults(emergency_number=number) == [("not-an-emergency-number", told)]


@pytest.mark.parametrize(
    ("country", "paper", "found"),
    [
        ("GB", None, "A4"),
        ("US", None, "Letter"),
        ("CA", None, "Letter"),
        ("US", "A4", "A4"),
        ("GB", "Letter", "Letter"),
    ],
)
def test_paper_is_letter_in_america_unless_the_clinic_says_otherwise(country, paper, found):
    phones = {"main": "020 7946 0100" if country == "GB" else "+1 416 555 2368"}
    more = {"paper": paper} if paper else {}

    assert clinic(country=country, phones=phones, **more).paper == found


def test_a_name_in_another_language_is_found_however_its_tag_is_spelt():
    one = clinic(names={"zh_hans": "诊所", "prs": "کلینیک"})

    found = [one.name_in("zh-Hans"), one.name_in("fa-AF"), one.name_in("fr")]
    assert found == ["诊所", "کلینیک", "The clinic"]


def test_a_name_in_a_language_that_nobody_knows_is_told():
    told = '"klingon" is not a language tag that CLDR knows'
    assert faults(names={"klingon": "x"}) == [("unknown-language", told)]


def test_the_values_of_placeholders_are_the_numbers():
    one = clinic(phones={"cancer_team": "020 7946 0101", "main": "020 7946 0100"})

    assert one.values == {
        "cancer_team_phone": "020 7946 0101",
        "main_phone": "020 7946 0100",
        "emergency_number": "999",
    }


@pytest.mark.parametrize(
    ("country", "phone", "number", "emergency", "paper"),
    [
        ("US", "202-456-1111", "(202) 456-1111", "911", "Letter"),
        ("IN", "+91 11 2658 8500", "011 2658 8500", "112", "A4"),
        ("EG", "02 23684288", "02 23684288", "123", "A4"),
    ],
)
def test_a_clinic_is_set_as_its_country_does(country, phone, number, emergency, paper):
    one = clinic(country=country, phones={"main": phone})

    found = (one.phones[0].printed, one.emergency_number, one.paper)
    assert found == (number, emergency, paper)


@pytest.mark.parametrize(
    ("country", "phone", "number"),
    [
        ("US", "202-456-1111", "+1 202-456-1111"),
        ("IN", "011 2658 8500", "+91 11 2658 8500"),
        ("EG", "02 23684288", "+20 2 23684288"),
    ],
)
def test_a_clinic_may_print_its_numbers_as_they_are_dialled_from_abroad(
    country, phone, number
):
    one = clinic(country=country, phones={"main": phone}, phone_format="international")

    assert [phone.printed for phone in one.phones] == [number]


@pytest.mark.parametrize("country", ["UK", "XX"])
def test_a_country_that_nobody_knows_is_told_before_its_numbers(country):
    told = f'"{country}" is not the code of a country'
    assert faults(country=country) == [("unknown-country", told)]


def test_a_clinic_without_looks_of_its_own_has_none():
    one = clinic()

    assert (one.logo, one.accent, one.ink, one.leaflets) == (None, None, "full", None)


def test_a_clinic_has_looks_of_its_own():
    address = "https://example.org/{handout}/{locale}/{version}"
    one = clinic(accent="#0b4a63", ink="saving", leaflets=address)

    assert (one.accent, one.ink, one.leaflets) == ("#0b4a63", "saving", address)


def test_a_light_colour_is_darkened_with_a_warning_and_the_clinic_stands():
    one, problems = parsed(accent="#3399cc")

    assert one is not None
    assert one.accent == "#205f7e"
    what = '"#3399cc" is printed as "#205f7e", dark enough to be read on white paper'
    hint = 'write "#205f7e", or a darker colour of your own'
    place = Place("clinics/ours.yaml", 6, 1)
    assert problems == [Problem(place, "accent-darkened", what, hint, Severity.WARNING)]


def test_a_colour_that_is_nearly_white_is_refused():
    told = 'the colour "#ffee99" is too light to be read on white paper'
    assert faults(accent="#ffee99") == [("accent-too-light", told)]


@pytest.mark.parametrize("colour", ["blue", "#fff", "#0b4a6g", "0b4a63", "#0b4a63\n"])
def test_a_colour_is_written_in_six_digits(colour):
    ((code, told),) = faults(accent=colour)

    assert code == "wrong-value"
    assert told == (
        f'a colour looks like "#0b4a63", with the quotation marks, not "{colour}"'
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/{id}",
        "https://example.org/{handout}-{locale}.pdf?v={version}",
        "https://{locale}.example.org/{handout}/{id}",
    ],
)
def test_an_address_that_leads_to_one_leaflet_is_taken(address):
    assert clinic(leaflets=address).leaflets == address


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://example.org/{id}", "wrong-value"),
        ("https://example.org/a b/{id}", "wrong-value"),
        ("https://example.org/{id}/{name}", "unknown-placeholder"),
        ("https://example.org/{id}/{}", "unknown-placeholder"),
        ("https://example.org/{id}}", "stray-bracket"),
        ("https://example.org/{{id}", "stray-bracket"),
        ("https://example.org/", "address-not-unique"),
        ("https://example.org/{handout}/{locale}", "address-not-unique"),
        ("https://example.org/{handout}/{version}", "address-not-unique"),
    ],
)
def test_an_address_that_leads_nowhere_or_to_many_leaflets_is_refused(address, code):
    assert [found for found, _ in faults(leaflets=address)] == [code]


def test_an_unknown_placeholder_of_an_address_is_told_with_those_that_there_are():
    told = (
        '"{name}" is not a placeholder of an address; '
        "there are {handout}, {locale}, {version} and {id}"
    )
    assert faults(leaflets="https://a.org/{name}/{id}") == [("unknown-placeholder", told)]


@pytest.mark.parametrize(
    "hidden",
    [
        "\t",
        "\x07",
        "\x7f",
        "\x9f",
        "\u061c",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
    ],
)
@pytest.mark.parametrize("key", ["name", "address", "hours", "emergency_number"])
def test_what_could_turn_a_number_round_is_refused(key, hidden):
    words = "99" + hidden + "9"

    told = f'"{key}" holds the hidden character U+{ord(hidden):04X}'
    assert ("hidden-character", told) in faults(**{key: words})


def test_what_is_hidden_in_a_name_or_a_number_is_told_at_its_line():
    _, problems = parsed(
        phones={"main": "020 7946\u202e 0100"},
        names={"ar": "\u200fعيادة", "fa": "درمانگاه"},
    )

    places = [(one.place.line, one.code) for one in problems]
    assert places == [
        (5, "hidden-character"),
        (7, "hidden-character"),
        (5, "phone-not-valid"),
    ]


def test_a_name_in_arabic_and_what_joins_its_letters_stay_as_they_are():
    one = clinic(name="عيادة الشفاء", names={"fa": "درمان\u200cگاه"}, address="1 ش\n2 س")

    assert (one.name, one.name_in("fa")) == ("عيادة الشفاء", "درمان\u200cگاه")
    assert one.address == "1 ش\n2 س"


def test_a_warning_leaves_the_clinic_and_the_example_steps_aside(tmp_path: Path):
    folder = tmp_path / "clinics"
    folder.mkdir()
    ours, example = {**CLINIC, "accent": "#3399cc"}, {**CLINIC, "example": "yes"}
    (folder / "ours.yaml").write_text(yaml_of(ours), encoding="utf-8")
    (folder / "example.yaml").write_text(yaml_of(example), encoding="utf-8")

    found = read_materials(find_workspace(tmp_path, tmp_path))

    assert [one.key for one in found.clinics] == ["ours"]


def test_a_warning_in_the_example_does_not_send_it_away(tmp_path: Path):
    folder = tmp_path / "clinics"
    folder.mkdir()
    example = {**CLINIC, "example": "yes", "accent": "#3399cc"}
    (folder / "example.yaml").write_text(yaml_of(example), encoding="utf-8")

    found = read_materials(find_workspace(tmp_path, tmp_path))

    assert [one.key for one in found.clinics] == ["example"]


def test_no_is_a_word_and_not_a_fault():
    assert not clinic(example="no").is_example
    assert clinic(example="yes").is_example


@pytest.mark.parametrize("name", ["withdrawn", "proof-copies", "my clinic"])
def test_a_clinic_whose_name_cannot_name_its_folder_is_refused(tmp_path: Path, name):
    (tmp_path / f"{name}.yaml").write_text(yaml_of(CLINIC), encoding="utf-8")

    clinics, problems = read_clinics(tmp_path, tmp_path)

    assert (clinics, [one.code for one in problems]) == ((), ["file-name"])


def test_every_fault_of_every_clinic_is_told_in_one_run(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(yaml_of({**CLINIC, "contry": "x"}), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(yaml_of({**CLINIC, "country": "gb"}), encoding="utf-8")
    (tmp_path / "c.yaml").write_text(yaml_of(CLINIC), encoding="utf-8")

    clinics, problems = read_clinics(tmp_path, tmp_path)

    assert [one.key for one in clinics] == ["c"]
    assert [(one.place.file, one.code) for one in problems] == [
        ("a.yaml", "unknown-key"),
        ("b.yaml", "wrong-value"),
    ]


def test_the_example_of_the_guide_is_right_and_the_guide_tells_every_line():
    guide = (REPOSITORY / "docs/clinics.md").read_text(encoding="utf-8")
    example = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)[0]

    assert parse_clinic(parse_document(example, "clinics/ours.yaml"), "ours")[1] == []
    assert set(ClinicModel.model_fields) == set(re.findall(r"^\| `(\w+)` \|", guide, re.M))


def test_the_example_clinic_has_numbers_that_nobody_answers(materials):
    example = next(one for one in materials.clinics if one.key == "example")

    # Ofcom keeps 020 7946 0000 to 0999 free for drama.
    assert example.is_example
    assert all(phone.printed.startswith("020 7946 0") for phone in example.phones)
