"""Pictures of figures for files: one moment as PNG or SVG, or a sheet of all movements. Opens no window."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from trunktimer.figure.body import Side
from trunktimer.figure.figure import Figure, Moment, ease
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr, trc
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Breath, Sides
from trunktimer.session.wording import side_name
from trunktimer.ui.figure.figure_paint import paint_scene
from trunktimer.ui.kit.fonts import interface_font
from trunktimer.ui.kit.theme import Theme

SIZE: Final = QSize(920, 520)
CELL: Final = QSize(460, 260)
_COLUMNS: Final = 4  # start, half way, hold, other side
_LABEL_PX: Final = 26


def moment_of(movement: Movement, figure: Figure, phase: str | None, at: float, side: Side | None) -> Moment:
    """The moment of a picture: a phase from where it usually begins, or the peak of the movement.

    `at` (0..1) is the share of the phase's time. Raises `TrunkTimerError` for a phase that the movement does
    not have.
    """
    mirrored, swapped = other_side(movement, figure) if side is figure.shown_side.other else (False, False)
    if phase is None:
        return figure.between(figure.start, figure.peak, ease(at), mirrored=mirrored, swapped=swapped)
    known = dict.fromkeys([*(word for word, _ in figure.tempo), *figure.drawing.phases])
    if phase not in known:
        said = tr('there is no phase "{phase}" here; there are: {phases}', phase=_plain(phase), phases=", ".join(known))
        raise TrunkTimerError(said)
    start, end, share = figure.phase_way(phase, at)
    return figure.between(start, end, ease(share), mirrored=mirrored, swapped=swapped)


def other_side(movement: Movement, figure: Figure) -> tuple[bool, bool]:
    """Whether the other side is shown mirrored, and whether by limbs that change places: as in a session."""
    swapped = movement.sides is Sides.ALTERNATE_REPS and figure.is_even
    return not swapped, swapped


def breath_of(movement: Movement, phase: str | None) -> Breath | None:
    """What the breath does in a phase."""
    return next((each.breath for each in movement.phase if each.do == phase), None)


def save_picture(figure: Figure, moment: Moment, theme: Theme, path: Path, breath: Breath | None = None) -> None:
    """Write one moment as PNG, or as SVG where the name says so. Raises `TrunkTimerError` if that fails."""
    rect = QRectF(0, 0, SIZE.width(), SIZE.height())
    arrow = None
    if moment.share <= 0.0 and moment.start != moment.end:
        arrow = (moment.start, moment.end)
    if path.suffix.lower() == ".svg":
        file = QSaveFile(str(path))
        if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
            raise _unwritable(path)
        svg = QSvgGenerator()
        svg.setOutputDevice(file)
        svg.setSize(SIZE)
        svg.setViewBox(rect)
        svg.setTitle("TrunkTimer")
        painter = QPainter(svg)
        paint_scene(painter, theme, figure, moment, rect, breath=breath, arrow=arrow)
        painter.end()
        if not file.commit():
            raise _unwritable(path)
        return
    image = QImage(SIZE * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    painter = QPainter(image)
    paint_scene(painter, theme, figure, moment, rect, breath=breath, arrow=arrow)
    painter.end()
    _save(image, path)


def sheet(movements: Sequence[Movement], theme: Theme, cell: QSize = CELL) -> QImage:
    """Every movement in a row: its start, half way, its hold, and its other side (or another phase)."""
    row = cell.height() + _LABEL_PX
    image = QImage(cell.width() * _COLUMNS, row * max(1, len(movements)), QImage.Format.Format_RGB32)
    image.fill(theme.colour("background"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    font = interface_font(16)
    for at, movement in enumerate(movements):
        figure = movement.figure()
        if figure is None:
            continue
        for column, (label, moment) in enumerate(_cells(movement, figure)):
            left, top = column * cell.width(), at * row
            rect = QRectF(left + 3, top + _LABEL_PX, cell.width() - 6, cell.height() - 6)
            arrow = (moment.start, moment.end) if column == 0 else None
            paint_scene(painter, theme, figure, moment, rect, arrow=arrow)
            painter.setPen(theme.colour("text"))
            painter.setFont(font)
            text = QFontMetricsF(font).elidedText(
                f"{movement.name} – {label}", Qt.TextElideMode.ElideRight, cell.width() - 12
            )
            painter.drawText(QRectF(left + 6, top, cell.width() - 12, _LABEL_PX), Qt.AlignmentFlag.AlignVCenter, text)
    painter.end()
    return image


def _cells(movement: Movement, figure: Figure) -> list[tuple[str, Moment]]:
    start, peak = figure.start, figure.peak
    others = [name for name in figure.drawing.poses if name not in (start, peak)]
    if movement.sides is not None:
        mirrored, swapped = other_side(movement, figure)
        held = figure.between(peak, peak, 1.0, mirrored=mirrored, swapped=swapped)
        last = (tr("hold, {side}", side=side_name(figure.shown_side.other)), held)
    elif others:
        last = (others[-1], figure.between(others[-1], others[-1], 1.0))
    else:
        last = (trc("movement", "back"), figure.between(peak, start, 0.5))
    return [
        (trc("movement", "start"), figure.between(start, peak, 0.0)),
        (tr("half way"), figure.between(start, peak, 0.5)),
        (peak if "hold" not in figure.drawing.phases else trc("phase", "hold"), figure.between(peak, peak, 1.0)),
        last,
    ]


def save_sheet(movements: Sequence[Movement], theme: Theme, path: Path) -> None:
    """Write the sheet of all movements. Raises `TrunkTimerError` if that fails."""
    _save(sheet(movements, theme), path)


def _save(image: QImage, path: Path) -> None:
    if not image.save(str(path)):
        raise _unwritable(path)


def _unwritable(path: Path) -> TrunkTimerError:
    return TrunkTimerError(
        tr("{path} cannot be written; name a .png (or, for one picture, a .svg) in a folder that exists.", path=path)
    )


def _plain(text: str) -> str:
    """`text` without what would upset a terminal."""
    return "".join(mark if mark.isprintable() else "?" for mark in text[:60])
