"""The window's history: its page, plots and dialogs, put together. What was done is asked of the `Services`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr, trn, written
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.csv.reading import HistoryFiles
from trunktimer.history.reader import week_of
from trunktimer.history.summary import summarise
from trunktimer.preferences.preferences import WEEKDAYS
from trunktimer.session.record import Feedback, SessionRecord
from trunktimer.ui.history.export_dialog import ExportDialog
from trunktimer.ui.history.feedback_dialog import FeedbackDialog
from trunktimer.ui.history.graph import ProgressPlots, SetsPlot
from trunktimer.ui.history.history_page import HistoryPage
from trunktimer.ui.history.resume_dialog import ResumeAnswer, ResumeDialog
from trunktimer.ui.history.summary_dialog import SummaryDialog
from trunktimer.ui.history.summary_pdf import write_summary_pdf
from trunktimer.ui.kit.host import Host
from trunktimer.ui.kit.question import ask_choice
from trunktimer.ui.kit.services import Services

_DAY_LOOK_MS: Final = 15_000  # a timer up to midnight would be late by a sleep, and by a change of the zone
_FAULTS_SHOWN: Final = 8


def _first_lines(lines: Sequence[str]) -> str:
    more = len(lines) - _FAULTS_SHOWN
    shown = [*lines[:_FAULTS_SHOWN], *([trn("… and {n} more", "… and {n} more", more)] if more > 0 else [])]
    return "\n".join(shown)


class HistoryFeature(QObject):
    """Makes the page when it is first opened."""

    def __init__(self, host: Host, services: Services) -> None:
        super().__init__(host.window())
        self._window = host
        self._archive = services.history
        self._files = services.make_export()
        self._page: HistoryPage | None = None
        self._shown_day = 0
        self.midnight = QTimer(self, interval=_DAY_LOOK_MS)
        self.midnight.timeout.connect(self._turn_day)
        self._export: ExportDialog | None = None
        self._keep_said: Callable[[], None] | None = None  # while it is asked how a session was
        host.ask_before_closing(lambda: True, self._keep)

    @property
    def page(self) -> HistoryPage | None:
        """The page, if it was opened."""
        return self._page

    def open(self, what: str = "") -> None:
        """Go to the history."""
        if self._window.is_following:
            return
        page = self._made()
        try:
            self._tell(page)
        except TrunkTimerError as error:
            self._window.tell(str(error))
            return
        self._window.show_page(page, tr("History"))
        page.setFocus()

    def refresh(self) -> None:
        """What was done has changed."""
        if self._page is None:
            return
        try:
            self._tell(self._page)
        except TrunkTimerError as error:
            self._window.tell(str(error))

    def set_message(self, text: str) -> None:
        """Say something in the page's calm line."""
        if self._page is not None:
            self._page.set_message(text)

    def ask_feedback(self, uid: str, record: SessionRecord | None = None) -> None:
        """Ask how a session was, and keep the answer; `record` is what is known of it where it is not written yet."""
        try:
            known = record or self._archive.past().session(uid)
        except TrunkTimerError:
            known = None
        feedback = known.feedback if known is not None else Feedback()
        name = written(known.routine_name) if known is not None else ""
        title = tr("How was it? {routine}", routine=name) if known is not None else tr("How was it?")
        dialog = FeedbackDialog(feedback, title, self._window.window())

        def say() -> None:
            if dialog.feedback() != feedback:
                self._archive.say(uid, dialog.feedback())

        self._keep_said = say
        accepted = dialog.exec() == FeedbackDialog.DialogCode.Accepted
        self._keep_said = None
        if accepted:
            say()
        dialog.deleteLater()

    def _keep(self) -> None:
        """The program ends in the middle of an answer: keep what was said so far."""
        if self._keep_said is not None:
            self._keep_said()

    def ask_resume(self, record: SessionRecord, where: str, *, can_resume: bool, why_not: str) -> ResumeAnswer:
        """What is to become of a session that broke off."""
        dialog = ResumeDialog(record, where, can_resume, why_not, self._window.window())
        dialog.exec()
        answer = dialog.answer()
        dialog.deleteLater()
        return answer

    # ---- the page

    def _made(self) -> HistoryPage:
        if self._page is None:
            page = self._page = HistoryPage()
            page.set_plots(self._make_plots)
            page.set_session_plot(self._make_session_plot)
            page.back_requested.connect(self._window.show_library)
            page.delete_requested.connect(self._archive.delete)
            page.restore_requested.connect(self._archive.restore)
            page.say_requested.connect(self.ask_feedback)
            page.import_requested.connect(self._ask_import)
            page.export_requested.connect(self._ask_export)
            page.summary_requested.connect(self._ask_summary)
            page.rest_days_changed.connect(self._take_rest_days)
        return self._page

    def _make_plots(self) -> ProgressPlots:
        return self._plot_kinds()[0]()

    def _make_session_plot(self) -> SetsPlot:
        return self._plot_kinds()[1]()

    def _plot_kinds(self) -> tuple[Callable[[], ProgressPlots], Callable[[], SetsPlot]]:
        from trunktimer.ui.history import plot_sets, plots  # late: pyqtgraph and numpy take half a second

        return plots.HistoryPlots, plot_sets.SessionPlot

    def _tell(self, page: HistoryPage) -> None:
        self._shown_day = self._archive.today()
        self.midnight.start()
        page.set_past(self._archive.past(), self._shown_day, self._rest_days(), self._window.preferences.weekly_goal)

    def _turn_day(self) -> None:
        """A page that is left open over midnight shows the new day; one that is not seen is told when it is opened."""
        if self._page is None or not self._page.isVisible():
            self.midnight.stop()
        elif self._archive.today() != self._shown_day:
            self.refresh()

    def _rest_days(self) -> tuple[int, ...]:
        return self._window.preferences.rest_weekdays

    def _take_rest_days(self, days: Collection[int]) -> None:
        rest_days = tuple(name for at, name in enumerate(WEEKDAYS) if at in days)
        self._window.change(replace(self._window.preferences, rest_days=rest_days))

    # ---- files

    def _ask_import(self) -> None:
        kinds = f"{tr('CSV files')} (*.csv *.txt *.tsv);;{tr('All files')} (*)"
        paths, _ = QFileDialog.getOpenFileNames(self._window.window(), tr("Import sessions and steps"), "", kinds)
        if paths:
            self.set_message(tr("The files are being read …"))
            self._files.check(paths, self._take_checked)

    def _take_checked(self, found: HistoryFiles | str) -> None:
        """Add what files hold; where some of their rows have faults, only if a person wants the others."""
        self.set_message("")
        title = tr("Import sessions and steps")
        if isinstance(found, str):
            head = tr("Nothing was added, as these files cannot be read:")
            ask_choice(self._window.window(), title, f"{head}\n\n{_first_lines(found.splitlines())}", [])
            return
        if found.faults:
            head = trn(
                "{n} row has a fault and cannot be added:", "{n} rows have faults and cannot be added:", found.bad_rows
            )
            text = f"{head}\n\n{_first_lines([str(fault) for fault in found.faults])}"
            others = tr("Add all other rows")
            if not found.sessions or ask_choice(self._window.window(), title, text, [others]) is None:
                return
        self.set_message(tr("The sessions are being added …"))
        self._files.take(found, self._end_import)

    def _end_import(self, sentence: str, good: bool) -> None:
        self.refresh()
        self.set_message(sentence)

    def _ask_export(self) -> None:
        try:
            routines = self._archive.past().routines()
        except TrunkTimerError as error:
            self._window.tell(str(error))
            return
        dialog = self._export = ExportDialog(
            routines, self._files.columns(), self._archive.today(), self._window.window()
        )
        dialog.export_requested.connect(self._start_export)
        dialog.cancel_requested.connect(self._files.cancel)
        dialog.exec()
        self._files.cancel()  # a sheet that was closed wants no file either
        self._export = None
        dialog.deleteLater()

    def _start_export(self, request: ExportRequest) -> None:
        self._files.start(request, self._show_export, self._end_export)

    def _show_export(self, done: int, total: int) -> None:
        """How far an export is, in rows or sessions."""
        if self._export is not None:
            self._export.show_progress(done, total)

    def _end_export(self, sentence: str, good: bool) -> None:
        """An export has ended."""
        if self._export is None:
            return
        if good:
            self._export.show_done(sentence)
        else:
            self._export.show_failure(sentence)

    def _ask_summary(self) -> None:
        """Ask what the page for a clinician is to cover and where it goes, and write it."""
        dialog = SummaryDialog(self._archive.today(), self._window.window())
        accepted = dialog.exec() == SummaryDialog.DialogCode.Accepted
        since_day, name = dialog.since_day(), dialog.name()
        dialog.deleteLater()
        if not accepted:
            return
        path, _ = QFileDialog.getSaveFileName(
            self._window.window(), tr("Save the summary"), "trunktimer-summary.pdf", "PDF (*.pdf)"
        )
        if path:
            self.write_summary(Path(path), since_day, name)

    def write_summary(self, path: Path, since_day: int, name: str) -> None:
        """Write the one-page summary from `since_day` to today to `path`."""
        preferences = self._window.preferences
        today = self._archive.today()
        try:
            past = self._archive.past()
            summary = summarise(past, since_day, today, preferences.rest_weekdays, preferences.weekly_goal)
            write_summary_pdf(path, summary, past.weeks(week_of(since_day), week_of(today)), name=name)
        except TrunkTimerError as error:
            self.set_message(str(error))
            return
        self.set_message(tr("The summary was saved as {path}.", path=path))
