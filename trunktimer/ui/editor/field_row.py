"""A row of a form: a label, the field that fits the kind of value, and what is wrong with it."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLabel, QWidget

from trunktimer.foundation.durations import Span
from trunktimer.foundation.translation import tr
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.ui.editor.choice_field import ChoiceField
from trunktimer.ui.editor.count_edit import CountEdit
from trunktimer.ui.editor.duration_edit import DurationEdit
from trunktimer.ui.editor.form_fields import FieldKind, FormField
from trunktimer.ui.editor.text_edits import ProseEdit, TextEdit, ThingsEdit
from trunktimer.ui.kit.labels import page_font, tell, text_label

WIDEST_PX: Final = 560
LABEL_PX: Final = 122
_WIDEST_LABEL_PX: Final = 160  # a longer label wraps
FIELD_GAP_PX: Final = 8
FONT_PX: Final = 15


class Editor(Protocol):
    """What a field shows its value in; it must be a widget.

    `value_changed` carries a value that a file can hold, `text_left` what a person left that is none (or nothing).
    """

    @property
    def value_changed(self) -> Any: ...

    @property
    def text_left(self) -> Any: ...

    @property
    def fault_changed(self) -> Any: ...

    @property
    def fault(self) -> str: ...

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None: ...

    def set_fault(self, what: str) -> None: ...

    def set_help(self, text: str) -> None: ...

    def commit(self) -> None: ...


def make_editor(field: FormField) -> Editor:
    """What a field of a simple kind shows its value in."""
    usual = Span(field.usual * 1000, field.usual * 1000)
    match field.kind:
        case FieldKind.TIME | FieldKind.PAUSE:
            return DurationEdit(pause=field.kind is FieldKind.PAUSE, usual=usual)
        case FieldKind.COUNT | FieldKind.COUNTS:
            return CountEdit(
                pyramid=field.kind is FieldKind.COUNTS,
                ranges=field.ranges,
                least=field.least,
                most=field.most,
                usual=field.usual,
            )
        case FieldKind.CHOICE:
            return ChoiceField(field.choice_words(), field.unset_words())
        case FieldKind.PROSE:
            return ProseEdit(field.longest)
        case FieldKind.THINGS:
            return ThingsEdit()
        case _:
            return TextEdit(field.longest, counts=field.longest < NAME_LENGTH)


def label_room_px(fields: Sequence[FormField]) -> int:
    """How wide the column of labels is: as the widest label, but not so wide that no room is left for the fields."""
    metrics = QFontMetrics(page_font(FONT_PX))
    labels = [tr(field.label) for field in fields]
    widest = max(metrics.horizontalAdvance(label) for label in labels)
    word = max(metrics.horizontalAdvance(word) for label in labels for word in label.split())
    return max(LABEL_PX, min(widest, _WIDEST_LABEL_PX), word)


def sentence(what: str) -> str:
    """A fault as a sentence of its own."""
    if not what:
        return ""
    return what[0].upper() + what[1:] + ("" if what[-1] in ".?!" else ".")


class FieldRow(QWidget):
    """A label, its field beside it or, stacked, below it, and what is wrong."""

    def __init__(self, field: FormField, editor: Editor, label_px: int = LABEL_PX) -> None:
        super().__init__()
        assert isinstance(editor, QWidget)
        self.field = field
        self.editor: Editor = editor
        self.widget: QWidget = editor
        self.label = QLabel()
        self.label.setFont(page_font(FONT_PX))
        self.label.setBuddy(editor)
        self._label_px = label_px
        editor.setFont(page_font(FONT_PX))
        editor.set_help(field.help_words())
        self.note = text_label(14, name="fault")
        self.note.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(FIELD_GAP_PX)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnMinimumWidth(0, label_px)
        self._grid.setColumnStretch(1, 1)
        self._stacked: bool | None = None
        self.set_stacked(False)
        self.set_label(tr(field.label))
        editor.fault_changed.connect(self._tell)

    def set_stacked(self, stacked: bool) -> None:
        """Give the field the whole width, under its label, or put it beside the label."""
        if stacked is self._stacked:
            return
        self._stacked = stacked
        top = Qt.AlignmentFlag.AlignTop if self.field.kind is FieldKind.PROSE else Qt.AlignmentFlag.AlignVCenter
        for part in (self.label, self.widget, self.note):
            self._grid.removeWidget(part)
        self._fit_label()
        if stacked:
            for row, part in enumerate((self.label, self.widget, self.note)):
                self._grid.addWidget(part, row, 0, 1, 2)
        else:
            self._grid.addWidget(self.label, 0, 0, top)
            self._grid.addWidget(self.widget, 0, 1)
            self._grid.addWidget(self.note, 1, 1)

    def set_label(self, text: str) -> None:
        """Call the field otherwise."""
        self.label.setText(text)
        self.widget.setAccessibleName(text)
        line = self.widget.lineEdit() if isinstance(self.widget, QComboBox) else None
        if line is not None:
            line.setAccessibleName(text)
        self._fit_label()

    def _fit_label(self) -> None:
        """A label that is too wide for its column wraps."""
        metrics = self.label.fontMetrics()
        wraps = not self._stacked and metrics.horizontalAdvance(self.label.text()) > self._label_px
        self.label.setMaximumWidth(self._label_px if wraps else WIDEST_PX)
        self.label.setWordWrap(wraps)
        self.setMinimumHeight(self.label.heightForWidth(self._label_px) if wraps else 0)

    def show_value(self, raw: object, inherited: str, fault: str, *, fresh: bool) -> None:
        """Show what is written, what is inherited otherwise, and what is wrong with it."""
        self.editor.set_written(raw, inherited or self.field.unset_words(), fresh=fresh)
        self.editor.set_fault(fault)
        self._tell()

    def _tell(self) -> None:
        text = sentence(self.editor.fault)
        if text != self.note.text():
            tell(self.note, text)

    @property
    def has_keyboard(self) -> bool:
        """Whether a person is in this field."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self.widget or self.isAncestorOf(focused))
