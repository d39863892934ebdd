"""A clinic's numbers are checked, and set as its country sets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from makers import CLINIC, clinic, document, yaml_of

from handpress.problems import Place, Problem
from handpress.words.clinic import (
    EMERGENCY_NUMBERS,
    LETTER_COUNTRIES,
    Clinic,
    Phone,
    parse_clinic,
    read_clinics,
)


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


def test_the_example_clinic_has_numbers_that_nobody_answers(materials):
    example = next(one for one in materials.clinics if one.key == "example")

    # Ofcom keeps 020 7946 0000 to 0999 free for drama.
    assert example.is_example
    assert all(phone.printed.startswith("020 7946 0") for phone in example.phones)
