"""Forms of labelled fields. What is written is told; nothing is read.

`FieldForm` is what the forms of a routine and of a block share: rows in sections, a fault beneath its field, and the
help for the field that has the keyboard.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from trunktimer.foundation.errors import Path
from trunktimer.foundation.translation import tr
from trunktimer.ui.editor.field_row import FONT_PX, WIDEST_PX, Editor, FieldRow, label_room_px, make_editor, sentence
from trunktimer.ui.editor.form_fields import FieldKind, FormField, Section
from trunktimer.ui.editor.text_edits import ProseEdit
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import Theme

NARROWEST_PX: Final = 360
_STACKED_BELOW_PX: Final = 480  # in a narrower form, texts have the whole width
EDGES_PX: Final = 12  # left and right of all fields
_HELP_LINES: Final = 3
_HELP_SHARE: Final = 5  # of a form, at most
_HELP_EDGE_PX: Final = 6
_PROSE_LINES: Final = 3
_TEXTS: Final = frozenset({FieldKind.TEXT, FieldKind.PROSE, FieldKind.THINGS})


class FieldForm(QWidget):
    """Rows of fields in sections, scrolled where there is no room.

    `value_requested` carries a key path and a value for it, `remove_requested` the key path of a field that was
    emptied.
    """

    value_requested = Signal(object, object)
    remove_requested = Signal(object)

    def __init__(self, fields: Sequence[FormField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: Path = ()
        self.rows: dict[str, FieldRow] = {}
        self.label_px = label_room_px(fields)
        self.setMinimumWidth(NARROWEST_PX)
        self.top = text_label(14, name="fault")
        self.top.hide()
        body = QWidget()
        body.setObjectName("fields")
        body.setMaximumWidth(WIDEST_PX)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(2, 2, EDGES_PX - 2, 10)
        self._column.setSpacing(8)
        self._column.addWidget(self.top)
        self._add_above(self._column)
        self._heads: dict[Section, QLabel] = {}
        for field in fields:
            self._add_row(field)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setObjectName("fields")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(body, 100)
        row.addStretch(1)  # what is left over lies on the right
        self.area.setWidget(holder)
        self.help = text_label(14, name="quiet")
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.help)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._show_help)
        LOOK.changed.connect(self._take_look)
        self._take_look()

    def _take_look(self) -> None:
        self.setStyleSheet(_dialog(LOOK.theme))

    def _add_above(self, column: QVBoxLayout) -> None:
        """What stands above the fields."""

    def _make_editor(self, field: FormField) -> Editor:
        return make_editor(field)

    def _add_row(self, field: FormField) -> None:
        if field.section not in self._heads:
            head = QLabel(tr(field.section.value))
            head.setFont(page_font(FONT_PX, bold=True))
            head.setContentsMargins(0, 8 if self._heads else 0, 0, 0)
            self._heads[field.section] = head
            self._column.addWidget(head)
        row = self.rows[field.key] = FieldRow(field, self._make_editor(field), self.label_px)
        if isinstance(row.widget, ProseEdit):
            lines = _PROSE_LINES * row.widget.fontMetrics().lineSpacing()
            row.widget.setFixedHeight(lines + 26)
        row.editor.value_changed.connect(lambda value, key=field.key: self._ask(key, value))
        row.editor.text_left.connect(lambda text, key=field.key: self._leave(key, text))
        self._column.addWidget(row)

    # ---- what it is told

    def commit(self) -> None:
        """Be done with typing: what is left in a field that is no value is written as it stands."""
        for row in self.rows.values():
            if row.has_keyboard:
                row.editor.commit()

    def focus_field(self, key: str) -> bool:
        """Put the keyboard on a field; whether there is one for this key."""
        row = self.rows.get(key)
        if row is None:
            return False
        row.show()
        row.widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(row, 0, 20)
        return True

    def _show(
        self,
        base: Path,
        written: Mapping[str, object],
        inherited: Mapping[str, str],
        faults: Mapping[str, str],
        fitting: Collection[str],
    ) -> None:
        """Show the values of one table; of the same as before in place, so that the keyboard stays where it is."""
        fresh = base != self._base
        self._base = base
        shown: set[Section] = set()
        for key, row in self.rows.items():
            row.show_value(written.get(key), inherited.get(key, ""), faults.get(key, ""), fresh=fresh)
            visible = key in fitting or key in written or key in faults or (row.has_keyboard and not fresh)
            if visible == row.isHidden():
                row.setVisible(visible)
            if visible:
                shown.add(row.field.section)
        for section, head in self._heads.items():
            head.setVisible(section in shown)
        tell(self.top, "\n".join(sentence(what) for key, what in faults.items() if key not in self.rows))

    # ---- what happens

    def _ask(self, key: str, value: object) -> None:
        self.value_requested.emit((*self._base, key), value)

    def _leave(self, key: str, text: str) -> None:
        if text:
            self.value_requested.emit((*self._base, key), text)
        else:
            self.remove_requested.emit((*self._base, key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give texts the whole width where there is little."""
        super().resizeEvent(event)
        for row in self.rows.values():
            if row.field.kind in _TEXTS:
                row.set_stacked(self.width() < _STACKED_BELOW_PX)
        self._fit_help()

    def _fit_help(self) -> None:
        """Room for the longest help, so that nothing moves from field to field; in a low form for three lines."""
        line_px = self.help.fontMetrics().lineSpacing()
        longest_px = max(self._height_of_help(row.field.help_words()) for row in self.rows.values())
        room_px = max(_HELP_LINES * line_px, min(longest_px, self.height() // _HELP_SHARE))
        self.help.setFixedHeight(room_px + _HELP_EDGE_PX)

    def _height_of_help(self, text: str) -> int:
        room = QRect(0, 0, self.width(), 10_000)
        return self.help.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()

    def _tell_help(self, text: str) -> None:
        """What has no room is told by the tooltip."""
        self.help.setToolTip(text)
        shown, room_px = text, self.help.height() - _HELP_EDGE_PX
        while " " in shown and self._height_of_help(shown) > room_px:
            shown = shown.removesuffix("…").rpartition(" ")[0] + "…"
        self.help.setText(shown)

    def _show_help(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        row = next((row for row in self.rows.values() if row.isAncestorOf(now)), None)
        self._tell_help(row.field.help_words() if row is not None else "")


def _dialog(theme: Theme) -> str:
    return (
        page_style_sheet(theme)
        + f"""
        QWidget#fields {{ background: transparent; }}
        QLabel#fault {{ color: {theme.danger}; }}
        QLineEdit {{ padding: 6px 10px; placeholder-text-color: {theme.quiet}; }}
        QComboBox {{ padding: 6px 26px 6px 10px; }}
        QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
        QPlainTextEdit {{ background: {theme.surface}; color: {theme.text}; border-radius: 8px; padding: 4px 6px;
            border: 2px solid {theme.border}; }}
        QPlainTextEdit:focus {{ border-color: {theme.focus}; }}
        QPushButton, QToolButton {{ padding: 6px 12px; }}
        QToolButton#small {{ padding: 4px 2px; min-width: 20px; }}
    """
    )
