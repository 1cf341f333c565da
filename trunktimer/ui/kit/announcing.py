"""What pages do for screen readers, with little imported: saying news, and following what is selected in a list."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QWidget


def choose_selected(view: QAbstractItemView) -> None:
    """Have what a screen reader selects in a list of single choice be the current item, as a click and a key do."""
    chosen = view.selectionModel()

    def follow() -> None:
        selected = chosen.selectedIndexes()
        if selected and chosen.currentIndex().siblingAtColumn(0) != selected[0].siblingAtColumn(0):
            chosen.setCurrentIndex(selected[0], QItemSelectionModel.SelectionFlag.NoUpdate)

    chosen.selectionChanged.connect(follow)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` when it has said what it is saying; without one this costs nothing."""
    if not text:
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not for the first look: three milliseconds

    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
