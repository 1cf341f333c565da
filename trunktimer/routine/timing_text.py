"""Times of work and rest as people write them (`"5 breaths"`, `"40-60 s+"`, `"max 2 min"`, `"as needed"`), and back.

Plain times are those of `foundation/durations`; what stands in files is the same in every language.
"""

import re
from typing import Final

from trunktimer.foundation.durations import BadDuration, Span, format_span, parse_pause, parse_span, span_token
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import tr, trn
from trunktimer.foundation.typed import RANGE, plain_text
from trunktimer.routine.timing import MOST_BREATHS, Breaths, Fixed, OpenEnd, Rising, Timing

_SLOW: Final = r"(?:slow|deep|long|calm|full|langsame|tiefe|lente?s?|profonde?s?|lentas?|profundas?)"
_BREATH: Final = r"(?:breaths?|breathing cycles?|atemz(?:ug|üge)|respirations?|respiraci(?:ón|ones))"
_BREATHS: Final = re.compile(rf"([0-9]{{1,6}})(?:-([0-9]{{1,6}}))? ?(?:{_SLOW},? )*{_BREATH}(?: {_SLOW})?")
_MAX: Final = (
    r"(?:max|max\.|maximum|maximal|maximo|máximo|to failure|to the limit|as long as (?:you can|possible)|until failure"
    r"|bis zum anschlag|so lange (?:es geht|wie möglich)|jusqu'à l'échec|hasta el fallo|amap)"
)
_NEEDED: Final = (
    r"(?:as (?:long as )?needed|as required|until (?:ready|recovered|rested)|when ready"
    r"|nach bedarf|au besoin|selon besoin|según necesidad)"
)
_OPEN_WORK: Final = re.compile(rf"{_MAX}")
_OPEN_REST: Final = re.compile(rf"{_NEEDED}")
_AT_MOST: Final = re.compile(r"(?:max\.?|maximum|at most|up to|höchstens|maximal|au plus|como máximo|≤) ?(?P<limit>.+)")
_AT_LEAST: Final = re.compile(r"(?:min\.?|minimum|mind\.|at least|mindestens|au moins|al menos|≥|>=|>) ?(?P<aim>.+)")
_THEN_NEEDED: Final = re.compile(
    rf"(?:(?:at least|mindestens|au moins|al menos) )?(?P<aim>.+?) ?,? (?:then|dann|puis|luego) {_NEEDED}"
)
_IN_WORDS: Final = re.compile(r"[^\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]+")
_PLUS: Final = re.compile(r"(?P<aim>.+?) ?\+(?: ?,? ?(?:max\.?|at most|up to) ?(?P<limit>.+))?")
_NEEDED_AT_MOST: Final = re.compile(rf"{_NEEDED} ?,? ?(?:max\.?|at most|up to) ?(?P<limit>.+)")


def parse_work(value: object) -> Timing:
    """A time of work: plain, `"5 breaths"`, or one that the person ends (`"max"`, `"40 s+"`, `"max 2 min"`).

    Raises `BadDuration` with a sentence.
    """
    return _parse(value, rests=False)


def parse_rest(value: object) -> Timing:
    """A pause: plain, `"none"`, `"5 breaths"`, or one that the person ends (`"as needed"`, `"30 s+"`).

    Raises `BadDuration` with a sentence.
    """
    return _parse(value, rests=True)


def _parse(value: object, *, rests: bool) -> Timing:
    if not isinstance(value, str):
        return _fixed(value, rests=rests)
    text = plain_text(value)
    if (_OPEN_REST if rests else _OPEN_WORK).fullmatch(text):
        return OpenEnd()
    if not rests and _OPEN_REST.fullmatch(text):
        raise BadDuration(tr('"{text}" is said of a rest; of work say "max" or "40 s+"', text=text[:40]))
    if rests and _OPEN_WORK.fullmatch(text):
        raise BadDuration(tr('"{text}" is said of work; of a rest say "as needed" or "30 s+"', text=text[:40]))
    if rests and (then := _THEN_NEEDED.fullmatch(text)):
        return OpenEnd(_fixed(then["aim"], rests=False))
    for form in (_NEEDED_AT_MOST, _PLUS, _AT_LEAST, _AT_MOST):
        found = form.fullmatch(text)
        if found is not None:
            said = found.groupdict()
            aim = _fixed(said["aim"], rests=False) if said.get("aim") else None
            limit = _fixed(said["limit"], rests=False) if said.get("limit") else None
            return _open(text, aim, limit)
    if rests and text.endswith(" rising"):
        span = _fixed(text.removesuffix(" rising"), rests=True)
        return Rising(span.low_ms, span.high_ms) if isinstance(span, Span) and span.is_range else span
    return _fixed(value, rests=rests)


def _open(text: str, aim: Fixed | None, limit: Fixed | None) -> OpenEnd:
    both = isinstance(aim, Span) and isinstance(limit, Span)
    counted = isinstance(aim, Breaths) and isinstance(limit, Breaths)
    if (both and aim.high_ms > limit.low_ms) or (counted and aim.high > limit.low):  # type: ignore[union-attr]
        raise BadDuration(tr('"{text}" ends before what it aims at; make the most longer', text=text[:40]))
    return OpenEnd(aim, limit)


def _fixed(value: object, *, rests: bool) -> Fixed:
    text = RANGE.sub("-", plain_text(value)) if isinstance(value, str) else ""
    found = _BREATHS.fullmatch(text)
    if found is None and text != "none" and _IN_WORDS.fullmatch(text):
        written = shown(str(value), 40)
        raise BadDuration(
            tr('"{text}" is not a time; write "30 s", "as needed" or "30 s+"; for no pause write "none"', text=written)
            if rests
            else tr('"{text}" is not a time; write "30 s", "10-15 s", "5 breaths", "max" or "40 s+"', text=written)
        )
    if found is None:
        return parse_pause(value) if rests else parse_span(value)
    low, high = int(found[1]), int(found[2] or found[1])
    if not 1 <= low <= high:
        raise BadDuration(tr('"{text}" is no number of breaths; write "5 breaths" or "4-6 breaths"', text=text[:40]))
    if high > MOST_BREATHS:
        raise BadDuration(tr('"{text}" is too many; {most} breaths are the most', text=text[:40], most=MOST_BREATHS))
    return Breaths(low, high)


def timing_token(time: Timing) -> str:
    """A time as it is written in a file."""
    match time:
        case OpenEnd(aim=None, limit=None):
            return "max"
        case OpenEnd(aim=None, limit=limit) if limit is not None:
            return f"max {timing_token(limit)}"
        case OpenEnd(aim=aim, limit=None) if aim is not None:
            return f"{timing_token(aim)}+"
        case OpenEnd(aim=aim, limit=limit) if aim is not None and limit is not None:
            return f"{timing_token(aim)}+ max {timing_token(limit)}"
        case Breaths(low=low, high=high):
            number = str(low) if low == high else f"{low}-{high}"
            return f"{number} breath{'s' * (high > 1)}"
        case Rising():
            return f"{span_token(Span(time.low_ms, time.high_ms))} rising"
        case Span():
            return span_token(time)
    raise AssertionError(time)


def rest_token(time: Timing) -> str:
    """A pause as it is written in a file."""
    return "as needed" if time == OpenEnd() else timing_token(time)


def format_timing(time: Timing, *, rests: bool = False) -> str:
    """A time for a person, in the language in use."""
    match time:
        case OpenEnd(aim=None, limit=None):
            return tr("as needed") if rests else tr("as long as you can")
        case OpenEnd(aim=None, limit=limit) if limit is not None:
            return tr("at most {time}", time=format_timing(limit))
        case OpenEnd(aim=aim, limit=None) if aim is not None:
            return tr("{time} or more", time=format_timing(aim))
        case OpenEnd(aim=aim, limit=limit) if aim is not None and limit is not None:
            return tr("{time} or more, at most {limit}", time=format_timing(aim), limit=format_timing(limit))
        case Breaths(low=low, high=high) if low == high:
            return trn("{n} breath", "{n} breaths", low)
        case Breaths(low=low, high=high):
            return tr("{low}-{high} breaths", low=low, high=high)
        case Span():
            return format_span(time)
    raise AssertionError(time)
