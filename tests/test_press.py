"""The press loads nothing from outside, and gives the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from handpress.batch import Workshop, _page, make
from handpress.jobs import Selection, plan
from handpress.materials import Materials
from handpress.paper.fit import Fit
from handpress.paper.layout import Layout
from handpress.paper.page import Page
from handpress.paper.press import Press
from handpress.problems import HandoutError

REPOSITORY = Path(__file__).resolve().parents[1]
PLAIN = Layout("plain", ("normal",), (), 0, 1, 1)
SECRET = "the secret of another folder"


def page_with(body: str) -> Page:
    html = f'<!doctype html><html lang="en"><title>t</title><body><h1>t</h1>{body}</body></html>'
    return Page(html, (), (), (), (), ("Latn",))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.css"
    path.write_text(f"/* {SECRET} */ body::before {{ content: '{SECRET}' }}")
    return path


ATTACKS = {
    "stylesheet": '<link rel="stylesheet" href="{uri}">',
    "attachment": '<link rel="attachment" href="{uri}">',
    "attachment link": '<a rel="attachment" href="{uri}">x</a>',
    "import": '<style>@import "{uri}";</style>',
    "font": "<style>@font-face {{ font-family: x; src: url({uri}) }} p {{ font-family: x }}</style><p>x</p>",
    "background": '<p style="background: url({uri})">x</p>',
    "page background": "<style>@page {{ background: url({uri}) }}</style>",
    "image": '<img alt="x" src="{uri}">',
    "climbing image": '<img alt="x" src="{pictures}/../../../../../../..{path}">',
    "escaped climbing image": '<img alt="x" src="{pictures}/%2e%2e/%2e%2e{path}">',
    "object": '<object data="{uri}"></object>',
    "embed": '<embed src="{uri}">',
    "http": '<img alt="x" src="http://127.0.0.1:9/x.png">',
    "https": '<img alt="x" src="https://127.0.0.1:9/x.png">',
    "ftp": '<img alt="x" src="ftp://127.0.0.1/x.png">',
    "other host": '<img alt="x" src="file://host/x.png">',
    "svg image": '<svg viewBox="0 0 9 9"><title>x</title><image href="{uri}" width="9" height="9"/></svg>',
    "svg in data": "<img alt='x' src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"{uri}\"/></svg>'>",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_page_reads_no_file_outside_the_workspace(
    press: Press, workshop: Workshop, secret: Path, attack: str
):
    body = attack.format(
        uri=secret.as_uri(), path=secret, pictures=workshop.look.pictures.as_uri()
    )
    try:
        pdf, _ = press.write(press.lay_out(page_with(body)), PLAIN)
    except HandoutError:
        return
    assert SECRET.encode() not in pdf
    from handpress.paper.paper import read_back

    assert SECRET not in "".join(ink.words for ink in read_back(pdf).inks)
    assert b"EmbeddedFile" not in pdf


def test_a_symlink_out_of_the_pictures_is_not_followed(
    press: Press, secret: Path, tmp_path: Path, workshop: Workshop
):
    link = workshop.look.pictures / "link-for-a-test.svg"
    link.symlink_to(secret)
    try:
        with pytest.raises(HandoutError, match="cannot load a file"):
            press.lay_out(page_with(f'<img alt="x" src="{link.as_uri()}">'))
    finally:
        link.unlink()


TWICE = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, {repository!r})
from handpress.batch import Workshop, make
from handpress.jobs import Selection, plan
from handpress.materials import read_materials
from handpress.paper.fonts import font_folder, write_fontconfig
from handpress.paper.page import look_in
from handpress.workspace import find_workspace
workspace = find_workspace(Path({repository!r}), Path())
chosen = Selection(("spinal-metastases",), ("ar", "hi"), ("bilingual", "booklet"))
for job in plan(read_materials(workspace), chosen):
    outcome = make(job, Workshop(look_in(workspace), write_fontconfig(font_folder())))
    print(hashlib.sha256(outcome.pdf).hexdigest(), len(outcome.pdf))
"""


@pytest.mark.slow
def test_the_same_leaflet_has_the_same_bytes_whatever_the_process(tmp_path: Path):
    told = []
    for seed in ("1", "2"):
        here = tmp_path / seed
        here.mkdir()
        settings = os.environ | {"PYTHONHASHSEED": seed, "TMPDIR": str(here), "LC_ALL": "C"}
        program = TWICE.format(repository=str(REPOSITORY))
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=here, env=settings, capture_output=True, text=True, check=True,
        )  # fmt: skip
        told.append(done.stdout)
    assert told[0] == told[1]
    assert told[0].count("\n") == 4


def test_markup_in_words_is_printed_and_never_obeyed(
    materials: Materials, workshop: Workshop
):
    job = plan(materials, Selection(("spinal-metastases",), ("en",), ("standard",)))[0]
    handout = job.leaflet.handout
    title = replace(handout.title, words="<script>alert(1)</script> & <b>bold</b>")
    leaflet = replace(job.leaflet, handout=replace(handout, title=title))
    html = _page(replace(job, leaflets=(leaflet,)), workshop, Fit("roomy")).html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html


def test_a_character_that_no_face_has_refuses_the_leaflet(
    materials: Materials, workshop: Workshop
):
    job = plan(materials, Selection(("spinal-metastases",), ("en",), ("standard",)))[0]
    handout = job.leaflet.handout
    title = replace(handout.title, words="Cancer \U00013000")
    leaflet = replace(job.leaflet, handout=replace(handout, title=title))
    outcome = make(replace(job, leaflets=(leaflet,)), workshop)
    assert outcome.pdf == b""
    assert "press-warning" in {reason.code for reason in outcome.reasons}
