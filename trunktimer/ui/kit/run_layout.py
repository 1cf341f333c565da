"""Where the parts of the run page lie, as a pure function of the window's size. Knows no text and no widget."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QRect

DISTANCE_M: Final = 2.5  # the sizes below are for a person this far away
NEAR_M: Final = 1.0
FAR_M: Final = 4.0
PORTRAIT: Final = 0.9  # width over height, below which ring and figure lie one above the other
SHAPE: Final = 16 / 9

# In percent of the unit, which is the width of the largest page of 16 to 9 in the window. Sizes of texts are heights
# of capitals; places count from the upper edge down to the figure, and from the lower edge up to the cue.
HIGH: Final = 100 / SHAPE
MARGIN: Final = 2.93
HEAD_TOP: Final = 2.4
HEAD_CAP: Final = 3.75
LEFT_CAP: Final = 2.3  # of the time that is left
FIELD_TOP: Final = 9.4
FIELD_WIDTH: Final = 57.5
FIELD_HEIGHT: Final = 32.0
RING_TOP: Final = 7.8
RING: Final = 28.8
RING_ROOM: Final = 36.6  # of its word, which may be wider than the ring
RING_WITH_WORD: Final = 34.7  # its height
CUE_TOP: Final = 44.5
CUE_CAP: Final = 4.69
STRIP_TOP: Final = 52.05
STRIP: Final = 1.4
NAMES: Final = 2.4  # below the strip
THEN_TOP: Final = 51.0
THEN_CAP: Final = 1.93
SMALL_WIDTH: Final = 7.6
SMALL_HEIGHT: Final = 4.3
PANEL_TOP: Final = 8.2
PANEL_BOTTOM: Final = 50.4
NOTICE_CAP: Final = 1.9
LINE_PITCH: Final = 1.65  # of a notice in two rows, from baseline to baseline, in heights of capitals
# A row of text is as high as its capitals, and room above for accents and below for tails.
ABOVE: Final = 0.32
BELOW: Final = 0.34
_RIM_PX: Final = 2  # the ring leaves so much free around it, for its smooth edge


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLayout:
    """The places of the run page in logical pixels, and the heights of capitals of its texts.

    `ring` has its word below it, and is at the right of its place; `strip` has its names below it. `message` lies over
    the top of the figure's place, `panel` over figure, ring and cue.
    """

    unit: float
    head: QRect
    figure: QRect
    message: QRect
    ring: QRect
    cue: QRect
    strip: QRect
    then: QRect
    then_figure: QRect
    panel: QRect
    head_cap: float
    left_cap: float
    cue_cap: float
    then_cap: float
    message_cap: float

    def apart(self) -> tuple[QRect, ...]:
        """The places that never overlap."""
        return (self.head, self.figure, self.ring, self.cue, self.strip, self.then, self.then_figure)


def _rows(left: float, cap_top: float, width: float, cap: float) -> QRect:
    """Room for two rows of `cap`, or for more of smaller ones."""
    return _row(left, cap_top, width, cap).adjusted(0, 0, 0, ceil(LINE_PITCH * cap))


def _row(left: float, cap_top: float, width: float, cap: float) -> QRect:
    top = int(cap_top - ABOVE * cap)
    return QRect(int(left), top, max(1, int(width)), ceil(cap * (1 + ABOVE + BELOW)) + 1)


def growth(distance_m: float) -> float:
    """How much larger texts are for a viewing distance, against the table for 2.5 m."""
    return min(FAR_M, max(NEAR_M, distance_m)) / DISTANCE_M


def run_layout(width: int, height: int, distance_m: float = DISTANCE_M) -> RunLayout:
    """The layout for a window of a size in logical pixels and a viewing distance (1 to 4 m).

    Texts follow the distance as far as there is room; figure and ring take what the window can give.
    """
    unit = min(width, height * SHAPE) / 100
    grown = growth(distance_m)

    def cap(share: float, most: float) -> float:
        return share * unit * min(most, max(0.7, grown))

    margin = MARGIN * unit
    inside = width - 2 * margin
    head_cap, cue_cap, then_cap = cap(HEAD_CAP, 1.06), cap(CUE_CAP, 1.05), cap(THEN_CAP, 1.15)
    foot = height - HIGH * unit  # what the window is higher than a page of 16 to 9
    # A text that grows keeps the middle of its row.
    head = _row(margin, (HEAD_TOP + HEAD_CAP / 2) * unit - head_cap / 2, inside, head_cap)
    cue = _row(margin, foot + (CUE_TOP + CUE_CAP / 2) * unit - cue_cap / 2, inside, cue_cap)
    strip = QRect(int(margin), int(foot + STRIP_TOP * unit), int(FIELD_WIDTH * unit), ceil((STRIP + NAMES) * unit))
    right = width - margin
    small = QRect(0, 0, int(SMALL_WIDTH * unit), int(SMALL_HEIGHT * unit))
    small.moveTo(int(right - small.width()), int(foot + THEN_TOP * unit))
    then_left = strip.right() + 1 + 0.6 * unit
    then = _row(then_left, small.center().y() - then_cap / 2, small.left() - 1.2 * unit - then_left, then_cap)
    cue.setBottom(min(cue.bottom(), then.top() - 1, small.top() - 1, strip.top() - 1))
    if width >= PORTRAIT * height:
        ring = QRect(0, 0, int(RING_ROOM * unit), int(RING_WITH_WORD * unit))
        ring.moveTo(int(right - ring.width()), int(RING_TOP * unit + foot * 0.5))
        ring.adjust(-_RIM_PX, -_RIM_PX, _RIM_PX, _RIM_PX)
        ring.setBottom(min(ring.bottom(), cue.top() - 1))
        head.setBottom(min(head.bottom(), ring.top() - 1))
        figure = QRect(int(margin), int(FIELD_TOP * unit), ring.left() - int(margin) - 3, 0)
        figure.setHeight(int(FIELD_HEIGHT * unit + foot))
    else:
        room = cue.top() - head.bottom() - 3 * unit
        high = min(room * 0.55, 0.9 * inside)
        ring = QRect(0, head.bottom() + ceil(unit), int(high * RING / RING_WITH_WORD), int(high))
        ring.moveLeft(int((width - ring.width()) / 2))
        figure = QRect(int(margin), ring.bottom() + ceil(unit), int(inside), 0)
        figure.setBottom(cue.top() - ceil(0.5 * unit))
    panel = QRect(int(margin), int(PANEL_TOP * unit), int(inside), int((PANEL_BOTTOM - PANEL_TOP) * unit + foot))
    return RunLayout(
        unit=unit,
        head=head,
        figure=figure,
        message=_rows(figure.left(), figure.top() + 0.4 * unit, figure.width(), NOTICE_CAP * unit),
        ring=ring,
        cue=cue,
        strip=strip,
        then=then,
        then_figure=small,
        panel=panel,
        head_cap=head_cap,
        left_cap=LEFT_CAP * unit * head_cap / (HEAD_CAP * unit),
        cue_cap=cue_cap,
        then_cap=then_cap,
        message_cap=NOTICE_CAP * unit,
    )
