"""From the YAML files of `handouts/` to `Handout[Text]`, with every fault of every file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handpress.problems import Place, Problem, place_in
from handpress.words import schema
from handpress.words.building import Builder
from handpress.words.content import Handout, Shared, Source, Text, all_texts
from handpress.words.document import Document, check_shape, read_document

# The first parts of contexts that are not a handout's.
RESERVED = ("shared", "template")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Content:
    """All that `handouts/` says, and what is wrong with it.

    `broken` names the handouts that could not be read, so that their leaflets are refused.
    """

    handouts: tuple[Handout[Text], ...]
    shared: Shared[Text]
    problems: tuple[Problem, ...]
    broken: tuple[str, ...] = ()


def read_content(folder: Path, root: Path) -> Content:
    """Read every handout and every shared file, and gather every fault."""
    documents = [read_document(path, root) for path in yaml_files(folder / "shared")]
    shared, problems = parse_shared(documents)
    handouts, broken = [], []
    paths = yaml_files(folder)
    misnamed = check_names(paths, root, RESERVED)
    problems += misnamed.values()
    for path in paths:
        handout, faults = parse_handout(read_document(path, root), path.stem, shared)
        problems += faults
        if handout is None or faults or path in misnamed:
            broken.append(path.stem)
        else:
            handouts.append(handout)
    return Content(tuple(handouts), shared, tuple(problems), tuple(dict.fromkeys(broken)))


def yaml_files(folder: Path) -> list[Path]:
    """List the YAML files of a folder by name; none where there is no folder."""
    return sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])


def check_names(
    paths: Iterable[Path], root: Path, reserved: tuple[str, ...]
) -> dict[Path, Problem]:
    """Find the files whose name cannot name what is made from them."""
    paths = list(paths)
    count = Counter(path.stem for path in paths)
    found = {}
    for path in paths:
        place, name = place_in(root, path, 1, 1), path.stem
        if count[name] > 1:
            what, hint = f'two files are called "{name}"', "rename one of the two"
            found[path] = Problem(place, "file-name", what, hint)
        elif not _NAME.fullmatch(name) or name in reserved:
            what = f'"{name}" cannot be the name of a file here'
            hint = "use a to z, 0 to 9, - and _"
            if name in reserved:
                hint = f"names that we use: {', '.join(reserved)}"
            found[path] = Problem(place, "file-name", what, hint)
    return found


def parse_shared(documents: Iterable[Document]) -> tuple[Shared[Text], list[Problem]]:
    """Put the shared files together; a key may stand in one of them only."""
    shared: Shared[Text] = Shared()
    problems: list[Problem] = []
    models = []
    for document in documents:
        model, faults = check_shape(document, schema.SharedModel)
        problems += faults
        if model is not None:
            models.append((document, model))
    problems += _keys_used_twice(models)
    for document, model in models:
        build = Builder(document, "shared", shared, problems)
        shared = replace(
            shared,
            headings=(*shared.headings, *build.headings(model.headings)),
            glossary=(*shared.glossary, *build.glossary(model.glossary)),
        )
    for document, model in models:
        build = Builder(document, "shared", shared, problems)
        blocks = build.blocks(model.blocks, ("blocks",))
        shared = replace(shared, blocks=(*shared.blocks, *blocks))
    for document, model in models:
        build = Builder(document, "shared", shared, problems)
        sections = build.sections(model.sections)
        shared = replace(shared, sections=(*shared.sections, *sections))
    return shared, problems or list(_contexts_used_twice(shared))


def _keys_used_twice(models: list[tuple[Document, schema.SharedModel]]) -> list[Problem]:
    problems = []
    seen: dict[str, Place] = {}
    for document, model in models:
        for kind in ("headings", "glossary", "blocks", "sections"):
            for key in getattr(model, kind):
                # Blocks and sections share their names: both become `shared/<key>`.
                name = f"{kind}.{key}" if kind in ("headings", "glossary") else key
                place = document.place_of((kind, key))
                if name in seen:
                    what = f'"{key}" is shared before, at {seen[name]}'
                    problems.append(Problem(place, "key-twice", what, "keep one of them"))
                seen.setdefault(name, place)
    return problems


def parse_handout(
    document: Document, key: str, shared: Shared[Text]
) -> tuple[Handout[Text] | None, list[Problem]]:
    """Turn one handout's document into a handout, with every fault of it."""
    model, faults = check_shape(document, schema.HandoutModel)
    if model is None:
        return None, list(faults)
    problems: list[Problem] = []
    build = Builder(document, key, shared, problems)
    glossary = (*build.glossary(model.glossary), *shared.glossary)
    build = replace(build, shared=replace(shared, glossary=glossary))
    handout = Handout(
        key=key,
        title=build.text(model.title, ("title",), "title", "title of the leaflet"),
        lead=build.text(model.lead, ("lead",), "lead", "a few words under the title"),
        version=model.version,
        date=model.date,
        next_review=model.next_review,
        codes=tuple((name, tuple(codes)) for name, codes in model.codes.items()),
        keywords=tuple(model.keywords),
        sources=tuple(
            _source(source, document.place_of(("sources", str(index))))
            for index, source in enumerate(model.sources)
        ),
        sections=tuple(build.sections(model.sections)),
        place=Place(document.name, 1, 1),
    )
    problems += _contexts_used_twice(handout)
    return handout, problems


def _contexts_used_twice(tree: Handout[Text] | Shared[Text]) -> Iterator[Problem]:
    """No two texts have the same context, or both would get the same translation."""
    seen: dict[str, Place] = {}
    for text in all_texts(tree):
        first = seen.setdefault(text.context, text.place)
        if first != text.place:
            what = f'the text at {first} is called "{text.context}" too'
            yield Problem(text.place, "context-twice", what, "rename one of the keys")


def _source(model: schema.SourceModel, place: Place) -> Source:
    return Source(
        model.title,
        model.publisher,
        model.year,
        model.url,
        model.status == "current",
        place,
    )
