"""How far the words of a leaflet can be trusted: the ladder, and where a leaflet stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One step of the ladder: what was done for a text, and by whom."""

    WRITTEN = "written"
    MACHINE = "machine"
    TRANSLATED = "translated"
    REVISED = "revised"
    CLINICALLY_CHECKED = "clinically-checked"
    COMMUNITY_CHECKED = "community-checked"


# From the lowest. The source has a ladder of its own.
TRANSLATION_LADDER = (
    Step.MACHINE,
    Step.TRANSLATED,
    Step.REVISED,
    Step.CLINICALLY_CHECKED,
    Step.COMMUNITY_CHECKED,
)
SOURCE_LADDER = (Step.WRITTEN, Step.CLINICALLY_CHECKED)

# What the templates say of each step: see templates/parts.html.
_SAID = {
    Step.MACHINE: "template/about/unchecked",
    Step.TRANSLATED: "template/about/translated",
    Step.REVISED: "template/about/revised",
    Step.CLINICALLY_CHECKED: "template/about/clinically_checked",
    Step.COMMUNITY_CHECKED: "template/about/community_checked",
}
_SAID_OF_THE_SOURCE = {
    Step.WRITTEN: "template/about/english_unchecked",
    Step.CLINICALLY_CHECKED: "template/about/english_checked",
}


@dataclass(frozen=True)
class Standing:
    """Where a leaflet stands: its source, and its translation, if it is one."""

    source: Step = Step.WRITTEN
    step: Step | None = Step.MACHINE

    @property
    def contexts(self) -> tuple[str, ...]:
        """Name what a leaflet says of it, of the translation first."""
        own = (_SAID[self.step],) if self.step else ()
        return (*own, _SAID_OF_THE_SOURCE[self.source])

    @property
    def told(self) -> Step:
        """The one step by which people call a leaflet."""
        return self.step or self.source


UNCHECKED = Standing()
