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
    margin: float = Field(ge=0)
    smallest_text: float = Field(gt=0)
    smallest_footer: float = Field(gt=0)


@dataclass(frozen=True)
class Layout:
    """One way to set a leaflet: a template, a stylesheet, and what they promise.

    `fits` are classes of the page, from roomy to tight; `pages` are the numbers of pages
    that are allowed, the best first; the sections of `first_page` end on page 1. No ink
    stands in the `margin` (millimetres) at the sides, and no letter is smaller than
    `smallest_text`, in the footer and beside pictures `smallest_footer` (points).
    """

    name: str
    fits: tuple[str, ...]
    pages: tuple[int, ...]
    first_page: tuple[str, ...]
    margin: float
    smallest_text: float
    smallest_footer: float


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
            layouts.append(
                Layout(
                    name=path.stem,
                    fits=tuple(model.fit),
                    pages=tuple(model.pages),
                    first_page=tuple(model.first_page),
                    margin=model.margin,
                    smallest_text=model.smallest_text,
                    smallest_footer=model.smallest_footer,
                )
            )
    return tuple(layouts), tuple(problems)
