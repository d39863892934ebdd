"""The manifest knows what was made, and forgets rather than lies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from handpress.manifest import Made, Manifest, digest, read_manifest, write_manifest

PDF = b"%PDF words"
MADE = Made(
    path="ours/fr/fire.standard.a4.pdf",
    key="key",
    sha256=digest(PDF),
    pages=2,
    handout="fire",
    locale="fr",
    layout="standard",
    clinic="ours",
    version="1.0",
    fit="roomy",
    notes=0,
    id="7K3F-9QXM",
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with one leaflet in it, and its manifest."""
    path = tmp_path / MADE.path
    path.parent.mkdir(parents=True)
    path.write_bytes(PDF)
    write_manifest(tmp_path, Manifest().with_files([MADE]))
    return tmp_path


def test_a_manifest_is_read_as_it_was_written(out):
    assert read_manifest(out) == Manifest({MADE.path: MADE})


def test_the_same_files_give_the_same_bytes_in_whatever_order(out):
    other = replace(MADE, path="a.pdf")
    write_manifest(out, Manifest().with_files([MADE, other]))
    first = (out / "manifest.json").read_bytes()

    write_manifest(out, Manifest().with_files([other, MADE]))

    assert (out / "manifest.json").read_bytes() == first


def test_what_is_made_again_replaces_what_was_known(out):
    again = replace(MADE, pages=4)

    manifest = read_manifest(out).with_files([again])

    assert manifest.files == {MADE.path: again}


def test_a_file_made_from_the_same_things_is_current(out):
    assert read_manifest(out).is_current(out, MADE.path, "key")


@pytest.mark.parametrize(
    ("path", "key"), [(MADE.path, "other key"), ("ours/fr/other.pdf", "key")]
)
def test_a_file_made_from_other_things_or_never_is_not_current(out, path, key):
    assert not read_manifest(out).is_current(out, path, key)


def test_a_file_that_was_changed_or_deleted_is_not_current(out):
    (out / MADE.path).write_bytes(PDF + b"!")
    assert not read_manifest(out).is_current(out, MADE.path, "key")

    (out / MADE.path).unlink()
    assert not read_manifest(out).is_current(out, MADE.path, "key")


def test_a_file_that_was_withdrawn_is_not_current(out):
    manifest = read_manifest(out).with_files([replace(MADE, is_withdrawn=True)])

    assert not manifest.is_current(out, MADE.path, "key")


@pytest.mark.parametrize(
    "told",
    [
        "",
        "{",
        "[]",
        "7",
        '{"format": 0, "files": []}',
        '{"format": 1}',
        '{"format": 1, "files": [{"path": "a"}]}',
        '{"format": 1, "files": 7}',
        '{"format": 1, "files": ["a"]}',
        "\udcff",
    ],
)
def test_a_manifest_that_is_broken_is_an_empty_one(out, told):
    data = told.encode("utf-8", "surrogateescape")
    (out / "manifest.json").write_bytes(data)

    assert read_manifest(out) == Manifest()


def test_a_manifest_with_a_field_that_we_do_not_know_is_an_empty_one(out):
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    told["files"][0]["colour"] = "blue"
    (out / "manifest.json").write_text(json.dumps(told), encoding="utf-8")

    assert read_manifest(out) == Manifest()


def test_a_folder_without_a_manifest_has_an_empty_one(tmp_path):
    assert read_manifest(tmp_path) == Manifest()
