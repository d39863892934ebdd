"""Where a clinic's own data stands on a page: in boxes that the layout declares.

What is outside the boxes is the same for every clinic of a country, so that a sheet can be
laid out once and the boxes be put onto it later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from handpress.words.clinic import Clinic

# What makes another sheet, as paper does: it may stand anywhere.
OF_THE_SHEET = frozenset({"country", "emergency_number", "paper", "ink", "is_example"})


@dataclass
class Boxes:
    """The boxes of a page while it is made: which are allowed, and which one is open.

    `outside` notes what of the clinic was used outside any box that is allowed.
    """

    allowed: tuple[str, ...]
    outside: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def begin(self, name: str) -> str:
        """Open a box; what a template calls by this prints nothing."""
        self.open.append(name)
        return ""

    def end(self) -> str:
        """Close the box that was opened last."""
        self.open.pop()
        return ""

    def note(self, what: str) -> None:
        """Note what of the clinic is used, unless it stands in an allowed box."""
        if not (self.open and self.open[-1] in self.allowed):
            self.outside.append(what)


class BoxedClinic:
    """A clinic as templates see it: what is its own is noted when it is looked at."""

    def __init__(self, clinic: Clinic, tag: str, boxes: Boxes) -> None:
        self._clinic, self._tag, self._boxes = clinic, tag, boxes

    @property
    def name_here(self) -> str:
        """The clinic's name in the leaflet's language, or the one it is known by."""
        self._boxes.note("name")
        return self._clinic.name_in(self._tag)

    def __getattr__(self, name: str) -> Any:
        if name not in OF_THE_SHEET:
            self._boxes.note(name)
        return getattr(self._clinic, name)
