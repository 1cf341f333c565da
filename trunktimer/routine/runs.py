"""What a plan is made of: runs of steps, rounds of them, blocks; with their number and their time, not unrolled."""

from collections.abc import Sequence
from dataclasses import dataclass

from trunktimer.routine.timeline import Part


@dataclass(frozen=True, slots=True)
class Run:
    """The same parts so many times over; the last time without its last `dropped` parts."""

    parts: tuple[Part, ...]
    times: int = 1
    dropped: int = 0
    is_set_span: bool = False
    set: int = 0


@dataclass(frozen=True, slots=True)
class Rounds:
    """The same contents so many times over, with a pause between."""

    body: "tuple[Node, ...]"
    times: int
    between: Part | None


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """The contents of one block, lead-in included, with the number of their steps and their time."""

    path: tuple[int, ...]
    name: str
    body: tuple[Run, ...]
    steps: int
    total_ms: int
    optional: bool = False


Node = Run | Rounds | BlockPlan


def step_count(nodes: Sequence[Node]) -> int:
    """How many steps a plan unrolls to, without unrolling it (trailing plain rests included)."""
    total = 0
    for node in nodes:
        match node:
            case Run():
                total += len(node.parts) * node.times - node.dropped
            case Rounds():
                pauses = node.times - 1 if node.between else 0
                total += step_count(node.body) * node.times + pauses
            case BlockPlan():
                total += node.steps
    return total


def planned_ms(nodes: Sequence[Node]) -> int:
    """How long a plan takes, without unrolling it (trailing plain rests included, waiting at gates not)."""
    total = 0
    for node in nodes:
        match node:
            case Run():
                once = sum(part.duration_ms for part in node.parts)
                left_out = sum(part.duration_ms for part in node.parts[len(node.parts) - node.dropped :])
                total += once * node.times - left_out
            case Rounds():
                pause_ms = node.between.duration_ms if node.between else 0
                total += planned_ms(node.body) * node.times + pause_ms * (node.times - 1)
            case BlockPlan():
                total += node.total_ms
    return total
