"""A new routine: asks for its name and what to begin with. It writes nothing."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import tr
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.routine.toml.templates import EMPTY, TEMPLATES
from trunktimer.ui.kit.announcing import choose_selected
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.wrapped_rows import WrappedRows

_WIDTH_PX: Final = 560
_HEIGHT_PX: Final = 640


class NewDialog(QDialog):
    """`template` and `name` give the answers once it was accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New routine"))
        self.setFont(page_font(16))
        self.named = QLineEdit()
        self.named.setMaxLength(NAME_LENGTH)
        self.named.setAccessibleName(tr("Name"))
        self.named.setPlaceholderText(tr("Its name"))
        told = text_label(15, name="quiet")
        told.setText(tr("Begin with a form that fits, and change whatever you like."))
        self.list = QListWidget()
        self.list.setFont(page_font(16))
        self.list.setAccessibleName(tr("What to begin with"))
        choose_selected(self.list)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WrappedRows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for template in TEMPLATES.values():
            summary = tr("Add the movements of your sheet") if template.key == EMPTY else tr(template.summary)
            item = QListWidgetItem(f"{tr(template.title)}\n{summary}")
            item.setData(Qt.ItemDataRole.UserRole, template.key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.named)
        column.addWidget(told)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        room = parent.size() if parent is not None else QSize(_WIDTH_PX + 40, _HEIGHT_PX + 40)
        self.resize(min(_WIDTH_PX, room.width() - 40), min(_HEIGHT_PX, room.height() - 40))
        self.named.setFocus()
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def template(self) -> str:
        """The key of the chosen template."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def name(self) -> str:
        """The routine's name; the template's title where none was written."""
        return self.named.text().strip() or tr(TEMPLATES[self.template()].title)

    def _take_look(self) -> None:
        self.setStyleSheet(page_style_sheet(LOOK.theme))


def ask_new(parent: QWidget) -> tuple[str, str] | None:
    """The template and the name of a routine to be made; `None` if there is to be none.

    It is asked before the editor is made, which takes half a second the first time.
    """
    dialog = NewDialog(parent)
    accepted = dialog.exec() == NewDialog.DialogCode.Accepted
    answer = dialog.template(), dialog.name()
    dialog.deleteLater()
    return answer if accepted else None
