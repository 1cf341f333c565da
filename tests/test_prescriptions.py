"""The twenty prescriptions of the documents: read without a word, as long as their sources say, and the same as ever.

`python -m tests.test_prescriptions` writes the golden timelines anew.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.checkout import TESTS
from tests.library import MOVEMENTS
from tests.prescriptions import SECTIONS, TEXTS, prescribed, prescription
from trunktimer.routine.doubts import doubts_of
from trunktimer.session.transcript import timeline_lines

GOLDEN: Final = TESTS / "golden" / "prescriptions"
#: Seconds at level 0 and at level 100, added up by hand: ways + holds + rests + getting into position.
#: A stretch that a person ends counts nothing but what it aims at, or takes at least.
SUMS: Final = {
    # 18 curls of 1+10+1 and two rests of 30; then twice 18 reps a side of 2+10+2, three changes of 5, two rests of 30
    "Big three": (3 * 10 + 216 + 60 + 2 * (2 * 252 + 15 + 60),) * 2,
    # 10 of 5+5; 5 a side of 2+15+2; 5 of 2+30+2 and four rests of 30; 5 a side of 2+15+2 and a change; 5 of 2+15+2
    "Spine conditioning": (5 * 10 + 100 + 190 + 170 + 120 + 190 + 5 + 95,) * 2,
    # 15 of 2+5+2; 15 a side of 4+5+4 and a change; 15 of 4+5+4. At level 100 each hold takes 5 more: 60 of them
    "Flexion": (3 * 10 + 135 + 2 * 195 + 5 + 195, 3 * 10 + 135 + 2 * 195 + 5 + 195 + 60 * 5),
    # twice 2 minutes, up and down of 3+3, 10 of 3+1+3; twice 3 minutes, 3+3, 10 of 3+2+3
    "Extension": (3 * 10 + 240 + 6 + 70, 3 * 10 + 360 + 6 + 80),
    "Hundred": (10 + 60,) * 2,  # 100 beats at 100 a minute
    # five rounds of three breaths, five in the dog, two up again: ten of 5
    "Sun salutation": (10 + 5 * 10 * 5,) * 2,
    "Tabata": (10 + 7 * 20 + 6 * 10, 10 + 8 * 20 + 7 * 10),
    "Every minute": (10 + 9 * 60,) * 2,  # what is left of the tenth minute is the person's own
    "As many rounds as possible": (10 + 20 * 60,) * 2,
    "Couch to 5K, week 1": (5 * 60 + 20 * 60,) * 2,
    "Box breathing": (10 + 4 * 60,) * 2,
    # 15+30+45+60+45+30+15, seven ways up and down of 2+2, rests of half the hold before: of 225
    "Plank ladder": (10 + 240 + 28 + 112.5,) * 2,
    # twice 45 of 3+2, two rests of a minute
    "Heel drops on one leg": (2 * (10 + 225 + 120),) * 2,
    # two minutes; 60 reps with weights, three changes; 20 reps; 2+10+2 a side, a change; 5 reps. 2+4 each, then 3+5
    "Strength and balance": (8 * 10 + 120 + 85 * 6 + 4 * 5 + 28, 8 * 10 + 120 + 85 * 8 + 4 * 5 + 28),
    # ten of 10, nine rests of 4; ten of 1, nine rests of 1
    "Pelvic floor": (2 * 10 + 100 + 36 + 10 + 9,) * 2,
    # forty of 5 and nine rests of 5 each time; ten ways up and down of 2+3
    "Knee after surgery": (4 * 10 + 200 + 4 * 45 + 50,) * 2,
    # two of 3+10+3 a side, with a rest of 5, three times; of 4+10+3; two of 4+10+4, twice. At level 100 four of 3+30+3,
    # with three rests; of 4+30+3; of 4+30+4
    "Stretch chart": (
        6 * 10 + 3 * (2 * 37 + 5) + 2 * 39 + 5 + 2 * 41,
        6 * 10 + 3 * (2 * 159 + 5) + 2 * 163 + 5 + 2 * 167,
    ),
    # a plank up and down, two of them, half a minute; three rests of two minutes at least
    "To the limit": (4 * 10 + 4 + 8 + 30 + 360,) * 2,
    # five sets of ten of 2+2+2, three rests of a minute, a change
    "Weak side more": (10 + 300 + 180 + 5,) * 2,
    # 48 reps of 2+2, two rests of two minutes
    "Superset": (10 + 192 + 240,) * 2,
}


def golden_file(name: str) -> Path:
    """Where the timelines of a section are kept."""
    return GOLDEN / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.txt"


def golden_text(name: str) -> str:
    """The timelines of a section as they should stand there."""
    by_lines: dict[str, list[str]] = {}  # levels that are alike stand together
    for level in (0, 50, 100):
        by_lines.setdefault("\n".join(timeline_lines(prescribed(name, level))), []).append(str(level))
    return "\n".join(f"level {', '.join(levels)}\n{lines}\n" for lines, levels in by_lines.items())


def test_there_are_twenty_each_with_its_source() -> None:
    assert len(SECTIONS) == 20 and set(SUMS) == set(SECTIONS)
    assert [name for name, text in SECTIONS.items() if not re.search(r"^Source: .+\.$", text, re.MULTILINE)] == []


@pytest.mark.parametrize("name", list(TEXTS))
def test_a_prescription_is_read_without_a_word_and_bears_its_name(name: str) -> None:
    routine = prescription(name)
    assert (routine.name, routine.format, doubts_of(routine, MOVEMENTS)) == (name, 2, [])


@pytest.mark.parametrize("name", list(TEXTS))
def test_it_takes_the_time_that_its_source_adds_up_to(name: str) -> None:
    assert tuple(prescribed(name, level).expected_ms / 1000 for level in (0, 100)) == SUMS[name]


@pytest.mark.parametrize("name", list(TEXTS))
def test_it_compiles_to_its_golden_timeline(name: str) -> None:
    assert golden_text(name) == golden_file(name).read_text(encoding="utf-8")


def test_no_golden_timeline_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {golden_file(name).name for name in TEXTS}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in TEXTS:
        golden_file(each).write_text(golden_text(each), encoding="utf-8")
