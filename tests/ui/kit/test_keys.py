"""The keys: each command has one, and the list that is shown names them all."""

from PySide6.QtCore import Qt

from trunktimer.ui.kit.keys import ACTIONS, KEYS, Command, key_lines


def test_every_wish_has_a_key_and_a_line() -> None:
    assert set(KEYS.values()) == set(Command)
    assert {what for _, what in key_lines()} == {command.value for command in Command}


def test_clickers_and_pedals_are_understood() -> None:
    assert KEYS[Qt.Key.Key_PageDown] is Command.NEXT
    assert KEYS[Qt.Key.Key_Period] is KEYS[Qt.Key.Key_B] is KEYS[Qt.Key.Key_F5] is Command.SPACE
    assert KEYS[Qt.Key.Key_MediaNext] is Command.NEXT
    assert all("Key_" not in keys for keys, _ in key_lines())


def test_every_wish_is_an_action_or_is_granted_by_the_window() -> None:
    granted = {
        Command.SPACE, Command.BACK, Command.MUTE, Command.LOUDER, Command.SOFTER, Command.FULL_SCREEN, Command.LEAVE,
        Command.KEYS, Command.COMPACT,
    }  # fmt: skip
    assert set(ACTIONS).isdisjoint(granted)
    assert set(ACTIONS) | granted == set(Command)
