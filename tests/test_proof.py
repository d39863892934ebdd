"""The proof finds what is wrong on paper: each fault is put there, and must be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from handpress.batch import Workshop, _page
from handpress.jobs import Job, Selection, plan
from handpress.materials import Materials
from handpress.paper.fit import Fit, lay_out_to_fit
from handpress.paper.press import Press
from handpress.paper.proof import prove


@pytest.fixture(scope="module", params=["en", "ar", "hi"])
def job(request: pytest.FixtureRequest, materials: Materials) -> Job:
    chosen = Selection(("spinal-metastases",), (request.param,), ("standard",))
    return plan(materials, chosen)[0]


@pytest.fixture(scope="module")
def fitted(job: Job, workshop: Workshop, press: Press) -> Fit:
    return lay_out_to_fit(press, job.layout, lambda fit: _page(job, workshop, fit))[1]


@pytest.fixture
def codes(
    job: Job, fitted: Fit, workshop: Workshop, press: Press
) -> Callable[[Callable[[str], str]], set[str]]:
    """Print a page whose HTML was changed, and give the codes of what the proof tells."""
    page = _page(job, workshop, fitted)

    def told(change: Callable[[str], str]) -> set[str]:
        changed = replace(page, html=change(page.html))
        pdf, warnings = press.write(press.lay_out(changed), job.layout)
        found = prove(pdf, job.leaflets, job.layout, page, warnings)
        return {problem.code for problem in found}

    return told


def test_a_right_page_is_proved(codes):
    assert codes(lambda html: html) == set()


def test_a_lost_text_is_told(codes, job: Job):
    html_of_item = "<li>"

    def lose_an_item(html: str) -> str:
        start = html.index(html_of_item, html.index("same-day"))
        return html[:start] + html[html.index("</li>", start) + 5 :]

    assert "text-lost" in codes(lose_an_item)


def test_swapped_items_are_told(codes):
    def swap(html: str) -> str:
        start = html.index("<li>", html.index("same-day"))
        middle = html.index("<li>", start + 4)
        end = html.index("</li>", middle) + 5
        return html[:start] + html[middle:end] + html[start:middle] + html[end:]

    assert "text-lost" in codes(swap)


def test_a_number_with_its_groups_turned_round_is_told(codes):
    assert "phone-lost" in codes(
        lambda html: html.replace("020 7946 0101", "0101 7946 020")
    )


def test_a_number_that_is_not_isolated_in_arabic_is_told(codes, job: Job):
    def unwrap(html: str) -> str:
        wrapped = '<span dir="ltr" class="phone">020 7946 0101</span>'
        assert wrapped in html
        return html.replace(wrapped, "020 7946 0101")

    assert ("phone-lost" in codes(unwrap)) == job.leaflet.locale.is_rtl


def test_a_wrong_digit_is_told(codes):
    assert "phone-lost" in codes(
        lambda html: html.replace("020 7946 0101", "020 7946 0107", 1)
    )


def test_a_lost_heading_is_told(codes):
    def lose(html: str) -> str:
        start = html.rindex("<h2>")
        return html[:start] + html[html.index("</h2>", start) + 5 :]

    assert "heading-lost" in codes(lose)


def test_letters_that_are_too_small_are_told(codes):
    assert "letters-small" in codes(
        lambda html: html.replace("</style>", "dd { font-size: 10pt }</style>", 1)
    )


def test_ink_that_runs_out_of_its_column_is_told(codes):
    assert "ink-outside" in codes(
        lambda html: html.replace(
            "</style>", "h1 { margin-left: -15mm; margin-right: -15mm }</style>", 1
        )
    )


def test_ink_over_ink_is_told(codes):
    style = ".lead { margin-top: -9mm; font-size: 20pt }</style>"
    assert "ink-over-ink" in codes(lambda html: html.replace("</style>", style, 1))


def test_a_face_that_is_not_of_the_locale_is_told(codes, job: Job):
    other = "Noto Sans Thai" if job.leaflet.locale.tag != "th" else "Noto Sans Lao"
    assert "font-not-allowed" in codes(
        lambda html: html.replace(
            "</style>",
            f"dt {{ font-family: '{other}' }} dt::before {{ content: 'ก' }}</style>",
            1,
        )
    )


def test_a_wrong_number_of_pages_is_told(codes):
    assert "page-count" in codes(
        lambda html: html.replace("</body>", '<p style="break-before: page">.</p></body>')
    )


def test_a_glyph_that_no_face_has_is_told(codes):
    assert "press-warning" in codes(lambda html: html.replace("</h1>", " \U00013000</h1>"))


def test_words_that_are_said_but_not_drawn_are_told(codes, job: Job):
    hidden = codes(
        lambda html: html.replace("</style>", "h1 { visibility: hidden }</style>", 1)
    )
    assert hidden & {"ink-lost", "text-lost"}


def test_a_lost_id_is_told(codes, job: Job):
    assert "id-lost" in codes(lambda html: html.replace(job.leaflet.id, "0000-0000"))


def test_lost_words_of_trust_are_told(codes):
    def lose(html: str) -> str:
        start = html.index('<p class="standing">')
        return html[:start] + html[html.index("</p>", start) + 4 :]

    assert "trust-lost" in codes(lose)


def test_a_number_that_the_template_never_prints_is_told(codes):
    """The box of the contacts is left out, as a template of somebody's own may do."""

    def lose(html: str) -> str:
        start = html.index('<div class="box contacts-box"')
        return html[:start] + html[html.index('<div id="end-of-contacts"', start) :]

    assert "phone-lost" in codes(lose)


def test_an_id_with_a_half_of_digits_alone_is_found_in_any_direction(
    job: Job, workshop: Workshop, press: Press
):
    leaflet = replace(job.leaflet, id="5SB0-9249")
    other = replace(job, leaflets=(leaflet,))
    page = _page(other, workshop, Fit(job.layout.fits[-1]))
    pdf, warnings = press.write(press.lay_out(page), job.layout)
    found = prove(pdf, other.leaflets, job.layout, page, warnings)
    assert [str(one) for one in found if one.code == "id-lost"] == []
