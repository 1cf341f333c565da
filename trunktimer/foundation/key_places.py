"""Where the keys of a keyboard are, whatever is printed on them: letters of other scripts at the places of QWERTY."""

import unicodedata
from typing import Final

_QWERTY: Final = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
#: What stands at those places elsewhere, row by row; of use where nothing tells which key it was.
_LAYOUTS: Final = (
    ("", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."),
    ("", "йцукенгшўзхї", "фівапролджє", "ячсмитьбю."),
    ("", ";ςερτυθιοπ[]", "ασδφγηξκλ΄'", "ζχψωβνμ,./"),
    ("", "/'קראטוןםפ][", "שדגכעיחלךף,", "זסבהנמצתץ."),
    ("", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرﻻىةوزظ"),
    ("ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ"),
)
_DIGITS: Final = ("&é\"'(-è_çà", "+ěščřžýáíé", "+ľščťžýáíé")  # the upper row without Shift: AZERTY, Czech, Slovak
#: By the number of the key, as the keyboard sends it and Windows and Linux know it.
_FIRST_CODES: Final = (2, 16, 30, 44)
_AT_CODE: Final = {
    57: " ",
    **{first + at: mark for first, row in zip(_FIRST_CODES, _QWERTY, strict=True) for at, mark in enumerate(row)},
}


def _is_foreign(mark: str) -> bool:
    """Whether a mark is a letter (or a space) that is on no Latin keyboard by itself."""
    kind = unicodedata.category(mark)
    return not mark.isascii() and (kind[0] in "LM" or kind == "Zs") and "LATIN" not in unicodedata.name(mark, "")


_OF_MARK: Final = {
    mark: place
    for layout in reversed(_LAYOUTS)
    for row, places in zip(layout, _QWERTY, strict=True)
    for mark, place in zip(row, places, strict=False)
    if _is_foreign(mark)
} | {"لا": "b"}
_OF_DIGIT: Final = {
    mark: digit
    for row in reversed(_DIGITS)
    for mark, digit in zip(row, _QWERTY[0], strict=False)
    if mark not in "'-+"  # which others have there without Shift, too
}


def qwerty_of(mark: str, code: int = 0) -> str:
    """What a key with this mark means to a program that knows Latin letters: the mark itself, if it is one of theirs.

    A letter of another script is what QWERTY has in its place. `code` is the number of the key, 0 where it is not
    known; then it is that of the most common layout of the script.
    """
    if mark.isdecimal():
        return str(unicodedata.decimal(mark))
    if len(mark) == 1 and not _is_foreign(mark):
        return mark
    return _AT_CODE.get(code) or _OF_MARK.get(mark.lower(), mark)


def digit_of(mark: str, code: int = 0) -> str:
    """The digit of a key: its mark, or its place in the upper row, where other layouts have letters; else nothing."""
    if mark.isdecimal():
        return str(unicodedata.decimal(mark))
    place = _AT_CODE.get(code, "") if code else _OF_DIGIT.get(mark.lower(), "")
    return place if place.isdecimal() else ""
