"""A progress bar on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import Progress


@contextmanager
def progress_bar(err: TextIO, what: str) -> Iterator[Callable[[int, int], object]]:
    """A bar named `what`, which is told how much is done, of how much."""
    with Progress(console=Console(file=err), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
