"""The terminal player: the whole job without a window."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from rich.console import Console

from tests.builders import HOLDS, OWN, count, routine, seconds
from trunktimer.commands.live_view import live_view
from trunktimer.commands.player import NoKeys, TerminalPlayer
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, MostReps
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.timing import OpenEnd
from trunktimer.session.display import Display
from trunktimer.session.session import new_session
from trunktimer.session.view import display
from trunktimer.sound.silent_player import Silence

MIXED = compile_routine(routine(HOLDS, OWN), {}, 50)


class Sleeper:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now_ns = 0

    def __call__(self) -> int:
        return self.now_ns

    def sleep(self, seconds: float) -> None:
        self.now_ns += max(1, round(seconds * 1e9))


class Script:
    """Keys pressed one after the other, each after a while."""

    def __init__(self, keys: Sequence[str], clock: Sleeper) -> None:
        self._keys = list(keys)
        self._clock = clock

    def read(self, wait_s: float) -> str:
        self._clock.sleep(wait_s)
        return self._keys.pop(0) if self._keys else "q"


def play(
    timeline: Timeline, keys: Sequence[str] | None, *, speed: float = 1.0, first: int = 0
) -> tuple[int, list[str], int]:
    clock, out = Sleeper(), io.StringIO()
    source = NoKeys(clock.sleep) if keys is None else Script(keys, clock)
    player = TerminalPlayer(
        timeline, player=Silence("test"), keys=source, out=out, speed=speed, first=first, clock_ns=clock
    )
    return player.run(), out.getvalue().splitlines(), clock.now_ns


def test_a_routine_is_told_line_by_line_to_its_end() -> None:
    code, lines, now_ns = play(MIXED, None)
    assert (code, lines[-1], len(lines)) == (0, "Finished.", len(MIXED) + 1)
    assert 0 <= now_ns / 1e6 - MIXED.total_ms < 200


def test_a_thousand_times_as_fast_tells_the_same() -> None:
    code, lines, now_ns = play(MIXED, None, speed=1000)
    assert (code, lines) == play(MIXED, None)[:2]
    assert now_ns / 1e6 < MIXED.total_ms / 500


def test_keys_skip_pause_and_quit() -> None:
    code, lines, _ = play(MIXED, [*("<right>", "<right>"), *"  q"])
    assert (code, lines[-1]) == (130, "Stopped.")
    assert len(lines) == 4


def test_the_end_is_asked_for_and_every_other_key_takes_the_question_back() -> None:
    question = "End the session? q ends it, space goes on with it."
    notes: list[str] = []

    @contextmanager
    def screen() -> Iterator[Callable[[Display, str], None]]:
        yield lambda shown, note: notes.append(f"{shown.word} {note}")

    clock = Sleeper()
    keys = Script([*"q q", "", *"mqq"], clock)
    player = TerminalPlayer(MIXED, player=Silence("test"), keys=keys, out=io.StringIO(), screen=screen, clock_ns=clock)
    assert player.run() == 130
    paused = f"PAUSED {question}"
    assert notes == ["GET READY ", paused, "GET READY ", paused, paused, "PAUSED ", paused, "ENDED "]


@pytest.mark.parametrize("key", "nNтТνמىื")
def test_the_next_block_comes_with_one_key_in_small_and_large_and_under_every_layout(key: str) -> None:
    one = compile_routine(routine(Block(name="A", hold=seconds(10)), Block(name="B", hold=seconds(10))), {}, 0)
    assert "B" in play(one, key)[1][1]


def test_it_can_begin_at_a_step() -> None:
    assert len(play(MIXED, None, first=len(MIXED) - 2)[1]) == 3


def test_the_live_view_shows_all_that_counts() -> None:
    console = Console(file=io.StringIO(), width=60, record=True)
    console.print(live_view(display(new_session(MIXED), 0), 60))
    text = console.export_text()
    assert "Hold" in text and "READY" in text and "left of" in text


class Napper(Script):
    """Keys pressed on a machine that sleeps for ten minutes at the third."""

    slept_ns = 0
    _read = 0

    def read(self, wait_s: float) -> str:
        self._read += 1
        if self._read == 3:
            self.slept_ns += 600 * 10**9
        return super().read(wait_s)


def test_a_sleep_that_the_clock_did_not_count_pauses_and_is_told() -> None:
    clock, out = Sleeper(), io.StringIO()
    keys = Napper("????", clock)
    player = TerminalPlayer(
        MIXED, player=Silence("test"), keys=keys, out=out, clock_ns=clock, slept_ns=lambda: keys.slept_ns
    )
    before_ms = player.now_ms()
    player.run()
    assert out.getvalue().splitlines()[-2:] == ["Paused: the computer slept for 10 min.", "Stopped."]
    assert player.now_ms() - before_ms == clock.now_ns // 1_000_000 + 600_000


def test_every_gate_is_answered_where_nobody_is_at_the_keys_when_it_took_what_it_aims_at() -> None:
    blocks = (
        Block(name="Plank", hold=OpenEnd(seconds(4)), reps=(count(1),), sets=count(2), rest_between_sets=OpenEnd()),
        Block(name="Squats", duration=seconds(2), reps=(MostReps(),)),
    )
    timeline = compile_routine(routine(*blocks, lead_in=1), {}, 100)
    code, lines, now_ns = play(timeline, None)
    assert (code, len(lines)) == (0, len(timeline) + 1)
    assert 0 <= now_ns / 1e6 - timeline.expected_ms < 200


def test_digits_say_how_many_and_any_key_ends_a_hold_to_the_limit() -> None:
    notes: list[str] = []

    @contextmanager
    def screen() -> Iterator[Callable[[Display, str], None]]:
        yield lambda shown, note: notes.append(f"{shown.word} {shown.digits}")

    blocks = (
        Block(name="Squats", duration=seconds(0.1), reps=(MostReps(),)),
        Block(name="Plank", hold=OpenEnd(), reps=(count(1),)),
    )
    timeline = compile_routine(routine(*blocks, lead_in=0), {}, 100)
    clock = Sleeper()
    keys = Script(["", "", "1", "3", "\x7f", "4", "<up>", "\r", "x"], clock)
    player = TerminalPlayer(
        timeline, player=Silence("test"), keys=keys, out=io.StringIO(), screen=screen, clock_ns=clock
    )
    assert player.run() == 0
    asked = [note.removeprefix("HOW MANY? ") for note in notes if note.startswith("HOW MANY?")]
    assert asked == ["?", "1", "13", "1", "14", "15"]
