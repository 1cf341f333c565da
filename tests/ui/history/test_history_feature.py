"""The history in a window: its page, and how often what was done is read for it."""

from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.ui.test_main_window import timeline_of
from tests.windows import FakeServices, a_window
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.history.history_feature import HistoryFeature
from trunktimer.ui.run.controller import Controller


def test_the_history_is_read_once_at_each_visit(qtbot: QtBot) -> None:
    controller = Controller(SessionRunner(HandClock()))
    window = a_window(timeline_of, controller)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.show()
    services = FakeServices()
    feature = HistoryFeature(window, services)
    reads = []
    for _ in range(3):
        feature.open()
        assert feature.page is not None and window.is_shown(feature.page)
        window.show_library()
        reads.append(services.history.reads)
    assert reads == [1, 2, 3]
