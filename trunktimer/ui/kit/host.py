"""What a part of the window may ask of the window. It has no parts of its own: the window is one."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # it is imported before the first look, which needs none of these
    from trunktimer.preferences.preferences import Preferences
    from trunktimer.ui.kit.taught_keys import KeyTable


class Feature(StrEnum):
    """The parts of the window that stand for themselves; each is imported when it is first opened."""

    EDITOR = "editor"  # of the routine at a path; without one, a new one is asked for
    HISTORY = "history"
    MOVEMENTS = "movements"
    PREFERENCES = "preferences"
    SOUND_CHECK = "sound check"
    WELCOME = "welcome"


class Host(Protocol):
    """The window, as its parts know it."""

    @property
    def preferences_changed(self) -> SignalInstance:
        """Carries the new `Preferences`."""
        ...

    @property
    def preferences(self) -> "Preferences":
        """As they are now."""
        ...

    @property
    def key_table(self) -> "KeyTable":
        """What each key means."""
        ...

    @property
    def is_following(self) -> bool:
        """Whether a routine is followed."""
        ...

    @property
    def is_busy(self) -> bool:
        """Whether a session runs or waits: nobody is to be disturbed."""
        ...

    def window(self) -> QWidget:
        """The widget that dialogs stand on."""
        ...

    def level(self) -> int:
        """The level that is chosen."""
        ...

    def tell(self, text: str, *, aloud: bool = True) -> None:
        """Say something in a calm line on the page that is shown, for a time; `aloud` to screen readers, too."""
        ...

    def open(self, feature: Feature, what: str = "") -> None:
        """Go to another part of the window, to `what` in it; not while a routine is followed."""
        ...

    def follow(self, path: str, level: int, *, first: int = 0, start: bool = True) -> bool:
        """Follow a routine from its step `first`, or get ready for it; whether that was possible."""
        ...

    def show_page(self, page: QWidget, title: str, tell: Callable[[str], None] | None = None) -> None:
        """Show a page; not while a session is followed.

        A list is shown with `tell`, which says in its calm line what the window tells (empty hides it); as from the
        library, the preferences can be opened from it.
        """
        ...

    @property
    def is_list_shown(self) -> bool:
        """Whether one of the lists is shown, which can be left for another page at any time."""
        ...

    def is_shown(self, page: QWidget) -> bool:
        """Whether this page fills the window."""
        ...

    def show_library(self) -> None:
        """Go back to the routines."""
        ...

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop it."""
        ...

    def ask_before_closing(self, may_close: Callable[[], bool], keep: Callable[[], object]) -> None:
        """Have the window stay open as long as `may_close` says no; it asks the person itself.

        Where nobody can be asked, since the system ends the program, `keep` keeps what is not saved.
        """
        ...

    def change(self, preferences: "Preferences") -> None:
        """Take new preferences."""
        ...
