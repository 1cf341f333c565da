"""Routines and movements with their texts in the language in use. What those texts are is known here and nowhere else.

Bundled files have translations; a text of a person's own has none and stays as it is. Words that name something for the
program stay too: keys, phases, muscles. A phase that a file named itself is a text where it is shown (see `wording`).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from trunktimer.foundation.translation import written
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Block, Load, MovementPhase, Routine

_Change = Callable[[str], str]
#: Phases that the program itself has words for (see `wording`); any other one is a file's own, and its own word.
USUAL_PHASES: Final = frozenset(
    {
        "raise",
        "hold",
        "lower",
        "pause",
        "work",
        "pulse",
        "rhythm",
        "settle",
        "lead-in",
        "rest",
        "switch",
        "gate",
        "count",
    }
)


def translated_routine(routine: Routine) -> Routine:
    """`routine` with all texts that a person reads in the language in use; itself where nothing changes."""
    return _routine(routine, written)


def translated_movement(movement: Movement) -> Movement:
    """`movement` with all texts that a person reads in the language in use; itself where nothing changes.

    A new movement draws its figure anew, so it should be kept rather than made again for each routine.
    """
    return _movement(movement, written)


def written_texts_of(told: Routine | Movement) -> Iterator[str]:
    """The texts that have translations if the file is a bundled one: in the order of the file, none of them empty.

    The words of its own phases are among them. A text that stands there twice comes twice.
    """
    texts: list[str] = []

    def note(text: str) -> str:
        texts.append(text)
        return text

    if isinstance(told, Routine):
        _routine(told, note)
    else:
        _movement(told, note)
    return (text for text in texts if text)


def own_phase_text(phase: str) -> str:
    """The text for people of a phase that a file named itself (`tip-left`: `tip left`); empty for all usual ones."""
    return "" if phase in USUAL_PHASES else phase.replace("-", " ")


def _routine(routine: Routine, change: _Change) -> Routine:
    changed = replace(
        routine,
        name=change(routine.name),
        summary=change(routine.summary),
        safety=change(routine.safety),
        equipment=_each(routine.equipment, change),
        blocks=tuple([_block(block, change) for block in routine.blocks]),
    )
    return routine if changed == routine else changed


def _block(block: Block, change: _Change) -> Block:
    changed = replace(
        block,
        name=_perhaps(block.name, change),
        cue=_perhaps(block.cue, change),
        note=_perhaps(block.note, change),
        load=_loads(block.load, change),
        phase=None if block.phase is None else _phases(block.phase, change),
        blocks=None if block.blocks is None else tuple([_block(inner, change) for inner in block.blocks]),
    )
    return block if changed == block else changed


def _loads(load: Load | tuple[Load, ...] | None, change: _Change) -> Load | tuple[Load, ...] | None:
    """Loads with their words in the language in use; a number with its unit is the same in all."""
    if isinstance(load, tuple):
        return tuple([_load(one, change) for one in load])
    return None if load is None else _load(load, change)


def _load(load: Load, change: _Change) -> Load:
    return load if load.amount is not None else replace(load, text=change(load.text))


def _movement(movement: Movement, change: _Change) -> Movement:
    changed = replace(
        movement,
        name=change(movement.name),
        position=change(movement.position),
        start=change(movement.start),
        watch=_each(movement.watch, change),
        equipment=_each(movement.equipment, change),
        limb=_perhaps(movement.limb, change),
        cue=_perhaps(movement.cue, change),
        phase=_phases(movement.phase, change),
    )
    return movement if changed == movement else changed


def _phases(phases: tuple[MovementPhase, ...], change: _Change) -> tuple[MovementPhase, ...]:
    return tuple([_phase(phase, change) for phase in phases])


def _phase(phase: MovementPhase, change: _Change) -> MovementPhase:
    change(own_phase_text(phase.do))  # its word is changed where it is shown: figure and voice know it by that word
    cue = _perhaps(phase.cue, change)
    return phase if cue == phase.cue else replace(phase, cue=cue)


def _each(texts: tuple[str, ...], change: _Change) -> tuple[str, ...]:
    return tuple([change(text) for text in texts])


def _perhaps(text: str | None, change: _Change) -> str | None:
    return None if text is None else change(text)
