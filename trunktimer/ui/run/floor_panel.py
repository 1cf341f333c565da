"""A panel of the run page in letters for the floor: a heading and three large targets. Does nothing itself."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from trunktimer.foundation.translation import later, tr, trc
from trunktimer.session.display import Glyph, Tone
from trunktimer.ui.kit.fonts import BOLD, REGULAR, SEMIBOLD, cap_ratio, font_of_height, size_for_cap, size_that_fits
from trunktimer.ui.kit.glyphs import glyph_path, placed
from trunktimer.ui.kit.icons import Icon, icon_shape
from trunktimer.ui.kit.keys import Command
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.piece_line import Piece, fitted

# In percent of the page's unit; sizes of texts are heights of capitals.
_INSIDE: Final = 2.4
_HEADING_CAP: Final = 3.75
_SAYING_CAP: Final = 2.3
_TARGETS_TOP: Final = 10.4
_WORD_CAP: Final = 4.1
_KEY_CAP: Final = 2.3
_ICON: Final = 5.4
_CORNER: Final = 0.6


class Panel(StrEnum):
    """Which panel is open; the clock stands meanwhile."""

    PAUSED = "paused"
    END = "end"
    KEYS = "keys"


class _Target(NamedTuple):
    command: Command
    icon: Icon
    word: str  # a text that is looked up when it is shown


_GO_ON: Final = _Target(Command.SPACE, Icon.GO_ON, later("Go on"))
_TARGETS: Final = {
    Panel.PAUSED: (
        _GO_ON,
        _Target(Command.NEXT, Icon.SKIP, later("Next")),
        _Target(Command.LEAVE, Icon.END, later("End")),
    ),
    Panel.END: (
        _GO_ON,
        _Target(Command.SKIP_BLOCK, Icon.SKIP_BLOCK, later("Next block")),
        _Target(Command.DONE, Icon.END, later("End")),
    ),
    Panel.KEYS: (
        _Target(Command.SPACE, Icon.GO_ON, later("Go on")),
        _Target(Command.BACK, Icon.BACK, later("Once more")),
        _Target(Command.NEXT, Icon.SKIP, later("Next")),
    ),
}


class FloorTarget(QAbstractButton):
    """One large target: icon, word and key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.command = Command.SPACE
        self._icon = Icon.GO_ON
        self._key = ""
        self._unit = 10.0
        self._size_px = 10
        self.main = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_target(self, target: _Target, key: str) -> None:
        """Take what it means."""
        self.command, self._icon, self._key = target.command, target.icon, key
        self.setText(tr(target.word))
        self.setAccessibleName(f"{self.text()} ({key})" if key else self.text())
        self.update()

    def set_sizes(self, unit: float, word_px: int) -> None:
        """Take the page's unit, and the size of the word, which is that of its neighbours too."""
        self._unit, self._size_px = unit, word_px
        self.update()

    def fitting_px(self, unit: float) -> int:
        """The largest size at which its word fits."""
        return size_that_fits(self.text(), self.width() - 2 * _INSIDE * unit / 2, _WORD_CAP * unit, BOLD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon, word and key, one below the other."""
        theme, unit = LOOK.theme, self._unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        ground = theme.colour("accent" if self.main else "button")
        if self.isDown() or self.underMouse():
            ground = ground.lighter(112)
        pen = Qt.PenStyle.NoPen if self.main else QPen(theme.colour("border"), 1)
        painter.setPen(QPen(theme.colour("focus"), 4) if self.hasFocus() else pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), _CORNER * unit, _CORNER * unit)
        colour = theme.colour("on_accent" if self.main else "text")
        cap, key_cap, icon = self._size_px * cap_ratio(BOLD), _KEY_CAP * unit, _ICON * unit
        free = self.height() - icon - cap - key_cap
        gap = max(0.0, min(free / 4, 3.4 * unit))
        top = (self.height() - icon - cap - key_cap - 2 * gap) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for path in icon_shape(self._icon):
            painter.fillPath(placed(path, (self.width() - icon) / 2, top, icon), colour)
        middle, flags = self.width(), Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextDontClip
        for text, weight, size, base, role in (
            (self.text(), BOLD, self._size_px, top + icon + gap + cap, colour),
            (
                self._key,
                SEMIBOLD,
                size_for_cap(key_cap, SEMIBOLD),
                top + icon + 2 * gap + cap + key_cap,
                colour if self.main else theme.colour("quiet"),
            ),
        ):
            font = font_of_height(size, weight)
            painter.setFont(font)
            painter.setPen(role)
            box = QRectF(0, base - size, middle, size * 1.3)
            metrics = painter.fontMetrics()
            box.moveTop(base - metrics.ascent())
            painter.drawText(box, flags, text)


class FloorPanel(QWidget):
    """Heading, a line that says more, and three targets. `asked` carries the `Command` of the one that was taken."""

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.panel = Panel.PAUSED
        self._heading = ""
        self._saying = ""
        self._unit = 10.0
        self._frame = QRect(0, 0, 1, 1)
        self._keys: Callable[[Command], str] = lambda command: ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.targets = tuple(FloorTarget(self) for _ in range(3))
        self.targets[0].main = True
        for target in self.targets:
            target.clicked.connect(lambda _=False, at=target: self.asked.emit(at.command))
        LOOK.changed.connect(self.update)
        self.hide()

    def set_keys(self, keys: Callable[[Command], str]) -> None:
        """Take which key is to be named for a command."""
        self._keys = keys
        self._show_targets()

    def set_frame(self, frame: QRect, unit: float) -> None:
        """Take the place of the panel within what it covers, and the page's unit, of which the sizes are a share."""
        self._frame, self._unit = frame, unit
        self._lay_out()

    def show_panel(self, panel: Panel, heading: str, saying: str) -> None:
        """Show a panel; the same again costs nothing."""
        if (panel, heading, saying) == (self.panel, self._heading, self._saying):
            return
        changed = panel is not self.panel or not self._heading
        self.panel, self._heading, self._saying = panel, heading, saying
        self.setAccessibleName(heading)
        self.setAccessibleDescription(saying)
        if changed:
            self._show_targets()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, from its heading to the last target."""
        return (self._heading, self._saying, *(target.text() for target in self.targets))

    def _show_targets(self) -> None:
        for target, meant in zip(self.targets, _TARGETS[self.panel], strict=True):
            target.show_target(meant, self._keys(meant.command))
        self._lay_out()

    def _lay_out(self) -> None:
        unit = self._unit
        inside = _INSIDE * unit
        frame = self._frame
        wide = (frame.width() - 4 * inside) / 3
        top = _TARGETS_TOP * unit
        for at, target in enumerate(self.targets):
            target.setGeometry(
                frame.left() + round(inside + at * (wide + inside)),
                frame.top() + round(top),
                round(wide),
                round(frame.height() - top - inside),
            )
        word_px = min(target.fitting_px(unit) for target in self.targets)
        for target in self.targets:
            target.set_sizes(unit, word_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, sign, heading, and at the right what says more."""
        theme, unit = LOOK.theme, self._unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("background"))
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.translate(self._frame.topLeft())
        width = self._frame.width()
        frame = QRectF(0.5, 0.5, width - 1, self._frame.height() - 1)
        painter.drawRoundedRect(frame, _CORNER * unit, _CORNER * unit)
        inside, cap = _INSIDE * unit, _HEADING_CAP * unit
        base, left = inside + 0.9 * unit + cap, inside
        colour = theme.accents.of(Tone.PAUSED)
        if self.panel is Panel.PAUSED:
            path = glyph_path(Glyph.PAUSED)
            painter.fillPath(placed(path, left + 0.5 * unit, base - 0.86 * cap, 0.72 * cap), colour)
            left += path.boundingRect().width() * cap + unit
        heading = Piece(self._heading, cap, BOLD)
        saying = Piece(self._saying, _SAYING_CAP * unit, REGULAR)
        room = width - left - inside
        (heading,) = fitted((heading,), max(0.45 * room, room - saying.wide_px - 2 * unit))
        (saying,) = fitted((saying,), room - heading.wide_px - 2 * unit)
        for piece, at, tone in (
            (heading, left, colour),
            (saying, width - inside - saying.wide_px, theme.colour("quiet")),
        ):
            painter.setFont(font_of_height(piece.size_px, piece.weight))
            painter.setPen(tone)
            painter.drawText(round(at), round(base), piece.text)


def heading_of(panel: Panel) -> str:
    """What a panel is called."""
    match panel:
        case Panel.PAUSED:
            return tr("Paused")
        case Panel.END:
            return tr("End the session?")
        case Panel.KEYS:
            return trc("panel", "Keys")
