"""Asks after a session how hard it was, how much it hurt, and for a note. What becomes of the answers is not known."""

from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QShowEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from trunktimer.foundation.translation import format_count, later, tr
from trunktimer.session.record import LEAST_EFFORT, MOST_EFFORT, MOST_PAIN, NOTE_LENGTH, Feedback
from trunktimer.ui.history.number_scale import NumberScale
from trunktimer.ui.kit.fonts import text_scale
from trunktimer.ui.kit.key_places import letter_of
from trunktimer.ui.kit.labels import page_font, tell, text_label
from trunktimer.ui.kit.scrolled import let_labels_wrap, scrolled
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme

EASE_OFF_ABOVE: Final = 3
EASE_OFF: Final = later(  # the number is that of `EASE_OFF_ABOVE`
    "Pain above 3: stop here for today, and take it easier next time. If it does not settle, ask "
    "whoever prescribed the exercises."
)
#: Session RPE, the CR10 scale as Foster et al. have it (J Strength Cond Res 2001, 15(1), 109-115). 6, 8 and 9 have no
#: words there.
EFFORT_WORDS: Final = {
    # Translators: these ten say how hard a session was, from 1 to 10; use the words of the CR10 scale of session RPE
    1: later("very, very easy"),
    2: later("easy"),
    3: later("moderate"),
    4: later("somewhat hard"),
    5: later("hard"),
    6: later("hard to very hard"),
    7: later("very hard"),
    8: later("more than very hard"),
    9: later("nearly maximal"),
    10: later("maximal"),
}
#: The numeric rating scale has words for its ends only.
PAIN_WORDS: Final = {0: later("no pain"), 10: later("worst imaginable")}
_HINT: Final = later("A digit answers and goes on. Backspace clears. Any of it may be left out.")
_WIDTH_PX: Final = 760
_HEIGHT_PX: Final = 720
_LOW_PX: Final = 720
_COUNT_FROM: Final = NOTE_LENGTH - 200


class NoteEdit(QPlainTextEdit):
    """A text of at most `NOTE_LENGTH` characters. `left` asks to go out of it by a key."""

    left = Signal()
    saved = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setFont(page_font(17))

    def sizeHint(self) -> QSize:
        """As little as it may have; it takes what room there is."""
        return QSize(320, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """The same: Qt would have room for two scroll bars."""
        return QSize(80, self.minimumHeight())

    def _room(self) -> int:
        """How many characters may still come in, in the place of what is selected."""
        return NOTE_LENGTH - len(self.toPlainText()) + len(self.textCursor().selectedText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as much as there is room for; what stood there stays."""
        self.insertPlainText(source.text()[: max(0, self._room())])

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The same for what an input method writes."""
        if len(event.commitString()) > self._room():
            event.setCommitString(event.commitString()[: max(0, self._room())])
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves; Esc goes back to the sheet, so that a note is not lost by one key."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif self._room() > 0 or not (enter or (event.text() and event.text().isprintable())):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on writing at the end."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.TabFocusReason):
            self.moveCursor(QTextCursor.MoveOperation.End)


class FeedbackDialog(QDialog):
    """For one session; `title` names it, `feedback` is what was said before. `feedback()` holds once it was accepted.

    Every answer is optional, and each takes one key.
    """

    def __init__(self, feedback: Feedback, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How was it?"))
        keep_styled(self, _sheet)
        room = parent.window().size() if parent is not None else None
        low = room is not None and room.height() < _LOW_PX
        ten = {"X": MOST_PAIN}
        effort_words = {number: tr(word) for number, word in EFFORT_WORDS.items()}
        pain_words = {number: tr(word) for number, word in PAIN_WORDS.items()}
        self.effort = NumberScale(
            *(tr("Effort"), LEAST_EFFORT, MOST_EFFORT, effort_words),
            letter="E",
            keys={"0": MOST_EFFORT, "X": MOST_EFFORT},
            close=low,
        )
        self.before = NumberScale(tr("Pain before"), 0, MOST_PAIN, pain_words, letter="B", keys=ten, close=low)
        self.after = NumberScale(tr("Pain after"), 0, MOST_PAIN, pain_words, letter="A", keys=ten, close=low)
        self.scales = (self.effort, self.before, self.after)
        self.caution = text_label(15 if low else 17, name="safety")
        self.hint = text_label(15, name="quiet")
        self.note = NoteEdit(feedback.note)
        self.note.setMinimumHeight(40 if low else 64)
        self.note_left = text_label(15, name="quiet")
        self.buttons = QDialogButtonBox()
        self.later = self.buttons.addButton(tr("Leave it"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save = self.buttons.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setObjectName("start")
        self.save.setDefault(True)
        self._build(title, low)
        self._connect()
        for scale, value in zip(self.scales, (feedback.effort, feedback.pain_before, feedback.pain_after), strict=True):
            scale.set_value(value)
        self._take_note()
        wide, high = _WIDTH_PX, _HEIGHT_PX
        if room is not None:
            wide, high = min(wide, room.width()), min(high, room.height())
        self.resize(wide, high)

    def _build(self, title: str, low: bool) -> None:
        heading = text_label(20 if low else 24, bold=True)
        heading.setText(title)
        letter = QLabel("N")
        letter.setObjectName("key")
        letter.setFont(page_font(15, bold=True))
        label = QLabel(tr("Note"))
        label.setFont(page_font(18, bold=True))
        label.setBuddy(self.note)
        self.note.setAccessibleName(tr("Note"))
        head = QHBoxLayout()
        head.setContentsMargins(5, 0, 5, 0)
        head.setSpacing(8)
        head.addWidget(letter)
        head.addWidget(label)
        head.addStretch()
        head.addWidget(self.note_left)
        self.hint.setText(tr(_HINT))
        inside = QWidget()
        inside.setObjectName("detail")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3 if low else 12)
        rows.addWidget(heading)
        for scale in self.scales:
            rows.addWidget(scale)
        rows.addWidget(self.caution)
        rows.addLayout(head)
        rows.addWidget(self.note, 1)
        rows.addWidget(self.hint)
        let_labels_wrap(inside)
        self.area = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(*((12, 6, 12, 8) if low else (24, 20, 24, 20)))
        column.setSpacing(5 if low else 14)
        column.addWidget(self.area, 1)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.effort.answered.connect(lambda: self._go_on(self.effort, self.before))
        self.before.answered.connect(lambda: self._go_on(self.before, self.after))
        self.after.answered.connect(lambda: self._go_on(self.after, self.save))
        for scale in self.scales:
            scale.stepped.connect(self._step)
        self.after.changed.connect(self._take_pain)
        self.note.textChanged.connect(self._take_note)
        self.note.left.connect(lambda: self._go(self.save))
        self.note.saved.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._take_pain(None)

    def feedback(self) -> Feedback:
        """What is said."""
        return Feedback(
            effort=self.effort.value(),
            pain_before=self.before.value(),
            pain_after=self.after.value(),
            note=self.note.toPlainText().strip()[:NOTE_LENGTH],
        )

    def _take_pain(self, value: int | None) -> None:
        hurts = value is not None and value > EASE_OFF_ABOVE
        tell(self.caution, tr(EASE_OFF) if hurts else "")

    def _go_on(self, scale: NumberScale, following: QWidget) -> None:
        """To what follows an answer; a screen reader is told the answer, since the focus leaves it at once."""
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, " ".join(filter(None, (scale.told(), self._said_of(scale)))))
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)
        self._go(following)

    def _said_of(self, scale: NumberScale) -> str:
        return self.caution.text() if scale is self.after else ""

    def _take_note(self) -> None:
        length = len(self.note.toPlainText())
        told = tr("{count} of {most} characters", count=format_count(length), most=format_count(NOTE_LENGTH))
        tell(self.note_left, told if length >= _COUNT_FROM else "")

    def _go(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if widget is not self.save:
            self.area.ensureWidgetVisible(widget, 0, 12)

    def _step(self, by: int) -> None:
        """To the row above or below."""
        rows = (*self.scales, self.note, self.save)
        here = next((at for at, row in enumerate(rows) if row is self._row_of(self.focusWidget())), None)
        if here is not None and 0 <= here + by < len(rows):
            self._go(rows[here + by])

    def _row_of(self, widget: QWidget | None) -> QWidget | None:
        return next((scale for scale in self.scales if widget in scale.buttons), widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to a row, up and down to the next one."""
        rows = {"E": self.effort, "B": self.before, "A": self.after, "N": self.note}
        row = rows.get(letter_of(event))
        if row is not None:
            self._go(row)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first question that has no answer yet, so that the first key answers it."""
        super().showEvent(event)
        self._go(next((scale for scale in self.scales if scale.value() is None), self.save))


def _sheet(theme: Theme) -> str:
    return page_style_sheet(theme) + (
        f"QLabel#key {{ color: {theme.quiet}; border: 1px solid {theme.border}; border-radius: 4px;"
        " padding: 0px 6px; }"
        f"QDialogButtonBox QPushButton {{ font-size: {round(17 * text_scale())}px; }}"
        f"QPlainTextEdit {{ background: {theme.surface}; color: {theme.text}; border-radius: 8px; padding: 4px 8px;"
        f" border: 2px solid {theme.border}; }}"
        f"QPlainTextEdit:focus {{ border-color: {theme.focus}; }}"
    )
