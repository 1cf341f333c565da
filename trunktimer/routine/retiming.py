"""From a step of a timeline back to the written time that makes it so long, and to a new one. Changes no file."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from trunktimer.foundation.durations import LONGEST_MS, Span
from trunktimer.foundation.errors import Path
from trunktimer.routine.level import span_at
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import RepPhase, around_all, around_in, has_tempo, resolved, tempo_of
from trunktimer.routine.routine import ROLES, Block, Routine, timing_of
from trunktimer.routine.timeline import Between, SetSpan, Step, StepKind, Timeline
from trunktimer.routine.timing import Timing

#: Nothing is made shorter than this by dragging, except what was shorter before.
LEAST_MS: Final = 500
_TEMPO_KEYS: Final = ("raise", "hold", "lower")
_ROLE_KEYS: Final = frozenset(ROLES)
_SETS: Final = "rest_between_sets"
_BLOCKS: Final = "rest_between_blocks"
_ROUNDS: Final = "rest_between_rounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What moves when the right edge of a step is moved.

    `path` is the key in the file, and `span` what is written there now, or what is inherited where nothing is. The
    key times the stretch of the timeline `[start_ms, start_ms + now_ms)`: the step itself, or the whole set where the
    clock decides how long a set is. `beside` are keys that must be written along with it, so that nothing else changes:
    a block that states one phase of its movement's tempo states them all. The lower end of what is written may not be
    less than `least_ms`, nor the upper one more than `most_ms`: one rep must fit into a set by the clock.
    """

    path: Path
    span: Span
    start_ms: int
    now_ms: int
    beside: tuple[tuple[Path, Span], ...] = ()
    least_ms: int = LEAST_MS
    most_ms: int = LONGEST_MS


def edge_of(routine: Routine, movements: Mapping[str, Movement], timeline: Timeline, index: int) -> Edge | None:
    """The written time that decides how long the step `index` of the routine's `timeline` is.

    It is named where it is inherited from: in the block, a group around it, or the routine. Where it is written
    nowhere, the block's own key is named. `None` where no single time decides: gates, pulses on the metronome, and a
    movement's own tempo that raise, hold and lower cannot say. Of a set by the clock the last step changes `duration`.
    """
    step = timeline.steps[index]
    chain = _chain(routine, step.part.path)
    if step.is_gate:
        return None
    match step.kind:
        case StepKind.GATE:
            return None
        case StepKind.LEAD_IN:
            return _lead_in(routine, chain, step)
        case StepKind.SWITCH:
            return _inherited(routine, chain, step, "switch")
        case StepKind.REST:
            return _rest(routine, chain, step)
        case StepKind.WORK:
            return _work(routine, chain, movements, timeline, step)


def retimed(edge: Edge, new_ms: int) -> Span:
    """What to write at `edge.path` so that its stretch takes `new_ms` at the level of the timeline.

    A plain time becomes `new_ms`; a range is shifted and stays as wide. Neither end passes what `edge` allows: 24 hours
    at most, and half a second at least, or what it was if that is less.
    """
    least_ms = min(edge.least_ms, edge.span.low_ms)
    most_ms = max(edge.most_ms, edge.span.high_ms)
    width_ms = edge.span.high_ms - edge.span.low_ms
    low_ms = edge.span.low_ms + new_ms - edge.now_ms if edge.span.is_range else new_ms
    low_ms = max(least_ms, min(low_ms, most_ms - width_ms))
    return Span(low_ms, low_ms + width_ms)


def changes_of(edge: Edge, span: Span) -> tuple[tuple[Path, Span], ...]:
    """All that is to be written so that `edge` is timed by `span` and nothing else changes, in order."""
    return (*edge.beside, (edge.path, span))


def new_edge_ms(edge: Edge, span: Span) -> int:
    """How long the stretch of `edge` is once `span` is written there."""
    return edge.now_ms + span.low_ms - edge.span.low_ms if edge.span.is_range else span.low_ms


# ---- the same step before and after


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a step stands, in numbers that changed times leave as they are: so many steps into or behind a set."""

    set_span: int  # the last set that begins before the step or with it; -1 before the first
    behind: bool
    steps: int


def spot_of(timeline: Timeline, index: int) -> Spot:
    """The spot of the step `index`."""
    at = bisect_right(timeline.set_spans, index, key=lambda set_span: set_span.first) - 1
    if at < 0:
        return Spot(-1, True, index)
    set_span = timeline.set_spans[at]
    behind = index >= set_span.last
    return Spot(at, behind, index - (set_span.last if behind else set_span.first))


def index_at(timeline: Timeline, spot: Spot) -> int:
    """The step at a spot in a timeline of the same blocks; in a set with fewer reps its last; 0 where there is none."""
    if not timeline.steps:
        return 0
    if spot.set_span < 0 or not timeline.set_spans:
        return min(spot.steps, len(timeline) - 1)
    set_span = timeline.set_spans[min(spot.set_span, len(timeline.set_spans) - 1)]
    if spot.behind:
        return min(set_span.last + spot.steps, len(timeline) - 1)
    return min(set_span.first + spot.steps, set_span.last - 1)


# ---- the file


def block_key(path: tuple[int, ...]) -> Path:
    """The key path of a block's table: `(0, 1)` is `("block", 0, "block", 1)`."""
    return tuple(part for at in path for part in ("block", at))


def _chain(routine: Routine, path: tuple[int, ...]) -> list[tuple[Path, Block]]:
    """The block at `path` and the groups around it, from the inside out."""
    found: list[tuple[Path, Block]] = []
    blocks = routine.blocks
    for depth, at in enumerate(path, start=1):
        found.append((block_key(path[:depth]), blocks[at]))
        blocks = blocks[at].blocks or ()
    return found[::-1]


def _edge(path: Path, span: Span, step: Step) -> Edge:
    return Edge(path=path, span=span, start_ms=step.start_ms, now_ms=step.duration_ms)


def _as_long(step: Step) -> Span:
    """What is inherited where nothing is written: the built-in defaults are plain times."""
    return Span(step.duration_ms, step.duration_ms)


def _written(
    routine: Routine, chain: list[tuple[Path, Block]], key: str, number: int = 1
) -> Iterator[tuple[Path, Timing]]:
    """Where `key` is written, from the inside out; `number` is that of the set where it is a list."""
    places: list[tuple[Path, Block | Routine]] = [*chain, ((), routine)]
    for path, written in places:
        for table, values in ((path, written), ((*path, "defaults"), written.defaults)):
            value = None if values is None else getattr(values, "raise_" if key == "raise" else key, None)
            if isinstance(value, tuple):
                at = min(number, len(value)) - 1
                yield (*table, key, at), value[at]
            elif value is not None:
                yield (*table, key), value


def _found(found: tuple[Path, Timing], step: Step) -> Edge | None:
    """The edge that a written time moves; `None` where it is no plain time."""
    path, time = found
    return _edge(path, time, step) if isinstance(time, Span) else None


def _inherited(routine: Routine, chain: list[tuple[Path, Block]], step: Step, key: str) -> Edge | None:
    own = (*chain[0][0], key)
    return _found(next(_written(routine, chain, key, step.set - 1), (own, _as_long(step))), step)


def _lead_in(routine: Routine, chain: list[tuple[Path, Block]], step: Step) -> Edge | None:
    """Blocks in a group have none unless they state one: that of the group stands before the first of them."""
    return _found(next(_written(routine, chain, "lead_in"), ((*chain[-1][0], "lead_in"), _as_long(step))), step)


def _rest(routine: Routine, chain: list[tuple[Path, Block]], step: Step) -> Edge | None:
    if step.part.every_ms is not None:
        return None  # what is left of a minute
    match step.part.between:
        case Between.SETS:
            return _inherited(routine, chain, step, _SETS)
        case Between.BLOCKS:  # at the group, or the routine, that holds the block after it
            if chain[1:]:
                return _inherited(routine, chain[1:2], step, _BLOCKS)
            return _found(((_BLOCKS,), getattr(routine, _BLOCKS) or _as_long(step)), step)
        case Between.ROUNDS:  # groups inside a group do not inherit it
            return _inherited(routine, chain[:1], step, _ROUNDS)
        case _:  # between reps, or a plain rest
            return _inherited(routine, chain, step, "rest")


def _holds_in(routine: Routine, chain: list[tuple[Path, Block]], movement: Movement | None) -> Block:
    """The block with all that holds in it."""
    around = around_all(routine)
    for _, group in reversed(chain[1:]):
        around = around_in(group, around)
    return resolved(chain[0][1], around, movement)


def _work(
    routine: Routine,
    chain: list[tuple[Path, Block]],
    movements: Mapping[str, Movement],
    timeline: Timeline,
    step: Step,
) -> Edge | None:
    path, own = chain[0]
    set_span = timeline.set_span_at(step.index)
    if set_span is None or step.is_gate:
        return None
    movement = movements.get(own.movement) if own.movement else None
    block = _holds_in(routine, chain, movement)
    tempo = tempo_of(block, movement, step.set)
    if block.duration is not None and step.index == set_span.last - 1 - step.part.counts_reps:
        return _whole_set(_written(routine, chain, "duration", step.set), block, tempo, timeline, set_span)
    if block.bpm is not None:
        return None  # pulses: their number and the metronome decide
    at = _place_in_rep(timeline, step, set_span.first)
    if at >= len(tempo) or step.part.phase != tempo[at].do:
        return None
    if not has_tempo(block):
        return _movements_tempo(routine, path, tempo, at, step)
    edge = _phase(routine, chain, block, tempo[at].role, at, step)
    if edge is None or block.duration is None:
        return edge
    others_ms = sum(_longest_ms(phase.time) for number, phase in enumerate(tempo) if number != at)
    return replace(edge, most_ms=_shortest_ms(timing_of(block.duration, step.set)) - others_ms)


def _whole_set(
    written: Iterator[tuple[Path, Timing]],
    block: Block,
    tempo: tuple[RepPhase, ...],
    timeline: Timeline,
    set_span: SetSpan,
) -> Edge | None:
    path, time = next(written)
    if not isinstance(time, Span):
        return None
    return Edge(
        path=path,
        span=time,
        start_ms=set_span.start_ms,
        now_ms=span_at(time, timeline.level),
        least_ms=max(LEAST_MS, sum(_longest_ms(phase.time) for phase in tempo) if has_tempo(block) else 0),
    )


def _phase(
    routine: Routine, chain: list[tuple[Path, Block]], block: Block, role: str, at: int, step: Step
) -> Edge | None:
    """A phase that the block states, or what is written around it; otherwise it is written in the block."""
    path = chain[0][0]
    if block.phase is not None:
        return _edge((*path, "phase", at, "time"), block.phase[at].time, step)
    if role not in _ROLE_KEYS or block.tempo is not None:
        return None
    return _found(next(_written(routine, chain, role, step.set), ((*path, role), _as_long(step))), step)


def _longest_ms(time: Timing) -> int:
    return time.high_ms if isinstance(time, Span) else 0


def _shortest_ms(time: object) -> int:
    return time.low_ms if isinstance(time, Span) else LONGEST_MS


def _place_in_rep(timeline: Timeline, step: Step, first: int) -> int:
    """Which phase of its rep a step is, from 0: phases may bear the same word, so they are counted."""
    at = step.index
    while at > first:
        before = timeline.steps[at - 1]
        if before.rep != step.rep or before.part.side is not step.part.side or before.kind is not StepKind.WORK:
            break
        at -= 1
    return step.index - at


def _movements_tempo(routine: Routine, path: Path, tempo: tuple[RepPhase, ...], at: int, step: Step) -> Edge | None:
    """A phase of the movement's own tempo. In format 1 it is written together with the others, if it can say them."""
    time = tempo[at].time
    if not isinstance(time, Span):
        return None
    if routine.format > 1:
        return _edge((*path, tempo[at].role), time, step) if tempo[at].role in _ROLE_KEYS else None
    words = [phase.do for phase in tempo]
    if words != [key for key in _TEMPO_KEYS if key in words]:
        return None
    beside = tuple(
        ((*path, phase.do), phase.time) for phase in tempo if phase.do != words[at] and isinstance(phase.time, Span)
    )
    return Edge(path=(*path, words[at]), span=time, start_ms=step.start_ms, now_ms=step.duration_ms, beside=beside)
