"""The field for a number, a range of numbers, or a pyramid: one number a set. Which key it is of is not known here."""

import re
from typing import Final

from PySide6.QtWidgets import QWidget

from trunktimer.foundation.translation import format_count, tr
from trunktimer.foundation.typed import RANGE, RANGE_WORDS, plain_text, unfinished
from trunktimer.routine.routine import Count
from trunktimer.routine.toml.values import MOST, MOST_SETS_WRITTEN, parse_count, product_fault
from trunktimer.ui.editor.duration_edit import TypedEdit, Unreadable

_SHOWN: Final = 40  # characters of a text that a sentence quotes


class CountEdit(TypedEdit):
    """A number or a range ("10", "3-5"): a `Count`.

    With `pyramid` also one number a set ("8 6 4" or "8, 6, 4"), and the value is a tuple of counts. Without `ranges` a
    single number is wanted. `usual` is what the arrows begin with.
    """

    def __init__(
        self,
        *,
        pyramid: bool = False,
        ranges: bool = True,
        least: int = 1,
        most: int = MOST,
        usual: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pyramid, self._ranges = pyramid, ranges
        self._least, self._most = least, most
        self._usual = Count(usual, usual)

    def _text_of(self, raw: object) -> str:
        if isinstance(raw, list):
            return ", ".join(super(CountEdit, self)._text_of(part) for part in raw)
        return super()._text_of(raw)

    def _read(self, text: str) -> Count | tuple[Count, ...]:
        product = product_fault(text)
        if product:
            raise Unreadable(product)
        joined = RANGE.sub("-", plain_text(text))
        parts = re.split(r"\s*[,;]\s*", joined) if re.search("[,;]", joined) else joined.split()
        if len(parts) > 1 and not self._pyramid:
            raise Unreadable(
                tr('"{text}" is more than one number; write {example}', text=_short(text), example=self._example())
            )
        if len(parts) > MOST_SETS_WRITTEN:
            raise Unreadable(
                tr(
                    "these are {number} numbers, one a set; {most} is the most",
                    number=format_count(len(parts)),
                    most=format_count(MOST_SETS_WRITTEN),
                )
            )
        counts = tuple(self._count(part, text) for part in parts)
        return counts if self._pyramid else counts[0]

    def _count(self, part: str, text: str) -> Count:
        count = parse_count(part)
        if count is None or (count.is_range and not self._ranges):
            raise Unreadable(
                tr('"{text}" is not a whole number; write {example}', text=_short(text), example=self._example())
            )
        if min(count.low, count.high) < self._least:
            raise Unreadable(tr("the number must be at least {least}", least=format_count(self._least)))
        if max(count.low, count.high) > self._most:
            raise Unreadable(tr("the number is too large; {most} is the most", most=format_count(self._most)))
        if count.low > count.high:
            raise Unreadable(tr('"{text}" runs backwards; write the smaller number first', text=_short(part)))
        return count

    def _example(self) -> str:
        """How a right value looks: the end of "write ..."."""
        if self._pyramid:
            return tr('10, "3-5" or, one number a set, "8, 6, 4"')
        if self._ranges:
            # Translators: the end of '"x" is not a whole number; write {example}'.
            return tr('one such as {number} or "3-5"', number=self._usual.low)
        return tr("one such as {number}", number=self._usual.low)

    def _may_become_one(self, text: str) -> bool:
        least = str(self._least)
        ranges = (f"{rest} {self._most}" for rest in unfinished(text, RANGE_WORDS))
        tails = ("0", "00", str(self._most), least, f" {least}", *ranges)
        return any(self._is_value(text.rstrip(",; ") + tail) for tail in ("", *tails))

    def _start(self) -> Count | tuple[Count, ...]:
        inherited = self.placeholderText().split(",")[0].strip()
        if inherited and self._is_value(inherited):
            return self._read(inherited)
        return (self._usual,) if self._pyramid else self._usual

    def _stepped(self, value: object, by: int, upper_only: bool) -> str:
        counts = (value,) if isinstance(value, Count) else value
        assert isinstance(counts, tuple)
        upper_only = upper_only and self._ranges
        moved = tuple(self._moved(count, by, upper_only) for count in counts)
        text = self.text()
        gap = " " if len(moved) > 1 and not re.search("[,;]", text) else ", "
        return counts_text(moved, gap)

    def _moved(self, count: Count, by: int, upper_only: bool) -> Count:
        if upper_only:
            return Count(count.low, min(self._most, max(count.low, count.high + by)))
        by = min(max(by, self._least - count.low), self._most - count.high)
        return Count(count.low + by, count.high + by)


def counts_text(counts: tuple[Count, ...], gap: str = ", ") -> str:
    """Numbers as a person writes them: `10`, `3-5`, `8, 6, 4`."""
    return gap.join(f"{count.low}-{count.high}" if count.is_range else str(count.low) for count in counts)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
