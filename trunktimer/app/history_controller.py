"""Between the window and its history: asks how it was and what becomes of what broke off; proposes levels."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from trunktimer.app.history_service import HistoryService
from trunktimer.foundation.translation import tr, written
from trunktimer.history.store.resume import Offer
from trunktimer.ui.main_window import MainWindow

if TYPE_CHECKING:  # behind a door
    from trunktimer.ui.history.history_feature import HistoryFeature


class HistoryController(QObject):
    """`feature` makes the history's part of the window or gives the one that is there; `made` gives that only."""

    def __init__(
        self,
        window: MainWindow,
        history: HistoryService,
        feature: "Callable[[], HistoryFeature]",
        made: "Callable[[], HistoryFeature | None]",
    ) -> None:
        super().__init__()
        self._window = window
        self._history = history
        self._feature = feature
        self._made = made
        self._proposed_after = self._asked_of = ""
        history.told.connect(window.tell)
        history.offers_found.connect(self._offer)
        history.changed.connect(self._changed)
        window.session_left.connect(self._session_left)
        window.library.chosen_changed.connect(self.advise)
        window.library.proposal_answered.connect(self._proposal_answered)
        window.ask_before_closing(self.may_close)

    def may_close(self) -> bool:
        """Whether all that was done is written, or the person closes the window all the same."""
        waits, spool = self._history.unwritten()
        if not waits:
            return True
        from trunktimer.ui.kit.question import ask_yes

        return ask_yes(
            self._window,
            tr("Not written yet"),
            tr("What you did last could not be written to the history yet."),
            tr("It is kept in memory alone: it is lost if the window is closed now.")
            if spool is None
            else tr("It lies in {file} meanwhile, and the next start reads it in.", file=spool),
            yes=tr("Close all the same"),
            no=tr("Keep open"),
        )

    def _changed(self) -> None:
        feature = self._made()
        if feature is not None:
            feature.refresh()
        self.advise()

    def _session_left(self) -> None:
        """Ask how the session was, once it is known to be over; not where the window is being closed."""
        uid = self._history.uid
        if uid and self._asked_of != uid:
            self._asked_of = uid
            QTimer.singleShot(0, lambda: self._ask_feedback(uid))

    def _ask_feedback(self, uid: str) -> None:
        if self._window.isVisible() and not self._window.is_following:
            self._feature().ask_feedback(uid)

    def _offer(self, offers: "list[Offer]") -> None:
        """Ask what is to become of the sessions that broke off; not in the middle of another one."""
        from trunktimer.ui.history.resume_dialog import ResumeAnswer

        for offer in offers:
            if self._window.is_busy:
                return
            answer = self._feature().ask_resume(
                offer.record, offer.where, can_resume=offer.session is not None, why_not=offer.why_not
            )
            if answer is ResumeAnswer.GO_ON:
                self._history.go_on(offer)
                return
            if answer in (ResumeAnswer.KEEP, ResumeAnswer.DISCARD):
                keep = answer is ResumeAnswer.KEEP
                self._history.settle(offer, keep=keep)
                name = written(offer.record.routine_name)
                self._window.tell(
                    tr("{routine}: kept as unfinished.", routine=name)
                    if keep
                    else tr("{routine}: discarded.", routine=name)
                )

    def advise(self) -> None:
        """Propose another level for the chosen routine, where its last sessions speak for one."""
        library = self._window.library
        proposal, caution = self._history.advice(
            library.chosen_key(), library.chosen_program(), self._window.preferences.day_ends_at
        )
        self._proposed_after = proposal.session if proposal is not None else ""
        if proposal is not None and proposal.level != library.level():
            library.show_proposal(proposal.reason, proposal.level)
        else:
            library.show_proposal(caution, None)

    def _proposal_answered(self) -> None:
        if self._proposed_after:
            self._history.answer_proposal(self._proposed_after)
