"""What the page for a clinician is to cover: asks for the period and, if wanted, a name. It writes nothing."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from trunktimer.foundation.translation import later, tr
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled

_WEEKS = {
    4: later("The last 4 weeks"),
    12: later("The last 12 weeks"),
    26: later("The last half-year"),
    52: later("The last year"),
}
_USUAL = 12
_NAME_LENGTH = 60


class SummaryDialog(QDialog):
    """`since_day` and `name` give the answers once it was accepted; `today` is a day since 1970-01-01."""

    def __init__(self, today: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Summary for a clinician"))
        keep_styled(self, page_style_sheet)
        self.setFont(page_font(16))
        self._today = today
        told = text_label(15, name="quiet")
        told.setText(
            tr(
                "One page as a PDF: sessions against the plan, pain and effort over the weeks, what was done of each "
                "movement, and your notes. It is made here and goes nowhere by itself."
            )
        )
        self.period = ChoiceBox()
        self.period.setAccessibleName(tr("Period"))
        for weeks, text in _WEEKS.items():
            self.period.addItem(tr(text), weeks)
        self.period.setCurrentIndex(list(_WEEKS).index(_USUAL))
        self.named = QLineEdit()
        self.named.setAccessibleName(tr("Name on the page"))
        # Translators: stands in the field of a name as long as none is written
        self.named.setPlaceholderText(tr("left open: a line to write it on"))
        self.named.setMaxLength(_NAME_LENGTH)
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(tr("Period"), self.period)
        form.addRow(tr("Name"), self.named)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(tr("Save as…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(16)
        column.addWidget(told)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.resize(520, 280)

    def since_day(self) -> int:
        """The first day that the page covers; today is the last."""
        return self._today - 7 * int(self.period.currentData()) + 1

    def name(self) -> str:
        """The name to stand on the page; empty for none."""
        return self.named.text().strip()
