"""YAML becomes handouts: contexts that last, shared texts, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import (
    EVERY_BLOCK,
    GLOSSARY,
    STEADY,
    WHOLE,
    document,
    faults_of_handout,
    handout,
    paragraphs,
    shared,
    text_of,
    whole_handout,
    yaml_of,
)

from handpress.problems import Place, Problem
from handpress.words.content import all_texts
from handpress.words.reading import parse_handout, parse_shared, read_content

KEYS = st.from_regex(r"[a-z][a-z_]{0,6}", fullmatch=True)


def write(folder: Path, **files: object) -> None:
    """Write `a__b` as `a/b.yaml`."""
    for name, data in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data if isinstance(data, str) else yaml_of(data), encoding="utf-8")


def contexts_of(tree: object) -> list[str]:
    return [text.context for text in all_texts(tree)]


def test_a_context_is_handout_section_and_key():
    one = handout(
        {"summary": {"heading": "Fire", "blocks": EVERY_BLOCK}}, glossary=GLOSSARY
    )

    section = next(section for section in one.sections if section.key == "summary")
    assert contexts_of(section) == [
        "leaflet/summary/heading",
        "leaflet/summary/words",
        "leaflet/summary/signs.heat",
        "leaflet/summary/signs.heat.smoke",
        "leaflet/summary/act.first",
        "leaflet/summary/act.then",
        "leaflet/summary/by_place.caption",
        "leaflet/summary/by_place.columns.place",
        "leaflet/summary/by_place.columns.sign",
        "leaflet/summary/by_place.home.place",
        "leaflet/summary/by_place.home.sign",
        "leaflet/summary/now.heading",
        "leaflet/summary/now.intro",
        "leaflet/summary/now.one",
        "leaflet/summary/now.action",
        "leaflet/glossary.fire.term",
        "leaflet/glossary.fire.meaning",
        "leaflet/summary/house.alternative",
        "leaflet/summary/house.labels.door",
        "leaflet/summary/house.caption",
    ]


def test_a_shared_context_begins_with_shared():
    of = shared(
        {
            "headings": {"tests": "Tests"},
            "glossary": GLOSSARY,
            "blocks": {"words": {"paragraph": "a"}, "signs": {"list": {"heat": "b"}}},
            "sections": {"say": paragraphs(text="c")},
        }
    )

    assert sorted(contexts_of(of)) == [
        "shared/glossary.fire.meaning",
        "shared/glossary.fire.term",
        "shared/headings.tests",
        "shared/say.heading",
        "shared/say.text",
        "shared/signs.heat",
        "shared/words",
    ]


def test_no_context_of_the_repository_has_a_number_for_a_name(materials):
    parts = {
        part
        for text in materials.texts
        for part in text.context.replace("/", ".").split(".")
    }

    assert [part for part in parts if part.isdigit()] == []


@STEADY
@given(
    keys=st.lists(KEYS, min_size=1, max_size=6, unique=True),
    new=KEYS,
    place=st.integers(0, 6),
)
def test_a_paragraph_put_in_anywhere_changes_no_other_context(keys, new, place):
    before = paragraphs(**{key: f"The words of {key}." for key in keys})
    blocks = [(key, block) for key, block in before["blocks"].items() if key != new]
    blocks.insert(place, (new, {"paragraph": "New."}))
    after = {"heading": "Fire", "blocks": dict(blocks)}

    old = {text.context: text.words for text in all_texts(handout({"support": before}))}
    now = {text.context: text.words for text in all_texts(handout({"support": after}))}

    added = f"leaflet/support/{new}"
    assert {**old, added: "New."} == now


def test_words_are_told_in_one_line_however_the_file_is_wrapped():
    one = handout(lead="Some words\n  on   two\n\nlines.")

    assert one.lead.words == "Some words on two lines."


def test_a_text_knows_where_it_stands():
    text = "sections:\n  tests:\n    heading: Fire\n    blocks:\n      a: {paragraph: b}\n"

    of = shared(text, "handouts/shared/x.yaml")

    assert text_of(of, "shared/tests.a").place == Place("handouts/shared/x.yaml", 5, 11)


def test_a_text_of_a_callout_knows_how_urgent_it_is():
    callout = {"urgency": "at_once", "heading": "Go", "list": {"a": "b"}}
    one = handout({"support": {"heading": "H", "blocks": {"c": {"callout": callout}}}})

    urgencies = {text.context: text.urgency for text in all_texts(one) if text.urgency}
    assert urgencies == {
        "leaflet/support/c.heading": "at_once",
        "leaflet/support/c.a": "at_once",
    }


def test_every_text_of_a_critical_section_is_critical_wherever_it_is_written():
    of = shared(
        {
            "headings": {"emergency": "Get help"},
            "blocks": {"phone": {"paragraph": "Phone now."}},
            "sections": {"say": paragraphs(text="Say this.")},
        }
    )
    emergency = {"blocks": {"own": {"paragraph": "Go."}, "phone": {"shared": "phone"}}}
    sections = {"emergency": emergency, "say": {"shared": "say"}}

    one = handout(sections, of=of)

    critical = {text.context for text in all_texts(one) if text.is_safety_critical}
    assert critical == {
        "shared/headings.emergency",
        "leaflet/emergency/own",
        "shared/phone",
        "shared/say.heading",
        "shared/say.text",
        "leaflet/contacts/heading",
        "leaflet/contacts/text",
    }


def test_a_shared_section_takes_the_key_under_which_it_is_used():
    of = shared({"sections": {"sos": paragraphs(text="Go.")}})

    one = handout({"emergency": {"shared": "sos"}}, of=of)

    section = next(section for section in one.sections if section.key == "emergency")
    assert contexts_of(section) == ["shared/sos.heading", "shared/sos.text"]
    assert section.is_safety_critical


@pytest.mark.parametrize(
    ("section", "name", "hint"),
    [
        ({"shared": "emergancy"}, "emergancy", 'did you mean "emergency"?'),
        (
            {"heading": "H", "blocks": {"a": {"shared": "wrds"}}},
            "wrds",
            'did you mean "words"?',
        ),
        (
            {"heading": "H", "blocks": {"a": {"glossary": ["fir"]}}},
            "fir",
            'did you mean "fire"?',
        ),
        ({"shared": "xyz"}, "xyz", "write it in handouts/shared/"),
    ],
    ids=["section", "block", "term", "nothing near"],
)
def test_a_shared_name_that_is_not_there_is_told_with_the_nearest(section, name, hint):
    of = shared(
        {
            "sections": {"emergency": paragraphs(text="Go.")},
            "blocks": {"words": {"paragraph": "a"}},
            "glossary": GLOSSARY,
        }
    )

    (problem,) = faults_of_handout(whole_handout({"support": section}), of)

    assert (problem.code, problem.message, problem.hint) == (
        "unknown-shared",
        f'nothing shared is called "{name}"',
        hint,
    )


def test_a_section_without_a_heading_of_its_own_or_shared_is_told_with_the_way_out():
    (problem,) = faults_of_handout(whole_handout({"support": {"blocks": {}}}))

    hint = 'add "heading:" here, or "support:" to a shared file\'s headings'
    what = 'section "support" has no heading'
    line = (
        yaml_of(whole_handout({"support": {"blocks": {}}})).split("\n").index("  support:")
    )
    place = Place("handouts/leaflet.yaml", line + 1, 3)
    assert problem == Problem(place, "missing-heading", what, hint)


def test_a_text_that_two_handouts_share_is_one_message(tmp_path: Path):
    of = {"blocks": {"words": {"paragraph": "Stay calm."}}}
    data = whole_handout(
        {"support": {"heading": "H", "blocks": {"w": {"shared": "words"}}}}
    )
    write(tmp_path, shared__all=of, one=data, two=data)

    content = read_content(tmp_path, tmp_path)

    first, second = content.handouts
    assert text_of(first, "shared/words") == text_of(second, "shared/words")
    assert text_of(first, "shared/words") == text_of(content.shared, "shared/words")


def test_a_term_of_the_handout_goes_before_the_shared_one():
    of = shared({"glossary": GLOSSARY})
    own = {"fire": {"term": "Blaze", "meaning": "A great fire."}}
    section = {"heading": "H", "blocks": {"w": {"glossary": ["fire"]}}}

    one = handout({"glossary": section}, of=of, glossary=own)

    assert text_of(one, "leaflet/glossary.fire.term").words == "Blaze"


def test_a_section_that_one_shared_file_defines_may_use_the_blocks_of_another():
    sections = {"tests": {"heading": "H", "blocks": {"a": {"shared": "words"}}}}
    files = [
        document({"sections": sections}, "handouts/shared/a.yaml"),
        document({"blocks": {"words": {"paragraph": "b"}}}, "handouts/shared/b.yaml"),
    ]

    of, problems = parse_shared(files)

    assert (problems, contexts_of(of.sections)) == (
        [],
        ["shared/tests.heading", "shared/words"],
    )


def test_a_name_that_two_shared_files_define_is_told_with_the_first_place():
    files = [
        document({"blocks": {"words": {"paragraph": "a"}}}, "handouts/shared/a.yaml"),
        document({"sections": {"words": paragraphs(b="c")}}, "handouts/shared/b.yaml"),
    ]

    _, problems = parse_shared(files)

    what = '"words" is shared before, at handouts/shared/a.yaml:2:3'
    place = Place("handouts/shared/b.yaml", 2, 3)
    assert problems == [Problem(place, "key-twice", what, "keep one of them")]


@pytest.mark.parametrize(
    ("blocks", "context"),
    [
        ({"heading": {"paragraph": "a"}}, "leaflet/support/heading"),
        (
            {
                "c": {
                    "callout": {"urgency": "now", "heading": "H", "list": {"heading": "a"}}
                }
            },
            "leaflet/support/c.heading",
        ),
        (
            {
                "t": {
                    "table": {
                        "caption": "c",
                        "columns": {"a": "A"},
                        "rows": {"columns": {"a": "1"}},
                    }
                }
            },
            "leaflet/support/t.columns.a",
        ),
    ],
    ids=["block", "item", "row"],
)
def test_two_texts_of_one_context_are_told_for_both_would_get_one_translation(
    blocks, context
):
    section = {"heading": "Fire", "blocks": blocks}

    (problem,) = faults_of_handout(whole_handout({"support": section}))

    assert problem.code == "context-twice"
    assert f'"{context}"' in problem.message


def test_all_faults_of_several_files_are_told_in_one_run(tmp_path: Path):
    write(
        tmp_path,
        handouts__shared__a="blocks: {x: {paragraf: y}}\n",
        handouts__shared__b="headings: [",
        handouts__one="title: x\n  lead: y\n",
        handouts__two=whole_handout({"support": {"shared": "nothing"}}, titel="x"),
        handouts__three=whole_handout({"support": {"shared": "nothing"}}),
    )

    content = read_content(tmp_path / "handouts", tmp_path)

    assert [(one.place.file, one.code) for one in content.problems] == [
        ("handouts/shared/a.yaml", "unknown-key"),
        ("handouts/shared/b.yaml", "yaml-syntax"),
        ("handouts/one.yaml", "yaml-syntax"),
        ("handouts/three.yaml", "unknown-shared"),
        ("handouts/two.yaml", "unknown-key"),
    ]
    assert (content.handouts, content.broken) == ((), ("one", "three", "two"))


@pytest.mark.parametrize("name", ["shared", "template", "two words", "rücken", "-dash"])
def test_a_handout_whose_name_cannot_name_its_leaflets_is_refused(
    tmp_path: Path, name: str
):
    (tmp_path / f"{name}.yaml").write_text(yaml_of(WHOLE), encoding="utf-8")

    content = read_content(tmp_path, tmp_path)

    found = [(one.place, one.code) for one in content.problems]
    assert found == [(Place(f"{name}.yaml", 1, 1), "file-name")]
    assert (content.handouts, content.broken) == ((), (name,))


def test_two_files_of_one_name_are_both_refused(tmp_path: Path):
    for name in ("fire.yaml", "fire.yml"):
        (tmp_path / name).write_text(yaml_of(WHOLE), encoding="utf-8")

    content = read_content(tmp_path, tmp_path)

    assert [one.place.file for one in content.problems] == ["fire.yaml", "fire.yml"]
    assert (content.handouts, content.broken) == ((), ("fire",))


def test_a_folder_that_is_not_there_says_nothing(tmp_path: Path):
    assert read_content(tmp_path / "none", tmp_path).handouts == ()


def test_a_handout_keeps_what_is_not_words_as_it_is_written():
    one, _ = parse_handout(
        document(
            whole_handout(
                codes={"icd-10": ["C79.5"]},
                keywords=["no", "1_000"],
                version="1.10",
            )
        ),
        "leaflet",
        shared({}),
    )

    assert one is not None
    kept = (one.codes, one.keywords, one.version, str(one.next_review))
    assert kept == ((("icd-10", ("C79.5",)),), ("no", "1_000"), "1.10", "2028-01-31")
