"""The texts of new routines, to begin with: small, complete, and to be changed. Reads and writes no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from tomlkit import item

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.routine import FORMAT, NAME_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A routine to begin with: `key` is what a person types; `title` and `summary` are read, and go through `tr`."""

    key: str
    title: str
    summary: str


#: The template of which a window shows nothing but the name.
EMPTY: Final = "empty"
_HEAD: Final = """\
format  = 2
name    = {name}
summary = "{summary}"
safety  = "Move within what feels safe. If a movement makes pain worse, stop at once."
"""

_TABATA: Final = """
lead_in = "10 s"                 # time to get ready

[[block]]                        # one of these for each exercise
movement = "squat"
duration = "20 s"                # without a tempo: as fast as you do it well
sets     = 8
rest_between_sets = "10 s"
"""

_EMPTY: Final = """
[[block]]                        # one of these for each exercise
movement = "bridge"              # `trunktimer movements` lists them; or name = "My own"
reps     = 10
"""

_EMOM: Final = """
lead_in = "10 s"                 # time to get ready

[[block]]
movement = "squat"
reps     = 8                     # at your own speed: say "done" after the last one
sets     = 10
every    = "1 min"               # what is left of the minute is rest
"""

_LADDER: Final = """\
equipment = ["mat"]

lead_in = "10 s"                 # time to get into position, before each block

[[block]]                        # one of these for each exercise
movement = "front-plank"
hold     = ["15 s", "30 s", "45 s", "60 s", "45 s", "30 s", "15 s"]
rest_between_sets = "30 s"
"""

_CIRCUIT: Final = """\
equipment = ["mat"]

[[block]]
lead_in = "10 s"                 # time to get ready
repeat  = 3                      # rounds
rest_between_rounds = "1 min"
rest_between_blocks = "15 s"
[block.defaults]                 # for all blocks of the round
duration = "40 s"
[[block.block]]
movement = "squat"
[[block.block]]
movement = "bird-dog"
[[block.block]]
movement = "front-plank"
[[block.block]]
movement = "bridge"
"""

_SHEET: Final = """\
equipment = ["mat"]

[program]
times_per_day = 2                # or "2-3"
days  = ["mon", "wed", "fri"]    # or days_per_week = 4; left out: every day
weeks = 6

[defaults]                       # for all blocks
rest = "3 s"
reps = 10
rest_between_sets = "45 s"

[[block]]
movement = "bridge"
note     = "Ball between the knees if it is too easy."
hold     = "10-15 s"
sets     = 3

[[block]]
movement = "lateral-leg-lift"    # on both sides, since the movement has two
sets     = 2

[[block]]
movement = "cat-stretch"
reps     = 5
optional = true
"""

_SETS_REPS_HOLD: Final = """\
equipment = ["mat"]

lead_in = "10 s"                 # time to get into position, before each block
rest_between_blocks = "30 s"

[[block]]                        # one of these for each exercise
movement = "bridge"
raise    = "2 s"
hold     = "10-15 s"             # a range: the level decides, a tone at 10 s says "may release"
lower    = "2 s"
rest     = "4 s"                 # between reps
reps     = 10
sets     = 3
rest_between_sets = "1 min"
"""

_BOTH_SIDES_90: Final = """\
equipment = ["mat"]

lead_in = "10 s"                 # time to get into position, before each block
rest_between_blocks = "20 s"

[[block]]                        # one of these for each exercise
movement = "lateral-leg-lift"
duration = "90 s"                # on each side: as many reps as fit
raise    = "2 s"
hold     = "2 s"
lower    = "2 s"
sides    = "one-then-other"
switch   = "10 s"                # time to roll over
"""

_PYRAMID: Final = """\
equipment = ["mat"]

lead_in = "10 s"                 # time to get into position, before each block
rest_between_blocks = "30 s"

[[block]]                        # one of these for each exercise
movement = "superman"
raise    = "2 s"
hold     = "5 s"
lower    = "2 s"
reps     = [2, 4, 6, 4, 2]       # one number a set: up, and down again
rest_between_sets = "30 s"
"""

_BREATHING: Final = """
lead_in = "10 s"                 # time to sit or lie down

[[block]]
name = "Calm breathing"
reps = 30                        # breaths of 10 s: five minutes
phase = [                        # breathing out takes longer than breathing in
  {{ do = "in",  time = "4 s", breath = "in",  cue = "In through the nose" }},
  {{ do = "out", time = "6 s", breath = "out", cue = "Out, slowly and softly" }},
]
"""

_WRITTEN: Final = (
    (EMPTY, later("New routine"), later("One exercise, to begin with"), _EMPTY),
    ("tabata", later("Tabata"), later("Eight times 20 seconds of work and 10 seconds of rest"), _TABATA),
    ("emom", later("Every minute on the minute"), later("Ten minutes, each of them begun with eight squats"), _EMOM),
    (
        "sets-reps-hold",
        later("Sets of reps with a hold"),
        later("Three sets of ten reps, each held 10 to 15 seconds"),
        _SETS_REPS_HOLD,
    ),
    (
        "both-sides-90",
        later("Both sides, 90 seconds each"),
        later("90 seconds on each side, with time to change"),
        _BOTH_SIDES_90,
    ),
    ("ladder", later("Ladder"), later("Planks of 15 to 60 seconds, up and down again"), _LADDER),
    ("circuit", later("Circuit"), later("Three rounds of four exercises, 40 seconds each"), _CIRCUIT),
    ("sheet", later("Sheet"), later("Three exercises, twice a day on three days of the week, for six weeks"), _SHEET),
    ("pyramid", later("Pyramid"), later("Sets of two, four, six, four and two reps"), _PYRAMID),
    (
        "breathing",
        later("Calm breathing"),
        later("Five minutes of slow breaths: four seconds in, six seconds out"),
        _BREATHING,
    ),
)
#: All templates by key, in the order in which they are offered.
TEMPLATES: Final[Mapping[str, Template]] = {
    key: Template(key=key, title=title, summary=summary) for key, title, summary, _ in _WRITTEN
}
_BODIES: Final = {key: body for key, _, _, body in _WRITTEN}


def blank_text(name: str) -> str:
    """The beginning of a routine without any blocks, for who adds them one by one."""
    return f"format = {FORMAT}\nname = {item(name.strip() or tr('New routine')).as_string()}\n"


def template_text(key: str, name: str = "") -> str:
    """The file of a new routine called `name` (the template's title where nothing is given).

    Raises `TrunkTimerError` for a key that is not known, and for a name that a routine cannot have.
    """
    template = TEMPLATES.get(key)
    if template is None:
        near = get_close_matches(key, TEMPLATES, n=1, cutoff=0.4)
        raise TrunkTimerError(
            tr('there is no template "{key}"; did you mean "{likely}"?', key=key, likely=near[0])
            if near
            else tr('there is no template "{key}"; there are: {known}', key=key, known=", ".join(TEMPLATES))
        )
    name = name.strip() or template.title
    if len(name) > NAME_LENGTH:
        raise TrunkTimerError(
            tr("the name has {count} characters; {most} is the most", count=len(name), most=NAME_LENGTH)
        )
    if not name.isprintable():
        raise TrunkTimerError(tr("the name holds a control character; take it out"))
    return (_HEAD + _BODIES[key]).format(name=item(name).as_string(), summary=template.summary)
