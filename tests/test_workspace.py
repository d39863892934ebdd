"""The user's folders go before the built-in ones, and are never mixed with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import CLINIC, REPOSITORY, yaml_of

from handpress.materials import read_materials
from handpress.problems import HandoutError, Place
from handpress.workspace import (
    FOLDERS,
    copy_starter,
    find_workspace,
    starter,
    workspace_problems,
)


def folders(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).mkdir(parents=True)
    return root


def own(root: Path | None, current: Path) -> list[str]:
    workspace = find_workspace(root, current)
    return [folder.name for folder in workspace.folders if folder.is_own]


def test_the_folders_of_the_root_go_before_the_built_in_ones(tmp_path):
    workspace = find_workspace(folders(tmp_path, "handouts", "locales"), REPOSITORY)

    assert [folder.path for folder in workspace.folders] == [
        tmp_path / "handouts",
        tmp_path / "locales",
        starter() / "templates",
        starter() / "styles",
        starter() / "clinics",
    ]


def test_the_current_folder_is_the_root_when_it_has_any_of_the_folders(tmp_path):
    assert own(None, folders(tmp_path, "styles")) == ["styles"]


def test_everything_is_built_in_when_the_current_folder_has_none(tmp_path):
    assert own(None, tmp_path) == []
    assert find_workspace(None, tmp_path).root == starter()


def test_a_root_that_is_named_goes_before_the_current_folder(tmp_path):
    root = folders(tmp_path / "mine", "templates")
    current = folders(tmp_path / "here", "styles")

    assert own(root, current) == ["templates"]


def test_a_root_that_is_no_folder_is_refused(tmp_path):
    with pytest.raises(HandoutError, match=r'none" is not a folder$'):
        find_workspace(tmp_path / "none", tmp_path)


def test_each_run_says_which_folder_came_from_where(tmp_path):
    workspace = find_workspace(folders(tmp_path, "handouts", "locales"), tmp_path)

    told = f"from {tmp_path}: handouts, locales; built in: templates, styles, clinics"
    assert workspace.told() == told


def test_one_file_of_the_users_own_hides_the_whole_built_in_folder(tmp_path):
    root = folders(tmp_path, "handouts", "locales")
    built_in = {path.name for path in (starter() / "handouts").glob("*.yaml")}

    materials = read_materials(find_workspace(root, root))

    assert built_in
    assert materials.content.handouts == ()


def test_an_empty_folder_of_clinics_leaves_the_built_in_example(tmp_path):
    root = folders(tmp_path, "clinics")

    assert [one.key for one in read_materials(find_workspace(root, root)).clinics] == [
        "example"
    ]


def test_a_clinic_of_the_users_own_hides_the_built_in_example(tmp_path):
    root = folders(tmp_path, "clinics")
    (root / "clinics/ours.yaml").write_text(yaml_of(CLINIC), encoding="utf-8")

    assert [one.key for one in read_materials(find_workspace(root, root)).clinics] == [
        "ours"
    ]


def test_the_example_steps_aside_for_a_clinic_beside_it(tmp_path):
    copy_starter(tmp_path)
    (tmp_path / "clinics/ours.yaml").write_text(yaml_of(CLINIC), encoding="utf-8")

    materials = read_materials(find_workspace(tmp_path, tmp_path))

    assert [one.key for one in materials.clinics] == ["ours"]


def test_own_handouts_cannot_be_said_by_built_in_catalogues(tmp_path):
    (problem,) = workspace_problems(find_workspace(folders(tmp_path, "handouts"), tmp_path))

    assert (problem.place, problem.code) == (Place("locales"), "locales-missing")
    assert problem.hint.startswith("run update")


@pytest.mark.parametrize("names", [(), ("locales",), ("handouts", "locales"), FOLDERS])
def test_other_mixtures_of_folders_are_no_problem(tmp_path, names):
    workspace = find_workspace(folders(tmp_path, *names), tmp_path)

    assert workspace_problems(workspace) == ()


def test_init_copies_every_folder(tmp_path):
    made = copy_starter(tmp_path / "mine")

    assert made == tuple(tmp_path / "mine" / name for name in FOLDERS)
    before = (starter() / "clinics/example.yaml").read_bytes()
    assert (tmp_path / "mine/clinics/example.yaml").read_bytes() == before


def test_init_overwrites_nothing(tmp_path):
    note = folders(tmp_path, "styles") / "styles/mine.css"
    note.write_text("mine", encoding="utf-8")

    with pytest.raises(HandoutError, match=r"has already: styles$"):
        copy_starter(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["styles"]
    assert note.read_text(encoding="utf-8") == "mine"


def test_init_into_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(HandoutError, match="cannot be made: Not a directory"):
        copy_starter(tmp_path / "file")


def test_what_init_makes_has_no_problem(tmp_path):
    copy_starter(tmp_path)

    materials = read_materials(find_workspace(tmp_path, tmp_path))

    assert own(tmp_path, tmp_path) == list(FOLDERS)
    assert materials.problems == ()
