"""Reading a text in pieces that are remembered gives what reading it as a whole gives, faults and lines included."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import MOVEMENTS
from trunktimer.foundation.durations import Span
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.places import find_places
from trunktimer.foundation.toml_lines import TomlLines
from trunktimer.routine.toml import document, edit, routine_file
from trunktimer.routine.toml.document import Document, read_document, read_whole
from trunktimer.routine.toml.edit import change_value
from trunktimer.routine.toml.routine_file import parse_routine

TRICKY = (
    'format = 1\nname = "T"\nlead_in = """\n5 s"""\n[[block]]\nname = "A"  # [[block]]\nhold = "2 s"\n'
    "\n[[block]]\n[[block.block]]\nname = 'B'\nhold = 4\n[[block.block]]\nname = \"C\"\nreps = [\n2,\n[3]]\n"
    '  [[block]]\nname = """\n[[block]]\n"""\nhold = "5 s"\n[[other]]\na.b = 1\n[[block]]\nname = "D"\nhold = 1\n'
)
PLAIN = 'format = 1\nname = "P"\n' + "".join(f'[[block]]\nname = "{at}"\nhold = {at + 1}\n\n' for at in range(4))
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(find_places().routines.glob("*.toml"))]
TEXTS += [TRICKY, PLAIN, PLAIN.replace("\n", "\r\n").rstrip()]
BITS = (
    *('"', '"""', "'", "'''", "[", "]", "{", "}", "=", "#", ",", ".", "\\", "\r", "x", "1", " ", "\n", "\x00"),
    *("\n[[block]]\n", "\n[block]\n", "[[block.block]]\n", "\nhold =\n", "\nx = [\n", "\nblock = 1\n", "\n[[a]]\n"),
    *("\n[[block]] x\n", '\nhold = "0 s"\n', "\nsets = 0\n", "\nhlod = 3\n", "\nhold 3\n", '\nname = "open\n'),
)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """A text into which somebody has typed."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(BITS)) + text[at + draw(st.integers(0, 2)) :]
    return text


@contextmanager
def as_a_whole() -> Iterator[None]:
    """Nothing is read in pieces in here, nor remembered."""
    with patch.object(routine_file, "read_document", read_whole), patch.object(edit, "read_document", read_whole):
        yield


def told(text: str) -> object:
    """The routine, or its faults."""
    try:
        return parse_routine(text, "t.toml", MOVEMENTS)
    except FileFaults as found:
        return found.faults


def read(text: str, how: Callable[[str, str], Document]) -> object:
    """All that a document holds, or its faults."""
    try:
        found = how(text, "t.toml")
    except FileFaults as faults:
        return faults.faults
    return found.text, found.data, list(found.data), found.faults, found.spoilt


@given(edited())
@example(PLAIN.replace("hold = 3", "hold = '3"))
@example(PLAIN.replace("hold = 3", "hold = 3\n[a]\nx = 1"))
@example(PLAIN.replace("hold = 3", "hold = '3").replace('name = "3"', "name = '3'"))
@example(PLAIN.replace("hold = 3", 'hold = "3').replace("hold = 4", "phase = [{ do = 3 }]"))
def test_pieces_give_what_the_whole_gives(text: str) -> None:
    assert read(text, read_document) == read(text, read_whole)
    in_pieces = told(text)
    with as_a_whole():
        assert in_pieces == told(text)


@given(edited())
def test_each_key_stands_where_the_whole_text_has_it(text: str) -> None:
    try:
        found = read_document(text, "t.toml")
    except FileFaults:
        return
    whole = TomlLines(found.text)
    assert {path: found.lines_about(path).marks[path] for path in whole.marks} == whole.marks


@given(st.sampled_from([PLAIN, TEXTS[0], TEXTS[-1]]), st.integers(0, 5), st.sampled_from(["hold", "cue", "sets", "é"]))
def test_a_value_is_changed_as_in_the_whole_text(text: str, block: int, key: str) -> None:
    def changed() -> str:
        try:
            return change_value(text, ("block", block, key), Span(7_000, 9_000))
        except TrunkTimerError as fault:
            return str(fault)

    in_pieces = changed()
    with as_a_whole():
        assert in_pieces == changed()


def test_usual_texts_are_read_in_pieces_also_with_an_open_quote() -> None:
    half_typed = PLAIN.replace("hold = 3", 'hold = "3')
    assert [len(read_document(text, "").pieces) for text in (PLAIN, half_typed, TRICKY)] == [5, 5, 0]


def test_what_is_done_to_the_data_of_a_document_is_not_remembered() -> None:
    text = PLAIN.replace("hold = 1", "phase = [{ do = 'raise', time = 1 }]")

    def spoil(found: Document) -> None:
        blocks = found.data["block"]
        assert isinstance(blocks, list)
        blocks[0]["phase"][0]["time"] = 0
        blocks[1].clear()
        blocks.clear()

    spoil(read_document(text, ""))
    longer = text + PLAIN[PLAIN.index("[[block]]") :]  # the same text might give the same document again
    assert read(longer, read_document) == read(longer, read_whole)


def test_only_so_many_pieces_are_remembered_and_no_long_ones() -> None:
    read_document("".join(f"[[block]]\nreps = {at}\n" for at in range(document.REMEMBERED_PIECES + 50)), "")
    known = document._remembered.cache_info()
    assert known.currsize == known.maxsize == document.REMEMBERED_PIECES
    read_document(f'[[block]]\nname = "{"x" * document.LONGEST_REMEMBERED}"\n', "")
    assert document._remembered.cache_info().misses == known.misses + 1  # the top, which is empty
