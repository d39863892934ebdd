"""The rules for a handout in its own language (clinical.md, section 1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handpress.check.phrases import dialled_numbers, grade_of, sentences_of
from handpress.problems import Problem, Severity
from handpress.words.content import (
    REQUIRED_SECTIONS,
    Figure,
    Glossary,
    Handout,
    Section,
    Term,
    Text,
    all_texts,
)
from handpress.words.inline import (
    TYPED_VALUES,
    has_stray_bracket,
    placeholders,
    plain,
    spans_of,
)

MOST_WORDS = 1150
LONGEST_SENTENCE = 20
LONGEST_URGENT_SENTENCE = 15
HIGHEST_GRADE = 6.0
LONGEST_REVIEW_MONTHS = 36


def every_required_section_is_there(handout: Handout[Text]) -> Iterator[Problem]:
    """Every handout has the sections that no patient may go without."""
    there = {section.key for section in handout.sections}
    for key in REQUIRED_SECTIONS:
        if key not in there:
            what = f'the section "{key}" is missing'
            hint = f'add "{key}:" under "sections:"'
            yield Problem(handout.place, "section-missing", what, hint)


def placeholders_are_known(handout: Handout[Text]) -> Iterator[Problem]:
    """Every {placeholder} of a text is one that a clinic or country can fill."""
    for text in all_texts(handout):
        for name in sorted(placeholders(text.words) - set(TYPED_VALUES)):
            what = f'"{{{name}}}" is not a placeholder'
            hint = f"known: {', '.join(sorted(TYPED_VALUES))}"
            yield Problem(text.place, "unknown-placeholder", what, hint)
        if has_stray_bracket(text.words):
            what = "a curly bracket is not part of a placeholder"
            hint = "write placeholders like {emergency_number}"
            yield Problem(text.place, "stray-bracket", what, hint)


def markup_is_closed(handout: Handout[Text]) -> Iterator[Problem]:
    """Every star of a text belongs to a pair."""
    for text in all_texts(handout):
        if "*" in plain(text.words):
            what = "a star has no partner"
            hint = "write **strong** or *term*, the stars touching the words"
            yield Problem(text.place, "stray-star", what, hint)


def no_number_to_dial_stands_in_a_text(handout: Handout[Text]) -> Iterator[Problem]:
    """A telephone number stands in a clinic's file, never in a text."""
    for text in all_texts(handout):
        for number in dialled_numbers(text.words):
            what = f'"{number}" looks like a telephone number'
            hint = "use a placeholder such as {cancer_team_phone}"
            yield Problem(text.place, "literal-phone", what, hint)


def words_marked_as_terms_are_explained(handout: Handout[Text]) -> Iterator[Problem]:
    """Every word marked as a *term* is in the handout's glossary."""
    explained = {_bare(term.term.words) for term in _terms(handout)}
    for text in all_texts(handout):
        for span in spans_of(text.words):
            if span.is_term and _bare(span.words) not in explained:
                what = f'"{span.words}" is marked as a term, but the glossary has it not'
                hint = "add it to the glossary of this handout"
                yield Problem(text.place, "term-not-explained", what, hint)


def terms_that_are_explained_are_used(handout: Handout[Text]) -> Iterator[Problem]:
    """Every entry of the glossary is marked as a *term* where it first stands."""
    marked = {
        _bare(span.words)
        for text in all_texts(handout)
        for span in spans_of(text.words)
        if span.is_term
    }
    for term in _terms(handout):
        if _bare(term.term.words) not in marked:
            what = f'"{term.term.words}" is explained, but never marked in the text'
            hint = "put stars round the word where it first stands: *word*"
            yield Problem(term.term.place, "term-not-used", what, hint, Severity.WARNING)


def sources_are_current(handout: Handout[Text]) -> Iterator[Problem]:
    """No handout rests on a superseded source."""
    for source in handout.sources:
        if not source.is_current:
            what = f'the source "{source.title}" is superseded'
            hint = "check the facts against what replaced it, and cite that"
            yield Problem(source.place, "superseded-source", what, hint)


def the_next_review_is_near_enough(handout: Handout[Text]) -> Iterator[Problem]:
    """The next review is after the date of writing, and at most 36 months on."""
    months = _months_between(handout.date, handout.next_review)
    if handout.next_review <= handout.date or months > LONGEST_REVIEW_MONTHS:
        what = f"the next review, {handout.next_review}, is not within 36 months"
        hint = f"choose a day in the 36 months after {handout.date}"
        yield Problem(handout.place, "review-date", what, hint)


def the_next_review_is_to_come(handout: Handout[Text], today: date) -> Iterator[Problem]:
    """The next review of a handout is not past."""
    if handout.next_review < today:
        what = f"the next review was due on {handout.next_review}"
        hint = "check it against its sources, and give it a new version and date"
        yield Problem(handout.place, "review-due", what, hint, Severity.WARNING)


def sentences_are_short(handout: Handout[Text]) -> Iterator[Problem]:
    """A sentence has at most 20 words, in the emergency block 15."""
    for section in handout.sections:
        is_urgent = section.key in ("emergency", "say")
        most = LONGEST_URGENT_SENTENCE if is_urgent else LONGEST_SENTENCE
        for text in all_texts(section):
            for sentence in sentences_of(text.words):
                if (count := len(sentence.split())) > most:
                    what = f"a sentence has {count} words, more than {most}"
                    yield Problem(
                        text.place, "long-sentence", what, "cut it in two", Severity.WARNING
                    )


def the_handout_is_not_too_long(handout: Handout[Text]) -> Iterator[Problem]:
    """A handout has at most 1,150 words in English."""
    count = sum(len(plain(text.words).split()) for text in all_texts(handout))
    if count > MOST_WORDS:
        what = f"the handout has {count} words, more than {MOST_WORDS}"
        hint = "leave out what the patient need not know today"
        yield Problem(handout.place, "too-long", what, hint, Severity.WARNING)


def the_words_are_easy_to_read(handout: Handout[Text]) -> Iterator[Problem]:
    """The reading grade is 6 or lower by two formulas, glossary words counted as easy."""
    easy = {word for term in _terms(handout) for word in term.term.words.casefold().split()}
    sentences = [
        sentence for text in all_texts(handout) for sentence in sentences_of(text.words)
    ]
    for name, grade in grade_of(sentences, easy):
        if grade > HIGHEST_GRADE:
            what = f"the reading grade is {grade:.1f} by {name}, above {HIGHEST_GRADE:.0f}"
            hint = "use shorter sentences and shorter words"
            yield Problem(handout.place, "hard-to-read", what, hint, Severity.WARNING)


def pictures_are_there(handout: Handout[Text], folder: Path) -> Iterator[Problem]:
    """Every picture that a handout shows lies in handouts/pictures/."""
    for section in handout.sections:
        for block in section.blocks:
            if isinstance(block, Figure) and not (folder / block.picture).is_file():
                what = f'the picture "{block.picture}" is not in handouts/pictures/'
                yield Problem(block.caption.place, "picture-missing", what, "put it there")


def _terms(handout: Handout[Text]) -> list[Term[Text]]:
    sections: tuple[Section[Text], ...] = handout.sections
    return [
        term
        for section in sections
        for block in section.blocks
        if isinstance(block, Glossary)
        for term in block.terms
    ]


def _bare(word: str) -> str:
    """Compare words without case and plural: *Metastases*, *genes*."""
    return word.casefold().removesuffix("s")


def _months_between(first: date, last: date) -> float:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months + (1 if last.day > first.day else 0)
