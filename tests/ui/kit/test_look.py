"""The one look: what it is, and when it tells of a change."""

from trunktimer.ui.kit.look import Look
from trunktimer.ui.kit.theme import DARK, LIGHT


def test_a_change_is_told_once_when_all_of_it_is_in_place() -> None:
    look = Look()
    seen: list[tuple[object, ...]] = []
    look.changed.connect(lambda: seen.append((look.theme, look.reduced_motion, look.text_scale)))
    look.change(theme=LIGHT, reduced_motion=True, text_scale=1.2)
    assert seen == [(LIGHT, True, 1.2)]


def test_what_is_as_it_was_is_not_told_and_what_is_not_named_stays() -> None:
    look = Look()
    seen: list[None] = []
    look.changed.connect(lambda: seen.append(None))
    look.change(theme=DARK, reduced_motion=False)
    look.change()
    assert seen == []
    look.change(reduced_motion=True)
    assert (look.theme, look.reduced_motion, look.text_scale) == (DARK, True, 1.0) and len(seen) == 1
