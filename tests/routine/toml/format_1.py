"""Routines in format 1, made up by number, and witnesses of what the compiler of format 1 made of them.

`python -m tests.routine.toml.format_1` writes the witnesses. It was run with that compiler, and is not to be run again.
"""

from hashlib import sha256
from random import Random
from typing import Final

from tests.checkout import TESTS
from trunktimer.foundation.errors import FileFaults
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.routine.toml.movement_file import parse_movement
from trunktimer.routine.toml.routine_file import parse_routine

WITNESSES: Final = TESTS / "golden" / "format-1.txt"
LEVELS: Final = (0, 50, 100)

_HEAD: Final = 'format = 1\nname = "It"\nposition = "Anywhere"\n'
_MOVEMENT_TEXTS: Final = {
    "rise": '{ do = "raise", time = "2 s", breath = "out" }, { do = "hold", time = "5 s" }, { do = "lower", time = 2 }',
    "sink": '{ do = "lower", time = "3 s", breath = "in" }, { do = "raise", time = "2-4 s" }',
    "open": '{ do = "open", time = "2 s" }, { do = "hold", time = "1-2 s" }, { do = "close", time = "2 s" }',
    "brace": '{ do = "brace", time = "1 s" }, { do = "raise", time = "1 s" }, { do = "lower", time = "1 s" }',
    "step": "",
}
_SIDED: Final = {"open": "one-then-other", "brace": "alternate-reps"}


def movements() -> dict[str, Movement]:
    """Movements as they were written before phases had roles."""
    made = {}
    for key, phases in _MOVEMENT_TEXTS.items():
        sides = f'sides = "{_SIDED[key]}"\n' if key in _SIDED else ""
        made[key] = parse_movement(f"{_HEAD}{sides}phase = [{phases}]\n", f"{key}.toml", key)
    return made


def routine_text(number: int) -> str:
    """The routine with this number; it may have faults."""
    return _Writer(Random(number)).routine()


class _Writer:
    def __init__(self, random: Random) -> None:
        self._random = random

    def routine(self) -> str:
        rows = ["format = 1", 'name = "Made up"', *self._pauses(0.25, ["lead_in", "rest_between_blocks"])]
        for _ in range(self._random.randint(1, 4)):
            rows += self._block("[[block]]", deepest=2)
        return "\n".join(rows) + "\n"

    def _block(self, header: str, deepest: int) -> list[str]:
        inner = header.replace("]]", ".block]]")
        form = self._random.choice(["reps", "reps", "reps", "timed", "beats", "rest", "group" if deepest else "reps"])
        rows = [header]
        if form == "rest":
            return [*rows, f"rest = {self._time()}"]
        if form == "group":
            rows += self._maybe(0.8, "repeat", str(self._random.randint(1, 3)))
            rows += self._pauses(0.3, ["lead_in", "rest_between_blocks", "rest_between_rounds"])
            for _ in range(self._random.randint(1, 3)):
                rows += self._block(inner, deepest - 1)
            return rows
        name = self._random.choice([*_MOVEMENT_TEXTS, ""])
        rows.append(f'movement = "{name}"' if name else 'name = "Own"')
        rows += self._maybe(0.4, "sets", self._count(3))
        rows += self._maybe(0.2, "lead_in", self._pause()) + self._maybe(0.2, "rest_between_sets", self._pause())
        rows += self._maybe(0.3, "sides", self._word("one-then-other", "alternate-sets", "alternate-reps"))
        rows += self._maybe(0.1, "first_side", self._word("left", "right")) + self._maybe(0.1, "switch", self._pause())
        if form == "beats":
            return rows + self._beats()
        rows += self._maybe(0.3, "rest", self._pause())
        if form == "timed":
            rows.append(f"duration = {self._time(60)}")
        else:
            pyramid = str([self._random.randint(1, 4) for _ in range(self._random.randint(1, 3))])
            rows += self._maybe(0.8, "reps", self._random.choice([self._count(5), pyramid]))
            rows += self._maybe(0.1, "pace", self._word("own", "timed"))
        if self._random.random() < 0.15:
            words = [self._random.choice(["round", "hold", "raise"]) for _ in range(self._random.randint(1, 3))]
            phases = [f'{{ do = "{word}", time = {self._time()} }}' for word in words]
            return [*rows, f"phase = [{', '.join(phases)}]"]
        return rows + [row for key in ("raise", "hold", "lower") for row in self._maybe(0.5, key, self._time())]

    def _beats(self) -> list[str]:
        rows = [f"bpm = {self._random.choice(['60', '100', chr(34) + '100-120' + chr(34)])}"]
        rows += self._maybe(0.3, "accent_every", "2")
        pulses = self._random.choice([self._count(20), "[10, 20]"])
        return [*rows, f"pulses = {pulses}" if self._random.random() < 0.5 else f"duration = {self._time(60)}"]

    def _pauses(self, likely: float, own: list[str]) -> list[str]:
        keys = [*own, "rest", "rest_between_sets", "switch"]
        rows = [row for key in keys for row in self._maybe(likely, key, self._pause())]
        rows += self._maybe(likely / 2, "first_side", self._word("left", "right"))
        return rows + self._maybe(likely / 3, "pace", self._word("own", "timed"))

    def _maybe(self, likely: float, key: str, value: str) -> list[str]:
        return [f"{key} = {value}"] if self._random.random() < likely else []

    def _word(self, *words: str) -> str:
        return f'"{self._random.choice(words)}"'

    def _pause(self) -> str:
        return '"none"' if self._random.random() < 0.2 else self._time()

    def _time(self, least: int = 1) -> str:
        low = least + self._random.randint(0, 9)
        return self._random.choice(
            [f'"{low} s"', f"{low}", f'"{low}-{low + self._random.randint(1, 9)} s"', f"{low}.5"]
        )

    def _count(self, most: int) -> str:
        low = self._random.randint(1, most)
        return self._random.choice([str(low), f'"{low}-{low + 2}"'])


def witness(timeline: Timeline) -> str:
    """What must stay of a timeline, as a number of steps, a time and a digest."""
    rows: list[list[object]] = []
    for step in timeline:
        part = step.part
        # Before a group in a group the lead-in bore the side of the outer one, which was a fault.
        side = None if step.kind is StepKind.LEAD_IN else part.side and part.side.value
        rows.append(
            [
                *(
                    step.kind.value,
                    part.phase,
                    step.start_ms,
                    step.end_ms,
                    part.min_ms,
                    step.set,
                    step.rep,
                    step.rounds,
                ),
                *(part.path, side, part.sets, part.reps, part.breath and part.breath.value),
                *(part.set_span_ms, part.bpm, part.beats, part.accent_every, part.between and part.between.value),
            ]
        )
    rows += [[span.path, span.rounds, span.first, span.last] for span in timeline.blocks]
    rows += [[span.first, span.last, span.start_ms, span.end_ms] for span in timeline.set_spans]
    digest = sha256("\n".join(repr(tuple(row)) for row in rows).encode()).hexdigest()[:12]
    return f"{len(timeline)}/{timeline.total_ms}/{digest}"


def witness_line(number: int, known: dict[str, Movement]) -> str:
    """The number of a routine, a digest of its text, and what the compiler makes of it at three levels."""
    text = routine_text(number)
    routine = parse_routine(text, "it.toml", known)
    told = " ".join(witness(compile_routine(routine, known, level)) for level in LEVELS)
    return f"{number} {sha256(text.encode()).hexdigest()[:12]} {told}"


if __name__ == "__main__":
    known, lines, number = movements(), list[str](), 0
    while len(lines) < 500:
        number += 1
        try:
            lines.append(witness_line(number, known))
        except FileFaults:
            continue
    WITNESSES.write_text("\n".join(lines) + "\n", encoding="utf-8")
