"""Where the parts of the run page lie, as a pure function of the window's size. Knows no text and no widget."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QRect

WIDTH: Final = 1920  # the sizes below are for a window of this width and this height
HEIGHT: Final = 1080
DISTANCE_M: Final = 2.5  # and for a person this far away
NEAR_M: Final = 1.0
FAR_M: Final = 4.0
PORTRAIT: Final = 0.9  # width over height, below which ring and figure lie one above the other

MARGIN: Final = 53
TITLE_CAP: Final = 74
CUE_CAP: Final = 96
NEXT_CAP: Final = 44
NEWS_CAP: Final = 90
MESSAGE_CAP: Final = 34
LINE_PITCH: Final = 1.65  # of a message in two rows, from baseline to baseline, in heights of capitals
STRIP: Final = 40
# A row of text is as high as its capitals, and room above for accents and below for tails.
ABOVE: Final = 0.32
BELOW: Final = 0.34


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLayout:
    """The places of the run page in logical pixels, and the heights of capitals of its texts.

    `figure` is the place of the figure; `news` that of the next line where it is the news and there is no
    figure: it takes the figure's place, and that of `details` where this lies above; `message` lies over the
    top of the figure's place and is rarely used; `hint` is to the right of `next`.
    """

    title: QRect
    details: QRect
    figure: QRect
    news: QRect
    message: QRect
    ring: QRect
    cue: QRect
    strip: QRect
    next: QRect
    hint: QRect
    title_cap: float
    cue_cap: float
    next_cap: float
    news_cap: float
    message_cap: float

    def apart(self) -> tuple[QRect, ...]:
        """The places that never overlap."""
        return (self.title, self.details, self.figure, self.ring, self.cue, self.strip, self.next, self.hint)


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

    Texts follow the distance as far as there is room. The digits always take what the window can give.
    """
    unit = min(width, height * WIDTH / HEIGHT) / WIDTH
    grown = growth(distance_m)
    margin = MARGIN * unit
    title_cap = TITLE_CAP * unit * min(1.4, max(0.7, grown))
    cue_cap = CUE_CAP * unit * min(1.15, max(0.7, grown))
    next_cap = NEXT_CAP * unit * min(1.15, max(0.7, grown))
    strip_height = max(6.0, STRIP * unit)
    inside = width - 2 * margin

    next_top = height - margin * 0.62 - next_cap * (1 + BELOW * 0.5)
    strip_top = next_top - next_cap * ABOVE - strip_height - 0.016 * HEIGHT * unit
    cue_top = strip_top - cue_cap * (1 + BELOW) - 0.006 * HEIGHT * unit - 2
    band_bottom = cue_top - cue_cap * ABOVE - 0.006 * HEIGHT * unit
    title_top = margin * 1.05
    pitch = title_cap * 1.72 + 3

    head_bottom = title_top + title_cap + pitch + title_cap * BELOW + 0.02 * HEIGHT * unit + 1
    top = margin * 0.4
    if width >= PORTRAIT * height:
        ring_size = min(band_bottom - top, 0.4 * width)
        spare = band_bottom - top - ring_size
        ring = QRect(int(width - margin - ring_size), int(top + spare / 2), int(ring_size), int(ring_size))
        left_width = ring.left() - 2 * margin
        figure = QRect(int(margin), ceil(head_bottom), int(left_width), int(band_bottom - head_bottom))
        title_width = left_width
    else:
        ring_size = min(inside, (band_bottom - head_bottom) * 0.58)
        ring = QRect(int((width - ring_size) / 2), ceil(head_bottom), int(ring_size), int(ring_size))
        below = ring.bottom() + 1 + 0.02 * HEIGHT * unit
        figure = QRect(int(margin), ceil(below), int(inside), int(band_bottom - below))
        title_width = inside
    title = _row(margin, title_top, title_width, title_cap)
    details = _row(margin, title_top + pitch, title_width, title_cap)
    # In portrait the ring lies between the two.
    news = figure.united(details) if ring.left() > figure.right() else figure
    return RunLayout(
        title=title,
        details=details,
        figure=figure,
        news=news,
        message=_rows(margin, figure.top() + 0.1 * MESSAGE_CAP * unit, figure.width(), MESSAGE_CAP * unit),
        ring=ring,
        cue=_row(margin, cue_top, inside, cue_cap),
        strip=QRect(int(margin), int(strip_top), int(inside), ceil(strip_height)),
        next=_row(margin, next_top, inside * 0.56, next_cap),
        hint=_row(margin + inside * 0.58, next_top, inside * 0.42, next_cap),
        title_cap=title_cap,
        cue_cap=cue_cap,
        next_cap=next_cap,
        news_cap=NEWS_CAP * unit * max(0.8, min(1.3, grown)),
        message_cap=MESSAGE_CAP * unit,
    )
