"""Where the user's folders are, and which of them came with the tool."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from handpress.problems import HandoutError, Place, Problem

FOLDERS = ("handouts", "locales", "templates", "styles", "clinics")


@dataclass(frozen=True)
class Folder:
    """One of the five folders: where it is, and whether it is the user's own."""

    name: str
    path: Path
    is_own: bool


@dataclass(frozen=True)
class Workspace:
    """The folders of one run; `root` is where places in messages are told from."""

    root: Path
    handouts: Folder
    locales: Folder
    templates: Folder
    styles: Folder
    clinics: Folder

    @property
    def folders(self) -> tuple[Folder, ...]:
        """The five folders."""
        return (self.handouts, self.locales, self.templates, self.styles, self.clinics)

    @property
    def pictures(self) -> Path:
        """Where the pictures of the handouts are."""
        return self.handouts.path / "pictures"

    def told(self) -> str:
        """Say in one line which folder came from where."""
        own = [folder.name for folder in self.folders if folder.is_own]
        others = [folder.name for folder in self.folders if not folder.is_own]
        parts = [f"from {self.root}: {', '.join(own)}"] if own else []
        parts += [f"built in: {', '.join(others)}"] if others else []
        return "; ".join(parts)


def starter() -> Path:
    """Find the folders that came with the tool: in the wheel, or the clone around us."""
    package = Path(__file__).resolve().parent
    carried = package / "starter"
    return carried if carried.is_dir() else package.parent


def find_workspace(root: Path | None, current: Path) -> Workspace:
    """Find every folder: the user's if the root has it, else the one that came with us.

    Raises HandoutError when a root is named that is not a folder.
    """
    if root is not None and not root.is_dir():
        raise HandoutError(f'"{root}" is not a folder')
    if root is None and not any((current / name).is_dir() for name in FOLDERS):
        built_in = (Folder(name, starter() / name, is_own=False) for name in FOLDERS)
        return Workspace(starter(), *built_in)
    root = (root or current).resolve()
    found = {name: _folder(root, name) for name in FOLDERS}
    if found["clinics"].is_own and not any(found["clinics"].path.glob("*.y*ml")):
        found["clinics"] = Folder("clinics", starter() / "clinics", is_own=False)
    return Workspace(root, **found)


def _folder(root: Path, name: str) -> Folder:
    own = root / name
    if own.is_dir():
        return Folder(name, own, is_own=True)
    return Folder(name, starter() / name, is_own=False)


def workspace_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """Own handouts cannot be said in the words of built-in catalogues."""
    if workspace.handouts.is_own and not workspace.locales.is_own:
        what = 'there is a folder "handouts" here, but no folder "locales" beside it'
        hint = 'run update: it makes "locales" with a template for translators'
        return (Problem(Place("locales"), "locales-missing", what, hint),)
    return ()


def copy_starter(target: Path) -> tuple[Path, ...]:
    """Copy the folders that came with the tool, for a user to make their own.

    Raises HandoutError if any of them is there already, for nothing is overwritten, or
    when the folder cannot be written.
    """
    taken = [name for name in FOLDERS if (target / name).exists()]
    if taken:
        message = f'"{target}" has already: {", ".join(taken)}'
        raise HandoutError(message, hint="choose an empty folder")
    made = []
    for name in FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        try:
            shutil.copytree(starter() / name, target / name, ignore=ignored)
        except OSError as error:
            message = f'"{target / name}" cannot be made: {error.strerror or error}'
            raise HandoutError(message, hint="choose another folder") from error
        made.append(target / name)
    return tuple(made)
