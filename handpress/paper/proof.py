"""Compare the finished PDF, read back, with the leaflet that it should be.

One function per rule, as in `check`; what any of them finds refuses the leaflet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handpress.paper import ink_proofs, word_proofs
from handpress.paper.comparison import Print
from handpress.paper.layout import Layout
from handpress.paper.page import Page
from handpress.paper.paper import read_back
from handpress.problems import Problem
from handpress.words.leaflet import Leaflet

Rule = Callable[[Print], Iterator[tuple[str, str]]]

RULES: tuple[Rule, ...] = (
    word_proofs.the_press_was_content,
    word_proofs.the_clinic_stands_in_its_boxes,
    word_proofs.the_number_of_pages_is_as_promised,
    word_proofs.the_headings_are_there_in_order,
    word_proofs.every_text_is_there_in_order,
    word_proofs.what_belongs_on_a_page_is_there,
    word_proofs.the_words_of_the_template_are_there,
    word_proofs.what_tells_one_sheet_from_another_is_there,
    word_proofs.every_number_of_the_clinic_is_there,
    word_proofs.every_number_reads_from_left_to_right,
    ink_proofs.every_word_has_its_ink,
    word_proofs.every_latin_run_reads_from_left_to_right,
    ink_proofs.ink_stays_inside_its_column,
    ink_proofs.ink_does_not_run_into_ink,
    ink_proofs.only_our_faces_are_used,
    ink_proofs.letters_are_large_enough,
)


def prove(
    pdf: bytes,
    leaflets: tuple[Leaflet, ...],
    layout: Layout,
    page: Page,
    warnings: tuple[str, ...],
) -> tuple[Problem, ...]:
    """Give every reason why this file must not be handed to a patient."""
    made = Print(read_back(pdf), leaflets, layout, page, warnings)
    place = leaflets[0].source.place
    return tuple(
        Problem(place, code, f"{leaflets[0].locale.tag}, {layout.name}: {told}")
        for rule in RULES
        for code, told in rule(made)
    )
