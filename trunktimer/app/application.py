"""The window's shell: reads the clock, opens files and the player, and puts the parts together."""

import gc
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from trunktimer.app.desktop_integration import DesktopIntegration, handed_over
from trunktimer.app.history_service import HistoryService
from trunktimer.app.library import RoutineLibrary
from trunktimer.app.preferences_writer import PreferencesWriter
from trunktimer.app.sound_service import SoundService
from trunktimer.foundation.clock import Clock
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places, find_places
from trunktimer.foundation.translation import ENGLISH, language_code, tr, written
from trunktimer.preferences.chosen_language import use_chosen_language, voice_language
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.routine.level import USUAL_LEVEL
from trunktimer.ui.kit.fonts import interface_font, load_fonts, set_text_scale
from trunktimer.ui.kit.window_state import WindowState
from trunktimer.ui.library.library_page import LibraryItem
from trunktimer.ui.main_window import MainWindow

if TYPE_CHECKING:  # imported where they are needed, after the first look
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QSplitter

    from trunktimer.app.history_export import HistoryExporter
    from trunktimer.desktop.one_instance import Request
    from trunktimer.history.store.resume import Offer
    from trunktimer.routine.timeline import Timeline
    from trunktimer.session.effects import Effect
    from trunktimer.session.record import SessionRecord, StepRecord
    from trunktimer.session.session import Session
    from trunktimer.sound.player import Player
    from trunktimer.ui.editor.editor_feature import EditorFeature
    from trunktimer.ui.editor.editor_page import EditorPage
    from trunktimer.ui.history.export_dialog import ExportRequest
    from trunktimer.ui.history.history_feature import HistoryFeature
    from trunktimer.ui.library.welcome_dialog import WelcomeDialog
    from trunktimer.ui.movements.movements_feature import MovementsFeature
    from trunktimer.ui.preferences.preferences_feature import PreferencesFeature
    from trunktimer.ui.run.controller import Controller

_WATCH_MS: Final = 1_000
DEFAULT_KEY: Final = "strengthen-lower-back"
DEMO_KEY: Final = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How `trunktimer play` wants its routine followed."""

    level: int = USUAL_LEVEL
    speed: float = 1.0
    first: int = 0
    muted: bool = False
    player: str | None = None
    answers: bool = False
    recorded: bool = True
    edits: bool = False  # opens the editor instead


class _App(QObject):
    """The parts, put together; lives as long as the window."""

    def __init__(self, places: Places, path: Path | None, start: Start | None) -> None:
        super().__init__()
        self._places = places
        self._path = str(path.absolute()) if path else ""
        self._start = start
        plan = start or Start()
        preferences = read_preferences(places.config)
        set_text_scale(preferences.text_scale)
        QApplication.setFont(interface_font())
        clock = Clock(plan.speed)
        self._routine_library = RoutineLibrary(places)
        self._routine_library.set_least_ready_s(preferences.lead_in_s)
        self._sound = SoundService(clock.now_ms, clock.to_ns, plan.speed, places)
        self._clock = clock
        self._history_service = HistoryService(places, clock, speed=plan.speed, recorded=plan.recorded)
        self.window = MainWindow(preferences, self._timeline, self._make_controller)
        self._state = WindowState(places.state)
        self._state.restore(self.window)
        self._preferences_writer = PreferencesWriter(places.config, preferences)
        self._preferences_writer.failed.connect(self.window.tell)
        self._player_name, self._language = preferences.player, preferences.language
        self._speaks = (preferences.voice, preferences.count_every_s)
        self._told_of_sounds = False
        self._outside = self._refused = self._shown_fault = (
            ""  # why nothing is heard: the computer, the player, as shown
        )
        self._sound_watch = QTimer(self)
        self._sound_watch.setInterval(_WATCH_MS)
        self._sound_watch.timeout.connect(self._watch_sound)
        self._muted_by_word = plan.muted
        self._routine_library.read.connect(self._show_routines)
        self._sound.opened.connect(self._player_opened)
        self._sound.muted_outside.connect(self._muted_outside)
        self.window.sound_check_requested.connect(self._test_sound)
        self.window.library.chosen_changed.connect(self._sound.wake)
        self.window.file_requested.connect(self._open_file)
        self.window.library.read_again_requested.connect(self._open_file)
        self.window.library.level_changed.connect(self._level_changed)
        self.window.preferences_changed.connect(self._preferences_changed)
        self.window.movements_requested.connect(self._show_movements)
        self.window.history_requested.connect(self._show_history)
        self.window.session_left.connect(self._session_left)
        self.window.library.chosen_changed.connect(self._advise)
        self.window.library.proposal_answered.connect(self._proposal_answered)
        self._history_service.told.connect(self.window.tell)
        self._history_service.fault_changed.connect(self._history_fault_changed)
        self._history_service.offers_found.connect(self._offer)
        self._history_service.resumable.connect(self._resume)
        self._history_service.changed.connect(self._history_changed)
        self.window.edit_requested.connect(self._edit)
        self.window.new_requested.connect(self._new)
        self.window.preferences_requested.connect(self._show_preferences)
        self._preferences_feature: PreferencesFeature | None = None
        self._hello: WelcomeDialog | None = None
        self._movements_feature: MovementsFeature | None = None
        self._editor: EditorFeature | None = None
        self._editor_split: QSplitter | None = None
        self._history_feature: HistoryFeature | None = None
        self._exporter: HistoryExporter | None = None
        self._proposed_after = self._history_fault = self._screen_fault = self._asked_of = ""
        self._routines_shown = False
        self._desktop = DesktopIntegration(self.window, places)
        self._desktop.asked.connect(self._take_over)
        self._desktop.fault_changed.connect(self._screen_fault_changed)
        self._routine_library.failed.connect(self.window.library.show_failure)

    def _timeline(self, path: str, level: int) -> "Timeline | None":
        timeline = self._routine_library.timeline(path, level)
        if timeline is not None:
            self._sound.learn(timeline)
            self._sound_watch.start()
            self._history_service.open(timeline, path)
        return timeline

    def _make_controller(self) -> "Controller":
        from trunktimer.ui.run.controller import Controller

        plan = self._start or Start()
        return Controller(
            self._clock.now_ms, self._carry_out, speed=plan.speed, answers=plan.answers, slept_ms=self._clock.slept_ms
        )

    def _carry_out(self, session: "Session", effects: "Iterable[Effect]") -> None:
        """What a session told: heard first, then written down."""
        effects = tuple(effects)
        self._sound.carry_out(session, effects)
        self._history_service.carry_out(session, effects)
        self._desktop.carry_out(session, effects)

    def begin(self) -> None:
        """What waits until the window can be seen."""
        gc.enable()
        QApplication.setWindowIcon(_icon(self._places))
        from trunktimer.ui.kit.accessible import give_faces

        give_faces()  # in time for all that is painted here: the list of the first look is Qt's own
        threading.Thread(target=self._routine_library.read_all, daemon=True, name="read routines").start()
        name = self._start.player if self._start else None
        load_fonts(self._places.assets / "fonts", "*-S*.otf")
        self.window.complete()
        self._tell_preference_faults()
        self._desktop.begin()
        speed = self._start.speed if self._start else 1.0
        self._desktop.accompany(self._clock.now_ms, speed, self._history_service.when_written)
        wanted = "silence" if self._muted_by_word else name or self._player_name or None
        self._sound.open(wanted, voice_language(self.window.preferences))

    def end(self) -> None:
        """Close what must be closed, and keep what was changed."""
        self._preferences_writer.write_now()
        self._keep_state()
        self._sound.close()
        self._desktop.leave_session()
        self._history_service.close()
        self._desktop.end()

    def _take_over(self, request: "Request") -> None:
        """Another start was asked for something: do it, but never in the middle of a session."""
        if not request.file:
            return
        session = self.window.controller.session if self.window.is_following else None
        if session is not None and session.is_under_way:  # a paused one is not to be lost either
            self._open_file(request.file)
            name = self.window.library.chosen_name()
            self.window.tell(tr("{routine} is chosen in the list. It can be started after this session.", routine=name))
            return
        if not self.window.may_close():  # an editor with unsaved changes that a person wants to keep open
            return
        if self._editor is not None:
            self._editor.close()
        self.window.show_library()
        self._open_file(request.file)
        if request.command == "edit":
            self._edit(request.file)
        elif request.command == "play":
            level = request.level if request.level is not None else self.window.library.level()
            self.window.follow(request.file, level, first=request.first)

    def _show_routines(self, items: list[LibraryItem]) -> None:
        library = self.window.library
        self.window.set_movements(self._routine_library.movements)
        if self._movements_feature is not None:
            self._movements_feature.refresh()
        if self._routines_shown:
            library.show_items([*items, *self._opened_elsewhere(items)])
            return
        self._routines_shown = True
        gc.freeze()  # what is there now stays: later collections need not look at it
        self._history_service.begin(self._routine_library.movements)
        known = next((item for item in items if item.path == self._path), None)
        if self._path and known is None:
            known = self._routine_library.read_one(self._path)
            items.append(known)
        last = next((item.path for item in items if item.path and item.path == self._state.routine), "")
        usual = last or next((item.path for item in items if item.key == DEFAULT_KEY), "")
        library.show_items(items, self._path or usual)
        if known is not None and self._start is not None and self._start.edits:
            self._edit(known.path)
        elif known is None or known.faults:
            library.focus_list()
        elif self._start is not None:
            self.window.follow(known.path, self._start.level, first=self._start.first)
        else:
            self.window.follow(known.path, library.level(), start=False)
        if self._start is None:
            QTimer.singleShot(0, self._offer_lost_drafts)
            if not self._path and not self._state.greeted:
                QTimer.singleShot(0, self._greet)

    def _greet(self) -> None:
        """The first start: sound, distance, safety, keys, and then the demo, each of which can be skipped."""
        from trunktimer.session.cues import SoundKind
        from trunktimer.ui.library.welcome_dialog import WelcomeDialog

        self._state.keep_greeted()
        self._state.write()
        demo = next((item for item in self.window.library.items() if item.key == DEMO_KEY and not item.faults), None)
        if demo is None:
            return
        hello = self._hello = WelcomeDialog(
            self.window.theme(),
            sound_status=self._sound_status(),
            distance_m=self.window.preferences.viewing_distance_m,
            safety=demo.safety,
            keys=self.window.key_table,
            parent=self.window,
        )
        hello.hear_requested.connect(lambda: self._hear(SoundKind.START))
        hello.distance_requested.connect(lambda metres: self.window.change(viewing_distance_m=metres))
        hello.accepted.connect(lambda: self.window.follow(demo.path, self.window.library.level(), start=False))
        hello.finished.connect(self._forget_hello)
        hello.open()

    def _forget_hello(self) -> None:
        if self._hello is not None:
            self._hello.deleteLater()
            self._hello = None

    def _offer_lost_drafts(self) -> None:
        if next(self._places.own_routines.glob(".*.draft"), None) is not None:
            self._made_editor().offer_lost()

    def _open_file(self, path: str) -> None:
        if not path:  # the entry that tells of movements with faults
            threading.Thread(target=self._routine_library.read_all, daemon=True, name="read routines").start()
            return
        item = self._routine_library.read_one(path)
        self.window.library.show_item(item)
        self.window.library.choose(item.path)

    # ---- movements

    def _made_movements_feature(self) -> "MovementsFeature":
        if self._movements_feature is None:
            from trunktimer.routine.toml.additions import add_movement
            from trunktimer.ui.movements.add_dialog import Target
            from trunktimer.ui.movements.movements_feature import MovementsFeature

            routines, library = self._routine_library, self.window.library
            self._movements_feature = MovementsFeature(
                self.window,
                movements=lambda: routines.movements,
                targets=lambda: [
                    Target(path=item.path, name=item.name, own=item.own) for item in library.items() if not item.faults
                ],
                chosen=library.chosen_path,
                add=lambda addition: add_movement(addition, self._places, routines.movements),
            )
            self._movements_feature.added.connect(self._show_written)
        return self._movements_feature

    def _show_movements(self) -> None:
        """Show them, read anew (the routines, too) if a file of the person's own has come, gone or changed."""
        self._made_movements_feature().open()
        if self._routines_shown and self._routine_library.own_movements_changed():
            threading.Thread(target=self._routine_library.read_all, daemon=True, name="read routines").start()

    # ---- the editor

    def _made_editor(self) -> "EditorFeature":
        if self._editor is None:
            from trunktimer.ui.editor.editor_feature import EditorFeature

            editor = self._editor = EditorFeature(self.window, self._places, lambda: self._routine_library.movements)
            editor.saved.connect(self._show_written)
            editor.start_requested.connect(self._start_edited)
            self.window.may_close = editor.leave
            editor.page_made.connect(self._take_editor_page)
        return self._editor

    def _edit(self, path: str) -> None:
        self._made_editor().edit(Path(path))

    def _new(self) -> None:
        from trunktimer.ui.editor.new_dialog import ask_new

        answer = ask_new(self.window)
        if answer is not None:
            self._made_editor().create(*answer)

    def _show_written(self, path: str) -> None:
        """A routine's file was written: the library shows what stands there now."""
        if Path(path).parent == self._places.own_routines:  # a new file may hide a bundled one
            routines = self._routine_library.routines()
            self.window.library.show_items([*routines, *self._opened_elsewhere(routines)], path)
        else:
            self._open_file(path)

    def _start_edited(self, path: str, step: int) -> None:
        self._open_file(path)
        self._made_editor().close()
        self.window.follow(path, self.window.library.level(), first=step)

    def _opened_elsewhere(self, items: list[LibraryItem]) -> list[LibraryItem]:
        """What a person opened that does not lie where routines are looked for."""
        there = {item.path for item in items}
        folders = (self._places.routines, self._places.own_routines)
        shown = self.window.library.items()
        return [
            item for item in shown if item.path and item.path not in there and Path(item.path).parent not in folders
        ]

    def _level_changed(self, path: str, level: int) -> None:
        item = self._routine_library.item_at(path, level)
        if item is not None:
            self.window.library.show_item(item)
        if level != self.window.preferences.level:
            self.window.set_level_preference(level)

    def _player_opened(self, outcome: "Player | TrunkTimerError") -> None:
        if isinstance(outcome, TrunkTimerError):
            self._refused = str(outcome)
            self._show_sound_fault()
            self._sound.try_again()
            return
        self._refused = ""
        self._sound.take(outcome, self.window.preferences)
        self._show_sound_fault()
        self.window.controller.place_sounds()
        if self._sound.faults() and not self._told_of_sounds:
            self._told_of_sounds = True
            self.window.tell(" ".join(self._sound.faults()))

    def _muted_outside(self, sentence: str) -> None:
        self._outside = sentence
        self._show_sound_fault()

    def _show_sound_fault(self) -> None:
        """Say why nothing is heard or written, or take it back: the player's reason first, then the computer's."""
        player = "" if self._muted_by_word else self._refused or self._sound.fault()
        fault = player or ("" if self._muted_by_word else self._outside)
        fault = " ".join(filter(None, (fault, self._history_fault, self._screen_fault)))
        if fault != self._shown_fault:
            self._shown_fault = fault
            self.window.set_standing_message(fault)
        if self._preferences_feature is not None:
            self._preferences_feature.show_sound_status(self._sound_status())
        if self._hello is not None:
            self._hello.set_sound_status(self._sound_status())

    def _watch_sound(self) -> None:
        """While a session goes on: notice that its sound is lost, or back."""
        session = self.window.controller.session
        if session is None or session.is_over:
            self._sound_watch.stop()
        self._show_sound_fault()

    def _test_sound(self) -> None:
        from trunktimer.ui.run.sound_check import SoundCheck

        status = self._sound_status()
        if self.window.preferences.muted or self.window.preferences.volume == 0:
            status = tr("The sound is off in TrunkTimer; M turns it on while a routine is followed.")
        test = SoundCheck(self.window.theme(), status, self.window)
        test.play_requested.connect(self._sound.play_one)
        test.exec()
        self._sound.hush()
        test.deleteLater()

    def _screen_fault_changed(self, sentence: str) -> None:
        self._screen_fault = sentence
        self._show_sound_fault()

    # ---- history

    def _history_fault_changed(self, sentence: str) -> None:
        self._history_fault = sentence
        self._show_sound_fault()

    def _made_history_feature(self) -> "HistoryFeature":
        if self._history_feature is None:
            from trunktimer.ui.history.history_feature import HistoryFeature

            self._history_feature = HistoryFeature(self.window, self._history_service, _export_columns)
            self._history_feature.export_requested.connect(self._export)
            self._history_feature.cancel_requested.connect(self._cancel_export)
        return self._history_feature

    def _export(self, command: "ExportRequest") -> None:
        from trunktimer.app.history_export import HistoryExporter
        from trunktimer.foundation.clock import file_stamp

        if self._exporter is None:
            feature = self._made_history_feature()
            self._exporter = HistoryExporter(self._places, file_stamp)
            self._exporter.progressed.connect(feature.show_export)
            self._exporter.ended.connect(feature.end_export)
        self._exporter.start(command)

    def _cancel_export(self) -> None:
        if self._exporter is not None:
            self._exporter.cancel()

    def _show_history(self) -> None:
        self._made_history_feature().show()

    def _history_changed(self) -> None:
        if self._history_feature is not None:
            self._history_feature.refresh()
        self._advise()

    def _session_left(self) -> None:
        """Ask how the session was, once it is known to be over; not where the window is being closed."""
        uid = self._history_service.uid
        if uid and self._asked_of != uid:
            self._asked_of = uid
            QTimer.singleShot(0, lambda: self._ask_feedback(uid))

    def _ask_feedback(self, uid: str) -> None:
        if self.window.isVisible() and not self.window.is_following:
            self._made_history_feature().ask_feedback(uid)

    def _offer(self, offers: "list[Offer]") -> None:
        """Ask what is to become of the sessions that broke off; not in the middle of another one."""
        from trunktimer.ui.history.resume_dialog import ResumeAnswer

        for offer in offers:
            if self.window.is_following and self.window.controller.session is not None:
                session = self.window.controller.session
                if session.goes_on:
                    return
            answer = self._made_history_feature().ask_resume(
                offer.record, offer.where, can_resume=offer.session is not None, why_not=offer.why_not
            )
            if answer is ResumeAnswer.GO_ON:
                self._history_service.go_on(offer)
                return
            if answer in (ResumeAnswer.KEEP, ResumeAnswer.DISCARD):
                keep = answer is ResumeAnswer.KEEP
                self._history_service.settle(offer, keep=keep)
                name = written(offer.record.routine_name)
                self.window.tell(
                    tr("{routine}: kept as unfinished.", routine=name)
                    if keep
                    else tr("{routine}: discarded.", routine=name)
                )

    def _resume(self, offer: "Offer", begun: "SessionRecord", rows: "list[StepRecord]") -> None:
        if offer.session is None:
            return
        session = replace(offer.session, anchor_ms=self._clock.now_ms(), seen_ms=self._clock.now_ms())
        self._history_service.record_on(offer, begun, rows, session)
        self._sound.learn(session.timeline)
        self._sound_watch.start()
        self.window.resume(session)

    def _advise(self) -> None:
        """Propose another level for the chosen routine, where its last sessions speak for one."""
        proposal, caution = self._history_service.advice(self.window.library.chosen_key())
        self._proposed_after = proposal.session if proposal is not None else ""
        if proposal is not None and proposal.level != self.window.library.level():
            self.window.library.show_proposal(proposal.reason, proposal.level)
        else:
            self.window.library.show_proposal(caution, None)

    def _proposal_answered(self) -> None:
        if self._proposed_after:
            self._history_service.answer_proposal(self._proposed_after)

    def _preferences_changed(self, preferences: Preferences) -> None:
        speaks_anew = (preferences.voice, preferences.count_every_s) != self._speaks
        self._speaks = (preferences.voice, preferences.count_every_s)
        self._sound.set_preferences(preferences)
        if (preferences.player, preferences.language) != (self._player_name, self._language):
            self._player_name, self._language = preferences.player, preferences.language
            self._sound.open(preferences.player or None, voice_language(preferences))
        elif speaks_anew:
            self.window.controller.place_sounds()
        self._routine_library.set_least_ready_s(preferences.lead_in_s)
        self._preferences_writer.keep(preferences)

    # ---- preferences, and how the window was left

    def _show_preferences(self) -> None:
        if self._preferences_feature is None:
            from trunktimer.ui.preferences.preferences_feature import PreferencesFeature

            feature = self._preferences_feature = PreferencesFeature(self.window)
            feature.hear_requested.connect(self._hear)
            feature.file_wanted.connect(self._open_preferences)
        self._preferences_feature.show(self._sound_status(), self._preferences_writer.file)

    def _hear(self, kind: str) -> None:
        self._sound.hush()
        self._sound.play_one(kind)

    def _open_preferences(self) -> None:
        self._preferences_writer.write_now(always=True)
        if self._preferences_feature is not None:
            self._preferences_feature.open_file(self._preferences_writer.file)

    def _sound_status(self) -> str:
        return self._refused or self._outside or self._sound.status()

    def _tell_preference_faults(self) -> None:
        """Say once what of the file of preferences, and of the keys in it, is not understood."""
        from trunktimer.preferences.preferences_file import preferences_faults

        faults = preferences_faults(self._places.config)
        if self.window.preferences.keys:
            faults = (*faults, *self.window.key_table.faults)
        if faults:
            self.window.tell("\n".join(faults))

    def _take_editor_page(self, page: "EditorPage") -> None:
        self._editor_split = page.split
        self._state.restore_split(page.split, "editor")

    def _keep_state(self) -> None:
        self._state.keep(self.window)
        if self._editor_split is not None:
            self._state.keep_split(self._editor_split, "editor")
        if self.window.library.chosen_path():
            self._state.keep_routine(self.window.library.chosen_path())
        self._state.write()


def _export_columns() -> "Mapping[str, Sequence[str]]":
    from trunktimer.app.history_export import columns

    return columns()


def _icon(places: Places) -> "QIcon":
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for size in (16, 32, 48, 128, 256):  # read when a size is wanted
        icon.addFile(str(places.assets / "icons" / f"trunktimer-{size}.png"))
    return icon


def run_window(places: Places, path: Path | None = None, start: Start | None = None) -> int:
    """Show the window until it is closed; gives the exit code. `start` follows `path` at once.

    Where a window is open already, it takes over; a start with settings of its own (speed, player, no sound) gets a
    window of its own. The language in use is that of `use_chosen_language`, which who calls this has called.
    """
    plan = start or Start()
    if start is None or plan == Start(level=plan.level, first=plan.first, edits=plan.edits):
        command = "show" if start is None else "edit" if plan.edits else "play"
        if handed_over(places, path, command, None if start is None else plan.level, plan.first):
            print(tr("TrunkTimer is open already; its window was brought to the front."))
            return 0
    application = QApplication(sys.argv[:1])
    application.setApplicationName("TrunkTimer")
    application.setDesktopFileName("trunktimer")
    application.setStyle("Fusion")
    if language_code() != ENGLISH.code:
        from trunktimer.ui.kit.qt_language import follow_language

        follow_language(application)
    load_fonts(places.assets / "fonts", "*-[BR]*.otf")  # the weights of the first look
    application.setFont(interface_font())
    parts = _App(places, path, start)
    parts.window.first_painted.connect(parts.begin)
    parts.window.show()
    try:
        return application.exec()
    finally:
        parts.end()


def main() -> int:
    """The window, as a desktop starts it."""
    places = find_places()
    use_chosen_language(places)
    return run_window(places, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
