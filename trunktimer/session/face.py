"""How the run page tells a moment of a session: which number is the big one, what the cue line says, what comes then.

The window and the small window show the same face; a screen reader is told the same words.
"""

from dataclasses import dataclass
from typing import Final

from trunktimer.foundation.durations import format_duration, format_seconds
from trunktimer.foundation.translation import tr, trn
from trunktimer.routine.timeline import Gate
from trunktimer.session.asked import Asked
from trunktimer.session.display import Change, Display, Glyph, Tone
from trunktimer.session.session import COUNTS_UP
from trunktimer.session.wording import phase_word

_MINUTE_MS: Final = 60_000
_UNCHANGED_MS: Final = 1_000  # for how long at most nothing is known to change


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What stands where on the run page.

    Attributes:
        heading: the movement, or in a rest the one that comes.
        number: the big number in the ring; empty where there is only the sign.
        below: the line below it.
        left_ms: of the ring, which is full at `planned_ms`; where time counts up, what is missing of it.
        rises: whether the ring fills from the top, as time counts up, in place of emptying.
        mark: the place on the ring, as a fraction left, of the least or of the aim; `None` where there is none.
        waits: whether a person says "done" now.
        tops: whether the top of a ring that fills is worth a mark: it is the best so far, or the limit.
        number_ms: when the number changes next.
        cue: never empty while something is followed.
        then: the word before `change`, which is empty where nothing comes any more.
    """

    heading: str
    side: str
    sets: str
    time_left: str
    number: str
    below: str
    word: str
    glyph: Glyph
    tone: Tone
    left_ms: int
    planned_ms: int
    rises: bool
    mark: float | None
    waits: bool
    tops: bool
    number_ms: int
    cue: str
    then: str
    change: Change

    @property
    def fraction_left(self) -> float:
        """What is left of the ring, 0 to 1."""
        return self.left_ms / self.planned_ms if self.planned_ms else 1.0


def face_of(shown: Display) -> Face:
    """How the run page tells a moment."""
    coming, asked = shown.coming, shown.asked
    rises = asked.gate in COUNTS_UP
    mark = shown.min_fraction
    left_ms, planned_ms = shown.remaining_ms, shown.planned_ms
    number_ms = shown.remaining_ms % 1000 or 1000
    if shown.rep_ms:
        left_ms, planned_ms, mark, number_ms = shown.rep_left_ms, shown.rep_ms, None, _UNCHANGED_MS
    elif rises:
        planned_ms = _full_ms(asked)
        left_ms = max(0, planned_ms - asked.held_ms)
        aim_ms = asked.aim_ms or asked.least_ms
        mark = 1 - aim_ms / planned_ms if aim_ms and aim_ms < planned_ms else None
        number_ms = 1000 - asked.held_ms % 1000
    elif asked.every_ms:
        planned_ms = max(planned_ms, asked.every_ms)
    number, below = _numbers(shown)
    word, glyph, tone = _word(shown)
    change = shown.change or Change(text=shown.hint)
    sets = shown.sets if coming is None else coming.sets
    return Face(
        heading=shown.title if coming is None else tr("Next: {what}", what=coming.name),
        side=shown.side if coming is None else coming.side,
        sets="  ".join((*_rep_beside(shown), *sets, *_said_beside(asked))),
        time_left=format_time_left(shown.left_ms),
        number=number,
        below=below,
        word=word,
        glyph=glyph,
        tone=tone,
        left_ms=left_ms,
        planned_ms=planned_ms,
        rises=rises,
        mark=mark,
        waits=shown.tone is Tone.WAIT or (shown.moving and asked.gate is not None),
        tops=rises and bool(asked.best or asked.limit_ms),
        number_ms=number_ms,
        cue=_cue(shown),
        # Translators: before what changes next in a session, such as "RIGHT leg" or "set 2 of 3".
        then="" if shown.change is None else tr("later:") if change.later else tr("then:"),
        change=change,
    )


def _full_ms(asked: Asked) -> int:
    """When a ring that counts up is full: at the limit, at the best so far, at twice the aim; else each minute."""
    if asked.gate is Gate.AS_NEEDED and asked.least_ms:
        return asked.limit_ms or asked.least_ms
    aim_ms = asked.aim_ms or 0
    best_ms = asked.best if asked.best > aim_ms else 0
    return asked.limit_ms or best_ms or 2 * aim_ms or _MINUTE_MS * (asked.held_ms // _MINUTE_MS + 1)


def _word(shown: Display) -> tuple[str, Glyph, Tone]:
    """The word below the ring: that of the phase, or that the aim is reached."""
    asked = shown.asked
    reached = asked.gate is Gate.COUNT_UP and asked.aim_ms is not None and asked.held_ms >= asked.aim_ms
    if not reached or not shown.moving:
        return shown.word, shown.glyph, shown.tone
    if asked.breaths or asked.aim_ms is None:
        return shown.word, Glyph.DONE, Tone.RELEASE
    # Translators: in capitals below the ring: what was aimed at is reached.
    return tr("AIM {time}", time=format_duration(asked.aim_ms)), Glyph.DONE, Tone.RELEASE


def _rep_beside(shown: Display) -> tuple[str, ...]:
    """The rep, where breaths are counted in its place."""
    return (tr("rep {rep}", rep=f"{shown.rep}/{shown.reps}"),) if shown.asked.breaths and shown.reps else ()


def _said_beside(asked: Asked) -> tuple[str, ...]:
    """What stands beside the set: the load, and by how much the minute was missed."""
    late = (tr("{time} late", time=format_duration(max(1_000, asked.late_ms // 1000 * 1000))),) if asked.late_ms else ()
    return (*((asked.load,) if asked.load else ()), *late)


def _numbers(shown: Display) -> tuple[str, str]:
    """The big number, and the line below it."""
    asked = shown.asked
    if shown.tone is Tone.READY and not shown.moving:
        return shown.digits, ""
    if asked.breaths:
        # Translators: below the number of the breath: "3, of 5 breaths".
        return str(asked.breath), trn("of {n} breath", "of {n} breaths", asked.breaths)
    match asked.gate:
        case Gate.SET if shown.reps:
            # Translators: below the number of reps of a set at one's own pace.
            return str(shown.reps), tr("reps")
        case Gate.COUNT_UP:
            return shown.digits, _best(asked) or (
                tr("aim {time}", time=format_duration(asked.aim_ms or 0)) if asked.aim_ms else ""
            )
        case Gate.AS_NEEDED:
            least_ms = asked.least_ms or 0
            return shown.digits, tr("at least {time}", time=format_duration(least_ms)) if least_ms else ""
        case Gate.REPS:
            wanted = tr("{n} or more", n=asked.wanted) if asked.wanted else ""
            return shown.digits, _best(asked) or wanted or tr("reps")
        case _:
            pass
    if shown.reps and (shown.rep_ms or not shown.planned_ms):
        # Translators: below the number of the rep: "3, of 22".
        return str(shown.rep), tr("of {number}", number=shown.reps)
    if shown.reps:
        return shown.digits, f"{shown.rep}/{shown.reps}"
    if not shown.planned_ms or not shown.digits:
        return shown.digits, ""
    whole_ms = asked.every_ms or -(-shown.planned_ms // 1000) * 1000
    time = format_seconds(whole_ms) if whole_ms < 100_000 else format_duration(whole_ms)
    # Translators: below the seconds that are left: "42, of 60 s".
    return shown.digits, tr("of {time}", time=time)


def _best(asked: Asked) -> str:
    """The best so far, as the line below the number has room for it."""
    if not asked.best:
        return ""
    if asked.is_best:
        # Translators: below the number: it is more than ever before.
        return tr("best!")
    number = asked.best if asked.gate is Gate.REPS else asked.best // 1000
    # Translators: below the number: the most so far, in reps or seconds: "best 61".
    return tr("best {number}", number=number)


def _cue(shown: Display) -> str:
    if shown.tone is Tone.RELEASE:
        return tr("Let go when you like")
    if shown.change is None:
        return shown.next or shown.cue
    if shown.asked.optional and shown.moving:
        # Translators: "N" is the key.
        return tr("May be left out: N")
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
    elif shown.asked.gate in COUNTS_UP:
        said.append(
            tr("{phase} {time}", phase=phase_word(shown.phase), time=format_seconds(_whole(shown.asked.held_ms)))
        )
    return ", ".join(said)


def _whole(ms: int) -> int:
    return ms // 1000 * 1000


def format_title(shown: Display, name: str) -> str:
    """What the title of the window says, and so the task bar: the phase and the time left, before the routine."""
    left = format_time_left(shown.left_ms)
    return " – ".join(filter(None, (" · ".join(filter(None, (shown.word.capitalize(), left))), name)))
