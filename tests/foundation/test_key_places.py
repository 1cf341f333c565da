"""Keys by their places: letters of other scripts, and digits that need Shift."""

import pytest

from trunktimer.foundation.key_places import digit_of, qwerty_of


@pytest.mark.parametrize(
    ("marks", "meant"),
    [
        ("тТкКьЬюйи", "nnrrmm.qb"),
        ("νΝρμβςΣ", "nnrmbws"),
        ("מרצץנש", "nrm.ba"),
        ("ىقةزا", "nrm.h"),
        ("ืพทใิๆ", "nrm.bq"),
        ("ії", "s]"),
        ("nN.+- ", "nN.+- "),
        ("\u00a0", "\u00a0"),
        ("éßñçø", "éßñçø"),
        ("٣๔۵", "345"),
    ],
)
def test_a_letter_means_what_stands_in_its_place(marks: str, meant: str) -> None:
    assert "".join(map(qwerty_of, marks)) == meant


def test_the_number_of_the_key_comes_before_the_most_common_layout() -> None:
    assert qwerty_of("е") == "t"
    assert qwerty_of("е", 18) == "e"  # Serbian
    assert qwerty_of("ნ", 49) == qwerty_of("ն", 49) == "n"  # Georgian, Armenian: no table knows them
    assert qwerty_of("ნ") == "ნ"
    assert qwerty_of("\u00a0", 57) == " "
    assert qwerty_of("ö", 39) == "ö"  # a letter of its own on Latin keyboards
    assert qwerty_of("لا") == "b"  # one key, two letters


def test_digits_are_where_digits_are() -> None:
    assert [digit_of(mark, 2 + at) for at, mark in enumerate("&é\"'(-è_çà")] == list("1234567890")
    assert [digit_of(mark, 2 + at) for at, mark in enumerate("+ěščřžýáíé")] == list("1234567890")
    assert [digit_of(mark, 2 + at) for at, mark in enumerate("ๅ/-ภถุึคตจ")] == list("1234567890")
    assert [digit_of(mark) for mark in "7٧๗"] == ["7", "7", "7"]
    assert [digit_of(mark) for mark in '&é"(è_çàěščřžýáí'] == list("1235789023456789")
    assert [digit_of(mark) for mark in "'-+nх"] == ["", "", "", "", ""]
    assert [digit_of(mark, code) for mark, code in (("-", 12), ("n", 49), ("q", 16))] == ["", "", ""]
