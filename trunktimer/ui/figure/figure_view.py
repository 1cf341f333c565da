"""The moving figure as a widget: repaints only what has moved. Reads no clock; what it shows comes as a `Stage`."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from trunktimer.figure.body import Pose
from trunktimer.figure.figure import Figure, Moment
from trunktimer.figure.stage import Stage
from trunktimer.foundation.translation import tr
from trunktimer.routine.routine import Breath
from trunktimer.ui.figure.figure_arrow import arrow_bounds, arrow_ways, frame_for, paint_arrow
from trunktimer.ui.figure.figure_paint import (
    breath_bounds,
    breath_way,
    ghost_of,
    paint_body,
    paint_breath,
    paint_floor,
    paint_ghost,
    paint_stills,
    shown_effort,
)
from trunktimer.ui.figure.figure_shape import Frame, Part, Px, body_parts
from trunktimer.ui.kit.look import LOOK

FRAME_MS: Final = 32  # thirty frames a second, with a millisecond for the timer


class FigureView(QWidget):
    """Shows what `show_stage` is told. Background, mat and ghost are kept as a picture, drawn once a phase.

    With reduced motion it shows two stills and an arrow where others see a movement.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Figure"))
        self._figures: Mapping[str, Figure] = {}
        self._stage: Stage | None = None
        self._breath: Breath | None = None
        self._figure: Figure | None = None
        self._moment: Moment | None = None
        self._frame: Frame | None = None
        self._parts: list[Part] = []
        self._of: dict[
            str, Moment
        ] = {}  # the moment that each part was last drawn for: it may have been left as it was
        self._painted: Pose | None = None
        self._effort = 0.0
        self._arrows: list[list[Px]] = []
        self._breath_way = 0
        self._breath_rect = QRectF()
        self._back: QPixmap | None = None
        self._scene: tuple[object, ...] = ()
        self._pair: tuple[str, str] | None = None
        LOOK.changed.connect(self._forget)

    # ---- what it is told

    def set_figures(self, figures: Mapping[str, Figure]) -> None:
        """Take the figures of movements by their keys."""
        self._figures = figures
        self._forget()

    def knows(self, stage: Stage | None) -> bool:
        """Whether there is a figure for what is to be shown."""
        return stage is not None and stage.movement in self._figures

    def show_stage(self, stage: Stage | None, breath: Breath | None = None) -> None:
        """Show a moment. Within one phase it is drawn anew thirty times a second at the most."""
        before = self._stage
        if stage is not None and before is not None and breath is self._breath and self._moment is not None:
            waited_ms = stage.into_ms - before.into_ms
            same = (stage.movement, stage.phase, stage.before, stage.side, stage.duration_ms) == (
                before.movement,
                before.phase,
                before.before,
                before.side,
                before.duration_ms,
            )
            if same and 0 <= waited_ms < FRAME_MS - 3:
                return
        self._stage, self._breath = stage, breath
        figure = self._figures.get(stage.movement) if stage is not None else None
        if figure is not self._figure:
            self._pair = None
        self._figure = figure
        if figure is None or stage is None:
            self._moment = None
            self._scene = ()
            self.update()
            return
        self._take(figure, figure.at(stage))

    def wake_interval_ms(self) -> int | None:
        """How long the figure looks the same; `None` while it stands still."""
        moving = self._moment is not None and self._moment.is_moving and not LOOK.reduced_motion
        return FRAME_MS if moving else None

    @property
    def moment(self) -> Moment | None:
        """What is shown now."""
        return self._moment

    def describe(self, text: str) -> None:
        """Tell a screen reader what the figure does."""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # ---- how

    def _forget(self) -> None:
        self._scene = ()
        self._back = None
        stage, breath, self._stage = self._stage, self._breath, None
        self._moment = None
        self.show_stage(stage, breath)
        self.update()

    def _take(self, figure: Figure, moment: Moment) -> None:
        """Find out what has changed on the page, and have only that painted."""
        self._moment = moment
        if moment.start != moment.end:
            self._pair = (moment.start, moment.end)
        rect = QRectF(self.rect())
        ghost, moving = ghost_of(figure, moment), moment.is_moving
        way = (moment.start, moment.end) if moving else self._coming_way(figure)
        calm = (moment.end, self._pair) if LOOK.reduced_motion else None
        scene = (figure, moment.mirrored, moment.swapped, ghost, way, self._breath, LOOK.theme, self.size(), calm)
        if scene != self._scene:
            self._scene = scene
            frame = self._frame = frame_for(figure, rect, mirrored=moment.mirrored)
            mirrored, swapped = moment.mirrored, moment.swapped
            self._arrows = arrow_ways(figure, *way, frame, mirrored=mirrored, swapped=swapped) if way else []
            self._breath_way = breath_way(figure, moment, frame, rect, self._arrows) if self._breath is not None else 0
            self._breath_rect = breath_bounds(moment, frame)
            self._back = None
            self._parts = [] if LOOK.reduced_motion else body_parts(figure, moment, frame)
            self._of = {part.name: moment for part in self._parts}
            self._effort = shown_effort(moment)
            self._painted = moment.pose
            self.update()
            return
        if not LOOK.reduced_motion and moment.pose != self._painted:
            self._repaint_moved(figure, moment)

    def _coming_way(self, figure: Figure) -> tuple[str, str] | None:
        """In the lead-in: where it will go, so that a person sees what is to come."""
        if self._stage is None or not self._stage.coming or figure.peak == figure.start:
            return None
        return figure.start, figure.peak

    def _repaint_moved(self, figure: Figure, moment: Moment) -> None:
        assert self._frame is not None
        self._painted = moment.pose
        parts = body_parts(figure, moment, self._frame, self._parts)
        old = {part.name: part for part in self._parts}
        effort = shown_effort(moment)
        # Glutes lie over the leg, and go with the trunk: there a leg that rests is not as it was.
        led = "glutes" in (*figure.drawing.muscles, *figure.drawing.stretch)
        led = led and any(part.name == "trunk" and old.get("trunk") is not part for part in parts)
        moved = {part.name for part in parts if old.get(part.name) is not part or (led and part.name.startswith("leg"))}
        dirty = QRectF()
        order = {part.name: at for at, part in enumerate(self._parts)}
        for at, part in enumerate(parts):
            before = old.get(part.name)
            if before is None or before.key != part.key or order[part.name] != at:
                dirty = dirty.united(part.bounds)
                if before is not None:
                    dirty = dirty.united(before.bounds)
            elif part.name in moved or (effort != self._effort and part.name not in ("head", "hair", "eyes")):
                dirty = dirty.united(part.bounds)
        if dirty.isEmpty():
            return
        if self._breath is not None:
            breath = breath_bounds(moment, self._frame)
            dirty = dirty.united(breath).united(self._breath_rect)
            self._breath_rect = breath
        self._of = {p.name: moment if p.name in moved else self._of[p.name] for p in parts}
        self._parts, self._effort = parts, effort
        self.update(dirty.toAlignedRect().adjusted(-2, -2, 2, 2))

    # ---- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything lies elsewhere now."""
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put back what lies behind, and draw the parts of the body that are in the way."""
        painter = QPainter(self)
        dirty = event.rect()
        figure, moment, frame = self._figure, self._moment, self._frame
        if figure is None or moment is None or frame is None:
            painter.fillRect(dirty, LOOK.theme.colour("background"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if LOOK.reduced_motion:
            pair = self._pair or (figure.start, figure.peak)
            paint_stills(painter, LOOK.theme, figure, moment, QRectF(self.rect()), pair, self._breath)
            return
        if self._back is None:
            self._back = self._behind(figure, moment, frame)
        painter.drawPixmap(0, 0, self._back)
        within = QRectF(dirty)
        paint_body(painter, LOOK.theme, figure, self._of, self._effort, frame, self._parts, within)
        for way in self._arrows:
            if arrow_bounds(way, frame.scale).intersects(within):
                paint_arrow(painter, LOOK.theme, way, frame.scale)
        if self._breath is not None:
            paint_breath(painter, LOOK.theme, self._of["head"], frame, self._breath, self._breath_way)

    def _behind(self, figure: Figure, moment: Moment, frame: Frame) -> QPixmap:
        ratio = self.devicePixelRatioF()
        back = QPixmap(self.size() * ratio)
        back.setDevicePixelRatio(ratio)
        back.fill(LOOK.theme.colour("background"))
        painter = QPainter(back)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_floor(painter, LOOK.theme, figure, frame, QRectF(self.rect()))
        if ghost_of(figure, moment):
            start = figure.between(figure.start, figure.start, 0.0, mirrored=moment.mirrored, swapped=moment.swapped)
            paint_ghost(painter, LOOK.theme, figure, start, frame)
        painter.end()
        return back
