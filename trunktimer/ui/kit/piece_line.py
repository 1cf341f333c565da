"""One row of the run page made of pieces: some at its left, some at its right. What does not fit is decided before."""

from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from trunktimer.ui.kit.fonts import SEMIBOLD, cap_ratio, font_of_height, size_for_cap, text_width
from trunktimer.ui.kit.look import LOOK

GAP: Final = 0.75  # between two pieces, in heights of the capitals of the row


class Piece(NamedTuple):
    """A text of the row, by the height of its capitals and the role of its colour."""

    text: str
    cap_px: float
    weight: QFont.Weight = SEMIBOLD
    role: str = "text"

    @property
    def size_px(self) -> int:
        """The size of its font."""
        return size_for_cap(self.cap_px, self.weight)

    @property
    def wide_px(self) -> float:
        """How wide it is."""
        return text_width(self.text, self.weight) * self.size_px


def width_of(pieces: tuple[Piece, ...], cap_px: float) -> float:
    """How wide pieces are, with a gap behind each."""
    return sum(piece.wide_px + GAP * cap_px for piece in pieces if piece.text)


def fitted(pieces: tuple[Piece, ...], room_px: float, gap_px: float = 0.0) -> tuple[Piece, ...]:
    """Pieces made smaller where they would not fit side by side; as small as is needed: a word that is cut says
    nothing."""
    shown = [piece for piece in pieces if piece.text]
    free, wide = room_px - gap_px * max(0, len(shown) - 1), sum(piece.wide_px for piece in shown)
    if wide <= free:
        return pieces
    share = max(0.0, free) / wide
    sizes = (max(1, int(piece.size_px * share)) for piece in pieces)
    return tuple(
        piece._replace(cap_px=size * cap_ratio(piece.weight)) for piece, size in zip(pieces, sizes, strict=True)
    )


class PieceLine(QLabel):
    """Paints pieces on one baseline: `left` from the left, the others from the right. To a screen reader it is a label
    with the words of all."""

    def __init__(self, parent: QWidget | None = None, gap: float = GAP) -> None:
        super().__init__(parent)
        self._gap = gap
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cap_px = 16.0
        self._left: tuple[Piece, ...] = ()
        self._right: tuple[Piece, ...] = ()
        LOOK.changed.connect(self.update)

    def show_pieces(self, cap_px: float, left: tuple[Piece, ...], right: tuple[Piece, ...]) -> None:
        """Show pieces on the baseline of a row of `cap_px`; the same ones again cost nothing."""
        if (cap_px, left, right) == (self._cap_px, self._left, self._right):
            return
        self._cap_px, self._left, self._right = cap_px, left, right
        self.setText(" ".join(piece.text for piece in (*left, *right) if piece.text))
        self.update()

    def fit(self, pieces: tuple[Piece, ...], cap_px: float, room_px: float) -> tuple[Piece, ...]:
        """Pieces as large as they can be side by side in so much room, with the gaps of this row."""
        return fitted(pieces, room_px, self._gap * cap_px)

    @property
    def needed_px(self) -> float:
        """How wide what is shown is."""
        return sum(piece.wide_px for piece in self.pieces) + self._gap * self._cap_px * max(0, len(self.pieces) - 1)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is shown, from left to right."""
        return tuple(piece for piece in (*self._left, *self._right) if piece.text)

    def sizeHint(self) -> QSize:
        """No wish: the page gives it its place."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """No wish either."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pieces."""
        painter = QPainter(self)
        baseline = round((self.height() + self._cap_px) / 2)
        gap = self._gap * self._cap_px
        at = 0.0
        for piece in self._left:
            self._draw(painter, piece, at, baseline)
            at += piece.wide_px + gap * (1 if piece.text else 0)
        at = float(self.width())
        for piece in reversed(self._right):
            if piece.text:
                at -= piece.wide_px
                self._draw(painter, piece, at, baseline)
                at -= gap

    def _draw(self, painter: QPainter, piece: Piece, left: float, baseline: int) -> None:
        painter.setFont(font_of_height(piece.size_px, piece.weight))
        painter.setPen(LOOK.theme.colour(piece.role))
        painter.drawText(round(left), baseline, piece.text)
