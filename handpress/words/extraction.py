"""Texts of handouts and templates out into the template catalogue, `locales/handouts.pot`.

Both kinds become `Text`: a template string is written `pgettext("template/…", "words")`,
so that it has a context of its own, and is fresh, fuzzy or missing like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from handpress.problems import HandoutError, place_in
from handpress.words.content import Text, all_texts
from handpress.words.document import parse_document, read_document
from handpress.words.inline import PLACEHOLDERS, placeholders
from handpress.words.reading import Content, parse_handout, parse_shared, yaml_files

# Template strings that stand beside what is safety-critical are so too.
SAFETY_CRITICAL_PREFIX = "template/call/"
Extracted = tuple[int, str, tuple[str, str], list[str]]


def content_texts(content: Content) -> tuple[Text, ...]:
    """List every text of all handouts, the shared ones first, each context once."""
    texts: dict[str, Text] = {}
    for text in (*all_texts(content.shared), *all_texts(content.handouts)):
        before = texts.setdefault(text.context, text)
        # A text of several sections is safety-critical when it is so in one of them.
        if text.is_safety_critical and not before.is_safety_critical:
            texts[text.context] = text
    return tuple(texts.values())


def template_texts(folder: Path, root: Path) -> tuple[Text, ...]:
    """List every string that the templates print, by file and line, each context once.

    Raises HandoutError for a template that Jinja cannot read, or that says two different
    things under one context: no leaflet at all can be made with it.
    """
    texts: dict[str, Text] = {}
    for path in sorted(folder.glob("*.html")):
        for text in _strings_of(path, root):
            before = texts.setdefault(text.context, text)
            if before.words != text.words:
                what = f'"{text.context}" has other words at {before.place}'
                hint = "give one of the two another context"
                raise HandoutError(f"{text.place}: {what}", hint=hint)
    return tuple(texts.values())


def _strings_of(path: Path, root: Path) -> Iterator[Text]:
    try:
        with path.open("rb") as file:
            options = {"silent": "false"}
            found = list(babel_extract(file, ["pgettext"], [], options))
    except TemplateSyntaxError as error:
        place = place_in(root, path, error.lineno)
        raise HandoutError(f"{place}: {error.message}", hint="mend the template") from error
    for line, _, message, comments in found:
        place = place_in(root, path, line)
        match message:
            case (str(context), str(words), *_):
                what = "; ".join(comments) or "printed by the template"
                critical = context.startswith(SAFETY_CRITICAL_PREFIX)
                yield Text(words, context, what, place, is_safety_critical=critical)
            case _:
                what = "pgettext must be given its context and its words in quotes"
                raise HandoutError(f"{place}: {what}", hint="no variables here")


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
    is_shared = path.parent.name == "shared"
    folder = path.parent if is_shared else path.parent / "shared"
    shared, _ = parse_shared(read_document(one, Path()) for one in yaml_files(folder))
    document = parse_document(file.read().decode("utf-8-sig"), path.as_posix())
    handout, _ = parse_handout(document, path.stem, shared)
    for text in all_texts(shared if is_shared else handout):
        if text.place.file == path.as_posix():
            message = (text.context, text.words)
            yield text.place.line, "pgettext", message, comment_on(text).splitlines()
