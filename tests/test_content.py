"""One walk sees every text; the repository's handouts say every fact they must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from makers import EVERY_BLOCK, GLOSSARY, REPOSITORY, handout

from handpress.words.content import Text, all_texts, map_texts
from handpress.words.reading import yaml_files

FACTS = {
    "tumours-of-the-back": [f"T{number}" for number in range(1, 26)],
    "spinal-metastases": [f"M{number}" for number in range(1, 14)],
}
EVERY_FACT = [(key, fact) for key, facts in FACTS.items() for fact in facts]
KEY = re.compile(r"  (\w+):")
COMMENT = re.compile(r"( *)# (.*)")


@pytest.fixture(scope="module")
def every_block():
    """A handout with one block of every kind in its summary."""
    section = {"heading": "Section heading", "blocks": EVERY_BLOCK}
    return handout({"summary": section}, glossary=GLOSSARY)


def strings_in(tree: Any) -> Iterator[str]:
    """Walk a tree by its fields alone, so that the walk is held against another."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, tuple):
        for part in tree:
            yield from strings_in(part)
    elif is_dataclass(tree) and not isinstance(tree, Text):
        for field in fields(tree):
            yield from strings_in(getattr(tree, field.name))


def test_the_walk_sees_every_text_of_every_kind_of_block_in_reading_order(every_block):
    section = next(one for one in every_block.sections if one.key == "summary")

    assert [text.words for text in all_texts(section)] == [
        "Section heading",
        "Paragraph",
        "Item",
        "Item inside",
        "First step",
        "Second step",
        "Table caption",
        "Column one",
        "Column two",
        "Cell one",
        "Cell two",
        "Callout heading",
        "Callout intro",
        "Callout item",
        "Callout action",
        "Term",
        "Meaning",
        "Alternative",
        "Label",
        "Figure caption",
    ]


def test_the_examples_hold_every_kind_of_block(every_block):
    section = next(one for one in every_block.sections if one.key == "summary")

    kinds = {block.kind for block in section.blocks}
    assert kinds == {"paragraph", "list", "table", "callout", "glossary", "figure"}


def test_a_handout_is_read_title_lead_then_sections(every_block):
    contexts = [text.context for text in all_texts(every_block)]

    assert contexts[:3] == ["leaflet/title", "leaflet/lead", "leaflet/summary/heading"]


def test_both_walks_see_the_same_texts(every_block):
    seen: list[Text] = []
    map_texts(every_block, seen.append)

    assert tuple(seen) == all_texts(every_block)


def test_a_walk_that_changes_nothing_gives_the_same_handout(every_block):
    assert map_texts(every_block, lambda text: text) == every_block


def test_no_word_escapes_a_locale_that_puts_every_text_in_brackets(every_block):
    words = {text.words for text in all_texts(every_block)}

    bracketed = map_texts(every_block, lambda text: f"⟦{text.words}⟧")

    said = list(strings_in(bracketed))
    assert words & set(said) == set()
    assert {f"⟦{one}⟧" for one in words} <= set(said)


def test_no_word_of_the_repository_escapes_a_locale_of_brackets(materials):
    for one in materials.content.handouts:
        words = {text.words for text in all_texts(one)}
        keys = {section.key for section in one.sections}

        bracketed = map_texts(one, lambda text: f"⟦{text.words}⟧")

        escaped = [said for said in strings_in(bracketed) if said in words - keys]
        assert escaped == []


@pytest.mark.parametrize(("key", "fact"), EVERY_FACT, ids=lambda part: part)
def test_every_fact_that_a_handout_must_say_is_marked_beside_a_text_of_it(
    materials, key, fact
):
    one = next(found for found in materials.content.handouts if found.key == key)

    marked = facts_marked_for(one)

    assert fact in marked, f'no text of "{key}" is marked "# {fact}"'


def facts_marked_for(one) -> set[str]:
    """Read the facts in the comments of a handout's file and of what it shares."""
    own = (REPOSITORY / "handouts" / f"{one.key}.yaml").read_text(encoding="utf-8")
    facts = {fact for line in own.splitlines() for fact in facts_in(line)}
    used = {shared_key(text.context) for text in all_texts(one)}
    for path in yaml_files(REPOSITORY / "handouts" / "shared"):
        for key, comment in comments_by_key(path.read_text(encoding="utf-8")):
            if key in used:
                facts |= facts_in(comment)
    return facts


def facts_in(line: str) -> set[str]:
    found = COMMENT.fullmatch(line)
    return set(re.findall(r"\b[TM]\d+\b", span_out(found[2]))) if found else set()


def span_out(comment: str) -> str:
    """Write ranges in full: `T19-T22`."""

    def full(found: re.Match[str]) -> str:
        first, last = int(found[2]), int(found[3])
        return ", ".join(f"{found[1]}{number}" for number in range(first, last + 1))

    return re.sub(r"\b([TM])(\d+)[-–]\1(\d+)\b", full, comment)


def shared_key(context: str) -> str:
    """Name the part of the shared files in which a text stands, if it is shared."""
    scope, _, name = context.partition("/")
    first, _, rest = name.partition(".")
    if scope != "shared":
        return ""
    return rest.partition(".")[0] if first in ("headings", "glossary") else first


def comments_by_key(text: str) -> Iterator[tuple[str, str]]:
    """Give each comment with the key that it stands in or above."""
    key, waiting = "", []
    for line in text.splitlines():
        comment, found = COMMENT.fullmatch(line), KEY.match(line)
        if comment and len(comment[1]) > 2:
            yield key, line
        elif comment:
            waiting.append(line)
        elif found:
            key = found[1]
            yield from ((key, line) for line in waiting)
            waiting = []


def test_a_fact_above_a_shared_text_that_is_not_used_does_not_count():
    text = "blocks:\n  # T1\n  one:\n    # T2\n    paragraph: a\n  # T3-T5\n  two: b\n"

    marked = [(key, sorted(facts_in(comment))) for key, comment in comments_by_key(text)]

    assert marked == [("one", ["T1"]), ("one", ["T2"]), ("two", ["T3", "T4", "T5"])]
