"""Displays and strips made up for tests of the window."""

from dataclasses import replace
from typing import Any, Final

from trunktimer.session.display import Change, Display, Glyph, Segment, SegmentState, Tone


def segments_of(count: int, current: int = 0, done: float = 0.0) -> tuple[Segment, ...]:
    """A strip of equal blocks, of which the first `current` are done."""
    return tuple(
        Segment(
            first=10 * at,
            weight_ms=60_000,
            tone=Tone.HOLD,
            state=SegmentState.DONE if at < current else SegmentState.CURRENT if at == current else SegmentState.AHEAD,
            done=1.0 if at < current else done if at == current else 0.0,
            name="Bridge",
            label=f"Bridge, set {at + 1} of {count}",
            starts_block=False,
        )
        for at in range(count)
    )


HOLD: Final = Display(
    title="Bridge",
    side="",
    counts=("4/15", "set 1/3"),
    sets=("set 1/3",),
    rep=4,
    reps=15,
    rep_left_ms=0,
    rep_ms=0,
    word="HOLD",
    glyph=Glyph.HOLD,
    tone=Tone.HOLD,
    digits="12",
    remaining_ms=12_000,
    planned_ms=15_000,
    fraction_left=0.8,
    min_fraction=None,
    cue="Squeeze – breathe out",
    breath=None,
    next="Next: rest 4 s",
    next_is_news=False,
    coming=None,
    change=Change(text="set 2 of 3"),
    hint="",
    pulse_s=0,
    moving=True,
    index=3,
    stage=None,
    phase="hold",
    left_ms=100_000,
    total_ms=200_000,
    segments=segments_of(15, 3, 0.25),
)


def hold_at(remaining_ms: int, planned_ms: int = 90_000, **changes: Any) -> Display:
    """A hold with so much of it left."""
    return replace(
        HOLD,
        remaining_ms=remaining_ms,
        planned_ms=planned_ms,
        fraction_left=remaining_ms / planned_ms,
        digits=str(-(-remaining_ms // 1000)),
        pulse_s=-(-remaining_ms // 1000) if remaining_ms <= 3_000 else 0,
        **changes,
    )
