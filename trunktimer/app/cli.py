"""The command line: reads the words, opens the module of the command, turns faults into sentences and exit codes."""

import contextlib
import errno
import gc
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from trunktimer.commands.door import open_function
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.first_bugs import catch_first_bugs
from trunktimer.foundation.places import Places, find_places
from trunktimer.foundation.translation import tr
from trunktimer.preferences.chosen_language import use_chosen_language

FAULT: Final = 1
INTERRUPTED: Final = 130
DEFAULT_ROUTINE: Final = "strengthen-lower-back"

#: Where each command is carried out: only what is asked for is loaded. It takes arguments and places.
COMMANDS_IN: Final[Mapping[str, str]] = {
    "play": "trunktimer.commands.play:run",
    "list": "trunktimer.commands.list_routines:run",
    "show": "trunktimer.commands.show_timeline:run",
    "check": "trunktimer.commands.check_files:run",
    "edit": "trunktimer.commands.window_file:refuse_edit",
    "new": "trunktimer.commands.editing:new",
    "set": "trunktimer.commands.editing:change",
    "fmt": "trunktimer.commands.editing:lay_out",
    "movements": "trunktimer.commands.list_movements:run",
    "render": "trunktimer.commands.render:run",
    "sounds": "trunktimer.commands.sounds:run",
    "resume": "trunktimer.commands.resume:run",
    "today": "trunktimer.commands.today:run",
    "history": "trunktimer.commands.history:run",
    "stats": "trunktimer.commands.stats:run",
    "export": "trunktimer.commands.export:run",
    "import-history": "trunktimer.commands.import_history:run",
    "restore-history": "trunktimer.commands.restore_history:run",
    "doctor": "trunktimer.commands.doctor:run",
}
#: These have nothing to do with what is the person's alone.
WITHOUT_FILES: Final = frozenset({"show", "check", "render", "sounds", "movements", "list"})
WINDOW: Final = "trunktimer.app.window_shell:run_window"
#: What a command first checks without Qt, and what then takes the outcome.
FIRST_IN: Final[Mapping[str, tuple[str, str]]] = {
    "window": ("trunktimer.commands.window_file:show", WINDOW),
    "play": ("trunktimer.commands.window_play:play", WINDOW),
    "edit": ("trunktimer.commands.window_file:edit", WINDOW),
    "figure": ("trunktimer.commands.figure_request:check", "trunktimer.commands.figure:draw"),
}
#: Why a write can fail: a full disk, a reader that went away, a device that is gone, what was closed before.
_UNWRITTEN: Final = (errno.ENOSPC, errno.EPIPE, errno.EIO, errno.EBADF, errno.EFBIG)
PARSER: Final = "trunktimer.commands.cli_parser"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (without the program's name) and give the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and sys.stdout is None:  # it was closed; what is written into this fails, as it should
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    try:
        try:
            return _carry_out(words)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:
        if error.filename is not None or error.errno not in _UNWRITTEN:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python must not complain once more at exit
        if error.errno == errno.EPIPE:  # the reader has had enough, as `head` does
            return FAULT
        with contextlib.suppress(OSError):
            said = tr("not everything could be written to standard output: {reason}", reason=error.strerror)
            print(f"trunktimer: {said}", file=sys.stderr)
        return FAULT


def _carry_out(words: Sequence[str]) -> int:
    try:
        gc.disable()  # until the first paint: importing makes much, and hardly any garbage
        places = find_places()
        if not words:
            catch_first_bugs(places.state)
        use_chosen_language(places)  # before the parser is made: its help is in that language
        if not words and has_display():
            return open_function(WINDOW)(places)  # type: ignore[no-any-return]
        return _run(words, places)
    except FileFaults as faults:
        print(*faults.faults, sep="\n", file=sys.stderr)
        return FAULT
    except TrunkTimerError as error:
        print(f"trunktimer: {error}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print(tr("Stopped."), file=sys.stderr)
        return INTERRUPTED
    finally:
        gc.enable()


def _run(words: Sequence[str], places: Places) -> int:
    parsers = importlib.import_module(PARSER)  # not for the bare window: it takes argparse
    if words and (words[0] in parsers.COMMANDS or words[0].startswith("-")):
        arguments = parsers.command_parser().parse_args(words)
        command = arguments.command or "window"
    else:
        arguments = parsers.window_parser().parse_args(words)
        command = "window"
    in_terminal = command == "play" and arguments.terminal
    if command in ("window", "play") and not in_terminal and not has_display():
        print(tr("There is no display, so the routine is followed in this terminal."))
        in_terminal = True
        if command == "window":
            words = ["play", getattr(arguments, "file", None) or DEFAULT_ROUTINE]
            command, arguments = "play", parsers.command_parser().parse_args(words)
    code: int
    if command == "figure" or (command in FIRST_IN and not in_terminal and has_display()):
        check, carry_out = FIRST_IN[command]
        catch_first_bugs(places.state)
        outcome = open_function(check)(arguments, places)
        code = open_function(carry_out)(*((places, *outcome) if carry_out == WINDOW else outcome))
    else:
        gc.enable()
        if command not in WITHOUT_FILES:
            open_function("trunktimer.commands.upkeep:keep_in_order")(places)
        code = open_function(COMMANDS_IN[command])(arguments, places)
    return code


def has_display() -> bool:
    """Whether a window can be shown here. Qt's own plain platforms count as one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
