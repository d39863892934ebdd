"""A step of the ladder holds for exactly the words that a person saw."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from makers import FRENCH, catalogue_of, handout, text

from handpress.problems import HandoutError, Severity
from handpress.words.approval import (
    approve,
    reaches,
    review_problems,
    standing_of,
    step_of,
    texts_checked,
)
from handpress.words.catalogue import Catalogue
from handpress.words.content import all_texts
from handpress.words.digests import Wording, word_whole
from handpress.words.locale import find_locale
from handpress.words.review import Reviews, read_reviews, write_reviews
from handpress.words.standing import Standing, Step

HANDOUT = handout()
PRINTED = (text("Page", "template/page"),)
EVERY = (*all_texts(HANDOUT), *PRINTED)
SAID = catalogue_of(EVERY, lambda words: f"mot {words}")
DAY = datetime.date(2026, 11, 21)
ENGLISH = find_locale("en")
NOBODY = Reviews(FRENCH)


def seen(catalogue: Catalogue = SAID, one=HANDOUT) -> Wording:
    return word_whole(one, PRINTED, catalogue)


def climbed(
    *steps: tuple[Step, str], locale=FRENCH, today: Wording | None = None
) -> Reviews:
    """What was checked after these steps, each by somebody."""
    reviews = Reviews(locale)
    for step, by in steps:
        reviews = approve(reviews, today or seen(), step, by, DAY)
    return reviews


REVISED = ((Step.TRANSLATED, "Ann"), (Step.REVISED, "Bea"))
HIGHEST = (*REVISED, (Step.CLINICALLY_CHECKED, "Cy"), (Step.COMMUNITY_CHECKED, "Di"))
SOURCE = seen(Catalogue(ENGLISH, "en.po"))
CHECKED_SOURCE = climbed((Step.CLINICALLY_CHECKED, "Dr No"), locale=ENGLISH, today=SOURCE)


def test_a_translation_begins_as_a_machines_and_the_source_as_written():
    assert step_of(NOBODY, seen()) is Step.MACHINE
    assert step_of(Reviews(ENGLISH), SOURCE) is Step.WRITTEN


def test_each_step_is_reached_by_approval():
    assert step_of(climbed(*REVISED[:1]), seen()) is Step.TRANSLATED
    assert step_of(climbed(*REVISED), seen()) is Step.REVISED
    assert step_of(climbed(*HIGHEST), seen()) is Step.COMMUNITY_CHECKED


@pytest.mark.parametrize(
    ("step", "by", "why"),
    [
        (Step.REVISED, "Ann", 'is not "translated"'),
        (Step.CLINICALLY_CHECKED, "Ann", 'is not "revised"'),
        (Step.WRITTEN, "Ann", "is no step of this language"),
        (Step.MACHINE, "Ann", "is no step of this language"),
    ],
)
def test_a_step_is_not_reached_over_one_that_is_missing(step, by, why):
    with pytest.raises(HandoutError, match=why):
        approve(NOBODY, seen(), step, by, DAY)


def test_nobody_revises_what_the_same_person_translated():
    with pytest.raises(HandoutError, match="cannot revise it too"):
        climbed((Step.TRANSLATED, "Ann"), (Step.REVISED, "ann"))


def with_one_changed(at: int) -> Catalogue:
    changed = EVERY[at].context
    entries = tuple(
        replace(one, translation="autre chose") if one.context == changed else one
        for one in SAID.entries
    )
    return replace(SAID, entries=entries)


@pytest.mark.parametrize("at", [0, 5, len(EVERY) - 1])
def test_a_change_of_one_text_breaks_the_seal_and_the_text_is_named(at):
    today = seen(with_one_changed(at))

    found = list(review_problems(climbed(*REVISED), today))

    assert step_of(climbed(*REVISED), today) is Step.MACHINE
    assert {(one.code, one.severity) for one in found} == {("review-old", Severity.WARNING)}
    assert all(EVERY[at].context in one.message for one in found)


def test_a_change_of_the_english_alone_breaks_the_seal_too():
    said = replace(HANDOUT.title, words="Other safety")
    other = replace(HANDOUT, title=said)
    catalogue = catalogue_of((*all_texts(other), *PRINTED), lambda words: f"mot {words}")
    kept = tuple(
        replace(one, translation=old.translation)
        for one, old in zip(catalogue.entries, SAID.entries, strict=True)
    )
    today = seen(replace(catalogue, entries=kept), other)

    assert step_of(climbed(*REVISED), today) is Step.MACHINE


def test_a_review_of_one_handout_says_nothing_of_another():
    other = seen(one=replace(HANDOUT, key="other"))

    assert step_of(climbed(*REVISED), other) is Step.MACHINE


def test_an_entry_that_was_edited_by_hand_does_not_count_and_is_an_error():
    reviews = climbed(*REVISED)
    first, last = reviews.reviews
    edited = replace(reviews, reviews=(first, replace(last, by="Zoe")))

    (found,) = review_problems(edited, seen())

    assert step_of(edited, seen()) is Step.TRANSLATED
    assert (found.code, found.severity) == ("seal-broken", Severity.ERROR)


def test_a_translation_never_ranks_above_its_source():
    high = climbed(*HIGHEST)

    low = standing_of(high, seen(), Reviews(ENGLISH), SOURCE)
    whole = standing_of(high, seen(), CHECKED_SOURCE, SOURCE)

    assert low == Standing(Step.WRITTEN, Step.REVISED)
    assert whole == Standing(Step.CLINICALLY_CHECKED, Step.COMMUNITY_CHECKED)


def test_the_source_stands_by_itself():
    found = standing_of(CHECKED_SOURCE, SOURCE, CHECKED_SOURCE, SOURCE)

    assert (found, found.told) == (
        Standing(Step.CLINICALLY_CHECKED, None),
        Step.CLINICALLY_CHECKED,
    )


@pytest.mark.parametrize(
    ("standing", "demanded", "is_enough"),
    [
        (Standing(), Step.MACHINE, True),
        (Standing(), Step.TRANSLATED, False),
        (Standing(step=Step.REVISED), Step.REVISED, True),
        (Standing(step=None), Step.REVISED, True),
        (Standing(step=None), Step.CLINICALLY_CHECKED, False),
        (Standing(Step.CLINICALLY_CHECKED, None), Step.COMMUNITY_CHECKED, True),
    ],
)
def test_a_clinic_gets_what_it_demands_or_nothing(standing, demanded, is_enough):
    assert reaches(standing, demanded) is is_enough


def test_the_texts_that_somebody_saw_are_counted_one_by_one():
    today = seen(with_one_changed(3))

    assert texts_checked(climbed(*REVISED), today, Step.REVISED) == len(EVERY) - 1
    assert texts_checked(climbed(*REVISED), today, Step.CLINICALLY_CHECKED) == 0
    assert texts_checked(climbed(*HIGHEST), seen(), Step.REVISED) == len(EVERY)


def test_reviews_are_read_as_they_were_written(tmp_path: Path):
    reviews = climbed(*HIGHEST)
    write_reviews(tmp_path, reviews)

    found, problems = read_reviews(tmp_path, FRENCH, tmp_path)

    lines = [one.place.line for one in found.reviews]
    bare = tuple(
        replace(one, place=was.place)
        for one, was in zip(found.reviews, reviews.reviews, strict=True)
    )
    assert (replace(found, reviews=bare), problems) == (reviews, ())
    assert lines == sorted(set(lines))
    assert step_of(found, seen()) is Step.COMMUNITY_CHECKED


def test_a_broken_file_of_reviews_is_told(tmp_path: Path):
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr/review.yaml").write_text("reviews:\n- step: machine\n")

    found, problems = read_reviews(tmp_path, FRENCH, tmp_path)

    assert found == Reviews(FRENCH)
    assert {one.code for one in problems} == {"missing-key", "wrong-value"}
