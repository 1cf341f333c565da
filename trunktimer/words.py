"""The words of the command line: which commands and options there are, with their help. Runs nothing."""

import argparse
from collections.abc import Callable
from typing import Final, NoReturn

from trunktimer import __version__
from trunktimer.core.level import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL

USAGE: Final = 2
PLAYER_NAMES: Final = ("simpleaudio", "miniaudio", "silence")
COMMANDS: Final = ("play", "list", "show", "check", "figure", "render", "sounds", "doctor")
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

    doctor = commands.add_parser("doctor", help="say whether all is there", description="Examine the set-up.")
    _help(doctor, "trunktimer doctor")
    return parser
