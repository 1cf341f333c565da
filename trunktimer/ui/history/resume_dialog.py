"""Asks at the start what is to become of a session that was interrupted. Does nothing of it itself."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.moments import format_moment
from trunktimer.foundation.translation import tr, written
from trunktimer.session.record import SessionRecord
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.scrolled import let_labels_wrap, scrolled
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme

_WIDTH_PX: Final = 640
_MARGIN_PX: Final = 24


class ResumeAnswer(StrEnum):
    """What is to become of the session."""

    GO_ON = "go on"
    KEEP = "keep"
    DISCARD = "discard"
    LATER = "later"


class ResumeDialog(QDialog):
    """For one session. `where` says how far it came; `why_not` says in a sentence why it cannot go on, if it cannot.

    `answer()` is `LATER` until something else was chosen.
    """

    def __init__(
        self, record: SessionRecord, where: str, can_resume: bool, why_not: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("A session was interrupted"))
        keep_styled(self, _sheet)
        self._answer = ResumeAnswer.LATER
        name = text_label(24, bold=True)
        name.setText(written(record.routine_name))
        self.when = text_label(17)
        self.when.setText(tr("Interrupted. It began on {moment}.", moment=format_moment(record.started)))
        self.where = text_label(20)
        self.where.setText(tr("Reached: {where}", where=where))
        self._offers = QGridLayout()
        self._offers.setColumnStretch(1, 1)
        self._offers.setHorizontalSpacing(16)
        self._offers.setVerticalSpacing(12)
        goes = tr("The rest of the session follows, and all of it counts as one.") if can_resume else why_not
        self.go_on = self._offer(tr("&Go on from there"), goes, ResumeAnswer.GO_ON)
        self.keep = self._offer(tr("&Keep as unfinished"), tr("What was done stays in the history."), ResumeAnswer.KEEP)
        self.discard = self._offer(
            tr("&Discard"),
            tr("What was done is gone, at once and for good. Nothing more is asked."),
            ResumeAnswer.DISCARD,
        )
        self.go_on.setEnabled(can_resume)
        self.later = QPushButton(tr("&Later"))
        self.later.setFont(page_font(17))
        self.later.clicked.connect(self.reject)
        first = self.go_on if can_resume else self.keep
        first.setObjectName("start")
        first.setDefault(True)
        self._build((name, self.when, self.where), parent)
        first.setFocus()

    def _offer(self, text: str, means: str, answer: ResumeAnswer) -> QPushButton:
        button = QPushButton(text)
        button.setFont(page_font(17))
        button.setAccessibleDescription(means)
        button.clicked.connect(lambda: self._take(answer))
        label = text_label(17)
        label.setText(means)
        row = self._offers.rowCount()
        self._offers.addWidget(button, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._offers.addWidget(label, row, 1, Qt.AlignmentFlag.AlignVCenter)
        return button

    def _build(self, words: tuple[QWidget, ...], parent: QWidget | None) -> None:
        inside = QWidget()
        inside.setObjectName("detail")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(6)
        for label in words:
            rows.addWidget(label)
        rows.addSpacing(14)
        rows.addLayout(self._offers)
        rows.addStretch()
        let_labels_wrap(inside)
        scroll = scrolled(inside)
        later = text_label(15, name="quiet")
        later.setText(tr("Later, or Esc, decides nothing: it is asked again at the next start."))
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 12, 0)
        foot.setSpacing(16)
        foot.addWidget(later, 1)
        foot.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX - 12, 20)
        column.setSpacing(14)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        for widget in self.findChildren(QWidget):  # only then are their sizes known
            widget.ensurePolished()
        rows.invalidate()
        room = parent.window().size() if parent is not None else None
        wide = min(_WIDTH_PX, room.width()) if room else _WIDTH_PX
        high = inside.heightForWidth(wide - 2 * _MARGIN_PX) + foot.sizeHint().height() + 2 * 20 + 14 + 8
        self.resize(wide, min(high, room.height()) if room else high)

    def _take(self, answer: ResumeAnswer) -> None:
        self._answer = answer
        self.accept()

    def answer(self) -> ResumeAnswer:
        """What was chosen."""
        return self._answer


def _sheet(theme: Theme) -> str:
    return page_style_sheet(theme) + (
        f"QPushButton:disabled {{ color: {theme.quiet}; background: {theme.background};"
        f" border: 2px dashed {theme.border}; }}"
    )
