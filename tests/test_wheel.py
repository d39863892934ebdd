"""The wheel works in an empty environment and an empty folder, with nothing built there."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
WHEELHOUSE = REPOSITORY / ".venv" / "wheelhouse"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (WHEELHOUSE / "ready").exists(), reason="run by make test-slow, which fills it"
    ),
]

OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELHOUSE)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build sdist, then wheel from the sdist, as a packager would, without the network."""
    dist = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(dist), str(REPOSITORY)],
        check=True,
        capture_output=True,
        env=os.environ | OFFLINE,
    )
    assert len(list(dist.glob("*.tar.gz"))) == 1
    return next(dist.glob("*.whl"))


def test_the_wheel_carries_faces_licences_and_the_user_folders(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "handpress/faces/NotoSans-Regular.ttf",
        "handpress/faces/OFL-manimgx-fonts.txt",
        "handpress/starter/handouts/spinal-metastases.yaml",
        "handpress/starter/locales/zh_Hans/LC_MESSAGES/handouts.po",
        "handpress/starter/styles/standard.css",
        "handpress/starter/templates/standard.html",
        "handpress/starter/clinics/example.yaml",
    ):
        assert wanted in names


def test_the_installed_command_makes_leaflets_in_an_empty_folder(
    wheel: Path, tmp_path: Path
):
    home, empty = tmp_path / "env", tmp_path / "empty"
    empty.mkdir()
    venv.create(home, with_pip=True)
    subprocess.run(
        [
            home / "bin/pip",
            "install",
            "-q",
            "--no-index",
            "-f",
            str(WHEELHOUSE),
            str(wheel),
        ],
        check=True,
    )
    settings = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    asked = "build --layout standard --locale ar --locale zh-Hans"
    done = subprocess.run(
        [home / "bin/make-handouts", *asked.split()],
        cwd=empty,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "4 made, 0 kept, 0 refused" in done.stdout
    assert "built in: handouts, locales, templates, styles, clinics" in done.stderr
    assert "building the fonts" not in done.stderr
    assert len(list(empty.glob("out/example/*/*.pdf"))) == 4
