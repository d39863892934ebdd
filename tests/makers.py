"""Small handouts, texts and catalogues for tests."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import settings

from handpress.problems import Place, Problem
from handpress.words.catalogue import Catalogue, Entry
from handpress.words.clinic import Clinic, parse_clinic
from handpress.words.content import REQUIRED_SECTIONS, Handout, Shared, Text, all_texts
from handpress.words.document import Document, parse_document
from handpress.words.locale import find_locale
from handpress.words.reading import parse_handout, parse_shared

REPOSITORY = Path(__file__).resolve().parents[1]
FRENCH = find_locale("fr")
# The same examples on every machine, and no time limit for slow ones.
STEADY = settings(derandomize=True, database=None, deadline=None, max_examples=80)

WHOLE: dict[str, Any] = {
    "title": "Fire safety",
    "lead": "For everyone.",
    "version": "1.0",
    "date": "2026-01-31",
    "next_review": "2028-01-31",
    "sources": [{"title": "A guide", "publisher": "The fire service", "status": "current"}],
    "sections": {
        key: {"heading": "Fire", "blocks": {"text": {"paragraph": "Stay calm."}}}
        for key in REQUIRED_SECTIONS
    },
}

# One block of every kind, each with everything it can hold.
EVERY_BLOCK: dict[str, Any] = {
    "words": {"paragraph": "Paragraph"},
    "signs": {"list": {"heat": {"text": "Item", "list": {"smoke": "Item inside"}}}},
    "act": {"steps": {"first": "First step", "then": "Second step"}},
    "by_place": {
        "table": {
            "caption": "Table caption",
            "columns": {"place": "Column one", "sign": "Column two"},
            "rows": {"home": {"place": "Cell one", "sign": "Cell two"}},
        }
    },
    "now": {
        "callout": {
            "urgency": "now",
            "heading": "Callout heading",
            "intro": "Callout intro",
            "list": {"one": "Callout item"},
            "action": "Callout action",
        }
    },
    "meanings": {"glossary": ["fire"]},
    "house": {
        "figure": {
            "picture": "house.svg",
            "alternative": "Alternative",
            "caption": "Figure caption",
            "labels": {"door": {"text": "Label", "x": 10, "y": 20}},
        }
    },
}
CLINIC = {
    "name": "The clinic",
    "country": "GB",
    "address": "1 Street",
    "phones": {"cancer_team": "020 7946 0101"},
}
GLOSSARY = {"fire": {"term": "Term", "meaning": "Meaning"}}


def whole_handout(sections: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The data of a handout without a fault, some of its parts changed."""
    data = copy.deepcopy({**WHOLE, **changes})
    data["sections"] |= sections or {}
    return data


def paragraphs(**words: str) -> dict[str, Any]:
    """The data of a section of paragraphs."""
    return {
        "heading": "Fire",
        "blocks": {key: {"paragraph": said} for key, said in words.items()},
    }


def yaml_of(data: object) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def document(data: object, name: str = "handouts/leaflet.yaml") -> Document:
    return parse_document(data if isinstance(data, str) else yaml_of(data), name)


def shared(data: object, name: str = "handouts/shared/all.yaml") -> Shared[Text]:
    found, problems = parse_shared([document(data, name)])
    assert problems == []
    return found


def handout(
    sections: dict[str, Any] | None = None,
    *,
    of: Shared[Text] | None = None,
    **changes: Any,
) -> Handout[Text]:
    """A handout called `leaflet`, without a fault of shape."""
    data = document(whole_handout(sections, **changes))
    found, problems = parse_handout(data, "leaflet", of or Shared())
    assert found is not None
    assert problems == []
    return found


def faults_of_handout(data: object, of: Shared[Text] | None = None) -> list[Problem]:
    return parse_handout(document(data), "leaflet", of or Shared())[1]


def text_of(tree: Any, context: str) -> Text:
    return next(text for text in all_texts(tree) if text.context == context)


def text(words: str, context: str = "leaflet/summary/text", **more: Any) -> Text:
    place = Place("handouts/leaflet.yaml", 7, 5)
    return Text(words, context, "paragraph", place, **more)


def entry(
    source: Text, translation: str, *, line: int = 5, is_fuzzy: bool = False
) -> Entry:
    place = Place("fr.po", line)
    return Entry(source.context, source.words, translation, is_fuzzy, place)


def french(*entries: Entry) -> Catalogue:
    return Catalogue(FRENCH, "fr.po", entries)


def catalogue_of(tree: Any, change: Any = lambda words: words) -> Catalogue:
    """A catalogue in which every text of a tree is translated."""
    return french(*(entry(one, change(one.words)) for one in all_texts(tree)))


def clinic(**changes: Any) -> Clinic:
    """A clinic called `ours`, without a fault."""
    data = document({**CLINIC, **changes}, "clinics/ours.yaml")
    found, problems = parse_clinic(data, "ours")
    assert found is not None
    assert problems == []
    return found
