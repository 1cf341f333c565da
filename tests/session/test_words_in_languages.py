"""All that core says to a person goes through the catalogue, and nothing of a language stays behind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.builders import HOLDS, KICK, MOVEMENTS, OWN, count, routine, seconds
from tests.past import TODAY, FakeHistory, a_session, some_past
from trunktimer.figure.body import Side
from trunktimer.foundation.durations import (
    NO_PAUSE,
    BadDuration,
    Fineness,
    format_duration,
    format_seconds,
    format_span,
    parse_span,
    restyle,
    seconds_token,
    span_token,
)
from trunktimer.foundation.moments import day_of
from trunktimer.foundation.translation import ENGLISH, EnglishCatalogue, EnglishConventions, Language, use_language
from trunktimer.history.stats import HEAT_MINUTES, HEAT_WORDS
from trunktimer.history.summary import MovementSummary, summarise
from trunktimer.program.progress import caution, propose
from trunktimer.routine.check import check_routine
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.routine import Block, Breath, MovementPhase, Routine, Sides
from trunktimer.routine.search import Posture, find_movements, posture_of
from trunktimer.routine.timeline import Timeline
from trunktimer.session.ahead import whole
from trunktimer.session.cues import TELLS
from trunktimer.session.display import Display
from trunktimer.session.record import Ending, Feedback, SessionRecord
from trunktimer.session.session import new_session
from trunktimer.session.transcript import timeline_data, timeline_lines
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle
from trunktimer.session.wording import block_amounts, coming_line, next_line, phase_name, side_name


class All(EnglishCatalogue):
    """Puts every text of the program into ‹ ›, which so tell what was said in English past it."""

    def gettext(self, message: str) -> str:
        return f"‹{message}›"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        assert msgid1 and msgid2  # other languages find both by the first
        return f"‹{super().ngettext(msgid1, msgid2, n)}›"

    def pgettext(self, context: str, message: str) -> str:
        return message if context == "file" else f"‹{message}›"


class Comma(EnglishConventions):
    """A decimal comma."""

    def number(self, value: float, digits: int) -> str:
        return super().number(value, digits).replace(".", ",")


OTHER = Language(code="xx", catalogue=All(), conventions=Comma())


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    before = use_language(ENGLISH)
    yield
    use_language(before)


def english_in(text: str, *names: str) -> str:
    """What of a text is not between ‹ and › and has letters; `names` are left out."""
    depth, left = 0, ""
    for sign in text:
        depth += (sign == "‹") - (sign == "›")
        left += sign if depth == 0 else ""
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, "")
    return left if any(sign.isalpha() for sign in left) else ""


def all_english_in(texts: Iterable[str], *names: str) -> list[str]:
    return [text for text in texts if english_in(text, *names)]


# ---- a routine from its beginning to its end

STRETCH = Block(
    name="Stretch",
    phase=(
        MovementPhase(do="round", time=seconds(2), breath=Breath.OUT),
        MovementPhase(do="tip-left", time=seconds(2), breath=Breath.IN),
    ),
    reps=(count(2),),
    sets=count(2),
)
BEATS = Block(name="Beats", bpm=count(60), duration=seconds(10), accent_every=4)
PULSES = Block(name="Pulses", bpm=count(60), pulses=(count(5),))
PAUSE = Block(rest=seconds(20))
TIMED = Block(name="Timed", duration=seconds(30), hold=seconds(4), raise_=seconds(2), lower=seconds(1))
ROUNDS = Block(
    repeat=count(2), rest_between_rounds=seconds(5), blocks=(Block(movement="donkey-kick", hold=seconds(5)),)
)
BENDS = Block(
    name="Bends", hold=seconds(3), sides=Sides.ALTERNATE_SETS, sets=count(2), reps=(count(3),), rest=seconds(1)
)
MANY = routine(HOLDS, OWN, STRETCH, BEATS, PULSES, PAUSE, TIMED, ROUNDS, BENDS, between=15)


def everything_of(told: Timeline) -> set[str]:
    """What is said of a routine from its beginning to its end, in the window and in a terminal."""
    said = {amount.amount for amount in block_amounts(told)}
    said |= {line.split("  ", 1)[-1] for line in timeline_lines(told)}
    for step in told:
        said |= {next_line(whole(told), step, step.duration_ms), coming_line(whole(told), step, 0)}
    session = new_session(told)
    shown: list[Display] = [display(session, 0)]
    session, _ = handle(session, Action.START, 0)
    now_ms = 0
    while not session.is_over and now_ms < 3_600_000:
        shown.append(display(session, now_ms))
        now_ms += 1_000
        session, _ = handle(session, Action.DONE if session.step and session.step.is_gate else Action.TICK, now_ms)
    paused, _ = handle(handle(new_session(told), Action.START, 0)[0], Action.PAUSE, 1)
    skipped, _ = handle(new_session(told), Action.START, 0)
    while not skipped.offering:
        skipped, _ = handle(skipped, Action.SKIP_BLOCK, 1)
    shown += [display(session, now_ms), display(paused, 1), display(skipped, 1)]
    for one in shown:
        said |= {one.title, one.side, one.word, one.cue, one.next, one.hint, *one.counts}
        said |= {segment.label for segment in one.segments}
    return said


def test_nothing_is_said_in_english_past_the_catalogue() -> None:
    use_language(OTHER)
    said = everything_of(compile_routine(MANY, MOVEMENTS))
    names = {block.name for block in MANY.blocks if block.name} | {KICK.name, KICK.position, MANY.name}
    assert all_english_in(said, *names, "ROUND", "TIP LEFT", "round", "tip left") == []
    assert any("‹Change sides›" in text for text in said)
    assert len(said) > 100


def test_nothing_of_another_language_stays_when_english_comes_back() -> None:
    before = everything_of(compile_routine(MANY, MOVEMENTS))
    other = use_language(OTHER)
    everything_of(compile_routine(MANY, MOVEMENTS))
    use_language(other)
    assert everything_of(compile_routine(MANY, MOVEMENTS)) == before


def test_labels_of_a_session_that_goes_on_change_with_the_language() -> None:
    told = compile_routine(routine(HOLDS), {})
    session = new_session(told)
    assert display(session, 0).segments[0].label == "Hold, set 1 of 2"
    use_language(OTHER)
    assert display(session, 0).segments[0].label == "Hold, ‹set 1 of 2›"


def test_data_for_programs_keep_their_words_beside_texts_for_people() -> None:
    told = compile_routine(routine(HOLDS), {})
    english = timeline_data(told)
    use_language(OTHER)
    other = timeline_data(told)
    steps, others = english["steps"], other["steps"]
    assert isinstance(steps, list) and isinstance(others, list)
    assert [{**step, "next": ""} for step in steps] == [{**step, "next": ""} for step in others]
    assert (steps[1]["next"], others[1]["next"]) == ("hold 12.5 s", "‹hold› ‹12,5 s›")


# ---- times


def test_times_for_people_are_in_the_language_and_times_of_files_are_not() -> None:
    use_language(OTHER)
    assert format_duration(3_690_500) == "‹1 h› ‹1 min› ‹30,5 s›"
    assert (format_seconds(12_250), format_seconds(60_000)) == ("‹12,25 s›", "‹60 s›")
    assert format_span(seconds(10, 12.5)) == "‹10-12,5 s›"
    assert format_span(seconds(45, 60)) == "‹45 s› - ‹1 min›"
    assert format_span(NO_PAUSE) == "‹none›"
    assert seconds_token(12_250) == "12.25"
    assert [span_token(span) for span in (seconds(90.5), seconds(10, 12.5), seconds(45, 60), NO_PAUSE)] == [
        "1 min 30.5 s",
        "10-12.5 s",
        "45 s - 1 min",
        "none",
    ]
    assert restyle("1 min", seconds(90.5)) == "1 min 30.5 s"


@pytest.mark.parametrize("ms", [0, 1, 500, 1_000, 59_999, 60_000, 61_500, 3_600_000, 3_661_001])
def test_in_english_a_time_is_said_as_it_is_written(ms: int) -> None:
    assert format_span(seconds(ms / 1_000)) == span_token(seconds(ms / 1_000))
    assert format_seconds(ms) == f"{seconds_token(ms)} s"


@pytest.mark.parametrize(
    "value",
    [None, "", "-3 s", "soon", "10-5 s", "0 s", "25 h", -1, 10**400, float("inf"), "1 s 2 s", "1-2-3"],
)
def test_what_is_wrong_with_a_time_is_said_in_the_language(value: object) -> None:
    use_language(OTHER)
    with pytest.raises(BadDuration) as caught:
        parse_span(value)
    assert english_in(str(caught.value)) == ""


# ---- faults, reasons, figures

WRONG = (
    Routine(name="Empty"),
    routine(Block(repeat=count(2), blocks=())),
    routine(Block(repeat=count(2), reps=(count(3),), blocks=(HOLDS,))),
    routine(Block(reps=(count(3),))),
    routine(Block(movement="brige", reps=(count(3),))),
    routine(Block(movement="qqqq", reps=(count(3),))),
    routine(replace(HOLDS, phase=(MovementPhase(do="round", time=seconds(2)),))),
    routine(replace(HOLDS, switch=seconds(3))),
    routine(replace(HOLDS, sides=Sides.ALTERNATE_REPS, switch=seconds(3))),
    routine(Block(name="Timed", duration=seconds(30), sides=Sides.ALTERNATE_REPS, reps=(count(2),))),
    routine(Block(name="Timed", duration=seconds(30), rest=seconds(3))),
    routine(Block(name="Timed", duration=seconds(3), hold=seconds(5))),
    routine(Block(name="Beats", pulses=(count(3),), hold=seconds(3))),
    routine(Block(name="Beats", bpm=count(3))),
    routine(Block(name="Pyramid", hold=seconds(3), reps=(count(3), count(2)), sets=count(3))),
    routine(Block(name="Own", reps=(count(3),))),
    routine(Block(name="Nothing")),
    routine(Block(rest=seconds(3), sets=count(3))),
    routine(replace(HOLDS, bpm=count(60), accent_every=2)),
    routine(replace(HOLDS, accent_every=2)),
    routine(replace(HOLDS, sets=count(200_000))),
    routine(replace(HOLDS, reps=(count(200_000),))),
    routine(replace(HOLDS, hold=seconds(80_000))),
)


@pytest.mark.parametrize("told", WRONG)
def test_faults_of_a_routine_are_said_in_the_language(told: Routine) -> None:
    use_language(OTHER)
    faults = check_routine(told, MOVEMENTS)
    assert faults
    assert all_english_in(fault.what for fault in faults) == []


def done(*said: Feedback, level: int = 50) -> list[SessionRecord]:
    return [
        a_session(number, level=level, ending=Ending.FINISHED, feedback=one, short_steps=0)
        for number, one in enumerate(said)
    ]


SAID_NOTHING, NO_PAIN, PAIN, MUCH = Feedback(), Feedback(pain_after=0), Feedback(pain_after=2), Feedback(pain_before=7)


@pytest.mark.parametrize(
    "said",
    [
        (SAID_NOTHING,) * 3,
        (NO_PAIN,) * 3,
        (PAIN,) * 3,
        (NO_PAIN, SAID_NOTHING, SAID_NOTHING),
        (NO_PAIN, NO_PAIN, SAID_NOTHING),
        (PAIN, SAID_NOTHING, SAID_NOTHING),
        (PAIN, NO_PAIN, SAID_NOTHING),
        (MUCH,),
        (Feedback(pain_after=6),),
    ],
)
def test_a_proposal_gives_its_reason_as_one_whole_sentence(said: tuple[Feedback, ...]) -> None:
    use_language(OTHER)
    proposal = propose(done(*said), TODAY)
    assert proposal is not None
    assert re.fullmatch("‹[^‹›]+›", proposal.reason)


@pytest.mark.parametrize("missed", [0, 1, 9])
def test_a_proposal_after_a_pause_gives_its_reason_in_whole_sentences(missed: int) -> None:
    use_language(OTHER)
    proposal = propose(done(NO_PAIN), TODAY + 20, missed)
    assert proposal is not None
    assert re.fullmatch("‹[^‹›]+›( ‹[^‹›]+›)?", proposal.reason)


def test_a_caution_is_said_in_the_language() -> None:
    use_language(OTHER)
    assert re.fullmatch("‹[^‹›]+› ‹[^‹›]+›", caution(done(MUCH, level=0)))


@pytest.mark.parametrize("goal", [0, 3])
@pytest.mark.parametrize("rest_days", [(), (5, 6), tuple(range(7))])
def test_a_page_for_a_clinician_is_in_the_language(goal: int, rest_days: tuple[int, ...]) -> None:
    use_language(OTHER)
    for past in (some_past(TODAY), FakeHistory([]), FakeHistory([(a_session(3, feedback=PAIN), ())])):
        for since_day in (TODAY, TODAY - 6, TODAY - 100):
            page = summarise(past, since_day, TODAY, rest_days, goal)
            names = {routine.name for routine in page.routines}
            assert all_english_in((text for fact in page.facts for text in (fact.label, fact.text)), *names) == []
            assert all_english_in(text for one in page.movements for text in (one.work_text, one.hold_text)) == []


def test_numbers_of_a_page_have_the_decimal_mark_of_the_language() -> None:
    use_language(OTHER)
    held = MovementSummary(
        movement="", name="", sessions=1, reps=1, work_ms=0, holds=1, held_ms=9_540, target_ms=12_000, least_ms=10_000
    )
    assert held.hold_text == "‹‹9,5 s› of ‹12 s› (at least ‹10 s›)›"
    assert [format_duration(ms, Fineness.MINUTES) for ms in (0, 1_000, 3_600_000, 3_900_000)] == [
        "‹0 min›",
        "‹1 s›",
        "‹1 h›",
        "‹1 h› ‹5 min›",
    ]


def test_a_day_that_is_none_is_refused_in_the_language() -> None:
    use_language(OTHER)
    for text in ("soon", "2026-02-30"):
        with pytest.raises(ValueError, match=r"‹.*›"):
            day_of(text)


def test_the_legend_of_the_heat_map_tells_its_minutes() -> None:
    between = [f"{low} to {high} min" for low, high in pairwise(HEAT_MINUTES)]
    first, last = f"under {HEAT_MINUTES[0]} min", f"{HEAT_MINUTES[-1]} min or more"
    assert ("nothing", first, *between, last) == HEAT_WORDS


def test_words_of_a_choice_are_in_the_language() -> None:
    use_language(OTHER)
    words = [*(posture.spoken for posture in Posture), *(muscle.spoken for muscle in Muscle)]
    words += [muscle.also for muscle in Muscle] + [side_name(side) for side in Side]
    words += [phase_name(phase) for phase in ("raise", "hold", "lower", "work", "pulse", "rhythm", "settle", "rest")]
    assert all_english_in(words) == []
    assert set(TELLS.values()).isdisjoint(words)  # a table of texts, which `tr` shows


# ---- finding movements in another language


class German(EnglishCatalogue):
    """A few words of the search."""

    def gettext(self, message: str) -> str:
        words = {
            "your side, your left side, your right side": "auf der Seite, Seitlage",
            "sit, seated": "sitz, im Sitzen",
        }
        return words.get(
            message, {"On your side": "Auf der Seite", "stretch stretches": "Dehnung"}.get(message, message)
        )


@pytest.mark.parametrize(
    ("position", "posture"),
    [
        ("Auf der Seite, Beine gebeugt", Posture.SIDE),
        ("Seitlage", Posture.SIDE),
        ("Im Sitzen", Posture.SITTING),
        ("On your side", Posture.SIDE),
        ("Ausgangsposition", None),
    ],
)
def test_a_posture_is_known_in_english_and_in_the_language_in_use(position: str, posture: Posture | None) -> None:
    use_language(Language(code="de", catalogue=German()))
    assert posture_of(replace(KICK, position=position)) is posture


def test_movements_are_found_by_words_of_the_language_in_use() -> None:
    use_language(Language(code="de", catalogue=German()))
    lying = replace(KICK, key="lying", position="Seitlage", stretch=("calves",))
    assert Posture.SIDE.spoken == "Auf der Seite"
    assert find_movements([lying, KICK], "dehnung") == [lying]
    assert find_movements([lying, KICK], "auf der seite") == [lying]
    assert find_movements([lying, KICK], "stretches") == []
