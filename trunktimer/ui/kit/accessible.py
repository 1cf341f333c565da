"""What screen readers are told of widgets that are painted here: their roles, what can be done, what is news.

Qt knows its own widgets. A painted one would be a nameless layout to a screen reader, so each class has a face here.
Names and descriptions are the widgets' own; when something is news is decided by who calls `announce`.
"""

from functools import cache
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

#: By the name of the class, so that none of them has to be imported before it is shown.
ROLES: Final = {
    "RunPage": QAccessible.Role.Pane,
    "CompactWindow": QAccessible.Role.Window,
    "WatchWindow": QAccessible.Role.Window,
    "ControlBar": QAccessible.Role.ToolBar,
    "TimelineStrip": QAccessible.Role.Chart,
    "HeatMap": QAccessible.Role.Chart,
    "Chart": QAccessible.Role.Chart,
    "TimelinePlot": QAccessible.Role.Chart,
    "HeatLegend": QAccessible.Role.Graphic,
    "PlotHead": QAccessible.Role.Graphic,
    "FigureView": QAccessible.Role.Graphic,
    "DistanceSample": QAccessible.Role.Graphic,
    "BlockCard": QAccessible.Role.ListItem,
    "RestLine": QAccessible.Role.ListItem,
    "GroupFrame": QAccessible.Role.Grouping,
    "OverviewStrip": QAccessible.Role.Chart,
}
#: Of these one part is chosen at a time, by `choose_next` and `take_chosen`.
STEPPED: Final = {"TimelineStrip"}
#: These have controls that come when they are called, by `show_controls`.
HIDING: Final = {"RunPage"}


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


class _SteppedPicture(_Picture):
    """A picture whose parts can be chosen and pressed. Its description tells which it is.

    A slider would tell its number as well, but Qt asks for an interface of values by a plain pointer, which Python can
    give only in ways that crashed.
    """

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._of: Any = widget  # what is in STEPPED has the methods

    def actionNames(self) -> list[str]:
        """Press, and choosing by steps, beside what every widget has."""
        action = QAccessibleActionInterface
        return [action.pressAction(), action.increaseAction(), action.decreaseAction(), *super().actionNames()]

    def doAction(self, actionName: str, /) -> None:  # noqa: N803  # named by Qt
        """Do one of them."""
        action = QAccessibleActionInterface
        if actionName == action.pressAction():
            self._of.take_chosen()
        elif actionName in (action.increaseAction(), action.decreaseAction()):
            self._of.choose_next(1 if actionName == action.increaseAction() else -1)
        else:
            super().doAction(actionName)


class _HidingPage(QAccessibleWidget):
    """A page that lets its controls come where a screen reader asks for a menu, as Tab and the mouse do."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._of: Any = widget  # what is in HIDING has the method

    def actionNames(self) -> list[str]:
        """The menu, beside what every widget has."""
        return [QAccessibleActionInterface.showMenuAction(), *super().actionNames()]

    def doAction(self, actionName: str, /) -> None:  # noqa: N803  # named by Qt
        """Do one of them."""
        if actionName == QAccessibleActionInterface.showMenuAction():
            self._of.show_controls()
        else:
            super().doAction(actionName)


def _face(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    role = ROLES.get(key)
    if role is None or not isinstance(thing, QWidget):
        return None
    if key in STEPPED:
        return _SteppedPicture(thing, role)
    if key in HIDING:
        return _HidingPage(thing, role)
    return (_Picture if role in (QAccessible.Role.Chart, QAccessible.Role.Graphic) else QAccessibleWidget)(thing, role)


@cache
def give_faces() -> None:
    """Have Qt ask here what the painted widgets are; before the first of them is shown. A second call does nothing."""
    QAccessible.installFactory(_face)
