"""A set of a session in words, for the table of sets and for their plot."""

from trunktimer.foundation.translation import tr
from trunktimer.session.record import SetRecord
from trunktimer.session.wording import side_name


def place_of(one: SetRecord) -> list[str]:
    """Where in the session a set stands: its side, its number and its rounds, each where there is one."""
    numbered = [tr("set {number} of {all}", number=one.set, all=one.sets)] if one.sets > 1 else []
    return [*filter(None, [side_name(one.side)]), *numbered, *map(_format_round, one.rounds.split())]


def _format_round(counted: str) -> str:
    """One round in words: `1/3` is `round 1 of 3`."""
    number, _, all_rounds = counted.partition("/")
    return tr("round {number} of {all}", number=number, all=all_rounds) if all_rounds else number
