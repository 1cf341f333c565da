"""What a person wants exported, as a value."""

from dataclasses import dataclass

from trunktimer.history.reader import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What is to be written: the `columns` of `grain`, in order, of the sessions that are `wanted`, to `path`.

    With `excel` the file is made for a spreadsheet program, whose numbers have a point or a comma as `decimal`; as this
    computer writes them, if that is empty.
    """

    grain: str
    wanted: Wanted
    columns: tuple[str, ...]
    excel: bool
    path: str
    decimal: str = ""
