"""What the editor's timeline says in words: of the whole, of a step, of what its end would change. Draws nothing."""

from typing import Final

from trunktimer.foundation.durations import format_clock, format_duration, format_seconds, format_span
from trunktimer.foundation.errors import Path, path_text
from trunktimer.foundation.translation import later, tr, trn
from trunktimer.routine.retiming import Edge
from trunktimer.routine.timeline import Step
from trunktimer.session.wording import counts_of, side_word, word_of

# Translators: a time that a person wrote; it follows "its end sets the"
_OF_BLOCK: Final = {
    "hold": later("hold of block {block}"),
    "lead_in": later("lead-in of block {block}"),
    "rest": later("rest of block {block}"),
    "rest_between_sets": later("rest between sets of block {block}"),
    "rest_between_blocks": later("rest between blocks of block {block}"),
    "rest_between_rounds": later("rest between rounds of block {block}"),
    "switch": later("change of sides of block {block}"),
    "duration": later("duration of the set of block {block}"),
}
_OF_ROUTINE: Final = {
    "hold": later("hold of the routine"),
    "lead_in": later("lead-in of the routine"),
    "rest": later("rest of the routine"),
    "rest_between_sets": later("rest between sets of the routine"),
    "rest_between_blocks": later("rest between blocks of the routine"),
    "rest_between_rounds": later("rest between rounds of the routine"),
    "switch": later("change of sides of the routine"),
    "duration": later("duration of the set of the routine"),
}
_ANY_OF_BLOCK: Final = later("{key} of block {block}")


def sum_words(total_ms: int, work_ms: int, gates: int) -> str:
    """The total time, and how it is split into work and the rest of it."""
    if not total_ms and not gates:
        return tr("Nothing to do yet")
    share = round(100 * work_ms / total_ms) if total_ms else 0
    pieces = [
        tr("{time} in all", time=format_clock(total_ms)),
        tr("work {time} ({percent} %)", time=format_clock(work_ms), percent=share),
        tr("rest and getting ready {time} ({percent} %)", time=format_clock(total_ms - work_ms), percent=100 - share),
    ]
    if gates:
        pieces.append(trn("waits once for “done”", "waits {n} times for “done”", gates))
    return " · ".join(pieces)


def step_words(step: Step) -> str:
    """A step in a line: when, how long, what, of which block."""
    part = step.part
    length = format_seconds(step.duration_ms)
    if step.is_gate:
        length = tr("waits for “done”")
    if step.duration_ms > 90_000:
        length = format_duration(step.duration_ms)
    pieces = [
        f"{format_clock(step.start_ms // 1000 * 1000)}  {word_of(step)[0]} {length}",
        ", ".join(
            said
            for said in (
                part.name if part.name.upper() != word_of(step)[0] else "",
                side_word(part.side, part.limb),
                *counts_of(step, 1),
            )
            if said
        ),
        trn("{n} beat at {bpm}", "{n} beats at {bpm}", part.beats, bpm=part.bpm) if part.bpm else "",
        tr("may release from {time}", time=format_seconds(part.min_ms))
        if step.may_release and part.min_ms is not None
        else "",
        tr("“{cue}”", cue=part.cue) if part.cue else "",
    ]
    return " · ".join(piece for piece in pieces if piece)


def key_words(path: Path) -> str:
    """Which written time it is: `hold of block 1`, `rest between blocks of the routine`."""
    at = path.index("phase") if "phase" in path else len(path) - 1
    block = path_text(tuple(part for part in path[:at] if isinstance(part, int)))
    if path[at] == "phase":
        number = path_text(path[at + 1 : at + 2])
        if not block:
            return tr("phase {number} of the routine", number=number)
        return tr("phase {number} of block {block}", number=number, block=block)
    key = str(path[at])
    if not block:
        return tr(_OF_ROUTINE[key]) if key in _OF_ROUTINE else tr("{key} of the routine", key=key)
    return tr(_OF_BLOCK.get(key, _ANY_OF_BLOCK), block=block, key=key)


def edge_words(edge: Edge | None) -> str:
    """What the end of a step changes; empty where nothing does."""
    if edge is None:
        return ""
    # Translators: the end of a step that can be dragged, such as "its end sets the hold of block 1: 12 s"
    return tr("its end sets the {which}: {time}", which=key_words(edge.path), time=format_span(edge.span))


def block_words(path: tuple[int, ...]) -> str:
    """A block's number as people count: `(2, 0)` is `3.1`."""
    return ".".join(str(at + 1) for at in path)
