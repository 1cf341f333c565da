"""What stands in the figure's place while a movement has no figure: a mat and the sign of the phase."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from trunktimer.session.display import Glyph, Tone
from trunktimer.ui.kit.glyphs import centred, glyph_path
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import blend


class MatView(QWidget):
    """A mat on the floor, and above it the sign of the phase, large and quiet. Says nothing the ring does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._glyph: Glyph | None = None
        self._tone = Tone.READY
        LOOK.changed.connect(self.update)

    def show_phase(self, glyph: Glyph | None, tone: Tone) -> None:
        """Show the sign of a phase, or the mat alone."""
        if (glyph, tone) != (self._glyph, self._tone):
            self._glyph, self._tone = glyph, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mat and sign."""
        theme = LOOK.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, height = float(self.width()), float(self.height())
        thick = max(4.0, min(0.065 * height, 0.03 * width))
        mat = QRectF(0, height - thick, width, thick)
        painter.setBrush(theme.colour("mat"))
        painter.drawRoundedRect(mat, thick / 5, thick / 5)
        painter.setBrush(theme.colour("mat_edge"))
        painter.drawRect(QRectF(mat.left(), mat.top(), width, max(1.5, thick / 6)))

        if self._glyph is None:
            return
        room = height - thick
        size = min(room * 0.62, width * 0.4)
        colour = blend(theme.colour("background"), theme.accents.of(self._tone), 0.30)
        middle = QPointF(width / 2, room / 2)
        painter.fillPath(centred(glyph_path(self._glyph), middle, size), colour)
