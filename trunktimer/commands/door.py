"""The one door to modules that are loaded only when they are asked for."""

import importlib
from collections.abc import Callable
from typing import Any


def open_function(place: str) -> Callable[..., Any]:
    """The function at `module:name`, whose module is imported now."""
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function
