"""The first five minutes: hearing, seeing, safety and keys, then the demo. Four short pages that can be skipped."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.translation import format_number, tr, trc
from trunktimer.preferences.preferences import FARTHEST_M, NEAREST_M
from trunktimer.ui.kit.distance_sample import DistanceSample
from trunktimer.ui.kit.keys import Command, command_words
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet, wear
from trunktimer.ui.kit.taught_keys import KeyTable

_SIZE_PX: Final = QSize(720, 580)
_STEPS_A_METRE: Final = 10
#: The keys that one needs on the floor; F1 has the others.
_KEYS: Final = (Command.SPACE, Command.DONE, Command.NEXT, Command.BACK, Command.MUTE, Command.LEAVE, Command.KEYS)


class WelcomeDialog(QDialog):
    """`hear_requested` asks for a sound, `distance_requested` carries metres. Accepted means: on to the demo."""

    hear_requested = Signal()
    distance_requested = Signal(float)

    def __init__(
        self, *, sound_status: str, distance_m: float, safety: str, keys: KeyTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Welcome"))
        self._take_look()
        LOOK.changed.connect(self._take_look)
        self.setFont(page_font(16))
        self.pages = QStackedWidget()
        self.titles: list[QLabel] = []
        self._add(tr("Can you hear this?"), self._sound_page(sound_status))
        self._add(tr("Can you read this from the floor?"), self._distance_page(distance_m))
        self._add(tr("Your back comes first"), self._safety_page(safety))
        self._add(tr("Without looking for the mouse"), self._keys_page(keys))
        self.place = QLabel()
        self.place.setObjectName("quiet")
        self.place.setFont(page_font(14))
        self.skip = QPushButton(trc("button", "Skip"))
        self.skip.setToolTip(tr("Close this; the menu has sound test, viewing distance and keys at any time (Esc)"))
        self.back = QPushButton(trc("button", "Back"))
        self.onward = QPushButton()
        self.onward.setObjectName("start")
        self.onward.setDefault(True)
        for button in (self.skip, self.back, self.hear):
            button.setAutoDefault(False)  # Enter always goes on; Space presses a button
        self.skip.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self._go(-1))
        self.onward.clicked.connect(lambda: self._go(1))
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip)
        buttons.addWidget(self.place)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.onward)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)
        room = parent.size() if parent is not None else _SIZE_PX
        self.resize(min(_SIZE_PX.width(), room.width() - 20), min(_SIZE_PX.height(), room.height() - 20))
        self._go(0)

    def set_sound_status(self, status: str) -> None:
        """Say through what sounds are heard, or why not."""
        self.status.setText(status)

    # ---- the pages

    def _add(self, title: str, body: QWidget) -> None:
        head = text_label(24, bold=True)
        head.setText(title)
        self.titles.append(head)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(head)
        column.addWidget(body, 1)
        self.pages.addWidget(page)

    def _sound_page(self, status: str) -> QWidget:
        self.hear = QPushButton(tr("Play a sound"))
        self.hear.clicked.connect(self.hear_requested)
        self.status = text_label(15, name="quiet")
        self.status.setText(status)
        return _page(
            _paragraph(
                tr(
                    "TrunkTimer leads you through a routine for trunk and lower back: it shows each movement, counts "
                    "the time of each hold, and tells every change by a sound and a word, so that you need not look up."
                )
            ),
            _left(self.hear),
            self.status,
            _paragraph(
                tr(
                    "Too soft? Turn the computer up now. While you follow a routine, + and − change the volume, and "
                    "M turns the sound off and on."
                )
            ),
        )

    def _distance_page(self, distance_m: float) -> QWidget:
        self.sample = DistanceSample()
        self.distance = QSlider(Qt.Orientation.Horizontal)
        self.distance.setRange(round(NEAREST_M * _STEPS_A_METRE), round(FARTHEST_M * _STEPS_A_METRE))
        self.distance.setPageStep(5)
        self.distance.setAccessibleName(tr("Viewing distance"))
        self.metres = QLabel()
        self.metres.setFont(page_font(16, bold=True))
        self.distance.valueChanged.connect(self._set_distance)
        self.distance.setValue(round(distance_m * _STEPS_A_METRE))
        self._set_distance(self.distance.value())
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.distance, 1)
        row.addWidget(self.metres)
        return _page(
            _paragraph(
                tr(
                    "Put the computer where it will stand, lie down, and look. The larger the distance, the larger "
                    "the texts."
                )
            ),
            line,
            self.sample,
        )

    def _safety_page(self, safety: str) -> QWidget:
        return _page(
            _paragraph(safety),
            _paragraph(
                tr(
                    "You may let go of any hold and leave out any movement: the arrow key to the right does it, and "
                    "nothing counts against you. How hard a routine is, you choose with its level."
                )
            ),
        )

    def _keys_page(self, keys: KeyTable) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, command in enumerate(_KEYS):
            name = QLabel(keys.key_words(command)[0])
            name.setFont(page_font(16, bold=True))
            what = text_label(16)
            what.setText(command_words(command))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(what, row, 1)
        return _page(
            table,
            _paragraph(
                tr(
                    "A presenter, a pedal or the media keys of your headphones work as well, and any key can be taught "
                    "what you like, on the page of preferences (Ctrl+,)."
                )
            ),
        )

    # ---- what happens

    def _take_look(self) -> None:
        wear(self, page_style_sheet(LOOK.theme))

    def _set_distance(self, tenths: int) -> None:
        metres = tenths / _STEPS_A_METRE
        self.metres.setText(f"{format_number(metres, 1)} m")
        self.sample.set_distance_m(metres)
        self.distance_requested.emit(metres)

    def _go(self, by: int) -> None:
        at, last = self.pages.currentIndex() + by, self.pages.count() - 1
        if at > last:
            self.accept()
            return
        self.pages.setCurrentIndex(at)
        self.place.setText(tr("{page} of {pages}", page=at + 1, pages=last + 1))
        self.back.setEnabled(at > 0)
        self.onward.setText(tr("Try the demo") if at == last else trc("button", "Next"))
        (self.hear if at == 0 else self.distance if at == 1 else self.onward).setFocus()


def _paragraph(text: str) -> QLabel:
    label = text_label(17)
    label.setText(text)
    return label


def _left(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def _page(*parts: QWidget) -> QWidget:
    """Parts below each other, scrolled where there is no room."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(14)
    _fill(column, parts)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area


def _fill(column: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
