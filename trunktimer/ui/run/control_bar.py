"""The controls of the run page, for the mouse and for Tab. Does nothing itself: each control asks by a signal."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QSlider, QWidget

from trunktimer.foundation.translation import tr, trc
from trunktimer.ui.kit.icon_button import BUTTON_PX, IconButton
from trunktimer.ui.kit.icons import Icon
from trunktimer.ui.kit.look import LOOK

LEAST_BUTTON_PX: Final = 40
NUDGE_MS: Final = 10_000
_WIDE_PX: Final = 760  # below this the bar is set closer


class ControlBar(QWidget):
    """A row of buttons and the volume, over the next line of the page, so that the strip stays free for clicks."""

    pause_requested = Signal()
    done_requested = Signal()
    skip_requested = Signal()
    back_requested = Signal()
    skip_block_requested = Signal()
    repeat_requested = Signal()
    nudge_requested = Signal(int)
    stop_requested = Signal()
    mute_requested = Signal()
    volume_requested = Signal(float)
    full_screen_requested = Signal()
    compact_requested = Signal()
    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = False
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Controls"))
        self.back = IconButton(
            Icon.BACK, tr("Back to the start of this step; twice: the step before"), trc("key", "Left")
        )
        self.less = IconButton(Icon.LESS, tr("Ten seconds back"), trc("key", "Down"))
        self.main = IconButton(Icon.PAUSE, trc("button", "Pause"), trc("key", "Space"))
        self.more = IconButton(Icon.MORE, tr("Ten seconds on"), trc("key", "Up"))
        self.skip = IconButton(Icon.SKIP, tr("Next step"), trc("key", "Right"))
        self.repeat = IconButton(Icon.REPEAT, tr("Repeat the last rep"), "R")
        self.skip_block = IconButton(Icon.SKIP_BLOCK, tr("Next block"), "N")
        self.mute = IconButton(Icon.SOUND, trc("button", "Mute"), "M")
        self.full_screen = IconButton(Icon.FULL_SCREEN, tr("Full screen"), "F11")
        self.compact = IconButton(Icon.COMPACT, tr("Small window beside a video"), "F9")
        self.keys = IconButton(Icon.KEYS, tr("The keys"), "F1")
        self.end = IconButton(Icon.END, tr("End the session"), "")
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setPageStep(10)
        self.volume.setAccessibleName(tr("Volume"))
        self.volume.setToolTip(tr("Volume (+ and −)"))
        self.volume.setMouseTracking(True)
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.buttons = (
            *(self.back, self.less, self.main, self.more, self.skip),
            *(self.repeat, self.skip_block, self.mute, self.full_screen, self.compact, self.keys, self.end),
        )
        self._row = QHBoxLayout(self)
        self._row.addStretch()
        for widget in (*self.buttons[:8], self.volume, *self.buttons[8:]):
            self._row.addWidget(widget)
        self._row.addStretch()
        self._ground = QColor()
        self._veil = QGraphicsOpacityEffect(self)
        self._veil.setEnabled(False)
        self.setGraphicsEffect(self._veil)
        self._fading = QVariantAnimation(self)
        self._fading.valueChanged.connect(self._veil.setOpacity)
        self._fading.finished.connect(self._end_fade)
        self._connect()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def _connect(self) -> None:
        self.main.clicked.connect(self._ask_main)
        self.back.clicked.connect(self.back_requested)
        self.skip.clicked.connect(self.skip_requested)
        self.skip_block.clicked.connect(self.skip_block_requested)
        self.repeat.clicked.connect(self.repeat_requested)
        self.less.clicked.connect(lambda: self.nudge_requested.emit(-NUDGE_MS))
        self.more.clicked.connect(lambda: self.nudge_requested.emit(NUDGE_MS))
        self.mute.clicked.connect(self.mute_requested)
        self.full_screen.clicked.connect(self.full_screen_requested)
        self.compact.clicked.connect(self.compact_requested)
        self.keys.clicked.connect(self.keys_requested)
        self.end.clicked.connect(self.stop_requested)
        self.volume.valueChanged.connect(lambda percent: self.volume_requested.emit(percent / 100))

    def _ask_main(self) -> None:
        if self._waiting:
            self.done_requested.emit()
        else:
            self.pause_requested.emit()

    def _take_look(self) -> None:
        self._ground = LOOK.theme.colour("background")
        self.update()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._ground)
        # The knob of the volume is drawn as a button, and has to be seen on the ground of the bar.
        palette.setColor(QPalette.ColorRole.Button, LOOK.theme.colour("text"))
        self.volume.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the background, which a palette would lose to the style sheet of the application."""
        QPainter(self).fillRect(event.rect(), self._ground)

    def show_running(self, running: bool, waiting: bool) -> None:
        """Let the main button pause, go on, or say done."""
        self._waiting = waiting
        if waiting:
            icon, name = Icon.DONE, trc("button", "Done")
        elif running:
            icon, name = Icon.PAUSE, trc("button", "Pause")
        else:
            icon, name = Icon.GO_ON, trc("button", "Go on")
        if icon is not self.main.shown_icon:
            self.main.set_meaning(icon, name, trc("key", "Space"))

    def show_sound(self, muted: bool, volume: float) -> None:
        """Show whether sound is muted, and the volume (0..1)."""
        name = tr("Sound on") if muted else trc("button", "Mute")
        self.mute.set_meaning(Icon.MUTED if muted else Icon.SOUND, name, "M")
        self.volume.blockSignals(True)
        self.volume.setValue(round(volume * 100))
        self.volume.blockSignals(False)

    def show_full_screen(self, full: bool) -> None:
        """Let the full-screen button enter or leave full screen."""
        icon = Icon.LEAVE_FULL_SCREEN if full else Icon.FULL_SCREEN
        self.full_screen.set_meaning(icon, tr("Leave full screen") if full else tr("Full screen"), "F11")

    def appear(self, fade_ms: int) -> None:
        """Come within `fade_ms`."""
        if self.isHidden() or self._fading.endValue() == 0.0:
            self.show()
            self.raise_()
            self._fade(1.0, fade_ms)

    def vanish(self, fade_ms: int) -> None:
        """Go within `fade_ms`."""
        self._fade(0.0, fade_ms)

    def _fade(self, end: float, fade_ms: int) -> None:
        start = self._veil.opacity() if self._veil.isEnabled() else 1.0 - end
        self._fading.stop()
        self._fading.setStartValue(start)
        self._fading.setEndValue(end)
        self._fading.setDuration(fade_ms)
        self._veil.setOpacity(start)
        # An effect costs a copy of the bar with every painting, so it is there only while it is needed.
        self._veil.setEnabled(True)
        self._fading.start()

    def _end_fade(self) -> None:
        self._veil.setEnabled(False)
        if self._fading.endValue() == 0.0:
            self.hide()

    def place(self, page: QSize, strip: QRect) -> None:
        """Lie below the strip of a page where there is room, otherwise above it."""
        close = page.width() < _WIDE_PX
        side, gap, pad, slider = (LEAST_BUTTON_PX, 0, 0, 40) if close else (BUTTON_PX, 6, 12, 120)
        if not close:
            side = max(side, min(64, page.height() // 20))
        for button in self.buttons:
            button.setFixedSize(side, side)
        self.volume.setFixedWidth(slider)
        # Where there is no room for all, one goes whose key is always there.
        self.compact.setVisible(page.width() >= len(self.buttons) * (side + gap) + slider + 2 * pad)
        self._row.setSpacing(gap)
        self._row.setContentsMargins(pad, 0, pad, 0)
        top = strip.bottom() + 3
        if page.height() - top < side:
            self.setGeometry(0, strip.top() - side, page.width(), side)
        else:
            self.setGeometry(0, top, page.width(), page.height() - top)
