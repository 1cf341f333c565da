"""Where a block that is dragged along the timeline would go. Knows no Qt and moves nothing."""

from dataclasses import dataclass

from trunktimer.foundation.translation import tr
from trunktimer.ui.editor.plot_rows import Lane, Piece
from trunktimer.ui.editor.plot_words import block_words


@dataclass(frozen=True, slots=True)
class Drop:
    """Before the block that is now number `at` (from 0) in `parent` (`()`: the routine); `ms` is where that lies."""

    parent: tuple[int, ...]
    at: int
    ms: int

    def words(self, carried: tuple[int, ...]) -> str:
        """The place that `carried` will have, as a person counts: once it is out, those behind it move up."""
        moves_up = self.parent == carried[:-1] and self.at > carried[-1]
        place = self.at + (0 if moves_up else 1)
        if not self.parent:
            return tr("to place {place}", place=place)
        return tr("to place {place} of block {block}", place=place, block=block_words(self.parent))


def drop_at(blocks: Lane, carried: tuple[int, ...], ms: float) -> Drop | None:
    """Where `carried` goes when it is dropped at a moment; `None` where that changes nothing.

    The first half of a block means before it, the second half after it. At the first and the last block of a group
    the outer parts of these halves mean before and after the group.
    """
    if not blocks.pieces:
        return None
    piece = blocks.at(ms) or min(blocks.pieces, key=lambda piece: min(abs(piece.start_ms - ms), abs(piece.end_ms - ms)))
    share = (ms - piece.start_ms) / max(1, piece.end_ms - piece.start_ms)
    share = min(max(share, 0.0), 0.999)
    before = share < 0.5
    places = _before(piece) if before else _after(piece, blocks)
    near = share * 2 if before else (1 - share) * 2
    parent, at = places[min(int(near * len(places)), len(places) - 1)]
    inside = parent[: len(carried)] == carried
    stays = parent == carried[:-1] and at in (carried[-1], carried[-1] + 1)
    return None if inside or stays else Drop(parent, at, piece.start_ms if before else piece.end_ms)


def _before(piece: Piece) -> list[tuple[tuple[int, ...], int]]:
    """The places just before a block, from the outside in."""
    path = piece.path
    places = [(path[:-1], path[-1])]
    for depth in range(len(path) - 1, 0, -1):
        if path[depth] != 0:
            break
        places.append((path[: depth - 1], path[depth - 1]))
    return places[::-1]


def _after(piece: Piece, blocks: Lane) -> list[tuple[tuple[int, ...], int]]:
    """The places just after a block, from the outside in."""
    path = piece.path
    places = [(path[:-1], path[-1] + 1)]
    for depth in range(len(path) - 1, 0, -1):
        if path[depth] + 1 < siblings(blocks, path[:depth]):
            break
        places.append((path[: depth - 1], path[depth - 1] + 1))
    return places[::-1]


def siblings(blocks: Lane, parent: tuple[int, ...]) -> int:
    """How many blocks of a group (of the routine for `()`) are seen."""
    depth = len(parent)
    numbers = (piece.path[depth] for piece in blocks.pieces if len(piece.path) > depth and piece.path[:depth] == parent)
    return max(numbers, default=-1) + 1
