"""A screen reader is told each thing once, and never each second."""

from dataclasses import replace

from tests.ui.displays import HOLD, hold_at
from trunktimer.routine.timeline import Gate
from trunktimer.session.asked import Asked
from trunktimer.session.display import Display, Glyph, Tone
from trunktimer.ui.run.announcer import Announcer


def said(*displays: Display) -> list[str]:
    announcer = Announcer()
    return [news for display in displays if (news := announcer.news(display))]


def test_a_whole_hold_is_told_in_three_sentences() -> None:
    news = said(*(hold_at(left) for left in range(90_000, 0, -50)))
    assert news == [
        "Bridge, 4/15, set 1/3, Hold, 90 seconds, Squeeze – breathe out",
        "Half-way",
        "Ten seconds left",
    ]


def test_of_a_short_hold_only_the_beginning_is_told() -> None:
    assert len(said(*(hold_at(left, 15_000) for left in range(15_000, 0, -50)))) == 1


def test_the_name_is_told_when_it_changes_and_not_with_each_phase() -> None:
    up = replace(HOLD, index=4, word="UP", glyph=Glyph.UP, tone=Tone.MOVE, cue="Lift", remaining_ms=2_000)
    assert said(HOLD, up)[1] == "Up, 2 seconds, Lift"


def test_in_a_rest_the_next_movement_is_told() -> None:
    rest = replace(
        HOLD, index=9, title="Rest", counts=(), word="REST", next="Next: Donkey kick LEFT", next_is_news=True
    )
    assert said(HOLD, rest)[1] == "Rest, 12 seconds, Next: Donkey kick LEFT"


def test_pause_and_going_on_are_told_but_half_way_only_once() -> None:
    hold = [hold_at(left) for left in range(46_000, 44_000, -100)]
    paused = replace(hold[-1], word="PAUSED", moving=False, hint="Space goes on")
    news = said(*hold, paused, paused, hold_at(43_900), hold_at(43_800))
    assert news[1:] == [
        "Half-way",
        "Paused, Squeeze – breathe out, Space goes on",
        "Hold, 44 seconds, Squeeze – breathe out",
    ]


def test_after_a_jump_into_the_last_seconds_nothing_is_told_late() -> None:
    assert len(said(hold_at(8_000), hold_at(7_000))) == 1
    assert said(hold_at(90_000), hold_at(9_000))[1:] == ["Ten seconds left"]


def test_an_aim_that_is_reached_is_told_once() -> None:
    asked = [Asked(gate=Gate.COUNT_UP, held_ms=held_ms, aim_ms=40_000) for held_ms in range(0, 60_000, 500)]
    told = said(*(replace(HOLD, planned_ms=0, asked=one) for one in asked))
    assert "aim 40 s" in told[0] and told[1:] == ["Aim reached"]
