"""A clinic's file is begun by options or by answers, and is right when it is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from makers import REPOSITORY
from PIL import Image

from handpress.cli.clinics import add_clinic
from handpress.problems import HandoutError
from handpress.words.clinic import Phone, read_clinics
from handpress.words.clinic_file import key_from

NEEDED = {
    "--name": "St Mary's: the clinic",
    "--country": "GB",
    "--address": "1 Street # 2",
    "--phone": "main=02079460100",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"/>'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add(*more: str, without: str = "", **changes: str) -> Result:
    """Run the command with what is needed, and more, where nobody can be asked."""
    said = {**NEEDED, **{f"--{name}": value for name, value in changes.items()}}
    words = [word for pair in said.items() if pair[0] != without for word in pair]
    return CliRunner().invoke(add_clinic, [*words, *more], standalone_mode=False)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_clinic_is_written_and_read_back_as_it_was_said(here: Path):
    more = [
        *("--phone", "cancer_team=020 7946 0101", "--emergency-number", "112"),
        *("--hours", "08:00–17:30", "--web", "https://example.org", "--paper", "letter"),
        *("--accent", "#0b4a63", "--leaflets", "https://example.org/{id}"),
    ]

    done = add(*more)

    assert (done.exception, done.return_value) == (None, 0)
    assert done.stdout == "made clinics/st-mary-s-the-clinic.yaml\n"
    assert done.stderr == "next: make-handouts build --clinic st-mary-s-the-clinic\n"
    assert (here / "clinics/st-mary-s-the-clinic.yaml").read_text(encoding="utf-8") == (
        "# A clinic. Every line that can stand here is told in docs/clinics.md.\n"
        'name: "St Mary\'s: the clinic"\n'
        'country: "GB"\n'
        'emergency_number: "112"\n'
        'address: "1 Street # 2"\n'
        "phones:\n"
        '  main: "02079460100"\n'
        '  cancer_team: "020 7946 0101"\n'
        'hours: "08:00–17:30"\n'
        'web: "https://example.org"\n'
        'paper: "Letter"\n'
        'accent: "#0b4a63"\n'
        'leaflets: "https://example.org/{id}"\n'
        'demands: "revised"\n'
    )
    (clinic,), problems = read_clinics(here / "clinics", here)
    assert problems == ()
    assert clinic.name == NEEDED["--name"]
    assert clinic.phones[0] == Phone("main", "020 7946 0100", "+442079460100")


@pytest.mark.parametrize("name", ["no", "1.5", "a" * 300, "مركز", "- x", "'\"\\", "𝒳: #"])
def test_every_name_is_read_back_as_it_was_said(here: Path, name):
    assert add(name=name, key="ours").return_value == 0

    (clinic,), _ = read_clinics(here / "clinics", here)
    assert clinic.name == name


def test_the_logo_is_copied_beside_the_file(here: Path):
    (here / "My Logo.SVG").write_text(SVG, encoding="utf-8")

    done = add("--logo", "My Logo.SVG", "--key", "ours")

    assert done.stdout == "made clinics/ours.svg\nmade clinics/ours.yaml\n"
    (clinic,), problems = read_clinics(here / "clinics", here)
    assert problems == ()
    assert clinic.logo is not None
    assert (clinic.logo.width, clinic.logo.height) == (30, 10)


def test_a_logo_that_is_already_there_is_taken(here: Path):
    (here / "clinics").mkdir()
    (here / "clinics/ours.svg").write_text(SVG, encoding="utf-8")

    assert add("--logo", "clinics/ours.svg", "--key", "ours").return_value == 0
    assert files(here) == ["ours.svg", "ours.yaml"]


def test_a_logo_that_cannot_be_printed_is_told_and_nothing_is_written(here: Path):
    Image.new("RGB", (1, 1)).save(here / "logo.png")

    done = add("--logo", "logo.png", "--key", "ours")

    assert done.return_value == 1
    assert done.stderr.startswith(
        'clinics/ours.yaml:7:1: logo-too-small: the logo "logo.png" is 1 x 1 points'
    )
    assert files(here) == ["logo.png"]


def test_what_is_wrong_is_all_told_and_nothing_is_written(here: Path):
    done = add(phone="main=12", accent="#ffffff", key="ours")

    assert done.return_value == 1
    told = [line.split(": ")[1] for line in done.stderr.splitlines() if line[0] == "c"]
    assert told == ["phone-not-valid", "accent-too-light"]
    assert done.stderr.endswith("nothing was written\n")
    assert files(here) == []


def test_a_warning_is_told_and_the_file_is_written(here: Path):
    done = add(accent="#3399cc", key="ours")

    assert done.return_value == 0
    assert "warning: accent-darkened" in done.stderr
    assert files(here) == ["ours.yaml"]


@pytest.mark.parametrize(
    ("without", "changes", "told"),
    [
        ("--name", {}, "--name, --key"),
        ("--phone", {}, "--phone"),
        ("--address", {"country": "BR"}, "--emergency-number, --address"),
        ("", {"name": "مركز الشفاء 5"}, "--key"),
    ],
)
def test_all_that_is_missing_is_told_in_one_line(here: Path, without, changes, told):
    done = add(without=without, **changes)

    assert isinstance(done.exception, HandoutError)
    assert str(done.exception) == f"add-clinic needs {told}"
    assert files(here) == []


def test_a_country_that_nobody_knows_is_told_and_not_asked_for_its_number(here: Path):
    done = add(country="UK")

    assert "unknown-country" in done.stderr
    assert done.return_value == 1


@pytest.mark.parametrize("name", ["ours.yaml", "ours.yml", "ours.svg"])
def test_nothing_is_overwritten(here: Path, name):
    (here / "logo.svg").write_text(SVG, encoding="utf-8")
    (here / "clinics").mkdir()
    (here / "clinics" / name).write_text("there", encoding="utf-8")

    done = add("--key", "ours", "--logo", "logo.svg")

    assert str(done.exception) == f'"clinics/{name}" is there already'
    assert (here / "clinics" / name).read_text(encoding="utf-8") == "there"
    assert files(here / "clinics") == [name]


@pytest.mark.parametrize("key", ["../x", "a/b", "withdrawn", "my clinic", "x.y", "عيادة"])
def test_a_key_that_cannot_name_a_file_of_the_folder_is_refused(here: Path, key):
    done = add("--key", key)

    assert isinstance(done.exception, HandoutError)
    assert str(done.exception).startswith(f'"{key}" ')
    assert files(here) == []


@pytest.mark.parametrize(
    "phones", [["020 7946 0100"], ["a b=1"], ["main=020 7946 0101", "main=1"]]
)
def test_a_number_is_said_with_whose_it_is_and_once(here: Path, phones):
    words = [word for phone in phones for word in ("--phone", phone)]

    done = CliRunner().invoke(add_clinic, words)

    assert done.exit_code == 2
    assert "Invalid value for '--phone'" in done.stderr


def test_a_number_of_somebody_unknown_is_told(here: Path):
    done = add(phone="boss=020 7946 0100")

    assert done.return_value == 1
    assert "clinics/st-mary-s-the-clinic.yaml:6:3: wrong-value" in done.stderr


def test_what_is_not_unicode_is_told(here: Path):
    done = add(name="a\udc80", key="ours")

    assert done.return_value == 1
    assert files(here) == []


def test_the_root_is_where_the_file_goes_and_what_is_told_next(here: Path):
    (here / "my root").mkdir()

    done = add("--root", "my root", "--key", "ours")

    assert files(here / "my root") == ["ours.yaml"]
    assert done.stderr == "next: make-handouts build --root 'my root' --clinic ours\n"


def test_a_root_that_is_not_there_is_told(here: Path):
    assert str(add("--root", "nowhere").exception) == '"nowhere" is not a folder'


def test_a_folder_that_cannot_be_written_is_told(here: Path):
    (here / "clinics").write_text("a file", encoding="utf-8")

    done = add("--key", "ours")

    assert str(done.exception).startswith('"clinics/ours.yaml" cannot be written: ')


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Royal Clinic", "the-royal-clinic"),
        ("Clínica Ñandú", "clinica-nandu"),
        ("Haus Straße 5", "haus-strasse-5"),
        ("مركز 5", ""),
        ("", ""),
        ("a" * 100, "a" * 60),
    ],
)
def test_a_key_is_made_of_the_latin_letters_of_a_name(name, key):
    assert key_from(name) == key


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_at_a_terminal_a_wrong_answer_is_told_and_asked_again(here: Path):
    answers = [
        *("مركز الشفاء", "UK", "BR", "999", "192", "Rua 1"),
        # No number at all, then a wrong one, and one.
        *("", "", "", ""),
        *("12", "+55 11 2345-6789", "", "", ""),
        *("checked", "machine", "withdrawn", "shifa"),
    ]

    told = asked(here, answers)

    for wrong in (
        'Error: "UK" is not the code of a country',
        'Error: "999" is not an emergency number in BR',
        'Error: "12" was read as +5512, which is not valid in BR',
        'Error: "withdrawn" cannot be the name of a file here',
    ):
        assert told.count(wrong) == 1
    (clinic,), problems = read_clinics(here / "clinics", here)
    assert problems == ()
    assert (clinic.key, clinic.name, clinic.address) == ("shifa", answers[0], "Rua 1")
    assert clinic.demands == "machine"
    assert "community-checked [revised]: " in told
    assert clinic.phones == (Phone("cancer_team", "(11) 2345-6789", "+551123456789"),)


def asked(folder: Path, answers: list[str]) -> str:
    """Run the command at a terminal of its own, and give what it told."""
    import pty

    ours, theirs = pty.openpty()
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1));"
        "from handpress.cli.clinics import add_clinic;"
        "sys.exit(add_clinic.main(standalone_mode=False))"
    )
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    done = subprocess.run(
        [sys.executable, "-c", program, str(REPOSITORY)],
        cwd=folder,
        stdin=theirs,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
