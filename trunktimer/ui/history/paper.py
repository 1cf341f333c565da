"""A page of paper that is filled from above: fonts, lines of text and rules, in points."""

from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextOption

from trunktimer.ui.kit.fonts import REGULAR, SEMIBOLD, font_of_height
from trunktimer.ui.kit.theme import PAPER

DOTS: Final = 1200  # to the inch
POINT: Final = DOTS / 72
MARGIN: Final = 45.0  # this and all other lengths on the page are points
LINE: Final = 13.0
TITLE: Final = 34.0  # a title with the room above it
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
INK: Final = QColor(PAPER.ink)
QUIET: Final = QColor(PAPER.quiet)
RULE: Final = QColor(PAPER.rule)
FAINT: Final = QColor(PAPER.faint)


class Paper:
    """All lengths are points (1/72 inch). `y` is how far down the page is filled, `bottom` how far it may be.

    The text begins at `left` and is `width` wide.
    """

    def __init__(self, painter: QPainter, width: float, height: float) -> None:
        self.painter = painter
        self.left, self.width = MARGIN, width - 2 * MARGIN
        self.bottom = height - MARGIN
        self.y = MARGIN - 8

    def font(self, size: float, weight: QFont.Weight = REGULAR, colour: QColor = INK) -> None:
        """Write in this font from now on."""
        self.painter.setFont(font_of_height(round(size * POINT), weight))
        self.painter.setPen(colour)

    def text(self, text: str, left: float, width: float, height: float = LINE, side: Qt.AlignmentFlag = LEFT) -> None:
        """One line at the height that was reached, cut short where it is too long."""
        text = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(width * POINT))
        self.painter.drawText(
            QRectF(left * POINT, self.y * POINT, width * POINT, height * POINT),
            int(side.value) | int(Qt.TextFlag.TextSingleLine.value) | int(Qt.TextFlag.TextDontClip.value),
            text,
        )

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """The lines that a text takes in the font of the moment, `most` of them; the last is cut short if need be."""
        layout = QTextLayout(text, self.painter.font(), self.painter.device())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = text.encode("utf-16-le", "replace")  # Qt counts these
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * POINT)
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            if len(lines) == most - 1:
                end = len(units)
            lines.append(units[start:end].decode("utf-16-le", "replace").strip())
            if len(lines) == most:
                break
        layout.endLayout()
        return lines

    def title(self, text: str) -> None:
        """A title with the room above it."""
        self.y += TITLE - 19
        self.font(11, SEMIBOLD)
        self.text(text, self.left, self.width, 15)
        self.y += 19

    def rule(self, y: float, colour: QColor = RULE, left: float | None = None) -> None:
        """A thin line across, from `left` or from where texts begin."""
        self.painter.setPen(QPen(colour, 0.5 * POINT))
        start, end = self.left if left is None else left, self.left + self.width
        self.painter.drawLine(QLineF(start * POINT, y * POINT, end * POINT, y * POINT))

    def wide(self, text: str) -> float:
        """How wide a text is in the font of the moment."""
        return self.painter.fontMetrics().horizontalAdvance(text) / POINT
