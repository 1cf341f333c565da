"""The one table: which action is allowed in which phase, and to which phases it may lead.

Buttons and keys ask it; the diagram in `docs/states.md` is drawn from it. What an action does is in `walk`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from trunktimer.session.effects import Phase


class Action(StrEnum):
    """What a person or the clock asks for."""

    START = "start"
    TICK = "tick"
    PAUSE = "pause"
    RESUME = "resume"
    DONE = "done"
    COUNT = "count"
    SKIP_STEP = "skip-step"
    SKIP_BLOCK = "skip-block"
    BACK = "back"
    RESTART_STEP = "restart-step"
    JUMP = "jump"
    FORWARD = "forward"
    REWIND = "rewind"
    REPEAT_REP = "repeat-rep"
    SLEEP = "sleep"
    STOP = "stop"


_R, _P, _W, _I = Phase.RUNNING, Phase.PAUSED, Phase.WAITING, Phase.INTERRUPTED
_READY, _F, _S = Phase.READY, Phase.FINISHED, Phase.STOPPED
_WALKS: Final = frozenset({_R, _W, _F})
_STAYS_PAUSED: Final = frozenset({_P, _W, _F})
_STAYS_INTERRUPTED: Final = frozenset({_I, _W, _F})

#: An action that is not here does nothing.
TRANSITIONS: Final[Mapping[tuple[Phase, Action], frozenset[Phase]]] = {
    (_READY, Action.START): frozenset({_R, _W}),
    (_READY, Action.JUMP): frozenset({_READY}),
    (_READY, Action.STOP): frozenset({_S}),
    (_R, Action.TICK): frozenset({_R, _W, _I, _F}),
    (_R, Action.PAUSE): frozenset({_P}),
    (_R, Action.DONE): _WALKS,
    (_R, Action.SKIP_STEP): _WALKS,
    (_R, Action.SKIP_BLOCK): _WALKS,
    (_R, Action.BACK): frozenset({_R, _W}),
    (_R, Action.RESTART_STEP): frozenset({_R}),
    (_R, Action.JUMP): frozenset({_R, _W}),
    (_R, Action.FORWARD): frozenset({_R, _W}),
    (_R, Action.REWIND): frozenset({_R}),
    (_R, Action.REPEAT_REP): frozenset({_R, _W}),
    (_R, Action.SLEEP): frozenset({_I}),
    (_R, Action.STOP): frozenset({_S}),
    (_P, Action.RESUME): frozenset({_R, _W}),
    (_P, Action.SKIP_STEP): _STAYS_PAUSED,
    (_P, Action.SKIP_BLOCK): _STAYS_PAUSED,
    (_P, Action.BACK): frozenset({_P}),
    (_P, Action.RESTART_STEP): frozenset({_P}),
    (_P, Action.JUMP): frozenset({_P}),
    (_P, Action.FORWARD): frozenset({_P}),
    (_P, Action.REWIND): frozenset({_P}),
    (_P, Action.REPEAT_REP): frozenset({_P}),
    (_P, Action.STOP): frozenset({_S}),
    (_W, Action.TICK): frozenset({_R, _W, _I, _F}),
    (_W, Action.PAUSE): frozenset({_P}),
    (_W, Action.DONE): _WALKS,
    (_W, Action.COUNT): _WALKS,
    (_W, Action.SKIP_STEP): _WALKS,
    (_W, Action.SKIP_BLOCK): _WALKS,
    (_W, Action.BACK): frozenset({_R, _W}),
    (_W, Action.RESTART_STEP): frozenset({_W}),
    (_W, Action.JUMP): frozenset({_R, _W}),
    (_W, Action.REWIND): frozenset({_R, _W}),
    (_W, Action.REPEAT_REP): frozenset({_R, _W}),
    (_W, Action.SLEEP): frozenset({_I}),
    (_W, Action.STOP): frozenset({_S}),
    (_I, Action.RESUME): frozenset({_R, _W}),
    (_I, Action.SKIP_STEP): _STAYS_INTERRUPTED,
    (_I, Action.SKIP_BLOCK): _STAYS_INTERRUPTED,
    (_I, Action.BACK): frozenset({_I}),
    (_I, Action.RESTART_STEP): frozenset({_I}),
    (_I, Action.JUMP): frozenset({_I}),
    (_I, Action.FORWARD): frozenset({_I}),
    (_I, Action.REWIND): frozenset({_I}),
    (_I, Action.REPEAT_REP): frozenset({_I}),
    (_I, Action.STOP): frozenset({_S}),
}
