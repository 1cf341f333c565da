"""How a layer of a plot is drawn, as a name. What each looks like is in `plot_look`; this needs no library of plots."""

from enum import Enum, auto


class Shape(Enum):
    """How the values of a layer are drawn."""

    BACK = auto()  # a wide pale bar with an edge: what was planned
    BAR = auto()
    RANGE = auto()  # a box from `low` to the value
    DASHES_RINGS = auto()  # a line with dashes, and rings on it
    LINE_SQUARES = auto()
    DOTS_TRIANGLES = auto()
    LINE_DISCS = auto()
