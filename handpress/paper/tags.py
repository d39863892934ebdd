"""The tag tree made right, before the file is written.

WeasyPrint 70 tags headings, lists and tables well; it writes no language and no
ActualText, leaves running heads outside the tree without calling them artifacts, gives
table heads no scope, and figures a box in pixels. All that this room takes from inside
WeasyPrint is named here, and `tests/test_tags.py` fails when a new version changes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from handpress.paper import glyphs
from handpress.paper.setting import CLUSTERED, bare
from handpress.words.locale import find_locale

Element = dict[str, Any]

POINTS_A_PIXEL = 0.75

# Languages whose letters are put together of a base and marks, as Noto Sans does with ị.
STACKED = frozenset({"vi"})
# Hebrew, Arabic and what Unicode places between and after them.
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Where words run from right to left, readers turn the glyphs round themselves, so that
# words in the page's marks would be turned twice; there the tag tree alone says them.

# ISO 14289-1 asks for the identifier, ISO 19005-2 that its schema is described.
UA_IDENTIFIER = b"""<rdf:Description rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def prepare() -> None:
    """Make WeasyPrint remember which box each marked content draws; once a process."""
    original = Stream.marked
    if getattr(original, "remembers", False):
        return

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        if self._tags is not None:
            self.__dict__.setdefault("drawn", {})[len(self._tags)] = box
        with original(self, box, tag):
            yield

    marked.remembers = True  # type: ignore[attr-defined]
    Stream.marked = marked
    glyphs.prepare()


def identify(document: Any) -> None:
    """Claim PDF/UA-1 beside PDF/A-2a in the metadata of a laid-out document."""
    original: Callable[..., bytes] = document.metadata.generate_rdf_metadata

    def with_identifier(*arguments: Any) -> bytes:
        told = original(*arguments)
        return told.replace(b"</rdf:RDF>", UA_IDENTIFIER + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = with_identifier


def finish(document: Any, pdf: pydyf.PDF, *, preferences: dict[str, str]) -> None:
    """Put the tag tree right, and tell viewers what to prefer; WeasyPrint's finisher."""
    pdf.catalog["ViewerPreferences"].update(preferences)
    tree = _Tree(pdf, document.metadata.lang)
    tree.tell_languages_and_words()
    tree.mark_running_heads()
    tree.place_figures()
    for stream in tree.streams.values():
        stream.stream = list(glyphs.with_adjustments_kept(stream.stream))
    for page in document.pages:
        _give_heads_their_scope(page._page_box)
    glyphs.fill_empty_unicode(pdf)
    pdf.objects[_number(pdf.catalog["Metadata"])].compress = False


@dataclass
class _Tree:
    """The structure tree of one file, by page and marked content."""

    pdf: pydyf.PDF
    lang: str

    def __post_init__(self) -> None:
        root = self._at(self.pdf.catalog["StructTreeRoot"])
        self.reached: set[int] = set()
        self._reach(root["K"][0])
        numbers = self._at(root["ParentTree"])["Nums"]
        references = self.pdf.page_references
        self.pages = {_number(reference): self._at(reference) for reference in references}
        self.streams = {
            number: self._at(page["Contents"]) for number, page in self.pages.items()
        }
        drawn = [
            box
            for stream in self.streams.values()
            for box in stream.__dict__.get("drawn", {}).values()
        ]
        self.langs = {self.lang, *(box.style["lang"] for box in drawn)} - {None}
        # One Arabic name in an English leaflet, and readers turn the lines round it.
        self.is_rtl = any(find_locale(lang).is_rtl for lang in self.langs) or any(
            RIGHT_TO_LEFT.search(getattr(box, "text", "")) for box in drawn
        )
        # One array of elements a page, in the order of its marked contents; links follow.
        self.elements = dict(
            zip(self.pages, numbers[1 : 2 * len(references) : 2], strict=True)
        )

    def _at(self, reference: bytes) -> Any:
        return self.pdf.objects[_number(reference)]

    def _reach(self, reference: bytes) -> None:
        element = self._at(reference)
        self.reached.add(_number(reference))
        for kid in element.get("K", ()):
            if isinstance(kid, bytes):
                inner = self._at(kid)
                if inner.get("Type") == "/StructElem":
                    self._reach(kid)

    def tell_languages_and_words(self) -> None:
        """Tell the language of each part, and its words where glyphs cannot."""
        for page, elements in self.elements.items():
            marks = _marks(self.streams[page])
            is_stacked = bool(self.langs & STACKED)
            for mcid, box in self.streams[page].__dict__.get("drawn", {}).items():
                if not isinstance(box, boxes.TextBox):
                    continue
                element = self._at(elements[mcid])
                lang = box.style["lang"] or self.lang
                if lang != self.lang:
                    element["Lang"] = pydyf.String(lang)
                is_clustered = find_locale(lang).script in CLUSTERED or is_stacked
                if is_clustered or self.is_rtl:
                    element["ActualText"] = pydyf.String(bare(box.text))
                if is_clustered and not self.is_rtl:
                    marks[mcid][1]["ActualText"] = pydyf.String(bare(box.text))

    def mark_running_heads(self) -> None:
        """Call what stands in the margins an artifact (ISO 32000-1, 14.8.2.2)."""
        for page, elements in self.elements.items():
            stream = self.streams[page].stream
            marks = _marks(self.streams[page])
            for mcid, reference in enumerate(elements):
                if _number(reference) in self.reached:
                    continue
                position, _ = marks[mcid]
                stream[position - 1] = "/Artifact"
                stream[position] = pydyf.Dictionary({"Type": "/Pagination"})
                elements[mcid] = "null"

    def place_figures(self) -> None:
        """Turn the box of each figure from pixels down the page into points up it."""
        for number in self.reached:
            element = self.pdf.objects[number]
            if element.get("S") == "/Figure":
                height = self.pages[_number(element["Pg"])]["MediaBox"][3]
                x1, y1, x2, y2 = (
                    float(edge) * POINTS_A_PIXEL for edge in element["A"]["BBox"]
                )
                element["A"]["BBox"] = pydyf.Array((x1, height - y2, x2, height - y1))


def _number(reference: bytes | str) -> int:
    """Read the number of an object from a reference to it, such as `12 0 R`."""
    return int(reference.split()[0])


def _marks(stream: Any) -> dict[int, tuple[int, Element]]:
    """Find each marked content in a page's stream: where its properties are, and what."""
    return {
        item["MCID"]: (position, item)
        for position, item in enumerate(stream.stream)
        if isinstance(item, pydyf.Dictionary) and "MCID" in item
    }


def _give_heads_their_scope(box: Any) -> None:
    for cell in box.descendants():
        if isinstance(cell, boxes.TableCellBox) and cell.element_tag == "th":
            told = cell.element.attrib.get("scope")
            if told and isinstance(getattr(cell, "mark", None), dict):
                cell.mark["A"]["Scope"] = "/Row" if told == "row" else "/Column"
