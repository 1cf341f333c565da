"""The blocks of a routine's text are copied, moved, grouped and deleted; every other line stays as it was.

Where a block stands and what belongs to it is found in `block_places`; what its keys mean is not known here.

Theory of operation
-------------------
As in `edit`, nothing is written from a tree: texts are cut at offsets and joined. What is cut here are whole lines. A
block is a run of lines, from the comments right above its header to the last line of the last block in it, so moving
one is cutting a run out and putting it in elsewhere. Three things make it more than that: depth, blank lines,
comments.

Depth. `[[block.block]]` says with its own name how deep it lies. When a block goes into a group or out of it, the
headers of all blocks and tables in it get a `block.` more or one less (`Blocks.with_depth`); its keys are not
touched. For the clipboard a block is brought to depth one, so that what is pasted does not depend on where it was
copied. What a person pastes may lie deeper still, if it was copied by hand out of a file: `_pasted` lifts it while
its only key is a table `block`, and refuses anything but blocks, for keys of a routine would silently land in the
block above them.

Blank lines part blocks and belong to none. When a block goes, the blank lines above and below it meet. The greater
number stays (`_without`), because it was the wider gap that parted sections; at the end of the file both go. A block
that comes is parted as the file parts its blocks (`Blocks.gap`, the most usual number), and gaps inside of it are
only ever widened. So in a file with the same gap everywhere, moving a block away and back gives the same text; where
gaps differ, the blocks are back in their order, but a gap may have become the usual one.

Comments. A comment that touches a block becomes a part of it, for that is the rule by which blocks are found: a
person who moves the block wants its comment moved. The reverse must not happen by chance. `_put` therefore looks at
both ends of the cut: does what is put in begin with a comment of its own that belonged to no block, or does the line
above the cut end with one, then a blank line goes between; does what is put in end with a comment, and the next block
follows without a gap, then likewise. Without these lines the text would still be TOML, but the next move would carry
a comment off that nobody meant.

A block comes right below the block before it, so above comments that stand over the next section. One that moves up
comes right above the block whose place it takes, so below the comments that stand over that section: it was meant for
the place of the block, not for that of the section. That is why the way back can end on the other side of such a
comment.

Numbers. `move_block` takes the place as it is counted before the move, since that is what a person points at. It cuts
first and puts then, so a place in the same group behind the block, or in a group behind it, counts one less by then;
both corrections are made before the cut. A block cannot go into itself: its place would be gone with it.

`ungroup` loses lines that were not deleted by name: the header and the keys of the group. Its comments are kept,
above the first block and parted from it by a blank line. A table of the group that is no block has no home
afterwards, so it is refused rather than lost.
"""

from typing import Final

from trunktimer.foundation.errors import TrunkTimerError, path_text
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.toml.block_places import (
    BlockPath,
    BlockPlace,
    Blocks,
    block_places,
    header_at,
    is_comment,
    key_path,
)
from trunktimer.routine.toml.edit import line_after, line_start, read_toml

__all__ = [
    "BlockPath",
    "BlockPlace",
    "block_places",
    "block_source",
    "delete_block",
    "duplicate_block",
    "group_block",
    "insert_block",
    "move_block",
    "ungroup",
]

_SORRY: Final = later(
    "Wanted are blocks, each with a line [[block]] above its keys. This text cannot be put in, because it is not TOML: "
    "line {line}: {fault}."
)


def block_source(text: str, path: BlockPath) -> str:
    """The block with its comments as TOML that stands alone, as `[[block]]`, with line feeds, for the clipboard."""
    blocks = Blocks(text)
    place = blocks.place(path)
    return blocks.with_depth(place.start, place.end, len(path), 1).replace("\r\n", "\n")


def insert_block(text: str, parent: BlockPath, at: int, source: str) -> str:
    """`text` with the blocks of `source` (as `block_source` gives them) as children of `parent`, from number `at` on.

    Raises `TrunkTimerError` if `source` holds anything but blocks, or if there is no such place.
    """
    blocks = Blocks(text)
    new = _pasted(source, blocks.line_end)
    return blocks.ended(_put(blocks, parent, at, new))


def delete_block(text: str, path: BlockPath) -> str:
    """`text` without the block, its comments and all blocks in it."""
    blocks = Blocks(text)
    return blocks.ended(_without(blocks, blocks.place(path)))


def duplicate_block(text: str, path: BlockPath) -> str:
    """`text` with the block, its comments included, once more right below it."""
    blocks = Blocks(text)
    return blocks.ended(_put(blocks, path[:-1], path[-1] + 1, _cut(blocks, blocks.place(path))))


def move_block(text: str, path: BlockPath, parent: BlockPath, at: int) -> tuple[str, BlockPath]:
    """`text` with the block as child number `at` of `parent`, and its new path.

    `parent` and `at` count as they do before the move: moved to its own number or the next, a block stays.
    Raises `TrunkTimerError` if there is no such place, or if it lies in the block itself.
    """
    blocks = Blocks(text)
    place = blocks.place(path)
    if parent[: len(path)] == path:
        raise TrunkTimerError(tr("A block cannot be moved into itself; choose a place outside of it."))
    _check_spot(blocks, parent, at)
    own = path[:-1]
    if parent == own and at in (path[-1], path[-1] + 1):
        return text, path
    moves_up = (*parent, at) < path
    # All that follows the block in its own group has one less before it when the block is gone.
    depth = len(own)
    new_parent, new_at = parent, at
    if parent[:depth] == own and len(parent) > depth and parent[depth] > path[-1]:
        new_parent = (*own, parent[depth] - 1, *parent[depth + 1 :])
    elif parent == own and at > path[-1]:
        new_at = at - 1
    rest = Blocks(_without(blocks, place))
    changed = _put(rest, new_parent, new_at, _cut(blocks, place), above_next=moves_up)
    return blocks.ended(changed), (*new_parent, new_at)


def group_block(text: str, path: BlockPath) -> str:
    """`text` with the block in a new group that repeats it twice; the group takes the block's path.

    Comments above the block go into the group with it.
    """
    blocks = Blocks(text)
    place = blocks.place(path)
    depth = len(path)
    header = next(header for header in blocks.headers if header.path == key_path(path))
    indent = blocks.text[line_start(blocks.text, header.start) : header.start]
    name = ".".join(["block"] * depth)
    rows = [f"{indent}[[{name}]]", f"{indent}repeat = 2", *[""] * blocks.gap(path)]
    inner = blocks.with_depth(place.start, place.end, depth, depth + 1)
    group = "".join(row + blocks.line_end for row in rows) + inner
    return blocks.ended(blocks.text[: place.start] + group + blocks.text[place.end :])


def ungroup(text: str, path: BlockPath) -> str:
    """`text` with the blocks of a group in the place of the group. Its comment lines stay, its keys go.

    Raises `TrunkTimerError` where the block is no group.
    """
    blocks = Blocks(text)
    place = blocks.place(path)
    inner = blocks.children(path)
    if not inner:
        raise TrunkTimerError(
            tr("{key} is no group, so there is nothing to take out of it.", key=path_text(key_path(path)))
        )
    header = next(header for header in blocks.headers if header.path == key_path(path))
    for other in blocks.headers_in(place.start, place.end):
        if other is not header and not any(child.start <= other.start < child.end for child in inner):
            raise TrunkTimerError(
                tr(
                    "{key} is a table of the group itself and would be lost; take it out first.",
                    key=path_text(other.path),
                )
            )
    behind = blocks.text[header.end : line_after(blocks.text, header.end)].strip()
    rows = [
        *blocks.comments(place.start, header.start),
        *[behind + blocks.line_end] * bool(behind),
        *blocks.comments(line_after(blocks.text, header.end), inner[0].start),
    ]
    gap = blocks.gap(path[:-1])
    gaps = [(child, gap) for child in inner[1:]]
    lifted = blocks.with_depth(inner[0].start, place.end, len(path) + 1, len(path), gaps)
    if rows:  # a blank line keeps them from becoming comments of a block
        above = place.start > 0 and blocks.blank_from(place.start) == place.start
        lifted = blocks.line_end * above + "".join(rows) + blocks.line_end + lifted
    return blocks.ended(blocks.text[: place.start] + lifted + blocks.text[place.end :])


class _Chunk:
    """Blocks on their way into a text."""

    def __init__(self, blocks: Blocks, start: int, end: int, depth: int) -> None:
        self._blocks = blocks
        self._start, self._end = start, end
        self._depth = depth
        self._first = min(place.start for place in blocks.places.values() if start <= place.start)
        #: Whether it starts with a comment that belongs to no block.
        self.starts_apart = self._first > start

    def text(self, depth: int, gap: int) -> str:
        """The text with its headers at `depth` and at least `gap` blank lines between its blocks."""
        inside = [
            (place, gap)
            for path, place in self._blocks.places.items()
            if len(path) == self._depth and self._first < place.start < self._end
        ]
        return self._blocks.with_depth(self._start, self._end, self._depth, depth, inside)


def _cut(blocks: Blocks, place: BlockPlace) -> _Chunk:
    return _Chunk(blocks, place.start, place.end, len(place.path))


def _pasted(source: str, line_end: str) -> _Chunk:
    """What a person pasted, in the line ends of the file. Blocks out of a group may be written as in the group."""
    text = (source.removeprefix("\ufeff") + "\n").replace("\r\n", "\n").replace("\n", line_end)
    document = read_toml(text, _SORRY)
    data, depth = document.data, 1
    while set(data) == {"block"} and isinstance(inner := data["block"], dict):
        data, depth = inner, depth + 1
    for header in reversed(document.lines.headers if depth > 1 else []):
        text = text[: header.start] + header_at(text[header.start : header.end], depth, 1) + text[header.end :]
    blocks = Blocks(text)
    if not blocks.places:
        raise TrunkTimerError(
            tr("Wanted are blocks, each with a line [[block]] above its keys. There is none in this text.")
        )
    if set(data) != {"block"}:
        other = next(key for key in data if key != "block")
        raise TrunkTimerError(
            tr(
                "Wanted are blocks, each with a line [[block]] above its keys. This text also holds {key}; take that "
                "out of it first.",
                key=shown(path_text((other,))),
            )
        )
    return _Chunk(blocks, blocks.blank_to(0), blocks.blank_from(len(blocks.text)), 1)


def _check_spot(blocks: Blocks, parent: BlockPath, at: int) -> None:
    if parent:
        blocks.place(parent)
    if not 0 <= at <= len(blocks.children(parent)):
        raise TrunkTimerError(
            tr(
                "There is no place for a block number {number} in {group}.",
                number=at + 1,
                group=path_text(key_path(parent)),
            )
            if parent
            else tr("There is no place for a block number {number} in the routine.", number=at + 1)
        )


def _without(blocks: Blocks, place: BlockPlace) -> str:
    text = blocks.text
    above, below = blocks.blank_from(place.start), blocks.blank_to(place.end)
    more_below = text.count("\n", place.end, below) > text.count("\n", above, place.start)
    if below == len(text) or (more_below and above > 0):
        return text[:above] + text[place.end :]
    return text[: place.start] + text[below:]


def _put(blocks: Blocks, parent: BlockPath, at: int, chunk: _Chunk, *, above_next: bool = False) -> str:
    _check_spot(blocks, parent, at)
    text = blocks.text
    beside = blocks.children(parent)
    gap = blocks.gap(parent)
    new = chunk.text(len(parent) + 1, gap)
    if at < len(beside) and (at == 0 or above_next):
        spot = beside[at].start
        lead, trail = 0, gap
        touches = blocks.blank_from(spot) == spot
    else:
        above = beside[at - 1] if beside else blocks.place(parent) if parent else None
        spot = above.end if above else blocks.blank_from(len(text))
        lead, trail = gap, 0
        touches = True
    # A comment that touches a block becomes one of its own: a blank line keeps it apart.
    if touches and (chunk.starts_apart or is_comment(text[line_start(text, spot - 1) : spot])):
        lead = max(lead, 1)
    last_below = trail == 0 and (spot == len(text) or blocks.blank_to(spot) > spot)
    if is_comment(new[line_start(new, len(new) - 1) :]) and not last_below:
        trail = max(trail, 1)
    if spot == 0:
        lead = 0
    return text[:spot] + blocks.line_end * lead + new + blocks.line_end * trail + text[spot:]
