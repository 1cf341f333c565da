"""How the run page tells a moment of a session: which number is the big one, what the cue line says, what comes then.

The window and the small window show the same face; a screen reader is told the same words.
"""

from dataclasses import dataclass

from trunktimer.foundation.durations import format_duration, format_seconds
from trunktimer.foundation.translation import tr, trn
from trunktimer.session.display import Change, Display, Tone
from trunktimer.session.wording import phase_word

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What stands where on the run page.

    Attributes:
        heading: the movement, or in a rest the one that comes.
        number: the big number in the ring; empty where there is only the sign.
        below: the line below it.
        left_ms: of the ring, which is full at `planned_ms`.
        cue: never empty while something is followed.
        then: the word before `change`, which is empty where nothing comes any more.
    """

    heading: str
    side: str
    sets: str
    time_left: str
    number: str
    below: str
    left_ms: int
    planned_ms: int
    cue: str
    then: str
    change: Change

    @property
    def fraction_left(self) -> float:
        """What is left of the ring, 0 to 1."""
        return self.left_ms / self.planned_ms if self.planned_ms else 1.0


def face_of(shown: Display) -> Face:
    """How the run page tells a moment."""
    coming = shown.coming
    left_ms, planned_ms = shown.remaining_ms, shown.planned_ms
    if shown.rep_ms:
        left_ms, planned_ms = shown.rep_left_ms, shown.rep_ms
    number, below = _numbers(shown)
    change = shown.change or Change(text=shown.hint)
    return Face(
        heading=shown.title if coming is None else tr("Next: {what}", what=coming.name),
        side=shown.side if coming is None else coming.side,
        sets="  ".join(shown.sets if coming is None else coming.sets),
        time_left=format_time_left(shown.left_ms),
        number=number,
        below=below,
        left_ms=left_ms,
        planned_ms=planned_ms,
        cue=_cue(shown),
        # Translators: before what changes next in a session, such as "RIGHT leg" or "set 2 of 3".
        then="" if shown.change is None else tr("later:") if change.later else tr("then:"),
        change=change,
    )


def _numbers(shown: Display) -> tuple[str, str]:
    """The big number, and the line below it."""
    if shown.tone is Tone.READY and not shown.moving:
        return shown.digits, ""
    if shown.reps and (shown.rep_ms or not shown.planned_ms):
        # Translators: below the number of the rep: "3, of 22".
        return str(shown.rep), tr("of {number}", number=shown.reps)
    if shown.reps:
        return shown.digits, f"{shown.rep}/{shown.reps}"
    if not shown.planned_ms or not shown.digits:
        return shown.digits, ""
    whole_ms = -(-shown.planned_ms // 1000) * 1000
    time = format_seconds(whole_ms) if whole_ms < 100_000 else format_duration(whole_ms)
    # Translators: below the seconds that are left: "42, of 60 s".
    return shown.digits, tr("of {time}", time=time)


def _cue(shown: Display) -> str:
    if shown.tone is Tone.RELEASE:
        return tr("Let go when you like")
    if shown.change is None:
        return shown.next or shown.cue
    if shown.hint:
        return shown.hint
    return (shown.coming.amount if shown.coming else shown.cue) or shown.next or shown.title


def format_time_left(left_ms: int) -> str:
    """How long a session still takes, for a person who lies on the floor; nothing once it is over."""
    if left_ms > _MINUTE_MS:
        return trn("{n} min left", "{n} min left", -(-left_ms // _MINUTE_MS))
    return tr("last minute") if left_ms else ""


def format_standing(shown: Display) -> str:
    """Where a session that is paused stands: `rep 4/15, hold 12 s to go`."""
    said = [tr("rep {rep}", rep=f"{shown.rep}/{shown.reps}")] if shown.reps else []
    if shown.planned_ms:
        seconds = -(-shown.remaining_ms // 1000)
        # Translators: {phase} is such as "hold" or "rest".
        said.append(tr("{phase} {seconds} s to go", phase=phase_word(shown.phase), seconds=seconds))
    return ", ".join(said)


def format_title(shown: Display, name: str) -> str:
    """What the title of the window says, and so the task bar: the phase and the time left, before the routine."""
    left = format_time_left(shown.left_ms)
    return " – ".join(filter(None, (" · ".join(filter(None, (shown.word.capitalize(), left))), name)))
