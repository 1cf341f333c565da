"""The page for a clinician: always one page, everything on it inside its margins, and nothing left out in silence."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QBuffer, QLocale, QSaveFile, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from tests.past import TODAY, FakeHistory, some_past
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.history.reader import WeekFigures, week_of
from trunktimer.history.summary import (
    MOST_NOTES,
    MOST_ROUTINES,
    NOTE_SHOWN,
    DatedNote,
    MovementSummary,
    RoutineSummary,
    Summary,
    summarise,
)
from trunktimer.ui.history.summary_pdf import SummaryPage, write_summary_pdf

A4: Final = (595.0, 842.0)
LETTER: Final = (612.0, 792.0)
MARGIN: Final = 36.0  # nothing is nearer to the edge of the paper
POINT: Final = 1200 / 72
SVG: Final = "{http://www.w3.org/2000/svg}"


class Piece(NamedTuple):
    """A text on the page, and where its line stands, in points."""

    text: str
    x: float
    y: float


def the_summary(since: int = TODAY - 83, past: FakeHistory | None = None, **changes: Any) -> Summary:
    return replace(summarise(past or some_past(TODAY), since, TODAY, rest_days=(6,)), **changes)


def weeks_of(summary: Summary) -> Sequence[WeekFigures]:
    return some_past(TODAY).weeks(week_of(summary.since_day), week_of(summary.until_day))


def many_movements(number: int) -> tuple[MovementSummary, ...]:
    return tuple(
        MovementSummary(
            movement=f"m{at}",
            name=f"A movement with a name that is longer than its column, number {at}",
            sessions=1_234,
            reps=123_456,
            work_ms=3_600_000 * (number - at),
            holds=5,
            held_ms=112_500.0,
            target_ms=115_000.0,
            least_ms=110_000.0,
        )
        for at in range(number)
    )


def many_routines(number: int) -> tuple[RoutineSummary, ...]:
    return tuple(
        RoutineSummary(name=f"Routine {at} " + "with a long name " * 9, sessions=500, first_level=20, last_level=100)
        for at in range(number)
    )


def many_notes(number: int = MOST_NOTES, text: str = "It was stiff. ") -> tuple[DatedNote, ...]:
    return tuple(DatedNote(day=TODAY - at, text=(text * NOTE_SHOWN)[:NOTE_SHOWN]) for at in range(number))


def drawing(summary: Summary, size: tuple[float, float] = A4, name: str = "") -> ElementTree.Element:
    """The page as an SVG, in which texts and lines can be found."""
    buffer = QBuffer()
    svg = QSvgGenerator()
    svg.setOutputDevice(buffer)
    svg.setResolution(1200)
    svg.setSize(QSize(round(size[0] * POINT), round(size[1] * POINT)))
    painter = QPainter(svg)
    SummaryPage(painter, *size).fill(summary, weeks_of(summary), name)
    painter.end()
    return ElementTree.fromstring(bytes(buffer.data().data()))


def pieces(summary: Summary, size: tuple[float, float] = A4, name: str = "") -> list[Piece]:
    return [
        Piece(element.text or "", float(element.get("x", "nan")) / POINT, float(element.get("y", "nan")) / POINT)
        for element in drawing(summary, size, name).iter(f"{SVG}text")
    ]


def texts(summary: Summary, size: tuple[float, float] = A4, name: str = "") -> list[str]:
    return [piece.text for piece in pieces(summary, size, name)]


def pages(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def box(path: Path) -> tuple[float, float]:
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", path.read_bytes())
    assert found is not None
    return float(found[1]), float(found[2])


FULL: Final[dict[str, Callable[[], Summary]]] = {
    "twelve weeks": the_summary,
    "one day": lambda: the_summary(TODAY),
    "nothing": lambda: the_summary(past=FakeHistory()),
    "ten years": lambda: the_summary(TODAY - 3_650),
    "forty movements": lambda: the_summary(movements=many_movements(40)),
    "everything": lambda: the_summary(movements=many_movements(60), routines=many_routines(30), notes=many_notes()),
    "one long word": lambda: the_summary(notes=many_notes(text="W"), movements=many_movements(60)),
}


# ---- the file


@pytest.mark.parametrize("letter", [False, True])
@pytest.mark.parametrize("kind", FULL)
def test_it_is_one_page_whatever_is_on_it(tmp_path: Path, kind: str, letter: bool) -> None:
    path = tmp_path / "it.pdf"
    summary = FULL[kind]()
    write_summary_pdf(path, summary, weeks_of(summary), letter=letter)
    assert path.read_bytes().startswith(b"%PDF-")
    assert pages(path) == 1
    assert box(path) == (LETTER if letter else A4)
    assert [each.name for each in tmp_path.iterdir()] == ["it.pdf"]


def test_the_paper_is_that_of_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "it.pdf"
    usual = QLocale()
    try:
        for locale, size in (("en_US", LETTER), ("de_DE", A4), ("en_GB", A4)):
            QLocale.setDefault(QLocale(locale))
            write_summary_pdf(path, the_summary(), ())
            assert box(path) == size
    finally:
        QLocale.setDefault(usual)


def test_a_page_that_cannot_be_written_is_told_and_what_was_there_stays(tmp_path: Path) -> None:
    for path in (tmp_path / "no-such-folder" / "it.pdf", tmp_path):
        with pytest.raises(TrunkTimerError, match="could not be written") as told:
            write_summary_pdf(path, the_summary(), ())
        assert str(path) in str(told.value) and str(told.value).endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSaveFile, "commit", lambda file: False)
    with pytest.raises(TrunkTimerError, match="could not be written"):
        write_summary_pdf(tmp_path / "it.pdf", the_summary(), ())


def test_a_bug_in_the_middle_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "it.pdf"
    path.write_bytes(b"old")
    broken = the_summary(movements=(None,))  # no such thing can be drawn
    with pytest.raises(AttributeError):
        write_summary_pdf(path, broken, ())
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["it.pdf"]


# ---- what is on it


def test_every_fact_stands_on_the_page_with_its_text() -> None:
    summary = the_summary()
    found = texts(summary)
    for fact in summary.facts:
        if fact.label != "Level":
            assert fact.label in found
            assert fact.text in found
    for routine in summary.routines:
        assert found.count(f"{routine.name}: {routine.text}") == 1


def test_the_movements_stand_in_a_table_in_their_order() -> None:
    summary = the_summary()
    rows: dict[float, list[str]] = {}
    for piece in pieces(summary):
        rows.setdefault(round(piece.y), []).append(piece.text)
    lines = list(rows.values())
    assert ["Movement", "Sessions", "Reps", "Under tension", "Mean hold"] in lines
    for one in summary.movements:
        assert [one.name, str(one.sessions), str(one.reps), one.work_text, one.hold_text or "–"] in lines
    names = [line[0] for line in lines if line[0] in {one.name for one in summary.movements}]
    assert names == [one.name for one in summary.movements]


def test_it_says_that_it_is_the_persons_own_and_no_diagnosis() -> None:
    for kind in FULL:
        (line,) = [text for text in texts(FULL[kind]()) if "diagnosis" in text]
        assert "own records" in line and line.endswith("advice.")


def test_without_a_name_there_is_a_line_to_write_it_on() -> None:
    def lines(name: str) -> int:
        return len(list(drawing(the_summary(), name=name).iter(f"{SVG}polyline")))

    assert lines("") == lines("Eva Example") + 1
    assert "Eva Example" in texts(the_summary(), name="  Eva\n Example ")


def test_notes_stand_with_their_days() -> None:
    found = texts(the_summary())
    assert found[found.index("2026-11-02") + 1] == "Left hip was stiff, better after the kicks."
    assert "Notes" in found
    assert "Notes" not in texts(the_summary(notes=()))


def test_a_note_of_any_signs_is_drawn_whole() -> None:
    plain = 'Rücken <b>& "Hüfte"</b> – besser; %1 {0}'
    smiles = "🙂🙂 " * 30 + "und"  # outside the first plane, where Python and Qt count apart
    found = texts(the_summary(notes=(DatedNote(day=TODAY, text=plain), DatedNote(day=TODAY - 1, text=smiles))))
    assert plain in found
    assert sum(text.count("🙂") for text in found) == 60
    assert sum(text.count("und") for text in found) == 1


def test_pain_is_drawn_only_where_it_was_stated() -> None:
    assert any("Pain over the weeks" in text for text in texts(the_summary()))
    assert not any("Pain over the weeks" in text for text in texts(the_summary(past=FakeHistory())))


# ---- what does not fit


@pytest.mark.parametrize("size", [A4, LETTER])
@pytest.mark.parametrize("kind", FULL)
def test_every_text_is_inside_the_margins_and_no_two_lines_touch(kind: str, size: tuple[float, float]) -> None:
    found = pieces(FULL[kind](), size)
    assert len(found) > 4
    for piece in found:
        assert MARGIN <= piece.x <= size[0] - MARGIN and MARGIN <= piece.y <= size[1] - MARGIN, piece
    foot = max(piece.y for piece in found)
    assert "diagnosis" in next(piece.text for piece in found if piece.y == foot)
    assert foot - max(piece.y for piece in found if piece.y < foot) >= 18
    under_chart = [piece for piece in found if piece.x == min(other.x for other in found)]
    heights = sorted({round(piece.y, 2) for piece in under_chart})
    assert all(after - before >= 10 for before, after in pairwise(heights))


@pytest.mark.parametrize("size", [A4, LETTER])
def test_movements_that_do_not_fit_are_counted(size: tuple[float, float]) -> None:
    found = texts(the_summary(movements=many_movements(60)), size)
    shown = sum(text.startswith("A movement with") for text in found)
    assert 5 <= shown < 60
    assert f"and {60 - shown} more with less time under tension" in found


def test_notes_leave_the_movements_half_of_the_room() -> None:
    found = texts(the_summary(movements=many_movements(60), notes=many_notes()))
    assert sum(text.startswith("A movement with") for text in found) >= 8
    assert sum(text.startswith("It was stiff.") for text in found) >= MOST_NOTES
    assert sum(text.endswith("…") for text in found if "was stiff." in text) == MOST_NOTES
    alone = texts(the_summary(notes=many_notes()))
    assert sum("It was stiff." in text for text in alone) == 3 * MOST_NOTES  # all lines, where there is room


def test_a_long_routine_name_is_cut_but_not_its_figures() -> None:
    summary = the_summary(routines=many_routines(9))
    found = [text for text in texts(summary) if text.startswith("Routine ")]
    told = [text for text in found if text.endswith(f"…: {summary.routines[0].text}")]
    assert len(told) == MOST_ROUTINES
    assert f"and {9 - MOST_ROUTINES} more" in texts(summary)
