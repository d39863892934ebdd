"""How high a handout stands on the ladder, and how it gets to the next step."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from handpress.problems import HandoutError, Problem, Severity
from handpress.words.digests import Wording, digests
from handpress.words.review import Review, Reviews, seal_of
from handpress.words.standing import TRANSLATION_LADDER, Standing, Step

# Above this, a translation cannot be better than its source.
_HIGHEST_UNCHECKED = Step.REVISED
_TOLD = 3


def step_of(reviews: Reviews, today: Wording) -> Step:
    """Find the highest step whose seal, and that of each below it, is whole."""
    reached, *higher = reviews.ladder
    for step in higher:
        if not _whole(reviews, today, step):
            break
        reached = step
    return reached


def _whole(reviews: Reviews, today: Wording, step: Step) -> Review | None:
    """Find the review of a step that saw the very words of today."""
    for one in reversed(reviews.reviews):
        is_wanted = one.handout == today.source.key and one.step is step
        if is_wanted and one.is_sealed(reviews.locale.tag) and not one.changed(today):
            return one
    return None


def standing_of(
    reviews: Reviews, today: Wording, source_reviews: Reviews, source_today: Wording
) -> Standing:
    """Tell where a leaflet stands: a translation never ranks above its source."""
    source = step_of(source_reviews, source_today)
    if today.locale.is_source:
        return Standing(source, None)
    step = step_of(reviews, today)
    return Standing(source, _capped(step, source))


def _capped(step: Step, source: Step) -> Step:
    is_high = TRANSLATION_LADDER.index(step) > TRANSLATION_LADDER.index(_HIGHEST_UNCHECKED)
    return step if source is Step.CLINICALLY_CHECKED or not is_high else _HIGHEST_UNCHECKED


def reaches(standing: Standing, demanded: Step) -> bool:
    """Tell whether a leaflet stands where a clinic demands it."""
    rank = TRANSLATION_LADDER.index
    if standing.step is not None:
        return rank(standing.step) >= rank(demanded)
    is_low = rank(demanded) <= rank(_HIGHEST_UNCHECKED)
    return is_low or standing.source is Step.CLINICALLY_CHECKED


def review_problems(reviews: Reviews, today: Wording) -> Iterator[Problem]:
    """Each seal is whole, and over the words of today."""
    own = [one for one in reviews.reviews if one.handout == today.source.key]
    for step in reviews.ladder[1:]:
        for last in [one for one in own if one.step is step][-1:]:
            if not last.is_sealed(reviews.locale.tag):
                what = f'"{step}" by {last.by}: the entry was edited, its seal is broken'
                hint = "take the entry out, and approve it again"
                yield Problem(last.place, "seal-broken", what, hint)
            elif changed := last.changed(today):
                what = f'"{step}" by {last.by} no longer counts: {_told_changes(changed)}'
                hint = "have the changed texts checked, and approve it again"
                yield Problem(last.place, "review-old", what, hint, Severity.WARNING)


def _told_changes(changed: tuple[str, ...]) -> str:
    first = ", ".join(changed[:_TOLD])
    more = f" and {len(changed) - _TOLD} more" if len(changed) > _TOLD else ""
    return f"{first}{more} changed since" if changed[1:] else f"{first} has changed since"


def approve(
    reviews: Reviews, today: Wording, step: Step, by: str, date: datetime.date
) -> Reviews:
    """Add a step, sealed over the words of today.

    Raises HandoutError where the step is not of this ladder, or one below it is missing.
    """
    ladder, key = reviews.ladder, today.source.key
    if step not in ladder[1:]:
        known = ", ".join(ladder[1:])
        raise HandoutError(f'"{step}" is no step of this language', hint=f"known: {known}")
    below = ladder[ladder.index(step) - 1]
    before = _whole(reviews, today, below)
    if below is not ladder[0] and before is None:
        hint = f'approve it as "{below}" first'
        raise HandoutError(f'{key} is not "{below}" as it stands today', hint=hint)
    if before and step is Step.REVISED and before.by.casefold() == by.casefold():
        message = f'"{by}" translated it, and cannot revise it too'
        raise HandoutError(message, hint="another person has to read it")
    review = Review(key, step, by, date, "", digests(today))
    sealed = replace(review, seal=seal_of(review, reviews.locale.tag))
    return replace(reviews, reviews=(*reviews.reviews, sealed))


def texts_checked(reviews: Reviews, today: Wording, step: Step) -> int:
    """Count the texts of today that someone saw, word for word, at this step or above."""
    ladder = reviews.ladder
    if step not in ladder:
        return 0
    seen = {
        text
        for one in reviews.reviews
        if one.handout == today.source.key
        and ladder.index(one.step) >= ladder.index(step)
        and one.is_sealed(reviews.locale.tag)
        for text in one.texts
    }
    return sum(text in seen for text in digests(today))
