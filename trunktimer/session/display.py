"""What the run page shows at a moment, as plain values; the window and the terminal player both read it.

The words of it are in `wording`; how a session comes to show them is in `view`.
"""

from dataclasses import dataclass
from enum import StrEnum

from trunktimer.figure.stage import Stage
from trunktimer.routine.routine import Breath
from trunktimer.session.asked import NOTHING_ASKED, Asked


class Glyph(StrEnum):
    """The sign beside the phase word; its value is the character that a terminal shows."""

    UP = "▲"
    HOLD = "="
    DOWN = "▼"
    REST = "◦"
    SWITCH = "⇄"
    READY = "…"
    WORK = "●"
    PULSE = "♪"
    WAIT = "?"
    PAUSED = "‖"
    DONE = "✓"


class Tone(StrEnum):
    """What a colour stands for; each theme gives every tone a colour."""

    HOLD = "hold"  # orange in the pictures
    MOVE = "move"  # sky blue in the pictures: raise, lower, free work, pulses
    RELEASE = "release"  # after the minimum of a range
    REST = "rest"
    READY = "ready"
    SWITCH = "switch"
    WAIT = "wait"
    PAUSED = "paused"
    DONE = "done"


class SegmentState(StrEnum):
    """Where the session stands in relation to a segment of the strip."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of the strip of the whole session: usually one set on one side.

    `first` is the step that a click jumps to; `weight_ms` its share of the width; `done` (0..1) how much of
    its work was done; `label` says it in words (`Bridge, set 1 of 3`), `name` is that of its movement.
    """

    first: int
    weight_ms: int
    tone: Tone
    state: SegmentState
    done: float
    name: str
    label: str
    starts_block: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The next change of side, set or movement, in few words, and the start position that it leads to.

    Attributes:
        later: whether another set comes before it.
    """

    text: str
    stage: "Stage | None" = None
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The set that a rest leads to: its movement, side, set and rounds, and how much of it is to be done."""

    name: str
    side: str
    sets: tuple[str, ...]
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """All that a run page shows. Texts are ready to be shown; times are in milliseconds of the timeline.

    `fraction_left` (0..1) is what is left of the ring; `min_fraction` the place on the ring (as fraction
    left) where a range may be released. `next_is_news` is true in rests, when the next line is what a
    person wants to read. `pulse_s` is 3, 2 or 1 in the last three seconds of a step and 0 otherwise.
    `asked` is what the step asks for beside a time: what counts up, is counted or may be left out.
    `stage` is what the figure shows, if there is a movement. `hint` says what one key does now, where that is
    not plain. `rep` and `reps` are 0 where none are counted; `sets` are those of `counts` that say set and round.

    Attributes:
        rep_ms: how long the whole rep is, if all its phases are so short that the rep is what is counted, else 0;
            `rep_left_ms` is what is left of it.
        coming: the set that a rest leads to.
        change: what changes next; `None` where nothing comes any more.
    """

    title: str
    side: str
    counts: tuple[str, ...]
    sets: tuple[str, ...]
    rep: int
    reps: int
    rep_left_ms: int
    rep_ms: int
    word: str
    glyph: Glyph
    tone: Tone
    digits: str
    remaining_ms: int
    planned_ms: int
    fraction_left: float
    min_fraction: float | None
    cue: str
    breath: "Breath | None"
    next: str
    next_is_news: bool
    coming: Coming | None
    change: Change | None
    hint: str
    pulse_s: int
    moving: bool  # whether the countdown runs, so that the ring has to be redrawn
    index: int
    stage: "Stage | None"
    phase: str
    left_ms: int  # of all that is still to be walked
    total_ms: int
    segments: tuple[Segment, ...]
    asked: Asked = NOTHING_ASKED
