"""The language of a start: chosen once, by either shell, before anything is shown. `files` reads the catalogue."""

import os
import sys

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.languages import choose_language, read_language
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import language_code, use_language
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import read_preferences


def use_chosen_language(places: Places) -> None:
    """Show everything in the language that the preferences name, or else that of the desktop.

    Where it cannot be read, everything is in English, and why is said on the error output.
    """
    code = choose_language(read_preferences(places.config).interface_language, os.environ)
    try:
        use_language(read_language(code, places.locale, os.environ))
    except TrunkTimerError as error:
        use_language(read_language("en", places.locale, os.environ))
        print(error, file=sys.stderr)


def voice_language(preferences: Preferences) -> str:
    """The language in which the voice is wanted: that of the preferences, or else the one of everything else.

    Where it has no voice, `audio.sound_set.language_for` looks for the next best.
    """
    return preferences.language or language_code()
