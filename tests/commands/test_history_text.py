"""What `trunktimer history` and `trunktimer stats` print."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.checkout import ROOT
from tests.past import MORNING, TODAY, FakeHistory, a_session, a_step, some_past
from trunktimer.commands.history_text import show_history, show_stats
from trunktimer.foundation.durations import DAY_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import Wanted
from trunktimer.session.record import Ending, Feedback, SessionRecord

DOCUMENT = (ROOT / "docs" / "history.md").read_text(encoding="utf-8")
PAST = some_past(TODAY)


def past_of(*records: SessionRecord) -> FakeHistory:
    return FakeHistory((record, [a_step()]) for record in records)


def listed(past: FakeHistory, **options: Any) -> str:
    out = io.StringIO()
    assert show_history(past, out, **options) == 0
    return out.getvalue()


def summed(past: FakeHistory, **options: Any) -> str:
    out = io.StringIO()
    assert show_stats(past, out, today=TODAY, **options) == 0
    return out.getvalue()


def test_a_session_is_one_line_under_its_column() -> None:
    feedback = Feedback(effort=6, pain_before=3, pain_after=1)
    head, line = listed(past_of(a_session(feedback=feedback))).splitlines()
    assert head == "date        time   routine                    level   minutes  outcome     pain   effort"
    assert line == "2026-11-21  18:00  Strengthen the lower back   50 %  10 of 10  as planned  3 → 1       6"


@pytest.mark.parametrize(
    ("changes", "words"),
    (
        ({"short_steps": 3}, "3 steps short"),
        ({"ending": Ending.STOPPED}, "stopped early"),
        ({"ending": Ending.UNFINISHED}, "broken off"),
        ({"speed": 10.0}, "[rehearsal]"),
        ({"routine_name": ""}, "strengthen-lower-back"),
        ({"feedback": Feedback(pain_after=2)}, "– → 2"),
        ({"feedback": Feedback(pain_before=0)}, "0 → –"),
        ({"level": 100}, "100 %"),
        ({"started": WallTime(0, -330)}, "1969-12-31  18:30"),
    ),
)
def test_a_line_says_how_the_session_went(changes: dict[str, Any], words: str) -> None:
    plain = listed(past_of(a_session()))
    assert words not in plain and words in listed(past_of(a_session(**changes)))


def test_the_newest_come_first_and_the_rest_is_mentioned() -> None:
    past = past_of(*(a_session(number) for number in range(5)))
    lines = listed(past, most=2).splitlines()
    assert [line[:10] for line in lines[1:3]] == ["2026-11-21", "2026-11-20"]
    assert lines[3:] == ["", "The newest 2 of 5 sessions; --most 5 shows all."]
    assert "--most" not in listed(past, most=5)


def test_only_what_is_wanted_is_listed() -> None:
    past = past_of(a_session(0), a_session(1, routine_key=MORNING, routine_name="Morning"))
    text = listed(past, wanted=Wanted(routine_key=MORNING), most=1)
    assert "Morning" in text and "The newest" not in text
    assert listed(past, wanted=Wanted(routine_key="other")) == "None of your 2 sessions fits.\n"
    assert listed(past_of(a_session()), wanted=Wanted(routine_key="other")) == "Your only session does not fit.\n"


def test_an_empty_history_is_a_friendly_sentence() -> None:
    sentence = "There are no sessions yet. Each one that you follow will be listed here.\n"
    assert listed(FakeHistory()) == summed(FakeHistory()) == sentence
    assert summed(past_of(a_session(speed=5.0))) == "There are rehearsals only, which do not count.\n"


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_columns_stand_under_each_other_whatever_a_routine_is_called(names: list[str]) -> None:
    sessions = (a_session(number, routine_name=name, level=50) for number, name in enumerate(names))
    text = listed(past_of(*sessions))
    lines = text.split("\n")[:-1]
    assert len(lines) == len(names) + 1, "a name never ends a line"
    places = {
        cell_len(line[: line.index(mark)]) for line, mark in zip(lines, ("outcome", *["as planned"] * 9), strict=False)
    }
    assert len(places) == 1
    assert max(map(cell_len, lines)) <= 100


def test_east_asian_and_long_names_keep_the_columns_and_nothing_reaches_the_terminal_as_a_command() -> None:
    names = ("腰を強くする運動", "a" * 90, "red \x1b[31m\r\nand \u202e\u2066back", "腰" * 30)
    lines = listed(past_of(*(a_session(number, routine_name=name) for number, name in enumerate(names)))).splitlines()
    assert {cell_len(line[: line.rindex("%")]) for line in lines[1:]} == {cell_len(lines[1][: lines[1].rindex("%")])}
    assert f"  {'a' * 35}…  " in lines[2]
    assert "red  [31m  and back" in lines[3]
    assert "腰" * 17 + "…" in lines[4]


def three_weeks() -> FakeHistory:
    """Three sessions this week, none in the one before, one of half the time in the one before that."""
    said = Feedback(effort=4, pain_before=2, pain_after=0), Feedback(effort=5, pain_before=3), Feedback()
    records = [a_session(number + 1, feedback=one) for number, one in enumerate(said)]
    records.append(a_session(14, active_ms=900_000, feedback=Feedback(pain_after=1)))
    raised = a_step(1, movement="donkey-kick", name="Donkey kick", block="2", phase="raise", actual_ms=2_000)
    return FakeHistory((record, [a_step(actual_ms=11_000), raised]) for record in records)


def test_the_figures_are_a_streak_weeks_with_bars_and_movements() -> None:
    assert summed(three_weeks(), rest_days={5, 6}, weeks=3) == (
        "Streak: 3 days, today is a rest day. The longest was 3 days.\n"
        "Rest days: Sat, Sun\n"
        "This week: 3 sessions, 30 min\n"
        "\n"
        "Weeks from Monday\n"
        "                                    minutes  sessions  pain       effort\n"
        "  2026-11-02  ██████████             15 min         1  – → 1.0\n"
        "  2026-11-09                          0 min\n"
        "  2026-11-16  ████████████████████   30 min         3  2.5 → 0.0     4.5\n"
        "\n"
        "Time under tension in these 3 weeks\n"
        "  Bridge       44 s  held 11 s of 12.5 s (at least 10 s)\n"
        "  Donkey kick   8 s\n"
    )


@pytest.mark.parametrize(
    ("ago", "rests", "first"),
    (
        ((0,), (), "Streak: 1 day, today is done. The longest was 1 day."),
        ((1, 2), (), "Streak: 2 days, today is still to come. The longest was 2 days."),
        ((1, 2), (5,), "Streak: 2 days, today is a rest day. The longest was 2 days."),
        ((2, 3, 4), (), "Streak: none now. The longest was 3 days."),
    ),
)
def test_the_first_line_says_where_the_streak_stands(ago: tuple[int, ...], rests: tuple[int, ...], first: str) -> None:
    assert summed(past_of(*map(a_session, ago)), rest_days=rests).splitlines()[0] == first


def test_weeks_long_ago_leave_the_last_ones_empty() -> None:
    text = summed(past_of(a_session(300)), weeks=2)
    assert "This week: no session yet" in text and "█" not in text and "tension" not in text
    assert len(re.findall(r"^  2026-11-\d\d +0 min$", text, re.MULTILINE)) == 2


def test_the_shortest_week_still_shows_a_bar_and_the_longest_fills_it() -> None:
    text = summed(past_of(a_session(0, active_ms=1), a_session(7, active_ms=99_999_999)), weeks=2)
    assert re.search(r"2026-11-16  ▏ .* 0 s", text) and "█" * 20 in text and "█" * 21 not in text


def test_the_history_as_json_holds_everything_that_is_kept_of_a_session() -> None:
    note = 'quotes " and 腰\n'
    record = a_session(feedback=Feedback(effort=6, note=note), ended=None, short_steps=1)
    text = listed(past_of(record, a_session(1)), format="json", most=1)
    assert "腰" in text
    data = json.loads(text)
    assert (data["format"], data["count"], len(data["sessions"])) == (1, 2, 1)
    row = data["sessions"][0]
    assert (row["uid"], row["ended"], row["ending"], row["complete"]) == ("0" * 32, None, "finished", False)
    assert (row["note"], row["effort"], row["pain_after"], row["speed"]) == (note, 6, None, 1.0)
    assert row["started"] == "2026-11-21T18:00:00.123+01:00"
    assert json.loads(listed(FakeHistory(), format="json")) == {"format": 1, "count": 0, "sessions": []}


def test_the_figures_as_json_are_the_same_as_in_the_text() -> None:
    data = json.loads(summed(three_weeks(), format="json", weeks=3, rest_days=(6, 5, 6)))
    assert (data["format"], data["today"], data["rest_days"]) == (1, "2026-11-21", [5, 6])
    assert data["streak"] == {"days": 3, "longest": 3, "done_today": False}
    assert [week["monday"] for week in data["weeks"]] == ["2026-11-02", "2026-11-09", "2026-11-16"]
    assert [week["sessions"] for week in data["weeks"]] == [1, 0, 3]
    assert [week["pain_before"] for week in data["weeks"]] == [None, None, 2.5]
    bridge, kick = data["movements"]
    assert (bridge["movement"], bridge["held_ms"], kick["held_ms"]) == ("bridge", 11_000, None)
    ended = past_of(a_session(0), a_session(1, ending=Ending.STOPPED))
    (week,) = json.loads(summed(ended, format="json", weeks=1))["weeks"]
    assert (week["sessions"], week["finished"], week["active_ms"]) == (2, 1, 1_197_000)
    empty = json.loads(summed(FakeHistory(), format="json", weeks=2))
    assert [week["effort"] for week in empty["weeks"]] == [None, None] and empty["movements"] == []


def streak_keys(tables: str) -> list[str]:
    row = next(line for line in tables.splitlines() if line.startswith("| `streak`"))
    return re.findall(r"`([a-z_]+)`", row)


def keys(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys(value)


def test_every_key_of_the_json_is_explained_and_every_explained_key_is_there() -> None:
    written = {*keys(json.loads(listed(PAST, format="json"))), *keys(json.loads(summed(PAST, format="json")))}
    tables = DOCUMENT[DOCUMENT.index("## The JSON") :]
    named = set(re.findall(r"`([a-z_]+)`", "\n".join(re.findall(r"^\| (`.*?`) \|", tables, re.MULTILINE))))
    named |= {"format"} | set(streak_keys(tables))
    assert written == named


def test_what_is_dated_in_the_future_is_not_yet_and_what_was_before_1970_was() -> None:
    future = a_session(started=WallTime((TODAY + 1) * DAY_MS))
    assert "There are no sessions yet." in summed(past_of(future))
    rehearsed = a_session(1, speed=5.0)
    assert "rehearsals only" in summed(past_of(future, rehearsed))
    long_ago = summed(past_of(a_session(started=WallTime(-400 * DAY_MS))))
    assert long_ago.startswith("Streak: none now. The longest was 1 day.\n")
