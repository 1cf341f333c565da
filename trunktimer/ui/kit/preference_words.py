"""What the choices of preferences are called, in the menu and on their page. What they do is not known here."""

from typing import Final

from trunktimer.foundation.translation import later
from trunktimer.preferences.preferences import ThemeChoice
from trunktimer.session.speech import Says

# Translators: the colours of the window; "Dark" and "Light" are two of them.
THEMES: Final = {
    ThemeChoice.AUTO: later("As the desktop"),
    ThemeChoice.DARK: later("Dark"),
    ThemeChoice.LIGHT: later("Light"),
    ThemeChoice.CONTRAST: later("High contrast"),
}
# Translators: how much the voice says during a session, from nothing to everything.
SAYS: Final = {
    Says.NOTHING: later("Says nothing"),
    Says.CHANGES: later("Says what comes"),
    Says.COUNTS: later("Counts too"),
    Says.EVERYTHING: later("Says everything"),
}
