"""The texts of files, and all that is made of them, in another language."""

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import BRIDGE, HOLDS, count, routine, seconds
from tests.library import MOVEMENTS as BUNDLED
from trunktimer.foundation.translation import ENGLISH, EnglishCatalogue, Language, use_language
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Block, Breath, MovementPhase, Routine, Sides
from trunktimer.routine.timeline import StepKind
from trunktimer.routine.translated import own_phase_text, translated_movement, translated_routine, written_texts_of
from trunktimer.session.ahead import whole
from trunktimer.session.wording import next_line, phase_name, word_of


class OfFiles(EnglishCatalogue):
    """Changes the texts of files that it knows, and all of them if it knows none in particular."""

    def __init__(self, known: dict[str, str] | None = None) -> None:
        self._known = known

    def pgettext(self, context: str, message: str) -> str:
        if context != "file":
            return message
        return f"[{message}]" if self._known is None else self._known.get(message, message)


class Back(EnglishCatalogue):
    """Takes the brackets away again; fails for a text that has none."""

    def pgettext(self, context: str, message: str) -> str:
        if context == "file" and not message.islower():
            assert message[0] + message[-1] == "[]"
            return message[1:-1]
        return message


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    before = use_language(ENGLISH)
    yield
    use_language(before)


def said_in(catalogue: EnglishCatalogue, told: Routine) -> Routine:
    before = use_language(Language(code="xx", catalogue=catalogue))
    try:
        return translated_routine(told)
    finally:
        use_language(before)


# ---- all texts of a file, and nothing else

TEXTS = st.text("ABC", min_size=1, max_size=3)
PHASE = MovementPhase(do="hold", time=seconds(2), breath=Breath.OUT)
PHASES = st.builds(
    lambda do, cue: replace(PHASE, do=do, cue=cue), st.sampled_from(("hold", "round", "tip-left")), st.none() | TEXTS
)
BLOCKS = st.recursive(
    st.builds(
        lambda name, cue, movement, phase: Block(
            name=name, cue=cue, movement=movement, phase=phase, reps=(count(3),), sides=Sides.ALTERNATE_REPS
        ),
        st.none() | TEXTS,
        st.none() | TEXTS,
        st.none() | st.just("bridge"),
        st.none() | st.lists(PHASES, min_size=1, max_size=3).map(tuple),
    ),
    lambda inner: st.builds(
        lambda name, blocks: Block(name=name, repeat=count(2), blocks=tuple(blocks)),
        st.none() | TEXTS,
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
ROUTINES = st.builds(
    lambda name, summary, safety, equipment, blocks: Routine(
        name=name, summary=summary, safety=safety, equipment=tuple(equipment), blocks=tuple(blocks), rest=seconds(3)
    ),
    TEXTS,
    TEXTS | st.just(""),
    TEXTS | st.just(""),
    st.lists(TEXTS, max_size=2),
    st.lists(BLOCKS, max_size=4),
)


@given(ROUTINES)
def test_a_catalogue_that_changes_all_texts_changes_just_the_written_texts(told: Routine) -> None:
    texts = list(written_texts_of(told))
    changed = said_in(OfFiles(), told)
    # The words of phases, in small letters here, are changed where they are shown.
    assert list(written_texts_of(changed)) == [f"[{text}]" if text.isupper() else text for text in texts]
    assert said_in(Back(), changed) == told
    assert all(texts)


@given(ROUTINES)
def test_where_nothing_changes_it_is_the_same_routine(told: Routine) -> None:
    assert translated_routine(told) is told
    assert said_in(OfFiles({}), told) is told


def test_the_texts_come_in_the_order_of_the_file() -> None:
    told = Routine(
        name="A name",
        summary="A summary",
        safety="",
        equipment=("mat", "belt"),
        blocks=(
            Block(name="Stretch", cue="Slowly", phase=(replace(PHASE, do="tip-left", cue="To the left"), PHASE)),
            Block(name="Twice", repeat=count(2), blocks=(Block(movement="bridge", cue="Up"), Block(name="Stretch"))),
        ),
    )
    texts = ["A name", "A summary", "mat", "belt", "Stretch", "Slowly", "tip left", "To the left"]
    assert list(written_texts_of(told)) == [*texts, "Twice", "Up", "Stretch"]


def test_blocks_that_stay_are_the_same_blocks() -> None:
    kept, other = Block(name="Kept", hold=seconds(5)), Block(name="Other", hold=seconds(5))
    group = Block(repeat=count(2), blocks=(kept, other))
    changed = said_in(OfFiles({"Other": "Andere"}), Routine(name="Both", blocks=(kept, group)))
    assert changed.name == "Both"
    assert changed.blocks[0] is kept
    inner = changed.blocks[1].blocks
    assert inner is not None
    assert inner == (kept, replace(other, name="Andere"))
    assert inner[0] is kept


FULL = Movement(
    key="tip",
    name="Tip",
    position="On your side",
    start="Lie on your side.",
    watch=("Slowly", "Breathe"),
    equipment=("mat",),
    cue="Tip",
    phase=(replace(PHASE, do="tip-left", cue="To the left"), PHASE),
    limb="leg",
    muscles=("glutes",),
    stretch=("calves",),
)


def test_all_texts_of_a_movement_change_and_its_names_for_the_program_stay() -> None:
    use_language(Language(code="xx", catalogue=OfFiles()))
    changed = translated_movement(FULL)
    assert changed == Movement(
        key="tip",
        name="[Tip]",
        position="[On your side]",
        start="[Lie on your side.]",
        watch=("[Slowly]", "[Breathe]"),
        equipment=("[mat]",),
        cue="[Tip]",
        phase=(replace(PHASE, do="tip-left", cue="[To the left]"), PHASE),
        limb="[leg]",
        muscles=("glutes",),
        stretch=("calves",),
    )


def test_the_texts_of_a_movement_come_in_order() -> None:
    before = ["Tip", "On your side", "Lie on your side.", "Slowly", "Breathe", "mat", "leg", "Tip"]
    assert list(written_texts_of(FULL)) == [*before, "tip left", "To the left"]


def test_a_movement_that_stays_is_the_same_movement() -> None:
    assert translated_movement(FULL) is FULL
    use_language(Language(code="xx", catalogue=OfFiles({"Bridge": "Brücke"})))
    assert translated_movement(FULL) is FULL
    assert translated_movement(BRIDGE) == replace(BRIDGE, name="Brücke")
    assert translated_movement(BRIDGE).figure() == BRIDGE.figure()


@pytest.mark.parametrize(
    ("kind", "texts", "names"),
    [
        (Routine, {"name", "summary", "safety", "equipment"}, set()),
        (Block, {"name", "cue", "note"}, {"movement"}),
        (MovementPhase, {"cue"}, {"do", "role"}),
        (
            Movement,
            {"name", "position", "start", "watch", "equipment", "cue", "limb"},
            {"key", "muscles", "stretch"},
        ),
    ],
)
def test_a_new_field_with_text_is_either_translated_or_known_as_a_name(
    kind: type[Routine | Block | MovementPhase | Movement], texts: set[str], names: set[str]
) -> None:
    plain = {"str", "str | None", "tuple[str, ...]", "<class 'str'>"}
    assert {field.name for field in fields(kind) if str(field.type) in plain} == texts | names


def test_every_bundled_movement_tells_its_texts() -> None:
    for movement in BUNDLED.values():
        texts = list(written_texts_of(movement))
        assert texts[:2] == [movement.name, movement.position]
        assert set(texts) >= {
            *movement.watch,
            *movement.equipment,
            *(phase.cue for phase in movement.phase if phase.cue),
        }


# ---- what is made of them

STRETCH = Block(
    name="Stretch", phase=(replace(PHASE, do="round"), replace(PHASE, do="tip-left")), reps=(count(2),), sets=count(2)
)


def test_a_phase_of_a_file_is_shown_in_its_translation() -> None:
    told = compile_routine(routine(STRETCH), {})
    use_language(Language(code="xx", catalogue=OfFiles({"round": "rund", "tip left": "nach links"})))
    works = [step for step in told if step.kind is StepKind.WORK]
    assert [word_of(step)[0] for step in works[:2]] == ["RUND", "NACH LINKS"]
    assert next_line(whole(told), works[0], 2_000) == "Next: nach links 2 s"
    assert phase_name("tip-left") == "nach links"
    assert [own_phase_text(step.part.phase) for step in works[:2]] == ["round", "tip left"]


def test_the_usual_phases_are_words_of_the_program() -> None:
    told = compile_routine(routine(HOLDS), {})
    use_language(Language(code="xx", catalogue=OfFiles()))
    words = {word_of(step)[0] for step in told}
    assert words == {"GET READY", "UP", "HOLD", "DOWN", "REST"}
    assert [phase_name(phase) for phase in ("raise", "hold", "lower")] == ["raise", "hold", "lower"]
