"""A compiled catalogue, as gettext reads it. English needs none: only another language imports this module."""

import struct
from gettext import GNUTranslations
from pathlib import Path
from typing import Final

#: What `read_catalogue` raises where the file cannot be read, or is no catalogue.
DAMAGED: Final = (OSError, ValueError, LookupError, struct.error)


def read_catalogue(path: Path) -> GNUTranslations:
    """The translations in a file `.mo`. Raises what `DAMAGED` lists."""
    with path.open("rb") as file:
        return GNUTranslations(file)
