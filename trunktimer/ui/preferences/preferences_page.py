"""The page of preferences: every one with its name, its help and an effect at once. It keeps nothing itself."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.languages import LANGUAGES
from trunktimer.foundation.translation import DateStyle, day_words, later, number_text, tr, trc
from trunktimer.preferences.preferences import (
    FARTHEST_M,
    LARGEST_TEXT_SCALE,
    LEAST_TEXT_SCALE,
    LONGEST_LEAD_IN_S,
    MOST_A_WEEK,
    NEAREST_M,
    WEEKDAYS,
    Preferences,
    SpaceAtGate,
)
from trunktimer.routine.level import HIGHEST_LEVEL, LOWEST_LEVEL
from trunktimer.session.cues import TELLS
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.distance_sample import DistanceSample
from trunktimer.ui.kit.labels import page_font, say, tell, text_label
from trunktimer.ui.kit.preference_words import SAYS, THEMES
from trunktimer.ui.kit.setting_row import SettingRow, WheelGuard
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import Theme
from trunktimer.ui.kit.tick_box import MARK_PX, TickBox

_WIDEST_PX: Final = 860
_PLAYERS: Final = {
    "": later("Best there is"),
    "simpleaudio": "simpleaudio",
    "miniaudio": "miniaudio",
    "silence": later("Silence"),
}
_SPACE: Final = {
    SpaceAtGate.DONE: later("Means “done”"),
    SpaceAtGate.PAUSE: later("Pauses; Enter means “done”"),
}
_COUNTS_S: Final = (5, 10, 15, 20, 30, 60)
_MONDAY: Final = date(2024, 1, 1)


class PreferencesPage(QWidget):
    """`asked` carries the name of a preference and its new value, `hear_requested` a kind of sound.

    `keys_requested` wants the sheet of keys, `sound_check_requested` the sound test, `file_requested` the file of
    preferences, and `back_requested` the routines.
    """

    asked = Signal(str, object)
    hear_requested = Signal(str)
    keys_requested = Signal()
    sound_check_requested = Signal()
    file_requested = Signal()
    back_requested = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._shows: list[Callable[[], None]] = []
        self._guard = WheelGuard(self)
        self._build()
        self.set_preferences(preferences)

    # ---- what it is told

    def set_preferences(self, preferences: Preferences) -> None:
        """Show these values."""
        self._preferences = preferences
        for show in self._shows:
            show()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.setStyleSheet(page_style_sheet(theme) + _marks_style_sheet(theme))

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
        self.message = text_label(15, name="message")
        self.message.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(20)
        self._column.setContentsMargins(0, 0, 14, 16)
        self._seeing()
        self._languages()
        self._sound()
        self._session()
        self._training()
        self._rest()
        self._column.addStretch(1)
        inner = self.inner = _Column()
        inner.setObjectName("detail")
        inner.setLayout(self._column)
        inner.setMaximumWidth(_WIDEST_PX)
        scroll = self.area = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 12, 8)
        whole.setSpacing(16)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addLayout(head)
        whole.addWidget(self.message)
        whole.addWidget(scroll, 1)

    def _seeing(self) -> None:
        self._head(tr("Seeing"))
        self.distance = self._slider(
            "viewing_distance_m",
            tr("Viewing distance"),
            tr("How far your eyes are from the screen. The texts of the run page grow with it."),
            (round(NEAREST_M * 10), round(FARTHEST_M * 10), 5),
            to_value=lambda place: place / 10,
            to_place=lambda value: round(value * 10),
            words=lambda value: tr("{metres} m", metres=number_text(value, 1)),
        )
        self.sample = DistanceSample()
        note = text_label(14, name="quiet")
        note.setText(tr("So large are countdown and cue in a window of this size. Step back and look."))
        self._shows.append(lambda: self.sample.set_distance_m(self._preferences.viewing_distance_m))
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(self.sample)
        box.addWidget(note)
        self._column.addLayout(box)
        self.theme = self._choice("theme", tr("Colours"), "", _shown(THEMES))
        self.text_scale = self._slider(
            "text_scale",
            tr("Size of all other texts"),
            tr("Of lists, pages and sheets; the run page follows the viewing distance."),
            (round(LEAST_TEXT_SCALE * 20), round(LARGEST_TEXT_SCALE * 20), 1),
            to_value=lambda place: place / 20,
            to_place=lambda value: round(value * 20),
            words=_percent,
            at_rest=True,  # else the slider would move away below the mouse
        )
        self.reduced_motion = self._check(
            "reduced_motion", tr("Less motion"), tr("Stills in place of what moves, and no pulse in the last seconds.")
        )

    def _languages(self) -> None:
        self._head(tr("Language and voice"))
        languages = {"": tr("As the desktop")} | LANGUAGES
        self.interface_language = self._choice(
            "interface_language", tr("Language of all texts"), tr("Takes effect at the next start."), languages
        )
        self.voice = self._choice("voice", trc("preference", "Voice"), tr("How much it says."), _shown(SAYS))
        self.language = self._choice(
            "language",
            tr("Language of the voice"),
            tr("Where it has no words in that language, the next best is taken."),
            {"": tr("As the texts")} | LANGUAGES,
        )
        counts = {every: tr("every {seconds} s", seconds=every) for every in _COUNTS_S}
        self.count_every_s = self._choice(
            "count_every_s", tr("Count the seconds of a hold"), tr("Where the voice counts."), counts
        )

    def _sound(self) -> None:
        self._head(tr("Sound"))
        self.volume = self._slider(
            "volume",
            tr("Volume"),
            tr("Of everything; + and − change it while a routine is followed."),
            (0, 100, 10),
            to_value=lambda place: place / 100,
            to_place=lambda value: round(value * 100),
            words=_percent,
        )
        self.muted = self._check("muted", tr("Sound off"), tr("M turns it off and on while a routine is followed."))
        self.player = self._choice(
            "player", tr("Sound player"), tr("What plays the sounds. Another one may help where nothing is heard."),
            _shown(_PLAYERS),
        )  # fmt: skip
        self.sound_status = text_label(14, name="quiet")
        self.sound_status.hide()
        self._column.addWidget(self.sound_status)
        test = QPushButton(tr("Sound test…"))
        test.setToolTip(tr("Hear all kinds of sound, one after the other (Ctrl+T)"))
        test.clicked.connect(self.sound_check_requested)
        self._column.addWidget(test, 0, Qt.AlignmentFlag.AlignLeft)
        self.kinds = {kind.value: self._kind(kind.value, tr(told)) for kind, told in TELLS.items()}

    def _session(self) -> None:
        self._head(tr("While a routine is followed"))
        self.lead_in_s = self._number(
            "lead_in_s",
            tr("Time to get ready"),
            tr("At least so long before the first block, whatever the routine says."),
            LONGEST_LEAD_IN_S,
            tr("as the routine says"),
            trc("seconds", "s"),
        )
        self.space_at_gate = self._choice(
            "space_at_gate",
            tr("The space bar at a rep of your own pace"),
            tr("Where the program waits for “done”. Enter always means “done”."),
            _shown(_SPACE),
        )
        keys = self.keys = QPushButton(tr("Keys…"))
        keys.clicked.connect(self.keys_requested)
        self._row(tr("Keys"), tr("Teach any key of a keyboard, a presenter or a pedal what it is to do."), keys)

    def _training(self) -> None:
        self._head(tr("Training"))
        self.level = self._slider(
            "level",
            tr("Level"),
            tr("Where a routine gives a range, how much of it you do. The page of routines has it too."),
            (LOWEST_LEVEL, HIGHEST_LEVEL, 5),
            to_value=lambda place: place,
            to_place=lambda value: value,
            words=lambda value: tr("{percent} %", percent=value),
        )
        self.weekly_goal = self._number(
            "weekly_goal",
            tr("Sessions a week"),
            tr("The goal that the history shows."),
            MOST_A_WEEK,
            trc("goal", "no goal"),
            "",
        )
        days = QWidget()
        grid = QGridLayout(days)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        self.rest_days: dict[str, TickBox] = {}
        for at, name in enumerate(WEEKDAYS):
            box = self.rest_days[name] = TickBox(day_words(_MONDAY.replace(day=1 + at), DateStyle.WEEKDAY))
            box.setFont(page_font(15))
            box.setAccessibleName(day_words(_MONDAY.replace(day=1 + at), DateStyle.FULL_WEEKDAY))
            box.toggled.connect(self._days_changed)
            grid.addWidget(box, at // 3, at % 3)
        self._shows.append(self._show_days)
        first = self.rest_days[WEEKDAYS[0]]
        row = SettingRow(tr("Rest days"), tr("Days without a routine; they break no streak."), days, speaks=first)
        self._column.addWidget(row)

    def _rest(self) -> None:
        self._head(tr("The file"))
        opened = self.open_file = QPushButton(tr("Open the file"))
        opened.clicked.connect(self.file_requested)
        self._row(
            tr("All of this in a text file"),
            tr("Your comments in it stay. What you change there takes effect at the next start."),
            opened,
        )
        self.file = text_label(14, name="quiet")
        self.file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(self.file)

    # ---- kinds of rows

    def _head(self, text: str) -> None:
        head = text_label(20, bold=True)
        head.setText(text)
        if self._column.count():
            self._column.addSpacing(14)
        self._column.addWidget(head)

    def _row(self, name: str, help_text: str, control: QWidget, *, speaks: QWidget | None = None) -> None:
        self._column.addWidget(SettingRow(name, help_text, control, speaks=speaks))
        (speaks or control).setFont(page_font(15))
        (speaks or control).installEventFilter(self._guard)

    def _ask(self, preference: str, value: object) -> None:
        if getattr(self._preferences, preference) != value:
            self.asked.emit(preference, value)

    def _choice(self, preference: str, name: str, help_text: str, choices: Mapping[Any, str]) -> ChoiceBox:
        box = ChoiceBox()
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        values = list(choices)
        box.addItems(list(choices.values()))
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda at: self._ask(preference, values[at]))

        def show() -> None:
            value = getattr(self._preferences, preference)
            if value not in values:  # from the file
                values.append(value)
                box.addItem(str(value))
            box.setCurrentIndex(values.index(value))

        self._shows.append(show)
        self._row(name, help_text, box)
        return box

    def _slider(
        self,
        preference: str,
        name: str,
        help_text: str,
        places: tuple[int, int, int],
        *,
        to_value: Callable[[int], Any],
        to_place: Callable[[Any], int],
        words: Callable[[Any], str],
        at_rest: bool = False,
    ) -> QSlider:
        slider, shown, whole = _slider_with_words(places)
        slider.setTracking(not at_rest)

        def moved(place: int) -> None:
            shown.setText(words(to_value(place)))
            self._ask(preference, to_value(place))

        def show() -> None:
            value = getattr(self._preferences, preference)
            if to_place(value) != slider.value():
                slider.blockSignals(True)
                slider.setValue(to_place(value))
                slider.blockSignals(False)
            shown.setText(words(value))

        slider.valueChanged.connect(moved)
        slider.sliderMoved.connect(lambda place: shown.setText(words(to_value(place))))
        self._shows.append(show)
        self._row(name, help_text, whole, speaks=slider)
        return slider

    def _kind(self, kind: str, told: str) -> QSlider:
        """The volume of one kind of sound, and a button to hear it."""
        slider, shown, whole = _slider_with_words((0, 100, 10))
        hear = QPushButton(trc("button", "Hear"))
        hear.setFont(page_font(14))
        hear.setAccessibleName(tr("Hear: {sound}", sound=told))
        hear.clicked.connect(lambda: self.hear_requested.emit(kind))
        line = whole.layout()
        assert line is not None
        line.addWidget(hear)

        def moved(place: int) -> None:
            shown.setText(_loudness(place / 100))
            changed = dict(self._preferences.sounds) | {kind: place / 100}
            if place == 100:
                del changed[kind]
            self._ask("sounds", changed)

        def show() -> None:
            volume = self._preferences.sounds.get(kind, 1.0)
            slider.blockSignals(True)
            slider.setValue(round(volume * 100))
            slider.blockSignals(False)
            shown.setText(_loudness(volume))

        slider.valueChanged.connect(moved)
        self._shows.append(show)
        self._row(told, "", whole, speaks=slider)
        return slider

    def _number(self, preference: str, name: str, help_text: str, most: int, none: str, suffix: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, most)
        box.setSpecialValueText(none)
        box.setSuffix(f" {suffix}" if suffix else "")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self._ask(preference, value))

        def show() -> None:
            box.blockSignals(True)
            box.setValue(getattr(self._preferences, preference))
            box.blockSignals(False)

        self._shows.append(show)
        self._row(name, help_text, box)
        return box

    def _check(self, preference: str, name: str, help_text: str) -> TickBox:
        box = TickBox(trc("preference", "On"))
        box.setAccessibleName(name)
        box.toggled.connect(lambda on: self._ask(preference, on))

        def show() -> None:
            box.blockSignals(True)
            box.setChecked(getattr(self._preferences, preference))
            box.blockSignals(False)

        self._shows.append(show)
        self._row(name, help_text, box)
        return box

    def _show_days(self) -> None:
        for name, box in self.rest_days.items():
            box.blockSignals(True)
            box.setChecked(name in self._preferences.rest_days)
            box.blockSignals(False)

    def _days_changed(self) -> None:
        self._ask("rest_days", tuple(name for name, box in self.rest_days.items() if box.isChecked()))

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


def _slider_with_words(places: tuple[int, int, int]) -> tuple[QSlider, QLabel, QWidget]:
    """A slider from the first to the second place, the third being its large step, with room for its value."""
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(places[0], places[1])
    slider.setPageStep(places[2])
    slider.setSingleStep(max(1, places[2] // 2))
    slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    slider.setMinimumWidth(80)
    shown = QLabel()
    shown.setFont(page_font(15))
    shown.setMinimumWidth(64)
    shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(slider, 1)
    line.addWidget(shown)
    return slider, shown, whole


def _percent(value: float) -> str:
    return tr("{percent} %", percent=round(value * 100))


def _loudness(volume: float) -> str:
    return _percent(volume) if volume else trc("sound", "off")


def _shown(choices: Mapping[Any, str]) -> dict[Any, str]:
    """The words of a table in the language in use."""
    return {value: tr(text) for value, text in choices.items()}


def _marks_style_sheet(theme: Theme) -> str:
    """How boxes to tick look: seen in every theme, and with the keyboard on them."""
    return f"""
        QCheckBox {{ spacing: 9px; padding: 3px 6px 3px 3px; border: 2px solid transparent; border-radius: 6px; }}
        QCheckBox:focus {{ border-color: {theme.focus}; }}
        QCheckBox::indicator {{ width: {MARK_PX}px; height: {MARK_PX}px; background: transparent; border: none; }}
    """
