"""The plan of one block: its sets on their sides, each a run of the same parts, with the pauses between.

The few names and cues that stand in no file are in the language in use when the plan is made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from trunktimer.figure.body import Side
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.foundation.translation import tr, trc
from trunktimer.routine.level import count_at, span_at
from trunktimer.routine.level_range import HIGHEST_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import PER_SET, RepPhase, has_tempo, is_free_set, sides_of, tempo_of
from trunktimer.routine.routine import Block, Count, MostReps, Pace, Sides, SideSets, entry_of, per_set, timing_of
from trunktimer.routine.runs import BlockPlan, Run, planned_ms, step_count
from trunktimer.routine.timeline import Between, Gate, Part, StepKind
from trunktimer.routine.timing import Breaths, Fixed, OpenEnd, Rising, Timing, span_of

#: Phases in which a range says how fast, not how long at least: there is nothing to release.
_TRAVEL: Final = frozenset({"raise", "lower"})
_SidesInTurn = tuple[Side | None, ...]
_KnownGaps = dict[tuple[object, ...], Part]
_KnownSets = dict[tuple[object, ...], tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class Aim:
    """What times and numbers come to: a level (0..100), and how long a breath is."""

    level: int
    breath_ms: int

    def work_ms(self, time: Fixed) -> int:
        """How long a time of work is: the more the higher the level."""
        return span_at(span_of(time, self.breath_ms), self.level)

    def rest_ms(self, time: Fixed) -> int:
        """How long a rest is: the less the higher the level, but for one that rises with it."""
        level = self.level if isinstance(time, Rising) else HIGHEST_LEVEL - self.level
        return span_at(span_of(time, self.breath_ms), level)

    def count(self, count: Count) -> int:
        """How many a range of numbers aims at."""
        return count_at(count, self.level)

    def resting(self, part: Part, time: Timing) -> Part:
        """`part` with the time of a rest: as long as that is, or a gate where it is as needed."""
        if isinstance(time, OpenEnd):
            least_ms = None if time.aim is None else self.rest_ms(time.aim)
            limit_ms = None if time.limit is None else self.rest_ms(time.limit)
            return replace(part, duration_ms=0, gate=Gate.AS_NEEDED, least_ms=least_ms, limit_ms=limit_ms)
        return self._breathed(replace(part, duration_ms=self.rest_ms(time)), time, self.rest_ms(time))

    def working(self, part: Part, time: Timing) -> Part:
        """`part` with a time of work: as long as that is, or a gate that counts up where a person ends it."""
        if isinstance(time, OpenEnd):
            aim_ms = None if time.aim is None else self.work_ms(time.aim)
            limit_ms = None if time.limit is None else self.work_ms(time.limit)
            part = replace(part, duration_ms=0, gate=Gate.COUNT_UP, aim_ms=aim_ms, limit_ms=limit_ms)
            return self._breathed(part, time.aim, aim_ms or 0)
        return self._breathed(replace(part, duration_ms=self.work_ms(time)), time, self.work_ms(time))

    def _breathed(self, part: Part, time: Fixed | None, ms: int) -> Part:
        """`part` with its breaths, where its time of `ms` is counted in them."""
        if not isinstance(time, Breaths):
            return part
        return replace(part, breaths=max(1, round(ms / self.breath_ms)), breath_ms=self.breath_ms)


class _Set(NamedTuple):
    """One set: its number, the sides in it in turn, and how many sets there are on them."""

    number: int
    sides: _SidesInTurn
    of: int


def name_of(block: Block, movement: Movement | None) -> str:
    """What a block is called."""
    return block.name or (movement.name if movement else block.movement or trc("name of a block", "Work"))


def sets_of(block: Block, aim: Aim) -> dict[Side | None, int]:
    """How many sets a block has, on each side and (by `None`) at the most."""
    lengths = [len(per_set(getattr(block, key))) for key in PER_SET]
    if max(lengths) > 1:
        return dict.fromkeys((None, *Side), max(lengths[:-1]) if max(lengths[:-1]) > 1 else lengths[-1])
    if isinstance(block.sets, SideSets):
        left, right = aim.count(block.sets.left), aim.count(block.sets.right)
        return {None: max(left, right), Side.LEFT: left, Side.RIGHT: right}
    return dict.fromkeys((None, *Side), aim.count(block.sets) if block.sets else 1)


class BlockPlanner:
    """Plans one block in which all that holds is said (`resolved`). Holds nothing that changes."""

    def __init__(self, block: Block, movement: Movement | None, path: tuple[int, ...], aim: Aim) -> None:
        self._block = block
        self._movement = movement
        self._path = path
        self._aim = aim
        self._sets = sets_of(block, aim)
        written = [per_set(getattr(block, key)) for key in PER_SET[:-1]]
        self._lists = [entries for entries in written if len(entries) > 1]
        self._sides = sides_of(block, movement)
        self._first = block.first_side or Side.LEFT
        if self._sides in (Sides.LEFT, Sides.RIGHT):
            self._first = Side(self._sides.value)
        self._bare = Part(
            kind=StepKind.WORK,
            path=path,
            duration_ms=0,
            movement=block.movement,
            name=name_of(block, movement),
            limb=(movement.limb or "") if movement else "",
            sets=self._sets[None],
            optional=bool(block.optional),
        )

    def planned(self, lead_in: Timing) -> BlockPlan:
        """The plan of the block."""
        body: list[Run] = []
        if lead_in != NO_PAUSE:
            body.append(Run((self.lead_in(lead_in),)))
        known: _KnownSets = {}
        gaps: _KnownGaps = {}
        last: _Set | None = None
        begun = len(body)
        for one in self._in_order():
            if last is not None:
                pause = self._gap(last, one, body[begun:] if self._block.every else [], gaps)
                if pause is not None:
                    body.append(Run((pause,), set=one.number))
                if self._begins_anew(last, one):
                    begun = len(body)
            runs = self._runs(one, known)
            body.extend(Run(run.parts, run.times, run.dropped, run.is_set_span, one.number) for run in runs)
            last = one
        optional = bool(self._block.optional)
        return BlockPlan(self._path, self._bare.name, tuple(body), step_count(body), planned_ms(body), optional)

    def lead_in(self, time: Timing) -> Part:
        """The time to get into place before the block."""
        # Translators: read from the floor; 28 characters at most.
        cue = self._movement.position if self._movement else tr("Get ready")
        side = self._first if self._sides else None
        part = replace(self._bare, kind=StepKind.LEAD_IN, phase="lead-in", side=side, cue=cue)
        return self._aim.resting(replace(part, load=entry_of(per_set(self._block.load), 1)), time)

    def every_ms(self) -> int | None:
        """So often a set begins; `None` where it begins after a rest."""
        return None if self._block.every is None else self._block.every.low_ms

    def longest_ms(self) -> int:
        """How long the work takes of which each begins `every` so often, the longest of them."""
        longest = since = 0
        known: _KnownSets = {}
        last: _Set | None = None
        for one in self._in_order():
            if last is None or self._begins_anew(last, one):
                since = 0
            elif (pause := self._gap(last, one, [], {})) is not None:
                since += pause.duration_ms
            since += planned_ms(self._runs(one, known))
            longest = max(longest, since)
            last = one
        return longest

    # ---- sets and what is between them

    def _in_order(self) -> Iterator[_Set]:
        sets = self._sets
        both = (self._first, self._first.other)
        match self._sides:
            case None:
                yield from (_Set(number, (None,), sets[None]) for number in range(1, sets[None] + 1))
            case Sides.LEFT | Sides.RIGHT | Sides.BOTH:
                side = self._first
                yield from (_Set(number, (side,), sets[side]) for number in range(1, sets[side] + 1))
            case Sides.ONE_THEN_OTHER:
                for side in both:
                    yield from (_Set(number, (side,), sets[side]) for number in range(1, sets[side] + 1))
            case Sides.ALTERNATE_SETS:
                for number in range(1, sets[None] + 1):
                    yield from (_Set(number, (side,), sets[side]) for side in both if number <= sets[side])
            case Sides.ALTERNATE_REPS:
                for number in range(1, sets[None] + 1):
                    sides = tuple(side for side in both if number <= sets[side])
                    yield _Set(number, sides, sets[None])

    def _begins_anew(self, last: _Set, one: _Set) -> bool:
        """Whether a set begins a new stretch of `every`: of sets in turn, both sides are done in one."""
        return self._sides is not Sides.ALTERNATE_SETS or last.number != one.number

    def _gap(self, last: _Set, one: _Set, since: list[Run], known: _KnownGaps) -> Part | None:
        """The pause before a set; those that are alike are one, by `known`."""
        anew = self._begins_anew(last, one)
        changes = self._sides is not Sides.ALTERNATE_REPS and last.sides != one.sides
        if self._sides is Sides.ALTERNATE_SETS and anew:
            changes = False
        every_ms = self.every_ms() if anew else None
        time: Timing | None = None
        if every_ms is not None:
            time = Span(left_ms, left_ms) if (left_ms := every_ms - planned_ms(since)) > 0 else None
        else:
            time = self._block.switch if changes else timing_of(self._block.rest_between_sets, last.number)
        if time is None or time == NO_PAUSE:
            return None
        key = (one.sides, one.of, changes, every_ms, time)
        part = known.get(key)
        if part is None:
            part = known[key] = self._pause(one, changes, every_ms, time)
        return part

    def _pause(self, one: _Set, changes: bool, every_ms: int | None, time: Timing) -> Part:
        """A change of sides, or a rest. It bears the side of what comes."""
        # Translators: read from the floor; 28 characters at most.
        cue = tr("Change sides") if changes else ""
        part = replace(self._bare, kind=StepKind.REST, phase="rest", side=one.sides[0], sets=one.of, cue=cue)
        if changes and every_ms is None:
            return self._aim.resting(replace(part, kind=StepKind.SWITCH, phase="switch"), time)
        return self._aim.resting(replace(part, between=Between.SETS, every_ms=every_ms), time)

    # ---- one set

    def _runs(self, one: _Set, known: _KnownSets) -> tuple[Run, ...]:
        """One set; sets that are alike share their parts, by `known`."""
        values = (one.sides, one.of, *[entry_of(entries, one.number) for entries in self._lists])
        runs = known.get(values)
        if runs is None:
            runs = known[values] = tuple(self._set_span(one))
        return runs

    def _set_span(self, one: _Set) -> Iterator[Run]:
        """One set: the reps of its sides in turn, or what there is instead."""
        block, number = self._block, one.number
        cue = block.cue or (self._movement.cue if self._movement else None) or ""
        work = replace(
            self._bare,
            side=one.sides[0],
            sets=one.of,
            cue=cue,
            phase="work",
            load=entry_of(per_set(block.load), number),
        )
        duration = timing_of(block.duration, number)
        counted = entry_of(block.reps, number)
        bpm = entry_of(per_set(block.bpm), number)
        if bpm is not None:
            yield Run((self._beats(work, self._aim.count(bpm), duration, number),), is_set_span=True)
        elif isinstance(counted, MostReps):
            wanted = self._aim.count(counted.least) if counted.least else 1
            work = replace(work, counts_reps=True, reps=wanted)
            work = self._whole(work, OpenEnd() if duration is None else duration)
            asked = replace(work, kind=StepKind.GATE, gate=Gate.REPS, phase="count", duration_ms=0, set_span_ms=0)
            asked = replace(asked, aim_ms=None, limit_ms=None, breaths=0)
            yield Run((work, asked), is_set_span=True)
        elif duration is not None and not has_tempo(block):
            yield Run((self._whole(work, duration),), is_set_span=True)
        elif is_free_set(block):
            reps = self._count(counted)
            yield Run((replace(work, gate=Gate.SET, reps=reps),), is_set_span=True)
        elif duration is not None and not isinstance(duration, OpenEnd):
            pattern, dropped = self._pattern(one, work, by_clock=True)
            yield from self._fitted(pattern, dropped, self._aim.work_ms(duration))
        else:
            reps = self._count(counted)
            pattern, dropped = self._pattern(one, replace(work, reps=reps), by_clock=False)
            yield Run(pattern, reps, dropped, is_set_span=True)

    def _count(self, counted: Count | MostReps | None) -> int:
        """How many reps or pulses; 1 where the file names none."""
        return self._aim.count(counted) if isinstance(counted, Count) else 1

    def _whole(self, work: Part, duration: Timing) -> Part:
        """A time that is done in one piece."""
        part = self._aim.working(work, duration)
        if isinstance(duration, OpenEnd):
            return part
        span = span_of(duration, self._aim.breath_ms)
        return replace(part, set_span_ms=part.duration_ms, min_ms=span.low_ms if span.is_range else None)

    def _beats(self, work: Part, bpm: int, duration: Timing | None, number: int) -> Part:
        """A stretch on the metronome: so many pulses, or a rhythm for so long."""
        if duration is None or isinstance(duration, OpenEnd):
            beats = self._count(entry_of(self._block.pulses, number))
            part = replace(work, phase="pulse", duration_ms=round(beats * 60_000 / bpm), reps=beats)
        else:
            part = replace(self._whole(work, duration), phase="rhythm", set_span_ms=0)
            beats = -(-part.duration_ms * bpm // 60_000)
        every = self._block.accent_every or 0
        return replace(part, bpm=bpm, beats=beats, accent_every=every, breath_beats=self._block.breath_beats)

    def _pattern(self, one: _Set, work: Part, *, by_clock: bool) -> tuple[tuple[Part, ...], int]:
        """The parts of one rep on each side in turn, and how many of them the last rep does without."""
        own = self._block.pace is Pace.OWN and not by_clock
        rest = None if self._block.rest == NO_PAUSE else self._block.rest
        pattern: list[Part] = []
        for side in one.sides:
            here = replace(work, side=side)
            pattern.extend(self._phase(here, phase) for phase in tempo_of(self._block, self._movement, one.number))
            if own:
                pattern.append(replace(here, kind=StepKind.GATE, gate=Gate.PACE, phase="gate"))
            if rest is not None:
                between = replace(here, kind=StepKind.REST, phase="rest", cue="", between=Between.REPS)
                pattern.append(self._aim.resting(between, rest))
        return tuple(pattern), 1 if rest is not None else 0

    def _phase(self, work: Part, phase: RepPhase) -> Part:
        part = replace(work, phase=phase.do, role=phase.role, cue=phase.cue or work.cue, breath=phase.breath)
        part = self._aim.working(part, phase.time)
        if isinstance(phase.time, OpenEnd) or phase.role in _TRAVEL:
            return part
        span = span_of(phase.time, self._aim.breath_ms)
        return replace(part, min_ms=span.low_ms) if span.is_range else part

    def _fitted(self, pattern: tuple[Part, ...], dropped: int, duration_ms: int) -> Iterator[Run]:
        """As many whole reps as fit, and what is left over as a `settle` step."""
        once_ms = sum(part.duration_ms for part in pattern)
        rest_ms = pattern[-1].duration_ms if dropped else 0
        reps = max(1, (duration_ms + rest_ms) // once_ms)
        pattern = tuple(replace(part, reps=reps, set_span_ms=duration_ms) for part in pattern)
        left_ms = duration_ms - (once_ms * reps - rest_ms)
        yield Run(pattern, reps, dropped, is_set_span=True)
        if left_ms > 0:
            settle = replace(pattern[0], phase="settle", role="", duration_ms=left_ms, breath=None, min_ms=None)
            # Translators: read from the floor; 28 characters at most.
            yield Run((replace(settle, cue=tr("Come back to the start"), breaths=0),))
