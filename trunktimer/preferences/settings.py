"""What an entry of the table of settings is made of. The table itself is the class `Preferences`: each field is one.

Controls are named by plain values; which widget each of them is, `ui/preferences` knows. Texts for people are marked by
`later` or given by a function, which is called when they are shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, fields
from enum import Enum, StrEnum
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast

from trunktimer.foundation.translation import later, tr

T = TypeVar("T")
_KEY: Final = "setting"


class Check(NamedTuple):
    """What may stand at a setting. `right` ends the sentence "… is wanted"; it may name `low` and `high`.

    `read` gives the value for what is written, or `None` where that is not understood. In a list or a table each entry
    is understood or left out by itself: `known` are its words or keys, `unknown` says that one is none of them, and
    `wrong` that `read_entry` did not understand what stands at a key; `absent` is what a key means that is not there.
    """

    right: str
    read: Callable[[Any], object]
    low: float = 0
    high: float = 0
    known: Sequence[str] = ()
    unknown: str = ""
    wrong: str = ""
    read_entry: Callable[[Any], object] = bool
    absent: object = None

    def wanted(self, shown: Callable[..., str] = tr) -> str:
        """`right` with its limits, in the language in use."""
        return shown(self.right, low=f"{self.low:g}", high=f"{self.high:g}")

    def odd_entries(self, written: object) -> list[str | int]:
        """The keys and places in a table or a list that are not understood."""
        if isinstance(written, Mapping):
            return [key for key, value in written.items() if key not in self.known or self.read_entry(value) is None]
        listed = written if isinstance(written, list | tuple) else ()
        return [at for at, word in enumerate(listed) if word not in self.known]


def number(low: float, high: float) -> Check:
    """A number; a whole one may be written for it."""
    right = later("a number from {low} to {high}")
    return Check(right, lambda it: float(it) if type(it) in (int, float) and low <= it <= high else None, low, high)


def whole_number(low: int, high: int) -> Check:
    """A number without a fraction."""
    right = later("a whole number from {low} to {high}")
    return Check(right, lambda it: it if type(it) is int and low <= it <= high else None, low, high)


def yes_or_no() -> Check:
    """True or false."""
    return Check(later("true or false"), lambda it: it if isinstance(it, bool) else None)


def text(right: str) -> Check:
    """Any text; `right` says what makes sense."""
    return Check(right, lambda it: it if isinstance(it, str) else None)


def one_of(known: Iterable[str], right: str) -> Check:
    """One of some texts, such as the members of a `StrEnum`."""
    values = {str(value): value for value in known}
    return Check(right, lambda it: values.get(it) if isinstance(it, str) else None)


def words(known: Sequence[str], right: str, unknown: str) -> Check:
    """A list of some of the `known` words, kept in their order."""

    def read(written: object) -> object:
        return tuple(word for word in known if word in written) if isinstance(written, list | tuple) else None

    return Check(right, read, known=known, unknown=unknown)


def table(
    known: Sequence[str], read_entry: Callable[[Any], object], absent: object, right: str, unknown: str, wrong: str
) -> Check:
    """A table of its own in the file."""

    def read(written: object) -> object:
        if not isinstance(written, Mapping):
            return None
        found = {key: read_entry(value) for key, value in written.items() if key in known}
        return {key: value for key, value in found.items() if value is not None}

    return Check(right, read, 0, 0, known, unknown, wrong, read_entry, absent)


class Plain(Enum):
    """A control of which there is nothing more to say."""

    TICK_BOX = "tick_box"
    DAYS = "days"  # a box for each day of the week
    VOLUMES = "volumes"  # a slider for each kind of sound, which can be heard
    KEYS = "keys"  # a button for the dialog of keys


class Slider(NamedTuple):
    """A slider over the range of the check, with `per_unit` places in each 1 of it, `page_step` of them a large step.

    `words` says a value beside it. With `at_rest` it takes effect only when it is let go. `choices` are the values, in
    words, that a menu offers in its place.
    """

    per_unit: int
    page_step: int
    words: Callable[[Any], str]
    at_rest: bool = False
    choices: Callable[[], Mapping[Any, str]] = dict


class Choice(NamedTuple):
    """One of some values, in words."""

    choices: Callable[[], Mapping[Any, str]]


class Count(NamedTuple):
    """A whole number in a field; 0 is said by `none`, and others have `unit` behind them."""

    none: Callable[[], str]
    unit: Callable[[], str] = str


class Section(StrEnum):
    """The headings of the page, in its order."""

    SEEING = later("Seeing")
    LANGUAGE = later("Language and voice")
    SOUND = later("Sound")
    SESSION = later("While a routine is followed")
    TRAINING = later("Training")


class Setting(NamedTuple, Generic[T]):
    """`what` it does stands as a comment in a new file, in English; `label` and `help_text` are on the page.

    In a section settings stand by `rank`, and as in the file where it is the same.
    """

    default: T
    check: Check
    what: str
    section: Section
    label: str
    help_text: str
    control: Plain | Slider | Choice | Count
    rank: int = 0

    @property
    def is_table(self) -> bool:
        """Whether it is a table of its own in the file."""
        return isinstance(self.default, dict)


def field_of(entry: Setting[T]) -> T:
    """A field of `Preferences` with all that is known about it."""
    about = {_KEY: entry}
    if entry.is_table:
        return cast(T, field(default_factory=dict, metadata=about))
    return field(default=entry.default, metadata=about)


def settings_of(kind: type) -> dict[str, Setting[Any]]:
    """The table of `Preferences`, by name and in the order of the file: tables are last, as TOML wants it."""
    found = {of.name: of.metadata[_KEY] for of in fields(kind)}
    return dict(sorted(found.items(), key=lambda item: item[1].is_table))
