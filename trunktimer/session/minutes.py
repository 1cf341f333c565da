"""The minutes of `every`: which steps fill one, so that what was spent at gates in it is taken from its rest."""

from functools import lru_cache

from trunktimer.routine.timeline import Between, StepKind, Timeline

#: The gates of which time was spent, each with how much, in milliseconds.
Waits = tuple[tuple[int, int], ...]


def waits_after(timeline: Timeline, waits: Waits, index: int, held_ms: int) -> Waits:
    """What was spent at gates of the present minute, after the gate `index` was left; nothing outside of minutes."""
    first = next((first for first, rest in _minutes(timeline) if first <= index < rest), None)
    if first is None:
        return ()
    return (*(wait for wait in waits if first <= wait[0] < index), (index, held_ms))


def waited_ms(timeline: Timeline, waits: Waits, rest: int) -> int:
    """How much of the minute that the rest `rest` fills up was spent at gates."""
    first = next((first for first, at in _minutes(timeline) if at == rest), rest)
    return sum(held_ms for at, held_ms in waits if first <= at < rest)


@lru_cache(maxsize=4)
def _minutes(timeline: Timeline) -> tuple[tuple[int, int], ...]:
    """Of each rest that fills up a minute: the first step of that minute, and the rest itself."""
    found = []
    begun = 0
    for step in timeline:
        if step.part.every_ms is None:
            continue
        started_ms, first = timeline.every_started(step.index), step.index
        while first > begun and timeline.steps[first - 1].start_ms >= started_ms:
            last = timeline.steps[first - 1]
            if last.kind is StepKind.LEAD_IN and step.part.between is Between.SETS:
                break  # what comes before the first set is not of its minute
            first -= 1
        found.append((first, step.index))
        begun = step.index + 1
    return tuple(found)
