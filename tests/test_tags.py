"""The tag tree is right, and WeasyPrint's inside is still what the room of tags expects."""

from __future__ import annotations

import inspect
import re
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pytest
from weasyprint.pdf import tags as inside
from weasyprint.pdf.stream import Stream

from handpress.batch import Outcome
from handpress.paper import tags
from handpress.paper.paper import read_back


@pytest.fixture(params=["ar", "en", "hi"])
def file(request: pytest.FixtureRequest, made: tuple[Path, tuple[Outcome, ...]]) -> Path:
    return made[0] / f"example/{request.param}/spinal-metastases.standard.a4.pdf"


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found: list[pikepdf.Dictionary] = []

    def walk(element: pikepdf.Dictionary) -> None:
        found.append(element)
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def test_what_we_take_from_inside_weasyprint_is_as_it_was():
    assert version("weasyprint").startswith("70."), "read handpress/paper/tags.py again"
    tags.prepare()
    assert list(inspect.signature(Stream.marked).parameters) == ["self", "box", "tag"]
    source = inspect.getsource(inside)
    for used in (
        "'BBox'",
        "box.mark = element",
        "StructTreeRoot",
        "'ParentTree'",
        "'Nums'",
    ):
        assert used in source


def test_every_head_of_a_table_has_a_scope(file: Path):
    with pikepdf.open(file) as pdf:
        heads = [one for one in elements(pdf) if one.S == "/TH"]
        assert heads
        assert {str(head.A.Scope) for head in heads} == {"/Row", "/Column"}


def test_every_figure_has_words_and_a_box_on_its_page(file: Path):
    with pikepdf.open(file) as pdf:
        figures = [one for one in elements(pdf) if one.S == "/Figure"]
        assert len(figures) == 1
        left, bottom, right, top = (float(edge) for edge in figures[0].A.BBox)
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842
        assert (round(right - left), round(top - bottom)) == (130, 191)
        assert str(figures[0].Alt)


def test_running_feet_are_artifacts_and_never_in_the_tree(file: Path):
    paper = read_back(file.read_bytes())
    marks = {(part.page, part.mark) for part in paper.tagged}
    feet = [ink for ink in paper.inks if ink.top < 40]
    assert feet
    assert {ink.mark for ink in feet} == {-1}
    assert not [
        ink for ink in paper.inks if ink.mark >= 0 and (ink.page, ink.mark) not in marks
    ]


def test_english_inside_another_language_says_so(made: tuple[Path, tuple[Outcome, ...]]):
    with pikepdf.open(made[0] / "example/ar/spinal-metastases.standard.a4.pdf") as pdf:
        langs = {str(one.Lang) for one in elements(pdf) if "/Lang" in one}
    assert langs == {"en"}


def test_words_stand_in_the_tree_where_glyphs_do_not_tell_them(file: Path):
    with pikepdf.open(file) as pdf:
        words = [str(one.ActualText) for one in elements(pdf) if "/ActualText" in one]
    if "/en/" in str(file):
        assert words == []
    else:
        assert len(words) > 100
        assert not re.search("[\u200b\u2060]", "".join(words))


def test_a_stream_never_ends_in_a_carriage_return():
    import os

    import pydyf

    tags.prepare()
    for _ in range(3000):
        data = pydyf.Stream([os.urandom(8)], {}, compress=True).data
        assert not data.endswith(b"\r\nendstream")
