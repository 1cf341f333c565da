"""The command line: reads the words, calls the parts, turns faults into sentences and exit codes."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from trunktimer import __version__
from trunktimer.core.errors import FileFaults, TrunkTimerError
from trunktimer.core.level import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL

if TYPE_CHECKING:
    from trunktimer.core.movement import Movement
    from trunktimer.core.routine import Routine
    from trunktimer.core.timeline import Timeline
    from trunktimer.files.places import Places

GOOD: Final = 0
FAULT: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
DEFAULT_ROUTINE: Final = "strengthen-lower-back"
PLAYER_NAMES: Final = ("simpleaudio", "miniaudio", "silence")
_COMMANDS: Final = ("play", "list", "show", "check", "doctor")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (without the program's name) and give the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _parser()
    try:
        if words and (words[0] in _COMMANDS or words[0].startswith("-")):
            arguments = parser.parse_args(words)
            command = arguments.command or "window"
        else:
            arguments = _window_parser().parse_args(words)
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


def _run(command: str, arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from trunktimer.files.places import find_places

    places = find_places()
    match command:
        case "play":
            return _play(arguments, places, parser)
        case "list":
            return _list(arguments, places)
        case "show":
            return _show(arguments, places)
        case "check":
            return _check(arguments, places)
        case "doctor":
            from trunktimer.doctor import examine

            return examine(places, sys.stdout)
        case _:
            return _window(getattr(arguments, "file", None), places)


def _level(text: str) -> int:
    try:
        level = int(text.removesuffix("%"))
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no level; write a number from 0 to 100') from None
    if not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
        raise argparse.ArgumentTypeError(f"{level} is no level; write a number from 0 to 100")
    return level


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no speed; write a number such as 10') from None
    if not 0.1 <= speed <= 10_000:
        raise argparse.ArgumentTypeError(f"{text} is no speed; write a number from 0.1 to 10000")
    return speed


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, with the way to the help."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"trunktimer: {message}\nTry: {self.prog} --help\n")


def _help(parser: argparse.ArgumentParser, example: str) -> None:
    parser.epilog = f"example:\n  {example}"
    parser.formatter_class = argparse.RawDescriptionHelpFormatter


def _window_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="trunktimer")
    parser.add_argument("file", nargs="?", metavar="FILE", help="a routine file to open")
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="trunktimer",
        description="An interval timer for trunk and lower-back routines. "
        "`trunktimer [FILE]` opens the window, or follows a routine here where there is no display.",
    )
    _help(parser, "trunktimer play strengthen-lower-back --terminal")
    parser.add_argument("--version", action="version", version=f"trunktimer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    routine_help = "a routine file, or the key of a listed routine"

    play = commands.add_parser("play", help="follow a routine", description="Follow a routine from start to end.")
    _help(play, "trunktimer play demo --terminal --speed 10 --mute")
    play.add_argument("routine", metavar="ROUTINE", help=routine_help)
    play.add_argument("--terminal", action="store_true", help="in the terminal, without a window")
    play.add_argument("--level", type=_level, default=USUAL_LEVEL, metavar="0..100", help="where in its ranges")
    play.add_argument("--speed", type=_speed, default=1.0, metavar="X", help="so many times as fast as the clock")
    play.add_argument("--from", type=int, default=0, dest="first", metavar="STEP", help="a step's index, see show")
    play.add_argument("--mute", action="store_true", help="without sound")
    play.add_argument("--player", choices=PLAYER_NAMES, metavar="NAME", help=", ".join(PLAYER_NAMES))
    play.add_argument("--keys", choices=("none",), metavar="none", help="nobody answers: gates open at once")

    listed = commands.add_parser("list", help="list the routines", description="List bundled and own routines.")
    _help(listed, "trunktimer list --format json")
    listed.add_argument("--format", choices=("text", "json"), default="text")

    show = commands.add_parser("show", help="show a timeline", description="Show the steps of a routine.")
    _help(show, "trunktimer show strengthen-lower-back --level 0")
    show.add_argument("routine", metavar="ROUTINE", help=routine_help)
    show.add_argument("--level", type=_level, default=USUAL_LEVEL, metavar="0..100", help="where in its ranges")
    show.add_argument("--format", choices=("text", "json"), default="text")

    check = commands.add_parser("check", help="check routine files", description="Tell all faults of files.")
    _help(check, "trunktimer check my-routine.toml")
    check.add_argument("files", nargs="+", metavar="FILE")

    doctor = commands.add_parser("doctor", help="say whether all is there", description="Examine the set-up.")
    _help(doctor, "trunktimer doctor")
    return parser


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
    print("There is no display, so the routine is followed in this terminal.")
    return _follow(file or DEFAULT_ROUTINE, places, argparse.Namespace(**_PLAIN))


_PLAIN: Final = {"level": USUAL_LEVEL, "speed": 1.0, "first": 0, "mute": False, "player": None, "keys": None}


def _play(arguments: argparse.Namespace, places: "Places", parser: argparse.ArgumentParser) -> int:
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
    )
    return run_window(places, find_routine(arguments.routine, places), start)


def _check_first(first: int, timeline: "Timeline", parser: argparse.ArgumentParser | None) -> None:
    if parser is not None and not 0 <= first < len(timeline):
        parser.error(f"--from {first}: the routine has the steps 0 to {len(timeline) - 1}")


def _follow(
    word: str,
    places: "Places",
    arguments: argparse.Namespace,
    parser: argparse.ArgumentParser | None = None,
) -> int:
    from trunktimer.audio.choice import open_player
    from trunktimer.terminal import NoKeys, TerminalKeys, TerminalPlayer

    timeline = _timeline(word, places, arguments.level)
    _check_first(arguments.first, timeline, parser)
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.name == "posix"
    player = open_player("silence" if arguments.mute else arguments.player)
    _stop_on_terminate()
    try:
        status = player.status()
        if not status.audible and not arguments.mute:
            print(f"No sound: {status.sentence}", file=sys.stderr)
        print(f"{timeline.name}, {len(timeline)} steps, level {timeline.level} %")
        return TerminalPlayer(
            timeline,
            player=player,
            keys=NoKeys() if arguments.keys == "none" or not on_terminal else TerminalKeys(sys.stdin),
            out=sys.stdout,
            live=on_terminal and arguments.keys != "none",
            speed=arguments.speed,
            first=arguments.first,
        ).run()
    finally:
        player.close()


def _stop_on_terminate() -> None:
    """Let a plain kill end the program the way Ctrl+C does, so that terminal and sound are put back."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def _list(arguments: argparse.Namespace, places: "Places") -> int:
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


def _show(arguments: argparse.Namespace, places: "Places") -> int:
    from trunktimer.core.durations import clock_text
    from trunktimer.core.transcript import timeline_data, timeline_lines

    timeline = _timeline(arguments.routine, places, arguments.level)
    if arguments.format == "json":
        print(json.dumps(timeline_data(timeline), ensure_ascii=False, indent=1))
        return GOOD
    print(f"{timeline.name} · level {timeline.level} % · {clock_text(timeline.total_ms)} · {len(timeline)} steps")
    print(*timeline_lines(timeline), sep="\n")
    return GOOD


def _check(arguments: argparse.Namespace, places: "Places") -> int:
    from trunktimer.files.routine_file import read_routine

    movements = _movements(places)
    code = GOOD
    for file in arguments.files:
        try:
            routine = read_routine(Path(file), movements)
        except FileFaults as faults:
            print(*faults.faults, sep="\n")
            code = FAULT
        else:
            print(f'{file}: good, "{routine.name}"')
    return code


if __name__ == "__main__":
    sys.exit(main())
