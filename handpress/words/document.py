"""A YAML file as plain strings, with the place of every value kept.

All scalars are strings: YAML's own guesses turn `no` into False and `10:45` into 645.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_args, get_origin

import yaml

from handpress.problems import Place, Problem, place_in

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

Steps: TypeAlias = tuple[str, ...]
Model = TypeVar("Model", bound="BaseModel")
# Far deeper than any handout, and far less deep than what Python can walk.
DEEPEST = 30


@dataclass(frozen=True)
class Document:
    """What a YAML file says, and where each value stands in it."""

    name: str
    values: Any
    places: dict[Steps, Place]
    problems: tuple[Problem, ...]

    def place_of(self, path: Steps) -> Place:
        """Find where a value stands, or the nearest thing around it that does."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.name, 1, 1))


def read_document(path: Path, root: Path) -> Document:
    """Read one YAML file; a fault of syntax becomes a problem and empty values."""
    name = place_in(root, path).file
    try:
        return parse_document(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError as error:
        return Document(name, {}, {}, (not_utf_8(error, name),))


def parse_document(text: str, name: str) -> Document:
    """Turn YAML text into strings, lists and dicts, and note every place."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        return Document(name, {}, {}, (_syntax_problem(error, name),))
    except yaml.reader.ReaderError as error:
        place = place_after(text.encode()[: error.position], name)
        what = f"the character U+{error.character:04X} is not allowed in YAML"
        problem = Problem(place, "yaml-syntax", what, "take it out")
        return Document(name, {}, {}, (problem,))
    if node is None:
        empty = Problem(Place(name, 1, 1), "empty-file", "the file says nothing")
        return Document(name, {}, {}, (empty,))
    reader = _NodeReader(name)
    values = reader.value_of(node, ())
    return Document(name, values, reader.places, tuple(reader.problems))


def not_utf_8(error: UnicodeDecodeError, name: str) -> Problem:
    """Tell where a file stops being UTF-8."""
    place = place_after(error.object[: error.start], name)
    what = f"the byte {error.object[error.start]:#04x} is not UTF-8"
    return Problem(place, "not-utf-8", what, "save the file with the encoding UTF-8")


def place_after(data: bytes, name: str) -> Place:
    """Find the place that follows the first bytes of a file."""
    before = data.decode("utf-8-sig")
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _syntax_problem(error: yaml.MarkedYAMLError, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    what = " ".join(str(error.problem or error.context or "cannot be read").split())
    hint = 'put words that contain ": " or begin with * { [ # between quotation marks'
    return Problem(place, "yaml-syntax", what, hint)


class _NodeReader:
    """Walk the nodes of one file, collecting values, places and problems."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Steps, Place] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value_of(self, node: yaml.Node, path: Steps) -> Any:
        self.places.setdefault(path, self._place(node))
        if self._is_refused(node, path):
            return ""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [
                self.value_of(child, (*path, str(index)))
                for index, child in enumerate(node.value)
            ]
        return node.value

    def _is_refused(self, node: yaml.Node, path: Steps) -> bool:
        """Refuse what a person does not write, and what may have no end: `&a [*a]`."""
        if id(node) in self._seen:
            what = "this is said again further on by its anchor"
            hint = "write it out, or once in handouts/shared/"
            self.problems.append(Problem(self._place(node), "anchor", what, hint))
            return True
        self._seen.add(id(node))
        if len(path) == DEEPEST:
            self._complain(node, "too-deep", f"this lies {DEEPEST} levels deep")
        return len(path) >= DEEPEST

    def _mapping(self, node: yaml.MappingNode, path: Steps) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._complain(key, "key-not-a-word", "a key must be a single word")
                continue
            if key.value in values:
                self._complain(key, "key-twice", f'"{key.value}" stands here a second time')
                continue
            self.places[*path, key.value] = self._place(key)
            values[key.value] = self.value_of(value, (*path, key.value))
        return values

    def _complain(self, node: yaml.Node, code: str, message: str) -> None:
        self.problems.append(Problem(self._place(node), code, message))

    def _place(self, node: yaml.Node) -> Place:
        return Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)


def check_shape(
    document: Document, model: type[Model]
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Hold a document against its model: the model filled in, or every fault of shape."""
    from pydantic import ValidationError

    if document.problems:
        return None, document.problems
    try:
        return model.model_validate(document.values), ()
    except ValidationError as error:
        return None, tuple(_shape_problems(document, model, error))


def _shape_problems(
    document: Document, model: type[BaseModel], error: ValidationError
) -> Iterator[Problem]:
    for fault in error.errors():
        # Pydantic adds "[key]" where a key itself is wrong.
        steps = tuple(str(step) for step in fault["loc"] if step != "[key]")
        place = document.place_of(steps)
        last = steps[-1] if steps else "the file"
        match fault["type"]:
            case "extra_forbidden":
                hint = _nearest(last, _known_keys(model, steps[:-1]))
                yield Problem(place, "unknown-key", f'"{last}" is not known here', hint)
            case "missing":
                what = f'"{last}" is missing'
                yield Problem(place, "missing-key", what, f'add "{last}:" here')
            case "value_error":
                code, _, message = str(fault["ctx"]["error"]).partition(": ")
                yield Problem(place, code, message)
            case "model_type" | "dict_type":
                what = f'"{last}" must hold lines such as "name: words"'
                yield Problem(place, "wrong-value", what)
            case "string_pattern_mismatch" if fault["loc"][-1] == "[key]":
                hint = f"a key must look like this pattern: {fault['ctx']['pattern']}"
                yield Problem(place, "wrong-key", f'"{last}" cannot be a key', hint)
            case "string_pattern_mismatch":
                what = f'"{last}" cannot be "{fault["input"]}"'
                hint = f"it must look like this pattern: {fault['ctx']['pattern']}"
                yield Problem(place, "wrong-value", what, hint)
            case _:
                what = fault["msg"][0].lower() + fault["msg"][1:]
                read = (
                    f', not "{fault["input"]}"' if isinstance(fault["input"], str) else ""
                )
                yield Problem(place, "wrong-value", f'"{last}": {what}{read}')


def _nearest(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"known here: {', '.join(known)}" if known else f'remove "{word}"'


def _known_keys(model: Any, steps: Steps) -> tuple[str, ...]:
    """Name the keys that a model knows at the end of these steps."""
    kind: Any = model
    for step in steps:
        # In a mapping or a list, the step is a name of the user's own.
        fields = _field_types(kind)
        kind = _without_none(fields[step]) if step in fields else _members(kind)
    return tuple(_field_types(kind))


def _field_types(model: Any) -> dict[str, Any]:
    fields = getattr(model, "model_fields", {})
    return {field.alias or name: field.annotation for name, field in fields.items()}


def _without_none(kind: Any) -> Any:
    """Look through `X | None` and `Annotated[X, ...]` to X."""
    while get_origin(kind) not in (None, dict, list):
        kind = next(part for part in get_args(kind) if part is not type(None))
    return kind


def _members(kind: Any) -> Any:
    """Find what a mapping or a list holds."""
    return _without_none(get_args(kind)[-1]) if get_args(kind) else kind
