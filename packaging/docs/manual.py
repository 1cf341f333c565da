"""Writes the manual page and the completions for bash, zsh and fish from the parser of the command line.

`python packaging/docs/manual.py FOLDER` writes trunktimer.1, trunktimer.bash, _trunktimer and trunktimer.fish, in
English. The completions are made by shtab. Nothing of it is kept in git.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

FRAME: Final = Path(__file__).resolve().parent / "trunktimer.1.in"
# Arguments, by the names they have in the parser, that are completed with files.
FILES: Final = ("file", "files", "routine", "output", "watch", "movement")
COMPLETIONS: Final = {"bash": "trunktimer.bash", "zsh": "_trunktimer", "fish": "trunktimer.fish"}


def english_parser() -> argparse.ArgumentParser:
    """The parser of the command line with its texts in English, whoever calls."""
    os.environ.update(LANGUAGE="en", LC_ALL="C")
    # Wide enough that no usage line is wrapped.
    os.environ["COLUMNS"] = "500"
    from trunktimer.commands.cli_parser import command_parser

    return command_parser()


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The commands by name, in their order."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def roff(text: str) -> str:
    """A text as roff takes it literally, on one line."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


def _option(action: argparse.Action) -> list[str]:
    names = ", ".join(f"\\fB{roff(name)}\\fR" for name in action.option_strings)
    value = ""
    if action.nargs != 0:
        choices = "|".join(map(str, action.choices)) if action.choices else action.dest.upper()
        value = f"\\fI{roff(str(action.metavar or choices))}\\fR"
    return [".TP", " ".join(filter(None, (names, value))), roff(action.help or "") or "\\&"]


def _command(name: str, parser: argparse.ArgumentParser) -> list[str]:
    usage = " ".join(parser.format_usage().split()).partition(f"trunktimer {name}")[2].replace("[-h]", "").split()
    lines = [f'.SS "{roff(f"trunktimer {name}")} \\fR{roff(" ".join(usage))}\\fP"', roff(parser.description or "")]
    shown = [action for action in parser._actions if action.dest != "help" and action.help != argparse.SUPPRESS]
    for action in shown:
        if action.option_strings or action.help:
            lines += _option(action)
    if parser.epilog:
        example = parser.epilog.split("\n", 1)[-1].strip()
        lines += [".PP", "Example:", ".PP", ".RS 4", ".EX", *map(roff, example.splitlines()), ".EE", ".RE"]
    return lines


def manual_page(parser: argparse.ArgumentParser, version: str, day: str) -> str:
    """The manual page; `day` is written like 2026-10-01."""
    lines = [line for name, command in commands_of(parser) for line in _command(name, command)]
    frame = FRAME.read_text("utf-8").replace("@COMMANDS@\n", "\n".join(lines) + "\n")
    return frame.replace("@VERSION@", version).replace("@DATE@", day)


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The completions for a shell; arguments that are files are completed with files."""
    import shtab

    for command in [parser, *(command for _, command in commands_of(parser))]:
        for action in command._actions:
            if action.dest in FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    text = str(shtab.complete(parser, shell))
    if shell == "bash":
        # Without a command, a routine file may follow.
        text = text.replace("complete -o bashdefault -F", "complete -o bashdefault -o default -F")
    return text


def main(arguments: Sequence[str]) -> int:
    """Write all four files into the folder that is named."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    parser = english_parser()
    from trunktimer import __version__

    when_s = os.environ.get("SOURCE_DATE_EPOCH")
    day = datetime.fromtimestamp(int(when_s), UTC) if when_s else datetime.now(UTC)
    page = manual_page(parser, __version__, f"{day:%Y-%m-%d}")
    (folder / "trunktimer.1").write_text(page, "utf-8")
    for shell, name in COMPLETIONS.items():
        (folder / name).write_text(completion(english_parser(), shell), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
