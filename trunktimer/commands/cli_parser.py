"""The words of the command line: which commands and options there are, with their help. Runs nothing."""

import argparse
from typing import Final

from trunktimer import __version__
from trunktimer.commands.cli_arguments import (
    Parser,
    day,
    level,
    seconds,
    share,
    speed,
    time_of_day,
    translate_argparse,
    whole,
)
from trunktimer.foundation.translation import tr
from trunktimer.routine.level_range import USUAL_LEVEL

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
    "movements",
    "figure",
    "render",
    "sounds",
    "resume",
    "today",
    "history",
    "stats",
    "export",
    "import-history",
    "restore-history",
    "doctor",
)
THEMES: Final = ("dark", "light", "contrast")


def _add_range(parser: argparse.ArgumentParser) -> None:
    """Which sessions a command is about."""
    parser.add_argument("--since", type=day, metavar="DATE", help=tr("from this day on, such as 2026-10-01"))
    parser.add_argument("--until", type=day, metavar="DATE", help=tr("up to this day, included"))
    parser.add_argument("--routine", metavar="KEY", default="", help=tr("only sessions of this routine"))


def _help(parser: argparse.ArgumentParser, example: str) -> None:
    parser.epilog = f"{tr('example:')}\n  {example}"
    parser.formatter_class = argparse.RawDescriptionHelpFormatter


def window_parser() -> argparse.ArgumentParser:
    translate_argparse()
    parser = Parser(prog="trunktimer")
    parser.add_argument("file", nargs="?", metavar="FILE", help=tr("a routine file to open"))
    return parser


def command_parser() -> argparse.ArgumentParser:
    """The parser of all commands, with its help in the language in use."""
    translate_argparse()
    parser = Parser(
        prog="trunktimer",
        description=tr(
            "An interval timer for trunk and lower-back routines. "
            "`trunktimer [FILE]` opens the window, or follows a routine here where there is no display."
        ),
    )
    _help(parser, "trunktimer play strengthen-lower-back --terminal")
    parser.add_argument(
        "--version",
        action="version",
        version=f"trunktimer {__version__}",
        help=tr("show program's version number and exit"),  # argparse does not translate its own
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    routine_help = tr("a routine file, or the key of a listed routine")

    play = commands.add_parser(
        "play", help=tr("follow a routine"), description=tr("Follow a routine from start to end.")
    )
    _help(play, "trunktimer play demo --terminal --speed 10 --mute")
    play.add_argument("routine", metavar="ROUTINE", help=routine_help)
    play.add_argument("--terminal", action="store_true", help=tr("in the terminal, without a window"))
    play.add_argument("--level", type=level, default=USUAL_LEVEL, metavar="0..100", help=tr("where in its ranges"))
    play.add_argument("--speed", type=speed, default=1.0, metavar="X", help=tr("so many times as fast as the clock"))
    play.add_argument("--from", type=int, default=0, dest="first", metavar="STEP", help=tr("a step's index, see show"))
    play.add_argument("--mute", action="store_true", help=tr("without sound"))
    play.add_argument("--player", choices=PLAYER_NAMES, metavar="NAME", help=", ".join(PLAYER_NAMES))
    play.add_argument("--keys", choices=("none",), metavar="none", help=tr("nobody answers: gates open at once"))
    play.add_argument(
        "--record",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=tr("keep the session in the history (usual, but for --speed)"),
    )

    resume = commands.add_parser(
        "resume",
        help=tr("go on with a session that broke off"),
        description=tr("Go on, in the terminal, with the newest session in the middle of which the program ended."),
    )
    _help(resume, "trunktimer resume")
    what = resume.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help=tr("only say which there are"))
    what.add_argument("--keep", action="store_true", help=tr("keep what was done of it as an unfinished session"))
    what.add_argument("--discard", action="store_true", help=tr("forget it"))
    resume.add_argument("--speed", type=speed, default=None, metavar="X", help=tr("that at which it was begun"))
    resume.add_argument("--mute", action="store_true", help=tr("without sound"))
    resume.add_argument("--player", choices=PLAYER_NAMES, metavar="NAME", help=", ".join(PLAYER_NAMES))
    resume.add_argument("--keys", choices=("none",), metavar="none", help=tr("nobody answers: gates open at once"))

    listed = commands.add_parser("list", help=tr("list the routines"), description=tr("List bundled and own routines."))
    _help(listed, "trunktimer list --format json")
    listed.add_argument("--format", choices=("text", "json"), default="text")

    show = commands.add_parser("show", help=tr("show a timeline"), description=tr("Show the steps of a routine."))
    _help(show, "trunktimer show strengthen-lower-back --level 0")
    show.add_argument("routine", metavar="ROUTINE", help=routine_help)
    show.add_argument("--level", type=level, default=USUAL_LEVEL, metavar="0..100", help=tr("where in its ranges"))
    show.add_argument("--format", choices=("text", "json"), default="text")

    check = commands.add_parser("check", help=tr("check routine files"), description=tr("Tell all faults of files."))
    _help(check, "trunktimer check my-routine.toml")
    check.add_argument("files", nargs="+", metavar="FILE")

    movements = commands.add_parser(
        "movements",
        help=tr("list the movements"),
        description=tr("List movements with the keys by which a routine names them, and their other names."),
    )
    _help(movements, "trunktimer movements hamstring")
    movements.add_argument(
        "word", nargs="*", metavar="WORD", help=tr("part of a name in any language, a muscle, a position")
    )
    movements.add_argument("--format", choices=("text", "json"), default="text")

    figure = commands.add_parser(
        "figure",
        help=tr("draw a movement"),
        description=tr("Draw a movement's figure as a picture, all of them as a sheet, or a file while you write it."),
    )
    _help(figure, "trunktimer figure bridge --phase raise --at 0.5 -o bridge.png")
    figure.add_argument("movement", nargs="?", metavar="MOVEMENT", help=tr("a movement's key, or a movement file"))
    figure.add_argument("--phase", metavar="PHASE", help=tr("a phase of it; left out, from the start to the hold"))
    figure.add_argument("--at", type=share, metavar="0..1", help=tr("how far into it (1: its end, which is usual)"))
    figure.add_argument("--side", choices=("left", "right"), help=tr("the side that works"))
    figure.add_argument("--theme", choices=THEMES, default="dark")
    figure.add_argument("-o", "--output", metavar="FILE", help=tr("where to: a .png or an .svg"))
    figure.add_argument("--sheet", action="store_true", help=tr("all movements on one picture"))
    figure.add_argument("--watch", metavar="FILE", help=tr("a window that shows a movement file whenever it is saved"))

    render = commands.add_parser(
        "render",
        help=tr("write a routine's sounds"),
        description=tr("Write all sounds of a routine as a WAV, to listen to."),
    )
    _help(render, "trunktimer render demo --voice -o demo.wav")
    render.add_argument("routine", metavar="ROUTINE", help=routine_help)
    render.add_argument("-o", "--output", metavar="FILE", required=True, help=tr("where to: a .wav"))
    render.add_argument("--level", type=level, default=USUAL_LEVEL, metavar="0..100", help=tr("where in its ranges"))
    render.add_argument("--voice", action="store_true", help=tr("with spoken words, as much as the preferences say"))
    render.add_argument(
        "--gate",
        type=seconds,
        default=10.0,
        metavar="S",
        help=tr("seconds for each wait without a time of its own (10)"),
    )

    sounds = commands.add_parser(
        "sounds", help=tr("list the sounds"), description=tr("List the kinds of sound, or play them.")
    )
    _help(sounds, "trunktimer sounds --play")
    sounds.add_argument("--play", action="store_true", help=tr("let each be heard"))
    sounds.add_argument("--player", choices=PLAYER_NAMES, metavar="NAME", help=", ".join(PLAYER_NAMES))

    due = commands.add_parser(
        "today",
        help=tr("say what is due"),
        description=tr("Say what of your program is due on a day, what comes later and what is done."),
    )
    _help(due, "trunktimer today --format json")
    due.add_argument("--date", type=day, metavar="DATE", help=tr("on this day, such as 2026-10-01"))
    due.add_argument("--at", type=time_of_day, metavar="TIME", help=tr("at this time of day, such as 8:30"))
    due.add_argument("--routines", metavar="DIR", help=tr("of the routines in this folder alone"))
    due.add_argument("--format", choices=("text", "json"), default="text")

    history = commands.add_parser(
        "history", help=tr("list what was done"), description=tr("List the sessions, newest first.")
    )
    _help(history, "trunktimer history --since 2026-10-01 --format json")
    _add_range(history)
    history.add_argument("--most", type=whole(1, 10_000_000), default=20, metavar="N", help=tr("so many of them (20)"))
    history.add_argument("--format", choices=("text", "json"), default="text")

    stats = commands.add_parser("stats", help=tr("sum up what was done"), description=tr("Sum up the last weeks."))
    _help(stats, "trunktimer stats --weeks 8")
    stats.add_argument("--weeks", type=whole(1, 520), default=12, metavar="N", help=tr("so many weeks (12)"))
    stats.add_argument("--format", choices=("text", "json"), default="text")

    export = commands.add_parser(
        "export",
        help=tr("write the history as CSV"),
        description=tr(
            "Write the history as CSV: a row for each session, set or step. docs/csv.md explains the columns."
        ),
    )
    _help(export, "trunktimer export sets --since 2026-09-01 -o sets.csv")
    export.add_argument("grain", choices=("sessions", "sets", "steps"), help=tr("what a row is"))
    export.add_argument("--since", metavar="DATE", help=tr("from this day on, such as 2026-10-01"))
    export.add_argument("--until", metavar="DATE", help=tr("up to this day, included"))
    export.add_argument("--routine", metavar="KEY", help=tr("only sessions of this routine"))
    export.add_argument("--columns", metavar="A,B", help=tr("only these columns, in this order"))
    export.add_argument(
        "--excel", action="store_true", help=tr("as Excel reads it here: mark, separator and decimal sign")
    )
    export.add_argument("-o", "--output", metavar="FILE", help=tr("where to; - or nothing is standard output"))

    edit = commands.add_parser(
        "edit", help=tr("edit a routine"), description=tr("Open a routine in the window's editor.")
    )
    _help(edit, "trunktimer edit my-routine.toml")
    edit.add_argument("routine", metavar="FILE", help=routine_help)

    new = commands.add_parser(
        "new",
        help=tr("begin a routine from a template"),
        description=tr("Write a new routine from a template. A file that is there already is not overwritten."),
    )
    _help(new, 'trunktimer new tabata -o my-tabata.toml --name "My Tabata"')
    new.add_argument("template", nargs="?", metavar="TEMPLATE", help=tr("a template's key, see --list"))
    new.add_argument("-o", "--output", metavar="FILE", help=tr("where to: a .toml"))
    new.add_argument("--name", metavar="NAME", help=tr("what the routine is called; else as the template is"))
    new.add_argument("--list", action="store_true", help=tr("say which templates there are"))

    change = commands.add_parser(
        "set",
        help=tr("change one value of a routine file"),
        description=tr("Change one value of a routine file, and leave every other line as it was."),
    )
    _help(change, 'trunktimer set my-routine.toml block.2.hold "12 s"')
    change.add_argument("file", metavar="FILE", help=tr("a routine file, or the key of a routine of your own"))
    change.add_argument("path", metavar="PATH", help=tr("which value, counted from 1: name, block.2.hold"))
    change.add_argument("value", nargs="?", metavar="VALUE", help=tr('the new value, such as "12 s" or "8, 6, 4"'))
    change.add_argument("--unset", action="store_true", help=tr("take the key out instead"))

    layout = commands.add_parser(
        "fmt",
        help=tr("lay routine files out in canonical form"),
        description=tr("Write routine files in canonical form: the same routines and comments in one layout."),
    )
    _help(layout, "trunktimer fmt my-routine.toml")
    layout.add_argument("files", nargs="+", metavar="FILE")
    layout.add_argument(
        "--check", action="store_true", help=tr("only say which files are not in that form (exit code 1)")
    )

    layout.add_argument(
        "--upgrade",
        action="store_true",
        help=tr("write files of an older format in the newest one, with the same times"),
    )

    back = commands.add_parser(
        "import-history",
        help=tr("read exported sessions and steps back"),
        description=tr("Add sessions from CSV files that `export` wrote. What is there already is left alone."),
    )
    _help(back, "trunktimer import-history sessions.csv steps.csv")
    back.add_argument("files", nargs="+", metavar="FILE")
    back.add_argument("--skip-bad", action="store_true", help=tr("leave out rows with faults, and take the others"))

    restore = commands.add_parser(
        "restore-history",
        help=tr("put a backup in the place of the history"),
        description=tr("List the backups, or put a copy in the place of the history. What is there is kept."),
    )
    _help(restore, "trunktimer restore-history history-2026-11-20.sqlite3")
    restore.add_argument("file", nargs="?", metavar="FILE")

    doctor = commands.add_parser("doctor", help=tr("say whether all is there"), description=tr("Examine the set-up."))
    _help(doctor, "trunktimer doctor")
    return parser
