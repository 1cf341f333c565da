"""Texts, numbers and dates come in the language in use, and English is what the program itself holds."""

from collections.abc import Iterator
from datetime import date, time
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.translation import (
    ENGLISH,
    Catalogue,
    DateStyle,
    EnglishCatalogue,
    Language,
    as_written,
    format_date,
    format_number,
    format_time,
    language_code,
    later,
    tr,
    trc,
    trn,
    use_language,
    written,
)

SATURDAY = date(2026, 11, 21)


class FakeCatalogue:
    """German of a kind, for a handful of texts. As a real catalogue it answers the empty text with its head."""

    TEXTS = {  # noqa: RUF012
        "": "Language: de\n",
        "{count} of {all}": "von {all} {count}",
        "Rest": "Pause",
        "{count} of {{all}}": "von {{all}} {count}",
    }
    IN_CONTEXT = {  # noqa: RUF012
        ("side", "left"): "links",
        ("time", "left"): "übrig",
        ("side", ""): "head",
        ("file", "Bridge"): "Brücke",
        ("file", ""): "head",
    }

    def gettext(self, message: str) -> str:
        return self.TEXTS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = {"{n} session": "{n} Einheit", "{n} sessions": "{n} Einheiten"}  # 0 and 1 have one form here
        form = msgid1 if n <= 1 else msgid2
        return forms.get(form, form)

    def pgettext(self, context: str, message: str) -> str:
        return self.IN_CONTEXT.get((context, message), message)


class FakeConventions:
    """A decimal comma, and days and times in a form of their own."""

    def number(self, value: float, digits: int) -> str:
        return f"{value:.{digits}f}".replace(".", ",")

    def day(self, day: date, style: DateStyle) -> str:
        return f"{style.value} {day.day}.{day.month}.{day.year}"

    def time_of_day(self, moment: time) -> str:
        return f"{moment.hour} Uhr {moment.minute}"


GERMAN = Language(code="de", catalogue=FakeCatalogue(), conventions=FakeConventions())


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """Whatever a test uses, the next one begins where this one began."""
    before = use_language(ENGLISH)
    yield
    use_language(before)


@pytest.fixture
def _german() -> None:
    use_language(GERMAN)


german = pytest.mark.usefixtures("_german")


# ---- English, where nothing was chosen


def test_english_is_what_stands_in_the_program() -> None:
    assert language_code() == "en"
    assert tr("Rest") == trc("noun", "Rest") == written("Rest") == later("Rest") == "Rest"


def test_values_go_in_by_name() -> None:
    assert tr("{count} of {all}", all=7, count=3) == "3 of 7"
    assert trc("sets", "{count} of {all}", all=7, count=3) == "3 of 7"


def test_braces_stay_where_there_are_no_values() -> None:
    assert tr("{count} of {all}") == trc("sets", "{count} of {all}") == "{count} of {all}"


def test_doubled_braces_are_shown_once_where_there_are_values() -> None:
    assert tr("{count} of {{all}}", count=3) == "3 of {all}"


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert tr("{count} of {all}", count="{all}", all="{") == "{all} of {"


def test_a_missing_value_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        tr("{count} of {all}", count=3)


@pytest.mark.parametrize(("n", "text"), [(0, "0 sessions"), (1, "1 session"), (2, "2 sessions"), (21, "21 sessions")])
def test_one_has_a_form_of_its_own(n: int, text: str) -> None:
    assert trn("{n} session", "{n} sessions", n) == text


def test_a_plural_takes_more_values_than_the_number() -> None:
    assert trn("{n} set of {reps}", "{n} sets of {reps}", 2, reps="3-5") == "2 sets of 3-5"


def test_an_empty_text_is_empty() -> None:
    assert tr("") == trc("noun", "") == written("") == ""


@given(st.text(min_size=1), st.text(min_size=1), st.integers(0, 10_000))
def test_the_english_catalogue_answers_as_gettext_does_without_a_file(one: str, many: str, n: int) -> None:
    ours, theirs = EnglishCatalogue(), NullTranslations()
    assert ours.gettext(one) == theirs.gettext(one)
    assert ours.ngettext(one, many, n) == theirs.ngettext(one, many, n)
    assert ours.pgettext("noun", one) == theirs.pgettext("noun", one)


def test_a_catalogue_of_gettext_can_be_used() -> None:
    catalogue: Catalogue = NullTranslations()
    use_language(Language(code="fr", catalogue=catalogue))
    assert (language_code(), tr("Rest"), format_number(1.5, 1)) == ("fr", "Rest", "1.5")


@pytest.mark.parametrize(
    ("value", "digits", "text"), [(7.5, 2, "7.50"), (7.5, 1, "7.5"), (7, 0, "7"), (-0.25, 2, "-0.25"), (0.04, 1, "0.0")]
)
def test_a_number_has_the_places_that_are_asked_for(value: float, digits: int, text: str) -> None:
    assert format_number(value, digits) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (DateStyle.DAY, "Sat 21 Nov 2026"),
        (DateStyle.LONG, "Saturday, 21 November 2026"),
        (DateStyle.SHORT, "21 Nov"),
        (DateStyle.MONTH, "Nov"),
        (DateStyle.WEEKDAY, "Sat"),
        (DateStyle.FULL_WEEKDAY, "Saturday"),
    ],
)
def test_a_day_is_written_in_every_style(style: DateStyle, text: str) -> None:
    assert format_date(SATURDAY, style) == text


def test_a_day_says_its_weekday_unless_told_otherwise() -> None:
    assert format_date(date(2026, 5, 4)) == "Mon 4 May 2026"


@given(st.dates())
def test_days_are_those_of_the_calendar(day: date) -> None:
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    weekday, number, month, year = format_date(day).split()
    assert date(int(year), months.index(month) + 1, int(number)) == day
    assert names.index(weekday) == day.weekday()
    assert format_date(day, DateStyle.FULL_WEEKDAY).startswith(weekday)


@pytest.mark.parametrize(
    ("moment", "text"), [(time(7, 5), "07:05"), (time(0, 0), "00:00"), (time(23, 59, 59), "23:59")]
)
def test_a_time_of_day_has_hours_and_minutes(moment: time, text: str) -> None:
    assert format_time(moment) == text


# ---- another language


@german
def test_a_text_comes_from_the_catalogue() -> None:
    assert language_code() == "de"
    assert tr("Rest") == "Pause"
    assert tr("what nobody translated") == "what nobody translated"


@german
def test_a_marked_text_is_translated_when_it_is_shown() -> None:
    table = {"rest": later("Rest")}
    assert table["rest"] == "Rest"
    assert tr(table["rest"]) == "Pause"


@german
def test_values_may_stand_in_another_order() -> None:
    assert tr("{count} of {all}", count=3, all=7) == "von 7 3"
    assert tr("{count} of {{all}}", count=3) == "von {all} 3"


@german
def test_the_catalogue_decides_which_form_a_number_takes() -> None:
    forms = [trn("{n} session", "{n} sessions", n) for n in (0, 1, 2)]
    assert forms == ["0 Einheit", "1 Einheit", "2 Einheiten"]


@german
def test_a_context_tells_two_meanings_apart() -> None:
    assert trc("side", "left") == "links"
    assert trc("time", "left") == "übrig"
    assert tr("left") == "left"


@german
def test_texts_of_files_have_a_context_of_their_own() -> None:
    assert written("Bridge") == "Brücke"
    assert tr("Bridge") == "Bridge"
    assert written("Rest") == "Rest"


@german
def test_the_head_of_the_catalogue_is_never_shown() -> None:
    assert tr("") == trc("side", "") == written("") == ""


@german
def test_numbers_days_and_times_follow_the_conventions() -> None:
    assert format_number(7.5, 2) == "7,50"
    assert format_date(SATURDAY) == "day 21.11.2026"
    assert format_date(SATURDAY, DateStyle.FULL_WEEKDAY) == "full weekday 21.11.2026"
    assert format_time(time(7, 5)) == "7 Uhr 5"


def test_using_a_language_gives_back_the_one_before() -> None:
    french = Language(code="fr")
    assert use_language(GERMAN) is ENGLISH
    assert use_language(french) is GERMAN
    assert use_language(ENGLISH) is french
    assert (language_code(), tr("Rest")) == ("en", "Rest")


def test_what_is_kept_is_the_text_of_the_file_whatever_the_language() -> None:
    class French(EnglishCatalogue):
        def pgettext(self, context: str, message: str) -> str:
            return "Pont" if (context, message) == ("file", "Bridge") else message

    before = use_language(Language(code="fr", catalogue=French()))
    try:
        assert (written("Bridge"), as_written("Pont")) == ("Pont", "Bridge")
        assert as_written("A movement of one's own") == "A movement of one's own"
    finally:
        use_language(before)
