"""What a keystroke in the editor costs before anything is drawn: `python -m benches.editor [--blocks 200]`.

Each keystroke changes one value of one block: the text is changed, read, checked and compiled. Anchor is `tomllib`,
which reads the same text once, measured in turn with the keystrokes. No two blocks and no two keystrokes are alike.
"""

import argparse
import statistics
import time
import tomllib
from collections.abc import Callable, Mapping

from trunktimer.foundation.durations import Span
from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.edit import change_value
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.routine.toml.routine_file import parse_routine

GOAL_MS = 25
KEYSTROKES = 40
KEYS = ("bridge", "donkey-kick", "superman", "bird-dog")


def routine_text(blocks: int) -> str:
    """A routine of so many blocks, no two alike, some in groups, with comments."""
    rows = ["format = 1", 'name = "Big"', 'lead_in = "5 s"', 'rest_between_blocks = "5 s"', ""]
    for number in range(blocks):
        if number % 10 == 0:
            rows += ["[[block]]", "repeat = 1", ""]
        header = "[[block.block]]" if number % 10 < 2 else "[[block]]"
        rows += [f"{header}  # number {number}", f'movement = "{KEYS[number % len(KEYS)]}"', f'name = "No. {number}"']
        rows += ['raise = "2 s"', f'hold = "{3 + number % 7}-15 s"', f'lower = "{1 + number % 3} s"']
        rows += [f"reps = {2 + number % 5}", "sets = 2                # chosen", ""]
    return "\n".join(rows)


def keystrokes(text: str, movements: Mapping[str, Movement]) -> dict[str, Callable[[int], None]]:
    """The kinds of keystroke, each to be called with its number."""
    tops = len(tomllib.loads(text)["block"])
    places = [at for at in range(tops) if at % 9]  # the others are groups
    mark = text.index("hold", len(text) // 2)
    line_end = text.index("\n", mark)

    def show(changed: str) -> None:
        compile_routine(parse_routine(changed, "big.toml", movements), movements)

    def value(number: int) -> None:
        at = places[number * 7 % len(places)]
        show(change_value(text, ("block", at, "hold"), Span(3_000 + number, 16_000)))

    def typed(number: int) -> None:
        show(f'{text[:mark]}hold = "{100 + number} s"{text[line_end:]}')

    def half_typed(number: int) -> None:
        try:
            show(f'{text[:mark]}hold = "{100 + number}{text[line_end:]}')
        except FileFaults:
            return
        raise AssertionError("a quote that is not closed is a fault")

    def moved(number: int) -> None:
        more = '[[block]]\nname = "Rest"\nrest = 9\n\n' * (number + 2)
        show(text.replace("[[block]]", f"{more}[[block]]", 1))

    def default(number: int) -> None:
        show(change_value(text, ("lead_in",), Span(1_000 + number, 1_000 + number)))

    def opened(number: int) -> None:
        show(text.replace('name = "No. ', f'name = "N{number} '))

    return {
        "a value in the form": value,
        "a value in the source": typed,
        "a value in the source, its quote not closed": half_typed,
        "blocks put in before all others": moved,
        "a default of all blocks": default,
        "a text with nothing known of it": opened,
    }


def taken_ms(act: Callable[[], object]) -> float:
    """How long it took."""
    before = time.perf_counter()
    act()
    return (time.perf_counter() - before) * 1000


def main() -> None:
    """Measure each kind in turn with the anchor, and print medians and slowest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, default=200)
    blocks = parser.parse_args().blocks
    movements, _ = load_movements(find_places().movement_folders)
    text = routine_text(blocks)
    steps = len(compile_routine(parse_routine(text, "big.toml", movements), movements))
    print(f"{blocks} blocks, {len(text):,} characters, {steps:,} steps")
    for name, act in keystrokes(text, movements).items():
        act(-1)
        pairs = [
            (taken_ms(lambda: tomllib.loads(text)), taken_ms(lambda: act(number)))  # noqa: B023 - called at once
            for number in range(KEYSTROKES)
        ]
        anchor, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
        goal = f" (goal: {GOAL_MS} ms)" if "value" in name else ""
        print(f"{name}: {ours:.1f} ms, {ours / anchor:.2f} × tomllib ({anchor:.1f} ms){goal}", end="; ")
        print(f"slowest {max(act_ms for _, act_ms in pairs):.1f} ms")


if __name__ == "__main__":
    main()
