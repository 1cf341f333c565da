"""What the plot of one session shows: its sets, planned against actual."""

from collections.abc import Sequence
from typing import Final

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.translation import tr, trc, trn, written
from trunktimer.session.effects import Outcome
from trunktimer.session.record import SetRecord
from trunktimer.session.wording import format_outcome, side_name
from trunktimer.ui.history.graph import NONE, Graph, Layer, scale_of, time_unit
from trunktimer.ui.kit.plot_shape import Shape

_BROKEN_AT: Final = 2  # so many times the longest planned set: a longer bar is broken


def sets_graph(sets: Sequence[SetRecord]) -> Graph:
    """The sets of one session, planned against actual."""
    title = tr("Planned and done")
    if not sets:
        return Graph(title=title, unit="seconds", empty=tr("No set of this session was recorded."))
    longest_ms = max(one.planned_ms for one in sets)
    most_ms = max(one.actual_ms for one in sets)
    shown_ms = max(longest_ms, min(most_ms, longest_ms * _BROKEN_AT) if longest_ms else most_ms, 1_000)
    unit, unit_ms = time_unit(shown_ms)
    top, ticks = scale_of(shown_ms / unit_ms)
    kinds = (
        (tr("As planned"), "done", (Outcome.DONE,)),
        (tr("Let go early"), "hold", (Outcome.RELEASED,)),
        (tr("Cut short"), "danger", (Outcome.RESTARTED, Outcome.LEFT, Outcome.SKIPPED, Outcome.INTERRUPTED)),
    )
    done = tuple(
        Layer(
            name=name,
            shape=Shape.BAR,
            role=role,
            values=tuple(min(one.actual_ms / unit_ms, top) if one.outcome in outcomes else None for one in sets),
        )
        for name, role, outcomes in kinds
    )
    good = sum(one.outcome is Outcome.DONE for one in sets)
    planned_ms, actual_ms = sum(one.planned_ms for one in sets), sum(one.actual_ms for one in sets)
    return Graph(
        title=title,
        unit=unit,
        layers=(
            Layer(
                name=tr("Planned"),
                shape=Shape.BACK,
                role="edge",
                values=tuple(one.planned_ms / unit_ms for one in sets),
            ),
            *(layer for layer in done if not layer.is_empty),
        ),
        top=top,
        ticks=ticks,
        places=tuple(_set_name(one) for one in sets),
        ends=tuple(("» " if one.actual_ms / unit_ms > top else "") + _set_end(one) for one in sets),
        told=tuple(_set_told(one) for one in sets),
        summary=trn(
            "{n} set, {good} as planned: {actual} of work, {planned} planned",
            "{n} sets, {good} as planned: {actual} of work, {planned} planned",
            len(sets),
            good=good,
            actual=format_duration(actual_ms, Fineness.SECONDS),
            planned=format_duration(planned_ms, Fineness.SECONDS),
        ),
        head=(tr("Set"), tr("Done"), tr("Planned"), trc("column", "Reps"), tr("Held"), tr("Outcome")),
        rows=tuple(
            (
                _set_name(one),
                format_duration(one.actual_ms, Fineness.SECONDS),
                format_duration(one.planned_ms, Fineness.SECONDS) if one.planned_ms else tr("own pace"),
                tr("{count} of {all}", count=one.reps, all=one.reps_planned) if one.reps_planned else NONE,
                tr(
                    "{count} of {all}",
                    count=format_duration(one.held_ms, Fineness.TENTHS),
                    all=format_duration(one.hold_planned_ms, Fineness.TENTHS),
                )
                if one.holds
                else NONE,
                format_outcome(one.outcome),
            )
            for one in sets
        ),
    )


def _set_name(one: SetRecord) -> str:
    # Translators: left and right, as short as can be
    side = {"left": trc("side", "L"), "right": trc("side", "R")}.get(one.side, "")
    number = f"{one.set}/{one.sets}" if one.sets > 1 else ""
    name = " ".join(filter(None, (written(one.name), side, number)))
    rounds = tr("round {number}", number=one.rounds) if one.rounds else ""
    return " · ".join(filter(None, (name, rounds, tr("again") if one.again else "")))


def _set_end(one: SetRecord) -> str:
    time = format_duration(one.actual_ms, Fineness.SECONDS)
    return time if one.outcome is Outcome.DONE else f"{time}, {format_outcome(one.outcome)}"


def _set_told(one: SetRecord) -> str:
    words = [written(one.name), *place_of(one)]
    words += [tr("again")] if one.again else []
    time, planned = format_duration(one.actual_ms, Fineness.SECONDS), format_duration(one.planned_ms, Fineness.SECONDS)
    if one.planned_ms:
        said = [tr("{time} of {planned} planned", time=time, planned=planned)]
    else:
        said = [tr("{time} at one's own pace", time=time)]
    if one.reps_planned:
        said.append(trn("{count} of {n} reps", "{count} of {n} reps", one.reps_planned, count=one.reps))
    if one.holds:
        held, aim = format_duration(one.held_ms, Fineness.TENTHS), format_duration(one.hold_planned_ms, Fineness.TENTHS)
        said.append(tr("held {held} of {planned}", held=held, planned=aim))
    said += [] if one.outcome is Outcome.DONE else [format_outcome(one.outcome)]
    return tr("{set}: {said}", set=", ".join(words), said="; ".join(said))


def place_of(one: SetRecord) -> list[str]:
    """Where in the session a set stands: its side, its number and its rounds, each where there is one."""
    numbered = [tr("set {number} of {all}", number=one.set, all=one.sets)] if one.sets > 1 else []
    return [*filter(None, [side_name(one.side)]), *numbered, *map(_format_round, one.rounds.split())]


def _format_round(counted: str) -> str:
    """One round in words: `1/3` is `round 1 of 3`."""
    number, _, all_rounds = counted.partition("/")
    return tr("round {number} of {all}", number=number, all=all_rounds) if all_rounds else number
