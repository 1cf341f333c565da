"""The editor page: cards, text, timeline, faults and rehearsal of one draft. It opens and saves no file."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidgetItem, QWidget

from trunktimer.foundation.durations import Fineness, Span, format_duration
from trunktimer.foundation.errors import FileFault, Path, TrunkTimerError
from trunktimer.foundation.translation import tr, trc, trn
from trunktimer.routine.movement import Movement
from trunktimer.routine.retiming import Edge, changes_of, edge_of
from trunktimer.routine.routine import Block
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.block_places import block_places
from trunktimer.routine.toml.draft import block_key, block_of, fault_path
from trunktimer.ui.editor.draft_model import BlockPath, DraftModel
from trunktimer.ui.editor.editor_parts import EditorParts
from trunktimer.ui.editor.form_fields import inherited_words
from trunktimer.ui.kit.labels import say

_CARDS: Final = 0  # what is shown first; the text is the other
_MIME: Final = "application/x-trunktimer-block"


class EditorPage(EditorParts):
    """Edits the draft of a `DraftModel`.

    `back_requested`, `save_requested` and `external_requested` (the person's own editor) carry nothing,
    `start_requested` the step to start from.
    """

    back_requested = Signal()
    save_requested = Signal()
    external_requested = Signal()
    start_requested = Signal(int)

    def __init__(self, model: DraftModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._model = model
        self._movements: Mapping[str, Movement] = {}
        self._timeline: Timeline | None = None
        self._known_blocks: Sequence[Block] = ()
        self._retiming = False
        self._connect()
        self._add_keys()

    # ---- what it is told

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Take the movements by key."""
        self._movements = movements
        self.cards.set_movements(movements)
        drawn = {key: movement.figure() for key, movement in movements.items()}
        self.player.set_figures({key: figure for key, figure in drawn.items() if figure is not None})

    def begin(self) -> None:
        """Another routine is edited now: its forms are shown from the top."""
        for form in (self.block_form, self.routine_form):
            form.area.verticalScrollBar().setValue(0)

    def set_message(self, text: str) -> None:
        """Say something in a calm line; empty hides it."""
        say(self.message, text)

    def finish_typing(self) -> None:
        """Take what is being typed into the draft."""
        self.block_form.commit()
        self.routine_form.commit()
        self.source.flush()

    # ---- building

    def _connect(self) -> None:
        model = self._model
        self.back.clicked.connect(self.back_requested)
        self.save.clicked.connect(self.save_requested)
        self.start.clicked.connect(lambda: self.start_requested.emit(0))
        self.undo.clicked.connect(model.stack.undo)
        self.redo.clicked.connect(model.stack.redo)
        self.external.clicked.connect(self.external_requested)
        self.cards.more_requested.connect(lambda: self.more_action.setChecked(True))
        self.cards.copy_requested.connect(self.copy)
        self.cards.cut_requested.connect(self._cut)
        self.cards.paste_requested.connect(self.paste)
        self.routine_action.triggered.connect(self._show_routine)
        self.overview.block_chosen.connect(self._go_to_card)
        for form in (self.block_form, self.routine_form):
            form.value_requested.connect(model.change)
            form.remove_requested.connect(model.remove)
        self.block_form.rewrite_requested.connect(model.rewrite)
        self.source.typed.connect(model.type_source)
        self.text_action.toggled.connect(self._turn_to_text)
        self.faults.itemActivated.connect(self._go_to_fault)
        self.faults.itemClicked.connect(self._go_to_fault)
        self.timeline.block_chosen.connect(model.choose)
        self.timeline.retime_requested.connect(self._retime)
        self.timeline.retime_dropped.connect(self._drop_retiming)
        self.timeline.move_requested.connect(model.move)
        self.timeline.play_requested.connect(self.start_requested)
        self.rehearse.toggled.connect(self._rehearse)
        self.player.ended.connect(lambda: self.rehearse.setChecked(False))
        self.player.position_changed.connect(self._show_position)
        model.changed.connect(self._show)
        model.chosen_changed.connect(self._show_chosen)
        model.refused.connect(self.set_message)
        model.told.connect(self.set_message)
        model.stack.undoTextChanged.connect(self._name_undo)
        model.stack.redoTextChanged.connect(self._name_redo)
        model.stack.canUndoChanged.connect(self.undo.setEnabled)
        model.stack.canRedoChanged.connect(self.redo.setEnabled)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)

    def _add_keys(self) -> None:
        for keys, does in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save_requested.emit),
            (QKeySequence(QKeySequence.StandardKey.Undo), self._model.stack.undo),
            (QKeySequence("Ctrl+Shift+Z"), self._model.stack.redo),
            (QKeySequence("Ctrl+Y"), self._model.stack.redo),
            (QKeySequence("F5"), lambda: self.start_requested.emit(0)),
            (QKeySequence("Ctrl+Shift+M"), self.cards.add.open),
        ):
            action = QAction(self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, does=does: does())
            self.addAction(action)

    # ---- showing the draft

    def _show(self) -> None:
        draft = self._model.draft
        routine = draft.routine
        if routine is not None:
            self._known_blocks = routine.blocks
        if draft.timeline is not None:
            self._timeline = draft.timeline
        self.set_message("")
        self._show_form()
        self.source.show_text(draft.text)
        self.source.show_faults({fault.line for fault in draft.faults})
        self._show_faults(draft.faults)
        timeline = draft.timeline
        if routine is not None and timeline is not None:
            self.timeline.show_timeline(timeline, lambda index: edge_of(routine, self._movements, timeline, index))
        elif self._timeline is None:
            self.timeline.show_timeline(None, lambda index: None)
        self.timeline.setEnabled(timeline is not None)
        self.timeline.set_old(timeline is None and self._timeline is not None)
        self.start.setEnabled(timeline is not None)
        self.rehearse.setEnabled(timeline is not None)
        self.timeline.select(self._model.chosen)
        self.overview.show_timeline(timeline)
        self.overview.choose(self._model.chosen)
        if timeline is not None:
            works = len({block.path for block in timeline.blocks})
            time = format_duration(timeline.expected_ms, Fineness.MINUTES)
            self.set_amount(" · ".join((time, trn("{n} movement", "{n} movements", works))))
        self._show_preview()

    def _show_chosen(self) -> None:
        self.overview.choose(self._model.chosen)
        self.timeline.select(self._model.chosen)
        self._show_form()
        self._show_preview()
        self._show_lines()

    def _turn_to_text(self, on: bool) -> None:
        """The keyboard goes to where the chosen block stands, in the text or among the cards."""
        self.start.setFocus()
        self._show_lines()
        if on:
            self.source.setFocus()
        else:
            self.cards.focus_chosen()

    def _show_lines(self) -> None:
        """Bring the chosen block to sight in the text, unless that is where a person is."""
        path, text = self._model.chosen, self._model.draft.text
        if self.sides.currentIndex() == _CARDS or self.source.hasFocus():
            return
        if not path:
            self.source.go_to_line(1)
            return
        try:
            line = next((place.line for place in block_places(text) if place.path == path), 0)
        except TrunkTimerError:
            return  # no TOML now, or blocks written inline: there is no such line
        if line:
            self.source.go_to_line(line)

    def _show_routine(self) -> None:
        """Show what the routine says of itself."""
        self._model.choose(())
        self.more_action.setChecked(True)

    def _go_to_card(self, path: BlockPath) -> None:
        self._model.choose(path)
        card = self.cards.card(path)
        if card is not None:
            self.cards.ensureWidgetVisible(card, 0, 40)

    def _show_form(self) -> None:
        draft, path = self._model.draft, self._model.chosen
        here = block_key(path)
        faults: dict[str, str] = {}
        for fault in draft.faults:
            key = fault_path(fault)
            if key[: len(here)] == here and block_of(key) == path:
                faults.setdefault(str(key[len(here)]) if len(key) > len(here) else "", fault.what)
        if not path:
            self.routine_form.show_routine(draft.routine, draft.data, faults)
            self.forms.setCurrentWidget(self.routine_form)
            return
        block = _block_at(self._known_blocks, path)
        self.block_form.show_block(
            block, path, draft.table(here), inherited_words(draft.data, path), self._movements, faults
        )
        self.forms.setCurrentWidget(self.block_form)

    def _show_faults(self, faults: Sequence[FileFault]) -> None:
        self.faults.clear()
        for fault in faults:
            where = f"{fault.where}: " if fault.where else ""
            item = QListWidgetItem(tr("Line {line}: {fault}", line=fault.line, fault=where + fault.what))
            item.setData(Qt.ItemDataRole.UserRole, fault)
            self.faults.addItem(item)
        self.faults.setVisible(bool(faults))

    def _go_to_fault(self, item: QListWidgetItem) -> None:
        fault: FileFault = item.data(Qt.ItemDataRole.UserRole)
        key = fault_path(fault)
        self._model.choose(block_of(key))
        form = self.block_form if self._model.chosen else self.routine_form
        rest = key[len(block_key(self._model.chosen)) :]
        if rest and self.sides.currentIndex() == _CARDS:
            card = self.cards.card(self._model.chosen)
            chip = card.chip(str(rest[0])) if card is not None else None
            if chip is not None:
                chip.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.more_action.setChecked(True)
                form.focus_field(str(rest[0]))
        self.source.go_to_line(fault.line)
        if self.sides.currentIndex() != _CARDS:
            self.source.setFocus()

    def _show_preview(self) -> None:
        timeline, path = self._timeline, self._model.chosen
        span = None
        if timeline is not None:
            span = next((block for block in timeline.blocks if block.path[: len(path)] == path), None)
        if timeline is None or span is None:
            self.player.show_passage(None, 0, 0)
            return
        set_span = (
            timeline.next_set_span(span.first - 1)
            if span.first
            else timeline.set_spans[0]
            if timeline.set_spans
            else None
        )
        if set_span is not None and set_span.last <= span.last:  # not the time to get ready
            self.player.show_passage(timeline, set_span.first, set_span.last)
        else:
            self.player.show_passage(timeline, span.first, span.last)

    def _name_undo(self, text: str) -> None:
        self.undo.setToolTip(tr("Undo: {edit} (Ctrl+Z)", edit=text) if text else tr("Undo (Ctrl+Z)"))

    def _name_redo(self, text: str) -> None:
        self.redo.setToolTip(tr("Redo: {edit} (Ctrl+Shift+Z)", edit=text) if text else tr("Redo (Ctrl+Shift+Z)"))

    # ---- edits

    def _retime(self, edge: Edge, span: Span, final: bool) -> None:
        if not self._retiming:
            self._model.end_series()
        self._retiming = not final
        self._model.change_all(dict(changes_of(edge, span)))
        if final:
            self._model.end_series()

    def _drop_retiming(self) -> None:
        """A drag was called off: what it had changed so far is as before."""
        if self._retiming:
            self._retiming = False
            self._model.end_series()
            self._model.stack.undo()

    def copy(self, path: BlockPath) -> None:
        """Put a block on the clipboard, as text that can be pasted anywhere."""
        if not path:
            return
        text = self._model.source_of(path)
        data = QMimeData()
        data.setText(text)
        data.setData(_MIME, text.encode())
        QGuiApplication.clipboard().setMimeData(data)

    def _cut(self, path: BlockPath) -> None:
        self.copy(path)
        if path:
            self._model.delete(path)

    def paste(self) -> None:
        """Put the blocks on the clipboard after the chosen one."""
        self._model.insert(QGuiApplication.clipboard().text(), trc("undo", "paste"))

    def _rehearse(self, running: bool) -> None:
        timeline = self._timeline
        self.rehearse.setText(trc("button", "Stop") if running else trc("button", "Rehearse"))
        if not running or timeline is None:
            self.player.stop()
            self.timeline.show_playhead(None)
            self._show_preview()
            return
        path = self._model.chosen
        span = next((block for block in timeline.blocks if path and block.path[: len(path)] == path), None)
        from_ms = timeline.steps[span.first].start_ms if span is not None else 0
        self.player.rehearse(timeline, from_ms, int(self.speeds.currentData()))

    def _show_position(self, position_ms: int) -> None:
        if self.player.is_rehearsing:
            self.timeline.show_playhead(position_ms)

    # ---- the page itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends a rehearsal, and then leaves."""
        if event.key() == Qt.Key.Key_Escape:
            if self.rehearse.isChecked():
                self.rehearse.setChecked(False)
            else:
                self.back_requested.emit()
            return
        super().keyPressEvent(event)


def _block_at(blocks: Sequence[Block], path: Path | BlockPath) -> Block | None:
    block: Block | None = None
    for at in path:
        if not isinstance(at, int) or at >= len(blocks):
            return None
        block = blocks[at]
        blocks = block.blocks or ()
    return block
