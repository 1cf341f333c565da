"""The state machine: `handle` takes a session, an action and a clock reading and gives the next session.

With it come the effects, in order, for listeners to carry out. Nothing here reads a clock. Which action is allowed
when, and where it may lead, is in `transitions`; what can be asked of a session is in `session`.

Theory of operation
===================

**Time.** Nothing is counted down. While a session runs, its position is `position_ms` plus what the clock has gone on
since it read `anchor_ms`. A step that ends is left at the reading at which it was due, and the next one is anchored
there, not at the reading that noticed it. So nothing drifts, and a clock that is read seldom tells the same story as
one that is read often. `seen_ms` is the last reading: time between it and now is what a call has to tell.

**Phases.** READY: not begun; `index` is where START will begin. RUNNING: position and held time go on. WAITING: at a
gate, or all steps are behind and skipped blocks are offered (`offering`); the position stands and the held time goes
on, to the gate's limit where it has one. PAUSED and INTERRUPTED: both stand; they differ only in who stopped it, a
person or a sleep. FINISHED and STOPPED: nothing happens any more. A pause keeps no note of what it interrupted, since
the step says it: RESUME at a gate is WAITING again.

**What is always so.** `index` is a step, or the number of steps when all are behind. Where it is a step, it lies in
the first range of `ahead`; where all are behind, `ahead` is empty. Every StepEntered is answered by one StepLeft
before the next, and steps passed over are told by StepsSkipped: no step gets lost, which is what the record is made
of. `held_ms` is the time really spent in the present step; FORWARD and REWIND move the position and leave it alone.

**Gates.** What is held up to "done" is `held_ms`, and a sound at a gate lies so far behind the position. A rest that
fills up a minute begins as far in as was spent at gates of that minute (`minutes`): where nothing is left it is over
at once, and the next begins late.

**Who may change what.** The phase: `_turn` alone. The held time: `_account`, which brings it and the position up to a
reading and anchors both there, `_leave`, which tells it and sets it to nothing, and `_enter`. So before a step is
left or a phase is changed by a person, time is accounted for. What comes after a step is decided in `_go_on` alone:
the next step, the next range, an offer, or the end. `_skip_block` therefore pretends to stand on the last step that
it passes over, and goes on from there. `ahead` is the whole routine at first; only `_accept` makes ranges of it,
`_go_on` drops those that are behind, and `_jump` out of the present one makes it the whole again: who leaves what was
offered walks on from there.

**The hard functions.**

`handle` lets time pass first, and asks the table only then. A PAUSE that was pressed before a sleep was noticed finds
an INTERRUPTED session and does nothing: the one big key cannot make it go on unasked.

`catch_up` notices a sleep in two ways: the machine says how long it slept, or a reading comes later than `gap_ms`,
which no slow window explains. In both cases the session stands where it was last seen, at `seen_ms`, and nothing of
what came after counts as done. A pause cannot be interrupted, but the sleep in it is told, for the record. Otherwise
it leaves and enters steps, each at its due moment, until one is not over, a gate is reached, or nothing is ahead.

`_skip_block` remembers the step at which a block was skipped, one for each block, the last one counts. A block that
was offered and taken up (`taken_up`) is not remembered again: every offer that is accepted uses up its blocks, so
skipping and doing come to an end. `_forget_skip` drops a block whose last step was done after all.

`_accept` goes back to the beginning of the set in which the block was skipped, and through the block's lead-in, for a
person has to get into position. Those are two ranges where steps lie between.

`_nudge` never reaches the end of a step: it goes no further than the last millisecond. It stops at the first gate on
its way, since what a person must answer is not passed by the clock, and stays in the first range of `ahead`.

`_place` ties the sounds ahead to the clock. That is needed where the tie changes: at a start, after a pause, a skip,
a jump, at the next range, and where a skip is forgotten and the end so sounds different. Steps that follow each other
in time need nothing: their sounds lie ahead already. At a gate or an end that was reached by a key, the placing is
what silences the sounds meant for the way there.
"""

from dataclasses import replace
from typing import Final, assert_never

from trunktimer.routine.timeline import Gate, Step, StepKind
from trunktimer.session.ahead import Range
from trunktimer.session.effects import (
    BlocksOffered,
    Effect,
    GapNoticed,
    MinuteMissed,
    Outcome,
    Phase,
    PhaseChanged,
    SoundsHalted,
    SoundsPlaced,
    StepEntered,
    StepLeft,
    StepsSkipped,
)
from trunktimer.session.minutes import waited_ms, waits_after
from trunktimer.session.session import Session
from trunktimer.session.transitions import TRANSITIONS, Action

NUDGE_MS: Final = 10_000


def handle(
    session: Session, action: Action, now_ms: int, target: int = 0, *, slept_ms: int = 0
) -> tuple[Session, tuple[Effect, ...]]:
    """Do `action` at the clock reading `now_ms` (milliseconds, monotonic, going on while the machine sleeps).

    Time that has passed is told first, step by step, so that an action never comes before its moment.
    `target` is the step that `JUMP` goes to, and the number of reps that `COUNT` says. An action that the table does
    not allow changes nothing.
    `slept_ms` is how much of the time since the last call the machine is known to have slept.
    """
    walk = _Walk(session, max(now_ms, session.seen_ms), slept_ms)
    walk.catch_up()
    if action is not Action.TICK and (walk.phase, action) in TRANSITIONS:
        walk.act(action, target)
        walk.walk_on()  # a rest of which nothing is left
    return walk.result()


class _Walk:
    """One call of `handle`: a session's values while they change, and the effects in order."""

    def __init__(self, session: Session, now_ms: int, slept_ms: int) -> None:
        self.session = session
        self.timeline = session.timeline
        self.steps = session.timeline.steps
        self.now_ms = now_ms
        self.slept_ms = max(0, min(slept_ms, now_ms - session.seen_ms))
        self.phase = session.phase
        self.index = session.index
        self.position_ms = session.position_ms
        self.anchor_ms = session.anchor_ms
        self.held_ms = session.held_ms
        self.ahead = session.ahead
        self.skipped = session.skipped
        self.offering = session.offering
        self.taken_up = session.taken_up
        self.done = session.done
        self.waits = session.waits
        self.late_ms = session.late_ms
        self.effects: list[Effect] = []

    def result(self) -> tuple[Session, tuple[Effect, ...]]:
        changed = replace(
            self.session,
            phase=self.phase,
            index=self.index,
            position_ms=self.position_ms,
            anchor_ms=self.anchor_ms,
            seen_ms=self.now_ms,
            held_ms=self.held_ms,
            ahead=self.ahead,
            skipped=self.skipped,
            offering=self.offering,
            taken_up=self.taken_up,
            done=self.done,
            waits=self.waits,
            late_ms=self.late_ms,
        )
        return changed, tuple(self.effects)

    # ---- time that has passed

    def catch_up(self) -> None:
        """Tell what the clock brought since the last call; notice a sleep, known or shown by a gap."""
        seen_ms = self.session.seen_ms
        if self.phase in (Phase.PAUSED, Phase.INTERRUPTED) and self.slept_ms:
            self.effects.append(GapNoticed(gap_ms=self.slept_ms, at_ms=seen_ms))
        if self.phase not in (Phase.RUNNING, Phase.WAITING):
            return
        passed_ms = self.now_ms - seen_ms
        is_gap = passed_ms - self.slept_ms > self.session.gap_ms
        if is_gap or self.slept_ms:
            self._account(seen_ms)
            self._turn(Phase.INTERRUPTED, seen_ms)
            gap_ms = passed_ms if is_gap else self.slept_ms
            self.effects.append(GapNoticed(gap_ms=gap_ms, at_ms=seen_ms, asleep=not is_gap))
            return
        self.walk_on()

    def walk_on(self) -> None:
        """Leave and enter steps until one is not over, or waits for the person alone, or nothing is ahead."""
        while (due_ms := self._due_ms()) is not None and due_ms <= self.now_ms:
            waited = self.phase is Phase.WAITING
            self._account(due_ms)
            self._leave(Outcome.DONE, due_ms)
            self._go_on(due_ms)
            if waited:
                self._place()

    def _due_ms(self) -> int | None:
        """The reading at which the present step ends by itself; `None` where it does not."""
        if self.phase is Phase.RUNNING:
            return self.anchor_ms + self.steps[self.index].end_ms - self.position_ms
        if self.phase is Phase.WAITING and not self.offering:
            limit_ms = self.steps[self.index].part.limit_ms
            return None if limit_ms is None else self.anchor_ms + limit_ms - self.held_ms
        return None

    # ---- what a person asks for

    def act(self, action: Action, target: int) -> None:
        match action:
            case Action.START:
                self.anchor_ms = self.now_ms
                self._turn(Phase.RUNNING, self.now_ms)
                self._enter(self.index, self.now_ms)
                self._place()
            case Action.PAUSE:
                self._account(self.now_ms)
                self._turn(Phase.PAUSED, self.now_ms)
            case Action.RESUME:
                self.anchor_ms = self.now_ms
                self._turn(Phase.WAITING if self._at_gate() else Phase.RUNNING, self.now_ms)
                self._place()
            case Action.SLEEP:
                self._account(self.now_ms)
                self._turn(Phase.INTERRUPTED, self.now_ms)
            case Action.STOP:
                if self.phase is not Phase.READY and self.index < len(self.steps):
                    self._account(self.now_ms)
                    self._leave(Outcome.INTERRUPTED, self.now_ms)
                self._turn(Phase.STOPPED, self.now_ms)
            case Action.DONE:
                self._done()
            case Action.COUNT:
                if not self.offering and self.steps[self.index].part.gate is Gate.REPS and target >= 0:
                    self._done(target)
            case Action.SKIP_STEP:
                self._skip_step()
            case Action.SKIP_BLOCK:
                self._skip_block()
            case Action.BACK:
                self._jump(max(self._first(), self.index - 1))
            case Action.RESTART_STEP:
                self._jump(self.index)
            case Action.JUMP:
                self._jump(target)
            case Action.FORWARD:
                self._nudge(NUDGE_MS)
            case Action.REWIND:
                self._nudge(-NUDGE_MS)
            case Action.REPEAT_REP:
                self._repeat_rep()
            case Action.TICK:
                pass  # all of it was told in catch_up
            case _:
                assert_never(action)

    def _done(self, reps: int | None = None) -> None:
        if self.offering:
            self._accept()
        elif self.phase is Phase.WAITING:
            self._account(self.now_ms)
            if self.held_ms < (self.steps[self.index].part.least_ms or 0):
                return
            self._leave(Outcome.DONE, self.now_ms, reps)
            self._go_on(self.now_ms)
            self._place()
        elif self._past_minimum():
            self._account(self.now_ms)
            self._leave(Outcome.RELEASED, self.now_ms)
            self._go_on(self.now_ms)
            self._place()

    def _skip_step(self) -> None:
        if self.offering:
            self._finish(self.now_ms)
            self._place()
            return
        outcome = Outcome.RELEASED if self._past_minimum() else Outcome.SKIPPED
        self._account(self.now_ms)
        part = self.steps[self.index].part
        is_over = part.gate is Gate.COUNT_UP or (part.gate is Gate.AS_NEEDED and self.held_ms >= (part.least_ms or 0))
        if is_over and self.phase is Phase.WAITING:  # whoever lets go presses what is near
            outcome = Outcome.DONE
        self._leave(outcome, self.now_ms)
        self._go_on(self.now_ms)
        self._place()

    def _skip_block(self) -> None:
        if self.offering:
            self._finish(self.now_ms)
            self._place()
            return
        block = self.timeline.block_at(self.index)
        following = self.timeline.next_block(self.index)
        last = self.ahead[0][1]
        goal = min(following.first, last) if following else last
        if block is not None and not block.optional and block.first not in self.taken_up:
            self.skipped = (*(at for at in self.skipped if not block.first <= at < block.last), self.index)
        self._account(self.now_ms)
        self._leave(Outcome.SKIPPED, self.now_ms)
        if goal > self.index + 1:
            self.effects.append(StepsSkipped(first=self.index + 1, last=goal))
        self.index = goal - 1
        self._go_on(self.now_ms)
        self._place()

    def _jump(self, target: int) -> None:
        """Go to the beginning of a step, whatever the phase."""
        if not 0 <= target < len(self.steps):
            return
        if self.phase is Phase.READY:
            self.index, self.position_ms = target, self.steps[target].start_ms
            return
        if not self.ahead or not self.ahead[0][0] <= target < self.ahead[0][1]:
            self.ahead = ((0, len(self.steps)),)
        if self.index < len(self.steps):
            self._account(self.now_ms)
            outcome = Outcome.RESTARTED if target == self.index else Outcome.LEFT
            self._leave(Outcome.SKIPPED if target > self.index else outcome, self.now_ms)
            if target > self.index + 1:
                self.effects.append(StepsSkipped(first=self.index + 1, last=target))
        self.offering = False
        self._enter(target, self.now_ms)
        self._place()

    def _nudge(self, by_ms: int) -> None:
        """Move the position by so much, not beyond a gate and not out of what is to be walked."""
        if self.offering:
            if by_ms < 0:
                self._jump(len(self.steps) - 1)
            return
        self._account(self.now_ms)
        first, last = self.ahead[0]
        wanted_ms = max(self.steps[first].start_ms, self.position_ms + by_ms)
        goal = min(max(self.timeline.index_at(wanted_ms), first), last - 1)
        if by_ms > 0:
            reached = min(self.timeline.reached_at(wanted_ms), last - 1)
            gates = (at for at in range(self.index, reached + 1) if self.steps[at].is_gate)
            goal = next(gates, goal)
        if goal != self.index:
            self._jump(goal)
        if not self._at_gate():
            self.position_ms = min(wanted_ms, self.steps[goal].end_ms - 1)
        self._place()

    def _repeat_rep(self) -> None:
        at = self.index if self.index < len(self.steps) else len(self.steps) - 1
        first = self._first()
        while at > first and not self.steps[at].rep:
            at -= 1
        rep = self.steps[at]
        if not rep.rep:
            return
        while at > first and self._same_rep(self.steps[at - 1], rep):
            at -= 1
        self._jump(at)

    # ---- the small moves

    def _first(self) -> int:
        return self.ahead[0][0] if self.ahead else 0

    def _same_rep(self, step: Step, rep: Step) -> bool:
        ours, theirs = step.part, rep.part
        return (
            step.rep == rep.rep
            and step.rounds == rep.rounds
            and (ours.path, ours.side, step.set) == (theirs.path, theirs.side, rep.set)
        )

    def _at_gate(self) -> bool:
        return self.offering or self.steps[self.index].is_gate

    def _is_untimed(self) -> bool:
        """Whether a gate has no sounds at times of its own: its one sound says what it waits for, after a pause too."""
        return self.steps[self.index].part.gate not in (Gate.COUNT_UP, Gate.AS_NEEDED)

    def _past_minimum(self) -> bool:
        """As `releasable`, of the values as they are now."""
        step = self.steps[self.index]
        if self.phase is not Phase.RUNNING or not step.may_release or step.part.min_ms is None:
            return False
        return self.position_ms + self.now_ms - self.anchor_ms - step.start_ms >= step.part.min_ms

    def _account(self, at_ms: int) -> None:
        """Bring position and held time up to `at_ms` and anchor them there."""
        if self.phase in (Phase.RUNNING, Phase.WAITING):
            passed_ms = at_ms - self.anchor_ms
            self.held_ms += passed_ms
            if self.phase is Phase.RUNNING:
                self.position_ms += passed_ms
        self.anchor_ms = at_ms

    def _leave(self, outcome: Outcome, due_ms: int, reps: int | None = None) -> None:
        step = self.steps[self.index]
        counted_ms = self._counted_ms(step) if step.part.gate is Gate.COUNT_UP else None
        left = StepLeft(
            index=self.index,
            outcome=outcome,
            held_ms=self.held_ms,
            due_ms=due_ms,
            counted_ms=counted_ms,
            reps=reps,
        )
        self.effects.append(left)
        self.done = self.done.after(step, outcome, self.held_ms)
        if step.is_gate:
            self.waits = waits_after(self.timeline, self.waits, self.index, self.held_ms)
        self.held_ms = 0
        if outcome in (Outcome.DONE, Outcome.RELEASED) and self.skipped:
            self._forget_skip()

    def _counted_ms(self, step: Step) -> int:
        """What was held, without the way to the key, where it was not the limit that ended it."""
        if step.part.limit_ms is not None and self.held_ms >= step.part.limit_ms:
            return self.held_ms
        return max(0, self.held_ms - self.session.reach_ms)

    def _forget_skip(self) -> None:
        """A skipped block that was walked to its end after all need not be offered."""
        block = self.timeline.block_at(self.index)
        if block is None or self.index != block.last - 1:
            return
        still = tuple(at for at in self.skipped if not block.first <= at < block.last)
        if still != self.skipped:
            self.skipped = still
            self._place()

    def _enter(self, index: int, due_ms: int) -> None:
        step = self.steps[index]
        self.index, self.position_ms, self.anchor_ms, self.held_ms = index, step.start_ms, due_ms, 0
        self.effects.append(StepEntered(index=index, due_ms=due_ms))
        if self.phase in (Phase.RUNNING, Phase.WAITING):
            self._turn(Phase.WAITING if step.is_gate else Phase.RUNNING, due_ms)
        if step.part.every_ms is not None:
            self._shorten(step)

    def _shorten(self, rest: Step) -> None:
        """Take from what is left of a minute what was spent at gates in it."""
        spent_ms = waited_ms(self.timeline, self.waits, rest.index)
        self.position_ms = min(rest.start_ms + spent_ms, rest.end_ms)
        self.late_ms = max(0, spent_ms - rest.duration_ms)
        if self.late_ms:
            self.effects.append(MinuteMissed(late_ms=self.late_ms))
        if spent_ms:
            self._place()

    def _go_on(self, due_ms: int) -> None:
        """Enter what comes after the present step."""
        following = self.index + 1
        if following < self.ahead[0][1]:
            self._enter(following, due_ms)
            return
        self.ahead = self.ahead[1:]
        if self.ahead:
            self._enter(self.ahead[0][0], due_ms)
            self._place()
            return
        self.index, self.position_ms, self.anchor_ms = len(self.steps), self.timeline.total_ms, due_ms
        if self.skipped:
            self.offering = True
            self._turn(Phase.WAITING, due_ms)
            self.effects.append(BlocksOffered(count=len(self.skipped)))
        else:
            self._turn(Phase.FINISHED, due_ms)

    def _accept(self) -> None:
        """Walk the skipped blocks: each from the set in which it was skipped, after its lead-in."""
        ranges: list[Range] = []
        taken: list[int] = []
        for at in sorted(self.skipped):
            block = self.timeline.block_at(at)
            if block is None:
                continue
            taken.append(block.first)
            set_span = self.timeline.set_span_at(at) or self.timeline.next_set_span(at)
            start = set_span.first if set_span else at
            if self.steps[block.first].kind is StepKind.LEAD_IN:
                if start > block.first + 1:
                    ranges.append((block.first, block.first + 1))
                else:
                    start = block.first
            ranges.append((start, block.last))
        self.ahead, self.skipped, self.offering = tuple(ranges), (), False
        self.taken_up += tuple(taken)
        self._enter(ranges[0][0], self.now_ms)
        self._place()

    def _finish(self, at_ms: int) -> None:
        self.skipped, self.offering = (), False
        self._turn(Phase.FINISHED, at_ms)

    def _turn(self, phase: Phase, at_ms: int) -> None:
        if phase is self.phase:
            return
        self.effects.append(PhaseChanged(old=self.phase, new=phase, at_ms=at_ms))
        self.phase = phase
        if phase in (Phase.PAUSED, Phase.INTERRUPTED, Phase.STOPPED):
            self.effects.append(SoundsHalted())

    def _place(self) -> None:
        """Say that the sounds ahead must be placed anew, from this position at this clock reading."""
        placed = SoundsPlaced(position_ms=self.position_ms, at_ms=self.anchor_ms)
        if self.phase is Phase.FINISHED:  # by a word or a skip: what was placed for later is over, the end is now
            self.effects.append(SoundsPlaced(position_ms=self.timeline.total_ms, at_ms=self.now_ms))
        elif self.phase is Phase.WAITING:  # reached by a skip: what was placed for the way there is over
            into_ms = 0 if self.offering or self._is_untimed() else self.held_ms
            self.effects.append(SoundsPlaced(position_ms=self.position_ms + into_ms, at_ms=self.anchor_ms))
        elif self.phase is Phase.RUNNING and placed not in self.effects[-1:]:
            self.effects.append(placed)
