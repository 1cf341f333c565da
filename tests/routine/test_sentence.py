"""A block as a sentence: what it says in each language, and which of its numbers can be touched."""

from collections.abc import Iterator

import pytest

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.foundation.languages import read_language
from trunktimer.foundation.translation import use_language
from trunktimer.routine.resolved import around_all, around_in
from trunktimer.routine.sentence import Chip, Sentence, block_sentence
from trunktimer.routine.toml.routine_file import parse_routine

BIRD_DOG = 'movement = "bird-dog"\nsets = 3\nreps = 8\nhold = "6 s"'
SQUAT = '[[block]]\nmovement = "squat"\nreps = 2\n'  # a routine of nothing but rests is none
SENTENCES = [
    ('movement = "cat-stretch"\nreps = 5', "5 times"),
    ('movement = "cat-stretch"\nreps = 1', "1 time"),
    ('movement = "squat"\nreps = 12\nsets = 3', "3 sets of 12 · rest between sets 1 min"),
    (BIRD_DOG, "3 sets of 8 × hold 6 s · each side, in turn · rest between sets 1 min"),
    ('movement = "bridge"\nhold = "30 s"', "hold 30 s"),
    (
        'movement = "bridge"\nhold = "30 s"\nsets = 3\nrest_between_sets = "20-30 s"',
        "3 × hold 30 s · rest between sets 20-30 s",
    ),
    ('movement = "bridge"\nhold = "max"', "hold as long as you can"),
    ('movement = "bridge"\nhold = ["15 s", "30 s"]', "2 × hold 15 s – 30 s · rest between sets 1 min"),
    ('movement = "squat"\nreps = [10, 8]', "2 sets of 10 – 8 · rest between sets 1 min"),
    ('movement = "squat"\nreps = "max"\nduration = "60 s"', "as many as you can in 1 min"),
    ('movement = "march-in-place"\nduration = "2 min"\nbpm = "100-120"', "2 min to 100–120 beats a minute"),
    ('movement = "back-extension-pulse"\npulses = 10\nbpm = 60', "10 pulses, 60 a minute"),
    ('rest = "1 min"', "rest 1 min"),
    ('rest = "as needed"', "rest as needed"),
    ('movement = "lateral-leg-lift"\nreps = 10\nsides = "left"', "10 × hold 2 s · left side only"),
    (
        'movement = "donkey-kick"\nduration = "90 s"\nsides = "one-then-other"\nswitch = "10 s"',
        "for 1 min 30 s · one side, then the other · change sides in 10 s",
    ),
    ('movement = "squat"\nreps = 15\nsets = 10\nevery = "1 min"', "10 sets of 15 · every 1 min"),
    (
        'repeat = 3\nrest_between_rounds = "45 s"\n[[block.block]]\nmovement = "squat"\nreps = 2',
        "3 rounds · rest between rounds 45 s",
    ),
]


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    use_language(read_language("en", ROOT / "assets" / "locale", {}))


def sentence(block: str, *, is_whole: bool = False, head: str = "") -> Sentence:
    routine = parse_routine(f'format = 2\nname = "Sheet"\n{head}{SQUAT}[[block]]\n{block}\n', "sheet.toml", MOVEMENTS)
    first, around = routine.blocks[-1], around_all(routine)
    return block_sentence(first, around, MOVEMENTS.get(first.movement or ""), is_whole=is_whole)


def chips(said: Sentence) -> dict[str, Chip]:
    return {part.key: part for part in (*said.work, *said.beside) if isinstance(part, Chip)}


@pytest.mark.parametrize(("block", "said"), SENTENCES)
def test_what_a_block_says(block: str, said: str) -> None:
    assert str(sentence(block)) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "3 Sätze mit je 8 × 6 s halten · abwechselnd links und rechts · Pause zwischen den Sätzen 1 min"),
        ("fr", "3 séries de 8 × tenir 6 s · chaque côté, en alternance · repos entre les séries 1 min"),
        ("es", "3 series de 8 × mantener 6 s · cada lado, alternando · descanso entre series 1 min"),
    ],
)
def test_each_language_has_its_own_order(code: str, said: str, english_again: None) -> None:
    use_language(read_language(code, ROOT / "assets" / "locale", {}))
    assert str(sentence(BIRD_DOG)) == said


def test_only_what_differs_from_the_movement_is_changed() -> None:
    changed = {key: chip.is_changed for key, chip in chips(sentence(BIRD_DOG)).items()}
    assert changed == {"sets": True, "reps": True, "hold": True, "rest_between_sets": False}
    assert not chips(sentence('movement = "bird-dog"\nreps = 8'))["hold"].is_changed


def test_one_set_is_said_where_it_can_be_touched() -> None:
    assert (
        str(sentence('movement = "bird-dog"\nreps = 8', is_whole=True)) == "1 set of 8 × hold 4 s · each side, in turn"
    )
    assert "sets" not in chips(sentence('movement = "bird-dog"\nreps = 8'))


def test_what_holds_around_a_block_is_said_of_it() -> None:
    said = sentence('movement = "squat"\nreps = 10', head='[defaults]\nsets = 3\nrest_between_sets = "45 s"\n')
    assert str(said) == "3 sets of 10 · rest between sets 45 s"


def test_a_block_in_a_group_has_its_defaults() -> None:
    text = '[[block]]\nrepeat = 2\n[block.defaults]\nhold = "20 s"\n[[block.block]]\nmovement = "bridge"\nreps = 1\n'
    routine = parse_routine(f'format = 2\nname = "Sheet"\n{text}', "sheet.toml", MOVEMENTS)
    group = routine.blocks[0]
    assert group.blocks is not None
    around = around_in(group, around_all(routine))
    assert str(block_sentence(group.blocks[0], around, MOVEMENTS["bridge"])) == "hold 20 s"
