"""Texts of handouts and templates out into the template catalogue, `locales/handouts.pot`.

Both kinds become `Text`: a template string is written `pgettext("template/…", "words")`,
so that it has a context of its own, and is fresh, fuzzy or missing like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from jinja2.ext import babel_extract

from handpress.problems import place_in
from handpress.words.content import Text, all_texts
from handpress.words.document import parse_document
from handpress.words.inline import PLACEHOLDERS, placeholders
from handpress.words.reading import Content, parse_handout, parse_shared

# Template strings that stand beside what is safety-critical are so too.
SAFETY_CRITICAL_PREFIX = "template/call/"
Extracted = tuple[int, str, tuple[str, str], list[str]]


def content_texts(content: Content) -> tuple[Text, ...]:
    """List every text of all handouts, the shared ones first, each context once."""
    texts = [*all_texts(content.shared), *all_texts(content.handouts)]
    return tuple({text.context: text for text in texts}.values())


def template_texts(folder: Path, root: Path) -> tuple[Text, ...]:
    """List every string that the templates print, by file and line, each context once."""
    texts: dict[str, Text] = {}
    for path in sorted(folder.glob("*.html")):
        with path.open("rb") as file:
            for line, _, message, comments in babel_extract(file, ["pgettext"], [], {}):
                context, words = (str(part) for part in message[:2])  # type: ignore[index]
                what = "; ".join(comments) or "printed by the template"
                critical = context.startswith(SAFETY_CRITICAL_PREFIX)
                place = place_in(root, path, line)
                text = Text(words, context, what, place, is_safety_critical=critical)
                texts.setdefault(context, text)
    return tuple(texts.values())


def comment_on(text: Text) -> str:
    """Tell a translator what a text is, how urgent, and what its placeholders become."""
    lines = [text.what]
    if text.is_safety_critical:
        lines.append("SAFETY-CRITICAL: people act on these words")
    if text.urgency:
        lines.append(f"urgency: {text.urgency.replace('_', ' ')}")
    for name in sorted(placeholders(text.words)):
        becomes = PLACEHOLDERS.get(name, "filled in when it is printed")
        lines.append(f"{{{name}}} becomes {becomes}")
    if "*" in text.words:
        lines.append("keep the stars: **strong words**, *word explained in the glossary*")
    return "\n".join(lines)


def extract_yaml(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Extracted]:
    """Give the texts of one YAML file to `pybabel extract`.

    A file's own texts only: what is shared comes out of the shared file.
    """
    path = Path(file.name)
    document = parse_document(file.read().decode("utf-8-sig"), path.as_posix())
    if path.parent.name == "shared":
        texts: Iterable[Text] = all_texts(parse_shared([document])[0])
    else:
        shared, _ = parse_shared([])
        texts = all_texts(parse_handout(document, path.stem, shared)[0])
    for text in texts:
        message = (text.context, text.words)
        yield text.place.line, "pgettext", message, comment_on(text).splitlines()
