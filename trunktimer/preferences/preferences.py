"""What a person prefers, as one value. Its fields are the table of settings: all that is known of one stands here.

File, faults, page, menu and docs/preferences.md come from it. A new setting is a new field, and what it is used for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trunktimer.foundation.languages import LANGUAGES
from trunktimer.foundation.translation import format_number, later, tr, trc
from trunktimer.preferences.settings import (
    Choice,
    Count,
    Plain,
    Section,
    Setting,
    Slider,
    field_of,
    number,
    one_of,
    settings_of,
    table,
    text,
    whole_number,
    words,
    yes_or_no,
)
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL
from trunktimer.session.says import Says
from trunktimer.session.sound_kind import SoundKind


class ThemeChoice(StrEnum):
    """Which colours the window has."""

    AUTO = "auto"  # as the desktop has it, where it tells
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


class SpaceAtGate(StrEnum):
    """What the space bar does where the program waits for "done"."""

    DONE = "done"
    PAUSE = "pause"  # "done" is Enter's alone


#: What a key can be taught to do, as it is written in a file. Which keys there are is known to `ui` only.
KEY_ACTIONS: Final = (
    *("pause", "next", "back", "forward", "rewind", "skip_block", "repeat", "done", "mute", "louder", "softer"),
    *("full_screen", "compact", "leave", "key_list"),
)
#: As they are written in a file; their places are those of `past.weekday_of`.
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NEAREST_M: Final = 1.0
FARTHEST_M: Final = 4.0


def _format_metres(metres: float, digits: int = 1) -> str:
    return tr("{metres} m", metres=format_number(metres, digits))


def _distances() -> dict[float, str]:
    return {
        metres: _format_metres(metres, 0 if metres.is_integer() else 1) for metres in (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
    }


def format_percent(share: float) -> str:
    """A share of 1, such as "80 %"."""
    return tr("{percent} %", percent=round(share * 100))


def _themes() -> dict[ThemeChoice, str]:
    # Translators: the colours of the window; "Dark" and "Light" are two of them.
    return {
        ThemeChoice.AUTO: tr("As the desktop"),
        ThemeChoice.DARK: tr("Dark"),
        ThemeChoice.LIGHT: tr("Light"),
        ThemeChoice.CONTRAST: tr("High contrast"),
    }


def _says() -> dict[Says, str]:
    # Translators: how much the voice says during a session, from nothing to everything.
    return {
        Says.NOTHING: tr("Says nothing"),
        Says.CHANGES: tr("Says what comes"),
        Says.COUNTS: tr("Counts too"),
        Says.EVERYTHING: tr("Says everything"),
    }


def _players() -> dict[str, str]:
    best, silence = tr("Best there is"), tr("Silence")
    return {"": best, "simpleaudio": "simpleaudio", "miniaudio": "miniaudio", "silence": silence}


def _spaces() -> dict[SpaceAtGate, str]:
    return {SpaceAtGate.DONE: tr("Means “done”"), SpaceAtGate.PAUSE: tr("Pauses; Enter means “done”")}


def _key_names(written: object) -> tuple[str, ...] | None:
    """The names of keys of an action. Whether Qt has such keys is told later."""
    names = [written] if isinstance(written, str) else written
    if not isinstance(names, list | tuple):
        return None
    return tuple(names) if all(isinstance(name, str) and name for name in names) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Every setting with its value; the order is that of the file. Raises `ValueError` for what no file could say.

    What `what` does not say: `language` is that of the voice, `interface_language` that of all texts. `sounds` and
    `keys` hold only what a person gave; names of keys are in Qt's portable form.
    """

    # Each entry: default and check; the comment in the file; what stands on the page; its control.
    # fmt: off
    theme: ThemeChoice = field_of(Setting(
        ThemeChoice.DARK, one_of(ThemeChoice, later('"auto", "dark", "light" or "contrast"')),
        "The colours of the window.",
        Section.SEEING, later("Colours"), "",
        Choice(_themes),
    ))
    viewing_distance_m: float = field_of(Setting(
        2.5, number(NEAREST_M, FARTHEST_M),
        "How far your eyes are from the screen, in metres. The run page's texts grow with it.",
        Section.SEEING, later("Viewing distance"),
        later("How far your eyes are from the screen. The texts of the run page grow with it."),
        Slider(10, 5, _format_metres, choices=_distances), rank=-1,
    ))
    reduced_motion: bool = field_of(Setting(
        False, yes_or_no(),
        "Stills in place of what moves.",
        Section.SEEING, later("Less motion"),
        later("Stills in place of what moves, and no pulse in the last seconds."),
        Plain.TICK_BOX, rank=1,
    ))
    text_scale: float = field_of(Setting(
        1.0, number(0.8, 1.6),
        "How large all other texts are, as a share of the usual size.",
        Section.SEEING, later("Size of all other texts"),
        later("Of lists, pages and sheets; the run page follows the viewing distance."),
        Slider(20, 1, format_percent, at_rest=True),  # else the slider would move away below the mouse
    ))
    interface_language: str = field_of(Setting(
        "", one_of(("", *LANGUAGES), later('"" or the code of a language there is, such as "de",')),
        "The language of all texts. Empty: that of the desktop.",
        Section.LANGUAGE, later("Language of all texts"), later("Takes effect at the next start."),
        Choice(lambda: {"": tr("As the desktop")} | LANGUAGES),
    ))
    voice: Says = field_of(Setting(
        Says.CHANGES, one_of(Says, later('"nothing", "changes", "counts" or "everything"')),
        "How much the voice says.",
        Section.LANGUAGE, later("Voice"), later("How much it says."),
        Choice(_says),
    ))
    language: str = field_of(Setting(
        "", text(later('"" or the code of a language, such as "de",')),
        "The language of the voice. Empty: that of the texts.",
        Section.LANGUAGE, later("Language of the voice"),
        later("Where it has no words in that language, the next best is taken."),
        Choice(lambda: {"": tr("As the texts")} | LANGUAGES),
    ))
    count_every_s: int = field_of(Setting(
        5, whole_number(5, 60),
        "Where the voice counts the seconds of a hold: after every so many.",
        Section.LANGUAGE, later("Count the seconds of a hold"), later("Where the voice counts."),
        Choice(lambda: {every: tr("every {seconds} s", seconds=every) for every in (5, 10, 15, 20, 30, 60)}),
    ))
    volume: float = field_of(Setting(
        0.8, number(0, 1),
        "The volume of everything.",
        Section.SOUND, later("Volume"), later("Of everything; + and − change it while a routine is followed."),
        Slider(100, 10, format_percent),
    ))
    muted: bool = field_of(Setting(
        False, yes_or_no(),
        "No sound at all.",
        Section.SOUND, later("Sound off"), later("M turns it off and on while a routine is followed."),
        Plain.TICK_BOX,
    ))
    player: str = field_of(Setting(
        "", text(later('"", "simpleaudio", "miniaudio" or "silence"')),
        "What plays the sounds. Empty: the best there is.",
        Section.SOUND, later("Sound player"),
        later("What plays the sounds. Another one may help where nothing is heard."),
        Choice(_players),
    ))
    lead_in_s: int = field_of(Setting(
        0, whole_number(0, 120),
        "The least time to get ready before the first block, in seconds. 0: as the routine says.",
        Section.SESSION, later("Time to get ready"),
        later("At least so long before the first block, whatever the routine says."),
        Count(lambda: tr("as the routine says"), lambda: trc("seconds", "s")),
    ))
    space_at_gate: SpaceAtGate = field_of(Setting(
        SpaceAtGate.DONE, one_of(SpaceAtGate, later('"done" or "pause"')),
        'What the space bar does where the program waits for "done"; Enter always means "done".',
        Section.SESSION, later("The space bar at a rep of your own pace"),
        later("Where the program waits for “done”. Enter always means “done”."),
        Choice(_spaces),
    ))
    reach_s: int = field_of(Setting(
        0, whole_number(0, 10),
        "The way to the key, in seconds: taken off from what you hold to the limit. The record keeps both times.",
        Section.SESSION, later("The way to the key"),
        later("So much is taken off from what you hold to the limit. The record keeps both times."),
        Count(lambda: trc("way to the key", "nothing"), lambda: trc("seconds", "s")),
    ))
    level: int = field_of(Setting(
        USUAL_LEVEL, whole_number(LOWEST_LEVEL, HIGHEST_LEVEL),
        "How much of each range a routine asks for, in percent.",
        Section.TRAINING, later("Level"),
        later("Where a routine gives a range, how much of it you do. The page of routines has it too."),
        Slider(1, 5, lambda level: tr("{percent} %", percent=level)),
    ))
    weekly_goal: int = field_of(Setting(
        0, whole_number(0, 21),
        "How many sessions you want to do in a week. 0: no goal.",
        Section.TRAINING, later("Sessions a week"), later("The goal that the history shows."),
        Count(lambda: trc("goal", "no goal")),
    ))
    rest_days: tuple[str, ...] = field_of(Setting(
        (), words(
            WEEKDAYS, later('a list of days, such as ["sat", "sun"],'),
            later("{value} is no day of the week; the days are {known}"),
        ),
        "Days of the week without a routine; they break no streak.",
        Section.TRAINING, later("Rest days"), later("Days without a routine; they break no streak."),
        Plain.DAYS,
    ))
    day_ends_at: int = field_of(Setting(
        3, whole_number(0, 6),
        "At which hour of the night a day of your program ends. 0: at midnight.",
        Section.TRAINING, later("A day ends at"), later("What you do before that hour counts for the day before."),
        # Translators: the unit of an hour of the night, as in "3 o'clock".
        Count(lambda: tr("midnight"), lambda: trc("hour", "o'clock")),
    ))
    sounds: Mapping[str, float] = field_of(Setting(
        {}, table(
            tuple(SoundKind), number(0, 1).read, 1.0, later("a table with kinds of sound and numbers from 0 to 1"),
            later("there is no such kind of sound; there are {known}"),
            later("{value} is not understood; a number from 0 to 1 is wanted; 1 counts"),
        ),
        "A volume of its own for a kind of sound; without one it is as loud as the others. The kinds are those of"
        " `trunktimer sounds`.",
        Section.SOUND, "", "",  # each kind has its own words
        Plain.VOLUMES,
    ))
    keys: Mapping[str, tuple[str, ...]] = field_of(Setting(
        {}, table(
            KEY_ACTIONS, _key_names, (), later("a table with actions and lists of names of keys"),
            later("there is no such action; there are {known}"),
            later('{value} is not understood; a list of names of keys is wanted, such as ["F7"]'),
        ),
        'Keys that you taught, beside the usual ones: for each action a list such as ["Ctrl+F7", "Volume Up"].',
        Section.SESSION, later("Keys"), later("Teach any key of a keyboard, a presenter or a pedal what it is to do."),
        Plain.KEYS,
    ))
    # fmt: on

    def __post_init__(self) -> None:
        for name, entry in settings_of(type(self)).items():
            value = getattr(self, name)
            if entry.check.read(value) is None or entry.check.odd_entries(value):
                raise ValueError(f"{name} must be {entry.check.wanted(str.format)}")

    @property
    def rest_weekdays(self) -> tuple[int, ...]:
        """The planned rest days: 0 for Monday to 6 for Sunday."""
        return tuple(at for at, name in enumerate(WEEKDAYS) if name in self.rest_days)


#: The table, by name, in the order of the file.
SETTINGS: Final = settings_of(Preferences)
