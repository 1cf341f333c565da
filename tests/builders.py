"""Short ways to write routines in tests, and hypothesis strategies for whole ones."""

from hypothesis import strategies as st

from trunktimer.foundation.durations import Span
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Block, Count, MostReps, MovementPhase, Pace, Routine, Sides
from trunktimer.routine.timing import Breaths, OpenEnd

BRIDGE = Movement(
    key="bridge",
    name="Bridge",
    position="On your back",
    phase=(
        MovementPhase(do="raise", time=Span(2_000, 2_000), cue="Hips up"),
        MovementPhase(do="hold", time=Span(10_000, 15_000), cue="Squeeze"),
        MovementPhase(do="lower", time=Span(2_000, 2_000), cue="Down slowly"),
    ),
)
KICK = Movement(key="donkey-kick", name="Donkey kick", position="Hands and knees", sides=Sides.ONE_THEN_OTHER)
MOVEMENTS = {movement.key: movement for movement in (BRIDGE, KICK)}


def seconds(low: float, high: float | None = None) -> Span:
    """A span from seconds."""
    return Span(round(low * 1000), round((low if high is None else high) * 1000))


def count(low: int, high: int | None = None) -> Count:
    """A count."""
    return Count(low, low if high is None else high)


def routine(*blocks: Block, lead_in: float | None = 5, between: float | None = None) -> Routine:
    """A routine of these blocks with short pauses."""
    return Routine(
        name="Test",
        lead_in=None if lead_in is None else seconds(lead_in),
        rest_between_blocks=None if between is None else seconds(between),
        blocks=blocks,
    )


HOLDS = Block(name="Hold", raise_=seconds(2), hold=seconds(10, 15), lower=seconds(2), reps=(count(2),), sets=count(2))
OWN = Block(name="Own", reps=(count(2),), pace=Pace.OWN)

_SPANS = st.builds(
    lambda low, more: Span(low, low + more), st.integers(1, 40).map(lambda n: n * 250), st.sampled_from((0, 0, 5_000))
)
_COUNTS = st.builds(lambda low, more: Count(low, low + more), st.integers(1, 4), st.sampled_from((0, 0, 2)))
_SIDES = st.sampled_from((None, Sides.ONE_THEN_OTHER, Sides.ALTERNATE_SETS, Sides.ALTERNATE_REPS))


@st.composite
def _reps(draw: st.DrawFn) -> Block:
    pyramid = draw(st.lists(_COUNTS, min_size=1, max_size=3).map(tuple))
    sets = None if len(pyramid) > 1 else draw(st.none() | _COUNTS)
    return Block(
        name="Reps",
        raise_=draw(st.none() | _SPANS),
        hold=draw(_SPANS),
        lower=draw(st.none() | _SPANS),
        reps=pyramid,
        sets=sets,
        rest=draw(st.none() | _SPANS),
        sides=draw(_SIDES),
        pace=draw(st.sampled_from((None, *Pace))),
    )


@st.composite
def _timed(draw: st.DrawFn) -> Block:
    tempo = draw(st.none() | _SPANS)
    long = draw(_SPANS)
    duration = Span(long.low_ms + 60_000, long.high_ms + 60_000)
    sides = draw(st.sampled_from((None, Sides.ONE_THEN_OTHER, Sides.ALTERNATE_SETS)))
    return Block(
        name="Timed", duration=duration, raise_=tempo, lower=tempo, sides=sides, sets=draw(st.none() | _COUNTS)
    )


_BEATS = st.builds(
    lambda pulses, bpm: Block(name="Pulses", pulses=(pulses,), bpm=Count(bpm, bpm)), _COUNTS, st.integers(20, 300)
)
_RESTS = st.builds(lambda rest: Block(rest=rest), _SPANS)
_LEAVES = st.one_of(_reps(), _timed(), _BEATS, _RESTS)
_GROUPS = st.recursive(
    _LEAVES,
    lambda inner: st.builds(
        lambda blocks, rounds, pause: Block(repeat=rounds, rest_between_rounds=pause, blocks=tuple(blocks)),
        st.lists(inner, min_size=1, max_size=2),
        _COUNTS,
        st.none() | _SPANS,
    ),
    max_leaves=3,
)
#: Routines that `check_routine` finds no fault in, and whose timelines are not empty.
ROUTINES = st.builds(
    lambda blocks, lead_in, between: Routine(
        name="Any", lead_in=lead_in, rest_between_blocks=between, blocks=(HOLDS, *blocks)
    ),
    st.lists(_GROUPS, max_size=3),
    st.none() | _SPANS,
    st.none() | _SPANS,
)

_OPEN_ENDS = st.one_of(
    st.builds(OpenEnd, st.none() | _SPANS | st.builds(Breaths, st.just(1), st.integers(1, 3))),
    st.builds(
        lambda aim, more: OpenEnd(aim, Span(aim.high_ms + more, aim.high_ms + more)), _SPANS, st.integers(1, 5_000)
    ),
    st.builds(OpenEnd, st.none(), _SPANS),
)
_RESTS_AS_NEEDED = st.builds(OpenEnd, st.none() | _SPANS)
_OPTIONAL = st.none() | st.just(True)
_OPEN_BLOCKS = st.one_of(
    st.builds(
        lambda hold, sets, rest, sides, optional: Block(
            name="To the limit",
            hold=hold,
            reps=(Count(1, 1),),
            sets=sets,
            rest_between_sets=rest,
            sides=sides,
            optional=optional,
        ),
        _OPEN_ENDS, _COUNTS, _RESTS_AS_NEEDED, st.sampled_from((None, Sides.LEFT, Sides.ONE_THEN_OTHER)), _OPTIONAL,
    ),
    st.builds(
        lambda time, sets, wanted, optional: Block(
            name="As many", duration=time, reps=(MostReps(wanted),), sets=sets, optional=optional
        ),
        _SPANS | _OPEN_ENDS, _COUNTS, st.none() | _COUNTS, _OPTIONAL,
    ),
    st.builds(
        lambda reps, sets, every: Block(name="Each minute", reps=(reps,), sets=sets, every=every, pace=Pace.SET),
        _COUNTS, _COUNTS, st.integers(1, 20).map(lambda n: Span(n * 500, n * 500)),
    ),
)  # fmt: skip
#: Routines of format 2, in which a person ends what the clock does not.
OPEN_ROUTINES = st.builds(
    lambda blocks, others, lead_in: Routine(name="Open", format=2, lead_in=lead_in, blocks=(*blocks, *others)),
    st.lists(_OPEN_BLOCKS, min_size=1, max_size=3),
    st.lists(_LEAVES, max_size=1),
    st.none() | _SPANS | _RESTS_AS_NEEDED,
)
