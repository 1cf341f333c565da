"""The editor's timeline: the whole routine to scale, and what mouse and keyboard do with it.

It changes nothing itself: it tells what was chosen, and which time or place was asked for. How it is painted is
`plot_lane`'s. Import it late: pyqtgraph and numpy take half a second.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.durations import Span, format_duration, span_token
from trunktimer.foundation.translation import tr
from trunktimer.routine.retiming import Edge, Spot, index_at, new_edge_ms, spot_of
from trunktimer.routine.timeline import Timeline
from trunktimer.ui.editor.plot_drop import Drop, drop_at, siblings
from trunktimer.ui.editor.plot_reach import FINE_SNAP_MS, SNAP_MS, Reach, mesh_ms, snapped
from trunktimer.ui.editor.plot_rows import Piece, Rows
from trunktimer.ui.editor.plot_view import ZOOM, TimelinePlot
from trunktimer.ui.editor.plot_words import edge_words, step_words, sum_words
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.look import LOOK

EdgeOf = Callable[[int], Edge | None]

_GRIP_PX: Final = 5  # how near to an edge the mouse takes hold of it
_LEAST_STEP_PX: Final = 12  # of narrower steps the edges lie too close together
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


@dataclass(slots=True)
class _Pull:
    """A press of the mouse and what has come of it: a click, panning, an edge or a block that is dragged."""

    at: QPointF
    reach: Reach
    edge: Edge | None = None
    spot: Spot | None = None  # of the step whose edge it is
    block: tuple[int, ...] = ()
    moved: bool = False
    begin_px: float = 0.0  # where the stretch of the edge begins; it stays there while the edge is dragged
    off_px: float = 0.0  # from the edge to where the mouse took hold of it
    span: Span | None = None  # what was last asked for
    drop: Drop | None = None


class EditorTimeline(QWidget):
    """The whole routine to scale, to look at, to choose in and to change by dragging or by keys.

    `retime_requested` tells an edge, what to write there (see `retiming.changes_of`) and whether that is final: until
    it is, each request stands for the one before it. `retime_dropped` takes back what was asked and not final.
    `move_requested` tells a block, the group to put it in (`()`: the routine), and the number there, from 0, of the
    block before which it goes, counted as long as it is still in its place.
    """

    block_chosen = Signal(object)
    retime_requested = Signal(object, object, bool)
    retime_dropped = Signal()
    move_requested = Signal(object, object, int)
    play_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline: Timeline | None = None
        self._edge_of: EdgeOf = lambda index: None
        self._old = False
        self._pull: _Pull | None = None
        self._keyed: tuple[Edge, Span] | None = None  # asked for by keys that are still down
        self.sums = text_label(15)
        self.play = QPushButton(tr("Play from here"))
        self.play.setFont(page_font(14))
        self.play.setToolTip(
            tr("Save, and follow the routine from the chosen step (Enter, or a double click on a step)")
        )
        self.play.clicked.connect(self._play)
        self.plot = TimelinePlot(self)
        self.told = text_label(14, name="quiet")
        self.told.setMinimumHeight(round(2.7 * 14))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.sums, 1)
        head.addWidget(self.play)
        layout.addLayout(head)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.told)
        self.setFocusProxy(self.plot)
        self.plot.setAccessibleName(tr("Timeline of the routine"))
        LOOK.changed.connect(self._take_look)
        self._take_look()
        self._tell()

    # ---- what it is told

    def show_timeline(self, timeline: Timeline | None, edge_of: EdgeOf) -> None:
        """Show a routine as it is now; `edge_of` tells what the right edge of a step changes. `None` shows nothing."""
        lanes = self.plot.lanes
        before, spot = self._timeline, self._spot()
        self._timeline, self._edge_of = timeline, edge_of
        lanes.rows = Rows(timeline) if timeline is not None else None
        total_ms = timeline.total_ms if timeline is not None else 0
        step = index_at(timeline, spot) if timeline is not None and len(timeline) and spot is not None else None
        lanes.marks = replace(lanes.marks, step=step, under=None)
        pull = self._pull
        if pull is not None and timeline is None:
            self._pull = pull = None
            lanes.marks = replace(lanes.marks, edge_ms=None, carried=(), drop_ms=None)
        if pull is not None and pull.edge is not None and pull.moved and timeline is not None:
            self._hold_still(pull, timeline)
        elif before is None or not before.total_ms:
            self.plot.show_reach(Reach.whole(total_ms))
        else:
            self.plot.show_reach(lanes.reach.of_total(total_ms))
        self._tell()

    def _take_look(self) -> None:
        for label, role in ((self.sums, "text"), (self.told, "quiet")):
            palette = label.palette()
            palette.setColor(label.foregroundRole(), LOOK.theme.colour(role))
            label.setPalette(palette)

    def select(self, block_path: tuple[int, ...]) -> None:
        """Mark a block and move just so far that it is seen; `()` marks none. Tells nobody."""
        marks, rows = self.plot.lanes.marks, self.plot.lanes.rows
        block_path = tuple(block_path)
        self._mark(block=block_path)
        if rows is None or not block_path or block_path == marks.block or self._pull is not None:
            return  # nothing moves under a person's hand, nor because something is shown anew
        here = rows.timeline.steps[marks.step].part.path if marks.step is not None else ()
        if here[: len(block_path)] == block_path:
            return
        found = (piece for piece in rows.blocks.pieces if piece.path[: len(block_path)] == block_path)
        piece = next(found, None)
        if piece is not None:
            self._mark(step=piece.first)
            self.plot.show_reach(self.plot.lanes.reach.showing(piece.start_ms, piece.end_ms))
            self._tell()

    def set_old(self, old: bool) -> None:
        """Whether what is shown is older than the text, which has faults now."""
        if old != self._old:
            self._old = old
            self._tell()

    def show_playhead(self, ms: int | None) -> None:
        """Mark the moment that is being played, in milliseconds from the beginning; `None` marks none."""
        self.plot.show_playhead(ms)

    def chosen_step(self) -> int | None:
        """The step that keyboard or mouse have chosen."""
        return self.plot.lanes.marks.step

    # ---- choosing

    def _spot(self) -> Spot | None:
        step = self.chosen_step()
        return spot_of(self._timeline, step) if self._timeline is not None and step is not None else None

    def _mark(self, **changes: Any) -> None:
        lanes = self.plot.lanes
        marks = replace(lanes.marks, **changes)
        if marks != lanes.marks:
            lanes.marks = marks
            lanes.update()

    def _choose(self, step: int, block: tuple[int, ...] | None = None) -> None:
        """Choose a step, and tell which block it belongs to."""
        timeline = self._timeline
        if timeline is None or not 0 <= step < len(timeline):
            return
        path = timeline.steps[step].part.path if block is None else block
        self._mark(step=step, block=path)
        self._tell()
        self.block_chosen.emit(path)

    def _walk(self, step: int) -> None:
        """Choose a step by keyboard, and show it."""
        timeline = self._timeline
        if timeline is None or not len(timeline):
            return
        step = min(max(0, step), len(timeline) - 1)
        at = timeline.steps[step]
        self.plot.show_reach(self.plot.lanes.reach.showing(at.start_ms, at.end_ms))
        self._choose(step)

    def _walk_blocks(self, by: int) -> None:
        rows = self.plot.lanes.rows
        if rows is None or not rows.blocks.pieces:
            return
        step = self.chosen_step() or 0
        firsts = [piece.first for piece in rows.blocks.pieces]
        ahead = [first for first in firsts if first > step]
        behind = [first for first in firsts if first < step]
        self._walk((ahead[0] if ahead else firsts[-1]) if by > 0 else (behind[-1] if behind else firsts[0]))

    def _tell(self, step: int | None = None) -> None:
        """Say the step under the mouse, or else the chosen one; and the sums."""
        timeline, rows = self._timeline, self.plot.lanes.rows
        if timeline is None or rows is None:
            self.sums.setText(tr("The timeline is shown once the routine has no faults."))
            self.told.setText("")
            self.plot.setAccessibleDescription(self.sums.text())
            return
        sums = sum_words(timeline.total_ms, rows.work_ms, len(rows.gates))
        self.sums.setText(tr("As it was before the faults: {sums}", sums=sums) if self._old else sums)
        chosen = self.chosen_step()
        said = self._step_line(chosen) if chosen is not None else ""
        shown = said if step is None else self._step_line(step)
        self.told.setText(
            shown
            or tr("← and → go through the steps, Shift+↑ and Shift+↓ change times, + and − zoom, Enter plays from here")
        )
        self.plot.setAccessibleDescription(". ".join(part for part in (said, self.sums.text()) if part))

    def _step_line(self, index: int) -> str:
        if self._timeline is None or index >= len(self._timeline):
            return ""
        words = edge_words(self._edge_of(index))
        return " · ".join(part for part in (step_words(self._timeline.steps[index]), words) if part)

    # ---- changing times

    def _hold_still(self, pull: _Pull, timeline: Timeline) -> None:
        """While an edge is dragged its stretch begins where it began on the screen, though all before it may grow."""
        assert pull.edge is not None and pull.spot is not None
        step = index_at(timeline, pull.spot)
        edge = self._edge_of(step) if len(timeline) else None
        start_ms = edge.start_ms if edge is not None else timeline.steps[step].start_ms if len(timeline) else 0
        lanes = self.plot.lanes
        seen_ms = pull.reach.seen_ms
        reach = Reach(float(timeline.total_ms), start_ms - pull.begin_px * lanes.ms_per_px, seen_ms)
        self._mark(edge_ms=start_ms + (new_edge_ms(pull.edge, pull.span or pull.edge.span)))
        self.plot.show_reach(reach)

    def _pull_edge(self, pull: _Pull, x: float, fine: bool) -> None:
        edge, lanes = pull.edge, self.plot.lanes
        assert edge is not None
        asked_ms = (x - pull.off_px - pull.begin_px) * lanes.ms_per_px
        span = snapped(edge, asked_ms, FINE_SNAP_MS if fine else mesh_ms(lanes.ms_per_px))
        new_ms = new_edge_ms(edge, span)
        words = span_token(span)
        if span.is_range:
            # Translators: a range of times, and the time in it that holds at the level that is set.
            words = tr("{range}, now {time}", range=words, time=format_duration(new_ms))
        begin_ms = lanes.ms_at(pull.begin_px)
        self._mark(edge_ms=begin_ms + new_ms, edge_words=words, under=None)
        if span != (pull.span or edge.span):
            pull.span = span
            self.retime_requested.emit(edge, span, False)

    def _nudge(self, by_ms: int) -> None:
        """Make the chosen step longer or shorter by keyboard; final when the key is let go."""
        step = self.chosen_step()
        edge = self._edge_of(step) if step is not None and self._timeline is not None else None
        if edge is None:
            QApplication.beep()
            return
        span = snapped(edge, edge.now_ms + by_ms, min(abs(by_ms), SNAP_MS)) if edge.span.is_range else None
        if span is None:  # a time that is off the grid goes to the next line of it
            grid_ms = abs(by_ms)
            lines = edge.now_ms // grid_ms if by_ms > 0 else -(-edge.now_ms // grid_ms)
            span = snapped(edge, lines * grid_ms + by_ms, grid_ms)
        if span != edge.span:
            self._keyed = (edge, span)
            self.retime_requested.emit(edge, span, False)

    def _settle_keys(self) -> None:
        """The keys were let go: what they asked for is final."""
        if self._keyed is not None:
            (edge, span), self._keyed = self._keyed, None
            self.retime_requested.emit(edge, span, True)

    def _carry(self, by: int) -> None:
        """Move the chosen block one place on or back among its neighbours."""
        rows, path = self.plot.lanes.rows, self.plot.lanes.marks.block
        if rows is None or not path:
            return
        at, parent = path[-1] + by, path[:-1]
        if 0 <= at < siblings(rows.blocks, parent):
            self.move_requested.emit(path, parent, at if by < 0 else at + 1)

    # ---- the mouse

    def pressed(self, at: QPointF, button: Qt.MouseButton) -> None:
        """The mouse went down, at a place in the lanes."""
        lanes = self.plot.lanes
        self.released(at)  # of a press whose end was not seen, because the window was disabled meanwhile
        if self._timeline is None:
            return
        pull = _Pull(at=at, reach=lanes.reach)
        if button == Qt.MouseButton.LeftButton:
            step = self._edge_near(at)
            edge = self._edge_of(step) if step is not None else None
            piece = self._piece_at(at)
            if edge is not None and step is not None:
                end_ms = self._timeline.steps[step].end_ms
                pull.edge, pull.spot = edge, spot_of(self._timeline, step)
                pull.begin_px, pull.off_px = lanes.x_of(edge.start_ms), at.x() - lanes.x_of(end_ms)
            elif piece is not None and lanes.lane_at(at.y()) in ("groups", "blocks"):
                pull.block = piece.path
        self._pull = pull

    def moved(self, at: QPointF, fine: bool) -> None:
        """The mouse moved, pressed or not."""
        pull, lanes = self._pull, self.plot.lanes
        if pull is None:
            self._hover(at)
            return
        if not pull.moved and (at - pull.at).manhattanLength() < QApplication.startDragDistance() // 2:
            return
        pull.moved = True
        if pull.edge is not None:
            self._pull_edge(pull, at.x(), fine)
        elif pull.block:
            assert lanes.rows is not None
            self.plot.setCursor(Qt.CursorShape.ClosedHandCursor)
            pull.drop = drop_at(lanes.rows.blocks, pull.block, lanes.ms_at(at.x()))
            drop = pull.drop
            self._mark(
                carried=pull.block, drop_ms=drop.ms if drop else None, drop_words=drop.words(pull.block) if drop else ""
            )
        else:
            self.plot.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.plot.show_reach(pull.reach.panned((pull.at.x() - at.x()) * lanes.ms_per_px))

    def released(self, at: QPointF) -> None:
        """The mouse was let go: a click chooses, a drag is final."""
        pull, self._pull = self._pull, None
        if pull is None:
            return
        self._mark(edge_ms=None, edge_words="", carried=(), drop_ms=None)
        if not pull.moved:
            self._click(pull.at)
        elif pull.edge is not None:
            now = self.plot.lanes.reach
            self.plot.show_reach(Reach.whole(now.total_ms) if pull.reach.is_whole else now.within())
            if pull.span is not None:
                self.retime_requested.emit(pull.edge, pull.span, True)
        elif pull.drop is not None:
            self.move_requested.emit(pull.block, pull.drop.parent, pull.drop.at)
        self._hover(at)

    def cancel(self) -> bool:
        """Give up what is being dragged; whether anything was."""
        pull, self._pull = self._pull, None
        if pull is None or not pull.moved:
            return False
        self._mark(edge_ms=None, edge_words="", carried=(), drop_ms=None)
        self.plot.setCursor(Qt.CursorShape.ArrowCursor)
        if pull.edge is not None and pull.span is not None:
            self.retime_dropped.emit()
        self.plot.show_reach(replace(pull.reach, total_ms=self.plot.lanes.reach.total_ms).within())
        return True

    def left(self) -> None:
        """The mouse is elsewhere."""
        self._mark(under=None)
        self._tell()

    def double_clicked(self, at: QPointF) -> None:
        """Play from the step under the mouse."""
        step = self._step_under(at)
        if step is not None:
            self._choose(step)
            self.play_requested.emit(step)

    def _click(self, at: QPointF) -> None:
        lanes = self.plot.lanes
        piece = self._piece_at(at)
        if piece is not None and lanes.lane_at(at.y()) != "steps":
            self._choose(piece.first, piece.path)
            return
        step = self._step_under(at)
        if step is not None:
            self._choose(step)

    def _hover(self, at: QPointF) -> None:
        edge = self._edge_near(at)
        step = edge if edge is not None else self._step_under(at)
        self._mark(under=edge)
        over_block = edge is None and self._piece_at(at) is not None and at.y() < self.plot.lanes.tops()[2]
        shape = Qt.CursorShape.SplitHCursor if edge is not None else Qt.CursorShape.ArrowCursor
        self.plot.setCursor(Qt.CursorShape.OpenHandCursor if over_block else shape)
        self._tell(step)

    def _play(self) -> None:
        step = self.chosen_step()
        self.play_requested.emit(0 if step is None else step)

    def _step_under(self, at: QPointF) -> int | None:
        lanes = self.plot.lanes
        return lanes.rows.step_at(lanes.ms_at(at.x())) if lanes.rows is not None else None

    def _piece_at(self, at: QPointF) -> Piece | None:
        lanes = self.plot.lanes
        if lanes.rows is None:
            return None
        known = {"groups": lanes.rows.groups, "blocks": lanes.rows.blocks, "sets": lanes.rows.sets}
        lane = known.get(lanes.lane_at(at.y()))
        return lane.at(lanes.ms_at(at.x())) if lane is not None else None

    def _edge_near(self, at: QPointF) -> int | None:
        """The step whose right edge is within reach of the mouse, wide enough to be told from its neighbours."""
        lanes = self.plot.lanes
        if lanes.rows is None or lanes.lane_at(at.y()) != "steps":
            return None
        scale = lanes.ms_per_px
        near = lanes.rows.steps_near(lanes.ms_at(at.x() - _GRIP_PX), lanes.ms_at(at.x() + _GRIP_PX))
        steps = lanes.rows.timeline.steps
        wide = [step for step in near if steps[step].duration_ms >= _LEAST_STEP_PX * scale]
        wide.sort(key=lambda step: abs(lanes.x_of(steps[step].end_ms) - at.x()))
        return next((step for step in wide if self._edge_of(step) is not None), None)

    # ---- the keyboard

    def key_pressed(self, event: QKeyEvent) -> None:
        """What a key asks for; what means nothing here goes on to the page."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        lanes, step = self.plot.lanes, self.chosen_step()
        shift, ctrl = bool(held & _SHIFT), bool(held & _CTRL)
        on = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(
            Qt.Key(key), 0
        )
        if key == Qt.Key.Key_Escape and self.cancel():
            return
        if held == _ALT and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._carry(on)
        elif shift and not held & _ALT and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._nudge((1 if key == Qt.Key.Key_Up else -1) * (FINE_SNAP_MS if ctrl else SNAP_MS))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus) and not held & _ALT:
            self.zoom(1 / ZOOM if key == Qt.Key.Key_Minus else ZOOM)
        elif held:
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._walk((step + on) if step is not None else self._first_seen())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._walk_blocks(on)
        elif key == Qt.Key.Key_Home:
            self.plot.show_reach(Reach.whole(lanes.reach.total_ms))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and step is not None:
            self.play_requested.emit(step)
        else:
            event.ignore()

    def key_released(self, event: QKeyEvent) -> None:
        """Times that were changed by keys are final when these are let go."""
        if not event.isAutoRepeat() and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Shift):
            self._settle_keys()
        event.ignore()

    def focus_changed(self, has_focus: bool) -> None:
        """The keyboard came or went."""
        self._mark(focus=has_focus)
        if not has_focus:
            self._settle_keys()

    def _first_seen(self) -> int:
        lanes = self.plot.lanes
        return (lanes.rows.step_at(lanes.reach.start_ms) if lanes.rows is not None else None) or 0

    def zoom(self, factor: float, about_ms: float | None = None) -> None:
        """Larger or smaller, about a moment: by default the chosen step if it is seen, or the middle."""
        lanes, step = self.plot.lanes, self.chosen_step()
        if about_ms is None:
            about_ms = (lanes.reach.start_ms + lanes.reach.end_ms) / 2
            if step is not None and self._timeline is not None:
                at = self._timeline.steps[step]
                middle_ms = (at.start_ms + at.end_ms) / 2
                about_ms = middle_ms if lanes.reach.start_ms <= middle_ms <= lanes.reach.end_ms else about_ms
        self.plot.show_reach(lanes.reach.zoomed(factor, about_ms))
