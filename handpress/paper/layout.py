"""What a layout promises: its declaration, `templates/<layout>.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from handpress.problems import Problem
from handpress.words.document import check_shape, read_document
from handpress.words.reading import yaml_files


class _LayoutModel(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fit: list[str] = Field(min_length=1)
    pages: list[int] = Field(min_length=1)
    first_page: list[str] = []


@dataclass(frozen=True)
class Layout:
    """One way to set a leaflet: a template, a stylesheet, and what they promise.

    `fits` are classes of the page, from roomy to tight; `pages` are the numbers of pages
    that are allowed, the best first; the sections of `first_page` end on page 1.
    """

    name: str
    fits: tuple[str, ...]
    pages: tuple[int, ...]
    first_page: tuple[str, ...] = ()


def read_layouts(
    folder: Path, root: Path
) -> tuple[tuple[Layout, ...], tuple[Problem, ...]]:
    """Read the declaration of every layout."""
    layouts: list[Layout] = []
    problems: list[Problem] = []
    for path in yaml_files(folder):
        model, faults = check_shape(read_document(path, root), _LayoutModel)
        problems += faults
        if model is not None:
            promised = (tuple(model.fit), tuple(model.pages), tuple(model.first_page))
            layouts.append(Layout(path.stem, *promised))
    return tuple(layouts), tuple(problems)
