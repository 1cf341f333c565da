"""The routine that is being edited: its text, what it says, and every edit as a step that can be undone.

It opens and saves no file, and shows nothing.
"""

import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from trunktimer.foundation.errors import Path, TrunkTimerError
from trunktimer.foundation.translation import tr, trc
from trunktimer.routine.level_range import USUAL_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import FORMAT
from trunktimer.routine.toml.block_text import (
    block_source,
    delete_block,
    duplicate_block,
    group_block,
    insert_block,
    move_block,
    ungroup,
)
from trunktimer.routine.toml.draft import Draft, read_draft
from trunktimer.routine.toml.edit import change_value, first_difference, remove_value
from trunktimer.routine.toml.upgrade import is_beyond_its_format, upgraded

BlockPath = tuple[int, ...]
_MERGES: Final = 1  # the one kind of edit that Qt is to ask about


class _Edit(QUndoCommand):
    """From one text to another, with the block that is chosen before and after. Edits with one key become one."""

    def __init__(
        self, model: "DraftModel", label: str, after: tuple[str, BlockPath], before: tuple[str, BlockPath], key: str
    ) -> None:
        super().__init__(label)
        # Weak: the stack is the model's own, and a circle through Qt's memory may be taken apart in the wrong order.
        self._model = weakref.ref(model)
        self._before = before
        self._after = after
        self._key = key

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)

    def _show(self, state: tuple[str, BlockPath]) -> None:
        model = self._model()
        if model is not None:
            model.take(*state)

    def id(self) -> int:
        return _MERGES if self._key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other._key != self._key:
            return False
        self._after = other._after
        self.setObsolete(self._after[0] == self._before[0])
        return True


class DraftModel(QObject):
    """One draft. `changed` tells that text and routine are others now, `chosen_changed` another block (a path),
    `refused` carries why an edit could not be made, `told` what else it did, `saved_changed` whether all is saved.
    """

    changed = Signal()
    chosen_changed = Signal(object)
    refused = Signal(str)
    told = Signal(str)
    saved_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.cleanChanged.connect(self.saved_changed)
        self._file = ""
        self._movements: Mapping[str, Movement] = {}
        self._level = USUAL_LEVEL
        self._chosen: BlockPath = ()
        self._draft = Draft(text="", data={}, routine=None, timeline=None)
        self._series = 0

    @property
    def draft(self) -> Draft:
        """What is being edited."""
        return self._draft

    @property
    def chosen(self) -> BlockPath:
        """The block that is being edited; () is the routine itself."""
        return self._chosen

    @property
    def is_saved(self) -> bool:
        """Whether the text is that of the file."""
        return self.stack.isClean()

    def open(self, text: str, file: str, movements: Mapping[str, Movement], level: int) -> None:
        """Begin with a text; `file` is the name that faults bear."""
        self._file, self._movements, self._level = file, movements, level
        self.stack.clear()
        self._chosen = ()
        self._draft = read_draft(text, file, movements, level)
        self._choose_if_there((0,))
        self.changed.emit()
        self.chosen_changed.emit(self._chosen)

    def rename(self, file: str) -> None:
        """The text is kept in another file from now on."""
        self._file = file

    def set_saved(self) -> None:
        """The text stands in the file now."""
        self.stack.setClean()

    def set_unsaved(self) -> None:
        """The text stands in no file."""
        self.stack.resetClean()

    def choose(self, path: BlockPath) -> None:
        """Edit another block."""
        if path != self._chosen and self._is_there(path):
            self._chosen = path
            self.end_series()
            self.chosen_changed.emit(path)

    def end_series(self) -> None:
        """What is typed from now on is undone apart from what was typed before."""
        self._series += 1

    def take(self, text: str, chosen: BlockPath) -> None:
        """Show a text; of the undo steps."""
        if text != self._draft.text:
            self._draft = read_draft(text, self._file, self._movements, self._level)
        before = self._chosen
        self._choose_if_there(chosen)
        self.changed.emit()
        if self._chosen != before:
            self.chosen_changed.emit(self._chosen)

    # ---- edits

    def change(self, key: Path, value: object, *, series: bool = True, since: str | None = None) -> None:
        """Write a value; what is typed in one field in a row is one step.

        `since` is the text before the first of them: a value is written in the style of what stood there, and not of
        what was half typed.
        """
        self._edit(
            trc("undo", "change"),
            lambda text: change_value(text if since is None else since, key, value),
            key if series else (),
        )

    def change_all(self, changes: Mapping[Path, object]) -> None:
        """Write several values as one step; the first key says what it is a series of."""
        self._rewrite((), changes, next(iter(changes), ()))

    def rewrite(self, removed: Sequence[Path], changes: Mapping[Path, object]) -> None:
        """Take values out and write others, as one step."""
        self._rewrite(removed, changes, ())

    def _rewrite(self, removed: Sequence[Path], changes: Mapping[Path, object], series: Path) -> None:
        def written(text: str) -> str:
            for key in removed:
                text = remove_value(text, key)
            for key, value in changes.items():
                text = change_value(text, key, value)
            return text

        self._edit(trc("undo", "change"), written, series)

    def remove(self, key: Path) -> None:
        """Take a value out: it is inherited again."""
        self._edit(trc("undo", "clear"), lambda text: remove_value(text, key), key)

    def type_source(self, text: str) -> None:
        """The text itself was changed by hand; what is typed in one line in a row is one step."""
        line = text.count("\n", 0, first_difference(self._draft.text, text))
        self._edit(trc("undo", "edit the text"), lambda _: text, ("source", line))

    def delete(self, path: BlockPath) -> None:
        """Take a block out."""
        self._edit(trc("undo", "delete a block"), lambda text: delete_block(text, path), after=path)

    def duplicate(self, path: BlockPath) -> None:
        """Put a copy of a block after it, and choose that."""
        self._edit(
            trc("undo", "duplicate a block"), lambda text: duplicate_block(text, path), after=(*path[:-1], path[-1] + 1)
        )

    def move(self, path: BlockPath, parent: BlockPath, at: int) -> None:
        """Move a block to the place `at` of `parent`, counted as it is before the move."""
        try:
            text, moved = move_block(self._draft.text, path, parent, at)
        except TrunkTimerError as error:
            self.refused.emit(str(error))
            return
        self._edit(trc("undo", "move a block"), lambda _: text, after=moved)

    def group(self, path: BlockPath) -> None:
        """Put a block into a new group."""
        self._edit(trc("undo", "make a group"), lambda text: group_block(text, path), after=path)

    def ungroup(self, path: BlockPath) -> None:
        """Let the blocks of a group stand by themselves."""
        self._edit(trc("undo", "take a group apart"), lambda text: ungroup(text, path), after=path)

    def insert(self, source: str, label: str = "") -> None:
        """Put blocks, as TOML, after the chosen one; in an empty routine, first. `label` says what is undone."""
        parent, at = (self._chosen[:-1], self._chosen[-1] + 1) if self._chosen else ((), self._count(()))
        self._edit(
            label or trc("undo", "insert"), lambda text: insert_block(text, parent, at, source), after=(*parent, at)
        )

    def insert_at(self, path: BlockPath, source: str, label: str) -> None:
        """Put blocks, as TOML, before the block at a path; `label` says what is undone. The chosen one stays so."""
        parent, at = path[:-1], path[-1]
        chosen = self._chosen
        if chosen[: len(parent)] == parent and len(chosen) > len(parent) and chosen[len(parent)] >= at:
            chosen = (*parent, chosen[len(parent)] + 1, *chosen[len(parent) + 1 :])
        self._edit(label, lambda text: insert_block(text, parent, at, source), after=chosen)

    def source_of(self, path: BlockPath) -> str:
        """A block as TOML that stands alone."""
        return block_source(self._draft.text, path)

    def _edit(
        self, label: str, change: Callable[[str], str], key: Path = (), *, after: BlockPath | None = None
    ) -> None:
        before = self._draft.text
        try:
            text = change(before)
        except TrunkTimerError as error:
            self.refused.emit(str(error))
            return
        if text == before:
            return
        if key[:1] != ("source",) and is_beyond_its_format(text):
            text = self._in_newest_format(change) or text
        merge = f"{key} {self._series}" if key else ""
        if not key:
            self.end_series()
        chosen = self._chosen if after is None else after
        self.stack.push(_Edit(self, label, (text, chosen), (before, self._chosen), merge))

    def _in_newest_format(self, change: Callable[[str], str]) -> str:
        """The text with an edit that its format does not know, in the newest one; empty where that cannot be done."""
        try:
            text = change(upgraded(self._draft.text, self._file, self._movements))
        except TrunkTimerError:
            return ""
        self.told.emit(
            tr("The routine is now in format {format}, which knows this; its times are the same.", format=FORMAT)
        )
        return text

    # ---- places

    def _is_there(self, path: BlockPath) -> bool:
        return not path or bool(path[-1] < self._count(path[:-1]))

    def _count(self, parent: BlockPath) -> int:
        blocks: Any = self._draft.routine.blocks if self._draft.routine is not None else ()
        for at in parent:
            if at >= len(blocks):
                return 0
            blocks = blocks[at].blocks or ()
        return len(blocks)

    def _choose_if_there(self, path: BlockPath) -> None:
        """Choose a block, or the nearest one that is there."""
        while path and not self._is_there(path):
            path = (*path[:-1], path[-1] - 1) if path[-1] > 0 else path[:-1]
        self._chosen = path
