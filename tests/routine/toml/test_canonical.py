"""Canonical form changes how a routine looks, never what it says, and no comment is lost."""

import random
import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.places import find_places
from trunktimer.foundation.toml_lines import TomlLines
from trunktimer.routine.routine import Routine
from trunktimer.routine.toml.canonical import canonical
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.routine_model import RoutineModel
from trunktimer.routine.toml.templates import TEMPLATES, template_text

ROUTINES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(find_places().routines.glob("*.toml"))}
FORMAT = (ROOT / "docs" / "routine-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", FORMAT, re.DOTALL)

TYPED = ("2 s", "2s", "0.5 sec", "90 s", "1:30", "1 min", "90 min", "1-2min", "10 - 15 s", "1 h 5 min", "500 ms", "7")
PASTED = ("½ min", "1 ½ Minuten", "1’30”", "90″", "10 bis 15 Sek.", "１０－１５ s", "1 min 30", "1:30 h", "5’–10’")
TIMES = (*TYPED, *PASTED)
PAUSES = (*TIMES, "none", " None ", "0", "0:00")
COUNTS = ("3", '"3 - 5"', '"4"', '"2 to 3"', "+7", "1_0", '"3‑5"', '"8 bis 10"')
SPACES = ("", " ", "   ", "\t")


def meaning(text: str) -> Routine:
    """What a text says, whether or not it fits together."""
    return RoutineModel.model_validate(tomllib.loads(text)).to_core()


def comments(text: str) -> list[str]:
    """The comments of a text whose strings hold no number signs."""
    return sorted(found.rstrip() for found in re.findall(r"#[^\n]*", text.replace("\r\n", "\n")))


class Scribe:
    """Writes routine files the way nobody should, with a comment that names its key wherever one may stand."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0

    def space(self) -> str:
        return self.chance.choice(SPACES)

    def remark(self, about: str, often: float = 0.3) -> str:
        if self.chance.random() > often:
            return self.space()
        self.number += 1
        return f"{self.space()}# {self.number} of {about}{self.space()}"

    def rows_between(self) -> str:
        """Empty rows and rows of comments."""
        rows = []
        while self.chance.random() < 0.4:
            rows.append(self.space() if self.chance.random() < 0.5 else self.remark("rows", 1))
        return "".join(row + "\n" for row in rows)

    def text(self, value: str) -> str:
        return self.chance.choice((f'"{value}"', f"'{value}'", f'"""{value}"""', f'"""\n{value}"""'))

    def time(self, choices: tuple[str, ...] = TIMES) -> str:
        return self.chance.choice(
            ("12", "0.5", "30.0", *(self.text(choice) for choice in self.chance.sample(choices, 3)))
        )

    def entry(self, key: str, value: str) -> str:
        written = self.chance.choice((key, key, f'"{key}"', f"'{key}'"))
        return f"{self.space()}{written}{self.space()}={self.space()}{value}{self.remark(key)}\n"

    def table(self, entries: dict[str, str]) -> str:
        keys = [key for key in entries if self.chance.random() < 0.6 or key in ("format", "name")]
        self.chance.shuffle(keys)
        return "".join(self.rows_between() + self.entry(key, entries[key]) for key in keys)

    def listed(self, parts: list[str]) -> str:
        if self.chance.random() < 0.3:
            return f"[{self.space()}{f',{self.space()}'.join(parts)}{self.space()}]"
        rows = [self.rows_between() + f"{self.space()}{part}{self.space()},{self.remark('part')}\n" for part in parts]
        return f"[{self.remark('list')}\n" + "".join(rows) + self.rows_between() + "]"

    def phase(self) -> str:
        entries = {"do": '"lift"', "time": self.time(), "cue": "'Up'", "breath": '"in"'}
        keys = ["do", "time", *(key for key in ("cue", "breath") if self.chance.random() < 0.5)]
        self.chance.shuffle(keys)
        inside = f"{self.space()},{self.space()}".join(f"{key}{self.space()}= {entries[key]}" for key in keys)
        return "{" + self.space() + inside + self.space() + "}"

    def pauses(self) -> dict[str, str]:
        keys = ("lead_in", "rest", "rest_between_sets", "rest_between_blocks", "rest_between_rounds", "switch")
        return {**{key: self.time(PAUSES) for key in keys}, "pace": "'own'", "first_side": '"left"'}

    def block(self) -> dict[str, str]:
        count = self.chance.choice
        return {
            **self.pauses(),
            **{key: self.time() for key in ("raise", "hold", "lower", "duration")},
            **{key: count(COUNTS) for key in ("pulses", "bpm", "sets", "repeat")},
            "reps": count((*COUNTS, self.listed(["8", '"3 -5"', "4"]))),
            "name": self.text("A name"),
            "movement": "'bridge'",
            "cue": '"A \\u0021 cue"',
            "accent_every": "0x2",
            "phase": self.listed([self.phase() for _ in range(self.chance.randint(1, 3))]),
        }

    def blocks(self, path: str, depth: int) -> str:
        written = ""
        for _ in range(self.chance.randint(1, 2)):
            header = f"{self.space()}[[{self.space()}{path}{self.space()}]]{self.remark('header')}\n"
            entries = self.block()
            has_phase_tables = self.chance.random() < 0.2
            if has_phase_tables:
                del entries["phase"]
            written += self.rows_between() + header + self.table(entries)
            if has_phase_tables:
                written += f"[[{path}.phase]]\n" + self.entry("time", "2") + self.entry("do", "'up'")
            if depth < 2 and self.chance.random() < 0.4:
                written += self.blocks(f"{path}.block", depth + 1)
        return written

    def file(self) -> str:
        top = {
            **self.pauses(),
            "format": "1",
            "name": self.text("Any"),
            "summary": self.text("x"),
            "safety": '"""\nA\nB"""',
            "equipment": self.listed(['"mat"', "'a chair'"]),
        }
        text = self.table(top) + self.blocks("block", 0) + self.rows_between()
        text = text if self.chance.random() < 0.8 else text.rstrip("\n")
        return text if self.chance.random() < 0.7 else text.replace("\n", "\r\n")


@given(st.integers(0, 2**32))
def test_any_file_says_the_same_and_keeps_its_comments(seed: int) -> None:
    text = Scribe(seed).file()
    new = canonical(text)
    assert meaning(new) == meaning(text)
    assert comments(new) == comments(text)
    assert canonical(new) == new
    assert ("\r\n" in new) == text.partition("\n")[0].endswith("\r")


@given(st.integers(0, 2**32))
def test_a_comment_beside_a_key_stays_beside_it(seed: int) -> None:
    new = canonical(Scribe(seed).file().replace("\r\n", "\n"))
    rows = new.split("\n")
    lines = TomlLines(new)
    ends = {(lines.line_at(mark.end - 1), str(path[-1])) for path, mark in lines.marks.items() if mark.value}
    for line, row in enumerate(rows, start=1):
        found = re.search(r"# \d+ of (\w+)$", row)
        if found is None:
            continue
        before = row[: found.start()]
        match found[1]:
            case "header":
                assert before.startswith("[["), row
            case "rows":
                assert not before.strip(), row
            case "list":
                assert before.rstrip().endswith("["), row
            case "part":
                assert before.rstrip().endswith(","), row
            case key:
                assert (line, key) in ends, row


@pytest.mark.parametrize("text", [*ROUTINES.values(), *EXAMPLES])
def test_what_comes_with_the_program_stays_the_same_routine(text: str) -> None:
    new = canonical(text)
    assert parse_routine(new, "", MOVEMENTS) == parse_routine(text, "", MOVEMENTS)
    assert (comments(new), canonical(new)) == (comments(text), new)
    # Nothing but blanks and the order of lines differs.
    assert sorted("".join(row.split()) for row in new.split("\n")) == sorted(
        "".join(row.split()) for row in text.split("\n")
    )


@pytest.mark.parametrize("name", sorted(ROUTINES))
def test_the_bundled_routines_are_canonical(name: str) -> None:
    assert canonical(ROUTINES[name]) == ROUTINES[name]


@pytest.mark.parametrize("key", list(TEMPLATES))
def test_templates_are_canonical(key: str) -> None:
    assert canonical(template_text(key)) == template_text(key)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("90", '"90 s"'), ("0.5", '"0.5 s"'), ('"90"', '"90 s"'), ("'90sec'", '"90 s"'), ('"10 to 15s"', '"10-15 s"'),
        ('"1:30"', '"1:30"'), ('"01:30 - 2 min"', '"1:30-2:00"'), ('"1 minute"', '"1 min"'), ('"90 min"', '"90 min"'),
        ('"1 minute–2 min"', '"1-2 min"'), ('"1.5 min"', '"1 min 30 s"'), ('"1m30s"', '"1 min 30 s"'),
        ('"60 s - 2 min"', '"1-2 min"'), ('"500ms"', '"500 ms"'), ('"2 hours"', '"2 h"'), ('"none"', '"none"'),
        ('"a while"', '"a while"'), ("-3", "-3"), ("'x'", '"x"'),
    ],
)  # fmt: skip
def test_times_are_written_in_one_style_with_the_kind_of_their_unit(written: str, wanted: str) -> None:
    text = f'format = 1\nname   = "A"\n\n[[block]]\nrest = {written}\n'
    assert canonical(text) == text.replace(written, wanted)


def test_a_file_is_laid_out_as_the_bundled_ones_are() -> None:
    text = """\
# mine
name="A" # who
format=1
lead_in=10
[[ block ]] # first
# of the block
hold='10s'
# how it is called
name = 'H'
phase=[{time="3 s",do="up"},{do="down",breath='in',time="10 s"}, # slowly
]
# end of the first

# before the second
[[block]]
rest = 3


"""
    assert (
        canonical(text)
        == """\
# mine
format  = 1
name    = "A"                    # who

lead_in = "10 s"

[[block]]                        # first
# of the block
# how it is called
name = "H"
hold = "10 s"
phase = [
  { do = "up",   time = "3 s" },
  { do = "down", time = "10 s", breath = "in" },  # slowly
]
# end of the first

# before the second
[[block]]
rest = "3 s"
"""
    )


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("# a licence\n\n\nformat=1\n", "# a licence\n\nformat = 1\n"),
        ("\n\n[[block]]\n# only this\n", "[[block]]\n# only this\n"),
        ("# only this", "# only this\n"),
        ("", ""),
        ("x='C:\\y \"z\"'\n", "x = 'C:\\y \"z\"'\n"),
        ('reps="0"\nsets="5-3"\n', 'reps = "0"\nsets = "5-3"\n'),
        ("x=0x1_F\ny=-0\n", "x = 31\ny = 0\n"),
        (f"x=+{'9' * 900}\n", f"x = +{'9' * 900}\n"),
        ("x=[[1, # one\n2],3]\n", "x = [\n  [1, # one\n2],\n  3,\n]\n"),
        (
            "[[block]]\n\n[[ block.phase ]]\ncue='Up'\ntime=2\ndo='up'\n",
            '[[block]]\n\n[[block.phase]]\ndo   = "up"\ntime = "2 s"\ncue  = "Up"\n',
        ),
        ("x=[ # none\n]\n", "x = [                            # none\n]\n"),
        ("x=[\n# none\n]\n", "x = [\n  # none\n]\n"),
        ('x={b="""1\n2""" ,a=1}\n', 'x = {b="""1\n2""" ,a=1}\n'),
        ("x = [ 'a',\n 'b' ]\n", 'x = ["a", "b"]\n'),
        (f"x = ['{'a' * 60}', '{'b' * 60}']\n", f'x = [\n  "{"a" * 60}",\n  "{"b" * 60}",\n]\n'),
    ],
)
def test_what_is_seldom_written_is_kept(written: str, wanted: str) -> None:
    assert (canonical(written), canonical(wanted)) == (wanted, wanted)


def test_a_file_that_is_not_toml_is_refused_with_its_faults() -> None:
    with pytest.raises(FileFaults) as found:
        canonical('format = 1\nname = "A\n[[block]]\nhold = 10 s\n', "a.toml")
    assert [fault.line for fault in found.value.faults] == [2, 4]
    assert str(found.value).startswith("a.toml:2: name: the quote")


def test_other_faults_are_kept_and_laid_out() -> None:
    text = 'format=2\n"odd key"=1979-05-27\nblock=[{holt=3,"x y"={a.b=[]},reps=0},7]\n'
    new = canonical(text)
    assert tomllib.loads(new) == tomllib.loads(text)
    assert new == (
        'format = 2\n\n"odd key" = 1979-05-27\nblock = [\n  { reps = 0, holt = 3, "x y" = { a.b = [] } },\n  7,\n]\n'
    )
