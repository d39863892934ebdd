"""Every rule finds what breaks it, and leaves in peace what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from inspect import isfunction
from pathlib import Path

import pytest
from makers import FRENCH, entry, french, handout, paragraphs, shared, text, text_of

from handpress.check import (
    PAIR_CHECKS,
    SOURCE_CHECKS,
    WHOLE_CHECKS,
    Examiner,
    check_handout,
    meaning,
    reviews_due,
    source,
    toolkit,
    translation,
    whole,
    writing,
)
from handpress.check.pair import pairs_of
from handpress.check.phrases import dialled_numbers, grade_of, sentences_of
from handpress.materials import every_problem
from handpress.problems import Place, Problem, Severity
from handpress.words.catalogue import Catalogue
from handpress.words.content import REQUIRED_SECTIONS, all_texts
from handpress.words.guide import NO_GUIDE, Guide, KeyTerm, Silence
from handpress.words.locale import find_locale

FRENCH_LINE = Place("fr.po", 5)
ENGLISH_LINE = Place("handouts/leaflet.yaml", 7, 5)


def saying(words: str, section: str = "support"):
    """A handout that says some words in one of its sections."""
    return handout({section: paragraphs(said=words)})


def place_of(one, section: str = "support") -> Place:
    return text_of(one, f"leaflet/{section}/said").place


def explaining(words: str, *, term: str = "Gene"):
    """A handout that says some words and explains one term."""
    of = shared({"glossary": {"gene": {"term": term, "meaning": "A small part."}}})
    glossary = {"heading": "Words", "blocks": {"words": {"glossary": ["gene"]}}}
    return handout({"support": paragraphs(said=words), "glossary": glossary}, of=of)


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


def test_the_repository_has_no_problem_at_all(materials):
    report = every_problem(materials)

    assert report.problems == ()
    assert len(materials.content.handouts) >= 2
    assert len(materials.catalogues) >= 6


def test_every_rule_of_every_module_is_in_force():
    listed = {check.__name__ for check in (*SOURCE_CHECKS, *PAIR_CHECKS, *WHOLE_CHECKS)}
    # These need the folder of pictures, the day, or the state, and are called by name.
    listed |= {
        "pictures_are_there",
        "the_next_review_is_to_come",
        "every_text_is_translated",
        "missing",
    }

    rules = {
        name
        for module in (source, translation, meaning, writing, toolkit, whole)
        for name, value in vars(module).items()
        if isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }
    assert listed == rules


def test_a_whole_handout_breaks_no_rule(tmp_path):
    assert check_handout(handout(), tmp_path) == ()


@pytest.mark.parametrize("section", REQUIRED_SECTIONS)
def test_a_section_that_no_patient_may_go_without_is_missed(section):
    one = handout()
    sections = tuple(part for part in one.sections if part.key != section)

    found = list(source.every_required_section_is_there(replace(one, sections=sections)))

    hint = f'add "{section}:" under "sections:"'
    what = f'the section "{section}" is missing'
    place = Place("handouts/leaflet.yaml", 1, 1)
    assert found == [Problem(place, "section-missing", what, hint)]


def test_all_required_sections_in_another_order_are_all_there():
    one = handout()

    found = source.every_required_section_is_there(
        replace(one, sections=tuple(reversed(one.sections)))
    )

    assert list(found) == []


@pytest.mark.parametrize("name", ["emergency_numbr", "page", "date", "clinic_name"])
def test_a_placeholder_that_no_clinic_fills_is_told(name):
    one = saying(f"Call {{{name}}}.")

    (found,) = source.placeholders_are_known(one)

    told = (found.place, found.code, found.message)
    assert told == (
        place_of(one),
        "unknown-placeholder",
        f'"{{{name}}}" is not a placeholder',
    )


def test_a_placeholder_that_clinic_or_country_fills_is_known():
    one = saying("Call {emergency_number}, {cancer_team_phone} or {interpreter_phone}.")

    assert list(source.placeholders_are_known(one)) == []


@pytest.mark.parametrize("words", ["Call {emergency number}.", "Call }.", "{{main_phone}}"])
def test_a_curly_bracket_without_a_placeholder_is_told(words):
    assert codes(source.placeholders_are_known(saying(words))) == ["stray-bracket"]


@pytest.mark.parametrize("words", ["**Stop", "a * b", "*gene", "** now **"])
def test_a_star_without_a_partner_is_told(words):
    one = saying(words)

    hint = "write **strong** or *term*, the stars touching the words"
    what = "a star has no partner"
    assert list(source.markup_is_closed(one)) == [
        Problem(place_of(one), "stray-star", what, hint)
    ]


def test_stars_in_pairs_are_no_problem():
    assert list(source.markup_is_closed(saying("**Stop** the *gene*."))) == []


def test_a_telephone_number_in_a_text_is_told_where_it_must_be_mended():
    one = saying("Call 020 7946 0101 now.")

    hint = "use a placeholder such as {cancer_team_phone}"
    what = '"020 7946 0101" looks like a telephone number'
    assert list(source.no_number_to_dial_stands_in_a_text(one)) == [
        Problem(place_of(one), "literal-phone", what, hint)
    ]


def test_numbers_that_are_not_dialled_may_stand_in_a_text():
    one = saying("In 2023 to 2026, 90 of every 100 people, 3 to 5 hours, T1-T12.")

    assert list(source.no_number_to_dial_stands_in_a_text(one)) == []


@pytest.mark.parametrize(
    "words",
    [
        "020 7946 0958",
        "(020) 7946 0958",
        "+44 20 7946 0958",
        "0800/1111",
        "0800-1111",
        "7946-0958",
        "9460–1111",
        "020‑7946‑0958",
        "020.7946.0958",
        "020\u20097946\u20090958",
        "116 117",
        "٠٢٠ ٧٩٤٦ ٠٩٥٨",
        "۰۲۰۷۹۴۶",
        "०२० ७९४६",
        "０２０－７９４６",
        "112",
        "999",
        "٩١١",
        "911.",
    ],
)
def test_a_number_to_dial_is_found_in_the_digits_of_any_script(words):
    (found,) = dialled_numbers(f"call {words} now")

    assert found == words.rstrip(".")


@pytest.mark.parametrize("words", ["020 **7946** 0958", "020 *7946* 0958"])
def test_stars_do_not_hide_a_number(words):
    assert list(dialled_numbers(words)) == ["020 7946 0958"]


@pytest.mark.parametrize("mark", ["\u200e", "\u2066", "\u200b", "\u2060"])
def test_marks_that_nobody_sees_do_not_hide_a_number(mark):
    words = f"020{mark} 7946{mark} 0958"

    assert list(dialled_numbers(words)) == ["020 7946 0958"]


@pytest.mark.parametrize(
    "words",
    [
        "90 of every 100",
        "90 von 100",
        "100 人中 90 人",
        "in 2023. 2024 was",
        "2023–2026",
        "2023 - 2026",
        "100-200",
        "1,234,567 people",
        "2026-11-21",
        "21.11.2026",
        "21/11/2026",
        "10,000,000 people",
        "1 000 000 people",
        "100 000",
        "1.000.000",
        "aged 40 to 60, 1990",
        "24 hours, 7 days",
        "L4/5, T12, C79.5",
        "5 mg",
        "12{emergency_number}3456",
        "{emergency_number}",
    ],
)
def test_a_number_that_is_counted_is_not_one_to_dial(words):
    assert list(dialled_numbers(words)) == []


def test_a_word_marked_as_a_term_must_be_explained():
    one = explaining("A *gene* and a *cell*.")

    hint = "add it to the glossary of this handout"
    what = '"cell" is marked as a term, but the glossary has it not'
    assert list(source.words_marked_as_terms_are_explained(one)) == [
        Problem(place_of(one), "term-not-explained", what, hint)
    ]


@pytest.mark.parametrize("word", ["gene", "Gene", "genes", "GENES"])
def test_a_term_may_be_written_with_capitals_or_as_a_plural(word):
    assert list(source.words_marked_as_terms_are_explained(explaining(f"*{word}*"))) == []


def test_a_term_that_is_explained_but_never_marked_is_a_warning():
    one = explaining("A gene.")

    hint = "put stars round the word where it first stands: *word*"
    what = '"Gene" is explained, but never marked in the text'
    place = text_of(one, "shared/glossary.gene.term").place
    assert list(source.terms_that_are_explained_are_used(one)) == [
        Problem(place, "term-not-used", what, hint, Severity.WARNING)
    ]


def test_a_term_that_is_marked_is_used():
    assert list(source.terms_that_are_explained_are_used(explaining("*Genes*"))) == []


def test_a_superseded_source_is_told_with_what_to_do():
    old = {"title": "An old guide", "publisher": "P", "status": "superseded"}

    (found,) = source.sources_are_current(handout(sources=[old]))

    assert (found.code, found.message) == (
        "superseded-source",
        'the source "An old guide" is superseded',
    )


def test_a_current_source_is_no_problem():
    assert list(source.sources_are_current(handout())) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31", "2025-01-31"),
        ("2026-01-15", "2029-01-16"),
        ("2026-01-31", "2029-02-01"),
    ],
)
def test_a_review_too_late_or_before_the_writing_is_told(first, last):
    one = handout(date=first, next_review=last)

    what = f"the next review, {last}, is not within 36 months"
    hint = f"choose a day in the 36 months after {first}"
    place = Place("handouts/leaflet.yaml", 1, 1)
    assert list(source.the_next_review_is_near_enough(one)) == [
        Problem(place, "review-date", what, hint)
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-01-31", "2029-01-31"),
        ("2026-01-31", "2026-02-01"),
        ("2026-11-21", "2028-11-21"),
    ],
)
def test_a_review_within_36_months_is_no_problem(first, last):
    one = handout(date=first, next_review=last)

    assert list(source.the_next_review_is_near_enough(one)) == []


TWENTY = "one two three four five six seven eight nine ten " * 2


@pytest.mark.parametrize(
    ("section", "count"), [("support", 21), ("emergency", 16), ("say", 16)]
)
def test_a_sentence_with_too_many_words_is_a_warning(section, count):
    one = saying(" ".join(["word"] * count) + ".", section)

    what = f"a sentence has {count} words, more than {count - 1}"
    assert list(source.sentences_are_short(one)) == [
        Problem(
            place_of(one, section), "long-sentence", what, "cut it in two", Severity.WARNING
        )
    ]


@pytest.mark.parametrize(
    ("section", "count"), [("support", 20), ("emergency", 15), ("say", 15)]
)
def test_a_sentence_as_long_as_allowed_is_no_problem(section, count):
    sentence = " ".join(["Word"] + ["word"] * (count - 1))

    one = saying(f"{sentence}. {sentence}? {sentence}! {sentence}.", section)

    assert list(source.sentences_are_short(one)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("**Stop.** Do not run.", ("Stop.", "Do not run.")),
        ("Call now. {main_phone} is open.", ("Call now.", "{main_phone} is open.")),
        ("Wait. 3 people help.", ("Wait.", "3 people help.")),
        ("Rest (lie down.) Then go.", ("Rest (lie down.)", "Then go.")),
        ("“I am ill.” Say this.", ("“I am ill.”", "Say this.")),
        ("Use e.g. water.", ("Use e.g. water.",)),
        ("", ()),
    ],
)
def test_words_are_cut_into_sentences(words, found):
    assert sentences_of(words) == found


def test_a_handout_that_is_too_long_is_a_warning():
    one = saying("word. " * 1150)

    (found,) = source.the_handout_is_not_too_long(one)

    assert (found.code, found.severity) == ("too-long", Severity.WARNING)


def test_a_handout_of_1150_words_is_not_too_long():
    few = sum(len(part.words.split()) for part in all_texts(saying("word.")))

    one = saying("word. " * (1151 - few))

    assert list(source.the_handout_is_not_too_long(one)) == []


def test_words_that_are_hard_to_read_are_a_warning_by_each_formula():
    hard = "Multidisciplinary neurosurgical rehabilitation necessitates reconsideration. "

    found = list(source.the_words_are_easy_to_read(saying(hard * 20)))

    assert codes(found) == ["hard-to-read", "hard-to-read"]
    assert {one.severity for one in found} == {Severity.WARNING}


def test_short_words_in_short_sentences_are_easy():
    assert list(source.the_words_are_easy_to_read(saying("Sit down. Stay calm."))) == []


def test_a_word_that_the_glossary_explains_counts_as_easy():
    hard = list(grade_of(["Chemotherapy kills cells."], set()))
    easy = list(grade_of(["Chemotherapy kills cells."], {"chemotherapy"}))

    assert [one > two for (_, one), (_, two) in zip(hard, easy, strict=True)] == [
        True,
        True,
    ]


def test_no_words_have_no_grade():
    assert list(grade_of([], set())) == []


def test_a_picture_that_is_not_there_is_told(tmp_path: Path):
    figure = {"picture": "a.svg", "alternative": "a", "caption": "c"}
    one = handout({"support": {"heading": "H", "blocks": {"f": {"figure": figure}}}})

    what = 'the picture "a.svg" is not in handouts/pictures/'
    assert [
        (found.code, found.message) for found in source.pictures_are_there(one, tmp_path)
    ] == [("picture-missing", what)]

    (tmp_path / "a.svg").touch()
    assert list(source.pictures_are_there(one, tmp_path)) == []


def checked(check, english: str, words: str, **more) -> list[Problem]:
    """What a rule finds in one text and its translation."""
    one = text(english)
    catalogue = french(entry(one, words, **more))
    if check is translation.every_text_is_translated:
        return list(check((one,), catalogue))
    (pair,) = pairs_of((one,), catalogue, NO_GUIDE)
    return list(check(pair))


def test_a_text_that_is_not_translated_is_told_with_its_words_and_context():
    found = checked(translation.every_text_is_translated, "Stay calm.", "")

    what = '"Stay calm." (leaflet/summary/text) is not translated'
    assert found == [Problem(FRENCH_LINE, "untranslated", what, "translate it")]


def test_texts_that_the_catalogue_has_not_are_told_together_with_the_way_out():
    texts = (text("Stay calm.", "a/b/calm"), text("Breathe.", "a/b/breathe"))

    (found,) = translation.every_text_is_translated(texts, french())

    told = (found.place, found.code, found.hint)
    assert told == (Place("fr.po"), "not-in-catalogue", "run update, then translate them")
    assert found.message.startswith("2 texts are not in the catalogue yet")


def test_long_words_are_cut_short_in_a_message():
    (found,) = checked(translation.every_text_is_translated, "word " * 30, "")

    assert found.message.startswith('"word word word word word word word word…" ')


def test_a_fuzzy_translation_is_told():
    found = checked(translation.every_text_is_translated, "Stay.", "Rester.", is_fuzzy=True)

    assert [(one.place, one.code) for one in found] == [(FRENCH_LINE, "fuzzy")]


def test_a_stale_translation_is_told():
    catalogue = french(entry(text("Be calm."), "Restez calme."))

    found = translation.every_text_is_translated((text("Stay calm."),), catalogue)

    assert [(one.place, one.code) for one in found] == [(FRENCH_LINE, "stale")]


def test_a_fresh_translation_is_no_problem():
    assert checked(translation.every_text_is_translated, "Stay.", "Restez.") == []


def test_a_lost_placeholder_is_reported_where_it_must_be_mended():
    found = checked(translation.placeholders_survive, "Call {main_phone}", "Appelez")

    hint = "copy {main_phone} into the translation exactly as it is"
    what = '"{main_phone}" is missing'
    assert found == [Problem(FRENCH_LINE, "placeholder-lost", what, hint)]


def test_an_invented_placeholder_is_told():
    found = checked(translation.placeholders_survive, "Call", "Appelez {main_phone}")

    hint = "take {main_phone} out of the translation"
    what = '"{main_phone}" is not in the English'
    assert found == [Problem(FRENCH_LINE, "placeholder-invented", what, hint)]


@pytest.mark.parametrize(
    "words", ["Appelez { main_phone}", "Appelez {Main_phone}", "Appelez {téléphone}"]
)
def test_a_placeholder_that_was_changed_is_lost_and_leaves_a_bracket(words):
    found = checked(translation.placeholders_survive, "Call {main_phone}", words)

    assert codes(found) == ["placeholder-lost", "stray-bracket"]


@pytest.mark.parametrize("words", ["Appelez }", "Appelez {", "Appelez {{main_phone}}"])
def test_a_stray_bracket_in_a_translation_is_told(words):
    english = "Call {main_phone}" if "main" in words else "Call"

    found = checked(translation.placeholders_survive, english, words)

    assert codes(found) == ["stray-bracket"]


@pytest.mark.parametrize(
    "words", ["{main_phone}", "{main_phone} : appelez {main_phone}", "اتصل {main_phone}"]
)
def test_a_placeholder_that_survives_anywhere_is_no_problem(words):
    assert checked(translation.placeholders_survive, "Call {main_phone}", words) == []


def test_strong_words_that_are_lost_are_told_with_both_counts():
    found = checked(
        translation.markup_survives, "**Stop** the *gene*.", "Arrêtez le *gène*."
    )

    hint = "put the stars round the same words as in the English"
    what = "0 strong, 1 terms, but the English has 1 strong, 1 terms"
    assert found == [Problem(FRENCH_LINE, "markup-lost", what, hint)]


@pytest.mark.parametrize("words", ["**Arrêt", "** Arrêt **", "**停止。**马上"])
def test_a_star_that_does_not_work_in_a_translation_is_told(words):
    assert codes(checked(translation.markup_survives, "**Stop**", words)) == ["stray-star"]


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("**Stop.** Now.", "**停止**。马上。"),
        ("**the *cord* hurts**", "**la *moelle***"),
        ("the *cord* **now**", "**maintenant** la *moelle*"),
        ("no stars", "aucune_étoile_ici"),
    ],
)
def test_stars_that_stand_round_the_same_number_of_words_are_no_problem(english, words):
    assert checked(translation.markup_survives, english, words) == []


@pytest.mark.parametrize("words", ["Appelez le 112", "اتصل ٠٢٠٧٩٤٦", "拨打 020-7946-0101"])
def test_a_number_that_a_translation_adds_is_told(words):
    found = checked(translation.no_number_to_dial_is_added, "Call", words)

    assert [(one.place, one.code) for one in found] == [(FRENCH_LINE, "literal-phone")]


@pytest.mark.parametrize("words", ["90 sur 100", "९० में से १००", "每 100 人中 90 人"])
def test_a_count_in_a_translation_is_no_number_to_dial(words):
    assert checked(translation.no_number_to_dial_is_added, "90 of every 100", words) == []


def examined(catalogue: Catalogue, *texts) -> tuple[Problem, ...]:
    """What all rules together find in a catalogue of these texts."""
    return Examiner((catalogue,), texts).problems(texts, catalogue)


def test_a_text_that_is_missing_is_told_once_and_not_for_its_placeholders():
    one = text("**Call** {main_phone}", "template/call")

    found = examined(french(entry(one, " ")), one)

    assert codes(found) == ["untranslated"]


def test_the_source_has_no_translation_to_check():
    english = Catalogue(find_locale("en"), "en.po")

    assert examined(english, text("Stay calm.")) == ()


def test_a_wrong_translation_and_a_wrong_template_string_are_both_told():
    said, printed = text("Call {main_phone}."), text("Page {page}", "template/page")
    entries = (entry(printed, "Page", line=9), entry(said, "Appelez.", line=3))
    catalogue = Catalogue(FRENCH, "fr.po", entries)

    found = examined(catalogue, said, printed)

    lost = sorted((problem.place.line, problem.code) for problem in found)
    assert lost == [(3, "placeholder-lost"), (9, "placeholder-lost")]


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("3 of 100", "3 sur 10"),
        ("24 hours", "vingt-quatre heures"),
        ("5 mg", "٥٠ mg"),
        ("37.5 °C", "37,4 °C"),
        ("at night", "2 nuits"),
    ],
)
def test_a_number_that_is_another_is_told(english, words):
    assert codes(checked(meaning.numbers_are_those_of_the_source, english, words)) == [
        "number-changed"
    ]


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("3 to 5 of 100", "sur 100, 3 à 5"),
        ("24 hours", "٢٤ ساعة"),
        ("37.5 °C", "37,5 °C"),
        ("any one of these", "1 seul de ces signes"),
        ("1,000 people", "1.000 personnes"),
    ],
)
def test_a_number_in_other_digits_or_another_place_is_the_same(english, words):
    assert checked(meaning.numbers_are_those_of_the_source, english, words) == []


def test_a_unit_that_is_lost_is_told_and_one_of_the_language_is_not():
    assert codes(checked(meaning.units_are_those_of_the_source, "38 °C", "38 °F")) == [
        "unit-changed"
    ]
    assert checked(meaning.units_are_those_of_the_source, "38 °C", "38 °C") == []
    assert checked(meaning.units_are_those_of_the_source, "in 5 grammes", "5") == []


WORDS = (
    KeyTerm("bladder", ("bladder",), is_signal=False),
    KeyTerm("at once", ("at once",), is_signal=True),
    KeyTerm("not", ("not", "cannot"), is_signal=True),
)
MOTS = (
    KeyTerm("bladder", ("vessie",), is_signal=False),
    KeyTerm("at once", ("tout de suite",), is_signal=True),
    KeyTerm("not", (" ne ", " n’"), is_signal=True),
)


def agreed(check, english: str, words: str, *, is_critical: bool = False) -> list[Problem]:
    """What a rule finds where both languages have said which words they use."""
    one = replace(text(english), is_safety_critical=is_critical)
    catalogue = replace(french(entry(one, words)), guide=Guide(MOTS))
    (pair,) = pairs_of((one,), catalogue, Guide(WORDS))
    return list(check(pair))


@pytest.mark.parametrize(
    ("english", "words", "code"),
    [
        ("Your bladder is full.", "Vous êtes rassasié.", "term-not-used"),
        ("Call at once.", "Appelez.", "signal-lost"),
        ("Do not stop it.", "Arrêtez-le.", "signal-lost"),
    ],
)
def test_a_word_that_must_not_get_lost_is_missed(english, words, code):
    (found,) = agreed(meaning.terms_are_used, english, words)
    (urgent,) = agreed(meaning.terms_are_used, english, words, is_critical=True)

    assert (found.code, found.severity) == (code, Severity.WARNING)
    assert (urgent.code, urgent.severity) == (code, Severity.ERROR)


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("Your bladder is full.", "Votre VESSIE est pleine."),
        ("Do not stop it.", "Ne l’arrêtez pas."),
        ("The nothing box.", "La boîte."),
    ],
)
def test_a_word_that_is_there_in_any_form_is_not_missed(english, words):
    assert agreed(meaning.terms_are_used, english, words) == []


def test_of_two_negations_one_that_is_lost_is_told():
    english = "It does not hurt. It cannot spread."
    both, one = "Ça ne fait pas mal. Il ne s’étend pas.", "Ça ne fait pas mal. Il s’étend."

    assert agreed(meaning.every_negation_is_kept, english, both) == []
    assert codes(agreed(meaning.every_negation_is_kept, english, one)) == ["signal-lost"]


def test_a_negation_that_is_added_is_told_where_people_act_on_the_words():
    added = ("Call your team.", "Vous ne devez appeler.")

    assert agreed(meaning.no_negation_is_added, *added) == []
    (found,) = agreed(meaning.no_negation_is_added, *added, is_critical=True)
    assert (found.code, found.severity) == ("negation-added", Severity.ERROR)
    kept = ("You cannot walk.", "Vous ne pouvez marcher.")
    assert agreed(meaning.no_negation_is_added, *kept, is_critical=True) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("A tumour can press on nerves.", "same-as-english"),
        ("a tumour can press on nerves.", "same-as-english"),
        ("Une tumeur tumour can press on des nerfs.", "left-in-english"),
    ],
)
def test_english_that_is_left_is_told(words, code):
    english = "A tumour can press on nerves."

    assert codes(checked(meaning.nothing_is_left_in_english, english, words)) == [code]


def test_a_placeholder_alone_is_no_english():
    assert checked(meaning.nothing_is_left_in_english, "12 %", "12 %") == []


@pytest.mark.parametrize("sign", ["\u200b", "\u00a0", "\u202e", "\ufeff", "\u00ad", "\x07"])
def test_a_character_that_nobody_sees_is_told(sign):
    (found,) = checked(writing.nothing_is_unseen, "Stay calm.", f"Restez{sign} calme.")

    assert (found.code, f"U+{ord(sign):04X}" in found.message) == (
        "invisible-character",
        True,
    )


def test_a_joiner_inside_a_word_is_of_use_and_outside_it_is_not():
    assert checked(writing.nothing_is_unseen, "home", "خانه\u200cها") == []
    assert codes(checked(writing.nothing_is_unseen, "home", "خانه\u200c ها")) == [
        "invisible-character"
    ]


def test_a_letter_apart_from_its_accent_is_told():
    assert codes(checked(writing.letters_are_composed, "calm", "apaise\u0301")) == [
        "decomposed"
    ]
    assert checked(writing.letters_are_composed, "calm", "apaisé") == []


@pytest.mark.parametrize(
    "words", ["(calme", "calme)", "« calme", "“calme", 'un " deux', "(a]"]
)
def test_a_bracket_or_quotation_mark_without_a_partner_is_told(words):
    found = checked(writing.brackets_and_quotes_are_closed, "calm", words)

    assert codes(found)[:1] == ["unbalanced"]


@pytest.mark.parametrize(
    "words", ["l’(eau)", "„ruhig“", "„spokój”", "”רגוע”", "「静（か）」", "« calme »"]
)
def test_brackets_and_quotation_marks_in_pairs_are_no_problem(words):
    assert checked(writing.brackets_and_quotes_are_closed, "calm", words) == []


def wholly(check, tag: str, *pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """What a rule finds in a whole catalogue: the English, and the code."""
    texts = tuple(text(one, f"a/b/t{at}") for at, (one, _) in enumerate(pairs))
    entries = tuple(entry(one, words) for one, (_, words) in zip(texts, pairs, strict=True))
    catalogue = Catalogue(find_locale(tag), "x.po", entries)
    found = check(tuple(pairs_of(texts, catalogue, NO_GUIDE)))
    return [(pair.text.words, problem.code) for pair, problem in found]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("ru", "спинной мозг і нерв"),
        ("ar", "اتصل بالگروه"),
        ("fr", "la мoelle"),
        ("zh-Hans", "請打電話"),
        ("zh-Hant", "请打电话"),
        ("th", "ปวดหลัง lung"),
        ("es", "ação"),
    ],
)
def test_a_letter_of_another_language_is_told(tag, words):
    found = wholly(writing.every_letter_is_of_the_language, tag, ("Back pain.", words))

    assert {code for _, code in found} == {"foreign-letter"}


@pytest.mark.parametrize(
    ("tag", "english", "words"),
    [
        ("ru", "MRI scan", "МРТ (MRI)"),
        ("ja", "CT scan", "CT検査"),
        ("fa", "call", "تماس بگیرید"),
        ("zh-Hans", "call", "请打电话"),
        ("vi", "pain", "đau ở lưng"),
    ],
)
def test_letters_of_the_language_and_names_of_the_source_are_no_problem(
    tag, english, words
):
    assert wholly(writing.every_letter_is_of_the_language, tag, (english, words)) == []


SENTENCES = [
    (f"This is the sentence number {name} of many here.", f"C’est la phrase {name} ici.")
    for name in [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "more",
        "last",
    ]
]


def test_a_text_that_lost_a_clause_is_shorter_than_usual():
    lost = ("When you cough, and when you sneeze or strain, it hurts.", "Ça.")

    found = wholly(whole.no_text_is_far_too_long_or_short, "fr", *SENTENCES, lost)

    assert found == [(lost[0], "too-short")]


def test_a_text_that_gained_a_clause_is_longer_than_usual():
    gained = ("When you cough it hurts, at night.", "La douleur vient la nuit. " * 4)

    found = wholly(whole.no_text_is_far_too_long_or_short, "fr", *SENTENCES, gained)

    assert found == [(gained[0], "too-long")]


def test_one_translation_for_two_texts_is_told():
    found = wholly(
        whole.other_texts_have_other_words,
        "fr",
        ("Arm", "Bras"),
        ("Leg", "Bras"),
        ("Arm.", "Bras"),
    )

    assert found == [("Leg", "same-as-another")]


def test_a_line_of_another_language_is_told():
    texts = tuple(text(one, f"a/b/t{at}") for at, (one, _) in enumerate(SENTENCES))
    spanish = [f"Esta es la frase {at} de aquí, con otras palabras." for at in range(12)]
    french_words = [words for _, words in SENTENCES[:-1]]
    catalogues = tuple(
        Catalogue(find_locale(tag), f"{tag}.po", tuple(map(entry, texts, said)))
        for tag, said in (("es", spanish), ("fr", [*french_words, spanish[-1]]))
    )

    found = Examiner(catalogues, texts).findings(catalogues[1]).of_texts

    assert codes(found["a/b/t11"]).count("wrong-language") == 1
    assert all(
        "wrong-language" not in codes(found.get(f"a/b/t{at}", ())) for at in range(11)
    )


@pytest.mark.parametrize(
    ("english", "words", "code"),
    [
        ("Stay calm now.", "Restez restez calme.", "double-word"),
        ("Stay calm now.", "Restez  calme.", "double-space"),
        ("Stay calm now.", " Restez calme.", "outer-space"),
        ("Stay calm now.", "Restez calme", "end-mark"),
        ("Stay. Go out.", "Restez et sortez.", "sentence-count"),
        ("Stay calm now.", "Restez\ncalme.", "line-break"),
    ],
)
def test_what_the_toolkit_finds_is_told(english, words, code):
    assert code in codes(checked(toolkit.the_toolkit_is_content, english, words))


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("Stay calm. Go out.", "请保持冷静。请出去。"),
        ("Is it cancer?", "Est-ce un cancer ?"),
        ("Stay calm.", "शांत रहें।"),
        ("Say “stop”.", "Dites « stop »."),
    ],
)
def test_marks_of_other_scripts_are_known(english, words):
    assert checked(toolkit.the_toolkit_is_content, english, words) == []


SILENCE = Silence("same-as-english", "leaflet/summary/text", "a name", Place("l.yaml", 2))


def test_a_false_alarm_is_silenced_and_counted():
    one = text("Lipoma")
    catalogue = replace(french(entry(one, "Lipoma")), guide=Guide(silences=(SILENCE,)))

    findings = Examiner((catalogue,), (one,)).findings(catalogue)

    assert (findings.general, findings.of_texts, findings.silenced) == ((), {}, 1)


def test_a_silence_that_nothing_needs_is_told():
    one = text("Lipoma")
    catalogue = replace(french(entry(one, "Lipome")), guide=Guide(silences=(SILENCE,)))

    (found,) = Examiner((catalogue,), (one,)).findings(catalogue).general

    assert (found.place, found.code) == (SILENCE.place, "silence-needless")


def test_a_language_without_its_words_is_told_once():
    one = text("Your bladder")
    english = Catalogue(find_locale("en"), "en.po", guide=Guide(WORDS))
    catalogue = french(entry(one, "Votre vessie"))
    partly = replace(catalogue, guide=Guide(MOTS[:1]))

    none = Examiner((english, catalogue), (one,)).findings(catalogue).general
    some = Examiner((english, partly), (one,)).findings(partly).general

    assert codes(none) == ["terms-missing"]
    assert codes(some) == ["term-missing", "term-missing"]


def test_a_review_that_was_due_is_told():
    one = handout()

    assert codes(reviews_due([one], one.next_review)) == []
    assert codes(reviews_due([one], date(2099, 1, 1))) == ["review-due"]
