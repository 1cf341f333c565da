"""What screen readers are told of widgets that are painted here: their roles, what can be done, what is news.

Qt knows its own widgets. A painted one would be a nameless layout to a screen reader, so each class has a face here.
Names and descriptions are the widgets' own; when something is news is decided by who calls `announce`.
"""

from functools import cache
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleValueInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

#: By the name of the class, so that none of them has to be imported before it is shown.
ROLES: Final = {
    "RunPage": QAccessible.Role.Pane,
    "CompactWindow": QAccessible.Role.Window,
    "WatchWindow": QAccessible.Role.Window,
    "ControlBar": QAccessible.Role.ToolBar,
    "HeatMap": QAccessible.Role.Chart,
    "Chart": QAccessible.Role.Chart,
    "TimelinePlot": QAccessible.Role.Chart,
    "HeatLegend": QAccessible.Role.Graphic,
    "PlotHead": QAccessible.Role.Graphic,
    "FigureView": QAccessible.Role.Graphic,
    "DistanceSample": QAccessible.Role.Graphic,
}
#: What is a row of steps, of which one is chosen: they are `Stepped`.
STEPPED: Final = {"TimelineStrip"}


class Stepped(Protocol):
    """A widget with steps from 1 to `step_count()`, of which one is chosen."""

    def step_count(self) -> int:
        """How many there are."""
        ...

    def step_now(self) -> int:
        """Which is chosen, from 1; 0 if there is none."""
        ...

    def choose_step(self, number: int) -> None:
        """Choose one, from 1."""
        ...

    def take_step(self) -> None:
        """Do what Enter does with the chosen one."""
        ...


class _Steps(QAccessibleValueInterface):
    """The chosen step as a number that can be read and set."""

    def __init__(self, of: Stepped) -> None:
        super().__init__()
        self._of = of

    def currentValue(self) -> int:
        return self._of.step_now()

    def minimumValue(self) -> int:
        return min(1, self._of.step_count())

    def maximumValue(self) -> int:
        return self._of.step_count()

    def minimumStepSize(self) -> int:
        return 1

    def setCurrentValue(self, value: object) -> None:
        if isinstance(value, int | float) and 1 <= value <= self._of.step_count():
            self._of.choose_step(round(value))


class _SteppedFace(QAccessibleWidget):
    """A slider to a screen reader, that can be pressed as well."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Slider)
        self._of: Stepped = widget  # type: ignore[assignment]  # what is in STEPPED has the methods
        self._steps = _Steps(self._of)

    def interface_cast(self, t: QAccessible.InterfaceType, /) -> Any:
        """The value, beside what every widget has."""
        return self._steps if t is QAccessible.InterfaceType.ValueInterface else super().interface_cast(t)

    def actionNames(self) -> list[str]:
        """Press, beside what every widget has."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, actionName: str, /) -> None:  # noqa: N803  # named by Qt
        """Press takes the chosen step."""
        if actionName == QAccessibleActionInterface.pressAction():
            self._of.take_step()
        else:
            super().doAction(actionName)


def _face(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, QWidget):
        return None
    if key in STEPPED:
        return _SteppedFace(thing)
    role = ROLES.get(key)
    if role is None:
        return None
    return (_Picture if role in (QAccessible.Role.Chart, QAccessible.Role.Graphic) else QAccessibleWidget)(thing, role)


class _Picture(QAccessibleWidget):
    """What is painted as one, whatever widgets it is made of."""

    def childCount(self) -> int:
        """None."""
        return 0

    def child(self, index: int, /) -> QAccessibleInterface | None:  # type: ignore[override]  # as Qt does
        """None."""
        return None

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface | None:  # type: ignore[override]  # as Qt does
        """None."""
        return None


@cache
def give_faces() -> None:
    """Have Qt ask here what the painted widgets are; before the first of them is shown. A second call does nothing."""
    QAccessible.installFactory(_face)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` when it has said what it is saying; without one this costs nothing."""
    if text and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
