"""Writes `docs/movements.md` and its pictures from the movement files: `python packaging/docs/movements.py`."""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt  # noqa: E402  # the checkout's own package, wherever it lies
from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: E402

from trunktimer.foundation.durations import format_span  # noqa: E402
from trunktimer.foundation.places import find_places  # noqa: E402
from trunktimer.routine.movement import Movement  # noqa: E402
from trunktimer.routine.muscles import Muscle  # noqa: E402
from trunktimer.routine.search import Posture, posture_of  # noqa: E402
from trunktimer.routine.toml.movement_file import load_movements  # noqa: E402
from trunktimer.ui.figure.figure_paint import paint_scene  # noqa: E402
from trunktimer.ui.kit.theme import LIGHT  # noqa: E402

TARGET: Final = ROOT / "docs" / "movements.md"
PICTURES: Final = ROOT / "docs" / "movements"
CELL: Final = (300, 170)
_COLOURS: Final = 48
_LANGUAGES: Final = {"en": "also", "de": "German", "fr": "French", "es": "Spanish"}
_HEAD: Final = """\
# Movements

All that are bundled, by the position in which they begin. Written from `assets/movements/` by
`python packaging/docs/movements.py`; a test says whether it is fresh. A routine names a movement by its key, and a
block reaches a phase by its role ([routine-format.md](routine-format.md)); `trunktimer movements` lists them too.
How to write one of your own is in [movement-format.md](movement-format.md). Each picture shows the start, with the way,
and the hold. Amber muscles work, green ones are stretched.
"""


def bundled() -> Mapping[str, Movement]:
    """The bundled movements by key."""
    return load_movements([find_places().movement_folders[1]])[0]


def movements_text(movements: Mapping[str, Movement]) -> str:
    """The page: a section for each position, an entry for each movement."""
    sections: dict[Posture | None, list[Movement]] = defaultdict(list)
    for movement in sorted(movements.values(), key=lambda movement: movement.name.casefold()):
        sections[posture_of(movement)].append(movement)
    lines = [_HEAD]
    for posture in Posture:
        if posture in sections:
            lines.append(f"## {posture.value}\n")
            lines += [line for movement in sections[posture] for line in _entry(movement)]
    return "\n".join(lines).rstrip() + "\n"


def _entry(movement: Movement) -> Iterator[str]:
    yield f"### {movement.name}\n\n`{movement.key}`\n"
    yield f"![{movement.name}: start and hold](movements/{movement.key}.png)\n"
    yield f"{movement.start}\n"
    yield from (f"- {line}" for line in movement.watch)
    yield ""
    yield "| | |\n|---|---|"
    yield f"| phases | {'; '.join(_phases(movement))} |"
    if movement.sides is not None:
        both = ', or `sides = "both"`' if movement.both else ""
        yield f"| sides | {movement.sides}{both} |"
    if movement.equipment:
        yield f"| needs | {', '.join(movement.equipment)} |"
    for told, names in (("works", movement.muscles), ("is stretched", movement.stretch)):
        if names:
            yield f"| {told} | {', '.join(Muscle(name).spoken for name in names)} |"
    for code, language in _LANGUAGES.items():
        if movement.also.get(code):
            yield f"| {language} | {', '.join(movement.also[code])} |"
    yield ""


def _phases(movement: Movement) -> Iterator[str]:
    for phase in movement.phase:
        role = f" ({phase.role})" if phase.role != phase.do else ""
        yield f"{phase.do}{role} {format_span(phase.time)}"


def picture(movement: Movement) -> QImage:
    """Start and hold beside each other."""
    figure = movement.figure()
    assert figure is not None
    width, height = CELL
    image = QImage(2 * width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for at, share in enumerate((0.0, 1.0)):
        moment = figure.between(figure.start, figure.peak, share)
        arrow = (figure.start, figure.peak) if at == 0 else None
        paint_scene(painter, LIGHT, figure, moment, QRectF(at * width, 0, width, height), arrow=arrow)
    painter.end()
    return image


def _in_few_colours(image: QImage) -> QImage:
    """The image in its most frequent colours, so that its file is small; edges stay smooth enough."""
    pixels = memoryview(image.constBits()).cast("I")
    colours = [colour for colour, _ in Counter(pixels).most_common(_COLOURS)]
    plain = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, colours, plain)


def main() -> None:
    """Write the page and its pictures anew, and take away those of movements that are gone."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    movements = bundled()
    TARGET.write_text(movements_text(movements), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for path in PICTURES.glob("*.png"):
        if path.stem not in movements:
            path.unlink()
    for key, movement in movements.items():
        _in_few_colours(picture(movement)).save(str(PICTURES / f"{key}.png"))
    del application


if __name__ == "__main__":
    main()
