"""What the core costs: compiling, one tick, opening a very long routine, drift. `python -m benches.core`."""

import statistics
import tempfile
import time
from pathlib import Path

from trunktimer.foundation.durations import Span
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Count, Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Phase, StepEntered
from trunktimer.session.session import new_session
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle

_TWO, _FIVE = Span(2_000, 2_000), Span(5_000, 5_000)


def _block(reps: int, sets: int) -> Block:
    return Block(
        name="Bridge", raise_=_TWO, hold=_FIVE, lower=_TWO, rest=_TWO, reps=(Count(reps, reps),), sets=Count(sets, sets)
    )


SHAPES = {
    "1 block, 25,000 reps": Routine(name="", blocks=(_block(25_000, 1),)),
    "80 blocks of 15 reps × 20 sets": Routine(name="", blocks=(_block(15, 20),) * 80),
    "50 rounds of 11 blocks of 15 reps × 3 sets": Routine(
        name="", blocks=(Block(repeat=Count(50, 50), blocks=(_block(15, 3),) * 11),)
    ),
}


def compile_rates() -> dict[str, tuple[int, float]]:
    """For each shape: how many steps, and how many are compiled in a second (best of five)."""
    rates = {}
    for name, routine in SHAPES.items():
        best_s, steps = float("inf"), 0
        for _ in range(5):
            before = time.perf_counter()
            steps = len(compile_routine(routine, {}))
            best_s = min(best_s, time.perf_counter() - before)
        rates[name] = (steps, steps / best_s)
    return rates


def tick_us(timeline: Timeline) -> tuple[float, float]:
    """The median of one tick, and of a tick with its display, in microseconds."""
    session, _ = handle(new_session(timeline), Action.START, 0)
    ticks, views = [], []
    for now_ms in range(0, 200_000, 16):
        before = time.perf_counter_ns()
        session, _ = handle(session, Action.TICK, now_ms)
        middle = time.perf_counter_ns()
        display(session, now_ms)
        ticks.append(middle - before)
        views.append(time.perf_counter_ns() - before)
    return statistics.median(ticks) / 1000, statistics.median(views) / 1000


def drift_ms() -> int:
    """The largest difference between due and planned times over an hour of uneven ticks."""
    timeline = compile_routine(SHAPES["1 block, 25,000 reps"], {})
    session, _ = handle(new_session(timeline), Action.START, 0)
    now_ms, worst_ms = 0, 0
    while now_ms < 3_600_000 and session.phase is Phase.RUNNING:
        now_ms += 13 + now_ms % 1_777
        session, effects = handle(session, Action.TICK, now_ms)
        for effect in effects:
            if isinstance(effect, StepEntered):
                worst_ms = max(worst_ms, abs(effect.due_ms - timeline.steps[effect.index].start_ms))
    return worst_ms


def open_seconds() -> tuple[int, float]:
    """Read, check and compile a file of nearly 100,000 steps: steps and seconds, libraries already imported."""
    from trunktimer.routine.toml.routine_file import read_routine

    keys = ('name = "Bridge"', "raise = 0.2", 'hold = "0.5 s"', "lower = 0.2", "rest = 0.1", "lead_in = 1")
    block = "\n".join(("[[block]]", *keys, "rest_between_sets = 1", "reps = 125", "sets = 10", ""))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.toml"
        path.write_text('format = 1\nname = "Long"\n' + block * 19, encoding="utf-8")
        read_routine(path, {})
        before = time.perf_counter()
        timeline = compile_routine(read_routine(path, {}), {})
        return len(timeline), time.perf_counter() - before


def main() -> None:
    """Print all figures with their goals."""
    for name, (steps, rate) in compile_rates().items():
        print(f"compile, {name}: {steps:,} steps, {rate / 1e6:.2f} M steps/s (goal: 1)")
    tick, view = tick_us(compile_routine(SHAPES["80 blocks of 15 reps × 20 sets"], {}))
    print(f"one tick: median {tick:.1f} µs (goal: 20); with its display {view:.1f} µs")
    steps, seconds = open_seconds()
    print(f"open a file of {steps:,} steps: {seconds:.2f} s (goal: under 1)")
    print(f"drift over a simulated hour: {drift_ms()} ms (goal: 0)")


if __name__ == "__main__":
    main()
