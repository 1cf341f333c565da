"""`trunktimer figure` as others run it: pictures out, and a sentence for everything that cannot be drawn."""

import os
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.checkout import ROOT
from tests.library import FIGURES, MOVEMENTS
from trunktimer.app.cli import main
from trunktimer.figure.figure import Figure, Moment, ease
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Breath
from trunktimer.ui.figure.figure_picture import CELL, SIZE
from trunktimer.ui.kit.theme import Theme, theme_for

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

BRIDGE = (ROOT / "assets" / "movements" / "bridge.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def home(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person who runs the tests is seen or touched, and no display is asked for."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")  # which the command sets for good
    return tmp_path


@pytest.fixture
def own(home: Path) -> Path:
    """The person's own folder of movements."""
    folder = home / "xdg_data_home" / "trunktimer" / "movements"
    folder.mkdir(parents=True)
    return folder


class Drawn(NamedTuple):
    """What a picture was to show."""

    figure: Figure
    moment: Moment
    theme: Theme
    path: Path
    breath: Breath | None


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """What single pictures are asked for; none is painted."""
    asked: list[Drawn] = []

    def note(figure: Figure, moment: Moment, theme: Theme, path: Path, breath: Breath | None = None) -> None:
        asked.append(Drawn(figure, moment, theme, path, breath))

    monkeypatch.setattr("trunktimer.commands.figure.save_picture", note)
    return asked


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(("figure", *words))
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def png_size(path: Path) -> tuple[int, int]:
    """Width and height as the file says them."""
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def colours_of(path: Path) -> set[str]:
    """The colours of a coarse grid of a picture's points."""
    image = QImage(str(path))
    return {QColor(image.pixel(x, y)).name() for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}


# ---- pictures


def test_a_picture_is_written_without_a_display(home: Path) -> None:
    """As a person calls it, where neither a display nor a platform is named."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    words = [sys.executable, "-m", "trunktimer", "figure", "bridge", "--phase", "raise", "--at", "0.5", "-o"]
    picture = home / "bridge.png"
    done = subprocess.run(
        [*words, str(picture)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{picture}: Bridge\n", "")
    assert png_size(picture) == (SIZE.width() * 2, SIZE.height() * 2)


def test_a_refusal_is_a_line_and_no_traceback(home: Path) -> None:
    words = [sys.executable, "-m", "trunktimer", "figure", "bridg", "-o", str(home / "it.png")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    said = 'trunktimer: there is no movement "bridg"; did you mean "bridge"?\n'
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert not (home / "it.png").exists()


def test_a_png_has_the_theme_behind_the_figure(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    for theme in ("dark", "light", "contrast"):
        picture = home / f"{theme}.png"
        assert run(capsys, "squat", "--theme", theme, "-o", str(picture)) == (0, f"{picture}: Squat\n", "")
        assert png_size(picture) == (SIZE.width() * 2, SIZE.height() * 2)
        image = QImage(str(picture))
        assert image.pixelColor(0, 0).name() == theme_for(theme).colour("background").name()
        assert len(colours_of(picture)) > 5, "there is nothing on it"


def test_an_svg_is_a_drawing_of_the_same_size(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    picture = home / "bridge.SVG"
    assert run(capsys, "bridge", "-o", str(picture)) == (0, f"{picture}: Bridge\n", "")
    root = ET.parse(picture).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["viewBox"] == f"0 0 {SIZE.width()} {SIZE.height()}"
    assert len(root.findall(".//{*}path")) > 20


def test_the_sheet_has_a_row_for_every_movement(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Painted with three of them: all would only take longer."""
    few = {key: MOVEMENTS[key] for key in ("squat", "bird-dog", "bridge")}
    bare = Movement(key="bare", name="Bare", position="No figure")
    monkeypatch.setattr("trunktimer.commands.figure.load_movements", lambda folders: ({**few, "bare": bare}, []))
    picture = home / "sheet.png"
    assert run(capsys, "--sheet", "-o", str(picture)) == (0, f"{picture}: 3 movements\n", "")
    width, height = png_size(picture)
    assert width == 4 * CELL.width()
    assert height % 3 == 0 and height // 3 > CELL.height()


def test_the_sheet_is_of_all_movements_by_name_own_ones_too(
    capsys: pytest.CaptureFixture[str], own: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "mine.toml").write_text(BRIDGE.replace('"Bridge"', '"Aa mine"'), encoding="utf-8")
    (own / "bad.toml").write_text(BRIDGE.replace("neck     = 1", "neck = 900"), encoding="utf-8")
    (own / "bare.toml").write_text('format = 1\nname = "Bare"\nposition = "No figure"\n', encoding="utf-8")
    sheets: list[list[str]] = []
    monkeypatch.setattr(
        "trunktimer.commands.figure.save_sheet",
        lambda drawn, theme, path: sheets.append([movement.name for movement in drawn]),
    )
    code, out, err = run(capsys, "--sheet", "-o", str(home / "sheet.png"))
    assert (code, out) == (0, f"{home / 'sheet.png'}: {len(FIGURES) + 1} movements\n")
    assert sheets == [sorted(["Aa mine", *(movement.name for movement in MOVEMENTS.values())])]
    assert err.splitlines() == [
        f"{own / 'bad.toml'}:27: poses.down.neck: 900 is no number from -360 to 360; write one such as 90 (straight up)"
    ]


# ---- which moment


def test_without_a_phase_it_is_the_peak(capsys: pytest.CaptureFixture[str], drawn: list[Drawn], home: Path) -> None:
    for words, share in (((), 1.0), (("--at", "0.5"), 0.5), (("--at", "0"), 0.0), (("--at", "0.25"), 0.25)):
        assert run(capsys, "bridge", *words, "-o", str(home / "it.png"))[0] == 0
        moment = drawn[-1].moment
        assert (moment.start, moment.end, moment.share, moment.mirrored) == ("down", "up", ease(share), False)
        assert (drawn[-1].path, drawn[-1].breath) == (home / "it.png", None)


def test_a_phase_begins_where_it_usually_does(
    capsys: pytest.CaptureFixture[str], drawn: list[Drawn], home: Path
) -> None:
    shown = []
    for phase in ("raise", "hold", "lower"):
        assert run(capsys, "bridge", "--phase", phase, "--at", "0.5", "-o", str(home / "it.svg"))[0] == 0
        moment = drawn[-1].moment
        shown.append((moment.start, moment.end, drawn[-1].breath))
    assert shown == [("down", "up", Breath.OUT), ("up", "up", None), ("up", "down", Breath.IN)]


def test_a_side_is_mirrored_or_changes_limbs(
    capsys: pytest.CaptureFixture[str], drawn: list[Drawn], home: Path
) -> None:
    for key, side, mirrored, swapped in (
        ("donkey-kick", "right", False, False),
        ("donkey-kick", "left", True, False),
        ("bird-dog", "right", False, False),
        ("bird-dog", "left", False, True),
        ("forearm-side-plank", FIGURES["forearm-side-plank"].shown_side, False, False),
        ("forearm-side-plank", FIGURES["forearm-side-plank"].shown_side.other, True, False),
    ):
        assert run(capsys, key, "--side", str(side), "-o", str(home / "it.png"))[0] == 0
        assert (drawn[-1].moment.mirrored, drawn[-1].moment.swapped) == (mirrored, swapped), (key, side)


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_a_theme_is_that_of_the_program(
    capsys: pytest.CaptureFixture[str], drawn: list[Drawn], home: Path, theme: str
) -> None:
    run(capsys, "bridge", "--theme", theme, "-o", str(home / "it.png"))
    assert drawn[-1].theme == theme_for(theme)
    run(capsys, "bridge", "-o", str(home / "it.png"))
    assert drawn[-1].theme == theme_for("dark")


# ---- own files


def test_a_file_of_ones_own_is_drawn_by_its_path(
    capsys: pytest.CaptureFixture[str], drawn: list[Drawn], home: Path
) -> None:
    (home / "mine.toml").write_text(BRIDGE.replace('"Bridge"', '"Mine"'), encoding="utf-8")
    assert run(capsys, str(home / "mine.toml"), "-o", "it.png")[:2] == (0, "it.png: Mine\n")


def test_a_file_in_ones_own_folder_is_drawn_by_its_key_and_wins(
    capsys: pytest.CaptureFixture[str], drawn: list[Drawn], own: Path
) -> None:
    (own / "mine.toml").write_text(BRIDGE.replace('"Bridge"', '"Mine"'), encoding="utf-8")
    (own / "squat.toml").write_text(BRIDGE.replace('"Bridge"', '"My squat"'), encoding="utf-8")
    assert run(capsys, "mine", "-o", "it.png")[:2] == (0, "it.png: Mine\n")
    assert run(capsys, "squat", "-o", "it.png")[:2] == (0, "it.png: My squat\n")
    assert run(capsys, "bridge", "-o", "it.png")[:2] == (0, "it.png: Bridge\n")


@pytest.mark.parametrize("by_key", [True, False])
def test_a_broken_file_tells_all_its_faults_with_their_lines(
    capsys: pytest.CaptureFixture[str], drawn: list[Drawn], own: Path, by_key: bool
) -> None:
    """Also in the place of a bundled one, which is not drawn instead."""
    file = own / "bridge.toml"
    broken = BRIDGE.replace("neck     = 1", "nekc = 1").replace('"hip"', '"hipp"').replace('raise = "up"', "raise = 3")
    file.write_text(broken, encoding="utf-8")
    code, out, err = run(capsys, "bridge" if by_key else str(file), "-o", "it.png")
    rows = broken.splitlines()
    wanted = [
        ('track    = "hipp"', 'track: "hipp" is not known here; did you mean "hip"?'),
        ("nekc = 1", 'poses.down.nekc: unknown key "nekc"; did you mean "neck"?'),
        (
            "raise = 3",
            'phases.raise: the name of a pose is wanted here, or a list of them, such as "up" or ["low", "high"]',
        ),
    ]
    assert (code, out, drawn) == (1, "", [])
    assert err.splitlines() == [f"{file}:{rows.index(row) + 1}: {said}" for row, said in wanted]


def test_a_movement_without_poses_cannot_be_drawn(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    (own / "bare.toml").write_text('format = 1\nname = "Bare"\nposition = "No figure"\n', encoding="utf-8")
    said = "trunktimer: Bare has no poses yet; docs/movement-format.md says how they are written.\n"
    assert run(capsys, "bare", "-o", "it.png") == (1, "", said)


# ---- what is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("brigde", "-o", "it.png"), 'there is no movement "brigde"; did you mean "bridge"?'),
        (("zzzzz", "-o", "it.png"), 'there is no movement "zzzzz"; there are: back-extension, '),
        (
            ("bridge", "--phase", "wiggle", "-o", "it.png"),
            'there is no phase "wiggle" here; there are: raise, hold, lower',
        ),
        (("bridge", "--side", "left", "-o", "it.png"), "Bridge has no sides; leave --side out."),
        (("bridge", "-o", "it.gif"), "it.gif cannot be drawn; name a file that ends in .png or .svg."),
        (("bridge", "-o", "it"), "it cannot be drawn; name a file that ends in .png or .svg."),
        (("--sheet", "-o", "all.svg"), "all.svg cannot be drawn; name a file that ends in .png."),
        (("--sheet", "-o", "all.jpg"), "all.jpg cannot be drawn; name a file that ends in .png."),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(home)
    code, out, err = run(capsys, *words)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith(f"trunktimer: {said}")
    assert not [*home.glob("it*"), *home.glob("all*")]


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    for path in (home / "none.toml", home / "no" / "such"):
        code, out, err = run(capsys, str(path), "-o", "it.png")
        assert (code, out) == (1, "")
        assert err == f"{path}:1: the file cannot be read: there is no such file or folder\n"


def test_a_folder_that_does_not_exist_is_not_made(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    picture = home / "no" / "it.png"
    code, out, err = run(capsys, "bridge", "-o", str(picture))
    assert (code, out) == (1, "")
    assert err.startswith(f"trunktimer: {picture} cannot be written; name a .png ") and "folder that exists" in err
    assert not picture.parent.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a MOVEMENT, or --sheet, or --watch FILE"),
        (("-o", "it.png"), "name a MOVEMENT, or --sheet, or --watch FILE"),
        (("bridge", "--sheet", "-o", "it.png"), "name a MOVEMENT, or --sheet, or --watch FILE"),
        (("bridge", "--watch", "mine.toml"), "name a MOVEMENT, or --sheet, or --watch FILE"),
        (("--sheet", "--watch", "mine.toml", "-o", "it.png"), "name a MOVEMENT, or --sheet, or --watch FILE"),
        (("bridge",), "say where to, as in -o bridge.png"),
        (("--sheet",), "say where to, as in -o bridge.png"),
        (("bridge", "--at", "1.01", "-o", "it.png"), "1.01 is no share; write a number from 0 to 1"),
        (("bridge", "--at", "-0.1", "-o", "it.png"), "-0.1 is no share; write a number from 0 to 1"),
        (("bridge", "--at", "nan", "-o", "it.png"), "nan is no share; write a number from 0 to 1"),
        (("bridge", "--at", "half", "-o", "it.png"), '"half" is no share; write a number from 0 to 1'),
        (("bridge", "--side", "both", "-o", "it.png"), "invalid choice: 'both'"),
        (("bridge", "--theme", "pink", "-o", "it.png"), "invalid choice: 'pink'"),
        (("bridge", "squat", "-o", "it.png"), "unrecognized arguments: squat"),
    ],
)
def test_wrong_words_are_said_with_the_way_to_the_help(
    capsys: pytest.CaptureFixture[str], drawn: list[Drawn], words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out, drawn) == (2, "", [])
    assert said in err and "--help" in err and "Traceback" not in err


def test_the_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    assert "example:\n  trunktimer figure bridge" in out


def test_a_name_may_be_of_any_length_and_any_letters(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "a" * 300, "-o", "it.png")
    assert code == 1 and "there is no movement" in err and len(err) < 1_000
    code, _, err = run(capsys, "brid\x1b[31mge", "-o", "it.png")
    assert code == 1 and "\x1b" not in err


@pytest.mark.parametrize("words", [("--phase", "raise"), ("--at", "0.5"), ("--side", "left")])
def test_the_sheet_takes_nothing_that_is_for_one_movement(
    capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    code, _, err = run(capsys, "--sheet", "-o", "it.png", *words)
    assert code == 2 and "for one movement" in err


INTERRUPTED = """
import os, signal, sys, threading, time
from PySide6.QtWidgets import QApplication
from trunktimer.app.cli import main

def interrupt():
    while QApplication.instance() is None or not any(window.isVisible() for window in QApplication.topLevelWidgets()):
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=interrupt, daemon=True).start()
sys.exit(main(["figure", "--watch", sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_closes_the_window_that_follows_a_file(tmp_path: Path) -> None:
    file = tmp_path / "bridge.toml"
    file.write_text(BRIDGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (130, False)
