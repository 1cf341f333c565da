"""What the editor's timeline says in words: of the whole, of a step, of what its end would change. Draws nothing."""

from typing import Final

from trunktimer.core.durations import clock_text, seconds_text, span_text, spoken_text
from trunktimer.core.errors import Path, path_text
from trunktimer.core.retiming import Edge
from trunktimer.core.timeline import Step
from trunktimer.core.wording import counts_of, side_word, word_of

_SAID: Final = {
    "lead_in": "lead-in",
    "rest": "rest",
    "rest_between_sets": "rest between sets",
    "rest_between_blocks": "rest between blocks",
    "rest_between_rounds": "rest between rounds",
    "switch": "change of sides",
    "duration": "duration of the set",
}


def sum_words(total_ms: int, work_ms: int, gates: int) -> str:
    """The total time, and how it is split into work and the rest of it."""
    if not total_ms and not gates:
        return "Nothing to do yet"
    share = round(100 * work_ms / total_ms) if total_ms else 0
    pieces = [
        f"{clock_text(total_ms)} in all",
        f"work {clock_text(work_ms)} ({share} %)",
        f"rest and getting ready {clock_text(total_ms - work_ms)} ({100 - share} %)",
    ]
    if gates:
        pieces.append(f"waits {gates} times for “done”" if gates > 1 else "waits once for “done”")
    return " · ".join(pieces)


def step_words(step: Step) -> str:
    """A step in a line: when, how long, what, of which block."""
    part = step.part
    length = "waits for “done”" if step.is_gate else f"{seconds_text(step.duration_ms)} s"
    if step.duration_ms > 90_000:
        length = spoken_text(step.duration_ms)
    pieces = [
        f"{clock_text(step.start_ms // 1000 * 1000)}  {word_of(step)[0]} {length}",
        ", ".join(
            said
            for said in (
                part.name if part.name.upper() != word_of(step)[0] else "",
                side_word(part.side, part.limb),
                *counts_of(step, 1),
            )
            if said
        ),
        f"{part.beats} beats at {part.bpm}" if part.bpm else "",
        f"may release from {seconds_text(part.min_ms)} s" if step.may_release and part.min_ms is not None else "",
        f"“{part.cue}”" if part.cue else "",
    ]
    return " · ".join(piece for piece in pieces if piece)


def key_words(path: Path) -> str:
    """Which written time it is: `hold of block 1`, `rest between blocks of the routine`."""
    at = path.index("phase") if "phase" in path else len(path) - 1
    block = path_text(tuple(part for part in path[:at] if isinstance(part, int)))
    said = (
        f"phase {path_text(path[at + 1 : at + 2])}" if path[at] == "phase" else _SAID.get(str(path[at]), str(path[at]))
    )
    return f"{said} of block {block}" if block else f"{said} of the routine"


def edge_words(edge: Edge | None) -> str:
    """What the end of a step changes; empty where nothing does."""
    return "" if edge is None else f"its end sets the {key_words(edge.path)}: {span_text(edge.span)}"


def block_words(path: tuple[int, ...]) -> str:
    """A block's number as people count: `(2, 0)` is `3.1`."""
    return ".".join(str(at + 1) for at in path)
