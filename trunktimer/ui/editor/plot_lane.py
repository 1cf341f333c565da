"""The lanes of the editor's timeline, painted: groups, blocks, sets, steps, and what is marked in them.

Only what is seen is painted, and steps thinner than a pixel are painted together. Mouse and keyboard are
`plot_timeline`'s. Import it late: pyqtgraph and numpy take half a second.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from math import ceil
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from trunktimer.foundation.durations import format_duration, format_seconds
from trunktimer.session.display import Glyph, Tone
from trunktimer.session.wording import word_of
from trunktimer.ui.editor.plot_reach import Reach
from trunktimer.ui.editor.plot_rows import TONES, Lane, Piece, Rows
from trunktimer.ui.kit.fonts import REGULAR, SEMIBOLD, font_of_height, text_width
from trunktimer.ui.kit.glyphs import centred, glyph_path
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import blend

GROUP_PX, BLOCK_PX, SET_PX, GAP_PX = 18, 32, 22, 4
STEP_PX: Final = 62  # the least height of the lane of steps
LEAST_PX: Final = 6.0  # pieces narrower than this are drawn together
_WORD_PX, _SMALL_PX, _GLYPH_PX = 13, 12, 10
_PAD_PX: Final = 6
_LEAST_WORD_PX: Final = 9  # of a box, for a letter in it
_LEAST_NAME_PX: Final = 60  # for one that is cut short
_EDGE_PX: Final = 4.0  # steps narrower than this have no line between them
#: How high a step stands, as a share of its lane: work stands out where colours cannot be told apart.
_HEIGHTS: Final = {Tone.HOLD: 1.0, Tone.MOVE: 0.78}
_LOW: Final = 0.5
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is marked: the chosen block and step, what is under the mouse, and what is being dragged where."""

    block: tuple[int, ...] = ()
    step: int | None = None
    under: int | None = None  # the step whose right edge is under the mouse
    edge_ms: float | None = None  # where a dragged edge is now
    edge_words: str = ""
    carried: tuple[int, ...] = ()  # the block that is being dragged
    drop_ms: float | None = None
    drop_words: str = ""
    focus: bool = False


class Lanes(pg.GraphicsObject):  # type: ignore[misc]
    """All lanes as one item that lies over a view box, in its pixels."""

    def __init__(self, box: Any) -> None:
        super().__init__()
        self._box = box
        self.rows: Rows | None = None
        self.reach = Reach.whole(0)
        self.marks = Marks()
        self._width = 1.0
        self.setParentItem(box)
        self.setZValue(10)

    # ---- what it is told

    def resized(self) -> None:
        """The view box has another size."""
        self.prepareGeometryChange()
        self._width = max(1.0, float(self._box.width()))

    # ---- where things lie

    def boundingRect(self) -> QRectF:
        """The whole of the view box, in pixels, and a little beside it for marks at its ends."""
        return QRectF(-9, 0, self._box.width() + 18, self._box.height())

    def x_of(self, ms: float) -> float:
        """Where a moment lies, in pixels from the left."""
        return (ms - self.reach.start_ms) * self._width / self.reach.seen_ms

    def ms_at(self, x: float) -> float:
        """The moment at so many pixels from the left."""
        return self.reach.start_ms + x * self.ms_per_px

    @property
    def ms_per_px(self) -> float:
        """The scale."""
        return self.reach.seen_ms / self._width

    def tops(self) -> tuple[float, float, float, float]:
        """Where the lanes of groups, blocks, sets and steps begin; that of groups has no height without any."""
        groups = GROUP_PX + GAP_PX if self.rows is not None and len(self.rows.groups) else 0
        return 0.0, float(groups), float(groups + BLOCK_PX + GAP_PX), float(groups + BLOCK_PX + SET_PX + 2 * GAP_PX)

    def lane_at(self, y: float) -> str:
        """`groups`, `blocks`, `sets` or `steps`."""
        _, blocks, sets, steps = self.tops()
        return "groups" if y < blocks else "blocks" if y < sets - GAP_PX else "sets" if y < steps else "steps"

    # ---- painting

    def paint(self, painter: QPainter, option: object, widget: object = None) -> None:
        """Paint what is seen."""
        rows = self.rows
        if rows is None or not rows.timeline.steps:
            return
        groups, blocks, sets, steps = self.tops()
        width, height = float(self._box.width()), float(self._box.height())
        painter.save()
        painter.setClipRect(QRectF(0, 0, width + 1, height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(font_of_height(_SMALL_PX, REGULAR))
        if blocks > 0:
            self._paint_lane(painter, rows.groups, QRectF(0, groups, width, GROUP_PX), "quiet")
        painter.setFont(font_of_height(_SMALL_PX, REGULAR))
        self._paint_lane(painter, rows.sets, QRectF(0, sets, width, SET_PX), "text", is_named=False)
        painter.setFont(font_of_height(_WORD_PX, SEMIBOLD))
        self._paint_lane(painter, rows.blocks, QRectF(0, blocks, width, BLOCK_PX), "text")
        where = QRectF(0, steps, width, height - steps - 1)
        self._paint_steps(painter, rows, where)
        painter.setClipRect(self.boundingRect())
        self._paint_gates(painter, rows, where)
        self._paint_marks(painter, rows, where)
        painter.restore()

    def _box_of(self, start_ms: float, end_ms: float, lane: QRectF) -> QRectF:
        """The rectangle of a stretch in a lane, cut off not far beyond the ends of what is seen."""
        left = max(self.x_of(start_ms), lane.left() - 8)
        right = min(self.x_of(end_ms), lane.right() + 8)
        return QRectF(left, lane.top(), max(0.0, right - left), lane.height())

    def _seen(self, lane: Lane) -> Iterator[Piece]:
        return lane.between(self.reach.start_ms, self.reach.end_ms, LEAST_PX * self.ms_per_px)

    def _paint_lane(self, painter: QPainter, lane: Lane, where: QRectF, role: str, is_named: bool = True) -> None:
        """A lane of boxes with words; where `is_named`, words are cut short rather than left out."""
        theme, block = LOOK.theme, self.marks.carried or self.marks.block
        size, weight = painter.font().pixelSize(), painter.font().weight()
        track, edge = theme.colour("track"), QPen(theme.colour("edge"), 1)
        dense = blend(track, theme.colour("edge"), 0.5)
        chosen_fill = blend(track, theme.colour("accent"), 0.3)
        painter.setPen(edge)
        for piece in self._seen(lane):
            box = self._box_of(piece.start_ms, piece.end_ms, where).adjusted(0.5, 0.5, -0.5, -0.5)
            chosen = bool(block) and piece.path[: len(block)] == block
            text = theme.colour("text" if chosen else role)  # the quiet one cannot be read on what is chosen
            painter.setBrush(chosen_fill if chosen else track if piece.words else dense)
            painter.drawRect(box)
            if chosen and is_named:
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
                painter.setPen(edge)
            if box.width() < _LEAST_WORD_PX or not piece.words:
                continue
            room = box.intersected(where).adjusted(_PAD_PX, 0, -_PAD_PX + 2, 0)
            cut_short = is_named and room.width() > _LEAST_NAME_PX
            fits = (words for words in piece.words if text_width(words, weight) * size <= room.width())
            said = piece.words[0] if cut_short else next(fits, "")
            if not said and text_width(piece.words[-1], weight) * size <= box.width() - 2:
                painter.setPen(text)  # a number or a letter needs no room around it
                painter.drawText(box.intersected(where), _CENTRE, piece.words[-1])
                painter.setPen(edge)
            elif said:
                painter.setPen(text)
                metrics = painter.fontMetrics()
                if is_named:
                    said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, ceil(room.width()))
                painter.drawText(room, _LEFT, said)
                painter.setPen(edge)

    def _paint_steps(self, painter: QPainter, rows: Rows, where: QRectF) -> None:
        theme = LOOK.theme
        pixel = 1.0 / painter.device().devicePixelRatioF()
        mesh_ms = self.ms_per_px * pixel
        begins = np.floor(self.reach.start_ms / mesh_ms)  # on a grid that stays when it is panned: nothing flickers
        count = int(where.width() / pixel) + 2
        tones = rows.tones_between(float(begins * mesh_ms), mesh_ms, count)
        left = self.x_of(float(begins * mesh_ms))
        inner = np.flatnonzero(np.diff(tones)) + 1
        cuts = np.concatenate(([0], inner, [count]))
        places: list[float] = (np.round((left + cuts * pixel) / pixel) * pixel).tolist()
        looks = [(self._high(tone, where), theme.accents.of(tone)) for tone in TONES]
        bottom = where.bottom()
        for (begin, end), tone in zip(pairwise(places), tones[cuts[:-1]].tolist(), strict=True):
            if tone >= 0:
                high, fill = looks[tone]
                painter.fillRect(QRectF(begin, bottom - high, end - begin, high), fill)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(
            QLineF(0, where.bottom(), min(where.right(), self.x_of(rows.timeline.total_ms)), where.bottom())
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter, rows, where)

    def _high(self, tone: Tone, where: QRectF) -> float:
        return round(where.height() * _HEIGHTS.get(tone, _LOW))

    def _paint_words(self, painter: QPainter, rows: Rows, where: QRectF) -> None:
        theme = LOOK.theme
        ink = theme.colour("background")
        line = QPen(ink, 1.5)
        word_font, small_font = font_of_height(_WORD_PX, SEMIBOLD), font_of_height(_SMALL_PX, REGULAR)
        for index in rows.wide_between(self.reach.start_ms, self.reach.end_ms, _EDGE_PX * self.ms_per_px):
            step = rows.timeline.steps[index]
            word, glyph, tone = word_of(step)
            high = self._high(tone, where)
            box = self._box_of(step.start_ms, step.end_ms, where)
            box.setTop(where.bottom() - high)
            painter.setPen(line)
            painter.drawLine(QLineF(box.right(), box.top(), box.right(), box.bottom()))
            room = box.intersected(QRectF(0, where.top(), where.width(), where.height()))
            if room.width() < _GLYPH_PX + 3:
                continue
            painter.setPen(ink)
            ms = step.duration_ms
            time = format_seconds(ms) if ms < 60_000 else format_duration(ms)
            fits = room.width() - _PAD_PX
            if text_width(word, SEMIBOLD) * _WORD_PX <= fits:
                painter.setFont(word_font)
                wide = text_width(f"{word}  {time}", SEMIBOLD) * _WORD_PX
                if high >= 38 and text_width(time, REGULAR) * _SMALL_PX <= fits:
                    middle = room.center().y()
                    painter.drawText(QRectF(room.left(), middle - 17, room.width(), 17), _CENTRE, word)
                    painter.setFont(small_font)
                    painter.drawText(QRectF(room.left(), middle, room.width(), 17), _CENTRE, time)
                else:
                    painter.drawText(room, _CENTRE, f"{word}  {time}" if wide <= fits else word)
            else:
                painter.fillPath(_glyph(glyph, room), ink)

    def _paint_gates(self, painter: QPainter, rows: Rows, where: QRectF) -> None:
        """A line across the lane with a flag at its top: the time stands still here."""
        colour = LOOK.theme.accents.of(Tone.WAIT)
        drawn = -100.0
        steps = rows.timeline.steps
        first = bisect_left(rows.gates, self.ms_at(-8), key=lambda index: steps[index].start_ms)
        for index in islice(rows.gates, first, None):
            x = self.x_of(steps[index].start_ms)
            if x > where.right() + 8:
                break
            if x - drawn < 4:
                continue
            painter.setPen(QPen(LOOK.theme.colour("background"), 4))
            painter.drawLine(QLineF(x, where.top() + 2, x, where.bottom()))
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QLineF(x, where.top(), x, where.bottom()))
            if x - drawn > 16:
                painter.setPen(QPen(LOOK.theme.colour("background"), 1))
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(x, where.top() + 8), 8, 8)
                sign = centred(glyph_path(Glyph.WAIT), QPointF(x, where.top() + 8), 10)
                painter.fillPath(sign, LOOK.theme.colour("background"))
            drawn = x

    def _paint_marks(self, painter: QPainter, rows: Rows, where: QRectF) -> None:
        marks, theme = self.marks, LOOK.theme
        if marks.step is not None and marks.step < len(rows.timeline):
            step = rows.timeline.steps[marks.step]
            box = self._box_of(step.start_ms, step.end_ms, where)
            lack = max(0.0, 7 - box.width()) / 2
            box = box.adjusted(-lack, 1, lack, 0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in (("background", 5.0), ("focus" if marks.focus else "text", 2.5)):
                painter.setPen(QPen(theme.colour(colour), width))
                painter.drawRect(box)
        if marks.edge_ms is not None:
            self._paint_line(painter, self.x_of(marks.edge_ms), where, marks.edge_words)
        elif marks.under is not None and marks.under < len(rows.timeline):
            x = self.x_of(rows.timeline.steps[marks.under].end_ms)
            painter.setPen(QPen(theme.colour("background"), 6))
            painter.drawLine(QLineF(x, where.top(), x, where.bottom()))
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawLine(QLineF(x, where.top(), x, where.bottom()))
        if marks.drop_ms is not None:
            lane = QRectF(where.left(), self.tops()[1], where.width(), BLOCK_PX)
            self._paint_line(painter, self.x_of(marks.drop_ms), lane, marks.drop_words)

    def _paint_line(self, painter: QPainter, x: float, where: QRectF, words: str) -> None:
        """A line across a lane with words in a box beside it."""
        theme = LOOK.theme
        painter.setPen(QPen(theme.colour("background"), 6))
        painter.drawLine(QLineF(x, where.top(), x, where.bottom()))
        painter.setPen(QPen(theme.colour("focus"), 3))
        painter.drawLine(QLineF(x, where.top(), x, where.bottom()))
        if not words:
            return
        painter.setFont(font_of_height(_WORD_PX, SEMIBOLD))
        wide = text_width(words, SEMIBOLD) * _WORD_PX + 2 * _PAD_PX
        left = x + 6 if x + 6 + wide <= where.right() else x - 6 - wide
        box = QRectF(max(0.0, left), where.top() + 3, wide, 24)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("focus"), 1.5))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("text"))
        painter.drawText(box, _CENTRE, words)


def _glyph(glyph: Glyph, room: QRectF) -> Any:
    return centred(glyph_path(glyph), room.center(), _GLYPH_PX)
