"""Durations as people write them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trunktimer.foundation.durations import (
    LONGEST_MS,
    NO_PAUSE,
    BadDuration,
    Fineness,
    Span,
    format_clock,
    format_duration,
    format_span,
    parse_pause,
    parse_span,
    restyle,
    seconds_token,
    span_token,
)
from trunktimer.foundation.languages import LANGUAGES, read_language
from trunktimer.foundation.places import find_places
from trunktimer.foundation.translation import ENGLISH, use_language

TIMES = st.integers(1, LONGEST_MS)
SPOKEN = {code: read_language(code, find_places().locale, {}) for code in LANGUAGES}


@pytest.mark.parametrize(
    ("written", "low_ms", "high_ms"),
    [
        ("90 s", 90_000, 90_000), ("1:30", 90_000, 90_000), ("1 min", 60_000, 60_000),
        ("1 min 30 s", 90_000, 90_000), ("0.5 s", 500, 500), ("0,5 s", 500, 500), (90, 90_000, 90_000),
        (1.5, 1_500, 1_500), ("2", 2_000, 2_000), ("10-15 s", 10_000, 15_000), ("10 – 15 s", 10_000, 15_000),
        ("10 to 15 s", 10_000, 15_000), ("45 s - 1 min", 45_000, 60_000), ("1-2 min", 60_000, 120_000),
        ("1:00-1:30", 60_000, 90_000), ("1:02:03", 3_723_000, 3_723_000), ("2 h", 7_200_000, 7_200_000),
        ("250 ms", 250, 250), (" 3S ", 3_000, 3_000),
        ("½ min", 30_000, 30_000), ("1½ min", 90_000, 90_000), ("1 ½ min", 90_000, 90_000), ("¼ h", 900_000, 900_000),
        ("1\u066b5 s", 1_500, 1_500), ("10 sec.", 10_000, 10_000), ("90s.", 90_000, 90_000),
        ("1 h 5", 3_900_000, 3_900_000),
        ("1:30 h", 5_400_000, 5_400_000), ("1 Std. und 5 Min.", 3_900_000, 3_900_000), ("10…15 s", 10_000, 15_000),
        ("5-10'", 300_000, 600_000), ("5 min - 10", 300_000, 600_000), ("30-1:30", 30_000, 90_000),
        ("30 - 1 min 30 s", 30_000, 90_000), ("1 minute 30 - 2 minutes", 90_000, 120_000),
        ("\u200e10\u200e s", 10_000, 10_000),
        ("１０－１５ ｓ", 10_000, 15_000), ("10 a\u0300 15 s", 10_000, 15_000), ("1'30''-2'", 90_000, 120_000),
    ],
)  # fmt: skip
def test_every_notation_is_read(written: object, low_ms: int, high_ms: int) -> None:
    assert parse_span(written) == Span(low_ms, high_ms)


@pytest.mark.parametrize(
    "written",
    ["", "ten", "10 x", "-5 s", "5 s -", "0 s", 0, -1, 1e300, float("nan"), float("inf"), 10**400, "15-10 s", "25 h",
     "1 s 1 min", "5-6-7 s", True, None, [5], "1:99", "1" * 5000, "٣ s x", "−5 s", "10²", "10 - - 15 s", "1'000 s",
     "1 min 90", "10 s 5", "1 500 s", "1 min 30 m", "10 5 ms", "1:30 s", " " * 100_000 + "x", "½½ s", "1/0 s", "5'30'"],
)  # fmt: skip
def test_everything_else_is_refused_with_a_reason(written: object) -> None:
    with pytest.raises(BadDuration) as refusal:
        parse_span(written)
    assert 10 < len(str(refusal.value)) < 150


@pytest.mark.parametrize(
    ("written", "one", "other"),
    [
        ("1'5", "1 min 5 s", "1.5 s"),
        ("10/15 s", "10-15 s", "0.667 s"),
        ("3/4 Minuten", "3-4 min", "45 s"),
        ("1:30 - 2 h", "1 min 30 s - 2 h", "1 h 30 min - 2 h"),
        ("1 - 1 min 30 s", "1 s - 1 min 30 s", "1 min - 1 min 30 s"),
        ("1 min - 90", "1 min - 1 min 30 s", "1 min - 1 h 30 min"),
    ],
)
def test_what_may_mean_two_things_is_refused_with_both(written: str, one: str, other: str) -> None:
    with pytest.raises(BadDuration) as refusal:
        parse_span(written)
    assert str(refusal.value) == f'"{written}" may mean two things; write "{one}" or "{other}"'
    assert parse_span(one) != parse_span(other)


def test_how_often_is_no_part_of_a_time() -> None:
    with pytest.raises(BadDuration, match="write how often at reps or sets"):
        parse_span("3 × 10 s")


GAPS = st.sampled_from(["", " ", "\xa0", "\u202f", "\u2009", "  "])
DIGITS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])
HYPHENS = st.sampled_from([*"-‐‑‒–—―−﹣－\xad", "\xa0–\xa0", " to ", " bis ", " à ", " a ", "\u2009—\u2009"])
HOURS = st.sampled_from(["h", "h.", "hour", "hours", "Std.", "Stunde", "Stunden", "heure", "heures", "hora", "horas"])
MINUTES = st.sampled_from(["m", "min", "min.", "mn", "Min.", "minute", "minutes", "Minuten", "minutos", "'", "’", "′"])
SECONDS = st.sampled_from(["s", "s.", "sec", "sec.", "Sek", "Sek.", "Sekunden", "secondes", "seg.", "segundos",
                           "SECONDS", '"', "”", "″", "''", "’’", "′′"])  # fmt: skip


@st.composite
def written_times(draw: st.DrawFn) -> tuple[str, int]:
    """A time of whole seconds or tenths in one of the ways in which people write it, and its milliseconds."""
    gap = draw(GAPS)
    hours, minutes, seconds = draw(st.integers(0, 9)), draw(st.integers(0, 59)), draw(st.integers(1, 59))
    ways = {
        "seconds": (f"{seconds}{gap}{draw(SECONDS)}", 0, 0, seconds),
        "tenths": (f"{seconds}{draw(st.sampled_from('.,٫'))}5{gap}{draw(SECONDS)}", 0, 0, seconds + 0.5),
        "minutes": (f"{minutes + 1}{gap}{draw(MINUTES)}", 0, minutes + 1, 0),
        "halves": (f"{minutes or ''}{gap}½{gap}{draw(MINUTES)}", 0, minutes + 0.5, 0),
        "hours": (f"{hours + 1}{gap}{draw(HOURS)}", hours + 1, 0, 0),
        "hours and minutes": (f"{hours}{gap}{draw(HOURS)}{gap}{minutes:02}", hours, minutes, 0),
        "both": (f"{minutes}{gap}{draw(MINUTES)} {seconds:02}{gap}{draw(SECONDS)}", 0, minutes, seconds),
        "left out": (f"{minutes}{gap}{draw(MINUTES)} {seconds:02}", 0, minutes, seconds),
        "clock": (f"{minutes}{draw(st.sampled_from(':：'))}{seconds:02}", 0, minutes, seconds),
        "long clock": (f"{hours}:{minutes:02}:{seconds:02}", hours, minutes, seconds),
    }
    text, hours_, minutes_, seconds_ = draw(st.sampled_from(list(ways.values())))
    ms = round(hours_ * 3_600_000 + minutes_ * 60_000 + seconds_ * 1_000)
    assume(ms)
    return text.translate(str.maketrans("0123456789", draw(DIGITS))), ms


@given(written_times())
def test_every_way_of_writing_reads_as_its_value(written: tuple[str, int]) -> None:
    text, ms = written
    assert parse_span(text) == parse_pause(text) == Span(ms, ms)
    assert parse_span(restyle(text, Span(ms, ms))) == Span(ms, ms)


@given(st.integers(1, 60), st.integers(0, 60), HYPHENS, GAPS, SECONDS | MINUTES | HOURS, DIGITS)
def test_every_way_of_writing_a_range_reads_as_its_values(
    low: int, more: int, hyphen: str, gap: str, unit: str, digits: str
) -> None:
    low, high = min(low, 24), min(low + more, 24)
    text = f"{low}{hyphen}{high}{gap}{unit}".translate(str.maketrans("0123456789", digits))
    unit_ms = parse_span(f"1 {unit}").low_ms
    assert parse_span(text) == Span(low * unit_ms, high * unit_ms)


@given(TIMES, TIMES, st.sampled_from(list(LANGUAGES)))
def test_what_is_shown_in_any_language_can_be_pasted(one: int, other: int, code: str) -> None:
    span = Span(min(one, other), max(one, other))
    use_language(SPOKEN[code])
    shown = [(format_span(span), span), (format_duration(one), Span(one, one))]
    use_language(ENGLISH)
    for text, meant in shown:
        assert parse_span(text) == meant


@given(TIMES)
def test_what_is_written_is_read_back(ms: int) -> None:
    assert parse_span(format_duration(ms)) == parse_span(f"{seconds_token(ms)} s") == Span(ms, ms)


@given(TIMES, TIMES)
def test_ranges_are_read_back(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert parse_span(span_token(span)) == span


@given(
    st.sampled_from(["90 s", "90s", "1:30", "1 min", "1 min 30 s", "10-15 s", "0:10-0:15", "7", 5, 2.5, None, "none"]),
    TIMES,
    TIMES,
)
def test_an_edit_keeps_value_and_style(old: object, one: int, other: int) -> None:
    for span in (Span(one, one), Span(min(one, other), max(one, other))):
        new = restyle(old, span)
        assert parse_span(new) == span
        if isinstance(old, str) and old.endswith("s") and ":" not in old and "min" not in old:
            assert str(new).endswith(" s" if " s" in old else "s")


def test_styles_one_by_one() -> None:
    assert restyle("1:30", Span(45_000, 45_000)) == "0:45"
    assert restyle("90 s", Span(120_000, 120_000)) == "120 s"
    assert restyle("1 min", Span(90_000, 90_000)) == "1 min 30 s"
    assert restyle(10, Span(12_000, 12_000)) == 12
    assert restyle(10, Span(12_500, 12_500)) == 12.5
    assert [restyle(old, NO_PAUSE) for old in (10, 0.5, "10 s", "1:30", "none", None)] == ["none"] * 6
    assert span_token(NO_PAUSE) == "none"


def test_clocks_round_up() -> None:
    assert [format_clock(ms) for ms in (0, 1, 45_000, 3_723_000)] == ["0:00", "0:01", "0:45", "1:02:03"]


@pytest.mark.parametrize(
    ("fineness", "times"),
    [
        (Fineness.MINUTES, {0: "0 min", 400: "0 s", 40_400: "40 s", 59_400: "59 s", 59_700: "1 min", 90_100: "2 min",
                            3_570_001: "1 h", 3_599_999: "1 h", 3_900_000: "1 h 5 min"}),
        (Fineness.SECONDS, {0: "0 s", 45_400: "45 s", 59_700: "1 min", 125_000: "2 min 5 s", 599_600: "10 min",
                            754_000: "13 min", 3_599_999: "1 h", 3_900_000: "1 h 5 min"}),
        (Fineness.TENTHS, {0: "0 s", 9_540: "9.5 s", 12_000: "12 s", 59_700: "59.7 s", 59_960: "1 min",
                           75_400: "1 min 15 s"}),
        (Fineness.EXACT, {0: "0 s", 500: "0.5 s", 59_999: "59.999 s", 3_690_500: "1 h 1 min 30.5 s"}),
    ],
)  # fmt: skip
def test_a_duration_is_told_as_finely_as_is_asked(fineness: Fineness, times: dict[int, str]) -> None:
    assert {ms: format_duration(ms, fineness) for ms in times} == times


@given(st.one_of(TIMES, st.integers(0, 3_700_000)), st.sampled_from(Fineness))
def test_no_duration_is_told_as_60_of_a_unit_and_each_goes_to_the_nearest(ms: int, fineness: Fineness) -> None:
    told = format_duration(ms, fineness)
    assert told == format_duration(float(ms), fineness)
    numbers = [float(number) for number in told.split()[::2]]
    units = told.split()[1::2]
    assert all(number < 60 for number, unit in zip(numbers, units, strict=True) if unit != "h")
    assert units == [unit for unit in ("h", "min", "s") if unit in units]
    told_ms = sum(n * {"h": 3_600_000, "min": 60_000, "s": 1_000}[u] for n, u in zip(numbers, units, strict=True))
    finest_ms = {Fineness.MINUTES: 30_000, Fineness.SECONDS: 30_000, Fineness.TENTHS: 30_000, Fineness.EXACT: 0.5}
    assert abs(told_ms - ms) <= finest_ms[fineness]


@given(st.integers(0, 3_700_000), st.integers(0, 3_700_000), st.sampled_from(Fineness))
def test_a_longer_duration_is_never_told_as_a_shorter_one(one_ms: int, other_ms: int, fineness: Fineness) -> None:
    told = [parse_span(text).low_ms if text[:2] != "0 " else 0
            for text in (format_duration(ms, fineness) for ms in sorted((one_ms, other_ms)))]  # fmt: skip
    assert told == sorted(told)
