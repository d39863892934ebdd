"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from handpress.files import write_whole


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path):
    write_whole(tmp_path / "a/b/c.txt", b"words")

    assert (tmp_path / "a/b/c.txt").read_bytes() == b"words"


def test_a_file_that_is_there_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old and longer")

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    with pytest.raises(TypeError):
        write_whole(path, "not bytes")  # type: ignore[arg-type]

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_not_replaced(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.mkdir()

    with pytest.raises(OSError, match=r"a\.txt"):
        write_whole(path, b"new")

    assert list(tmp_path.iterdir()) == [path]
