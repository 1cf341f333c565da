"""The page of preferences: every one with its name, its help and an effect at once. It keeps nothing itself."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.settings import Section, settings_of
from trunktimer.ui.kit.distance_sample import DistanceSample
from trunktimer.ui.kit.labels import page_font, say, tell, text_label
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.notice import Notice
from trunktimer.ui.kit.scrolled import scrolled
from trunktimer.ui.kit.setting_row import SettingRow, WheelGuard
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import Theme
from trunktimer.ui.kit.tick_box import MARK_PX
from trunktimer.ui.preferences.setting_rows import setting_rows

_WIDEST_PX: Final = 860


class PreferencesPage(QWidget):
    """`change_requested` carries the new `Preferences`, `hear_requested` a kind of sound.

    `keys_requested` wants the sheet of keys, `sound_check_requested` the sound test, `file_requested` the file of
    preferences, and `back_requested` the routines. The settings are those of the table; `controls` has what is moved,
    typed in or ticked for each of them, by its name.
    """

    change_requested = Signal(object)
    hear_requested = Signal(str)
    keys_requested = Signal()
    sound_check_requested = Signal()
    file_requested = Signal()
    back_requested = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.controls: dict[str, Any] = {}
        self._shows: dict[str, Callable[[Any], object]] = {}
        self._guard = WheelGuard(self)
        self._build()
        self.set_preferences(preferences)
        self._take_look()
        LOOK.changed.connect(self._take_look)

    # ---- what it is told

    def set_preferences(self, preferences: Preferences) -> None:
        """Show these values."""
        self._preferences = preferences
        self.sample.set_distance_m(preferences.viewing_distance_m)
        for name, show in self._shows.items():
            show(getattr(preferences, name))

    def set_window_size(self, size: QSize) -> None:
        """Show the sample for a run page of this size."""
        self.sample.set_window_size(size)

    def set_message(self, text: str) -> None:
        """Show a calm line at the top; empty hides it."""
        say(self.message, text)

    def set_sound_status(self, text: str) -> None:
        """Say through what sounds are heard, or why not."""
        tell(self.sound_status, text)

    def set_file(self, path: str) -> None:
        """Say where the file of preferences lies."""
        self.file.setText(path)

    def focus_first(self) -> None:
        """Give the keyboard to the first control."""
        next(iter(self.controls.values())).setFocus()

    def _take_look(self) -> None:
        self.setStyleSheet(page_style_sheet(LOOK.theme) + _marks_style_sheet(LOOK.theme))

    # ---- building

    def _build(self) -> None:
        title = text_label(24, bold=True)
        title.setText(tr("Preferences"))
        back = QPushButton(tr("‹  Routines"))
        back.setToolTip(tr("Back to the routines (Esc)"))
        back.clicked.connect(self.back_requested)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(back)
        head.addWidget(title, 1)
        self.message = Notice(self)
        self._column = QVBoxLayout()
        self._column.setSpacing(20)
        self._column.setContentsMargins(0, 0, 14, 16)
        self._add_settings()
        self._add_file()
        self._column.addStretch(1)
        inner = self.inner = _Column()
        inner.setObjectName("detail")
        inner.setLayout(self._column)
        inner.setMaximumWidth(_WIDEST_PX)
        area = self.area = scrolled(inner)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 12, 8)
        whole.setSpacing(0)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addLayout(head)
        whole.addWidget(self.message.room)
        whole.addWidget(area, 1)

    def _add_settings(self) -> None:
        behind = {"viewing_distance_m": self._add_sample, "player": self._add_sound_check}
        table = settings_of(type(self._preferences))
        for section in Section:
            self._add_head(tr(section.value))
            for name in sorted((name for name in table if table[name].section is section), key=lambda n: table[n].rank):
                choose = partial(self._choose, name)
                made = setting_rows(table[name], choose, self.hear_requested.emit, self.keys_requested.emit)
                self.controls[name], self._shows[name] = made.control, made.show
                for row in made.rows:
                    self._add_row(row)
                if name in behind:
                    behind[name]()

    def _choose(self, name: str, value: object) -> None:
        if getattr(self._preferences, name) != value:
            change: dict[str, Any] = {name: value}
            self.change_requested.emit(replace(self._preferences, **change))

    def _add_sample(self) -> None:
        self.sample = DistanceSample()
        note = text_label(14, name="quiet")
        note.setText(tr("So large are countdown and cue in a window of this size. Step back and look."))
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(self.sample)
        box.addWidget(note)
        self._column.addLayout(box)

    def _add_sound_check(self) -> None:
        self.sound_status = text_label(14, name="quiet")
        self.sound_status.hide()
        self._column.addWidget(self.sound_status)
        test = QPushButton(tr("Sound test…"))
        test.setToolTip(tr("Hear all kinds of sound, one after the other (Ctrl+T)"))
        test.clicked.connect(self.sound_check_requested)
        self._column.addWidget(test, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_file(self) -> None:
        self._add_head(tr("The file"))
        opened = self.open_file = QPushButton(tr("Open the file"))
        opened.clicked.connect(self.file_requested)
        help_text = tr("Your comments in it stay. What you change there takes effect at the next start.")
        self._add_row(SettingRow(tr("All of this in a text file"), help_text, opened))
        self.file = text_label(14, name="quiet")
        self.file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(self.file)

    def _add_head(self, text: str) -> None:
        head = text_label(20, bold=True)
        head.setText(text)
        if self._column.count():
            self._column.addSpacing(14)
        self._column.addWidget(head)

    def _add_row(self, row: SettingRow) -> None:
        self._column.addWidget(row)
        row.speaks.setFont(page_font(15))
        row.speaks.installEventFilter(self._guard)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
            return
        super().keyPressEvent(event)


class _Column(QWidget):
    """What is scrolled. It is as high as its rows are at its width, not as they would be at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        """The least width, and the height at the present one."""
        least = super().minimumSizeHint()
        return QSize(least.width(), min(least.height(), self.heightForWidth(self.width())))


def _marks_style_sheet(theme: Theme) -> str:
    """How boxes to tick look: seen in every theme, and with the keyboard on them."""
    return f"""
        QCheckBox {{ spacing: 9px; padding: 3px 6px 3px 3px; border: 2px solid transparent; border-radius: 6px; }}
        QCheckBox:focus {{ border-color: {theme.focus}; }}
        QCheckBox::indicator {{ width: {MARK_PX}px; height: {MARK_PX}px; background: transparent; border: none; }}
    """
