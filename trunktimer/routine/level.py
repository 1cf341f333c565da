"""Where in its ranges today's session aims. Level 0 takes every low end, level 100 every high one."""

from trunktimer.foundation.durations import Span
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL
from trunktimer.routine.routine import Count


def span_at(span: Span, level: int) -> int:
    """The time in milliseconds that a span aims at, for `level` in 0..100; halves of a millisecond go up."""
    return _between(span.low_ms, span.high_ms, level)


def count_at(count: Count, level: int) -> int:
    """The whole number that a count aims at, for `level` in 0..100; halves go up."""
    return _between(count.low, count.high, level)


def _between(low: int, high: int, level: int) -> int:
    if not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
        raise ValueError(f"level {level} is not in 0..100")
    return low + ((high - low) * level + 50) // 100
