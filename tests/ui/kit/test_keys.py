"""The keys: each wish has one, and the list that is shown names them all."""

from PySide6.QtCore import Qt

from trunktimer.ui.kit.keys import ACTIONS, KEYS, Wish, key_lines


def test_every_wish_has_a_key_and_a_line() -> None:
    assert set(KEYS.values()) == set(Wish)
    assert {what for _, what in key_lines()} == {wish.value for wish in Wish}


def test_clickers_and_pedals_are_understood() -> None:
    assert KEYS[Qt.Key.Key_PageDown] is Wish.NEXT
    assert KEYS[Qt.Key.Key_Period] is KEYS[Qt.Key.Key_B] is KEYS[Qt.Key.Key_F5] is Wish.SPACE
    assert KEYS[Qt.Key.Key_MediaNext] is Wish.NEXT
    assert all("Key_" not in keys for keys, _ in key_lines())


def test_every_wish_is_an_action_or_is_granted_by_the_window() -> None:
    granted = {
        Wish.SPACE, Wish.BACK, Wish.MUTE, Wish.LOUDER, Wish.SOFTER, Wish.FULL_SCREEN, Wish.LEAVE, Wish.KEYS,
        Wish.COMPACT,
    }  # fmt: skip
    assert set(ACTIONS).isdisjoint(granted)
    assert set(ACTIONS) | granted == set(Wish)
