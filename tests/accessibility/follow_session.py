"""A client as a screen reader is one: goes through a whole session by accessible actions and tells what it was told.

Run by the system's Python, which has pyatspi: it says a line of JSON for each thing it saw, and ends with code 0.
"""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import pyatspi  # type: ignore[import-not-found]
from gi.repository import GLib  # type: ignore[import-not-found]

PATIENCE_S: Final = 12.0
ROUTINE: Final = "Reader"
_EVENTS: Final = (
    "object:announcement",
    "object:property-change:accessible-name",
    "object:property-change:accessible-value",
)


def tell(what: str, **facts: object) -> None:
    """Say a line to the test."""
    print(json.dumps({"what": what, **facts}), flush=True)


def listen(event: Any) -> None:
    """Note what the program tells by itself."""
    if event.type.startswith("object:announcement"):
        tell("announced", text=event.any_data, politeness=event.detail1)
    elif event.type.endswith("accessible-value") and event.source.getRole() == pyatspi.ROLE_PROGRESS_BAR:
        tell("value", at_s=round(time.monotonic(), 2))


def until(find: Callable[[], Any], what: str) -> Any:
    """What `find` gives as soon as it gives something; events are taken meanwhile."""
    context = GLib.MainContext.default()
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        while context.pending():
            context.iteration(False)
        try:
            found = find()
        except GLib.Error:  # what was looked at has gone meanwhile
            found = None
        if found:
            return found
        time.sleep(0.02)
    raise SystemExit(f"{what} did not come within {PATIENCE_S} s")


def all_of(thing: Any) -> Iterator[Any]:
    """What is seen of a tree, from the top."""
    for child in thing:
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield child
            yield from all_of(child)


def program() -> Any:
    """The program, once it is there."""
    return next((each for each in pyatspi.Registry.getDesktop(0) if each and each.name == "TrunkTimer"), None)


class Reader:
    """Finds things by role and name, and does what can be done with them."""

    def __init__(self) -> None:
        self.program = until(program, "the program")

    def find(self, role: int, name: str = "") -> Any:
        """The first thing of a role, and of a name if one is given."""
        return next((one for one in all_of(self.program) if one.getRole() == role and name in ("", one.name)), None)

    def wait_for(self, role: int, name: str = "") -> Any:
        """As `find`, as soon as it is there."""
        return until(lambda: self.find(role, name), name or str(role))

    def ring(self) -> tuple[str, float, float]:
        """Phase word, seconds left, and of how many."""
        ring = self.wait_for(pyatspi.ROLE_PROGRESS_BAR)
        value = ring.queryValue()
        return ring.name, value.currentValue, value.maximumValue

    def phase(self, word: str) -> None:
        """Wait for a phase word."""
        until(lambda: self.ring()[0] == word, word)
        tell("phase", word=word)

    def press(self, name: str) -> None:
        """Press a button, as soon as it is there."""
        act(self.wait_for(pyatspi.ROLE_PUSH_BUTTON, name), "Press")
        tell("pressed", name=name)

    def control(self, name: str) -> None:
        """Press one of the controls, which come when the page is asked for its menu."""
        page = self.wait_for(pyatspi.ROLE_PANEL, "Session")

        def shown() -> Any:
            act(page, "ShowMenu")  # they go again after a while
            return self.find(pyatspi.ROLE_PUSH_BUTTON, name)

        act(until(shown, name), "Press")
        tell("pressed", name=name)


def act(thing: Any, name: str) -> None:
    """Do an action of a thing by its name."""
    actions = thing.queryAction()
    names = [actions.getName(at) for at in range(actions.nActions)]
    actions.doAction(names.index(name))


def choose(reader: Reader) -> None:
    """Leave the first greeting, and choose the routine of the test in the list."""
    reader.press("Skip")
    until(lambda: reader.find(pyatspi.ROLE_DIALOG) is None, "the end of the greeting")
    routines = reader.wait_for(pyatspi.ROLE_LIST, "Routines")
    row = until(lambda: next((row for row in routines if row.name.startswith(ROUTINE)), None), ROUTINE)
    act(row, "Toggle")
    until(lambda: row.getState().contains(pyatspi.STATE_SELECTED), "the choice")
    reader.press("Start")


def follow(reader: Reader) -> None:
    """The session. Every phase of it is long, so that nothing but what is pressed here moves it on."""
    for word in ("Get ready", "Up"):
        reader.phase(word)
        reader.control("Next step")
    reader.phase("Hold")
    first = reader.ring()
    until(lambda: reader.ring()[1] < first[1], "the next second")
    reader.control("Pause")
    reader.phase("Paused")
    tell("ring", seen=[first, reader.ring()])
    reader.control("Go on")
    reader.phase("Hold")
    reader.control("Next block")
    for word in ("Get ready", "Up"):
        reader.phase(word)
        reader.control("Next step")
    reader.phase("Your pace")
    reader.control("Done")
    reader.phase("Up")
    strip = reader.wait_for(pyatspi.ROLE_CHART, "Course of the session")
    tell("strip", told=strip.description)
    act(strip, "Increase")
    until(lambda: strip.description == "Last", "the last block")
    act(strip, "Press")
    reader.phase("Down")
    reader.control("Next block")
    reader.phase("Do them?")
    reader.control("Next block")
    reader.phase("Done")


def main() -> None:
    """All of it."""
    for event in _EVENTS:
        pyatspi.Registry.registerEventListener(listen, event)
    reader = Reader()
    choose(reader)
    follow(reader)
    reader.control("End the session")
    reader.press("Leave it")
    reader.wait_for(pyatspi.ROLE_LIST, "Routines")
    tell("left")


main()
