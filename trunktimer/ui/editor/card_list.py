"""The routine of a draft as a list of cards: what a person touches there becomes an edit of the draft."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from trunktimer.foundation.durations import BadDuration, Fineness, format_duration
from trunktimer.foundation.errors import Path
from trunktimer.foundation.translation import tr, trc, written
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Block, Routine
from trunktimer.routine.sentence import Chip, block_sentence
from trunktimer.routine.stepping import RESTS, stepped
from trunktimer.routine.toml.draft import block_key, block_of, fault_path
from trunktimer.ui.cards.card import LARGE_FROM_PX, BlockCard, GroupFrame, RestLine
from trunktimer.ui.cards.card_items import CardItem, card_items, fill_row
from trunktimer.ui.cards.chip import ChipButton
from trunktimer.ui.cards.lively_figure import LivelyFigure
from trunktimer.ui.cards.row import BlockPath, Row
from trunktimer.ui.editor.add_panel import AddPanel
from trunktimer.ui.editor.card_drag import CardDrag
from trunktimer.ui.editor.draft_model import DraftModel
from trunktimer.ui.editor.stepper import Stepper
from trunktimer.ui.kit.look import LOOK

_MARGIN_PX: Final = 24
_WIDEST_PX: Final = 1224
_GAP_PX: Final = 8
_NEW_REST: Final = '[[block]]\nrest = "30 s"\n'


class CardList(QScrollArea):
    """The cards of a draft. `more_requested` tells that all that can be said of the chosen block is wanted,
    `copy_requested`, `cut_requested` and `paste_requested` what the usual keys ask for. `stepper` is the open one.
    """

    more_requested = Signal()
    copy_requested = Signal(object)
    cut_requested = Signal(object)
    paste_requested = Signal()

    def __init__(self, model: DraftModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._movements: Mapping[str, Movement] = {}
        self._rows: dict[tuple[BlockPath, bool], Row] = {}  # whether it is a block's own
        self._shape: tuple[object, ...] = ()
        self._blocks: Sequence[Block] = ()
        self._routine: Routine | None = None
        self.stepper: Stepper | None = None
        self._before: str | None = None  # the text when the stepper was opened
        self._own_rest: tuple[BlockPath, str] | None = None  # a pause that becomes a block when its stepper closes
        self._stops: list[QWidget] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Blocks"))
        self._body = QWidget()
        self._body.setObjectName("cards")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 24)
        self._column.setSpacing(_GAP_PX)
        self.add = AddPanel()
        self.add.movement_chosen.connect(self._add_movement)
        self.add.own_requested.connect(self._add_own)
        self.add.rest_requested.connect(self.add_rest)
        self._column.addWidget(self.add)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self._lively = LivelyFigure(self._body)
        self._drag = CardDrag(self._body, self)
        self._drag.dropped.connect(self._model.move)
        model.changed.connect(self._show)
        model.chosen_changed.connect(self._show_chosen)
        LOOK.changed.connect(self._body.update)

    # ---- what it is told

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Take the movements by key."""
        self._movements = movements
        self.add.set_movements(movements)

    def cards(self) -> list[Row]:
        """The rows that show blocks, in their order."""
        return [row for (_, is_block), row in self._rows.items() if is_block]

    def card(self, path: BlockPath) -> Row | None:
        """The row that shows a block."""
        return self._rows.get((path, True))

    def focus_chosen(self) -> None:
        """Put the keyboard on the chosen card, or on the search where there is none."""
        row = self.card(self._model.chosen)
        if row is None:
            self.add.open()
        else:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_number(self, path: BlockPath, key: str, *, is_block: bool = True) -> None:
        """Have the stepper of a number open, where a row shows it."""
        row = self._rows.get((path, is_block))
        button = row.chip(key) if row is not None else None
        if row is not None and button is not None:
            self.ensureWidgetVisible(button, 0, 120)
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._open_stepper(row, button)

    # ---- showing the draft

    def _show(self) -> None:
        draft = self._model.draft
        if draft.routine is None and draft.data:
            self._show_faults()
            return
        self._routine = draft.routine
        self._blocks = draft.routine.blocks if draft.routine is not None else ()
        items = list(self._items())
        shape = tuple((path, kind, is_block) for path, kind, is_block, *_ in items)
        if shape != self._shape:
            self._rebuild(items, shape)
        for item in items:
            time = self._time_of(item.path) if item.kind is GroupFrame else ""
            fill_row(self._rows[item.path, item.is_block], item, self._movements, time)
        self._order_tabs()
        self._show_faults()
        self._show_chosen()

    def _items(self) -> Iterator[CardItem]:
        return iter(()) if self._routine is None else card_items(self._routine)

    def _rebuild(self, items: Sequence[CardItem], shape: tuple[object, ...]) -> None:
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and any(row.isAncestorOf(focused) or row is focused for row in self.cards())
        if had_keyboard and focused is not None:
            focused.clearFocus()  # else it would go to the next row that goes, and choose that
        self._close_stepper()
        self._lively.hush()
        self._shape = shape
        self._body.setUpdatesEnabled(False)
        for row in self._rows.values():
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = {}
        columns: dict[BlockPath, QVBoxLayout] = {(): self._column}
        for path, kind, is_block, *_ in items:
            row = RestLine(is_block=is_block) if kind is RestLine else kind()
            row.path = path
            self._rows[path, is_block] = row
            column = columns[path[:-1]]
            if column is self._column:
                column.insertWidget(column.count() - 2, row)  # before what adds, and the stretch
            else:
                column.addWidget(row)
            if isinstance(row, GroupFrame):
                columns[path] = row.inside
            self._connect(row)
        self._fit()
        self._body.setUpdatesEnabled(True)
        if had_keyboard:
            QTimer.singleShot(0, self, self.focus_chosen)

    def _connect(self, row: Row) -> None:
        row.opened.connect(lambda button: self._open_stepper(row, button))
        row.stepped.connect(lambda button, up: self._step(row, button, up))
        row.chosen.connect(lambda: self._model.choose(row.path) if self._is_block(row) else None)
        row.action_requested.connect(lambda name: self._act(row, name))
        if isinstance(row, BlockCard):
            row.sides_requested.connect(lambda value: self._model.change((*block_key(row.path), "sides"), value))
            row.entered.connect(lambda: self._lively.enliven(row.figure))
            row.left.connect(self._lively.hush)
        if isinstance(row, BlockCard | GroupFrame):
            row.grip.pressed.connect(lambda at: self._drag.press(row, at))
            row.grip.moved.connect(lambda at: self._drag.move(at, self.cards()))
            row.grip.released.connect(self._drag.release)

    @staticmethod
    def _is_block(row: Row) -> bool:
        return not isinstance(row, RestLine) or row.is_block

    def _order_tabs(self) -> None:
        stops = [stop for row in self._rows.values() for stop in row.stops()]
        if stops != self._stops:
            self._stops = stops
            for one, other in pairwise([*stops, self.add.begin, *self.add.stops()]):
                QWidget.setTabOrder(one, other)

    def _time_of(self, path: BlockPath) -> str:
        timeline = self._model.draft.timeline
        if timeline is None:
            return ""
        spans = [span for span in timeline.blocks if span.path[: len(path)] == path]
        if not spans:
            return ""
        length_ms = timeline.steps[spans[-1].last - 1].end_ms - timeline.steps[spans[0].first].start_ms
        return format_duration(length_ms, Fineness.SECONDS)

    def _show_faults(self) -> None:
        faults: dict[BlockPath, list[str]] = {}
        for fault in self._model.draft.faults:
            faults.setdefault(block_of(fault_path(fault)), []).append(fault.what)
        for row in self.cards():
            if isinstance(row, BlockCard):
                row.show_fault("\n".join(faults.get(row.path, ())))

    def _show_chosen(self) -> None:
        for row in self.cards():
            row.set_chosen(row.path == self._model.chosen)

    # ---- numbers

    def _open_stepper(self, row: Row, button: ChipButton) -> None:
        self._close_stepper()
        if self._is_block(row):
            self._model.choose(row.path)
        usual = self._usual(row, button.chip.key)
        stepper = self.stepper = Stepper(button, usual, self)
        stepper.value_requested.connect(lambda value: self._change(row, button.chip, value))
        stepper.usual_requested.connect(lambda: self._model.remove((*block_key(row.path), button.chip.key)))
        stepper.conversion_requested.connect(lambda kind: self._convert(row.path, kind))
        stepper.closed.connect(self._forget_stepper)
        self._before = self._model.draft.text
        stepper.open()

    def _forget_stepper(self) -> None:
        self.stepper = None
        self._before = None
        self._insert_own_rest()
        self._model.end_series()

    def _close_stepper(self) -> None:
        if self.stepper is not None:
            self.stepper.close()

    def _usual(self, row: Row, key: str) -> str:
        """What would hold if the block did not say it; empty where it does not, or nothing would."""
        path, item = row.path, next((item for item in self._items() if item[0] == row.path and item[2]), None)
        if item is None or not self._is_block(row) or key not in self._model.draft.table(block_key(path)):
            return ""
        block, around = item[3], item[4]
        if key in ("reps", "duration", "rest", "pulses", "bpm", "repeat"):
            return ""  # the block would be another kind of work
        without: dict[str, Any] = {key: None}
        bare = replace(block, **without)
        said = block_sentence(bare, around, self._movements.get(block.movement or ""), is_whole=True)
        return next((part.text for part in said.parts if isinstance(part, Chip) and part.key == key), "")

    def _step(self, row: Row, button: ChipButton, up: bool) -> None:
        try:
            value = stepped(button.chip.key, button.chip.token, up)
        except BadDuration:
            return
        if value is not None:
            self._change(row, button.chip, value)

    def _change(self, row: Row, chip: Chip, value: object) -> None:
        """Write one number, and only that; what is shown counts as said."""
        if not self._is_block(row):
            self._own_rest = (row.path, str(value))
            if self.stepper is None:
                self._insert_own_rest()
            return
        key: Path = (*block_key(row.path), chip.key)
        if chip.key not in RESTS and value == "none":
            return
        self._model.change(key, value, since=self._before)

    def _insert_own_rest(self) -> None:
        """Where the pause between all blocks was touched, a rest of its own takes its place there."""
        if self._own_rest is not None:
            (path, value), self._own_rest = self._own_rest, None
            self._model.insert_at(path, f"[[block]]\nrest = {json.dumps(value)}\n", trc("undo", "add a rest"))

    # ---- blocks

    def _act(self, row: Row, name: str) -> None:
        path = row.path
        self._model.choose(path)
        match name:
            case "more":
                self.more_requested.emit()
            case "duplicate":
                self._model.duplicate(path)
            case "delete":
                self._model.delete(path)
            case "group":
                self._model.group(path)
            case "ungroup":
                self._model.ungroup(path)
            case "optional":
                self._turn_optional(path)
            case "rest":
                self.add_rest()
            case "copy":
                self.copy_requested.emit(path)
            case "cut":
                self.cut_requested.emit(path)
            case "paste":
                self.paste_requested.emit()
            case "up":
                self._move(path, -1)
            case "down":
                self._move(path, 1)

    def _turn_optional(self, path: BlockPath) -> None:
        key = (*block_key(path), "optional")
        if self._model.draft.table(block_key(path)).get("optional"):
            self._model.remove(key)
        else:
            self._model.change(key, True)

    def _convert(self, path: BlockPath, kind: str) -> None:
        """Make reps a time, or a time reps; all else that the block says stays."""
        here = block_key(path)
        gone, comes = (("reps", "pace"), ("duration", "30 s")) if kind == "duration" else (("duration",), ("reps", 10))
        removed = [(*here, key) for key in gone if key in self._model.draft.table(here)]
        self._model.rewrite(removed, {(*here, comes[0]): comes[1]})

    def _move(self, path: BlockPath, by: int) -> None:
        """One place up or down; out of a group at its end."""
        parent, at = path[:-1], path[-1]
        siblings = sum(1 for row in self.cards() if row.path[:-1] == parent)
        if 0 <= at + by < siblings:
            self._model.move(path, parent, at + by if by < 0 else at + 2)
        elif parent:
            self._model.move(path, parent[:-1], parent[-1] + (by > 0))

    def add_rest(self) -> None:
        """Add a rest after the chosen block."""
        self._model.insert(_NEW_REST, trc("undo", "add a rest"))

    def _add_movement(self, key: str, source: str) -> None:
        self._model.insert(source, trc("undo", "add {movement}", movement=written(self._movements[key].name)))
        self._bring_to_sight()

    def _add_own(self, source: str) -> None:
        self._model.insert(source, trc("undo", "insert"))
        self._bring_to_sight()

    def _bring_to_sight(self) -> None:
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.add, 0, 40))

    # ---- as large as the window is

    def _fit(self) -> None:
        is_large = self.width() >= LARGE_FROM_PX
        side = max(_MARGIN_PX, (self.viewport().width() - _WIDEST_PX) // 2) if is_large else _MARGIN_PX
        self._column.setContentsMargins(side, 16, side, 24)
        for row in self._rows.values():
            if isinstance(row, BlockCard):
                row.figure.set_large(is_large)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Larger figures where there is room."""
        super().resizeEvent(event)
        self._lively.hush()
        self._fit()
