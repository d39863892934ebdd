"""What many tests need: the repository, and all leaflets made once by the product."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from handpress.batch import Outcome, Workshop, run
from handpress.jobs import Job, Selection, plan
from handpress.materials import Materials, read_materials
from handpress.paper import fonts
from handpress.paper.page import Look
from handpress.paper.press import Press, press_for
from handpress.words.locale import find_locale
from handpress.workspace import find_workspace

REPOSITORY = Path(__file__).resolve().parents[1]
SIX_LOCALES = ("en", "ar", "es", "hi", "ru", "zh-Hans")
THREE_LOCALES = ("en", "ar", "hi")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process have all tests of a specimen, so that it is printed once."""
    for item in items:
        tag = getattr(item, "callspec", None) and item.callspec.params.get("tag")
        if tag and item.path.name == "test_specimen.py":
            item.add_marker(pytest.mark.xdist_group(tag))


@pytest.fixture(scope="session")
def materials() -> Materials:
    return read_materials(find_workspace(REPOSITORY, REPOSITORY))


@pytest.fixture(scope="session")
def workshop(materials: Materials) -> Workshop:
    workspace = materials.workspace
    look = Look(workspace.templates.path, workspace.styles.path, workspace.pictures)
    return Workshop(look, fonts.write_fontconfig(fonts.font_folder()))


@pytest.fixture(scope="session")
def press(workshop: Workshop) -> Press:
    return press_for(workshop.look, workshop.fontconfig)


def is_made_in_every_run(locale: str, layout: str) -> bool:
    """Six languages as they stand, three of them in every layout; all others are slow."""
    return locale in (SIX_LOCALES if layout == "standard" else THREE_LOCALES)


@pytest.fixture(scope="session")
def made(
    materials: Materials, workshop: Workshop, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[Outcome, ...]]:
    """Make leaflets once, by the product's own batch, for all processes of a run."""
    jobs = [
        job
        for job in plan(materials, Selection())
        if is_made_in_every_run(job.locale, job.layout.name)
    ]
    return make_once("six", jobs, workshop, tmp_path_factory)


def make_once(
    name: str,
    jobs: Iterable[Job],
    workshop: Workshop,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, tuple[Outcome, ...]]:
    """Make these leaflets, or wait until another process of the run has made them."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out, told = shared / name, shared / f"{name}.pickle"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_bytes(pickle.dumps(run(jobs, out, workshop)))
    return out, pickle.loads(told.read_bytes())


@pytest.fixture
def command(tmp_path: Path):
    """Run the command as a user does; gives the finished process."""

    def run_it(*words: str, at: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(REPOSITORY / "make_handouts.py"), *words],
            cwd=at,
            capture_output=True,
            text=True,
            check=False,
        )

    return run_it


@pytest.fixture
def workspace_copy(tmp_path: Path, command) -> Path:
    """A folder of the user's own, as `init` makes it, with six languages of all."""
    folder = tmp_path / "mine"
    assert command("init", str(folder)).returncode == 0
    kept = {find_locale(tag).folder for tag in (*SIX_LOCALES, "fr")}
    for path in (folder / "locales").iterdir():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path)
    return folder
