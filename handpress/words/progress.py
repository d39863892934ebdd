"""How much of a handout stands in each language: honest numbers for `status`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handpress.words.approval import standing_of, texts_checked
from handpress.words.catalogue import Catalogue, State
from handpress.words.content import Handout, Text
from handpress.words.digests import digests, word_whole
from handpress.words.review import Reviews
from handpress.words.standing import Step


@dataclass(frozen=True)
class Progress:
    """One handout in one locale: how many texts it has, and how many stand.

    `revised` and `clinically_checked` count the texts that someone saw as they are today,
    word for word; `step` is what the whole leaflet says of itself.
    """

    handout: str
    locale: str
    name: str
    texts: int
    present: int
    fresh: int
    revised: int
    clinically_checked: int
    step: Step

    def cells(self) -> tuple[str, ...]:
        """Give the row of a table."""
        counts = (
            self.texts, self.present, self.fresh, self.revised, self.clinically_checked
        )  # fmt: skip
        return (self.handout, self.locale, self.name, *map(str, counts), self.step.value)

    def told(self) -> dict[str, str | int]:
        """Give it to machines."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def progress_of(
    handouts: Iterable[Handout[Text]],
    printed: tuple[Text, ...],
    catalogues: tuple[Catalogue, ...],
    reviews: tuple[Reviews, ...],
) -> tuple[Progress, ...]:
    """Count what stands, for each handout in each locale, the templates' words included."""
    source = next(one for one in catalogues if one.locale.is_source)
    of_locale = {one.locale: one for one in reviews}
    rows = []
    for handout in handouts:
        source_today = word_whole(handout, printed, source)
        for catalogue in catalogues:
            today, own = (
                word_whole(handout, printed, catalogue),
                of_locale[catalogue.locale],
            )
            states = {one.source.context: one.state for one in today.words}
            standing = standing_of(own, today, of_locale[source.locale], source_today)
            rows.append(
                Progress(
                    handout=handout.key,
                    locale=catalogue.locale.tag,
                    name=catalogue.locale.english_name,
                    texts=len(digests(today)),
                    present=sum(one is not State.MISSING for one in states.values()),
                    fresh=sum(one is State.FRESH for one in states.values()),
                    revised=texts_checked(own, today, Step.REVISED),
                    clinically_checked=texts_checked(own, today, Step.CLINICALLY_CHECKED),
                    step=standing.told,
                )
            )
    return tuple(rows)


def below(rows: Iterable[Progress], name: str, percent: float) -> Iterator[str]:
    """Tell of each row where fewer than so many in a hundred texts are, say, fresh."""
    for row in rows:
        count = getattr(row, name.replace("-", "_"))
        if count * 100 < percent * row.texts:
            told = f"{count} of {row.texts} texts are {name}, fewer than {percent:g} %"
            yield f"{row.handout} in {row.locale}: {told}"
