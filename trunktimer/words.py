"""The words of the command line: which commands and options there are, with their help. Runs nothing."""

import argparse
from collections.abc import Callable
from typing import Final, NoReturn

from trunktimer import __version__
from trunktimer.core.level import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL

USAGE: Final = 2
PLAYER_NAMES: Final = ("simpleaudio", "miniaudio", "silence")
COMMANDS: Final = (
    "play",
    "list",
    "show",
    "check",
    "edit",
    "new",
    "set",
    "fmt",
    "figure",
    "render",
    "sounds",
    "resume",
    "history",
    "stats",
    "export",
    "import-history",
    "doctor",
)
THEMES: Final = ("dark", "light", "contrast")


def _level(text: str) -> int:
    try:
        level = int(text.removesuffix("%"))
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no level; write a number from 0 to 100') from None
    if not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
        raise argparse.ArgumentTypeError(f"{level} is no level; write a number from 0 to 100")
    return level


def _number(least: float, most: float, what: str, example: str) -> Callable[[str], float]:
    """Reads a number of a kind (`what`) from `least` to `most`."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f'"{text}" is no {what}; write {example}') from None
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text} is no {what}; write a number from {least:g} to {most:g}")
        return number

    return read


_seconds: Final = _number(0, 600, "pause", "a number of seconds from 0 to 600")
_share: Final = _number(0, 1, "share", "a number from 0 to 1")
_speed: Final = _number(0.1, 10_000, "speed", "a number such as 10")


def _whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or not least <= int(text[:9]) <= most:
            raise argparse.ArgumentTypeError(f'"{text}" does not fit; write a whole number from {least} to {most}')
        return int(text[:9])

    return read


def _day(text: str) -> int:
    from trunktimer.core.stats import day_of

    try:
        return day_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _add_range(parser: argparse.ArgumentParser) -> None:
    """Which sessions a command is about."""
    parser.add_argument("--since", type=_day, metavar="DATE", help="from this day on, such as 2026-10-01")
    parser.add_argument("--until", type=_day, metavar="DATE", help="up to this day, included")
    parser.add_argument("--routine", metavar="KEY", default="", help="only sessions of this routine")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, with the way to the help."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"trunktimer: {message}\nTry: {self.prog} --help\n")


def _help(parser: argparse.ArgumentParser, example: str) -> None:
    parser.epilog = f"example:\n  {example}"
    parser.formatter_class = argparse.RawDescriptionHelpFormatter


def window_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="trunktimer")
    parser.add_argument("file", nargs="?", metavar="FILE", help="a routine file to open")
    return parser


def command_parser() -> argparse.ArgumentParser:
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
    play.add_argument(
        "--record",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="keep the session in the history (usual, but for --speed)",
    )

    resume = commands.add_parser(
        "resume",
        help="go on with a session that broke off",
        description="Go on, in the terminal, with the newest session in the middle of which the program ended.",
    )
    _help(resume, "trunktimer resume")
    what = resume.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="only say which there are")
    what.add_argument("--keep", action="store_true", help="keep what was done of it as an unfinished session")
    what.add_argument("--discard", action="store_true", help="forget it")
    resume.add_argument("--speed", type=_speed, default=None, metavar="X", help="that at which it was begun")
    resume.add_argument("--mute", action="store_true", help="without sound")
    resume.add_argument("--player", choices=PLAYER_NAMES, metavar="NAME", help=", ".join(PLAYER_NAMES))
    resume.add_argument("--keys", choices=("none",), metavar="none", help="nobody answers: gates open at once")

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

    figure = commands.add_parser(
        "figure",
        help="draw a movement",
        description="Draw a movement's figure as a picture, all of them as a sheet, or a file while you write it.",
    )
    _help(figure, "trunktimer figure bridge --phase raise --at 0.5 -o bridge.png")
    figure.add_argument("movement", nargs="?", metavar="MOVEMENT", help="a movement's key, or a movement file")
    figure.add_argument("--phase", metavar="PHASE", help="a phase of it; left out, from the start to the hold")
    figure.add_argument("--at", type=_share, metavar="0..1", help="how far into it (1: its end, which is usual)")
    figure.add_argument("--side", choices=("left", "right"), help="the side that works")
    figure.add_argument("--theme", choices=THEMES, default="dark")
    figure.add_argument("-o", "--output", metavar="FILE", help="where to: a .png or an .svg")
    figure.add_argument("--sheet", action="store_true", help="all movements on one picture")
    figure.add_argument("--watch", metavar="FILE", help="a window that shows a movement file whenever it is saved")

    render = commands.add_parser(
        "render", help="write a routine's sounds", description="Write all sounds of a routine as a WAV, to listen to."
    )
    _help(render, "trunktimer render demo --voice -o demo.wav")
    render.add_argument("routine", metavar="ROUTINE", help=routine_help)
    render.add_argument("-o", "--output", metavar="FILE", required=True, help="where to: a .wav")
    render.add_argument("--level", type=_level, default=USUAL_LEVEL, metavar="0..100", help="where in its ranges")
    render.add_argument("--voice", action="store_true", help="with spoken words, as much as the preferences say")
    render.add_argument("--gate", type=_seconds, default=10.0, metavar="S", help="seconds for each rep that waits (10)")

    sounds = commands.add_parser("sounds", help="list the sounds", description="List the kinds of sound, or play them.")
    _help(sounds, "trunktimer sounds --play")
    sounds.add_argument("--play", action="store_true", help="let each be heard")
    sounds.add_argument("--player", choices=PLAYER_NAMES, metavar="NAME", help=", ".join(PLAYER_NAMES))

    history = commands.add_parser("history", help="list what was done", description="List the sessions, newest first.")
    _help(history, "trunktimer history --since 2026-10-01 --format json")
    _add_range(history)
    history.add_argument("--most", type=_whole(1, 10_000_000), default=20, metavar="N", help="so many of them (20)")
    history.add_argument("--format", choices=("text", "json"), default="text")

    stats = commands.add_parser("stats", help="sum up what was done", description="Sum up the last weeks.")
    _help(stats, "trunktimer stats --weeks 8")
    stats.add_argument("--weeks", type=_whole(1, 520), default=12, metavar="N", help="so many weeks (12)")
    stats.add_argument("--format", choices=("text", "json"), default="text")

    export = commands.add_parser(
        "export",
        help="write the history as CSV",
        description="Write the history as CSV: a row for each session, set or step. docs/csv.md explains the columns.",
    )
    _help(export, "trunktimer export sets --since 2026-09-01 -o sets.csv")
    export.add_argument("grain", choices=("sessions", "sets", "steps"), help="what a row is")
    export.add_argument("--since", metavar="DATE", help="from this day on, such as 2026-10-01")
    export.add_argument("--until", metavar="DATE", help="up to this day, included")
    export.add_argument("--routine", metavar="KEY", help="only sessions of this routine")
    export.add_argument("--columns", metavar="A,B", help="only these columns, in this order")
    export.add_argument("--excel", action="store_true", help="as Excel reads it here: mark, separator and decimal sign")
    export.add_argument("-o", "--output", metavar="FILE", help="where to; - or nothing is standard output")

    edit = commands.add_parser("edit", help="edit a routine", description="Open a routine in the window's editor.")
    _help(edit, "trunktimer edit my-routine.toml")
    edit.add_argument("routine", metavar="FILE", help=routine_help)

    new = commands.add_parser(
        "new",
        help="begin a routine from a template",
        description="Write a new routine from a template. A file that is there already is not overwritten.",
    )
    _help(new, 'trunktimer new tabata -o my-tabata.toml --name "My Tabata"')
    new.add_argument("template", nargs="?", metavar="TEMPLATE", help="a template's key, see --list")
    new.add_argument("-o", "--output", metavar="FILE", help="where to: a .toml")
    new.add_argument("--name", metavar="NAME", help="what the routine is called; else as the template is")
    new.add_argument("--list", action="store_true", help="say which templates there are")

    change = commands.add_parser(
        "set",
        help="change one value of a routine file",
        description="Change one value of a routine file, and leave every other line as it was.",
    )
    _help(change, 'trunktimer set my-routine.toml block.2.hold "12 s"')
    change.add_argument("file", metavar="FILE", help="a routine file, or the key of a routine of your own")
    change.add_argument("path", metavar="PATH", help="which value, counted from 1: name, block.2.hold")
    change.add_argument("value", nargs="?", metavar="VALUE", help='the new value, such as "12 s" or "8, 6, 4"')
    change.add_argument("--unset", action="store_true", help="take the key out instead")

    layout = commands.add_parser(
        "fmt",
        help="lay routine files out in canonical form",
        description="Write routine files in canonical form: the same routines and comments in one layout.",
    )
    _help(layout, "trunktimer fmt my-routine.toml")
    layout.add_argument("files", nargs="+", metavar="FILE")
    layout.add_argument("--check", action="store_true", help="only say which files are not in that form (exit code 1)")

    back = commands.add_parser(
        "import-history",
        help="read exported sessions and steps back",
        description="Add sessions from CSV files that `export` wrote. What is there already is left alone.",
    )
    _help(back, "trunktimer import-history sessions.csv steps.csv")
    back.add_argument("files", nargs="+", metavar="FILE")

    doctor = commands.add_parser("doctor", help="say whether all is there", description="Examine the set-up.")
    _help(doctor, "trunktimer doctor")
    return parser
