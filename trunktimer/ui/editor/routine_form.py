"""Forms of labelled fields, and the form of what a routine says of itself. What is written is told; nothing is read.

`FieldForm` is what the forms of a routine and of a block share: rows in sections, a fault beneath its field, and the
help for the field that has the keyboard. The form of a block is in `block_form`.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.durations import Span
from trunktimer.foundation.errors import Path
from trunktimer.foundation.translation import count_text, tr
from trunktimer.routine.routine import NAME_LENGTH, Routine
from trunktimer.ui.editor.count_edit import CountEdit
from trunktimer.ui.editor.duration_edit import MARK_PX, DurationEdit, TypedEdit, Unreadable
from trunktimer.ui.editor.form_fields import ROUTINE_FIELDS, FieldKind, FormField, Section
from trunktimer.ui.editor.undo_keys import asks_for_undo
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import Theme

NARROWEST_PX: Final = 360
_WIDEST_PX: Final = 560
_STACKED_BELOW_PX: Final = 480  # in a narrower form, texts have the whole width
LABEL_PX: Final = 122
_WIDEST_LABEL_PX: Final = 160  # a longer label wraps
FIELD_GAP_PX: Final = 8
EDGES_PX: Final = 12  # left and right of all fields
_HELP_LINES: Final = 3
_HELP_SHARE: Final = 5  # of a form, at most
_HELP_EDGE_PX: Final = 6
_PROSE_LINES: Final = 3
_COUNT_PX: Final = 50
_FONT_PX: Final = 15
_ARROW_PX: Final = 40  # the edges of a choice, and its arrow
_TEXTS: Final = frozenset({FieldKind.TEXT, FieldKind.PROSE, FieldKind.THINGS})


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


class TextEdit(TypedEdit):
    """One line of text of at most `longest` characters; with `counts` it says how many there are.

    With `sparing` it does so only while somebody writes.
    """

    def __init__(
        self, longest: int, *, counts: bool = False, sparing: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._longest, self._counts, self._sparing = longest, counts, sparing
        self._describe()

    def _read(self, text: str) -> str:
        if len(text) > self._longest:
            raise Unreadable(_too_long(str(len(text)), str(self._longest)))
        return text

    def _room_px(self) -> int:
        return _COUNT_PX if self._tells_count else 0

    @property
    def _tells_count(self) -> bool:
        return self._counts and (self.hasFocus() or not self._sparing)

    def count_text(self) -> str:
        """How many characters there are, of how many; empty if that is not told."""
        return f"{len(self.text().strip())}/{self._longest}" if self._tells_count and self.text() else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin to count."""
        super().focusInEvent(event)
        self._describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be done with typing."""
        super().focusOutEvent(event)
        self._describe()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the count."""
        super().paintEvent(event)
        painter = QPainter(self)
        role = self.palette().ColorRole.BrightText if self.fault else self.palette().ColorRole.PlaceholderText
        painter.setPen(self.palette().color(role))
        painter.setFont(page_font(13))
        right = self.width() - 12 - (MARK_PX if self.fault else 0)
        place = QRectF(right - _COUNT_PX, 0, _COUNT_PX, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.count_text())


class ThingsEdit(TypedEdit):
    """Short texts with commas between; semicolons where one of them has a comma in it."""

    def _text_of(self, raw: object) -> str:
        if not isinstance(raw, list | tuple):
            return super()._text_of(raw)
        things = [str(thing) for thing in raw]
        return ("; " if any("," in thing for thing in things) else ", ").join(things)

    def _read(self, text: str) -> list[str]:
        things = [thing.strip() for thing in text.split(";" if ";" in text else ",")]
        things = [thing for thing in things if thing]
        long = next((thing for thing in things if len(thing) > NAME_LENGTH), None)
        if long is not None:
            begins = long[:NAME_LENGTH]
            most = NAME_LENGTH
            raise Unreadable(
                tr('"{text}…" is too long; {most} characters are the most for each', text=begins, most=most)
            )
        return things


class ProseEdit(QPlainTextEdit):
    """Several lines of text. `text_left` comes when it is left with nothing in it where something stood."""

    value_changed = Signal(object)
    fault_changed = Signal(str)
    text_left = Signal(str)

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written = self._own = self._told = self._help = ""
        self._longest = longest
        self._quiet = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the editor's own undo holds for this text as well
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._take)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the draft: they are about the whole routine, not about this text."""
        if asks_for_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None:
        """Show what is written; what a person is typing stays while it says the same."""
        text = "" if raw is None else str(raw)
        self.setPlaceholderText(inherited)
        same = text.split() == self.toPlainText().split()
        emptied = text == self._written and not self.toPlainText().strip() and self.hasFocus()
        self._written = text
        if not fresh and (same or emptied):
            return
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._judge()

    def set_help(self, text: str) -> None:
        """What the field is for."""
        self._help = text
        self._describe()

    def set_fault(self, what: str) -> None:
        """What is wrong with the value; empty for nothing."""
        if what != self._told:
            self._told = what
            self._describe()

    @property
    def fault(self) -> str:
        """What is wrong; empty if nothing is."""
        return self._own or self._told

    def commit(self) -> None:
        """Be done with typing."""
        if not self.toPlainText().strip() and self._written.strip():
            self._written = ""
            self.text_left.emit("")

    def _take(self) -> None:
        if self._quiet:
            return
        self._judge()
        text = self.toPlainText().strip()
        if text and text.split() != self._written.split():
            self.value_changed.emit(text)

    def _judge(self) -> None:
        length = len(" ".join(self.toPlainText().split()))
        most = self._longest
        own = _too_long(count_text(length), count_text(most)) if length > most else ""
        if own != self._own:
            self._own = own
            self._describe()
            self.fault_changed.emit(own)

    def _describe(self) -> None:
        self.setToolTip(self.fault or self._help)
        self.setAccessibleDescription(f"{self.fault}. {self._help}" if self.fault else self._help)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be done with typing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()


class ChoiceField(ChoiceBox):
    """One of a few words, or none. A word that is not among them is shown as it stands."""

    value_changed = Signal(object)
    fault_changed = Signal(str)
    text_left = Signal(str)

    def __init__(self, choices: Mapping[str, str], unset: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unset, self._told, self._help = unset, "", ""
        self._known = len(choices) + 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem(unset, None)
        for word, text in choices.items():
            self.addItem(text, word)
        self.activated.connect(self._take)
        self.currentTextChanged.connect(self._describe)

    def set_written(self, raw: object, inherited: str = "", *, fresh: bool = False) -> None:
        """Show the chosen word; `None` is none, and then `inherited` says what holds instead."""
        while self.count() > self._known:
            self.removeItem(self._known)
        self.setItemText(0, inherited or self._unset)
        at = 0 if raw is None else self.findData(raw)
        if at < 0:
            self.addItem(str(raw), raw)
            at = self._known
        self.setCurrentIndex(at)

    def set_help(self, text: str) -> None:
        """What the field is for."""
        self._help = text
        self._describe()

    def set_fault(self, what: str) -> None:
        """What is wrong with the value; empty for nothing."""
        if what != self._told:
            self._told = what
            self._describe()

    @property
    def fault(self) -> str:
        """What is wrong; empty if nothing is."""
        return self._told

    def commit(self) -> None:
        """Nothing is left half typed in a choice."""

    def _take(self, at: int) -> None:
        word = self.itemData(at)
        if word is None:
            self.text_left.emit("")
        else:
            self.value_changed.emit(word)

    def _describe(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(self.currentText()) > self.width() - _ARROW_PX
        whole = self.currentText() if wide else ""  # what has no room is told whole
        self.setToolTip("\n".join(filter(None, (whole, self.fault or self._help))))
        self.setAccessibleDescription(f"{self.fault}. {self._help}" if self.fault else self._help)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for the words."""
        super().resizeEvent(event)
        self._describe()

    def showPopup(self) -> None:
        """Show the choices whole, though the field is narrower."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _ARROW_PX)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change only where the keyboard is: otherwise the page scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


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


def _too_long(length: str, most: str) -> str:
    return tr("the text has {length} characters; {most} is the most", length=length, most=most)


def label_room_px(fields: Sequence[FormField]) -> int:
    """How wide the column of labels is: as the widest label, but not so wide that no room is left for the fields."""
    metrics = QFontMetrics(page_font(_FONT_PX))
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
        self.label.setFont(page_font(_FONT_PX))
        self.label.setBuddy(editor)
        self._label_px = label_px
        editor.setFont(page_font(_FONT_PX))
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
        self.label.setMaximumWidth(self._label_px if wraps else _WIDEST_PX)
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
        body.setMaximumWidth(_WIDEST_PX)
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
            head.setFont(page_font(_FONT_PX, bold=True))
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


class RoutineForm(FieldForm):
    """What a routine says of itself, and what holds for all its blocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROUTINE_FIELDS, parent)
        self._base = ("",)  # nothing was shown yet

    def show_routine(self, routine: Routine | None, written: Mapping[str, object], faults: Mapping[str, str]) -> None:
        """Show a routine: its TOML table as it is written, and what is wrong by key. `None`: it cannot be read."""
        self._show((), written, {}, faults, self.rows)


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
