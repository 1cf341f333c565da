"""Where the blocks of the timeline strip lie, as a pure function of their weights. Draws nothing."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF

from trunktimer.session.display import Segment

SMALL_GAP: Final = 0.28  # between sets, as a share of the height of the strip
BLOCK_GAP: Final = 0.7  # between blocks
LEAST_WIDTH: Final = 0.35  # of a block, as a share of the height
GAPS_SHARE: Final = 0.3  # of the width, at most, that may be empty
FRAME: Final = 0.11  # of the line around the current block


@dataclass(frozen=True, slots=True)
class StripShape:
    """The blocks from left to right, the radius of their corners and the line around the current one."""

    blocks: tuple[QRectF, ...]
    corner: float
    frame: float
    ends: tuple[float, ...]

    def outline(self, index: int) -> QRectF:
        """The line around a block: half of it outside, so that a narrow block is still seen."""
        half = self.frame / 2
        return self.blocks[index].adjusted(-half, -half, half, half)

    def block_at(self, x: float) -> int | None:
        """The block at a place; a gap belongs to the block on its left."""
        if not self.blocks or x < self.blocks[0].left() or x > self.ends[-1]:
            return None
        return min(len(self.blocks) - 1, bisect_right(self.ends, x))


def strip_shape(segments: tuple[Segment, ...], width: float, height: float) -> StripShape:
    """The blocks for segments in a strip of a size: wide by weight, but never so narrow that one is lost."""
    frame = max(1.5, FRAME * height)
    top, high = frame, max(1.0, height - 2 * frame)
    corner = high * 0.18
    if not segments:
        return StripShape((), corner, frame, ())
    room = max(1.0, width - 2 * frame)
    count = len(segments)
    gaps = [BLOCK_GAP if segment.starts_block else SMALL_GAP for segment in segments[1:]]
    gap_unit = min(high, GAPS_SHARE * room / sum(gaps)) if gaps else 0.0
    free = room - sum(gaps) * gap_unit
    least = min(LEAST_WIDTH * high, free / count)
    widths = _widths([segment.weight_ms for segment in segments], free, least)
    blocks = []
    left = frame
    for index, wide in enumerate(widths):
        if index:
            left += gaps[index - 1] * gap_unit
        blocks.append(QRectF(left, top, wide, high))
        left += wide
    ends = (*(block.left() for block in blocks[1:]), blocks[-1].right())
    return StripShape(tuple(blocks), corner, frame, ends)


def _widths(weights: list[int], free: float, least: float) -> list[float]:
    """Shares of `free` by weight, each at least `least`: what is too light is fixed and the rest shared anew."""
    light: set[int] = set()
    while True:
        rest = free - least * len(light)
        total = sum(weight for index, weight in enumerate(weights) if index not in light)
        if total <= 0:
            return [free / len(weights)] * len(weights)
        more = {i for i, w in enumerate(weights) if i not in light and w * rest / total < least - 1e-9}
        if not more:
            return [least if i in light else w * rest / total for i, w in enumerate(weights)]
        light |= more
