"""A clinic's colour can be read on white paper, or is refused."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import STEADY

from handpress.problems import Place
from handpress.words.colour import (
    ENOUGH,
    FAINTEST,
    accent_problem,
    contrast,
    readable,
)

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("colour", "found"),
    # As the calculators of WCAG have them.
    [
        ("#000000", 21),
        ("#ffffff", 1),
        ("#777777", 4.48),
        ("#ff0000", 4.0),
        ("#0000FF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(colour, found):
    assert contrast(colour) == pytest.approx(found, abs=0.005)


@pytest.mark.parametrize("colour", ["#0b4a63", "#0B4A63", "#000000", "#0000ff", "#595959"])
def test_a_dark_colour_stays_as_it_is(colour):
    assert readable(colour) == (colour, False)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffff00", "#fafafa", "#bfe3ff"])
def test_a_colour_that_is_nearly_white_cannot_be_made_readable(colour):
    assert readable(colour) is None


@STEADY
@given(COLOURS)
def test_what_is_printed_can_be_read_and_has_the_same_hue(colour):
    found = readable(colour)

    if found is None:
        assert contrast(colour) < FAINTEST
        return
    shade, is_darkened = found
    assert contrast(shade) >= ENOUGH
    assert is_darkened == (contrast(colour) < ENOUGH)
    before, after = (
        colorsys.rgb_to_hls(*(int(one[at : at + 2], 16) / 255 for at in (1, 3, 5)))
        for one in (colour, shade)
    )
    turned = abs(before[0] - after[0])
    # Eight bits a channel leave a hue of nearly grey colours some play.
    assert min(turned, 1 - turned) < 0.02 or after[2] < 0.3


def test_a_dark_colour_is_no_problem():
    assert accent_problem("#0b4a63", Place("a.yaml")) is None
