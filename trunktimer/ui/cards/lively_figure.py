"""The one figure of a page of cards that moves: that of the card under the mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from trunktimer.ui.cards.figure_cell import FigureCell
from trunktimer.ui.figure.figure_player import FigurePlayer
from trunktimer.ui.kit.look import LOOK


class LivelyFigure(FigurePlayer):
    """Lies over the still figure of a card within `body`; nothing can be clicked in it."""

    def __init__(self, body: QWidget) -> None:
        super().__init__(body)
        self._body = body
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def enliven(self, cell: FigureCell) -> None:
        """Move in the place of a still figure, where there is one and motion is wanted."""
        movement = cell.movement
        if movement is None or movement.drawing is None or LOOK.reduced_motion:
            return
        at = cell.mapTo(self._body, QPoint(0, 0))
        self.setGeometry(at.x(), at.y(), cell.width(), cell.height())
        self.show_movement(movement)
        self.raise_()
        self.show()
        self.play()

    def hush(self) -> None:
        """Let the still figure be seen again."""
        self.play(False)
        self.hide()
