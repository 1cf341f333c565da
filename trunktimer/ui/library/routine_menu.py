"""What can be done with a whole routine: the menu of a row and of the page's head. It changes nothing itself."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from trunktimer.foundation.translation import tr, trc
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.library.library_item import LibraryItem


def actions_for(item: LibraryItem) -> Mapping[str, str]:
    """A name for each action that there is for a routine, and its words."""
    actions = {"edit": trc("button", "Edit")}
    if item.own and not item.faults:
        actions["rename"] = tr("Rename…")
    if not item.faults:
        actions["duplicate"] = trc("routine", "Duplicate")
    if item.own and item.has_original:
        actions["original"] = tr("Back to the original")
    if item.own:
        actions["delete"] = trc("routine", "Delete")
    return actions


def routine_menu(item: LibraryItem, parent: QWidget) -> QMenu:
    """The menu; each of its actions has its name as data."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, words in actions_for(item).items():
        menu.addAction(words).setData(name)
    return menu


def ask_name(parent: QWidget, name: str) -> str | None:
    """Another name for a routine; `None` where it is to stay."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(tr("Rename"))
    dialog.setLabelText(tr("Its name"))
    dialog.setTextValue(name)
    dialog.setFont(page_font(15))
    dialog.setStyleSheet(page_style_sheet(LOOK.theme))
    dialog.setOkButtonText(tr("Rename"))
    dialog.setCancelButtonText(tr("Cancel"))
    field = dialog.findChild(QLineEdit)
    if field is not None:
        field.setMaxLength(NAME_LENGTH)
    accepted = dialog.exec()
    answer = dialog.textValue().strip()
    dialog.deleteLater()
    return answer if accepted and answer and answer != name else None
