"""Edits of a draft: each can be undone, and what is typed in one field is one step."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.foundation.durations import Span
from trunktimer.routine.toml.draft import Draft
from trunktimer.ui.editor.draft_model import DraftModel

ROUTINES = ROOT / "routines"
DEMO = (ROUTINES / "demo.toml").read_text(encoding="utf-8")


def model(text: str = DEMO) -> DraftModel:
    made = DraftModel()
    made.open(text, "demo.toml", MOVEMENTS, 50)
    return made


def test_what_is_typed_in_one_field_is_one_step(qapp: object) -> None:
    draft = model()
    for seconds in (1, 12, 120):
        draft.change(("block", 0, "hold"), Span(seconds * 1000, seconds * 1000))
    assert draft.draft.routine is not None
    assert draft.draft.routine.blocks[0].hold == Span(120_000, 120_000)
    assert draft.stack.count() == 1
    draft.change(("block", 0, "reps"), 5)
    assert draft.stack.count() == 2
    draft.end_series()
    draft.change(("block", 0, "reps"), 6)
    assert draft.stack.count() == 3
    for _ in range(3):
        draft.stack.undo()
    assert draft.draft.text == DEMO
    assert draft.is_saved


def test_typing_back_what_stood_there_leaves_no_step(qapp: object) -> None:
    draft = model()
    draft.change(("block", 0, "raise"), "3 s")
    draft.change(("block", 0, "raise"), "2 s")
    assert draft.draft.text == DEMO
    assert not draft.stack.canUndo()


def test_an_edit_that_cannot_be_made_is_refused_and_changes_nothing(qapp: object) -> None:
    draft = model()
    told: list[str] = []
    draft.refused.connect(told.append)
    draft.insert("this is no block")
    draft.move((0,), (0,), 0)
    assert len(told) == 2
    assert draft.draft.text == DEMO
    assert draft.stack.count() == 0


def test_the_chosen_block_follows_what_happens_to_it(qapp: object) -> None:
    draft = model()
    count = len(draft.draft.routine.blocks) if draft.draft.routine else 0
    draft.choose((count - 1,))
    draft.delete((count - 1,))
    assert draft.chosen == (count - 2,)
    draft.stack.undo()
    assert draft.chosen == (count - 1,)
    draft.duplicate((0,))
    assert draft.chosen == (1,)
    draft.insert('[[block]]\nrest = "30 s"\n')
    assert draft.chosen == (2,)
    assert draft.draft.routine is not None
    assert len(draft.draft.routine.blocks) == count + 2


def test_a_choice_that_is_not_there_is_no_choice(qapp: object) -> None:
    draft = model()
    draft.choose((99,))
    assert draft.chosen == (0,)
    draft.choose(())
    assert list(draft.chosen) == []


_TIMES = st.sampled_from(("1 s", "90", "1:30", "10-15 s", "soon", "2 min"))
_KEYS = st.sampled_from(("hold", "raise", "reps", "rest", "name", "cue"))
_EDITS = st.one_of(
    st.tuples(st.just("change"), st.integers(0, 4), _KEYS, _TIMES),
    st.tuples(st.just("remove"), st.integers(0, 4), _KEYS),
    st.tuples(st.sampled_from(("delete", "duplicate", "group", "ungroup")), st.integers(0, 6)),
    st.tuples(st.just("move"), st.integers(0, 6), st.integers(0, 6)),
    st.tuples(st.just("insert"), st.sampled_from(('[[block]]\nrest = "30 s"\n', "nonsense", '[[block]]\nhold = "x"'))),
    st.tuples(st.just("source"), st.sampled_from(("\n# a comment\n", "[[block", "name = 1\n"))),
)


@settings(max_examples=40)
@given(st.sampled_from(sorted(ROUTINES.glob("*.toml"))), st.lists(_EDITS, max_size=8))
def test_any_edits_undone_give_the_old_text_and_done_again_the_new(
    qapp: object, path: Path, edits: list[tuple[object, ...]]
) -> None:
    text = path.read_text(encoding="utf-8")
    draft = model(text)
    before = _values(draft.draft)
    texts = [text]
    for edit in edits:
        match edit:
            case ("change", int(at), str(key), value):
                draft.change(("block", at, key), value)
            case ("remove", int(at), str(key)):
                draft.remove(("block", at, key))
            case ("delete", int(at)):
                draft.delete((at,))
            case ("duplicate", int(at)):
                draft.duplicate((at,))
            case ("group", int(at)):
                draft.group((at,))
            case ("ungroup", int(at)):
                draft.ungroup((at,))
            case ("move", int(at), int(to)):
                draft.move((at,), (), to)
            case ("insert", str(source)):
                draft.insert(source)
            case ("source", str(more)):
                draft.type_source(draft.draft.text + more)
        texts.append(draft.draft.text)
    after = _values(draft.draft)
    while draft.stack.canUndo():
        draft.stack.undo()
        assert draft.draft.text in texts
    assert _values(draft.draft) == before
    while draft.stack.canRedo():
        draft.stack.redo()
    assert _values(draft.draft) == after


def _values(draft: Draft) -> tuple[object, ...]:
    steps = draft.timeline.steps if draft.timeline is not None else None
    return draft.text, draft.data, draft.routine, draft.faults, steps


def test_deleting_all_but_a_rest_leaves_a_fault_and_can_be_undone(qapp: object) -> None:
    draft = model('format = 1\nname = "A"\n[[block]]\nmovement = "bridge"\nhold = 5\n[[block]]\nrest = 9\n')
    draft.delete((0,))
    assert [fault.what for fault in draft.draft.faults] == ["there are only rests; add a block with a movement to do"]
    draft.stack.undo()
    assert not draft.draft.faults and draft.draft.timeline is not None


def test_typing_in_one_line_is_one_step_and_in_another_one_another(qapp: object) -> None:
    draft = model("a = 1\nb = 2\n")
    for text in ("a = 11\nb = 2\n", "a = 111\nb = 2\n", "a = 111\nb = 22\n", "a = 111\nb = 222\n"):
        draft.type_source(text)
    assert draft.stack.count() == 2
    draft.stack.undo()
    assert draft.draft.text == "a = 111\nb = 2\n"


def test_what_is_taken_out_and_written_together_is_one_step(qapp: object) -> None:
    text = '[[block]]\nname = "A"\nraise = 1\nhold = 2\nreps = 3\n'
    draft = model(text)
    draft.rewrite([("block", 0, "raise"), ("block", 0, "hold")], {("block", 0, "duration"): "9 s"})
    assert draft.draft.text == '[[block]]\nname = "A"\nduration = "9 s"\nreps = 3\n'
    assert draft.stack.count() == 1
    draft.stack.undo()
    assert draft.draft.text == text


def test_an_edit_that_an_older_format_does_not_know_writes_the_newest_and_says_so() -> None:
    text = 'format = 1\nname = "T"\n[[block]]\nmovement = "bridge"\nhold = "5 s"\n[[block]]\nname = "B"\nhold = 3\n'
    made = model(text)
    told: list[str] = []
    made.told.connect(told.append)
    steps = made.draft.timeline.steps if made.draft.timeline else ()
    made.change(("block", 1, "hold"), "4 s")
    assert (told, made.draft.data["format"]) == ([], 1)
    made.change(("block", 1, "note"), "Slowly")
    assert len(told) == 1 and "format 2" in told[0]
    assert made.draft.data["format"] == 2 and not made.draft.faults
    assert made.draft.timeline is not None
    assert made.draft.timeline.steps[:2] == steps[:2]  # still no way up before the hold
    made.stack.undo()
    assert made.draft.data["format"] == 1
