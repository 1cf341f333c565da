"""Labels of running text as the pages have them. What they say is not known here."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy

from trunktimer.ui.kit.announcing import announce
from trunktimer.ui.kit.fonts import interface_font


def page_font(size_px: int, *, bold: bool = False) -> QFont:
    """The interface's font at a size in pixels."""
    font = interface_font(size_px)
    font.setBold(bold)
    return font


def text_label(size_px: int, *, bold: bool = False, name: str = "") -> QLabel:
    """A label of plain text that wraps; `name` is what a style sheet knows it by."""
    label = QLabel()
    label.setFont(page_font(size_px, bold=bold))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def tell(label: QLabel, text: str) -> None:
    """Show a text, or hide the label where there is none."""
    label.setText(text)
    label.setVisible(bool(text))


def say(label: QLabel, text: str) -> None:
    """As `tell`, and what is new is told to a screen reader as well, if it is seen."""
    new = text != label.text()
    tell(label, text)
    if new and label.isVisible():
        announce(label, text)
