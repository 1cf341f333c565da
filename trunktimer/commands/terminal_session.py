"""One session in the terminal: opens the sound, and the keys where there are some, and follows a timeline."""

import argparse
import os
import signal
import sys
from typing import Final, Protocol

from trunktimer.commands.player import Keys, NoKeys, Screen, TerminalPlayer
from trunktimer.commands.routine_timeline import format_level, format_steps
from trunktimer.desktop.awake import Awake
from trunktimer.foundation.end_signals import END_SIGNALS, leave_terminal
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.preferences.chosen_language import voice_language
from trunktimer.preferences.preferences import SpaceAtGate
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.routine.timeline import Timeline
from trunktimer.sound.choice import open_player
from trunktimer.sound.sound_set import SoundSet

_NOT_WRITTEN: Final = 1  # the exit code


class Recorder(Protocol):
    """What writes a session down."""

    def attach(self, terminal: TerminalPlayer) -> None:
        """Record what `terminal` plays."""

    def close(self, *, waits: bool = True) -> bool:
        """Write what can still be written; whether all of it stands in the history."""
        ...


def play_in_terminal(
    timeline: Timeline,
    places: Places,
    arguments: argparse.Namespace,
    recorder: Recorder | None,
    *,
    path: str = "",
    first: int = 0,
) -> int:
    """Follow a timeline, made of the file at `path`, from its step `first` on; gives the exit code.

    It is 1 where what was done could not be written to the history.
    """

    on_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.name == "posix"
    keys: Keys = NoKeys()
    screen: Screen | None = None
    if on_terminal and arguments.keys != "none":  # lines alone need neither rich nor keys
        from trunktimer.commands.live_view import TerminalKeys, live_screen

        keys, screen = TerminalKeys(sys.stdin), lambda: live_screen(sys.stdin, sys.stdout)
    player = open_player("silence" if arguments.mute else arguments.player)
    preferences = read_preferences(places.config)
    sounds = SoundSet(places.own_sounds, places.voices, voice_language(preferences))
    sounds.learn(timeline)
    player.set_volume(preferences.volume)
    player.set_sounds(sounds.bank(preferences).samples)
    _stop_on_signals()
    try:
        print(*sounds.faults, sep="\n", end="\n" if sounds.faults else "", file=sys.stderr)
        status = player.status()
        if not status.audible and not arguments.mute and arguments.player != "silence":
            print(tr("No sound: {reason}", reason=status.sentence), file=sys.stderr)
        print(f"{timeline.name}, {format_steps(timeline)}, {format_level(timeline)}")
        terminal = TerminalPlayer(
            timeline,
            player=player,
            keys=keys,
            out=sys.stdout,
            screen=screen,
            path=path,
            speed=arguments.speed,
            first=first,
            voice=sounds.voice(preferences),
            space_pauses=preferences.space_at_gate is SpaceAtGate.PAUSE,
        )
        terminal.set_reach_ms(1000 * preferences.reach_s)
        if recorder is not None:
            recorder.attach(terminal)
        if on_terminal:
            terminal.stay_awake_with(Awake)
        try:
            code = terminal.run()
        except KeyboardInterrupt as ended:
            terminal.stop()
            pressed = ended.args in ((), (128 + signal.SIGINT,))  # whoever sent another signal does not wait for long
            if recorder is not None and not recorder.close(waits=pressed):
                return _NOT_WRITTEN
            raise
        return code if recorder is None or recorder.close() else _NOT_WRITTEN
    finally:
        player.close()
        if recorder is not None:
            recorder.close(waits=False)


def _stop_on_signals() -> None:
    """Let a plain kill and a terminal that is closed end the program the way Ctrl+C does.

    So terminal and sound are put back, and what was done is written. A second Ctrl+C ends the waiting for a history
    that is not free, and a third one everything at once.
    """
    stopped = 0

    def stop(number: int, frame: object) -> None:
        nonlocal stopped
        first = not stopped
        stopped += first or number == signal.SIGINT
        if stopped > 2:
            os._exit(128 + number)
        if number == getattr(signal, "SIGHUP", None):
            leave_terminal()
        if first or number == signal.SIGINT:
            raise KeyboardInterrupt(128 + number)

    for number in END_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)
