"""A text may hold strong words, terms and placeholders, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import STEADY

from handpress.words.inline import (
    Span,
    filled,
    has_stray_bracket,
    placeholders,
    plain,
    spans_of,
)


def test_strong_words_and_terms_are_spans():
    assert spans_of("**Now:** ask what a *cord* is.") == (
        Span("Now:", is_strong=True),
        Span(" ask what a "),
        Span("cord", is_term=True),
        Span(" is."),
    )


def test_a_term_may_stand_in_strong_words():
    assert spans_of("**the *cord* hurts**") == (
        Span("the ", is_strong=True),
        Span("cord", is_strong=True, is_term=True),
        Span(" hurts", is_strong=True),
    )


@pytest.mark.parametrize(
    "words",
    [
        "[link](https://a.b)",
        "<b>bold</b> &amp; &lt;",
        "`code` # head",
        "1. one\n2. two",
        r"\*not a star\*".replace("*", "'"),
        "_so_ and __so__ and snake_case_word",
        "Name: ______",
        "https://example.org",
        "a -- b ... (c)",
        "![picture](x.png)",
    ],
)
def test_whatever_else_markdown_knows_stays_as_it_is_written(words):
    assert plain(words) == words


@pytest.mark.parametrize("words", ["*open", "close*", "a * b", "**two*", "word** after"])
def test_a_star_without_a_partner_is_left_where_it_stands(words):
    assert "*" in plain(words)


@STEADY
@given(st.text(alphabet="a {}_*[]<>&\\`", max_size=30))
def test_no_letter_is_lost_but_stars(words):
    assert plain(words).replace("*", "") == words.replace("*", "")


def test_placeholders_are_found_by_name():
    words = "Call {emergency_number} or {cancer_team_phone}, {Not} {this 1}."

    assert placeholders(words) == {"emergency_number", "cancer_team_phone"}


def test_placeholders_are_filled_where_there_is_a_value():
    assert filled("{a} {b}", {"a": "112"}) == "112 {b}"


def test_a_value_is_not_read_again():
    assert filled("{a}", {"a": "{b}", "b": "x"}) == "{b}"


@pytest.mark.parametrize("words", ["{", "a } b", "{Name}", "{two words}", "{{a}}"])
def test_a_bracket_of_no_placeholder_is_stray(words):
    assert has_stray_bracket(words)


def test_the_brackets_of_placeholders_are_not_stray():
    assert not has_stray_bracket("{a} and {b}, {a}")
