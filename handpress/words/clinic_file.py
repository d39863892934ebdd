"""A clinic's file as it is begun: its name, and its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import phonenumbers
import yaml

from handpress.words.clinic import EMERGENCY_NUMBERS, RESERVED
from handpress.words.reading import check_names

# What a clinic's file says, by its keys; the numbers by whose they are.
Values: TypeAlias = Mapping[str, str | Mapping[str, str]]

HEADING = "# A clinic. Every line that can stand here is told in docs/clinics.md.\n"
ORDER = (
    "name", "country", "emergency_number", "address", "phones", "hours", "web", "paper",
    "logo", "accent", "leaflets", "demands",
)  # fmt: skip


def missing_keys(values: Values) -> Iterator[str]:
    """Name what a clinic needs and does not have yet, in the order of its file."""
    # A country that nobody knows is a fault of its own, told before its numbers.
    unknown = phonenumbers.SUPPORTED_REGIONS - EMERGENCY_NUMBERS.keys()
    for key in ("name", "country", "emergency_number", "address", "phones"):
        is_needed = key != "emergency_number" or values.get("country") in unknown
        if is_needed and key not in values:
            yield key


def key_from(name: str) -> str:
    """Make the name of a file out of a clinic's; empty where it has no Latin letters.

    >>> key_from("Clínica San José, 2")
    'clinica-san-jose-2'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    key = "-".join(re.findall("[a-z0-9]+", letters))[:60].strip("-")
    return key if re.search("[a-z]", key) else ""


def why_not_named(folder: Path, key: str) -> str:
    """Tell why a clinic's new file cannot have this name; empty where it can."""
    target = folder / f"{key}.yaml"
    if target.name != f"{key}.yaml":
        return f'"{key}" names a file of another folder'
    for problem in check_names([target], target.parent, RESERVED).values():
        return f"{problem.message}: {problem.hint}"
    for path in (target, target.with_suffix(".yml")):
        if path.exists():
            return f'"{path}" is there already'
    return ""


def clinic_yaml(values: Values) -> str:
    """Write a clinic's file, every value between quotation marks: none is a number."""
    lines = [HEADING]
    for key in ORDER:
        value = values.get(key)
        if isinstance(value, Mapping):
            lines.append(f"{key}:\n")
            lines += [f"  {role}: {_quoted(number)}" for role, number in value.items()]
        elif value is not None:
            lines.append(f"{key}: {_quoted(value)}")
    return "".join(lines)


def _quoted(words: str) -> str:
    on_one_line = 1_000_000
    return yaml.safe_dump(words, default_style='"', allow_unicode=True, width=on_one_line)
