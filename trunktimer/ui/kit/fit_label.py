"""A label whose capitals have a given height and whose text is never cut off. Holds no text of its own."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from trunktimer.ui.kit.fonts import SEMIBOLD, cap_ratio, font_of_height, size_for_cap, size_that_fits, text_width

FLOOR_CAP_PX: Final = 7.0  # below this nobody reads it: the text is shortened instead
LINE_PITCH: Final = 1.65  # from baseline to baseline, in heights of capitals


def broken(text: str, fits_in: int, lines: int) -> list[str] | None:
    """`text` in at most `lines` lines of at most `fits_in` characters, or None if it does not go."""
    rows: list[str] = []
    for word in text.split(" "):
        if rows and len(rows[-1]) + 1 + len(word) <= fits_in:
            rows[-1] += " " + word
        else:
            rows.append(word)
    return rows if len(rows) <= lines and max(map(len, rows)) <= fits_in else None


def ways_to_break(text: str, lines: int) -> list[list[str]]:
    """The ways to set a text in one line, in two, and so on to `lines`: each as even as words allow."""
    ways = [[text]]
    for count in range(2, lines + 1):
        for fits_in in range(1, len(text)):
            rows = broken(text, fits_in, count)
            if rows is not None:
                if len(rows) == count:
                    ways.append(rows)
                break
    return ways


class FitLabel(QLabel):
    """Text in at most `lines` lines, set by the height of its capitals, smaller where it would not fit.

    The middle of the text (or of its only line) stays where it is whatever the text, so nothing jumps.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        weight: QFont.Weight = SEMIBOLD,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        lines: int = 1,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._weight = weight
        self._align = align
        self._lines = lines
        self._cap_px = 16.0
        self._colour = QColor()
        self._behind: QColor | None = None
        self._rows: list[str] = []
        self._size_px = 1

    def set_cap_px(self, cap_px: float) -> None:
        """Set the height that capitals shall have, in logical pixels."""
        if cap_px != self._cap_px:
            self._cap_px = cap_px
            self._fit()

    def set_colour(self, colour: QColor, behind: QColor | None = None) -> None:
        """Set the colour of the text, and that of its rows' ground where it lies over something."""
        if (colour, behind) != (self._colour, self._behind):
            self._colour, self._behind = QColor(colour), behind
            self.update()

    def show_text(self, text: str) -> None:
        """Show a text; the same text again costs nothing."""
        if text != self.text():
            self.setText(text)
            self._fit()

    @property
    def size_px(self) -> int:
        """The pixel size of the font that was chosen."""
        return self._size_px

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows as they are painted."""
        return tuple(self._rows)

    @property
    def cap_px(self) -> float:
        """The real height of the capitals now."""
        return self._size_px * cap_ratio(self._weight)

    def sizeHint(self) -> QSize:
        """No wish: the page gives a label its place."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """No wish either."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows around the middle of the label."""
        if not self._rows:
            return
        cap = self.cap_px
        painter = QPainter(self)
        painter.setFont(font_of_height(self._size_px, self._weight))
        painter.setPen(self._colour)
        baseline = (self.height() - cap * (1 + LINE_PITCH * (len(self._rows) - 1))) / 2 + cap
        if self._align & Qt.AlignmentFlag.AlignTop:
            baseline = cap * (1 + LINE_PITCH) / 2
        if self._behind is not None:
            wide = max(text_width(row, self._weight) for row in self._rows) * self._size_px
            high = cap * LINE_PITCH * len(self._rows)
            box = QRectF(0, baseline - cap * (LINE_PITCH + 1) / 2, min(self.width(), wide + cap), high)
            painter.fillRect(box, self._behind)
        for row in self._rows:
            painter.drawText(round(self._left(row)), round(baseline), row)
            baseline += cap * LINE_PITCH

    def _left(self, row: str) -> float:
        room = self.width() - text_width(row, self._weight) * self._size_px
        if self._align & Qt.AlignmentFlag.AlignHCenter:
            return room / 2
        return room if self._align & Qt.AlignmentFlag.AlignRight else 0.0

    def _fit(self) -> None:
        text = self.text()
        self.update()
        if not text or self.width() <= 0 or self.height() <= 0:
            self._rows = []
            return
        best: tuple[int, list[str]] = (0, [text])
        for rows in ways_to_break(text, self._lines):
            # A row of capitals needs room above for accents and below for tails.
            room = self.height() / (1 + LINE_PITCH * (len(rows) - 1) + 0.65)
            cap = min(self._cap_px, room)
            size = min(size_that_fits(row, self.width(), cap, self._weight) for row in rows)
            if len(rows) > 1:  # sizes are rounded up, and the tails of the last row are not to be cut
                size = min(size, int(room / cap_ratio(self._weight)))
            if size > best[0]:
                best = (size, rows)
        self._size_px, self._rows = best
        floor = size_for_cap(min(FLOOR_CAP_PX, self._cap_px), self._weight)
        if self._size_px < floor:
            self._size_px = floor
            metrics = QFontMetricsF(font_of_height(floor, self._weight))
            elide = Qt.TextElideMode.ElideRight
            self._rows = [metrics.elidedText(row, elide, self.width()) for row in self._rows]
