"""A language for tests whose texts are easily told from others, and longer; and what a person reads of a window.

Each text of a catalogue stands in ⟦ ⟧ and is about 40 % longer than in English. What has letters outside of them was
not given to be translated, and what is cut off has too little room for other languages.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from trunktimer.foundation.translation import DateStyle, EnglishConventions, Language, use_language
from trunktimer.ui.kit.fit_label import FitLabel
from trunktimer.ui.kit.piece_line import PieceLine
from trunktimer.ui.run.floor_panel import FloorTarget

_PLACE: Final = re.compile(r"\{[^{}]*\}")
_INNERMOST: Final = re.compile(r"⟦[^⟦⟧]*⟧")
_LETTER: Final = re.compile(r"[^\W\d_]")
_GROUP: Final = 6  # so that what is added to a long text can be wrapped as words can
_ROWS: Final = 20  # of a list or a table that are read


def longer(text: str) -> str:
    """`text` as the pseudo language has it; placeholders stay whole and do not count."""
    extra = -(-len(_PLACE.sub("", text)) * 2 // 5)
    first, rest = "~" * min(extra, _GROUP), "~" * max(0, extra - _GROUP)
    groups = [first, *(rest[at : at + _GROUP] for at in range(0, len(rest), _GROUP))]
    return f"⟦{text}{' '.join(groups)}⟧"


class PseudoCatalogue:
    """Every text, longer and between brackets. Texts of files stay as they are, as those of a person's own do."""

    def gettext(self, message: str) -> str:
        """`message`, longer."""
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The English form for `n`, longer."""
        return longer(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """`message`, longer."""
        return message if context == "file" else longer(message)


class PseudoConventions(EnglishConventions):
    """A decimal comma; days between brackets as well."""

    def number(self, value: float, digits: int) -> str:
        """As in `7,50`."""
        return super().number(value, digits).replace(".", ",")

    def day(self, day: date, style: DateStyle) -> str:
        """The English words, longer."""
        return longer(super().day(day, style))


PSEUDO: Final = Language(code="qps", catalogue=PseudoCatalogue(), conventions=PseudoConventions())


@contextmanager
def in_pseudo() -> Iterator[None]:
    """All that is made within is in the pseudo language; afterwards the language is what it was."""
    before = use_language(PSEUDO)
    try:
        yield
    finally:
        use_language(before)


# ---- what is read


def untranslated(text: str, data: Iterable[str] = ()) -> str:
    """What of a text has letters and comes from no catalogue; `data` are names and words that need not."""
    rest = unescape(re.sub(r"<[^>]*>", " ", text)) if "</" in text else text
    if rest.endswith("…"):  # cut short, and its brackets with it
        rest += "⟧" * (rest.count("⟦") - rest.count("⟧"))
    while (inner := _INNERMOST.sub("", rest)) != rest:
        rest = inner
    for name in sorted(filter(None, data), key=len, reverse=True):
        rest = rest.replace(name, "")
    return rest if _LETTER.search(rest) else ""


def texts_of(root: QWidget) -> list[tuple[str, str]]:
    """All that a person reads or hears of a widget and of what is seen in it: where it stands, and what it is."""
    found = [("title", root.windowTitle())] if root.isWindow() else []
    for widget in _seen(root):
        kind = type(widget).__name__
        found += [(f"{kind} {what}", text) for what, text in _texts(widget) if text]
    return found


def strangers(root: QWidget, data: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The texts of a widget that come from no catalogue."""
    names = tuple(data)
    return [(where, text) for where, text in texts_of(root) if untranslated(text, names)]


def _seen(root: QWidget) -> Iterator[QWidget]:
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and not widget.objectName().startswith("qt_"):
            yield widget


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tool tip", widget.toolTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    match widget:
        case QLabel() | QAbstractButton():
            yield "text", widget.text()
        case QGroupBox():
            yield "title", widget.title()
        case QComboBox():
            yield from (("item", widget.itemText(at)) for at in range(widget.count()))
        case QTabBar():
            yield from (("tab", widget.tabText(at)) for at in range(widget.count()))
            yield from (("tool tip", widget.tabToolTip(at)) for at in range(widget.count()))
        case QLineEdit():
            yield "text", widget.text()
            yield "placeholder", widget.placeholderText()
        case QPlainTextEdit():
            yield "placeholder", widget.placeholderText()
        case QHeaderView():
            pass  # told with its view, whose heads it has
        case QAbstractItemView() if widget.model() is not None:
            yield from _items(widget.model())
            if isinstance(widget, QTableView) and widget.horizontalHeader().isVisibleTo(widget):
                yield from _heads(widget.model())


def _items(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(_ROWS, model.rowCount())):
        for column in range(columns):
            for role in roles:
                text = model.index(row, column).data(role)
                if isinstance(text, str):
                    yield "cell", text


def _heads(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        for column in range(model.columnCount()):
            text = model.headerData(column, Qt.Orientation.Horizontal, role)
            if isinstance(text, str):
                yield "head", text


# ---- what is cut off


def cut_off(root: QWidget) -> list[tuple[str, str]]:
    """The labels, buttons and heads whose text has no room, and why. One that ends in dots needs a tool tip."""
    found = []
    for widget in _seen(root):
        if isinstance(widget, FitLabel | FloorTarget):
            continue  # sets its text smaller
        if isinstance(widget, PieceLine):
            if widget.needed_px > widget.width() + 1:
                found.append((f"PieceLine: {widget.needed_px - widget.width():.0f} px too narrow", widget.text()))
            continue
        why = ""
        if isinstance(widget, QLabel):
            why = _label_lack(widget)
        elif isinstance(widget, QAbstractButton) and not _is_part(widget):
            lack = _least_px(widget) - widget.width()
            why = f"{lack} px too narrow" if widget.text() and lack > 0 else ""
        if isinstance(widget, QLabel | QAbstractButton) and widget.text():
            why = why or _beyond(widget, root)
            if why and not (widget.toolTip() and "…" in widget.text()):
                found.append((f"{type(widget).__name__}: {why}", widget.text()))
        elif isinstance(widget, QComboBox):
            lack = _box_lack(widget)
            if lack > 0 and not widget.toolTip():
                found.append((f"{type(widget).__name__}: {lack} px too narrow", widget.currentText()))
        elif isinstance(widget, QTableView) and widget.horizontalHeader().isVisibleTo(root):
            found += _narrow_heads(widget)
    return found


def _is_part(widget: QWidget) -> bool:
    """Whether it is a part of one of Qt's own fields."""
    return isinstance(widget.parent(), QAbstractSpinBox | QLineEdit | QTabBar)


def _least_px(button: QAbstractButton) -> int:
    if isinstance(button, QToolButton):  # its hint has room for more than its style sheet leaves around the text
        return button.fontMetrics().horizontalAdvance(button.text().replace("&", "")) + 6
    return button.minimumSizeHint().width()


def _box_lack(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    return box.fontMetrics().horizontalAdvance(option.currentText) - room.width()


def _label_lack(label: QLabel) -> str:
    if not label.text() or (label.buddy() is not None and not label.text().strip("&")):
        return ""
    if not label.wordWrap():
        text = label.text().replace("&", "") if label.buddy() is not None else label.text()
        lack = label.fontMetrics().horizontalAdvance(text) - label.contentsRect().width()
        return f"{lack} px too narrow" if lack > 0 else ""
    room = label.contentsRect().width()
    words = re.split(r"[ \n]", label.text())
    widest = max(label.fontMetrics().horizontalAdvance(word) for word in words)
    if widest > room:
        return f"a word is {widest - room} px wider than the label"
    lack = label.heightForWidth(label.width()) - label.height()
    return f"{lack} px too low" if lack > 0 else ""


def _beyond(widget: QWidget, root: QWidget) -> str:
    """Whether something that is around it hides a part of it; what is above or below can be scrolled to."""
    around = widget.parentWidget()
    while around is not None and widget is not root:
        place = QRect(widget.mapTo(around, widget.rect().topLeft()), widget.size())
        if place.left() < 0 or place.right() > around.width():
            return f"reaches out of {type(around).__name__}"
        if around is root:
            break
        around = around.parentWidget()
    return ""


def _narrow_heads(table: QTableView) -> Iterator[tuple[str, str]]:
    header, model = table.horizontalHeader(), table.model()
    for column in range(model.columnCount()):
        text = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        lack = header.fontMetrics().horizontalAdvance(text) - header.sectionSize(column)
        if lack > 0 and not model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole):
            yield f"a head is {lack} px too narrow", text
