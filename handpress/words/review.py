"""Who checked which words: `locales/<locale>/review.yaml`, each step sealed."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field

from handpress.files import write_whole
from handpress.problems import NOWHERE, HandoutError, Place, Problem
from handpress.words.digests import (
    DigestLine,
    TextDigest,
    Wording,
    digest_of_line,
    digests,
    line_of_digest,
)
from handpress.words.document import check_shape, read_document
from handpress.words.locale import Locale
from handpress.words.schema import Day, Strict, Words
from handpress.words.standing import SOURCE_LADDER, TRANSLATION_LADDER, Step

FILE = "review.yaml"
HEAD = """\
# Who checked these words, and when. The command "approve" adds to this file; it is not
# edited by hand: each seal is over exactly the texts that were seen.
"""
Approved = Literal["translated", "revised", "clinically-checked", "community-checked"]


class ReviewModel(Strict):
    """One step of one handout."""

    handout: Words
    step: Approved
    by: Words
    date: Day
    seal: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    texts: dict[str, DigestLine]


class SameMeaningModel(Strict):
    """One change of the English wording that changed no meaning."""

    text: Words
    by: Words
    date: Day
    before: Words
    after: Words


class ReviewsModel(Strict):
    """All that was checked in one locale."""

    reviews: list[ReviewModel] = Field(default_factory=list)
    same_meaning: list[SameMeaningModel] = Field(default_factory=list)


@dataclass(frozen=True)
class Review:
    """One step of one handout: by whom, when, and over which texts."""

    handout: str
    step: Step
    by: str
    date: datetime.date
    seal: str
    texts: tuple[TextDigest, ...]
    place: Place = NOWHERE

    def is_sealed(self, tag: str) -> bool:
        """Tell whether this entry is as `approve` wrote it."""
        return self.seal == seal_of(self, tag)

    def changed(self, today: Wording) -> tuple[str, ...]:
        """Name the texts that are not as they were seen, in their order of today."""
        now = {text.context: text for text in digests(today)}
        seen = {text.context: text for text in self.texts}
        contexts = dict.fromkeys([*now, *seen])
        return tuple(one for one in contexts if now.get(one) != seen.get(one))


@dataclass(frozen=True)
class SameMeaning:
    """A change of the English wording that changed no meaning, and who says so."""

    context: str
    by: str
    date: datetime.date
    before: str
    after: str


@dataclass(frozen=True)
class Reviews:
    """All that was checked in one locale, the newest last."""

    locale: Locale
    reviews: tuple[Review, ...] = ()
    same_meaning: tuple[SameMeaning, ...] = ()

    @property
    def ladder(self) -> tuple[Step, ...]:
        return SOURCE_LADDER if self.locale.is_source else TRANSLATION_LADDER


def seal_of(review: Review, tag: str) -> str:
    """Hash everything that an entry says, so that a change by hand is seen."""
    texts = [(text.context, line_of_digest(text)) for text in review.texts]
    when = review.date.isoformat()
    said = [tag, review.handout, review.step.value, review.by, when, texts]
    return sha256(json.dumps(said).encode("ascii")).hexdigest()[:32]


def read_reviews(
    folder: Path, locale: Locale, root: Path
) -> tuple[Reviews, tuple[Problem, ...]]:
    """Read who checked what in a locale; nobody, where there is no file."""
    path = folder / locale.folder / FILE
    if not path.is_file():
        return Reviews(locale), ()
    document = read_document(path, root)
    model, problems = check_shape(document, ReviewsModel)
    if model is None:
        return Reviews(locale), problems
    reviews = tuple(
        Review(
            one.handout,
            Step(one.step),
            one.by,
            one.date,
            one.seal,
            tuple(digest_of_line(*line) for line in one.texts.items()),
            document.place_of(("reviews", str(at))),
        )
        for at, one in enumerate(model.reviews)
    )
    same = tuple(
        SameMeaning(one.text, one.by, one.date, one.before, one.after)
        for one in model.same_meaning
    )
    return Reviews(locale, reviews, same), ()


def write_reviews(folder: Path, reviews: Reviews) -> None:
    """Write who checked what, whole; raises HandoutError where that is not possible."""
    data: dict[str, object] = {}
    if reviews.reviews:
        data["reviews"] = [_review_data(one) for one in reviews.reviews]
    if reviews.same_meaning:
        data["same_meaning"] = [_same_data(one) for one in reviews.same_meaning]
    told = yaml.dump(
        data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=10_000
    )
    path = folder / reviews.locale.folder / FILE
    try:
        write_whole(path, f"{HEAD}{told}".encode())
    except OSError as error:
        message = f'"{path}" cannot be written: {error.strerror or error}'
        raise HandoutError(message) from error


def _review_data(review: Review) -> dict[str, object]:
    return {
        "handout": review.handout,
        "step": review.step.value,
        "by": review.by,
        "date": review.date.isoformat(),
        "seal": review.seal,
        "texts": {text.context: line_of_digest(text) for text in review.texts},
    }


def _same_data(same: SameMeaning) -> dict[str, object]:
    return {
        "text": same.context,
        "by": same.by,
        "date": same.date.isoformat(),
        "before": same.before,
        "after": same.after,
    }
