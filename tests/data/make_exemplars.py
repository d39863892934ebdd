"""Make exemplars.json, the characters of each language, out of CLDR.

Run it from the root, after `npm pack cldr-misc-full@48.2.0` and unpacking that:
`python tests/data/make_exemplars.py package handpress/words/exemplars`.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LOCALES = (
    "am", "ar", "bg", "bn", "de", "el", "en", "es", "fa", "fa-AF", "fil", "fr", "gu", "he",
    "hi", "ht", "hu", "hy", "it", "ja", "ka", "km", "ko", "lo", "lt", "my", "ne", "pa",
    "pa-Arab", "pl", "ps", "pt", "pt-BR", "ro", "ru", "si", "so", "sr-Latn", "sw", "ta",
    "te", "th", "ti", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant",
)  # fmt: skip

# CLDR gives the letters of pt-BR as those of pt, whose default country is Brazil.
TAKEN_FROM = {"pt-BR": "pt"}

KINDS = {
    "main": "exemplarCharacters",
    "auxiliary": "auxiliary",
    "numbers": "numbers",
    "punctuation": "punctuation",
}

# One element of a UnicodeSet: an escape, or a character (UTS #35, part 1, section 5.3.3).
ELEMENT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)|(.)", re.DOTALL)


def characters_of(unicode_set: str) -> str:
    """Expand a UnicodeSet without nested sets: `[a-c {ch}]` gives `abch`."""
    found: set[str] = set()
    waiting_for_end = False
    last = ""
    for character, is_escaped in elements_of(unicode_set[1:-1]):
        if character in " {}" and not is_escaped:
            continue
        if character in "[]&" and not is_escaped:
            raise ValueError(f"a nested set: {unicode_set!r}")
        if character == "-" and not is_escaped:
            waiting_for_end = True
            continue
        first = ord(last) + 1 if waiting_for_end else ord(character)
        found.update(map(chr, range(first, ord(character) + 1)))
        waiting_for_end, last = False, character
    return "".join(sorted(found))


def elements_of(inside: str) -> Iterator[tuple[str, bool]]:
    """Yield each character of a UnicodeSet, and whether it was escaped."""
    for short, long, escaped, plain in ELEMENT.findall(inside):
        if short or long:
            yield chr(int(short or long, 16)), True
        else:
            yield escaped or plain, bool(escaped)


def read_locale(package: Path, locale: str) -> dict[str, str]:
    """Read the four kinds of characters that CLDR lists for a locale."""
    name = TAKEN_FROM.get(locale, locale)
    path = package / "main" / name / "characters.json"
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    sets = told["main"][name]["characters"]
    return {kind: characters_of(sets.get(key, "[]")) for kind, key in KINDS.items()}


def main(package: Path, folder: Path) -> None:
    """Write exemplars.json and the licence of its source into the folder."""
    source = json.loads((package / "package.json").read_text(encoding="utf-8"))
    told = {
        "package": source["name"],
        "version": source["version"],
        "licence": source["license"],
        "taken_from": TAKEN_FROM,
        "locales": {locale: read_locale(package, locale) for locale in LOCALES},
    }
    words = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "exemplars.json").write_text(words + "\n", encoding="utf-8")
    shutil.copyfile(package / "LICENSE", folder / "LICENSE")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
