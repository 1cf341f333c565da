"""A timeline as columns of numbers, so that any stretch of it is found and drawn fast. Paints nothing itself."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trunktimer.figure.body import Side
from trunktimer.foundation.translation import tr, trc, trn
from trunktimer.routine.timeline import SetSpan, StepKind, Timeline
from trunktimer.session.display import Tone
from trunktimer.session.wording import side_word, word_of

TONES: Final = tuple(Tone)
_PLACE: Final = {tone: at for at, tone in enumerate(TONES)}

_END, _PART = itemgetter(2), itemgetter(6)  # of a step; these loops go over all of them
_TONE, _GATE, _WORK = 15, 16, 32  # of a part, in one number

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in a lane: the steps `[first, last)`, the block that it belongs to, and its words, longest first."""

    first: int
    last: int
    start_ms: int
    end_ms: int
    path: tuple[int, ...]
    words: tuple[str, ...]


class Lane:
    """Pieces in order, found by time; `make` gives the piece of a number, and is asked only for those that are seen."""

    def __init__(self, starts: list[int], make: Callable[[int], Piece]) -> None:
        self._starts = starts
        self._make = cache(make)

    @property
    def pieces(self) -> list[Piece]:
        """All pieces."""
        return [self._make(at) for at in range(len(self._starts))]

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, ms: float) -> Piece | None:
        """The piece that holds a moment."""
        at = bisect_right(self._starts, ms) - 1
        piece = self._make(at) if at >= 0 else None
        return piece if piece is not None and ms < piece.end_ms else None

    def between(self, start_ms: float, end_ms: float, least_ms: float) -> Iterator[Piece]:
        """The pieces that touch a stretch; those shorter than `least_ms` are told together, without words."""
        at = max(0, bisect_right(self._starts, start_ms) - 1)
        while at < len(self._starts) and self._starts[at] < end_ms:
            piece = self._make(at)
            if piece.end_ms - piece.start_ms >= least_ms:
                yield piece
                at += 1
                continue
            after = max(at + 1, bisect_right(self._starts, piece.start_ms + least_ms))
            last = self._make(after - 1)
            end = min(last.end_ms, max(piece.end_ms, round(piece.start_ms + least_ms)))
            yield Piece(piece.first, last.last, piece.start_ms, end, piece.path, ())
            at = after


def _code(kind: StepKind, tone: Tone) -> int:
    return _PLACE[tone] | (_GATE if kind is StepKind.GATE else 0) | (_WORK if kind is StepKind.WORK else 0)


class Rows:
    """The lanes of a timeline: groups, blocks, sets, and the steps as columns."""

    def __init__(self, timeline: Timeline) -> None:
        steps = timeline.steps
        self.timeline = timeline
        self.bounds: Numbers = np.zeros(len(steps) + 1, np.int64)
        self.bounds[1:] = np.fromiter(map(_END, steps), np.int64, len(steps))
        numbers = list(map(id, map(_PART, steps)))  # parts are shared, and looked at once each
        kinds = dict(zip(numbers, steps, strict=True))
        looks = {(step[6].kind, step[6].phase): step for step in kinds.values()}
        known = {look: _code(look[0], word_of(step)[2]) for look, step in looks.items()}
        codes = {number: known[step[6].kind, step[6].phase] for number, step in kinds.items()}
        coded: Numbers = np.fromiter(map(codes.__getitem__, numbers), np.int64, len(numbers))
        self.tones: Numbers = coded & _TONE
        self.gates: list[int] = np.flatnonzero(coded & _GATE).tolist()
        lengths = np.diff(self.bounds)
        self.work_ms = int(lengths[(coded & _WORK) > 0].sum())
        self._spent = {
            tone: np.concatenate(([0], np.cumsum(np.where(self.tones == tone, lengths, 0))))
            for tone in sorted({code & _TONE for code in codes.values()})
        }
        self.blocks, self.groups = _blocks(timeline)
        self.sets = Lane(
            [set_span.start_ms for set_span in timeline.set_spans], lambda at: _set(timeline, timeline.set_spans[at])
        )

    def tones_between(self, start_ms: float, mesh_ms: float, count: int) -> NDArray[np.int64]:
        """Which tone (a place in `TONES`) fills most of each of `count` meshes from `start_ms` on; -1 for none."""
        if not self._spent:
            return np.full(count, -1, np.int64)
        edges = start_ms + np.arange(count + 1) * mesh_ms
        codes = np.array(list(self._spent), np.int64)
        shares = np.array([np.diff(np.interp(edges, self.bounds, spent)) for spent in self._spent.values()])
        most: Numbers = codes[shares.argmax(axis=0)]
        most[shares.max(axis=0) <= 0] = -1
        return most

    def wide_between(self, start_ms: float, end_ms: float, least_ms: float) -> list[int]:
        """The steps that touch a stretch and last at least so long."""
        first = max(0, int(np.searchsorted(self.bounds, start_ms, "right")) - 1)
        last = int(np.searchsorted(self.bounds, end_ms, "left"))
        lengths = np.diff(self.bounds[first : last + 1])
        return [int(at) + first for at in np.flatnonzero(lengths >= max(1, least_ms))]

    def step_at(self, ms: float) -> int | None:
        """The step that holds a moment, gates left out."""
        if not self.timeline.steps or not 0 <= ms < self.timeline.total_ms:
            return None
        return int(np.searchsorted(self.bounds, ms, "right")) - 1

    def steps_near(self, start_ms: float, end_ms: float) -> list[int]:
        """The steps, gates left out, whose right edges lie in a stretch."""
        first = int(np.searchsorted(self.bounds[1:], start_ms, "left"))
        last = int(np.searchsorted(self.bounds[1:], end_ms, "right"))
        return [at for at in range(first, min(last, first + 8)) if not self.timeline.steps[at].is_gate]


def _blocks(timeline: Timeline) -> tuple[Lane, Lane]:
    """Blocks each time that they come round, plain rests among them; and the outermost groups."""
    steps = timeline.steps
    pieces: list[Piece] = []
    behind = 0

    def rests(last: int) -> None:
        for at in range(behind, last):
            part = steps[at].part
            if part.kind is StepKind.REST and part.between is None:
                pieces.append(_piece(timeline, at, at + 1, part.path, part.name))

    for block in timeline.blocks:
        rests(block.first)
        if block.last > block.first:
            pieces.append(_piece(timeline, block.first, block.last, block.path, block.name))
        behind = block.last
    rests(len(steps))
    groups: list[Piece] = []
    for piece in pieces:
        if len(piece.path) < 2:
            continue
        path = piece.path[:1]
        rounds = steps[piece.first].rounds
        said = tr("{number}  group", number=path[0] + 1)
        if rounds:
            said = trn(
                "{number}  group of {n} round", "{number}  group of {n} rounds", rounds[0][1], number=path[0] + 1
            )
        if groups and groups[-1].path == path:
            before = groups.pop()
            groups.append(Piece(before.first, piece.last, before.start_ms, piece.end_ms, path, before.words))
        else:
            groups.append(Piece(piece.first, piece.last, piece.start_ms, piece.end_ms, path, (said,)))
    return _lane(pieces), _lane(groups)


def _piece(timeline: Timeline, first: int, last: int, path: tuple[int, ...], name: str) -> Piece:
    number = ".".join(str(at + 1) for at in path)
    start_ms, end_ms = timeline.steps[first].start_ms, timeline.steps[last - 1].end_ms
    return Piece(first, last, start_ms, end_ms, path, (f"{number}  {name}", number))


def _lane(pieces: list[Piece]) -> Lane:
    return Lane([piece.start_ms for piece in pieces], pieces.__getitem__)


def _set(timeline: Timeline, set_span: SetSpan) -> Piece:
    first, last = timeline.steps[set_span.first], timeline.steps[set_span.last - 1]
    part = first.part
    reps = ""
    if part.reps > 1:
        pulses = part.phase == "pulse"
        reps = trn("{n} pulse", "{n} pulses", part.reps) if pulses else trn("{n} rep", "{n} reps", part.reps)
    words = _set_words(part.side, last.part.side, first.set if part.sets > 1 else 0, part.sets, reps)
    return Piece(set_span.first, set_span.last, set_span.start_ms, set_span.end_ms, part.path, words)


def _set_words(side: Side | None, last: Side | None, number: int, of: int, reps: str) -> tuple[str, ...]:
    """What a set is called, from the longest to the shortest."""
    # Translators: left and right, as short as can be
    long, short = side_word(side), {Side.LEFT: trc("side", "L"), Side.RIGHT: trc("side", "R"), None: ""}[side]
    if side is not last:
        long, short = tr("LEFT / RIGHT"), tr("L/R")
    counted = f"{number}/{of}" if number else ""
    counted_set = tr("set {set}/{sets}", set=number, sets=of) if number else ""
    return (
        " · ".join(said for said in (long, counted_set, reps) if said),
        " · ".join(said for said in (long, counted_set) if said),
        " ".join(said for said in (short, counted) if said),
        short or str(number or ""),
    )
