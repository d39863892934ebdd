"""The shape of the YAML that people write, held at the door by pydantic.

Every scalar arrives as a string. The JSON Schema for editors is made from these models.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

Urgency: TypeAlias = Literal["now", "at_once", "within_24_hours", "same_day"]
Key: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Words: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Percent: TypeAlias = Annotated[float, Field(ge=0, le=100)]


def _day(value: object) -> object:
    # Pydantic alone would take a bare number for the seconds since 1970.
    if isinstance(value, str) and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f'wrong-value: a date looks like 2026-11-21, not "{value}"')
    return value


Day: TypeAlias = Annotated[datetime.date, BeforeValidator(_day)]


class Strict(BaseModel):
    """Refuse keys that are not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _item(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class ItemModel(Strict):
    """One item of a list: its words, and perhaps a list inside it."""

    text: Words
    items: dict[Key, Item] | None = Field(None, alias="list")


Item: TypeAlias = Annotated[
    ItemModel,
    BeforeValidator(_item, json_schema_input_type=str | ItemModel),
]
Items: TypeAlias = Annotated[dict[Key, Item], Field(min_length=1)]


class TableModel(Strict):
    """A table whose first column heads its rows."""

    caption: Words
    columns: dict[Key, Words]
    rows: dict[Key, dict[Key, Words]]

    @model_validator(mode="after")
    def rows_fill_the_columns(self) -> TableModel:
        for row, cells in self.rows.items():
            if list(cells) != list(self.columns):
                wanted = ", ".join(self.columns)
                raise ValueError(f'table-row: row "{row}" must have the cells {wanted}')
        return self


class CalloutModel(Strict):
    """A box that tells what to do, and how soon."""

    urgency: Urgency
    heading: Words
    intro: Words | None = None
    items: Items | None = Field(None, alias="list")
    action: Words | None = None


class LabelModel(Strict):
    """A name beside a picture; x and y in percent of its width and height."""

    text: Words
    x: Percent
    y: Percent


class FigureModel(Strict):
    """A picture, what it shows in words, and the names beside it."""

    picture: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+\.(svg|png)$")]
    alternative: Words
    caption: Words
    labels: dict[Key, LabelModel] = {}


class TermModel(Strict):
    """A word and what it means."""

    term: Words
    meaning: Words


class BlockModel(Strict):
    """One block of a section: exactly one of these keys."""

    paragraph: Words | None = None
    items: Items | None = Field(None, alias="list")
    steps: Items | None = None
    table: TableModel | None = None
    callout: CalloutModel | None = None
    glossary: list[Key] | None = None
    figure: FigureModel | None = None
    shared: Key | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> BlockModel:
        kinds = [field.alias or name for name, field in type(self).model_fields.items()]
        if len(self.model_fields_set) != 1:
            raise ValueError(f"block-kind: a block has one of {', '.join(kinds)}")
        return self


class SectionModel(Strict):
    """One part of a handout: its own heading and blocks, or a shared section."""

    heading: Words | None = None
    blocks: dict[Key, BlockModel] | None = None
    shared: Key | None = None

    @model_validator(mode="after")
    def is_own_or_shared(self) -> SectionModel:
        if (self.blocks is None) == (self.shared is None):
            raise ValueError('section-shape: a section has either "blocks" or "shared"')
        if self.shared is not None and self.heading is not None:
            raise ValueError("section-shape: the heading of a shared section is shared too")
        return self


class SourceModel(Strict):
    """A document from which facts were taken."""

    title: Words
    publisher: Words
    year: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    url: Annotated[str, Field(pattern=r"^https://[^\s<>\"]+$")] | None = None
    status: Literal["current", "superseded"]


class HandoutModel(Strict):
    """A whole handout."""

    title: Words
    lead: Words
    version: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    date: Day
    next_review: Day
    codes: dict[Literal["icd-10", "icd-10-cm"], list[str]] = {}
    keywords: list[Words] = []
    sources: Annotated[list[SourceModel], Field(min_length=1)]
    sections: Annotated[dict[Key, SectionModel], Field(min_length=1)]
    glossary: dict[Key, TermModel] = {}


class SharedModel(Strict):
    """What several handouts say in the same words."""

    headings: dict[Key, Words] = {}
    blocks: dict[Key, BlockModel] = {}
    sections: dict[Key, SectionModel] = {}
    glossary: dict[Key, TermModel] = {}


class ClinicModel(Strict):
    """Who hands the leaflet out."""

    name: Words
    names: dict[str, Words] = {}
    example: Literal["yes", "no"] = "no"
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    emergency_number: Words | None = None
    address: Words
    phones: Annotated[
        dict[Literal["cancer_team", "out_of_hours", "interpreter", "main"], Words],
        Field(min_length=1),
    ]
    hours: Words | None = None
    web: Annotated[str, Field(pattern=r"^https://[^\s<>\"]+$")] | None = None
    paper: Literal["A4", "Letter"] | None = None
    phone_format: Literal["national", "international"] = "national"
    logo: (
        Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*\.(svg|png)$")] | None
    ) = None
    accent: str | None = None
    ink: Literal["full", "saving"] = "full"
    demands: Literal[
        "machine", "translated", "revised", "clinically-checked", "community-checked"
    ] = "revised"
    leaflets: Annotated[str, Field(pattern=r"^https://[!-~]+$")] | None = None

    @field_validator("accent")
    @classmethod
    def accent_is_a_colour(cls, value: str) -> str:
        # Without quotation marks YAML takes it for a comment, and nothing is left.
        if not re.fullmatch("#[0-9A-Fa-f]{6}", value):
            told = 'a colour looks like "#0b4a63", with the quotation marks'
            raise ValueError(f'wrong-value: {told}, not "{value}"')
        return value

    @field_validator("leaflets")
    @classmethod
    def address_leads_to_one_leaflet(cls, value: str) -> str:
        known = "{handout}, {locale}, {version} and {id}"
        said = re.findall(r"\{[^{}]*\}", value)
        for name in said:
            if name not in known:
                what = f'"{name}" is not a placeholder of an address; there are {known}'
                raise ValueError(f"unknown-placeholder: {what}")
        if set(re.sub(r"\{[^{}]*\}", "", value)) & set("{}"):
            raise ValueError("stray-bracket: a curly bracket is not part of a placeholder")
        if "{id}" not in said and not {"{handout}", "{locale}", "{version}"} <= set(said):
            what = "it needs {id}, or {handout}, {locale} and {version}"
            raise ValueError(
                f"address-not-unique: leaflets would share one address; {what}"
            )
        return value
