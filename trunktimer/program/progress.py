"""When a higher or a lower level is proposed, and why. A proposal only: nothing here changes a level.

The limits are those of the pain-monitoring model (Thomeé 1997: on a scale of 0 to 10 pain up to 2 is safe, up to 5
acceptable, above it is high risk), stricter on the way up and on the way down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from trunktimer.foundation.translation import tr, trn
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL
from trunktimer.session.record import MOST_PAIN, Ending, SessionRecord, is_false_start

IN_A_ROW: Final = 3  # complete sessions before more is proposed; the reasons say it in words
LEVEL_STEP: Final = 10
SAFE_PAIN: Final = 2  # the most with which more is proposed
BEARABLE_PAIN: Final = 3  # above it less is proposed
PAUSE_DAYS: Final = 14  # after so many without a session less is proposed, and over such a gap never more


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Another `level` for the next session, with its `reason` in one sentence.

    `session` is the uid of the newest session: a proposal that was declined is not made again for the same one.
    """

    level: int
    reason: str
    session: str


def propose(newest_first: Sequence[SessionRecord], today: int, missed_days: int = 0) -> Proposal | None:
    """What the sessions of one routine speak for at its next start; `None` if that is no other level.

    More after three sessions in a row that were complete at one level without stated pain above 2; less after stated
    pain above 3, before or after the newest, and after a fortnight's pause. Rehearsals and false starts do not count.
    `today` is a day as `WallTime.day` has it; `missed_days` of the days since the newest session were prescribed.
    """
    counted = _counted(newest_first)
    if not counted:
        return None
    newest = counted[0]
    if _worst_pain(newest) > BEARABLE_PAIN:
        level = max(LOWEST_LEVEL, newest.level - LEVEL_STEP)
        reason = _pain_seen(newest)
    elif today - newest.started.day >= PAUSE_DAYS:
        level = max(LOWEST_LEVEL, newest.level - LEVEL_STEP)
        reason = _pause_seen(newest, today, missed_days)
    elif len(counted) == IN_A_ROW and all(_speaks_for_more(record, newest.level) for record in counted):
        if _has_gap(counted):
            return None
        level = min(HIGHEST_LEVEL, newest.level + LEVEL_STEP)
        reason = _success_seen(counted)
    else:
        return None
    return Proposal(level=level, reason=reason, session=newest.uid) if level != newest.level else None


def caution(newest_first: Sequence[SessionRecord]) -> str:
    """What to tell a person whose pain speaks for less where there is no lower level; empty otherwise."""
    counted = _counted(newest_first)
    if not counted or counted[0].level > LOWEST_LEVEL or _worst_pain(counted[0]) <= BEARABLE_PAIN:
        return ""
    stop = tr("There is no lower level: stop, and ask the person who prescribed this routine before you go on.")
    return f"{_pain_seen(counted[0])} {stop}"


def _counted(newest_first: Sequence[SessionRecord]) -> list[SessionRecord]:
    """The newest that count, as many as matter."""
    real = (
        record
        for record in newest_first
        if record.speed == 1
        and record.ending is not Ending.RUNNING
        and (not is_false_start(record.active_ms, record.planned_ms) or _pains(record))
    )
    return [record for record, _ in zip(real, range(IN_A_ROW), strict=False)]


def _speaks_for_more(record: SessionRecord, level: int) -> bool:
    return record.is_complete and record.level == level and _worst_pain(record) <= SAFE_PAIN


def _has_gap(newest_first: Sequence[SessionRecord]) -> bool:
    return any(after.started.day - one.started.day >= PAUSE_DAYS for after, one in pairwise(newest_first))


def _pause_seen(newest: SessionRecord, today: int, missed_days: int) -> str:
    pause = trn(
        "The last session, at level {level} %, was {n} day ago.",
        "The last session, at level {level} %, was {n} days ago.",
        today - newest.started.day,
        level=newest.level,
    )
    if not missed_days:
        return pause
    missed = trn("{n} prescribed day was missed.", "{n} prescribed days were missed.", missed_days)
    return f"{pause} {missed}"


def _pains(record: SessionRecord) -> list[int]:
    said = record.feedback
    return [pain for pain in (said.pain_before, said.pain_after) if pain is not None]


def _worst_pain(record: SessionRecord) -> int:
    """The worse of what was stated; 0 where nothing was, which the reason then says."""
    return max(_pains(record), default=0)


def _pain_seen(record: SessionRecord) -> str:
    worst = _worst_pain(record)
    values = {"pain": worst, "most": MOST_PAIN, "level": record.level, "bearable": BEARABLE_PAIN}
    if record.feedback.pain_after == worst:
        return tr(
            "You stated pain of {pain} out of {most} after the last session, at level {level} %, "
            "which is more than {bearable}.",
            **values,
        )
    return tr(
        "You stated pain of {pain} out of {most} before the last session, at level {level} %, "
        "which is more than {bearable}.",
        **values,
    )


def _success_seen(records: Sequence[SessionRecord]) -> str:
    level = records[0].level
    stated = [record for record in records if _pains(record)]
    worst = max((_worst_pain(record) for record in stated), default=0)
    if not stated:
        return tr(
            "The last three sessions were done in full at level {level} %; whether there was pain was not stated.",
            level=level,
        )
    if len(stated) == len(records):
        if not worst:
            return tr("The last three sessions were done in full at level {level} %, without pain.", level=level)
        return tr(
            "The last three sessions were done in full at level {level} %, with pain of {pain} at most.",
            level=level,
            pain=worst,
        )
    if not worst:
        # Translators: {n} is 1 or 2, and may be used.
        return trn(
            "The last three sessions were done in full at level {level} %; "
            "pain was stated for one of them only, and was 0.",
            "The last three sessions were done in full at level {level} %; "
            "pain was stated for two of them only, and was 0.",
            len(stated),
            level=level,
        )
    # Translators: {n} is 1 or 2, and may be used.
    return trn(
        "The last three sessions were done in full at level {level} %; "
        "pain was stated for one of them only, and was {pain} at most.",
        "The last three sessions were done in full at level {level} %; "
        "pain was stated for two of them only, and was {pain} at most.",
        len(stated),
        level=level,
        pain=worst,
    )
