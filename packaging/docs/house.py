"""Draws the rooms and what each imports into `docs/architecture.md`: `python packaging/docs/house.py`.

The rooms are those of the `Order:` line there, in its order. An arrow that a longer way also tells is left out.
"""

import ast
import re
import sys
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "trunktimer"
TARGET: Final = ROOT / "docs" / "architecture.md"
BEGIN: Final = "<!-- house: drawn by `python packaging/docs/house.py`; a test says whether it is fresh -->"
END: Final = "<!-- /house -->"


def rooms_in_order(text: str) -> list[str]:
    """The rooms of the `Order:` line, from the first that knows nobody to the last."""
    found = re.search(r"^Order: `([^`]+)`", text, re.MULTILINE)
    if found is None:
        raise SystemExit(f"{TARGET} has no line `Order:`")
    return [room.strip() for room in re.split("[<,]", found.group(1))]


def room_of(path: str, rooms: list[str]) -> str | None:
    """The innermost of the rooms in which a module lies (`history/store/rows`)."""
    inside = [room for room in rooms if path.startswith(f"{room}/")]
    return max(inside, key=len, default=None)


def arrows_between(rooms: list[str]) -> set[tuple[str, str]]:
    """Which room imports from which, wherever in its modules."""
    arrows = set()
    for file in sorted(PACKAGE.rglob("*.py")):
        room = room_of(file.relative_to(PACKAGE).as_posix(), rooms)
        if room is None:  # `__main__`, and `__init__` of the package
            continue
        for name in _imported(file):
            other = room_of(name.removeprefix("trunktimer.").replace(".", "/") + "/", rooms)
            if other is not None and other != room:
                arrows.add((room, other))
    return arrows


@cache
def _imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module)
            names.update(f"{node.module}.{name.name}" for name in node.names)
    return {name for name in names if name.startswith("trunktimer.")}


def without_detours(arrows: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The fewest arrows that still tell which room reaches which; there are no circles."""
    beyond = {room: {other for start, other in arrows if start == room} for pair in arrows for room in pair}

    def reach(room: str) -> set[str]:
        return beyond[room].union(*map(reach, beyond[room]))

    return {(room, other) for room, other in arrows if not any(other in reach(step) for step in beyond[room] - {other})}


def house_text(text: str) -> str:
    """The picture for a document with an `Order:` line, between its two marks."""
    rooms = rooms_in_order(text)
    arrows = arrows_between(rooms)
    ids = {room: room.replace("/", "_") for room in rooms}
    place = {room: at for at, room in enumerate(rooms)}
    drawn = sorted(without_detours(arrows), key=lambda arrow: (place[arrow[0]], place[arrow[1]]))
    lines = [
        BEGIN,
        f"{len(rooms)} rooms and {len(arrows)} arrows. {len(drawn)} are drawn: the others follow from these.",
        "",
        "```mermaid",
        "flowchart BT",
        *(f'    {ids[room]}["{room}"]' for room in rooms),
        *(f"    {ids[room]} --> {ids[other]}" for room, other in drawn),
        "```",
        END,
    ]
    return "\n".join(lines)


def with_house(text: str) -> str:
    """The document with its picture drawn anew."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{TARGET} has no place for the picture: {BEGIN} … {END}")
    return before + house_text(text) + after


def main() -> int:
    """Write the picture, and say how many rooms and arrows there are."""
    text = with_house(TARGET.read_text(encoding="utf-8"))
    TARGET.write_text(text, encoding="utf-8")
    print(text.partition(BEGIN)[2].split("\n")[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
