"""Finding movements by what people call them: name, muscle, start position, equipment. Reads no files."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from trunktimer.foundation.translation import later, tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.muscles import Muscle


class Posture(StrEnum):
    """How a movement begins, in a word that a person may choose; `spoken` is what is shown."""

    BACK = later("On your back")
    FRONT = later("On your front")
    SIDE = later("On your side")
    ALL_FOURS = later("On hands and knees")
    KNEELING = later("Kneeling")
    SITTING = later("Sitting")
    STANDING = later("Standing")

    @property
    def spoken(self) -> str:
        """As people say it, in the language in use."""
        return tr(self.value)


#: What the start position says, and what it means; the first that is found counts.
# Translators: words that a start position holds, or their beginnings, with commas between; any of them will do.
_SAID: Final = (
    (later("hands and knees, all fours, forearms and knees"), Posture.ALL_FOURS),
    (later("your back, lie back, supine"), Posture.BACK),
    (later("your front, face down, prone, your belly"), Posture.FRONT),
    (later("your side, your left side, your right side"), Posture.SIDE),
    (later("kneel"), Posture.KNEELING),
    (later("sit, seated"), Posture.SITTING),
    (later("stand"), Posture.STANDING),
)
#: Words that people search for and that stand in no file.
# Translators: words that people type to find a movement, in any order.
_ALSO: Final = {
    Posture.BACK: later("lying supine"),
    Posture.FRONT: later("lying prone face down belly"),
    Posture.SIDE: later("lying"),
    Posture.ALL_FOURS: later("all fours quadruped kneeling"),
    Posture.KNEELING: later("kneeling kneel"),
    Posture.SITTING: later("seated"),
    Posture.STANDING: later("upright"),
}
_STRETCHES: Final = later("stretch stretches")
#: How alike two names are to be taken for one that is misspelt; "cat camel" and "clamshell" are much less so.
_ALIKE: Final = 0.75


def posture_of(movement: Movement) -> Posture | None:
    """How the movement begins; `None` where its start position says nothing known.

    It may be written in English or in the language in use: files of a person's own may be in either.
    """
    said = " " + folded(movement.position)
    # What is searched for are beginnings of words: "sit" tells something, and "position" does not.
    return next(
        (posture for words, posture in _SAID if any(f" {word}" in said for word in _beginnings(words))),
        None,
    )


def _beginnings(words: str) -> set[str]:
    """What a start position may say, in English and in the language in use."""
    return {word.strip() for text in {words, tr(words)} for word in folded(text).split(",")}


def folded(text: str) -> str:
    """`text` as it is compared: small letters, no accents, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\s\-_–'’]+", " ", "".join(mark for mark in plain if not unicodedata.combining(mark))).strip()


def find_movements(
    movements: Iterable[Movement], query: str = "", posture: Posture | None = None, muscle: Muscle | None = None
) -> list[Movement]:
    """The movements that fit, by name; those whose name has the first word of `query` come first.

    Each word of `query` must begin a word of the movement's names, key, start position, equipment or muscles. Where the
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


def nearest_movement(word: str, movements: Mapping[str, Movement]) -> str | None:
    """The key of the movement that somebody means by `word`; `None` where none is near.

    That is one with this name in any language, or the only one of which a name has all the words or is one of them, or
    the one with the name that is spelt most alike.
    """
    wanted = folded(word[:60])
    names = {name: key for key, movement in movements.items() for name in map(folded, _names(movement))}
    if wanted in names or not wanted:
        return names.get(wanted)
    words = frozenset(wanted.split())
    held = {key for name, key in names.items() if words <= (own := frozenset(name.split())) or own <= words}
    if len(held) == 1:
        return held.pop()
    alike = {name: SequenceMatcher(None, wanted, name).ratio() for name in names}
    best = max(alike, key=lambda name: alike[name], default=None)
    return names[best] if best is not None and alike[best] >= _ALIKE else None


def _names(movement: Movement) -> list[str]:
    return [movement.name, movement.key, *(name for names in movement.also.values() for name in names)]


def _known_by(movement: Movement) -> str:
    posture = posture_of(movement)
    muscles = [Muscle(name) for name in (*movement.muscles, *movement.stretch)]
    texts = [*_names(movement), movement.position, *movement.equipment]
    texts += [f"{muscle} {muscle.spoken} {muscle.also}" for muscle in muscles]
    texts += [tr(_STRETCHES)] if movement.stretch else []
    texts += [f"{posture.spoken} {tr(_ALSO[posture])}"] if posture else []
    return " " + " ".join(map(folded, texts))
