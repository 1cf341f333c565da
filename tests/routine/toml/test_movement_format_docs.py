"""What `docs/movement-format.md` shows is true: its example is read, and every word of a movement file is in it."""

import re
import tomllib
from typing import Final

import pytest

from tests.checkout import ROOT
from trunktimer.figure.figure import View
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.routine import Sides
from trunktimer.routine.toml.figure_model import FACES, PoseModel
from trunktimer.routine.toml.movement_file import parse_movement
from trunktimer.routine.toml.movement_model import PHASE_KEYS, MovementModel
from trunktimer.routine.toml.routine_model import written_keys

FORMAT: Final = (ROOT / "docs" / "movement-format.md").read_text(encoding="utf-8")
EXAMPLES: Final = re.findall(r"```toml\n(.*?)```", FORMAT, re.DOTALL)
WORDS: Final = 'format = 1\nname = "Bridge"\nposition = "On your back, feet flat"\n'


def named() -> set[str]:
    """Every word that the document writes as code: in an example without its comments, or in `…`."""
    prose = re.sub(r"^```.*?^```", "", FORMAT, flags=re.DOTALL | re.MULTILINE)
    examples = [re.sub(r"#.*", "", example) for example in EXAMPLES]
    return set(re.findall(r"[\w-]+", " ".join([*examples, *re.findall(r"`([^`]+)`", prose)])))


NAMED: Final = named()


@pytest.mark.parametrize("key", sorted(written_keys(MovementModel)))
def test_every_key_of_a_movement_is_named(key: str) -> None:
    assert key in NAMED


@pytest.mark.parametrize("key", sorted(written_keys(PoseModel)))
def test_every_key_of_a_pose_is_named(key: str) -> None:
    assert key in NAMED


@pytest.mark.parametrize("key", sorted(PHASE_KEYS))
def test_every_key_of_a_phase_is_named(key: str) -> None:
    assert key in NAMED


@pytest.mark.parametrize("word", [*Muscle, *View, *FACES, *Sides, "lowest", "far", "both"])
def test_every_muscle_view_and_word_of_the_figure_is_named(word: str) -> None:
    assert word in NAMED


def test_every_word_that_the_document_gives_a_pose_is_a_key() -> None:
    table = re.search(r"\| key of a pose \|.*?\n((?:\|.*\n)+)", FORMAT)
    assert table is not None
    keys = re.findall(r"^\| `(\w+)`", table[1], re.MULTILINE)
    assert len(keys) >= 4 and set(keys) <= written_keys(PoseModel)


def test_the_table_of_words_has_only_keys() -> None:
    table = re.search(r"\| key \| what \|\n((?:\|.*\n)+)", FORMAT)
    assert table is not None
    firsts = re.findall(r"^\| (`.*?) \|", table[1], re.MULTILINE)
    keys = {key for first in firsts for key in re.findall(r"`(\w+)`", first)}
    assert len(keys) >= 10 and keys <= written_keys(MovementModel)


DRAWN: Final = [example for example in EXAMPLES if "[poses." in example]
IN_WORDS: Final = [example for example in EXAMPLES if example not in DRAWN]


def test_there_are_examples() -> None:
    assert len(DRAWN) == 1 and len(IN_WORDS) == 2


def test_the_examples_in_words_are_read() -> None:
    roles, names = (parse_movement(WORDS + example, "example.toml", "it") for example in IN_WORDS)
    assert [(phase.do, phase.role) for phase in roles.phase] == [
        ("open", "raise"),
        ("hold", "hold"),
        ("close", "lower"),
    ]
    assert list(names.also) == ["en", "de", "fr", "es"] and names.also["de"] == ("Brücke", "Beckenheben")


@pytest.mark.parametrize("example", DRAWN)
def test_the_example_is_a_figure_without_faults(example: str) -> None:
    """With the keys in words that every movement needs."""
    movement = parse_movement(WORDS + example, "example.toml", "bridge")
    figure = movement.figure()
    assert figure is not None
    assert (figure.start, figure.peak, figure.drawing.track) == ("down", "up", ("hip",))


def test_ranges_are_those_of_the_reader() -> None:
    """The document says the limits of tilts, bellies and efforts: just within is read, just beyond is not."""
    tilt = re.search(r"tilt \((-?\d+) to (\d+)\)", FORMAT)
    belly = re.search(r"`belly_cm` \|.*?\((-?\d+) to (\d+)\)", FORMAT)
    effort = re.search(r"`effort` \| (\d) to (\d)", FORMAT)
    assert tilt and belly and effort
    for key, found, form in (("gaze", tilt, "[90, {}]"), ("belly_cm", belly, "{}"), ("effort", effort, "{}")):
        least, most = int(found[1]), int(found[2])
        for within in (least, most):
            model = PoseModel.model_validate(tomllib.loads(f"{key} = {form.format(within)}"))
            assert model.model_fields_set == {key}
        for beyond in (least - 1, most + 1):
            with pytest.raises(ValueError, match="no number from"):
                PoseModel.model_validate(tomllib.loads(f"{key} = {form.format(beyond)}"))
