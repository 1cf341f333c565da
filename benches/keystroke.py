"""A keystroke in the editor, from the key to the painted page, with 200 blocks: `python -m benches.keystroke`.

The anchor is a bare line edit in a window that is painted as a whole, in the same run.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from benches.editor import routine_text
from trunktimer.foundation.places import find_places
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.ui.editor.draft_model import DraftModel
from trunktimer.ui.editor.editor_page import EditorPage
from trunktimer.ui.kit.fonts import interface_font, load_fonts
from trunktimer.ui.kit.theme import DARK, apply_theme

KEYS = 40
GOAL_MS = 50.0


def measure(type_one: Callable[[int], None], page: QWidget) -> list[float]:
    """Milliseconds from the key until all is painted, for each of so many keys."""
    times = []
    for number in range(KEYS):
        QApplication.processEvents()
        began = time.perf_counter()
        type_one(number)
        QApplication.processEvents()
        times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> int:
    """Print the figures; 1 if the goal is missed."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    load_fonts(find_places().assets / "fonts")
    application.setFont(interface_font())
    apply_theme(application, DARK)
    bare = QLineEdit()
    bare.resize(1280, 800)
    bare.show()
    anchor = measure(lambda number: QTest.keyClick(bare, Qt.Key.Key_1), bare)
    bare.hide()
    movements, _ = load_movements(find_places().movement_folders)
    model = DraftModel()
    page = EditorPage(model)
    page.set_movements(movements)
    page.resize(1280, 800)
    page.show()
    model.open(routine_text(200), str(Path("bench.toml")), movements, 50)
    routine = model.draft.routine
    assert routine is not None
    place = next(at for at in range(90, len(routine.blocks)) if routine.blocks[at].hold is not None)
    model.choose((place,))
    QApplication.processEvents()
    fields = [edit for edit in page.block_form.findChildren(QLineEdit) if edit.isVisible()]
    hold = next(edit for edit in fields if edit.accessibleName().casefold().startswith("hold"))
    hold.setFocus()
    hold.setText("1 s")

    def type_one(number: int) -> None:
        hold.setSelection(0, 1)
        QTest.keyClick(hold, Qt.Key(Qt.Key.Key_2.value + number % 7))

    times = sorted(measure(type_one, page))
    middle, most = statistics.median(times), times[-1]
    print(f"bare line edit: median {statistics.median(anchor):.1f} ms")
    print(f"keystroke in 200 blocks, painted: median {middle:.1f} ms, most {most:.1f} ms (goal: {GOAL_MS:.0f})")
    return int(middle > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
