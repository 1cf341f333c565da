"""The list of past sessions reads what is looked at and no more, and keeps its place."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.past import TODAY, FakeHistory, a_session, some_past
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import Wanted
from trunktimer.session.record import Ending, SessionRecord
from trunktimer.ui.history.history_list import SessionList, format_session_ending
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST

ALL = Wanted()


class ManySessions(FakeHistory):
    """A hundred thousand sessions that are made when they are asked for; notes what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[int, int]] = []
        self.fails = False

    def count(self, wanted: Wanted) -> int:
        return 100_000

    def sessions(self, wanted: Wanted, *, first: int = 0, most: int = 200) -> list[SessionRecord]:
        if self.fails:
            raise TrunkTimerError("The history cannot be read.")
        self.asked.append((first, most))
        return [a_session(number) for number in range(first, first + most)]


@pytest.fixture
def shown(qtbot: QtBot) -> SessionList:
    made = SessionList()
    qtbot.addWidget(made)
    LOOK.change(theme=CONTRAST)
    made.resize(320, 500)
    made.show()
    return made


def uids(records: Sequence[SessionRecord | None]) -> list[str]:
    return [record.uid for record in records if record is not None]


def test_the_newest_session_comes_first_and_is_chosen(shown: SessionList) -> None:
    past = some_past(TODAY)
    shown.show_sessions(past, ALL)
    newest = past.sessions(ALL)[0]
    assert shown.sessions.rowCount() == past.count(ALL)
    assert shown.chosen_session() == newest
    assert shown.sessions.index(0).data() == newest.routine_name


def test_of_a_hundred_thousand_sessions_one_read_is_made_until_a_person_scrolls(
    qtbot: QtBot, shown: SessionList
) -> None:
    past = ManySessions()
    shown.show_sessions(past, ALL)
    shown.grab()
    assert past.asked == [(0, 200)]
    qtbot.keyClick(shown, Qt.Key.Key_End)
    assert shown.currentIndex().row() == 99_999
    assert uids([shown.chosen_session()]) == [a_session(99_999).uid]
    assert past.asked == [(0, 200), (99_800, 200)]
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    assert shown.currentIndex().row() == 0 and len(past.asked) == 2


def test_what_was_read_is_forgotten_again_so_that_memory_stays_the_same(shown: SessionList) -> None:
    past = ManySessions()
    shown.show_sessions(past, ALL)
    for row in range(80_000, 100_000, 400):
        shown.sessions.session_at(row)
    asked = len(past.asked)
    shown.sessions.session_at(99_601)
    assert len(past.asked) == asked
    shown.sessions.session_at(0)
    assert len(past.asked) == asked + 1


def test_letters_do_not_read_every_session(qtbot: QtBot, shown: SessionList) -> None:
    past = ManySessions()
    shown.show_sessions(past, ALL)
    qtbot.keyClick(shown, Qt.Key.Key_Z)
    assert len(past.asked) == 1


def test_a_choice_is_told_once_and_stays_when_sessions_come_or_go(shown: SessionList) -> None:
    past = some_past(TODAY)
    shown.show_sessions(past, ALL)
    shown.choose_row(4)
    chosen = shown.chosen_session()
    told: list[SessionRecord | None] = []
    shown.chosen.connect(told.append)
    past.delete([past.sessions(ALL)[1].uid], 0)
    shown.show_sessions(past, ALL)
    assert (shown.chosen_session(), shown.currentIndex().row(), told) == (chosen, 3, [chosen])


def test_where_the_chosen_one_was_deleted_the_one_in_its_place_is_chosen(shown: SessionList) -> None:
    past = some_past(TODAY)
    shown.show_sessions(past, ALL)
    shown.choose_row(past.count(ALL) - 1)
    oldest, before = past.sessions(ALL)[-1], past.sessions(ALL)[-2]
    past.delete([oldest.uid], 0)
    shown.show_sessions(past, ALL)
    assert shown.chosen_session() == before


def test_nothing_found_is_told(shown: SessionList) -> None:
    past = some_past(TODAY)
    shown.show_sessions(past, ALL)
    told: list[SessionRecord | None] = []
    shown.chosen.connect(told.append)
    shown.show_sessions(past, Wanted(text="qwertz"))
    assert told == [None] and shown.chosen_session() is None


def test_delete_asks(qtbot: QtBot, shown: SessionList) -> None:
    shown.show_sessions(some_past(TODAY), ALL)
    with qtbot.waitSignal(shown.delete_requested):
        qtbot.keyClick(shown, Qt.Key.Key_Delete)


def test_what_cannot_be_read_is_said_once_and_read_again_later(shown: SessionList) -> None:
    past = ManySessions()
    told: list[str] = []
    shown.sessions.failed.connect(told.append)
    past.fails = True
    shown.show_sessions(past, ALL)
    shown.grab()
    assert told == ["The history cannot be read."]
    past.fails = False
    shown.show_sessions(past, ALL)
    assert uids([shown.sessions.session_at(0)]) == [a_session(0).uid]


def test_a_screen_reader_is_told_all_that_a_row_shows(shown: SessionList) -> None:
    started = WallTime(a_session(0).started.utc_ms, 60)
    shown.show_sessions(FakeHistory([(a_session(0, started=started, short_steps=3, steps=9), ())]), ALL)
    said = shown.sessions.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Strengthen the lower back, Sat 21 Nov 2026, 18:00, 10 min, 3 steps short"


def test_how_a_session_ended_is_told_in_a_few_words() -> None:
    assert format_session_ending(a_session()) == "as planned"
    assert format_session_ending(a_session(short_steps=1)) == "1 step short"
    assert format_session_ending(a_session(ending=Ending.STOPPED)) == "stopped early"
    assert format_session_ending(a_session(ending=Ending.UNFINISHED)) == "broken off"
    assert format_session_ending(a_session(speed=10.0)) == "rehearsal"
