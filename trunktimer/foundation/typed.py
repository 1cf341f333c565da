"""Text as people type it or paste it out of Word and PDF, in the plain characters of a keyboard. Knows no units."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

#: Between the two ends of a range, in text that `plain_text` gave.
RANGE: Final = re.compile(r" ?(?:-{1,3}|…|\.{2,3}|(?<![^\W\d_])(?:to|bis|à|a)(?![^\W\d_])) ?")
#: Words that may stand there, for who judges a text that is not yet finished.
RANGE_WORDS: Final = ("to", "bis", "à", "a")
#: A number of times something, in text that `plain_text` gave.
PRODUCT: Final = re.compile(r"(\d+) ?(?:[x×✕*]|mal|times|fois|veces|por|sets? of|sätze zu|séries de|series de) ?(\d.*)")

_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_TWINS: Final = {
    **dict.fromkeys("−⁃\xad", "-"),  # the soft hyphen is how many a PDF copies its hyphens
    **dict.fromkeys("‘’‛′ʹʼ´`", "'"),
    **dict.fromkeys("“”″ʺ", '"'),
    "٫": ".",
    "⁄": "/",
}
_SAME: Final = ("<wide>", "<narrow>", "<noBreak>", "<small>")  # another look of the same character


def plain_text(text: str) -> str:
    """`text` in small letters, its digits 0-9, its hyphens, dashes, quotation marks and blanks those of a keyboard.

    Blanks are one at a time, none at the ends; what is invisible is a blank. Other signs, such as ½, stay.
    """
    if not text.isascii():
        text = "".join(_plain_mark(mark) for mark in unicodedata.normalize("NFC", text))
    return " ".join(text.casefold().split()).replace("''", '"')


def unfinished(text: str, words: Iterable[str]) -> list[str]:
    """What is still missing of those of `words` with whose beginning `text` ends."""
    word = _LAST_WORD.search(plain_text(text))
    return [known[len(word[0]) :] for known in words if word and known.startswith(word[0])]


def _plain_mark(mark: str) -> str:
    twin = _TWINS.get(mark)
    if twin is not None:
        return twin
    match unicodedata.category(mark):
        case "Pd":
            return "-"
        case "Nd":
            return str(unicodedata.decimal(mark))
        case "Cf":
            return " "
    return unicodedata.normalize("NFKC", mark) if unicodedata.decomposition(mark).startswith(_SAME) else mark
