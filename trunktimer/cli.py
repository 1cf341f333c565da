"""The command line: reads the words, calls the parts, turns faults into sentences and exit codes."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trunktimer.core.errors import FileFaults, TrunkTimerError

if TYPE_CHECKING:
    import argparse

    from trunktimer.core.movement import Movement
    from trunktimer.core.routine import Routine
    from trunktimer.core.timeline import Timeline
    from trunktimer.files.places import Places
    from trunktimer.recorder import Recorder

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
            return _run("window", None, None)
        from trunktimer.words import COMMANDS, command_parser, window_parser

        parser = command_parser()
        if words and (words[0] in COMMANDS or words[0].startswith("-")):
            arguments = parser.parse_args(words)
            command = arguments.command or "window"
        else:
            arguments = window_parser().parse_args(words)
            command = "window"
        return _run(command, arguments, parser)
    except FileFaults as faults:
        print(*faults.faults, sep="\n", file=sys.stderr)
        return FAULT
    except TrunkTimerError as error:
        print(f"trunktimer: {error}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away, as `head` does; Python must not complain about it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD


def _run(command: str, arguments: "argparse.Namespace | None", parser: "argparse.ArgumentParser | None") -> int:
    from trunktimer.files.places import find_places

    places = find_places()
    if arguments is None:
        return _window(None, places)
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
            from trunktimer.figures import draw

            return draw(arguments, places, parser)
        case "render":
            from trunktimer.soundtrack import render_track

            return render_track(arguments, places, _timeline(arguments.routine, places, arguments.level))
        case "sounds":
            from trunktimer.soundtrack import list_sounds

            return list_sounds(arguments, places)
        case "resume":
            return _resume(arguments, places)
        case "history" | "stats" | "export" | "import-history":
            from trunktimer.history_commands import run

            return run(command, arguments, places)
        case "new" | "set" | "fmt":
            from trunktimer.editing import run as edit_files

            if command == "set":
                arguments.file = str(find_routine(arguments.file, places))
            return edit_files(command, arguments, places)
        case "edit":
            return _edit(arguments, places)
        case "doctor":
            from trunktimer.doctor import examine

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
    from trunktimer.files.routine_file import routine_files

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
    hint = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(sorted(keys))}"
    raise TrunkTimerError(f'there is no routine "{word}"; {hint}')


def _movements(places: "Places") -> "Mapping[str, Movement]":
    from trunktimer.files.movement_file import load_movements

    movements, faults = load_movements(places.movement_folders)
    for fault in faults:
        print(fault, file=sys.stderr)
    return movements


def _routine(word: str, places: "Places") -> "tuple[Routine, Mapping[str, Movement]]":
    from trunktimer.files.routine_file import read_routine

    movements = _movements(places)
    return read_routine(find_routine(word, places), movements), movements


def _timeline(word: str, places: "Places", level: int) -> "Timeline":
    from trunktimer.core.compile import compile_routine

    routine, movements = _routine(word, places)
    return compile_routine(routine, movements, level)


# ---- the commands


def _window(file: str | None, places: "Places") -> int:
    if has_display():
        from trunktimer.app import run_window

        return run_window(places, Path(find_routine(file, places)) if file else None)
    gc.enable()
    print("There is no display, so the routine is followed in this terminal.")
    from trunktimer.words import command_parser

    return _follow(file or DEFAULT_ROUTINE, places, command_parser().parse_args(["play", file or DEFAULT_ROUTINE]))


def _play(arguments: "argparse.Namespace", places: "Places", parser: "argparse.ArgumentParser | None") -> int:
    if arguments.terminal:
        return _follow(arguments.routine, places, arguments, parser)
    if not has_display():
        print("There is no display, so the routine is followed in this terminal.")
        return _follow(arguments.routine, places, arguments, parser)
    from trunktimer.app import Start, run_window

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
    if not has_display():
        raise TrunkTimerError(
            "There is no display for the editor; change single values with `trunktimer set`, or the file itself."
        )
    from trunktimer.app import Start, run_window

    return run_window(places, path, Start(edits=True))


def _check_first(first: int, timeline: "Timeline", parser: "argparse.ArgumentParser | None") -> None:
    if parser is not None and not 0 <= first < len(timeline):
        parser.error(f"--from {first}: the routine has the steps 0 to {len(timeline) - 1}")


def _follow(
    word: str,
    places: "Places",
    arguments: "argparse.Namespace",
    parser: "argparse.ArgumentParser | None" = None,
) -> int:
    timeline = _timeline(word, places, arguments.level)
    _check_first(arguments.first, timeline, parser)
    recorder = None
    if _is_recorded(arguments):
        from trunktimer.recorder import Recorder

        recorder = Recorder(places)
        recorder.open(timeline, find_routine(word, places), arguments.speed)
    return _play_in_terminal(timeline, places, arguments, arguments.first, recorder)


def _is_recorded(arguments: "argparse.Namespace") -> bool:
    """Whether the session is kept: a rehearsal only where it is asked for."""
    return bool(arguments.speed == 1 if arguments.record is None else arguments.record)


def _play_in_terminal(
    timeline: "Timeline",
    places: "Places",
    arguments: "argparse.Namespace",
    first: int,
    recorder: "Recorder | None",
) -> int:
    from trunktimer.audio.choice import open_player
    from trunktimer.audio.sound_set import SoundSet
    from trunktimer.files.preferences_file import read_preferences
    from trunktimer.terminal import NoKeys, TerminalKeys, TerminalPlayer

    on_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.name == "posix"
    player = open_player("silence" if arguments.mute else arguments.player)
    preferences = read_preferences(places.config)
    sounds = SoundSet(places.own_sounds, places.voices, preferences.language)
    sounds.learn(timeline)
    player.set_volume(preferences.volume)
    player.set_sounds(sounds.bank(preferences).samples)
    _stop_on_terminate()
    try:
        print(*sounds.faults, sep="\n", end="\n" if sounds.faults else "", file=sys.stderr)
        status = player.status()
        if not status.audible and not arguments.mute and arguments.player != "silence":
            print(f"No sound: {status.sentence}", file=sys.stderr)
        print(f"{timeline.name}, {len(timeline)} steps, level {timeline.level} %")
        terminal = TerminalPlayer(
            timeline,
            player=player,
            keys=NoKeys() if arguments.keys == "none" or not on_terminal else TerminalKeys(sys.stdin),
            out=sys.stdout,
            live=on_terminal and arguments.keys != "none",
            speed=arguments.speed,
            first=first,
            voice=sounds.voice(preferences),
        )
        if recorder is not None:
            recorder.attach(terminal)
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
    from trunktimer.recorder import Recorder

    recorder = Recorder(places)
    try:
        offers = recorder.offers(_movements(places))
        if arguments.list:
            print("".join(f"{offer.record.routine_name}: {offer.where}\n" for offer in offers), end="")
            return GOOD
        if not offers:
            print("No session broke off: there is nothing to go on with.", file=sys.stderr)
            return FAULT
        offer = offers[0]
        if arguments.keep or arguments.discard:
            recorder.settle(offer, keep=arguments.keep)
            done = "kept as an unfinished session" if arguments.keep else "forgotten"
            print(f"{offer.record.routine_name} ({offer.where}) is {done}.")
            return GOOD
        if offer.session is None:
            raise TrunkTimerError(
                f"{offer.record.routine_name} cannot be gone on with: {offer.why_not} "
                "Keep what was done of it with `trunktimer resume --keep`."
            )
        if arguments.speed not in (None, offer.record.speed):
            raise TrunkTimerError(
                f"{offer.record.routine_name} was begun at {offer.record.speed:g} times the speed of the clock, "
                "and goes on at no other; leave --speed out."
            )
        arguments.speed = offer.record.speed
        recorder.go_on(offer)
        print(f"Going on: {offer.where}.")
        return _play_in_terminal(offer.session.timeline, places, arguments, 0, recorder)
    finally:
        recorder.close()


def _stop_on_terminate() -> None:
    """Let a plain kill end the program the way Ctrl+C does, so that terminal and sound are put back."""

    import signal

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def _list(arguments: "argparse.Namespace", places: "Places") -> int:
    from trunktimer.core.compile import compile_routine
    from trunktimer.core.durations import spoken_text
    from trunktimer.files.routine_file import find_routines

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
    for row in rows:
        faults = row["faults"]
        if isinstance(row.get("total_ms"), int):
            minutes = spoken_text(-(-int(str(row["total_ms"])) // 1000) * 1000)
            print(f"{row['key']:<{width}}  {minutes:>13}  {row['name']}{'  (own)' if row['own'] else ''}")
        elif isinstance(faults, list):
            print(f"{row['key']:<{width}}  {'cannot be used':>13}  {faults[0]}")
    return GOOD


def _show(arguments: "argparse.Namespace", places: "Places") -> int:
    from trunktimer.core.durations import clock_text
    from trunktimer.core.transcript import timeline_data, timeline_lines

    timeline = _timeline(arguments.routine, places, arguments.level)
    if arguments.format == "json":
        import json

        print(json.dumps(timeline_data(timeline), ensure_ascii=False, indent=1))
        return GOOD
    print(f"{timeline.name} · level {timeline.level} % · {clock_text(timeline.total_ms)} · {len(timeline)} steps")
    print(*timeline_lines(timeline), sep="\n")
    return GOOD


def _check(arguments: "argparse.Namespace", places: "Places") -> int:
    from trunktimer.files.movement_file import is_movement, parse_movement
    from trunktimer.files.routine_file import parse_routine
    from trunktimer.files.text_file import read_text

    movements = _movements(places)
    code = GOOD
    for file in arguments.files:
        try:
            text = read_text(Path(file))
            if is_movement(text):
                name = f'the movement "{parse_movement(text, file, Path(file).stem).name}"'
            else:
                name = f'"{parse_routine(text, file, movements).name}"'
        except FileFaults as faults:
            print(*faults.faults, sep="\n")
            code = FAULT
        else:
            print(f"{file}: good, {name}")
    return code


if __name__ == "__main__":
    sys.exit(main())
