"""A leaflet gets the fewest pages in the roomiest fit, or is refused with its length."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from handpress.batch import Outcome, Status, Workshop, make
from handpress.jobs import Job, Selection, plan
from handpress.materials import Materials
from handpress.paper.fit import Fit, lay_out_to_fit, most_notes
from handpress.paper.layout import Layout
from handpress.paper.page import Page
from handpress.paper.press import Press
from handpress.problems import Problem
from handpress.words.content import (
    SAFETY_CRITICAL,
    Block,
    Callout,
    Item,
    Section,
    Text,
    map_texts,
)

FITS = ("roomy", "close", "tight")
HINT = "shorten these sections, or the translation of them"
STYLE = "@page { size: 80mm 80mm; margin: 10mm } p { margin: 0; break-before: page }"
HANDOUT = "spinal-metastases"


def layout(*pages: int, **more: object) -> Layout:
    return replace(Layout("small", FITS, pages, 10, 8, 8), **more)


def small_pages(counts: Mapping[str, int], ends: Mapping[str, int] | None = None):
    """Make pages with so many sheets in each fit; a part ends on the page given."""

    def make_page(fit: Fit) -> Page:
        told = []
        for number in range(1, counts[fit.name] + fit.notes + 1):
            names = [part for part, page in (ends or {}).items() if page == number]
            marks = [f'<div id="end-of-{one.replace("/", "-")}"></div>' for one in names]
            told.append(f"<p>Words.</p>{''.join(marks)}")
        html = f"<style>{STYLE}</style>{''.join(told)}"
        return Page(html, (), (), (), (), ("Latn",))

    return make_page


def fit_of(press: Press, promised: Layout, *counts: int) -> tuple[int, Fit | None]:
    made = small_pages(dict(zip(FITS, counts, strict=True)))
    sheets, fit = lay_out_to_fit(press, promised, made)
    return sheets.page_count, fit


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [
        ((2, 2, 2), (2, Fit("roomy"))),
        ((4, 4, 4), (4, Fit("roomy"))),
        ((5, 4, 4), (4, Fit("close"))),
        ((5, 5, 4), (4, Fit("tight"))),
        ((6, 5, 5), (6, Fit("roomy"))),
    ],
)
def test_the_fewest_pages_come_first_and_then_the_roomiest_fit(
    press: Press, counts: tuple[int, int, int], wanted: tuple[int, Fit]
):
    assert fit_of(press, layout(2, 4, 6), *counts) == wanted


def test_a_sheet_less_is_worth_the_tightest_fit(press: Press):
    assert fit_of(press, layout(2, 4), 3, 3, 2) == (2, Fit("tight"))


@pytest.mark.parametrize(
    ("pages", "counts", "wanted"),
    [
        ((2, 4, 6), (1, 1, 1), (2, Fit("roomy", 1))),
        ((2, 4, 6), (5, 5, 5), (6, Fit("roomy", 1))),
        ((8, 12), (5, 5, 5), (8, Fit("roomy", 3))),
        ((8, 12), (11, 11, 11), (12, Fit("roomy", 1))),
        ((8, 12), (9, 9, 9), (12, Fit("roomy", 3))),
    ],
)
def test_lines_for_notes_fill_up_to_a_promised_number_of_pages(
    press: Press,
    pages: tuple[int, ...],
    counts: tuple[int, int, int],
    wanted: tuple[int, Fit],
):
    assert fit_of(press, layout(*pages), *counts) == wanted


@pytest.mark.parametrize(
    ("pages", "count"), [((8, 12), 4), ((2, 4), 0), ((4,), 3), ((1, 17), 13)]
)
def test_there_are_never_more_notes_than_a_sheet_asks_for(
    press: Press, pages: tuple[int, ...], count: int
):
    short = min(page for page in pages if page > count) - count
    assert short > most_notes(layout(*pages))

    assert fit_of(press, layout(*pages), count, count, count)[1] is None


@pytest.mark.parametrize(
    ("pages", "most"),
    [((2, 4, 6), 1), ((8, 12, 16), 3), ((1, 17), 3), ((2,), 0), ((4,), 0), ((), 0)],
)
def test_a_layout_allows_as_many_notes_as_its_steps_leave_and_three_at_most(
    pages: tuple[int, ...], most: int
):
    assert most_notes(layout(*pages)) == most


def test_a_layout_without_a_number_of_pages_takes_any(press: Press):
    assert fit_of(press, layout(), 7, 6, 5) == (7, Fit("roomy"))


def test_what_fits_nowhere_is_laid_out_as_tight_as_can_be(press: Press):
    assert fit_of(press, layout(2), 5, 4, 3) == (3, None)


def test_a_part_that_ends_too_late_in_one_fit_is_tried_in_the_next(press: Press):
    promised = layout(4, by_page=((1, ("say",)),))

    def made(fit: Fit) -> Page:
        ends = {"say": 2 if fit.name == "roomy" else 1}
        return small_pages(dict.fromkeys(FITS, 4), ends)(fit)

    assert lay_out_to_fit(press, promised, made)[1] == Fit("close")


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        ({"say/now": 1, "say": 2}, Fit("roomy")),
        ({"say/now": 1, "say": 1}, Fit("roomy")),
        ({"say/now": 2, "say": 2}, None),
        ({"say/now": 1, "say": 3}, None),
        ({"say/now": 1}, None),
    ],
)
def test_every_part_ends_on_its_page_or_before_or_nothing_fits(
    press: Press, ends: dict[str, int], wanted: Fit | None
):
    promised = layout(4, by_page=((1, ("say/now",)), (2, ("say",))))

    _, fit = lay_out_to_fit(press, promised, small_pages(dict.fromkeys(FITS, 4), ends))

    assert fit == wanted


def test_where_a_part_ends_is_told_by_page_and_millimetre(press: Press):
    made = small_pages({"roomy": 2}, {"say/now": 2})(Fit("roomy"))
    sheets = press.lay_out(
        replace(made, html=made.html.replace("p {", "p { height: 30mm;"))
    )

    page, down = sheets.end_of("say/now") or (0, 0.0)

    assert (page, round(down, 3)) == (2, 40.0)
    assert sheets.end_of("say") is None


def test_a_remembered_fit_is_laid_out_without_a_trial(press: Press):
    laid: list[Fit] = []

    def made(fit: Fit) -> Page:
        laid.append(fit)
        return small_pages(dict.fromkeys(FITS, 3))(fit)

    remembered = Fit("close", 1)
    sheets, fit = lay_out_to_fit(press, layout(2, 4), made, remembered)

    assert (sheets.page_count, fit, laid) == (4, remembered, [remembered])


def test_no_fit_is_laid_out_twice(press: Press):
    laid: list[Fit] = []

    def made(fit: Fit) -> Page:
        laid.append(fit)
        return small_pages(dict.fromkeys(FITS, 3))(fit)

    lay_out_to_fit(press, layout(2, 4), made)

    assert sorted(map(str, laid)) == sorted(map(str, set(laid)))


Lengthen = Callable[[Section[Text]], Section[Text]]


def repeated(section: Section[Text]) -> Section[Text]:
    """A section that says everything twice, under new keys."""
    said = [twice_the_signs(block) for block in section.blocks]
    again = [replace(renamed(block), key=f"{block.key}_again") for block in said]
    return replace(section, blocks=tuple(chain(said, again)))


def twice_the_signs(block: Block[Text]) -> Block[Text]:
    if not isinstance(block, Callout):
        return block
    again: tuple[Item[Text], ...] = renamed(block.items)
    items = tuple(replace(item, key=f"{item.key}_again") for item in again)
    return replace(block, items=(*block.items, *items))


def renamed(tree):
    return map_texts(tree, lambda text: replace(text, context=f"{text.context}_again"))


def not_critical(section: Section[Text]) -> Section[Text]:
    return section if section.key in SAFETY_CRITICAL else repeated(section)


def only_emergency(section: Section[Text]) -> Section[Text]:
    return repeated(section) if section.key == "emergency" else section


def longer(materials: Materials, lengthen: Lengthen) -> Materials:
    shipped = next(one for one in materials.content.handouts if one.key == HANDOUT)
    sections = tuple(lengthen(section) for section in shipped.sections)
    content = replace(materials.content, handouts=(replace(shipped, sections=sections),))
    return replace(materials, content=content)


@pytest.fixture
def long_outcome(
    materials: Materials, workshop: Workshop
) -> Callable[[str, Lengthen], Outcome]:
    """Make a leaflet of the shipped handout, made longer, in one layout."""

    def made(name: str, lengthen: Lengthen) -> Outcome:
        chosen = Selection((HANDOUT,), ("en",), (name,))
        return make(plan(longer(materials, lengthen), chosen)[0], workshop)

    return made


def refusal(outcome: Outcome) -> Problem:
    """The one reason of a refusal."""
    assert (outcome.status, outcome.pdf) == (Status.REFUSED, b"")
    (reason,) = outcome.reasons
    assert (reason.code, reason.hint) == ("does-not-fit", HINT)
    assert reason.place == outcome.job.leaflet.source.place
    return reason


@pytest.mark.parametrize(
    ("name", "most"), [("one-sheet", 2), ("poster", 1), ("card", 4), ("standard", 6)]
)
def test_what_is_twice_as_long_is_refused_with_how_much_and_which_sections(
    long_outcome, workshop: Workshop, press: Press, name: str, most: int
):
    outcome = long_outcome(name, repeated)

    tightest = Fit(outcome.job.layout.fits[-1])
    sheets = press.lay_out(pages_of(outcome.job, workshop)(tightest))
    ends = {
        section.key: sheets.end_of(section.key)
        for section in outcome.job.leaflet.source.sections
    }
    over = [key for key, end in ends.items() if end and end[0] > most]
    last = f", {ends[over[-1]][1]:.0f} mm down the last" if over else ""
    named = f"; beyond them end: {', '.join(over)}" if over else ""
    what = f"{sheets.page_count} pages{last}, at most {most} are allowed{named}"
    told = refusal(outcome).message
    assert sheets.page_count > most
    assert told.partition('; "')[0] == f'en: too long for "{name}": {what}'


@pytest.mark.parametrize("name", ["standard", "large-print", "booklet"])
def test_an_emergency_that_does_not_end_on_its_page_is_refused(long_outcome, name: str):
    outcome = long_outcome(name, only_emergency)

    late = re.findall(
        r'"([a-z_/]+)" must end on page (\d+) but ends \d+ mm down page (\d+)',
        refusal(outcome).message,
    )
    promised = {part: page for page, parts in outcome.job.layout.by_page for part in parts}
    assert "emergency" in [part for part, _, _ in late]
    assert [promised[part] for part, _, _ in late] == [int(page) for _, page, _ in late]
    assert all(int(end) > int(page) for _, page, end in late)


@pytest.mark.parametrize(
    ("name", "fewest"), [("standard", 6), ("large-print", 12), ("booklet", 12)]
)
def test_what_is_longer_in_what_is_not_urgent_takes_more_pages(
    long_outcome, name: str, fewest: int
):
    outcome = long_outcome(name, not_critical)

    assert (outcome.status, outcome.reasons) == (Status.MADE, ())
    assert outcome.pages >= fewest
    assert outcome.pages in (outcome.job.layout.pages or (outcome.pages,))


@pytest.mark.slow
def test_two_languages_take_any_number_of_pages(materials: Materials, workshop: Workshop):
    chosen = Selection((HANDOUT,), ("ru",), ("bilingual",))
    shipped = make(plan(materials, chosen)[0], workshop)
    (job,) = plan(longer(materials, repeated), chosen)

    # The second half has no translation, so that it is set in English on both sides.
    outcome = make(job, workshop)

    assert [reason.code for reason in outcome.reasons] == []
    assert outcome.pages >= 2 * shipped.pages - 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["booklet", "card", "one-sheet", "poster", "standard"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_other_fit_of_a_shipped_leaflet_would_be_better(
    materials: Materials, workshop: Workshop, press: Press, name: str, tag: str
):
    (job,) = plan(materials, Selection((HANDOUT,), (tag,), (name,)))
    page_of = pages_of(job, workshop)

    _, found = lay_out_to_fit(press, job.layout, page_of)

    assert found == best_of_all(press, job.layout, page_of)


def pages_of(job: Job, workshop: Workshop) -> Callable[[Fit], Page]:
    from handpress.paper.page import make_page

    return lambda fit: make_page(
        job.leaflets, job.layout, workshop.look, fit=fit.name, notes=fit.notes
    )


def best_of_all(
    press: Press, promised: Layout, page_of: Callable[[Fit], Page]
) -> Fit | None:
    """Try every fit with every number of notes, and pick the best of all."""
    right = []
    for rank, name in enumerate(promised.fits):
        for notes in range(most_notes(promised) + 1):
            sheets = press.lay_out(page_of(Fit(name, notes)))
            ends = [
                (page, sheets.end_of(part))
                for page, parts in promised.by_page
                for part in parts
            ]
            in_place = all(end is not None and end[0] <= page for page, end in ends)
            if sheets.page_count in promised.pages and in_place:
                right.append((sheets.page_count, rank, Fit(name, notes)))
    return min(right, key=lambda one: one[:2])[2] if right else None


def test_a_layout_that_keeps_its_size_warns_and_others_refuse(materials: Materials):
    layouts = {layout.name: layout.may_refuse for layout in materials.layouts}

    assert [name for name, may_refuse in layouts.items() if may_refuse] == [
        "card",
        "one-sheet",
        "poster",
    ]


def test_a_build_ends_well_when_only_room_is_lacking_unless_that_was_asked_for(
    workspace_copy: Path, command
):
    path = workspace_copy / "templates/one-sheet.yaml"
    path.write_text(path.read_text("utf-8").replace("pages: [2]", "pages: [1]"), "utf-8")
    for other in (workspace_copy / "templates").glob("*.yaml"):
        if other.stem != "one-sheet":
            other.unlink()
    chosen = ("build", "--locale", "en", "--handout", HANDOUT)

    alike = command(*chosen, at=workspace_copy)
    asked = command(*chosen, "--layout", "one-sheet", at=workspace_copy)

    assert (alike.returncode, asked.returncode) == (0, 1)
    for done in (alike, asked):
        assert "0 made, 0 kept, 1 refused" in done.stdout
        assert 'warning: does-not-fit: en: too long for "one-sheet"' in done.stderr
