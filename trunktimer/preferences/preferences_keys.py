"""Every key of the preferences' file: what it does and what may stand there. Reads and writes nothing."""

from typing import Final, NamedTuple

from trunktimer.foundation.translation import later


class Key(NamedTuple):
    """`what` it does stands as a comment in a new file, in English; `right` ends the sentence "… is wanted"."""

    what: str
    right: str


#: In the order of the file; the two tables are last, as TOML wants it.
KEYS: Final = {
    "theme": Key("The colours of the window.", later('"auto", "dark", "light" or "contrast"')),
    "viewing_distance_m": Key(
        "How far your eyes are from the screen, in metres. The run page's texts grow with it.",
        later("a number from 1 to 4"),
    ),
    "reduced_motion": Key("Stills in place of what moves.", later("true or false")),
    "text_scale": Key(
        "How large all other texts are, as a share of the usual size.",
        later("a number from 0.8 to 1.6"),
    ),
    "interface_language": Key(
        "The language of all texts. Empty: that of the desktop.",
        later('"" or the code of a language there is, such as "de",'),
    ),
    "voice": Key("How much the voice says.", later('"nothing", "changes", "counts" or "everything"')),
    "language": Key(
        "The language of the voice. Empty: that of the texts.",
        later('"" or the code of a language, such as "de",'),
    ),
    "count_every_s": Key(
        "Where the voice counts the seconds of a hold: after every so many.",
        later("a whole number from 5 to 60"),
    ),
    "volume": Key("The volume of everything.", later("a number from 0 to 1")),
    "muted": Key("No sound at all.", later("true or false")),
    "player": Key(
        "What plays the sounds. Empty: the best there is.",
        later('"", "simpleaudio", "miniaudio" or "silence"'),
    ),
    "lead_in_s": Key(
        "The least time to get ready before the first block, in seconds. 0: as the routine says.",
        later("a whole number from 0 to 120"),
    ),
    "space_at_gate": Key(
        'What the space bar does where the program waits for "done"; Enter always means "done".',
        later('"done" or "pause"'),
    ),
    "level": Key("How much of each range a routine asks for, in percent.", later("a whole number from 0 to 100")),
    "weekly_goal": Key("How many sessions you want to do in a week. 0: no goal.", later("a whole number from 0 to 21")),
    "rest_days": Key(
        "Days of the week without a routine; they break no streak.",
        later('a list of days, such as ["sat", "sun"],'),
    ),
    "sounds": Key(
        "A volume of its own for a kind of sound; without one it is as loud as the others. The kinds are those of"
        " `trunktimer sounds`.",
        later("a table with kinds of sound and numbers from 0 to 1"),
    ),
    "keys": Key(
        'Keys that you taught, beside the usual ones: for each action a list such as ["Ctrl+F7", "Volume Up"].',
        later("a table with actions and lists of names of keys"),
    ),
}
