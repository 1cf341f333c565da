"""The clock of sessions: it goes on while the machine sleeps, and takes nothing else for a sleep."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.clock import EXACT_NS, WALL_NS, Clock, SleepMeter, sleep_meter

SECOND_NS = 1_000_000_000


class Machine:
    """Two clocks moved by hand: one stands still while the machine sleeps, the other goes on, or is set."""

    def __init__(self) -> None:
        self.monotonic_ns = 5 * SECOND_NS
        self.other_ns = 900 * SECOND_NS
        self.held_up_ns = 0

    def run(self, ns: int) -> None:
        self.monotonic_ns += ns
        self.other_ns += ns

    def sleep(self, ns: int) -> None:
        self.other_ns += ns

    def monotonic(self) -> int:
        return self.monotonic_ns

    def other(self) -> int:
        now_ns = self.other_ns
        self.run(self.held_up_ns)  # the program is held up between this reading and the next
        return now_ns

    def meter(self, least_ns: int = EXACT_NS) -> SleepMeter:
        return SleepMeter(self.monotonic, self.other, least_ns)

    def clock(self, speed: float = 1.0, least_ns: int = EXACT_NS) -> Clock:
        return Clock(speed, monotonic_ns=self.monotonic, slept_ns=self.meter(least_ns))


def test_a_sleep_is_in_the_reading_and_told_apart() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.run(2 * SECOND_NS)
    machine.sleep(600 * SECOND_NS)
    machine.run(SECOND_NS)
    assert (clock.slept_ms(), clock.now_ms()) == (600_000, 603_000)


def test_sounds_are_placed_on_the_clock_that_slept() -> None:
    machine = Machine()
    clock = machine.clock(speed=2.0)
    machine.sleep(60 * SECOND_NS)
    machine.run(3 * SECOND_NS)
    assert clock.now_ms() == 126_000
    assert clock.to_ns(clock.now_ms()) == machine.monotonic_ns
    assert clock.to_ns(clock.now_ms() + 1_000) == machine.monotonic_ns + SECOND_NS // 2


def test_a_program_held_up_between_two_readings_has_not_slept() -> None:
    machine = Machine()
    meter = machine.meter()
    machine.held_up_ns = 7 * SECOND_NS
    assert meter() == 0
    machine.held_up_ns = 0
    machine.run(SECOND_NS)
    assert meter() == 0


def test_a_wall_clock_that_is_set_back_or_a_little_forward_is_no_sleep() -> None:
    machine = Machine()
    meter = machine.meter(WALL_NS)
    for moved_s in (-3600, 9, -1, 9, 5):
        machine.sleep(moved_s * SECOND_NS)
        machine.run(SECOND_NS)
        assert meter() == 0, moved_s
    machine.sleep(10 * SECOND_NS)
    assert meter() == 10 * SECOND_NS


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(EXACT_NS, 10**14) | st.just(0)), max_size=30))
def test_all_sleeps_are_counted_to_the_nanosecond(turns: list[tuple[int, int]]) -> None:
    machine = Machine()
    meter = machine.meter()
    meter()
    begun_ns = machine.other_ns
    clock = Clock(monotonic_ns=machine.monotonic, slept_ns=meter)
    for ran_ns, slept_ns in turns:
        machine.run(ran_ns)
        machine.sleep(slept_ns)
        meter()
    assert meter() == sum(slept_ns for _, slept_ns in turns)
    assert clock.now_ms() == round((machine.other_ns - begun_ns) / 1_000_000)


@given(st.lists(st.tuples(st.integers(0, 10**10), st.integers(-(10**13), WALL_NS - 1)), max_size=30))
def test_a_reading_never_goes_back_whatever_is_done_to_the_wall_clock(turns: list[tuple[int, int]]) -> None:
    machine = Machine()
    clock = machine.clock(least_ns=WALL_NS)
    readings = [clock.now_ms()]
    for ran_ns, set_ns in turns:
        machine.run(ran_ns)
        machine.sleep(set_ns)
        readings.append(clock.now_ms())
    assert all(before <= after for before, after in pairwise(readings))
    assert clock.slept_ms() == 0


def test_this_machine_has_not_slept_meanwhile() -> None:
    meter = sleep_meter()
    assert [meter() for _ in range(1_000)] == [0] * 1_000


def test_linux_is_asked_for_the_clock_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "CLOCK_BOOTTIME"):
        pytest.skip("only Linux has CLOCK_BOOTTIME")
    lead_ns = 0
    real = time.clock_gettime_ns
    monkeypatch.setattr(time, "clock_gettime_ns", lambda kind: real(kind) + lead_ns)
    meter = sleep_meter()
    meter()
    lead_ns = 3_000 * SECOND_NS
    assert abs(meter() - lead_ns) < SECOND_NS // 20  # two readings lie some nanoseconds apart, either way
