"""Finding movements by what people call them: name, muscle, start position, equipment. Reads no files."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from trunktimer.core.movement import Movement
from trunktimer.core.muscles import Muscle


class Posture(StrEnum):
    """How a movement begins, in a word that a person may choose."""

    BACK = "On your back"
    FRONT = "On your front"
    SIDE = "On your side"
    ALL_FOURS = "On hands and knees"
    KNEELING = "Kneeling"
    SITTING = "Sitting"
    STANDING = "Standing"


#: What the start position says, and what it means; the first that is found counts.
_SAID: Final = (
    (("hands and knees", "all fours", "forearms and knees"), Posture.ALL_FOURS),
    (("your back", "lie back", "supine"), Posture.BACK),
    (("your front", "face down", "prone", "your belly"), Posture.FRONT),
    (("your side", "your left side", "your right side"), Posture.SIDE),
    (("kneel",), Posture.KNEELING),
    (("sit", "seated"), Posture.SITTING),
    (("stand",), Posture.STANDING),
)
#: Words that people search for and that stand in no file.
_ALSO: Final = {
    Posture.BACK: "lying supine",
    Posture.FRONT: "lying prone face down belly",
    Posture.SIDE: "lying",
    Posture.ALL_FOURS: "all fours quadruped kneeling",
    Posture.KNEELING: "kneel",
    Posture.SITTING: "seated",
    Posture.STANDING: "upright",
}


def posture_of(movement: Movement) -> Posture | None:
    """How the movement begins; `None` where its start position says nothing known."""
    said = folded(movement.position)
    return next((posture for words, posture in _SAID if any(word in said for word in words)), None)


def folded(text: str) -> str:
    """`text` as it is compared: small letters, no accents, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\s\-_–']+", " ", "".join(mark for mark in plain if not unicodedata.combining(mark))).strip()


def find_movements(
    movements: Iterable[Movement], query: str = "", posture: Posture | None = None, muscle: Muscle | None = None
) -> list[Movement]:
    """The movements that fit, by name; those whose name has the first word of `query` come first.

    Each word of `query` must begin a word of the movement's name, key, start position, equipment or muscles. Where the
    words stand together as they were typed somewhere, only such movements are found.
    """
    words = folded(query).split()
    movements = list(movements)
    phrase = " ".join(words)
    if len(words) > 1:  # what has the whole phrase is meant rather than what has its words here and there
        movements = [movement for movement in movements if f" {phrase}" in _known_by(movement)] or movements
    found = [
        movement
        for movement in movements
        if (posture is None or posture_of(movement) is posture)
        and (muscle is None or muscle in (*movement.muscles, *movement.stretch))
        and all(f" {word}" in _known_by(movement) for word in words)
    ]
    first = words[0] if words else ""
    return sorted(found, key=lambda movement: (f" {first}" not in f" {folded(movement.name)}", folded(movement.name)))


def _known_by(movement: Movement) -> str:
    posture = posture_of(movement)
    muscles = [Muscle(name) for name in (*movement.muscles, *movement.stretch)]
    texts = [movement.name, movement.key, movement.position, *movement.equipment]
    texts += [f"{muscle} {muscle.spoken} {muscle.also}" for muscle in muscles]
    texts += ["stretch", "stretches"] if movement.stretch else []
    texts += [f"{posture} {_ALSO[posture]}"] if posture else []
    return " " + " ".join(map(folded, texts))
