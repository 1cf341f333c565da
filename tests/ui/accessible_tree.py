"""What a screen reader finds of a widget: its tree, with names, roles and the order in which Tab goes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QScrollArea, QWidget

from tests.ui.kit.test_theme import contrast

R: Final = QAccessible.Role
#: To a screen reader these are layout: it says nothing when they get the focus.
LAYOUT: Final = {R.Client, R.NoRole, R.Border, R.LayeredPane, R.Splitter, R.Whitespace, R.Row, R.Column}
#: What a person presses, sets or types into.
USED: Final = {
    *(R.Button, R.ButtonMenu, R.ButtonDropDown, R.CheckBox, R.RadioButton, R.ComboBox, R.EditableText, R.Slider),
    *(R.SpinBox, R.Tree, R.List, R.Table, R.PageTab, R.Link, R.Chart, R.Dial, R.MenuItem, R.ProgressBar),
}
#: What is painted needs words, too.
PICTURES: Final = {R.Graphic, R.Chart, R.ProgressBar}
_DEEPEST: Final = 40
_LEAST_FRAME_PX: Final = 30


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the tree. `where` are the classes of the widgets around it."""

    role: QAccessible.Role
    name: str
    description: str
    focusable: bool
    enabled: bool
    where: str
    labels: tuple[
        str, ...
    ]  # what stands beside it; of a combo box Qt tells what is chosen as its name, on some systems
    widget: QWidget | None


def nodes_of(root: QWidget) -> Iterator[Node]:
    """What is shown of `root`, from the top."""
    face = QAccessible.queryAccessibleInterface(root)
    assert face is not None
    yield from _walk(face, type(root).__name__, 0)


def _walk(face: QAccessibleInterface, where: str, depth: int) -> Iterator[Node]:
    assert depth < _DEEPEST, where
    state = face.state()
    thing: QObject | None = face.object()
    if state.invisible and depth:
        return
    yield Node(
        role=face.role(),
        name=face.text(QAccessible.Text.Name).strip(),
        description=face.text(QAccessible.Text.Description).strip(),
        focusable=bool(state.focusable),
        enabled=not state.disabled,
        where=where,
        labels=tuple(label.text(QAccessible.Text.Name) for label, _ in face.relations(QAccessible.RelationFlag.Label)),
        widget=thing if isinstance(thing, QWidget) else None,
    )
    for at in range(face.childCount()):
        child = face.child(at)
        if child.isValid():
            under: QObject | None = child.object()
            yield from _walk(
                child, f"{where}/{child.role().name if under is None else type(under).__name__}", depth + 1
            )


def nameless(root: QWidget) -> list[str]:
    """Whatever can get the focus or be used and has no name, or a role that says nothing."""
    found = []
    for node in nodes_of(root):
        own = node.widget is not None  # cells and items have their own rules
        if not node.name and ((node.focusable and own) or node.role in USED | PICTURES):
            found.append(f"{node.where}: {node.role.name} without a name")
        if node.focusable and own and node.role in LAYOUT:
            found.append(f"{node.where}: {node.role.name} {node.name!r} can have the focus")
        if node.role is R.ComboBox and len(node.labels) != 1:
            found.append(f"{node.where}: {node.name!r} is chosen, of what is told by {node.labels}")
    return found


@dataclass(frozen=True, slots=True)
class Round:
    """The stops of Tab, once around, and where it goes against the order of reading."""

    stops: list[QWidget]
    leaps: list[str]


def tab_round(root: QWidget) -> Round:
    """Press Tab until it comes back to where it began; each time it must go on."""
    focus = QApplication.focusWidget()
    if focus is None or not root.isAncestorOf(focus):
        root.setFocus()
    stops: list[QWidget] = []
    leaps: list[str] = []
    parts: list[QDateEdit.Section] = []
    for _ in range(300):
        QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Tab)
        QApplication.processEvents()  # what has the focus is scrolled to
        focus = QApplication.focusWidget()
        assert focus is not None, stops
        if stops and focus is stops[-1] and isinstance(focus, QDateEdit):
            assert focus.currentSection() not in parts, "Tab stays in a date"
            parts.append(focus.currentSection())
            continue  # year, month, day
        parts = [focus.currentSection()] if isinstance(focus, QDateEdit) else []
        if stops and _is_leap(place_of(stops[-1], root), place_of(focus, root)):
            here, there = (f"{told(one)} at {place_of(one, root).getRect()}" for one in (stops[-1], focus))
            leaps.append(f"{here} -> {there}")
        if focus in stops:
            assert focus is stops[0], f"Tab stays among {stops[stops.index(focus) :]}"
            return Round(stops, leaps)
        stops.append(focus)
    raise AssertionError("Tab never comes back")


def faint_focus(root: QWidget) -> list[str]:
    """The stops of Tab at which no frame is seen: where too few pixels differ by 3:1 from what is there without it."""
    stops = tab_round(root).stops
    found = []
    for stop in stops:
        around = stop.parentWidget()
        while around is not None and around is not root:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(stop)
            around = around.parentWidget()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        place = place_of(stop, root).adjusted(-4, -4, 4, 4).intersected(root.rect())
        shown = root.grab(place).toImage()
        stop.clearFocus()
        QApplication.processEvents()
        bare = root.grab(place).toImage()
        one, other = pixels(shown), pixels(bare)
        differs = one != other
        changed = sum(
            count
            for (lit, dark), count in Counter(zip(one[differs].tolist(), other[differs].tolist(), strict=True)).items()
            if contrast(QColor(lit).name(), QColor(dark).name()) >= 3
        )
        if changed < _LEAST_FRAME_PX and not place.contains(root.rect()):  # a page as a whole needs no frame
            found.append(f"{told(stop)}: {changed} px")
    return found


def pixels(image: QImage) -> npt.NDArray[np.uint32]:
    """The colours of a picture, as numbers."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint32).copy()


def _is_leap(here: QRect, there: QRect) -> bool:
    """Whether a step goes to the left in a row, or up, unless that is the top of a further column."""
    if here.top() < there.center().y() < here.bottom() or there.top() < here.center().y() < there.bottom():
        return there.left() < here.left()
    return there.center().y() < here.top() and there.left() < here.right()


def told(widget: QWidget) -> str:
    """A widget by its class and its name."""
    face = QAccessible.queryAccessibleInterface(widget)
    return f"{type(widget).__name__} {face.text(QAccessible.Text.Name)!r}"


def place_of(widget: QWidget, root: QWidget) -> QRect:
    """Where a widget is."""
    return QRect(widget.mapTo(root, QPoint()), widget.size())
