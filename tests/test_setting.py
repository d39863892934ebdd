"""Words are set so that every run reads in its own direction, in every script."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from handpress.paper.setting import bare, direction_of, isolate, set_plain, set_words
from handpress.words.locale import find_locale

ARABIC, PERSIAN, ENGLISH = find_locale("ar"), find_locale("fa"), find_locale("en")

RUNS = {
    "phone": ("اتصل 020 7946 0958 الآن", ["020 7946 0958"]),
    "phone with plus": ("اتصل +44 20 7946 0958 الآن", ["+44 20 7946 0958"]),
    "dose": ("تناول 500 mg مرتين", ["500 mg"]),
    "dose with sign": ("تناول 2.5 ml × 3 مرات", ["2.5 ml × 3"]),
    "temperature": ("حرارة 37.5°C أو أكثر", ["37.5°C"]),
    "money": ("ادفع £20 فقط", ["£20"]),
    "range": ("من 30–45 دقيقة", ["30–45"]),
    "time": ("مفتوح 9:00-17:00 يوميًا", ["9:00-17:00"]),
    "address": ("زوروا example.org/ar?x=1 اليوم", ["example.org/ar?x=1"]),
    "mail": ("اكتبوا إلى help@example.org", ["help@example.org"]),
    "name": ("فحص MRI scan كامل", ["MRI scan"]),
    "name in brackets": ("فحص (MRI scan) كامل", ["MRI scan"]),
    "two names": ("فحص MRI، ثم CT.", ["MRI", "CT"]),
    "percentage": ("نحو 5 % فقط", ["5 %"]),
    "code": ("الرمز C79.5 هنا", ["C79.5"]),
    "sentence end": ("خلال 24 ساعة. اتصل", ["24"]),
}


@pytest.mark.parametrize(("words", "wanted"), RUNS.values(), ids=RUNS.keys())
def test_every_left_to_right_run_in_arabic_is_isolated_whole(words: str, wanted: list[str]):
    html = set_plain(words, ARABIC)
    found = [part.partition(">")[2] for part in html.split("<span")[1:]]
    runs = [bare(part.partition("</span>")[0]) for part in found]
    assert runs == wanted
    assert 'dir="ltr"' in html


def test_arabic_words_themselves_are_left_alone():
    assert set_plain("ألم في الظهر", ARABIC) == "ألم في الظهر"


def test_latin_letters_carry_their_language_and_numbers_none():
    assert 'lang="en"' in set_plain("فحص MRI", ARABIC)
    assert "lang" not in set_plain("خلال 24 ساعة", ARABIC)


def test_numbers_take_the_digits_of_the_locale_and_codes_do_not():
    assert "۲۴" in set_plain("تا 24 ساعت", PERSIAN)
    assert "C79.5" in set_plain("کد C79.5 است", PERSIAN)
    assert "1,250" in set_plain("1,250 people", ENGLISH)
    # An address stays as its owner writes it.
    assert "24" in set_plain("خیابان 24", PERSIAN, keeps_digits=True)


def test_typed_values_stay_as_they_are():
    values = {"emergency_number": isolate("112", name="phone")}
    html = set_words("به {emergency_number} زنگ بزنید", PERSIAN, values)
    assert '<span dir="ltr" class="phone">112</span>' in html


def test_a_number_and_its_word_stay_on_one_line():
    assert set_plain("within 24 hours", ENGLISH) == "within 24\u00a0hours"


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("th", "ปวดหลังตอนกลางคืนจนนอนไม่หลับ"),
        ("lo", "ເຈັບຫຼັງຕອນກາງຄືນຈົນນອນບໍ່ຫຼັບ"),
        ("km", "ឈឺខ្នងនៅពេលយប់រហូតដល់គេងមិនលក់"),
        ("my", "ညဘက်မှာနောက်ကျောနာလို့အိပ်မပျော်ဘူး"),
    ],
)
def test_scripts_without_spaces_are_told_where_to_break(tag: str, words: str):
    html = set_plain(words, find_locale(tag))
    assert html.count("\u200b") >= 3
    assert bare(html) == words


def test_korean_words_are_kept_whole():
    html = set_plain("등이 아픕니다", find_locale("ko"))
    assert html == "등\u2060이 아\u2060픕\u2060니\u2060다"
    assert bare(html) == "등이 아픕니다"


def test_markup_in_words_is_escaped():
    assert set_words("a < b & **c**", ENGLISH, {}) == Markup(
        "a &lt; b &amp; <strong>c</strong>"
    )


def test_the_direction_of_words_is_that_of_their_first_letter():
    assert [direction_of(words) for words in ("1 عيادة", "12", "a ب")] == [
        "rtl",
        "ltr",
        "ltr",
    ]


def test_a_name_with_a_strong_word_inside_is_isolated_whole():
    html = set_words("اتصل NHS **Direct** Wales الآن", ARABIC, {})
    assert html == (
        'اتصل <span dir="ltr" lang="en">NHS <strong>Direct</strong> Wales</span> الآن'
    )


def test_a_number_beside_a_placeholder_is_not_mixed_with_it():
    values = {"emergency_number": isolate("112", name="phone")}
    html = set_words("MRI {emergency_number} 24", ARABIC, values)
    assert 'class="phone">112</span>' in html
    assert html.count('dir="ltr"') == 3


def test_no_line_breaks_between_a_mark_and_the_space_beside_it():
    words = "« Pourquoi moi ? » : lisez ; sortez !"

    assert set_plain(words, find_locale("fr")) == words.replace("« ", "«\u00a0").replace(
        " ?", "\u00a0?"
    ).replace(" »", "\u00a0»").replace(" :", "\u00a0:").replace(" ;", "\u00a0;").replace(
        " !", "\u00a0!"
    )
