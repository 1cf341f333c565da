"""The rows of a setting on the page, made from its entry in the table. What is chosen is told and not kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar, assert_never

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSlider, QSpinBox, QWidget

from trunktimer.foundation.translation import DateStyle, format_date, tr, trc
from trunktimer.preferences.preferences import WEEKDAYS, format_percent
from trunktimer.preferences.settings import Check, Choice, Count, Plain, Setting, Slider
from trunktimer.session.cues import TELLS
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.setting_row import SettingRow
from trunktimer.ui.kit.tick_box import TickBox

_T = TypeVar("_T")
_Choose = Callable[[Any], None]


class SettingRows(NamedTuple):
    """What a setting has on the page: mostly one row.

    `show` takes a value of it, without telling it as chosen. `control` is what is moved, typed in or ticked; where
    there are several, all of them by the names that the value knows them by.
    """

    rows: Sequence[SettingRow]
    show: Callable[[Any], object]
    control: Any


def setting_rows(
    entry: Setting[Any], choose: _Choose, hear: Callable[[str], None], teach: Callable[[], None]
) -> SettingRows:
    """The rows of a setting. `choose` is called with a new value, `hear` with a kind of sound, `teach` for the keys."""
    around: QWidget | None = None
    control: QWidget
    show: Callable[[Any], object]
    match entry.control:
        case Slider() as wanted:
            around = made = _ValueSlider(wanted, entry.check.low, entry.check.high, type(entry.default))
            made.moved.connect(choose)
            control, show = made.slider, made.show_value
        case Choice(choices):
            control, show = _choice(choices(), choose)
        case Count(none, unit):
            control, show = _count(entry.check, none(), unit(), choose)
        case Plain.TICK_BOX:
            control, show = _tick_box(trc("preference", "On"), tr(entry.label), choose)
        case Plain.KEYS:
            control = QPushButton(tr("Keys…"))
            control.clicked.connect(teach)
            show = bool  # there is nothing to be seen of them
        case Plain.DAYS:
            return _days(entry, choose)
        case Plain.VOLUMES:
            return _volumes(choose, hear)
        case _:
            assert_never(entry.control)
    return SettingRows([_row(entry, around or control, control)], show, control)


def _row(entry: Setting[Any], control: QWidget, speaks: QWidget) -> SettingRow:
    return SettingRow(tr(entry.label), tr(entry.help_text), control, speaks=speaks)


class _ValueSlider(QWidget):
    """A slider with its value in words beside it; `moved` carries the value, a number of the `kind`."""

    moved = Signal(object)

    def __init__(self, control: Slider, low: float, high: float, kind: type = float) -> None:
        super().__init__()
        self._control, self._kind = control, kind
        slider = self.slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(round(low * control.per_unit), round(high * control.per_unit))
        slider.setPageStep(control.page_step)
        slider.setSingleStep(max(1, control.page_step // 2))
        slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slider.setMinimumWidth(80)
        slider.setTracking(not control.at_rest)
        slider.valueChanged.connect(self._tell)
        slider.sliderMoved.connect(self._show_words)
        self._words = QLabel()
        self._words.setFont(page_font(15))
        self._words.setMinimumWidth(64)
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(12)
        self.line.addWidget(slider, 1)
        self.line.addWidget(self._words)

    def show_value(self, value: float) -> None:
        """Stand at a value, or as near to it as there is a place; its words are exact."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(value * self._control.per_unit))
        self._words.setText(self._control.words(value))

    def _value(self, place: int) -> object:
        return self._kind(place / self._control.per_unit)

    def _show_words(self, place: int) -> None:
        self._words.setText(self._control.words(self._value(place)))

    def _tell(self, place: int) -> None:
        self._show_words(place)
        self.moved.emit(self._value(place))


def _choice(choices: Mapping[Any, str], choose: _Choose) -> tuple[ChoiceBox, Callable[[Any], None]]:
    box = ChoiceBox()
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    values = list(choices)
    box.addItems(list(choices.values()))
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.activated.connect(lambda at: choose(values[at]))

    def show(value: object) -> None:
        if value not in values:  # from the file
            values.append(value)
            box.addItem(str(value))
        box.setCurrentIndex(values.index(value))

    return box, show


def _count(check: Check, none: str, unit: str, choose: _Choose) -> tuple[QSpinBox, Callable[[int], None]]:
    box = QSpinBox()
    box.setRange(round(check.low), round(check.high))
    box.setSpecialValueText(none)
    box.setSuffix(f" {unit}" if unit else "")
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setKeyboardTracking(False)
    box.valueChanged.connect(choose)
    return box, _untold(box, box.setValue)


def _tick_box(text: str, name: str, choose: _Choose) -> tuple[TickBox, Callable[[bool], None]]:
    box = TickBox(text)
    box.setAccessibleName(name)
    box.toggled.connect(choose)
    return box, _untold(box, box.setChecked)


def _untold(control: QWidget, put: Callable[[_T], object]) -> Callable[[_T], None]:
    """As `put`, but the control does not tell it as chosen."""

    def show(value: _T) -> None:
        with QSignalBlocker(control):
            put(value)

    return show


def _days(entry: Setting[Any], choose: _Choose) -> SettingRows:
    around = QWidget()
    grid = QGridLayout(around)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(6)
    boxes: dict[str, TickBox] = {}
    shows: dict[str, Callable[[bool], None]] = {}

    def tell(_: object) -> None:
        choose(tuple(name for name, box in boxes.items() if box.isChecked()))

    for at, name in enumerate(WEEKDAYS):
        short, full = (
            format_date(date(2024, 1, 1 + at), style) for style in (DateStyle.WEEKDAY, DateStyle.FULL_WEEKDAY)
        )
        boxes[name], shows[name] = _tick_box(short, full, tell)
        boxes[name].setFont(page_font(15))
        grid.addWidget(boxes[name], at // 3, at % 3)

    def show(days: Sequence[str]) -> None:
        for name in WEEKDAYS:
            shows[name](name in days)

    return SettingRows([_row(entry, around, boxes[WEEKDAYS[0]])], show, boxes)


def _volumes(choose: _Choose, hear: Callable[[str], None]) -> SettingRows:
    """The volume of each kind of sound, and a button to hear it. A kind at full volume has none of its own."""
    control = Slider(100, 10, lambda volume: format_percent(volume) if volume else trc("sound", "off"))
    own: dict[str, float] = {}
    rows, sliders = [], {}

    def moved(kind: str, volume: float) -> None:
        changed = own | {kind: volume}
        if volume == 1:
            del changed[kind]
        choose(changed)

    for kind, told in TELLS.items():
        name, made = tr(told), _ValueSlider(control, 0, 1)
        button = QPushButton(trc("button", "Hear"))
        button.setFont(page_font(14))
        button.setAccessibleName(tr("Hear: {sound}", sound=name))
        button.clicked.connect(lambda _checked=False, kind=kind: hear(kind.value))
        made.line.addWidget(button)
        made.moved.connect(partial(moved, kind.value))
        rows.append(SettingRow(name, "", made, speaks=made.slider))
        sliders[kind.value] = made

    def show(volumes: Mapping[str, float]) -> None:
        own.clear()
        own.update(volumes)
        for kind, made in sliders.items():
            made.show_value(volumes.get(kind, 1.0))

    return SettingRows(rows, show, {kind: made.slider for kind, made in sliders.items()})
