"""Texts of handouts and templates come out under the names they are looked up by."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from makers import GLOSSARY, REPOSITORY, handout, shared, text, whole_handout, yaml_of

from handpress.problems import HandoutError, Place
from handpress.words.content import Text
from handpress.words.extraction import (
    comment_on,
    content_texts,
    extract_yaml,
    template_texts,
)
from handpress.words.reading import Content


def test_pybabel_extracts_the_same_texts_as_we_do(materials, tmp_path):
    target = tmp_path / "babel.pot"
    words = f"-q extract -F babel.cfg -k pgettext:1c,2 -o {target} ."
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "babel.messages.frontend", *words.split()],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    theirs = {(one.msgctxt, one.msgid) for one in polib.pofile(str(target))}

    assert theirs == {(one.context, one.words) for one in materials.texts}


def test_the_extractor_gives_the_texts_of_one_file_with_line_and_comment(materials):
    path = REPOSITORY / "handouts/spinal-metastases.yaml"
    with path.open("rb") as file:
        found = {
            said: (line, name) for line, name, said, _ in extract_yaml(file, {}, [], {})
        }

    own = [one for one in materials.texts if one.place.file == f"handouts/{path.name}"]
    assert found == {(one.context, one.words): (one.place.line, "pgettext") for one in own}


def test_the_extractor_leaves_what_is_shared_to_the_shared_file(tmp_path: Path):
    (tmp_path / "shared").mkdir()
    common = {"headings": {"support": "Living with it"}, "glossary": GLOSSARY}
    (tmp_path / "shared/a.yaml").write_text(yaml_of(common), encoding="utf-8")
    sections = {"support": {"blocks": {"words": {"glossary": ["fire"]}}}}
    (tmp_path / "b.yaml").write_text(yaml_of(whole_handout(sections)), encoding="utf-8")

    with (
        (tmp_path / "b.yaml").open("rb") as own,
        (tmp_path / "shared/a.yaml").open("rb") as a,
    ):
        of_handout = [said[0] for _, _, said, _ in extract_yaml(own, {}, [], {})]
        of_shared = [said[0] for _, _, said, _ in extract_yaml(a, {}, [], {})]

    assert [context for context in of_handout if not context.startswith("b/")] == []
    assert of_shared == [
        "shared/headings.support",
        "shared/glossary.fire.term",
        "shared/glossary.fire.meaning",
    ]


def test_every_text_comes_out_once(materials):
    contexts = [one.context for one in materials.texts]

    assert len(contexts) == len(set(contexts))


def test_a_text_used_in_a_critical_section_is_critical_for_the_translator():
    of = shared({"blocks": {"phone": {"paragraph": "Phone now."}}})
    section = {"heading": "H", "blocks": {"phone": {"shared": "phone"}}}
    critical = handout({"emergency": section}, of=of)
    ordinary = handout({"support": section}, of=of)

    for handouts in ((critical, ordinary), (ordinary, critical)):
        texts = content_texts(Content(handouts, of, ()))
        assert [
            one.is_safety_critical for one in texts if one.context == "shared/phone"
        ] == [True]


def test_a_translator_is_told_what_a_text_is_how_urgent_and_what_it_holds():
    one = text("**Call** {emergency_number} {x}", urgency="now", is_safety_critical=True)

    assert comment_on(one).splitlines() == [
        "paragraph",
        "SAFETY-CRITICAL: people act on these words",
        "urgency: now",
        "{emergency_number} becomes the emergency number of the country, such as 112",
        "{x} becomes filled in when it is printed",
        "keep the stars: **strong words**, *word explained in the glossary*",
    ]


def template(folder: Path, html: str, name: str = "a.html") -> Path:
    (folder / name).write_text(html, encoding="utf-8")
    return folder


def test_a_string_of_a_template_is_a_text_with_its_place(tmp_path: Path):
    template(tmp_path, '<p>\n{{ pgettext("template/call/now", "Call {a}", a=b) }}</p>\n')

    assert template_texts(tmp_path, tmp_path) == (
        Text(
            "Call {a}",
            "template/call/now",
            "printed by the template",
            Place("a.html", 2),
            is_safety_critical=True,
        ),
    )


def test_a_string_that_two_templates_print_is_one_text(tmp_path: Path):
    html = '{{ pgettext("template/x", "Page") }}'
    template(tmp_path, html, "b.html")
    template(tmp_path, html, "a.html")

    places = [one.place for one in template_texts(tmp_path, tmp_path)]
    assert places == [Place("a.html", 1)]


def error_of(folder: Path) -> str:
    with pytest.raises(HandoutError) as caught:
        template_texts(folder, folder)
    return str(caught.value)


def test_two_strings_under_one_context_are_refused_for_one_would_hide_the_other(tmp_path):
    template(
        tmp_path, '{{ pgettext("template/x", "A") }}\n{{ pgettext("template/x", "B") }}'
    )

    assert error_of(tmp_path) == 'a.html:2: "template/x" has other words at a.html:1'


def test_a_template_that_jinja_cannot_read_is_told_with_its_line(tmp_path):
    template(tmp_path, "<p>\n{% if %}</p>")

    assert error_of(tmp_path).startswith("a.html:2: ")


@pytest.mark.parametrize(
    "call", ["pgettext(x, 'A')", "pgettext('a', x)", "pgettext('a')", "pgettext()"]
)
def test_a_string_that_cannot_be_extracted_is_refused(tmp_path, call):
    template(tmp_path, "{{ " + call + " }}")

    what = "pgettext must be given its context and its words in quotes"
    assert error_of(tmp_path) == f"a.html:1: {what}"
