"""The editor's files: opening, saving, drafts beside them, and what other programs do. Edits are not made here.

Import it late: with the editor's timeline come pyqtgraph and numpy, which take half a second.
"""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.text_file import read_text
from trunktimer.foundation.translation import tr, trc, trn, written
from trunktimer.routine.toml.additions import unused_path
from trunktimer.routine.toml.draft_file import (
    NO_FILE,
    ChangedMeanwhile,
    find_draft,
    find_drafts,
    has_changed,
    is_bundled,
    own_copy_path,
    own_copy_text,
    save_routine,
    state_of,
)
from trunktimer.routine.toml.templates import EMPTY, blank_text, template_text
from trunktimer.ui.editor.draft_model import DraftModel
from trunktimer.ui.editor.edited_file import DraftKeeper, EditedFile, FileWatch
from trunktimer.ui.editor.editor_page import EditorPage
from trunktimer.ui.kit.debounce import Debounce
from trunktimer.ui.kit.host import Host
from trunktimer.ui.kit.question import ask_choice
from trunktimer.ui.kit.services import Services

_AUTOSAVE_MS: Final = 3_000
_LONGEST_MS: Final = 4_000  # with what the text view waits, no draft is five seconds behind


class EditorFeature(QObject):
    """Makes the page when it is first opened.

    A draft is kept `autosave_ms` after the last change, and at the latest `longest_ms` after the first one.
    """

    def __init__(
        self, host: Host, services: Services, *, autosave_ms: int = _AUTOSAVE_MS, longest_ms: int = _LONGEST_MS
    ) -> None:
        super().__init__(host.window())
        self._window = host
        self._places = services.places
        self._routines = services.routines
        self._memory = services.memory
        self.model = DraftModel(self)
        self._page: EditorPage | None = None
        self._open: EditedFile | None = None
        self._autosave = Debounce(autosave_ms, longest_ms, self)
        self._autosave.timeout.connect(self._keep_draft)
        self._drafts = DraftKeeper(self._places.state)
        self._watch = FileWatch(self)
        self._watch.changed.connect(self._look_at_file)
        self._asks = False
        self.model.changed.connect(self._autosave.touch)
        host.ask_before_closing(self.leave, self.keep)

    # ---- opening

    def open(self, what: str = "") -> None:
        """Edit the routine at the path `what`. A new one is begun by `create`."""
        self.edit(Path(what))

    def edit(self, path: Path) -> bool:
        """Open a routine's file; whether that was done. A bundled one becomes a copy when it is first saved."""
        if not self.leave():
            return False
        target = own_copy_path(path, self._places)
        copied = is_bundled(path, self._places)
        try:
            state = NO_FILE if copied else state_of(path)  # first: what is written after it is noticed
            text = read_text(path)
        except TrunkTimerError as error:
            self._window.tell(str(error))
            return False
        text = own_copy_text(text) if copied else text
        self._begin(EditedFile(path=target, shown=path, state=state), text)
        if not self._offer_draft(target):
            self.close()
            self._window.show_library()
            return False
        return True

    def open_number(self, path: tuple[int, ...], key: str, *, is_block: bool) -> None:
        """Have the stepper of one number open in what is edited now."""
        if self._open is not None and self._page is not None:
            self._page.cards.open_number(path, key, is_block=is_block)

    def create(self, template: str, name: str) -> bool:
        """Begin a new routine from a template; it is written when it is saved."""
        if not self.leave():
            return False
        try:
            text = template_text(template, name) if template != EMPTY else blank_text(name)
        except TrunkTimerError as error:
            self._window.tell(str(error))
            return False
        path = unused_path(self._places.own_routines, name)
        self._begin(EditedFile(path=path, shown=path, state=NO_FILE), text)
        self.model.set_unsaved()
        self._offer_draft(path)
        return True

    def offer_lost(self) -> None:
        """Offer a new routine that was never saved, because the program ended before."""
        for draft in find_drafts(self._places.own_routines, self._places.state):
            if draft.path.exists() or self._window.is_following:
                continue  # offered when that file is edited
            answer = ask_choice(
                self._window.window(),
                tr("Go on with the draft?"),
                tr("The new routine {name} was not saved the last time.", name=draft.path.stem),
                (tr("Go on with it"), tr("Throw it away")),
            )
            if answer == 1:
                self._drafts.drop(draft.path)
            elif answer == 0:
                self._begin(EditedFile(path=draft.path, shown=draft.path, state=NO_FILE), draft.text)
                self.model.set_unsaved()
                return

    def _begin(self, opened: EditedFile, text: str) -> None:
        page = self._made()
        self._open = opened
        page.set_movements(self._routines.movements)
        page.begin()
        self.model.open(text, opened.path.name, self._routines.movements, self._window.level())
        self._autosave.stop()
        self._show_title()
        self._watch.watch(opened.path)
        self._window.show_page(page, trc("button", "Edit"))
        page.cards.focus_chosen()

    def _offer_draft(self, path: Path) -> bool:
        """A draft that was left behind is offered; false if nobody decided: then it stays, and nothing is edited."""
        draft = find_draft(path, self._places.state)
        if draft is None:
            return True
        if draft.changed:
            text = tr("There is a draft of {file} that was not saved. The file was changed after that.", file=path.name)
        else:
            text = tr("There is a draft of {file} that was not saved.", file=path.name)
        answer = ask_choice(
            self._window.window(),
            tr("Go on with the draft?"),
            text,
            (tr("Go on with the draft"), tr("Use the file")),
        )
        if answer == 0:
            self.model.type_source(draft.text)
            self.model.end_series()
        elif answer == 1:
            self._drafts.drop(path)
        return answer in (0, 1)

    def _made(self) -> EditorPage:
        if self._page is None:
            page = self._page = EditorPage(self.model)
            self._memory.restore_split(page.split, "editor")
            page.split.splitterMoved.connect(lambda: self._memory.keep_split(page.split, "editor"))
            page.back_requested.connect(self._back)
            page.save_requested.connect(self.save)
            page.start_requested.connect(self._start)
            page.external_requested.connect(self._open_outside)
            self.model.saved_changed.connect(self._show_title)
        return self._page

    def _show_title(self) -> None:
        if self._page is None or self._open is None:
            return
        routine = self.model.draft.routine
        star = "" if self.model.is_saved else " •"
        where = tr("a copy of your own") if self._open.path != self._open.shown else str(self._open.path.name)
        if self._open.state.digest is None and self._open.path == self._open.shown:
            where = tr("new, not saved yet")
        self._page.set_title(f"{written(routine.name) if routine is not None else tr('Routine')}{star}", where)

    # ---- saving

    def save(self) -> bool:
        """Save the draft; whether the file says what the editor shows. One with faults is kept as a draft only."""
        opened, page = self._open, self._page
        if opened is None or page is None:
            return False
        page.finish_typing()
        if self.model.draft.faults:
            self._keep_draft()
            number = len(self.model.draft.faults)
            page.set_message(
                trn(
                    "It has a fault, so it was kept as a draft. The file is as it was.",
                    "It has {n} faults, so it was kept as a draft. The file is as it was.",
                    number,
                )
            )
            return False
        try:
            opened.state = save_routine(opened.path, self.model.draft.text, opened.state)
        except ChangedMeanwhile as found:
            return self._choose_version(found)
        except TrunkTimerError as error:
            page.set_message(str(error))
            return False
        self._is_saved()
        return True

    def _is_saved(self) -> None:
        opened = self._open
        assert opened is not None
        opened.shown = opened.path
        self.model.set_saved()
        self._autosave.stop()
        self._drafts.drop(opened.path)
        self._watch.watch(opened.path)
        self._show_title()
        if self._page is not None:
            self._page.set_message(tr("Saved: {path}", path=opened.path))
        self._routines.show_written(str(opened.path))

    def _choose_version(self, found: ChangedMeanwhile) -> bool:
        """The file and the draft say different things: a person decides."""
        opened = self._open
        assert opened is not None
        gone = found.text is None
        self._asks = True
        answer = ask_choice(
            self._window.window(),
            tr("Two versions"),
            str(found),
            (tr("Keep what is here"), tr("Leave it open") if gone else tr("Take what is in the file")),
        )
        self._asks = False
        if answer == 0:
            opened.state = found.state
            return self.save()
        if answer == 1 and found.text is not None:
            opened.state = found.state
            self.model.type_source(found.text)
            self.model.end_series()
            self.model.set_saved()
            self._drafts.drop(opened.path)
            self._routines.show_written(str(opened.path))
            return True
        if gone:
            self.model.set_unsaved()  # it stands nowhere but here
            self._autosave.touch()
        return False

    def _keep_draft(self) -> None:
        """Keep what is not saved beside the file."""
        opened = self._open
        if opened is None:
            return
        if self.model.is_saved:  # all was undone
            self._drafts.drop(opened.path)
            return
        self._drafts.keep_soon(opened, self.model.draft.text)

    # ---- other programs

    def _look_at_file(self) -> None:
        opened = self._open
        if opened is None or self._asks or opened.state.digest is None or not has_changed(opened.path, opened.state):
            return
        try:
            state = state_of(opened.path)
            text = read_text(opened.path) if state.digest is not None else None
        except TrunkTimerError:
            return  # in the middle of being written, or not to be read: saving tells of it
        if text is not None and self.model.is_saved:
            opened.state = state
            self.model.type_source(text)
            self.model.end_series()
            self.model.set_saved()
            self._watch.watch(opened.path)
            self._routines.show_written(str(opened.path))
            if self._page is not None:
                self._page.set_message(tr("Taken over from the file, as another program saved it."))
            return
        self._choose_version(ChangedMeanwhile(opened.path, text, state))
        self._watch.watch(self._open.path if self._open is not None else None)

    def _open_outside(self) -> None:
        if self._open is None or not ((self.model.is_saved and self._open.state.digest is not None) or self.save()):
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._open.path)))

    # ---- leaving

    def leave(self) -> bool:
        """Ask where something is not saved; whether the draft may be left."""
        opened = self._open
        if opened is None or self._page is None:
            return True
        self._page.finish_typing()
        if self.model.is_saved:
            self._autosave.flush()  # drops one that was kept before all was undone
            return True
        name, is_faulty = opened.path.name, bool(self.model.draft.faults)
        self._asks = True
        answer = ask_choice(
            self._window.window(),
            tr("Save the changes?"),
            tr("{file} has changes with faults, which can be kept as a draft.", file=name)
            if is_faulty
            else tr("{file} has changes that are not saved.", file=name),
            (tr("Keep the draft") if is_faulty else trc("button", "Save"), trc("button", "Discard")),
        )
        self._asks = False
        if answer == 0 and is_faulty:
            return self._leave_as_draft(opened)
        if answer == 0:
            return self.save()
        if answer == 1:
            self._autosave.stop()
            self._drafts.drop(opened.path)
            self.model.set_saved()
            return True
        return False

    def keep(self) -> None:
        """Keep what is not saved as a draft now, for there may be no later."""
        opened = self._open
        if opened is None or self._page is None:
            return
        self._page.finish_typing()
        if self.model.is_saved:
            self._autosave.flush()
        else:
            reason = self._drafts.keep(opened, self.model.draft.text)
            if reason:
                print(tr("The draft could not be kept: {reason}", reason=reason), file=sys.stderr)

    def _leave_as_draft(self, opened: EditedFile) -> bool:
        self._autosave.stop()
        reason = self._drafts.keep(opened, self.model.draft.text)
        if reason and self._page is not None:
            self._page.set_message(tr("The draft could not be kept: {reason}", reason=reason))
            return False
        self.model.set_saved()
        return True

    def _back(self) -> None:
        if self.leave():
            self.close()
            self._window.show_library()

    def close(self) -> None:
        """Forget the file: the editor was left."""
        self._autosave.stop()
        self._open = None
        self._watch.watch(None)

    def _start(self, step: int) -> None:
        opened = self._open
        if opened is None or self._page is None:
            return
        self._page.finish_typing()
        if self.model.draft.faults:
            self._page.set_message(tr("It has faults, so it cannot be started. They are listed below the form."))
            return
        if self.model.is_saved or self.save():
            self._routines.start_from(str(opened.shown), step)
