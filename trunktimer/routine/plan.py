"""What a routine asks for at one level, before it is unrolled: runs of reps, rounds, pauses.

A plan is as small as the file, however many reps it holds, so its steps can be counted before there are any.
Unrolling it is in `compile`. Plans of single blocks are remembered: of 200 blocks one is changed, and one is planned.
The few names and cues that stand in no file are in the language in use when the plan is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from trunktimer.figure.body import Side
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.foundation.translation import language_code, tr, trc
from trunktimer.routine.level import count_at, span_at
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Block, Count, MovementPhase, Pace, Routine, Sides
from trunktimer.routine.timeline import Between, Part, StepKind

#: Phases in which a range says how fast, not how long at least: there is nothing to release.
_TRAVEL: Final = frozenset({"raise", "lower"})
#: So many plans of blocks are kept: of three levels each, those of three hundred blocks and more.
_REMEMBERED_PLANS: Final = 1024
#: A block with more sets times phases than this is planned anew each time, so that what is kept stays small.
MOST_REMEMBERED: Final = 64


@dataclass(frozen=True, slots=True)
class Run:
    """The same parts so many times over; the last time without its last `dropped` parts."""

    parts: tuple[Part, ...]
    times: int = 1
    dropped: int = 0
    is_set_span: bool = False
    set: int = 0


@dataclass(frozen=True, slots=True)
class Rounds:
    """The same contents so many times over, with a pause between."""

    body: "tuple[Node, ...]"
    times: int
    between: Part | None


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """The contents of one block, lead-in included, with the number of their steps and their time."""

    path: tuple[int, ...]
    name: str
    body: tuple[Run, ...]
    steps: int
    total_ms: int


Node = Run | Rounds | BlockPlan


_MINUTE: Final = Span(60_000, 60_000)
_FIVE_SECONDS: Final = Span(5_000, 5_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Defaults:
    """What a block inherits where it says nothing: block over group over routine over these."""

    rest: Span = NO_PAUSE
    rest_between_sets: Span = _MINUTE
    rest_between_rounds: Span = NO_PAUSE
    switch: Span = _FIVE_SECONDS
    first_side: Side = Side.LEFT
    pace: Pace = Pace.TIMED

    def under(self, written: Routine | Block) -> "_Defaults":
        """These, overruled by what `written` says."""
        said = {key: value for key in _Defaults.__slots__ if (value := getattr(written, key)) is not None}
        return replace(self, **said) if said else self


USUAL_LEAD_IN: Final = Span(10_000, 10_000)


def plan_routine(
    routine: Routine, movements: Mapping[str, Movement], level: int, *, placed: bool = True
) -> tuple[Node, ...]:
    """Plan a checked routine at `level` (0..100). A movement that is not in `movements` counts as unnamed.

    Where nothing but its size is asked for, it need not be `placed`: no block knows its path, so blocks that have
    only moved are not planned anew.
    """
    lead_in = USUAL_LEAD_IN if routine.lead_in is None else routine.lead_in
    planner = _Planner(movements, level, placed=placed)
    return planner.blocks(
        routine.blocks,
        (),
        _Defaults().under(routine),
        lead_in=lead_in,
        between=routine.rest_between_blocks or NO_PAUSE,
    )


def step_count(nodes: Sequence[Node]) -> int:
    """How many steps a plan unrolls to, without unrolling it (trailing plain rests included)."""
    total = 0
    for node in nodes:
        match node:
            case Run():
                total += len(node.parts) * node.times - node.dropped
            case Rounds():
                pauses = node.times - 1 if node.between else 0
                total += step_count(node.body) * node.times + pauses
            case BlockPlan():
                total += node.steps
    return total


def planned_ms(nodes: Sequence[Node]) -> int:
    """How long a plan takes, without unrolling it (trailing plain rests included, waiting at gates not)."""
    total = 0
    for node in nodes:
        match node:
            case Run():
                once = sum(part.duration_ms for part in node.parts)
                left_out = sum(part.duration_ms for part in node.parts[len(node.parts) - node.dropped :])
                total += once * node.times - left_out
            case Rounds():
                pause_ms = node.between.duration_ms if node.between else 0
                total += planned_ms(node.body) * node.times + pause_ms * (node.times - 1)
            case BlockPlan():
                total += node.total_ms
    return total


def is_plain_rest(block: Block) -> bool:
    """Whether a block is nothing but a pause of its own."""
    works = (block.movement, block.raise_, block.hold, block.lower, block.phase, block.reps, block.pulses)
    return block.rest is not None and not any(
        key is not None for key in (*works, block.bpm, block.duration, block.blocks, block.repeat)
    )


def tempo_of(block: Block, movement: Movement | None) -> tuple[MovementPhase, ...]:
    """The phases of one rep: those that the block states, or else those of its movement.

    A phase's cue is the one written beside it, else the block's, else that of the movement's phase of the same
    word; its breath likewise.
    """
    stated = block.phase or tuple(
        MovementPhase(do=word, time=span)
        for word, span in (("raise", block.raise_), ("hold", block.hold), ("lower", block.lower))
        if span is not None
    )
    if not stated:
        usual_phases = movement.phase if movement else ()
        return tuple(replace(phase, cue=block.cue or phase.cue) for phase in usual_phases)
    usual = {phase.do: phase for phase in movement.phase} if movement else {}
    return tuple(
        replace(
            phase,
            cue=phase.cue or block.cue or (usual[phase.do].cue if phase.do in usual else None),
            breath=phase.breath or (usual[phase.do].breath if phase.do in usual else None),
        )
        for phase in stated
    )


def has_tempo(block: Block) -> bool:
    """Whether the block itself states phases."""
    return any(span is not None for span in (block.raise_, block.hold, block.lower, block.phase))


class _Same:
    """A movement as a part of a key, equal to the very same one only: it has no hash, and takes long to compare."""

    __slots__ = ("movement",)

    def __init__(self, movement: Movement | None) -> None:
        self.movement = movement

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.movement is other.movement

    def __hash__(self) -> int:
        return id(self.movement)


@lru_cache(maxsize=_REMEMBERED_PLANS)
def _remembered(
    block: Block, path: tuple[int, ...], inherited: _Defaults, lead_in: Span, same: _Same, level: int, language: str
) -> BlockPlan:
    """The plan of a block, from everything that has a part in it: `language` has, by the cues that stand in no file."""
    movements = {block.movement: same.movement} if block.movement and same.movement else {}
    return _Planner(movements, level).planned(block, path, inherited, lead_in)


class _Planner:
    """Plans blocks at one level. Holds nothing that changes."""

    def __init__(self, movements: Mapping[str, Movement], level: int, *, placed: bool = True) -> None:
        self._movements = movements
        self._level = level
        self._placed = placed

    def blocks(
        self,
        blocks: Sequence[Block],
        path: tuple[int, ...],
        defaults: _Defaults,
        *,
        lead_in: Span,
        between: Span,
    ) -> tuple[Node, ...]:
        nodes: list[Node] = []
        for at, block in enumerate(blocks):
            here = (*path, at) if self._placed else ()
            resting = is_plain_rest(block) or (at > 0 and is_plain_rest(blocks[at - 1]))
            if at > 0 and between != NO_PAUSE and not resting:
                nodes.append(Run((self._pause(between, here, Between.BLOCKS),)))
            stated = lead_in if block.lead_in is None else block.lead_in
            if block.blocks is not None:
                nodes.extend(self._group(block, here, defaults, stated))
            elif is_plain_rest(block):
                rest = self._pause(block.rest or NO_PAUSE, here, None, block.name or "", block.cue or "")
                nodes.append(Run((rest,)))
            else:
                nodes.append(self._block(block, here, defaults, stated))
        return tuple(nodes)

    def _group(self, block: Block, path: tuple[int, ...], defaults: _Defaults, lead_in: Span) -> Sequence[Node]:
        children = block.blocks or ()
        around, defaults = defaults, defaults.under(block)
        inside = replace(defaults, rest_between_rounds=around.rest_between_rounds)  # of its own rounds only
        between = block.rest_between_blocks or NO_PAUSE
        body = self.blocks(children, path, inside, lead_in=NO_PAUSE, between=between)
        pause = None
        if defaults.rest_between_rounds != NO_PAUSE:
            pause = self._pause(defaults.rest_between_rounds, path, Between.ROUNDS)
        rounds = Rounds(body, count_at(block.repeat or Count(1, 1), self._level), pause)
        first = children[0] if children else None
        if lead_in == NO_PAUSE or first is None or is_plain_rest(first) or first.lead_in is not None:
            return (rounds,)
        while first.blocks:
            first = first.blocks[0]
        return (Run((self._lead_in(first, (*path, 0), lead_in, defaults),)), rounds)

    def _block(self, block: Block, path: tuple[int, ...], inherited: _Defaults, lead_in: Span) -> BlockPlan:
        movement = self._movement(block)
        phases = block.phase or (movement.phase if movement else ())
        if self._sets(block) * max(1, len(phases)) > MOST_REMEMBERED:
            return self.planned(block, path, inherited, lead_in)
        return _remembered(block, path, inherited, lead_in, _Same(movement), self._level, language_code())

    def planned(self, block: Block, path: tuple[int, ...], inherited: _Defaults, lead_in: Span) -> BlockPlan:
        """The plan of one block that is neither a group nor a plain rest."""
        movement = self._movement(block)
        defaults = inherited.under(block)
        body: list[Run] = []
        if lead_in != NO_PAUSE:
            body.append(Run((self._lead_in(block, path, lead_in, defaults),)))
        sides = block.sides or (movement.sides if movement else None)
        both: tuple[Side | None, ...] = (defaults.first_side, defaults.first_side.other) if sides else (None,)
        sets = self._sets(block)
        order: list[tuple[int, tuple[Side | None, ...]]]
        match sides:
            case Sides.ONE_THEN_OTHER:
                order = [(number, (side,)) for side in both for number in range(1, sets + 1)]
            case Sides.ALTERNATE_SETS:
                order = [(number, (side,)) for number in range(1, sets + 1) for side in both]
            case Sides.ALTERNATE_REPS | None:
                order = [(number, both) for number in range(1, sets + 1)]
        set_spans: dict[tuple[tuple[Side | None, ...], int], tuple[Run, ...]] = {}
        last_sides: tuple[Side | None, ...] | None = None
        for number, on_sides in order:
            if last_sides is not None:
                changes = last_sides != on_sides
                span = defaults.switch if changes else defaults.rest_between_sets
                if sides is Sides.ALTERNATE_SETS and on_sides[0] is both[0]:
                    span, changes = defaults.rest_between_sets, False
                if span != NO_PAUSE:
                    pause = self._gap(block, path, span, sets, on_sides[0], changes)
                    body.append(Run((pause,), set=number))
            reps = self._reps(block, number)
            set_span = set_spans.get((on_sides, reps))
            if set_span is None:  # sets that are alike share their parts
                set_span = set_spans[on_sides, reps] = self._set_span(block, path, defaults, sets, on_sides, reps)
            body.extend(Run(run.parts, run.times, run.dropped, run.is_set_span, number) for run in set_span)
            last_sides = on_sides
        return BlockPlan(path, self._name(block), tuple(body), step_count(body), planned_ms(body))

    def _set_span(
        self,
        block: Block,
        path: tuple[int, ...],
        defaults: _Defaults,
        sets: int,
        sides: tuple[Side | None, ...],
        reps: int,
    ) -> tuple[Run, ...]:
        """One set: the reps of the sides in `sides`, in turn."""
        movement = self._movement(block)
        cue = block.cue or (movement.cue if movement else None) or ""
        if block.bpm is not None:
            bpm = count_at(block.bpm, self._level)
            return (Run((self._beats(block, path, sets, sides[0], reps, cue, bpm),), is_set_span=True),)
        by_clock = block.duration is not None
        if block.duration is not None and not has_tempo(block):
            free = MovementPhase(do="work", time=block.duration)
            part = self._phase(block, path, free, sets, sides[0], 1, cue)
            return (Run((replace(part, set_span_ms=part.duration_ms),), is_set_span=True),)
        own = defaults.pace is Pace.OWN and not by_clock
        rest_span = (block.rest or NO_PAUSE) if own or by_clock else defaults.rest
        pattern: list[Part] = []
        for side in sides:
            pattern.extend(
                self._phase(block, path, phase, sets, side, reps, cue) for phase in tempo_of(block, movement)
            )
            if not own and rest_span == NO_PAUSE:
                continue
            bare = Part(
                kind=StepKind.GATE,
                path=path,
                duration_ms=0,
                movement=block.movement,
                name=self._name(block),
                phase="gate",
                side=side,
                limb=self._limb(block),
                sets=sets,
                reps=reps,
                cue=cue,
            )
            if own:
                pattern.append(bare)
            if rest_span != NO_PAUSE:
                rest_ms = span_at(rest_span, self._level)
                rest = replace(bare, kind=StepKind.REST, phase="rest", duration_ms=rest_ms, cue="")
                pattern.append(replace(rest, between=Between.REPS))
        dropped = 1 if rest_span != NO_PAUSE else 0
        if block.duration is None:
            return (Run(tuple(pattern), reps, dropped, is_set_span=True),)
        return self._fitted(tuple(pattern), dropped, span_at(block.duration, self._level))

    def _fitted(self, pattern: tuple[Part, ...], dropped: int, duration_ms: int) -> tuple[Run, ...]:
        """As many whole reps as fit, and what is left over as a `settle` step."""
        once_ms = sum(part.duration_ms for part in pattern)
        rest_ms = pattern[-1].duration_ms if dropped else 0
        reps = max(1, (duration_ms + rest_ms) // once_ms)
        pattern = tuple(replace(part, reps=reps, set_span_ms=duration_ms) for part in pattern)
        left_ms = duration_ms - (once_ms * reps - rest_ms)
        run = Run(pattern, reps, dropped, is_set_span=True)
        if left_ms <= 0:
            return (run,)
        settle = replace(pattern[0], phase="settle", duration_ms=left_ms, breath=None, min_ms=None)
        # Translators: read from the floor; 28 characters at most.
        return (run, Run((replace(settle, cue=tr("Come back to the start")),)))

    def _phase(
        self,
        block: Block,
        path: tuple[int, ...],
        phase: MovementPhase,
        sets: int,
        side: Side | None,
        reps: int,
        cue: str,
    ) -> Part:
        span = phase.time
        return Part(
            kind=StepKind.WORK,
            path=path,
            duration_ms=span_at(span, self._level),
            movement=block.movement,
            name=self._name(block),
            phase=phase.do,
            side=side,
            limb=self._limb(block),
            sets=sets,
            reps=reps,
            cue=phase.cue or cue,
            breath=phase.breath,
            min_ms=span.low_ms if span.is_range and phase.do not in _TRAVEL else None,
        )

    def _beats(
        self, block: Block, path: tuple[int, ...], sets: int, side: Side | None, reps: int, cue: str, bpm: int
    ) -> Part:
        """A stretch on the metronome: so many pulses, or a rhythm for so long."""
        if block.duration is not None:
            rhythm = MovementPhase(do="rhythm", time=block.duration)
            beats = -(-span_at(block.duration, self._level) * bpm // 60_000)
        else:
            duration_ms = round(reps * 60_000 / bpm)
            rhythm, beats = MovementPhase(do="pulse", time=Span(duration_ms, duration_ms)), reps
        part = self._phase(block, path, rhythm, sets, side, reps, cue)
        return replace(part, bpm=bpm, beats=beats, accent_every=block.accent_every or 0)

    def _reps(self, block: Block, number: int) -> int:
        """How many reps or pulses the set `number` (from 1) has; 1 where the file names none."""
        counts = block.pulses or block.reps
        if not counts:
            return 1
        return count_at(counts[number - 1] if len(counts) > 1 else counts[0], self._level)

    def _sets(self, block: Block) -> int:
        pyramid = block.reps if block.reps and len(block.reps) > 1 else block.pulses
        if pyramid and len(pyramid) > 1:
            return len(pyramid)
        return count_at(block.sets, self._level) if block.sets else 1

    def _gap(
        self,
        block: Block,
        path: tuple[int, ...],
        span: Span,
        sets: int,
        side: Side | None,
        changes: bool,
    ) -> Part:
        """The pause before a set: a change of sides, or a rest. It bears the side of what comes."""
        # Translators: read from the floor; 28 characters at most.
        cue = tr("Change sides") if changes else ""
        return Part(
            kind=StepKind.SWITCH if changes else StepKind.REST,
            path=path,
            duration_ms=span_at(span, self._level),
            movement=block.movement,
            name=self._name(block),
            phase="switch" if changes else "rest",
            side=side,
            limb=self._limb(block),
            sets=sets,
            cue=cue,
            between=None if changes else Between.SETS,
        )

    def _lead_in(self, block: Block, path: tuple[int, ...], span: Span, defaults: _Defaults) -> Part:
        movement = self._movement(block)
        sides = block.sides or (movement.sides if movement else None)
        # Translators: read from the floor; 28 characters at most.
        cue = movement.position if movement else tr("Get ready")
        return Part(
            kind=StepKind.LEAD_IN,
            path=path,
            duration_ms=span_at(span, self._level),
            movement=block.movement,
            name=self._name(block),
            phase="lead-in",
            side=(block.first_side or defaults.first_side) if sides else None,
            limb=self._limb(block),
            sets=self._sets(block),
            cue=cue,
        )

    def _pause(self, span: Span, path: tuple[int, ...], between: Between | None, name: str = "", cue: str = "") -> Part:
        return Part(
            kind=StepKind.REST,
            path=path,
            duration_ms=span_at(span, self._level),
            name=name or tr("Rest"),
            phase="rest",
            cue=cue,
            between=between,
        )

    def _movement(self, block: Block) -> Movement | None:
        return self._movements.get(block.movement) if block.movement else None

    def _limb(self, block: Block) -> str:
        movement = self._movement(block)
        return (movement.limb or "") if movement else ""

    def _name(self, block: Block) -> str:
        movement = self._movement(block)
        return block.name or (movement.name if movement else block.movement or trc("name of a block", "Work"))
