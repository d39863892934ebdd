"""What a layout promises: its declaration, `templates/<layout>.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from handpress.problems import Place, Problem, place_in
from handpress.words.content import SAFETY_CRITICAL, Handout, Section, Text
from handpress.words.document import Document, check_shape, read_document
from handpress.words.reading import check_names, yaml_files

Size = Annotated[str, Field(pattern=r"^\d+(\.\d+)?(mm|in) \d+(\.\d+)?(mm|in)$")]
Part = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?$")]
Paper = Literal["A4", "Letter"]
LEAD = "lead"
# A point is 1/72 of an inch, an inch 25.4 millimetres.
POINTS_A_MILLIMETRE = 72 / 25.4


class Languages(StrEnum):
    """How many languages a layout has, and how the second stands to the first."""

    ONE = "one"
    BESIDE = "beside"
    AFTER = "after"


class Duplex(StrEnum):
    """How a printer turns the sheet, told to it in the file."""

    LONG_EDGE = "long edge"
    SHORT_EDGE = "short edge"
    ONE_SIDE = "one side"


class _LayoutModel(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fit: list[str] = Field(min_length=1)
    pages: list[Annotated[int, Field(gt=0)]] = []
    contains: list[Part] = []
    without: list[Literal["lead"]] = []
    by_page: dict[Annotated[int, Field(gt=0)], list[Part]] = {}
    page: dict[Paper, Size] = {}
    languages: Languages = Languages.ONE
    duplex: Duplex = Duplex.LONG_EDGE
    imposition: Literal["booklet", "card"] | None = None
    boxes: list[Literal["numbers", "contacts", "footer"]] = []
    may_refuse: Literal["yes", "no"] = "no"
    margin: float = Field(ge=0)
    smallest_text: float = Field(gt=0)
    smallest_footer: float = Field(gt=0)


@dataclass(frozen=True)
class Layout:
    """One way to set a leaflet: a template, a stylesheet, and what they promise.

    `fits` are classes of the page, from roomy to tight; `pages` are the numbers of pages
    that are allowed, the best first, any number where there are none. `contains` names the
    parts of a handout in their order, `section` or `section/block`, all of it where there
    are none; the few words under the title may be left out. `by_page` says which of them
    end on which page, or before. `page` is the size of a page as CSS writes it, by paper.
    What is the clinic's own stands in `boxes` alone. No ink stands in the `margin`
    (millimetres) at the sides, and no letter is smaller than `smallest_text`, in the footer
    and beside pictures `smallest_footer` (points). A layout that `may_refuse` keeps
    its size, and has no room for some languages.
    """

    name: str
    fits: tuple[str, ...]
    pages: tuple[int, ...]
    margin: float
    smallest_text: float
    smallest_footer: float
    contains: tuple[str, ...] = ()
    has_lead: bool = True
    by_page: tuple[tuple[int, tuple[str, ...]], ...] = ()
    page: tuple[tuple[str, str], ...] = ()
    languages: Languages = Languages.ONE
    duplex: Duplex = Duplex.LONG_EDGE
    imposition: str | None = None
    boxes: tuple[str, ...] = ()
    place: Place = field(default=Place("templates"), repr=False)
    # Of no bearing on what is printed, so it is not in the key.
    may_refuse: bool = field(default=False, repr=False)

    def page_size(self, paper: str) -> str:
        """Give the size of a page as CSS writes it."""
        return dict(self.page).get(paper, paper)

    def chosen(self, handout: Handout[Text]) -> Handout[Text]:
        """Take the parts of a handout that this layout contains, in the layout's order."""
        if not self.contains:
            return handout
        sections = {section.key: section for section in handout.sections}
        wanted: dict[str, set[str]] = {}
        for part in self.contains:
            section, _, block = part.partition("/")
            wanted.setdefault(section, set()).add(block)
        taken = (
            _with_blocks(sections[key], blocks)
            for key, blocks in wanted.items()
            if key in sections
        )
        return replace(handout, sections=tuple(taken))

    def missing(self, handout: Handout[Text]) -> Iterator[Problem]:
        """A handout has every part that the layout must print."""
        there = {section.key for section in handout.sections}
        there |= {
            f"{section.key}/{block.key}"
            for section in handout.sections
            for block in section.blocks
        }
        promised = (part for _, parts in self.by_page for part in parts)
        parts = (*(self.contains or sorted(SAFETY_CRITICAL)), *promised)
        for part in dict.fromkeys(parts):
            if part not in there:
                what = f'the layout "{self.name}" prints "{part}", which is not there'
                hint = "add it, or name other layouts with --layout"
                yield Problem(handout.place, "part-missing", what, hint)


def _with_blocks(section: Section[Text], keys: set[str]) -> Section[Text]:
    if "" in keys:
        return section
    blocks = tuple(block for block in section.blocks if block.key in keys)
    return replace(section, blocks=blocks)


def read_layouts(
    folder: Path, styles: Path, root: Path
) -> tuple[tuple[Layout, ...], tuple[Problem, ...]]:
    """Read the declaration of every layout, each with its template and its stylesheet."""
    layouts: list[Layout] = []
    paths = yaml_files(folder)
    misnamed = check_names(paths, root, ("parts", "sheet"))
    problems = list(misnamed.values())
    for path in paths:
        layout, faults = parse_layout(read_document(path, root), path.stem)
        problems += faults
        if layout is None or path in misnamed:
            continue
        missing = list(_files_missing(path, styles, root))
        problems += missing
        if not missing:
            layouts.append(layout)
    return tuple(layouts), tuple(problems)


def _files_missing(path: Path, styles: Path, root: Path) -> Iterator[Problem]:
    """A layout has a template and a stylesheet of its name."""
    for needed in (path.with_suffix(".html"), styles / f"{path.stem}.css"):
        if not needed.is_file():
            what = f'the layout "{path.stem}" has no file "{place_in(root, needed).file}"'
            hint = "begin with a copy of another layout's"
            yield Problem(place_in(root, path, 1, 1), "layout-not-whole", what, hint)


def parse_layout(document: Document, name: str) -> tuple[Layout | None, list[Problem]]:
    """Turn one declaration into a layout; none where it leaves out what saves lives."""
    model, faults = check_shape(document, _LayoutModel)
    if model is None:
        return None, list(faults)
    layout = Layout(
        name=name,
        fits=tuple(model.fit),
        pages=tuple(model.pages),
        margin=model.margin,
        smallest_text=model.smallest_text,
        smallest_footer=model.smallest_footer,
        contains=tuple(model.contains),
        has_lead=LEAD not in model.without,
        by_page=tuple((page, tuple(parts)) for page, parts in model.by_page.items()),
        page=tuple(model.page.items()),
        languages=model.languages,
        duplex=model.duplex,
        imposition=model.imposition,
        boxes=tuple(model.boxes),
        may_refuse=model.may_refuse == "yes",
        place=Place(document.name, 1, 1),
    )
    lost = SAFETY_CRITICAL - {part.partition("/")[0] for part in layout.contains}
    if layout.contains and lost:
        place = document.place_of(("contains",))
        what = f"a layout always contains: {', '.join(sorted(lost))}"
        hint = "add it; no layout may leave out what is safety-critical"
        return None, [Problem(place, "safety-critical-left-out", what, hint)]
    return layout, []
