"""The bridge from a session's effects to a player."""

from collections.abc import Iterable

from tests.builders import HOLDS, routine
from trunktimer.routine.compile import compile_routine
from trunktimer.session.cues import SoundCue
from trunktimer.session.session import new_session
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.transitions import Action
from trunktimer.session.walk import handle
from trunktimer.sound.cue_player import CuePlayer
from trunktimer.sound.player import PlayerStatus, SamplesOf


class Score:
    """A player that writes down what it is given."""

    name = "score"

    def __init__(self) -> None:
        self.lines: list[object] = []

    def play(self, cues: Iterable[SoundCue], *, position_ms: int, at_ns: int, speed: float = 1.0) -> None:
        self.lines.append((next(iter(cues)), position_ms, at_ns, speed))

    def wake(self) -> None:
        self.lines.append("wake")

    def halt(self) -> None:
        self.lines.append("halt")

    def set_volume(self, volume: float) -> None:
        self.lines.append(volume)

    def set_muted(self, muted: bool) -> None:
        self.lines.append(muted)

    def set_sounds(self, samples_of: SamplesOf) -> None:
        self.lines.append("sounds")

    def status(self) -> PlayerStatus:
        return PlayerStatus(name=self.name, audible=True, sentence="")

    def close(self) -> None:
        self.lines.append("close")


def test_sounds_are_placed_at_their_moment_and_halted() -> None:
    score = Score()
    cue_player = CuePlayer(score, lambda at_ms: at_ms * 1_000_000 + 7, 2.0)
    session, effects = handle(new_session(compile_routine(routine(HOLDS), {}, 0)), Action.START, 40)
    cue_player.on_effects(session, effects)
    session, effects = handle(session, Action.PAUSE, 50)
    cue_player.on_effects(session, effects)
    assert score.lines == [(SoundCue(0, SoundKind.GET_READY), 0, 40_000_007, 2.0), "halt"]


def test_nothing_is_played_much_faster_than_the_clock() -> None:
    score = Score()
    session, effects = handle(new_session(compile_routine(routine(HOLDS), {}, 0)), Action.START, 0)
    CuePlayer(score, lambda at_ms: at_ms, 1000.0).on_effects(session, effects)
    assert score.lines == []
