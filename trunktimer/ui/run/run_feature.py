"""Following a routine in the window: the run page, the small window, and what keys ask for there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSlider

from trunktimer.figure.figure import Figure
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences, SpaceAtGate
from trunktimer.routine.timeline import Timeline
from trunktimer.session.display import Display
from trunktimer.session.effects import Phase
from trunktimer.session.face import format_title
from trunktimer.session.session import Session
from trunktimer.session.session_recorder import BrokenOff
from trunktimer.session.transitions import Action
from trunktimer.ui.kit.announcing import announce
from trunktimer.ui.kit.host import Host
from trunktimer.ui.kit.key_list import show_keys
from trunktimer.ui.kit.keys import ACTIONS, Command
from trunktimer.ui.kit.taught_keys import KeyTable
from trunktimer.ui.run.compact_controller import CompactController
from trunktimer.ui.run.controller import Controller
from trunktimer.ui.run.floor_panel import Panel
from trunktimer.ui.run.run_page import RunPage

_VOLUME_STEP: Final = 0.1
_REPS_OF: Final[dict[Command | None, int]] = {Command.FORWARD: 1, Command.REWIND: -1}
#: What lets go of what counts up, whatever else it means; Tab and the keys that only go with others do not.
_LETS_GO: Final = (None, Command.SPACE, Command.DONE, Command.NEXT)
_K: Final = Qt.Key
_NO_ANSWER: Final = frozenset(
    {
        *(_K.Key_Tab, _K.Key_Backtab, _K.Key_Shift, _K.Key_Control, _K.Key_Alt, _K.Key_AltGr, _K.Key_Meta),
        *(_K.Key_CapsLock, _K.Key_NumLock, _K.Key_unknown, _K.Key_VolumeUp, _K.Key_VolumeDown, _K.Key_VolumeMute),
    }
)


class RunFeature(QObject):
    """The run page with the controller of its sessions, and the keys that are pressed on it.

    `left` tells that nothing is followed any more and the routines are to be shown; `told` carries a sentence of the
    session, or nothing, which takes it back.
    """

    left = Signal()
    told = Signal(str)

    def __init__(self, host: Host, controller: Controller) -> None:
        super().__init__(host.window())
        self._host = host
        self._taught = host.preferences.keys
        self.keys = KeyTable(self._taught)
        self.controller = controller
        page = self.page = RunPage()
        self.compact: CompactController | None = None
        self._after_end: Callable[[], object] = lambda: None
        controller.display_changed.connect(self._show)
        controller.unseen_changed.connect(self._show_title)
        controller.phase_changed.connect(self._phase_changed)
        controller.message_changed.connect(self.told)
        page.pause_requested.connect(controller.press_space)
        page.done_requested.connect(lambda: controller.act(Action.DONE))
        page.skip_requested.connect(lambda: controller.act(Action.SKIP_STEP))
        page.back_requested.connect(controller.press_back)
        page.skip_block_requested.connect(lambda: controller.act(Action.SKIP_BLOCK))
        page.repeat_requested.connect(lambda: controller.act(Action.REPEAT_REP))
        page.nudge_requested.connect(self._nudge)
        page.jump_requested.connect(lambda step: controller.act(Action.JUMP, step))
        page.stop_requested.connect(self.ask_end)
        page.panel_requested.connect(self._take_target)
        page.mute_requested.connect(self.mute)
        page.volume_requested.connect(self.set_volume)
        page.full_screen_requested.connect(self._full_screen)
        page.compact_requested.connect(self.show_compact)
        page.keys_requested.connect(self.show_keys)
        self._name_keys()
        self.take_preferences(host.preferences)

    def _name_keys(self) -> None:
        self.page.set_keys(lambda command: next(iter(self.keys.key_words(command)), ""))

    # ---- what it is told

    def set_figures(self, figures: Mapping[str, Figure]) -> None:
        """Take the figures of the movements, by their keys."""
        self.page.set_figures(figures)

    def set_message(self, text: str, standing: str) -> None:
        """Say something in the calm line; what is `standing` would take the place of the small window's next line."""
        self.page.set_message(text)
        if self.compact is not None:
            self.compact.window.set_message("" if text == standing else text)

    def take_preferences(self, preferences: Preferences) -> None:
        """Follow what a person prefers. It is cheap, so that a slider can be drawn."""
        if preferences.keys != self._taught:
            self._taught = preferences.keys
            self.keys = KeyTable(preferences.keys)
            self._name_keys()
        self.page.set_viewing_distance_m(preferences.viewing_distance_m)
        self.page.show_sound(preferences.muted, preferences.volume)
        self.controller.set_space_pauses(preferences.space_at_gate is SpaceAtGate.PAUSE)
        self.controller.set_reach_ms(1000 * preferences.reach_s)
        self.controller.set_space_taught(self.keys.meaning("Space") is not Command.SPACE)
        self.take_pace()

    @property
    def session(self) -> Session | None:
        """The session as it was after the last reading of the clock; `None` if there is none."""
        return self.controller.session

    @property
    def goes_on(self) -> bool:
        """Whether a session runs or waits, so that nobody is to be disturbed."""
        return self.session is not None and self.session.goes_on

    @property
    def is_under_way(self) -> bool:
        """Whether there is a session that would be lost: a paused one, too."""
        return self.session is not None and self.session.is_under_way

    # ---- a session

    def follow(self, timeline: Timeline, path: str, first: int, start: bool) -> None:
        """Get ready for a timeline, made of the file at `path`, from its step `first`; start it if wanted."""
        self.page.tells_news = not start  # "ready, Space starts" would be out of date before it is said
        self.controller.open(timeline, path, first)
        self.page.tells_news = True
        self._appear()
        if start:
            self.controller.act(Action.START)

    def resume(self, session: Session, broken_off: BrokenOff) -> None:
        """Take a session that broke off; it waits, paused."""
        self.controller.resume(session, broken_off)
        self._appear()

    def _appear(self) -> None:
        self.page.setFocus()
        self.take_pace()

    def stop(self) -> None:
        """End a session that is under way, so that it is kept as such, before another one takes its place."""
        if self.is_under_way:
            self.controller.act(Action.STOP)

    def ask_end(self, then: Callable[[], object] = lambda: None) -> None:
        """End the session and do what is wanted `then`; what would be lost is paused, and a panel asks first."""
        self._after_end = then
        if not self.is_under_way:
            self._end()
            return
        self.leave_compact()
        self.controller.pause()
        self.page.ask(Panel.END)

    def _end(self) -> None:
        self.controller.close()
        self.left.emit()
        then, self._after_end = self._after_end, lambda: None
        then()

    def _nudge(self, by_ms: int) -> None:
        if self.controller.asks_reps:
            self.controller.add_reps(1 if by_ms > 0 else -1)
        else:
            self.controller.act(Action.FORWARD if by_ms > 0 else Action.REWIND)

    def _take_target(self, command: Command) -> None:
        """Do what a target of a panel is for."""
        if command is Command.LEAVE:
            self.ask_end()
        else:
            self.do(command)

    def leave(self) -> None:
        """Esc: pauses; then leaves full screen; then asks. It never ends a session by itself."""
        if self.page.asks is not None:
            self.page.ask(None)
        elif self.goes_on:
            self.controller.pause()
        elif self._host.window().isFullScreen():
            self._full_screen()
        else:
            self.ask_end()

    def _show(self, shown: Display) -> None:
        if self.compact is not None and self.compact.is_open:  # the run page is hidden
            self.compact.show_display(shown)
        else:
            self.page.show_display(shown)
        self._show_title(shown)
        self.take_pace()

    def _show_title(self, shown: Display) -> None:
        """Have the title, and so the task bar, say the phase and the time left; it changes no oftener than they do."""
        session = self.session
        title = f"{format_title(shown, session.timeline.name)} – TrunkTimer" if session is not None else ""
        small = self.compact is not None and self.compact.is_open
        window = self.compact.window if self.compact is not None and small else self._host.window()
        if title and title != window.windowTitle() and (small or self._host.is_following):
            window.setWindowTitle(title)

    def take_pace(self) -> None:
        """Read the clock as often as a pixel moves on what is shown."""
        shown = self.compact.window if self.compact is not None and self.compact.is_open else self.page
        self.controller.set_pace(shown.wake_interval_ms())

    def _phase_changed(self, phase: Phase) -> None:
        if phase is Phase.STOPPED:
            self.left.emit()

    # ---- windows

    def show_compact(self) -> None:
        """Follow the session in the small window, or in the full one again."""
        if not self._host.is_following:
            return
        if self.compact is None:
            self.compact = CompactController(self._host.window(), self.controller, self.press)
        if self.compact.is_open:
            self.compact.close()
        else:
            self.compact.open(self._host.window().windowTitle())

    def leave_compact(self) -> None:
        """Go back to the full window."""
        if self.compact is not None:
            self.compact.close()

    def _full_screen(self) -> None:
        self.leave_compact()
        self._host.toggle_full_screen()

    # ---- keys

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key means something on the page that is shown; then it is done."""
        if self._host.is_following and self._answers(event):
            return True
        command = self.keys.command_of(event)
        if command is None or not (self._host.is_following or command.is_for_all_pages):
            return False
        self.press(event)
        return True

    def _answers(self, event: QKeyEvent) -> bool:
        """Whether a key is part of an answer to what the session asks; then it was taken.

        Any key that has no other meaning lets go of what counts up. The number of reps is typed, or counted up.
        """
        command = self.keys.command_of(event)
        if self.controller.asks_reps:
            digit = event.text()
            if command is None and digit.isdecimal() and len(digit) == 1:
                self.controller.type_digit(int(digit))
            elif command in _REPS_OF:
                self.controller.add_reps(_REPS_OF[command])
            elif event.key() == Qt.Key.Key_Backspace:
                self.controller.erase_digit()
            else:
                return False
            self._tell_number()
            return True
        if self.controller.counts_up and command in _LETS_GO and event.key() not in _NO_ANSWER:
            if not event.isAutoRepeat():
                self.controller.act(Action.DONE)
            return True
        return False

    def _tell_number(self) -> None:
        """Have a screen reader say the number of reps as it stands."""
        shown = self.controller.shown
        if shown is not None:
            announce(self._host.window(), shown.digits)

    def is_taught(self, event: QKeyEvent) -> bool:
        """Whether a key was taught, and counts now: it comes before a shortcut of the window."""
        return self._host.is_following and self.keys.taught_command(event) is not None

    def show_keys(self) -> None:
        """Show the keys that are needed most, in letters for the floor, while a session stands; asked again, all."""
        self.leave_compact()
        if self._host.is_following and self.is_under_way and self.page.asks is not Panel.KEYS:
            self.controller.pause()
            self.page.ask(Panel.KEYS)
        else:
            show_keys(self._host.window(), self.keys.lines())

    def press(self, event: QKeyEvent) -> None:
        """Do what a key asks for. One that is held down counts once."""
        if self._answers(event):
            return
        command = self.keys.command_of(event)
        if command is not None and not event.isAutoRepeat():
            self.do(command)

    def do(self, command: Command) -> None:
        """Do what was asked for."""
        match command:
            case Command.SPACE:
                if self.session is not None and self.session.is_over:
                    self.left.emit()
                self.controller.press_space()
            case Command.BACK:
                self.controller.press_back()
            case Command.MUTE:
                self.mute()
            case Command.LOUDER:
                self.set_volume(self._host.preferences.volume + _VOLUME_STEP)
            case Command.SOFTER:
                self.set_volume(self._host.preferences.volume - _VOLUME_STEP)
            case Command.FULL_SCREEN:
                self._full_screen()
            case Command.COMPACT:
                self.show_compact()
            case Command.LEAVE:
                self.leave()
            case Command.KEYS:
                self.show_keys()
            case Command.DONE if self.page.asks is Panel.END:
                self._end()
            case _:
                self.controller.act(ACTIONS[command])

    # ---- sound

    def mute(self) -> None:
        """Turn the sound off, or on again."""
        muted = not self._host.preferences.muted
        self._host.change(replace(self._host.preferences, muted=muted))
        percent = round(self._host.preferences.volume * 100)
        self._host.tell(tr("Sound off") if muted else tr("Sound on, {percent} %", percent=percent))

    def set_volume(self, volume: float) -> None:
        """Play as loud as `volume` says, 0 to 1; beyond that as loud as can be."""
        volume = round(min(1.0, max(0.0, volume)), 2)
        self._host.change(replace(self._host.preferences, volume=volume))
        percent = round(volume * 100)
        if self._host.preferences.muted:
            text = tr("Volume {percent} %, sound off", percent=percent)
        else:
            text = tr("Volume {percent} %", percent=percent)
        # A slider that has the focus tells its value itself.
        self._host.tell(text, aloud=not isinstance(QApplication.focusWidget(), QSlider))
