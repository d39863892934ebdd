"""A key changes with everything that a file is made from, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handpress.keys import key_of, named_in
from handpress.paper.layout import read_layouts
from handpress.paper.page import Page

REPOSITORY = Path(__file__).resolve().parents[1]
LAYOUT = read_layouts(REPOSITORY / "templates", REPOSITORY / "styles", REPOSITORY)[0][0]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """A page with a stylesheet that imports another, which draws a picture."""
    (tmp_path / "a.css").write_text('@import "b.css";')
    (tmp_path / "b.css").write_text("p { background: url(c.svg) }")
    (tmp_path / "c.svg").write_text("<svg/>")
    return Page("<p>a</p>", (tmp_path / "a.css",), (), (), (), ())


@pytest.mark.parametrize("name", ["a.css", "b.css", "c.svg"])
def test_a_change_of_any_file_that_is_used_is_another_key(page, tmp_path: Path, name):
    before = key_of(page, LAYOUT)
    path = tmp_path / name
    path.write_text(path.read_text() + "\n")

    assert key_of(page, LAYOUT) != before


def test_a_change_of_the_words_or_the_layout_is_another_key(page):
    keys = {
        key_of(page, LAYOUT),
        key_of(replace(page, html="<p>b</p>"), LAYOUT),
        key_of(page, replace(LAYOUT, name="other")),
    }

    assert len(keys) == 3


def test_what_is_not_used_changes_no_key(page, tmp_path: Path):
    before = key_of(page, LAYOUT)
    (tmp_path / "d.css").write_text("p {}")

    assert key_of(page, LAYOUT) == before


def test_stylesheets_that_import_each_other_in_a_circle_are_read_once(page, tmp_path: Path):
    (tmp_path / "b.css").write_text('@import "a.css"; p { background: url(c.svg) }')

    found = list(named_in(tmp_path / "a.css", frozenset()))

    assert [path.name for path in found] == ["b.css", "a.css", "c.svg"]
    assert key_of(page, LAYOUT)


def test_a_stylesheet_in_another_encoding_has_a_key(page, tmp_path: Path):
    (tmp_path / "b.css").write_bytes(b"/* caf\xe9 */")

    assert key_of(page, LAYOUT)
