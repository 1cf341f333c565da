"""What `trunktimer figure` is asked for, checked before anything of Qt is loaded."""

import argparse
import contextlib
import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from trunktimer.commands.cli_arguments import refuse
from trunktimer.figure.body import Side
from trunktimer.figure.figure import Figure
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.movement_file import read_movement
from trunktimer.routine.translated import translated_movement


@dataclass(frozen=True, slots=True)
class OneMovement:
    """A movement to be drawn, in the language in use."""

    movement: Movement
    figure: Figure
    side: Side | None


def check(arguments: argparse.Namespace, places: Places) -> tuple[argparse.Namespace, Places, OneMovement | None]:
    """What the command needs; one movement unless a sheet or a watch is asked for. Raises `TrunkTimerError`."""
    wanted = [name for name in ("movement", "sheet", "watch") if getattr(arguments, name)]
    if len(wanted) != 1:
        refuse(tr("figure: name a MOVEMENT, or --sheet, or --watch FILE"))
    if arguments.watch:
        return arguments, places, None
    alone = any(word is not None for word in (arguments.phase, arguments.side, arguments.at))
    if arguments.sheet and alone:
        refuse(tr("figure: --phase, --at and --side are for one movement, not for --sheet"))
    if arguments.output is None:
        refuse(tr("figure: say where to, as in -o bridge.png"))
    output = Path(arguments.output)
    if arguments.sheet and output.suffix.lower() != ".png":
        raise TrunkTimerError(tr("{file} cannot be drawn; name a file that ends in .png.", file=output))
    if output.suffix.lower() not in (".png", ".svg"):
        raise TrunkTimerError(tr("{file} cannot be drawn; name a file that ends in .png or .svg.", file=output))
    if arguments.sheet:
        return arguments, places, None
    movement = translated_movement(find_movement(arguments.movement, places))
    figure = movement.figure()
    if figure is None:
        raise TrunkTimerError(
            tr(
                "{movement} has no poses yet; docs/movement-format.md says how they are written.",
                movement=movement.name,
            )
        )
    side = Side(arguments.side) if arguments.side else None
    if side is not None and movement.sides is None:
        raise TrunkTimerError(tr("{movement} has no sides; leave --side out.", movement=movement.name))
    return arguments, places, OneMovement(movement, figure, side)


def find_movement(word: str, places: Places) -> Movement:
    """The movement that `word` means: a key, or the path of a file. Raises `TrunkTimerError`."""
    path = Path(word)
    if path.suffix == ".toml" or os.sep in word:
        return read_movement(path)
    keys: dict[str, Path] = {}
    for folder in reversed(places.movement_folders):
        with contextlib.suppress(OSError):  # `doctor` tells of a folder that cannot be read
            keys.update({path.stem: path for path in folder.path.glob("[!.]*.toml")})
    if word in keys:
        return read_movement(keys[word])
    near = get_close_matches(word, keys, n=1, cutoff=0.4)
    said = shown(word, 60)
    if near:
        raise TrunkTimerError(tr('there is no movement "{word}"; did you mean "{near}"?', word=said, near=near[0]))
    there = ", ".join(sorted(keys))
    raise TrunkTimerError(tr('there is no movement "{word}"; there are: {keys}', word=said, keys=there))
