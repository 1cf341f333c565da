"""The command line: reads the words, calls the parts, turns faults into sentences and exit codes."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.translation import tr, trc, trn, written

if TYPE_CHECKING:
    import argparse

    from trunktimer.commands.terminal_history import TerminalHistory
    from trunktimer.foundation.places import Places
    from trunktimer.routine.movement import Movement
    from trunktimer.routine.timeline import Timeline

GOOD: Final = 0
FAULT: Final = 1
INTERRUPTED: Final = 130
DEFAULT_ROUTINE: Final = "strengthen-lower-back"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (without the program's name) and give the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if not words:  # the way in which it is mostly started is the quickest
            gc.disable()  # until the first paint: importing makes much, and hardly any garbage
        from trunktimer.foundation.places import find_places
        from trunktimer.preferences.chosen_language import use_chosen_language

        places = find_places()
        use_chosen_language(places)  # before the parser is made: its help is in that language
        if not words:
            return _window(None, places)
        from trunktimer.commands.cli_parser import COMMANDS, command_parser, window_parser

        parser = command_parser()
        if words and (words[0] in COMMANDS or words[0].startswith("-")):
            arguments = parser.parse_args(words)
            command = arguments.command or "window"
        else:
            arguments = window_parser().parse_args(words)
            command = "window"
        return _run(command, arguments, parser, places)
    except FileFaults as faults:
        print(*faults.faults, sep="\n", file=sys.stderr)
        return FAULT
    except TrunkTimerError as error:
        print(f"trunktimer: {error}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print(tr("Stopped."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away, as `head` does; Python must not complain about it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD


def _run(command: str, arguments: "argparse.Namespace", parser: "argparse.ArgumentParser", places: "Places") -> int:
    match command:
        case "play":
            return _play(arguments, places, parser)
        case "list":
            return _list(arguments, places)
        case "show":
            return _show(arguments, places)
        case "check":
            return _check(arguments, places)
        case "figure":
            from trunktimer.commands.figure import draw

            return draw(arguments, places, parser)
        case "render":
            from trunktimer.commands.cue_track import render_track

            return render_track(arguments, places, _timeline(arguments.routine, places, arguments.level))
        case "sounds":
            from trunktimer.commands.cue_track import list_sounds

            return list_sounds(arguments, places)
        case "resume":
            return _resume(arguments, places)
        case "history" | "stats" | "export" | "import-history":
            from trunktimer.commands.history_commands import run

            return run(command, arguments, places)
        case "new" | "set" | "fmt":
            from trunktimer.commands.editing import run as edit_files

            if command == "set":
                arguments.file = str(find_routine(arguments.file, places))
            return edit_files(command, arguments, places)
        case "edit":
            return _edit(arguments, places)
        case "doctor":
            from trunktimer.commands.doctor import examine

            return examine(places, sys.stdout)
        case _:
            return _window(getattr(arguments, "file", None), places)


# ---- what the commands need


def has_display() -> bool:
    """Whether a window can be shown here. Qt's own plain platforms count as one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def find_routine(word: str, places: "Places") -> Path:
    """The file that `word` means: a path, or the key of a listed routine. Raises `TrunkTimerError`."""
    from trunktimer.routine.toml.routine_file import routine_files

    keys: dict[str, Path] = {}
    for folder in reversed(places.routine_folders):
        try:
            keys.update(routine_files(folder.path))
        except OSError:
            continue  # `list` and `doctor` tell of a folder that cannot be read
    path = Path(word)
    if word in keys and not path.is_file():
        return keys[word]
    looks_like_a_path = path.suffix == ".toml" or os.sep in word or os.path.lexists(path)
    if looks_like_a_path:
        return path
    from difflib import get_close_matches

    near = get_close_matches(word, keys, n=1, cutoff=0.4)
    if near:
        raise TrunkTimerError(tr('there is no routine "{word}"; did you mean "{near}"?', word=word, near=near[0]))
    there = ", ".join(sorted(keys))
    raise TrunkTimerError(tr('there is no routine "{word}"; there are: {keys}', word=word, keys=there))


def _movements(places: "Places") -> "Mapping[str, Movement]":
    from trunktimer.routine.toml.movement_file import load_movements

    movements, faults = load_movements(places.movement_folders)
    for fault in faults:
        print(fault, file=sys.stderr)
    return movements


def _translated(movements: "Mapping[str, Movement]") -> "Mapping[str, Movement]":
    from trunktimer.routine.translated import translated_movement

    return {key: translated_movement(movement) for key, movement in movements.items()}


def _timeline(
    word: str, places: "Places", level: int, *, as_written: bool = False, least_ready_ms: int = 0
) -> "Timeline":
    """A routine's timeline, its texts in the language in use or `as_written` in the files."""
    from trunktimer.routine.compile import compile_routine
    from trunktimer.routine.toml.routine_file import read_routine
    from trunktimer.routine.translated import translated_routine

    movements = _movements(places)
    routine = read_routine(find_routine(word, places), movements)
    if as_written:
        return compile_routine(routine, movements, level)
    return compile_routine(translated_routine(routine), _translated(movements), level, least_ready_ms=least_ready_ms)


def _steps(timeline: "Timeline") -> str:
    return trn("{n} step", "{n} steps", len(timeline))


def _level(timeline: "Timeline") -> str:
    return tr("level {level} %", level=timeline.level)


# ---- the commands


def _window(file: str | None, places: "Places") -> int:
    if has_display():
        from trunktimer.app.window_shell import run_window

        return run_window(places, Path(find_routine(file, places)) if file else None)
    gc.enable()
    print(tr("There is no display, so the routine is followed in this terminal."))
    from trunktimer.commands.cli_parser import command_parser

    return _follow(file or DEFAULT_ROUTINE, places, command_parser().parse_args(["play", file or DEFAULT_ROUTINE]))


def _play(arguments: "argparse.Namespace", places: "Places", parser: "argparse.ArgumentParser | None") -> int:
    if arguments.terminal:
        return _follow(arguments.routine, places, arguments, parser)
    if not has_display():
        print(tr("There is no display, so the routine is followed in this terminal."))
        return _follow(arguments.routine, places, arguments, parser)
    from trunktimer.app.start import Start
    from trunktimer.app.window_shell import run_window

    timeline = _timeline(arguments.routine, places, arguments.level)
    _check_first(arguments.first, timeline, parser)
    start = Start(
        level=arguments.level,
        speed=arguments.speed,
        first=arguments.first,
        muted=arguments.mute,
        player=arguments.player,
        answers=arguments.keys == "none",
        recorded=_is_recorded(arguments),
    )
    return run_window(places, find_routine(arguments.routine, places), start)


def _edit(arguments: "argparse.Namespace", places: "Places") -> int:
    path = find_routine(arguments.routine, places)
    if not path.is_file():
        raise TrunkTimerError(
            tr("There is no file {file}; `trunktimer new TEMPLATE -o {file}` makes one.", file=str(path))
        )
    if not has_display():
        raise TrunkTimerError(
            tr("There is no display for the editor; change single values with `trunktimer set`, or the file itself.")
        )
    from trunktimer.app.start import Start
    from trunktimer.app.window_shell import run_window

    return run_window(places, path, Start(edits=True))


def _check_first(first: int, timeline: "Timeline", parser: "argparse.ArgumentParser | None") -> None:
    if parser is not None and not 0 <= first < len(timeline):
        last = len(timeline) - 1
        parser.error(tr("--from {first}: the routine has the steps 0 to {last}", first=first, last=last))


def _follow(
    word: str,
    places: "Places",
    arguments: "argparse.Namespace",
    parser: "argparse.ArgumentParser | None" = None,
) -> int:
    from trunktimer.preferences.preferences_file import read_preferences

    least_ready_ms = read_preferences(places.config).lead_in_s * 1000
    timeline = _timeline(word, places, arguments.level, least_ready_ms=least_ready_ms)
    _check_first(arguments.first, timeline, parser)
    recorder = None
    if _is_recorded(arguments):
        from trunktimer.commands.terminal_history import TerminalHistory

        recorder = TerminalHistory(places)
        recorder.tell_of_others()
    return _play_in_terminal(
        timeline, places, arguments, recorder, path=str(find_routine(word, places)), first=arguments.first
    )


def _is_recorded(arguments: "argparse.Namespace") -> bool:
    """Whether the session is kept: a rehearsal only where it is asked for."""
    return bool(arguments.speed == 1 if arguments.record is None else arguments.record)


def _play_in_terminal(
    timeline: "Timeline",
    places: "Places",
    arguments: "argparse.Namespace",
    recorder: "TerminalHistory | None",
    *,
    path: str = "",
    first: int = 0,
) -> int:
    from trunktimer.commands.player import NoKeys, TerminalKeys, TerminalPlayer
    from trunktimer.preferences.chosen_language import voice_language
    from trunktimer.preferences.preferences import SpaceAtGate
    from trunktimer.preferences.preferences_file import read_preferences
    from trunktimer.sound.choice import open_player
    from trunktimer.sound.sound_set import SoundSet

    on_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.name == "posix"
    player = open_player("silence" if arguments.mute else arguments.player)
    preferences = read_preferences(places.config)
    sounds = SoundSet(places.own_sounds, places.voices, voice_language(preferences))
    sounds.learn(timeline)
    player.set_volume(preferences.volume)
    player.set_sounds(sounds.bank(preferences).samples)
    _stop_on_terminate()
    try:
        print(*sounds.faults, sep="\n", end="\n" if sounds.faults else "", file=sys.stderr)
        status = player.status()
        if not status.audible and not arguments.mute and arguments.player != "silence":
            print(tr("No sound: {reason}", reason=status.sentence), file=sys.stderr)
        print(f"{timeline.name}, {_steps(timeline)}, {_level(timeline)}")
        terminal = TerminalPlayer(
            timeline,
            player=player,
            keys=NoKeys() if arguments.keys == "none" or not on_terminal else TerminalKeys(sys.stdin),
            out=sys.stdout,
            live=on_terminal and arguments.keys != "none",
            path=path,
            speed=arguments.speed,
            first=first,
            voice=sounds.voice(preferences),
            space_pauses=preferences.space_at_gate is SpaceAtGate.PAUSE,
        )
        if recorder is not None:
            recorder.attach(terminal)
        if on_terminal:
            from trunktimer.desktop.awake import Awake

            terminal.stay_awake_with(Awake)
        try:
            return terminal.run()
        except KeyboardInterrupt:
            terminal.stop()
            raise
    finally:
        player.close()
        if recorder is not None:
            recorder.close()


def _resume(arguments: "argparse.Namespace", places: "Places") -> int:
    from trunktimer.commands.terminal_history import TerminalHistory

    recorder = TerminalHistory(places)
    try:
        offers = recorder.offers(_translated(_movements(places)))
        if arguments.list:
            print("".join(f"{written(offer.record.routine_name)}: {offer.where}\n" for offer in offers), end="")
            return GOOD
        if not offers:
            print(tr("No session broke off: there is nothing to go on with."), file=sys.stderr)
            return FAULT
        offer = offers[0]
        if arguments.keep or arguments.discard:
            recorder.settle(offer, keep=arguments.keep)
            what = {"routine": written(offer.record.routine_name), "where": offer.where}
            if arguments.keep:
                print(tr("{routine} ({where}) is kept as an unfinished session.", **what))
            else:
                print(tr("{routine} ({where}) is forgotten.", **what))
            return GOOD
        if offer.session is None:
            raise TrunkTimerError(
                tr(
                    "{routine} cannot be gone on with: {reason} "
                    "Keep what was done of it with `trunktimer resume --keep`.",
                    routine=written(offer.record.routine_name),
                    reason=offer.why_not,
                )
            )
        if arguments.speed not in (None, offer.record.speed):
            from trunktimer.commands.cli_arguments import plain_number

            raise TrunkTimerError(
                tr(
                    "{routine} was begun at {speed} times the speed of the clock, "
                    "and goes on at no other; leave --speed out.",
                    routine=written(offer.record.routine_name),
                    speed=plain_number(offer.record.speed),
                )
            )
        arguments.speed = offer.record.speed
        recorder.go_on(offer)
        print(tr("Going on: {where}.", where=offer.where))
        return _play_in_terminal(offer.session.timeline, places, arguments, recorder)
    finally:
        recorder.close()


def _stop_on_terminate() -> None:
    """Let a plain kill end the program the way Ctrl+C does, so that terminal and sound are put back."""

    import signal

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def _list(arguments: "argparse.Namespace", places: "Places") -> int:
    from trunktimer.foundation.durations import format_duration
    from trunktimer.foundation.translation import written
    from trunktimer.routine.compile import compile_routine
    from trunktimer.routine.toml.routine_file import find_routines

    movements = _movements(places)
    rows = []
    for entry in find_routines(places.routine_folders, movements):
        row: dict[str, object] = {"key": entry.key, "path": str(entry.path), "own": entry.own}
        if entry.routine is not None:
            timeline = compile_routine(entry.routine, movements)
            blocks = {block.path for block in timeline.blocks}
            row |= {"name": entry.routine.name, "summary": entry.routine.summary}
            row |= {"total_ms": timeline.total_ms, "blocks": len(blocks), "steps": len(timeline)}
        row["faults"] = [str(fault) for fault in entry.faults]
        rows.append(row)
    if arguments.format == "json":
        import json

        print(json.dumps({"format": 1, "routines": rows}, ensure_ascii=False, indent=1))
        return GOOD
    width = max((len(str(row["key"])) for row in rows), default=0)
    lines: list[tuple[object, str, object]] = []
    for row in rows:
        faults = row["faults"]
        if isinstance(row.get("total_ms"), int):
            minutes = format_duration(-(-int(str(row["total_ms"])) // 1000) * 1000)
            own = f"  ({trc('routine', 'own')})" if row["own"] else ""
            lines.append((row["key"], minutes, f"{written(str(row['name']))}{own}"))
        elif isinstance(faults, list):
            lines.append((row["key"], tr("cannot be used"), faults[0]))
    second = max([13, *(len(middle) for _, middle, _ in lines)])
    for key, middle, last in lines:
        print(f"{key:<{width}}  {middle:>{second}}  {last}")
    return GOOD


def _show(arguments: "argparse.Namespace", places: "Places") -> int:
    from trunktimer.foundation.durations import clock_text
    from trunktimer.session.transcript import timeline_data, timeline_lines

    timeline = _timeline(arguments.routine, places, arguments.level, as_written=arguments.format == "json")
    if arguments.format == "json":
        import json

        print(json.dumps(timeline_data(timeline), ensure_ascii=False, indent=1))
        return GOOD
    print(timeline.name, _level(timeline), clock_text(timeline.total_ms), _steps(timeline), sep=" · ")
    print(*timeline_lines(timeline), sep="\n")
    return GOOD


def _check(arguments: "argparse.Namespace", places: "Places") -> int:
    from trunktimer.foundation.text_file import read_text
    from trunktimer.routine.toml.movement_file import is_movement, parse_movement
    from trunktimer.routine.toml.routine_file import parse_routine

    movements = _movements(places)
    code = GOOD
    for file in arguments.files:
        try:
            text = read_text(Path(file))
            if is_movement(text):
                name = parse_movement(text, file, Path(file).stem).name
                good = tr('{file}: good, the movement "{name}"', file=file, name=name)
            else:
                good = tr('{file}: good, "{name}"', file=file, name=parse_routine(text, file, movements).name)
        except FileFaults as faults:
            print(*faults.faults, sep="\n")
            code = FAULT
        else:
            print(good)
    return code
