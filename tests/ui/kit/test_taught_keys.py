"""Taught keys: their names, what they mean, and that a key means one thing."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from trunktimer.preferences.preferences import KEY_ACTIONS
from trunktimer.ui.kit.keys import COMMAND_OF_ACTION, KEYS, Command, key_lines
from trunktimer.ui.kit.taught_keys import KeyTable, forgotten, heard_name, known_name, shown_name, taught

K, M = Qt.Key, Qt.KeyboardModifier
NONE = M.NoModifier


def pressed(key: int, modifiers: Qt.KeyboardModifier = NONE, text: str = "", scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, text)


def test_every_action_of_the_preferences_is_a_wish_and_every_wish_an_action() -> None:
    assert tuple(COMMAND_OF_ACTION) == KEY_ACTIONS
    assert set(COMMAND_OF_ACTION.values()) == set(Command)


def test_without_taught_keys_all_is_as_usual() -> None:
    table = KeyTable()
    assert table.lines() == key_lines()
    assert {key: table.command_of(pressed(key.value)) for key in KEYS} == KEYS
    assert table.command_of(pressed(K.Key_Right.value, M.ShiftModifier)) is Command.NEXT
    assert table.command_of(pressed(K.Key_Q.value, text="q")) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("VolumeUp", "Volume Up"),
        ("Volume Up", "Volume Up"),
        ("Ctrl+VolumeUp", "Ctrl+Volume Up"),
        ("ctrl+f7", "Ctrl+F7"),
        ("scan:163", "scan:163"),
        ("+", "+"),
        ("Ctrl++", "Ctrl++"),
        ("ö", "Ö"),
        ("foo", ""),
        ("", ""),
        ("A, B", ""),
        ("scan:x", ""),
    ],
)
def test_a_key_has_one_name_however_it_is_written(written: str, name: str) -> None:
    assert known_name(written) == name
    assert known_name(name) == name


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (pressed(K.Key_F7.value, M.ControlModifier), "Ctrl+F7"),
        (pressed(K.Key_Question.value, M.ShiftModifier, "?"), "?"),
        (pressed(K.Key_A.value, M.ShiftModifier, "A"), "Shift+A"),
        (pressed(K.Key_5.value, M.KeypadModifier, "5"), "5"),
        (pressed(0x0424, text="ф"), "Ф"),
        (pressed(0, scan=163), "scan:163"),
        (pressed(K.Key_unknown.value, scan=201), "scan:201"),
        (pressed(0), ""),
        (pressed(K.Key_Control.value, M.ControlModifier), ""),
        (pressed(K.Key_AltGr.value), ""),
    ],
)
def test_what_is_heard_has_the_name_that_a_file_would_have(event: QKeyEvent, name: str) -> None:
    assert heard_name(event) == name
    assert known_name(name) == name


def test_a_taught_key_means_only_what_it_was_taught() -> None:
    table = KeyTable({"next": ("Space", "scan:163"), "back": ("Ctrl+T",)})
    assert table.faults == []
    assert table.command_of(pressed(K.Key_Space.value, text=" ")) is Command.NEXT
    assert table.command_of(pressed(K.Key_Space.value, M.ShiftModifier, " ")) is None
    assert table.command_of(pressed(K.Key_B.value, text="b")) is Command.SPACE
    assert table.command_of(pressed(0, scan=163)) is Command.NEXT
    assert table.command_of(pressed(K.Key_VolumeUp.value, scan=163)) is Command.NEXT
    assert table.taught_command(pressed(K.Key_T.value, M.ControlModifier)) is Command.BACK
    assert table.taught_command(pressed(K.Key_B.value, text="b")) is None
    lines = {what: keys for keys, what in table.lines()}
    assert lines[Command.NEXT.value].startswith("Space, key no. 163, →")
    assert "Space" not in lines[Command.SPACE.value]


def test_a_wish_whose_keys_were_all_taught_away_says_so() -> None:
    assert ("no key", Command.REPEAT.value) in KeyTable({"next": ("R",)}).lines()


def test_esc_f1_and_tab_keep_their_meaning() -> None:
    table = KeyTable({"next": ("Esc", "F1", "Tab", "Shift+Tab", "Shift+F1")})
    names = [fault.removesuffix(" keeps its meaning.").removeprefix("keys.next: ") for fault in table.faults]
    assert names == ["Esc", "F1", "Tab", "Shift+Tab"]
    assert table.command_of(pressed(K.Key_Escape.value)) is Command.LEAVE
    assert table.command_of(pressed(K.Key_F1.value)) is Command.KEYS
    assert table.command_of(pressed(K.Key_F1.value, M.ShiftModifier)) is Command.NEXT


def test_what_is_no_key_and_what_is_taught_twice_is_told() -> None:
    table = KeyTable({"next": ("F8", "foo"), "back": ("f8",)})
    assert table.faults[0].startswith('keys.next: there is no key "foo".')
    assert table.faults[1] == (
        "keys.back: F8 already means “next step, or let go of a hold”; a key can have one meaning only."
    )
    assert table.command_of(pressed(K.Key_F8.value)) is Command.NEXT


def test_teaching_takes_a_key_away_from_what_it_was_taught_before() -> None:
    known = taught({}, "next", "F8")
    assert known == {"next": ("F8",)}
    known = taught(known, "back", "F8")
    assert known == {"back": ("F8",)}
    known = taught(known, "back", "Ctrl+F8")
    assert known == {"back": ("F8", "Ctrl+F8")}
    assert taught(known, "back", "F8") == {"back": ("Ctrl+F8", "F8")}
    assert forgotten(known, "back") == {}


def test_teaching_a_key_its_usual_meaning_keeps_nothing() -> None:
    assert taught({}, "pause", "Space") == {}
    assert taught({"next": ("Space",)}, "pause", "Space") == {}


def test_names_are_shown_as_in_the_list_of_keys() -> None:
    shown = [shown_name(name) for name in ("Space", "Right", "scan:7", "Ctrl+F7")]
    assert shown == ["Space", "→", "key no. 7", "Ctrl+F7"]
