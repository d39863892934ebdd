"""From the shape of one YAML file to content: every text gets its context and its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TypeVar

from handpress.problems import Problem
from handpress.words import schema
from handpress.words.content import (
    Block,
    Callout,
    Figure,
    Glossary,
    Item,
    Items,
    Label,
    Paragraph,
    Row,
    Section,
    Shared,
    Table,
    Term,
    Text,
    map_texts,
)
from handpress.words.document import Document, Steps

Keyed = TypeVar("Keyed", Block[Text], Section[Text], Term[Text])


@dataclass(frozen=True)
class Builder:
    """Builds the parts of one file.

    `scope` is the first part of every context: `shared`, or the handout's key. Faults of
    reference are added to `problems`, so that all of them are found in one run.
    """

    document: Document
    scope: str
    shared: Shared[Text]
    problems: list[Problem] = field(default_factory=list)
    section: str = ""
    urgency: str = ""

    def text(self, words: str, steps: Steps, name: str, what: str) -> Text:
        """Make one text; `name` is its name within the section, dots between the parts."""
        return Text(
            words=" ".join(words.split()),
            context=self._context(name),
            what=what,
            place=self.document.place_of(steps),
            urgency=self.urgency,
        )

    def _context(self, name: str) -> str:
        if not self.section:
            return f"{self.scope}/{name}"
        between = "." if self.scope == "shared" else "/"
        return f"{self.scope}/{self.section}{between}{name}"

    def headings(self, models: Mapping[str, str]) -> list[tuple[str, Text]]:
        """Build the headings that several handouts give to a section."""
        return [
            (key, self.text(words, ("headings", key), f"headings.{key}", "section heading"))
            for key, words in models.items()
        ]

    def glossary(self, models: Mapping[str, schema.TermModel]) -> list[Term[Text]]:
        """Build the words that are explained."""
        terms = []
        for key, model in models.items():
            steps, name = ("glossary", key), f"glossary.{key}"
            term = self.text(model.term, (*steps, "term"), f"{name}.term", "term explained")
            said = self.text(
                model.meaning, (*steps, "meaning"), f"{name}.meaning", "meaning of a term"
            )
            terms.append(Term(key, term, said))
        return terms

    def sections(self, models: Mapping[str, schema.SectionModel]) -> list[Section[Text]]:
        """Build the sections of a file, the shared ones taken from the shared files."""
        built = (self._section(key, model) for key, model in models.items())
        return [section for section in built if section is not None]

    def _section(self, key: str, model: schema.SectionModel) -> Section[Text] | None:
        steps: Steps = ("sections", key)
        if model.shared is not None:
            found = self._find(self.shared.sections, model.shared, (*steps, "shared"))
            return _marked(replace(found, key=key)) if found else None
        inside = replace(self, section=key)
        heading = inside._heading(key, model, steps)
        blocks = inside.blocks(model.blocks or {}, (*steps, "blocks"))
        if heading is None:
            return None
        place = self.document.place_of(steps)
        return _marked(Section(key, heading, tuple(blocks), place))

    def _heading(self, key: str, model: schema.SectionModel, steps: Steps) -> Text | None:
        if model.heading is not None:
            steps = (*steps, "heading")
            return self.text(model.heading, steps, "heading", "section heading")
        common = dict(self.shared.headings).get(key)
        if common is None:
            what = f'section "{key}" has no heading'
            hint = f'add "heading:" here, or "{key}:" to a shared file\'s headings'
            place = self.document.place_of(steps)
            self.problems.append(Problem(place, "missing-heading", what, hint))
        return common

    def blocks(
        self, models: Mapping[str, schema.BlockModel], steps: Steps
    ) -> list[Block[Text]]:
        """Build blocks, the shared ones taken from the shared files."""
        built = (self._block(key, model, (*steps, key)) for key, model in models.items())
        return [block for block in built if block is not None]

    def _block(
        self, key: str, model: schema.BlockModel, steps: Steps
    ) -> Block[Text] | None:
        if model.shared is not None:
            return self._find(self.shared.blocks, model.shared, (*steps, "shared"))
        if model.paragraph is not None:
            words = self.text(model.paragraph, (*steps, "paragraph"), key, "paragraph")
            return Paragraph(key, words)
        if model.items is not None:
            return Items(key, self._items(model.items, (*steps, "list"), key))
        if model.steps is not None:
            items = self._items(model.steps, (*steps, "steps"), key)
            return Items(key, items, is_numbered=True)
        if model.table is not None:
            return self._table(key, model.table, (*steps, "table"))
        if model.callout is not None:
            inside = replace(self, urgency=model.callout.urgency)
            return inside._callout(key, model.callout, (*steps, "callout"))
        if model.figure is not None:
            return self._figure(key, model.figure, (*steps, "figure"))
        return self._glossary(key, model.glossary or [], (*steps, "glossary"))

    def _items(
        self, models: Mapping[str, schema.ItemModel], steps: Steps, name: str
    ) -> tuple[Item[Text], ...]:
        return tuple(
            Item(
                key,
                self.text(model.text, (*steps, key, "text"), f"{name}.{key}", "list item"),
                self._items(model.items or {}, (*steps, key, "list"), f"{name}.{key}"),
            )
            for key, model in models.items()
        )

    def _table(self, key: str, model: schema.TableModel, steps: Steps) -> Table[Text]:
        caption = self.text(
            model.caption, (*steps, "caption"), f"{key}.caption", "table caption"
        )
        columns = self._cells(model.columns, (*steps, "columns"), f"{key}.columns")
        rows = [
            Row(row, self._cells(cells, (*steps, "rows", row), f"{key}.{row}"))
            for row, cells in model.rows.items()
        ]
        return Table(key, caption, columns, tuple(rows))

    def _cells(
        self, models: Mapping[str, str], steps: Steps, name: str
    ) -> tuple[Text, ...]:
        return tuple(
            self.text(words, (*steps, key), f"{name}.{key}", "table cell")
            for key, words in models.items()
        )

    def _callout(self, key: str, model: schema.CalloutModel, steps: Steps) -> Callout[Text]:
        def optional(name: str, words: str | None, what: str) -> Text | None:
            return (
                self.text(words, (*steps, name), f"{key}.{name}", what) if words else None
            )

        heading = self.text(
            model.heading, (*steps, "heading"), f"{key}.heading", "heading of a warning box"
        )
        return Callout(
            key,
            model.urgency,
            heading,
            optional("intro", model.intro, "first words of a warning box"),
            self._items(model.items or {}, (*steps, "list"), key),
            optional("action", model.action, "what to do, last in a warning box"),
        )

    def _figure(self, key: str, model: schema.FigureModel, steps: Steps) -> Figure[Text]:
        labels = [
            Label(
                name,
                self.text(
                    label.text,
                    (*steps, "labels", name, "text"),
                    f"{key}.labels.{name}",
                    "name beside a picture: keep it short",
                ),
                label.x,
                label.y,
            )
            for name, label in model.labels.items()
        ]
        alternative = self.text(
            model.alternative,
            (*steps, "alternative"),
            f"{key}.alternative",
            "what a picture shows, for people who cannot see it",
        )
        caption = self.text(
            model.caption, (*steps, "caption"), f"{key}.caption", "caption of a picture"
        )
        return Figure(key, model.picture, alternative, tuple(labels), caption)

    def _glossary(self, key: str, wanted: Iterable[str], steps: Steps) -> Glossary[Text]:
        found = (
            self._find(self.shared.glossary, term, (*steps, str(index)))
            for index, term in enumerate(wanted)
        )
        return Glossary(key, tuple(term for term in found if term is not None))

    def _find(self, parts: Iterable[Keyed], key: str, steps: Steps) -> Keyed | None:
        # The first of a name wins: a handout's own term stands before a shared one.
        known = {part.key: part for part in reversed(tuple(parts))}
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f'did you mean "{near[0]}"?' if near else "write it in handouts/shared/"
            what = f'nothing shared is called "{key}"'
            place = self.document.place_of(steps)
            self.problems.append(Problem(place, "unknown-shared", what, hint))
        return known.get(key)


def _marked(section: Section[Text]) -> Section[Text]:
    """Make texts safety-critical by where they are read, wherever they are written."""
    if not section.is_safety_critical:
        return section
    marked: Section[Text] = map_texts(
        section, lambda text: replace(text, is_safety_critical=True)
    )
    return marked
