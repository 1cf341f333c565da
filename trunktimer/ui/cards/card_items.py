"""The rows of a routine's cards in their order, and what each says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from trunktimer.foundation.durations import NO_PAUSE
from trunktimer.foundation.translation import tr, written
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import around_all, around_in, is_plain_rest
from trunktimer.routine.routine import Block, Routine
from trunktimer.routine.sentence import block_sentence, rest_sentence
from trunktimer.routine.timing import Timing
from trunktimer.ui.cards.card import BlockCard, GroupFrame, RestLine
from trunktimer.ui.cards.row import BlockPath, Row


class CardItem(NamedTuple):
    """A row that is to be shown.

    Attributes:
        path: that of its block; of a pause that holds between all blocks, where a block would go.
        is_block: whether the row shows a block of its own.
        around: what holds around the block.
    """

    path: BlockPath
    kind: type[Row]
    is_block: bool
    block: Block
    around: Block


def card_items(routine: Routine) -> Iterator[CardItem]:
    """The rows of a routine; those in a group come behind it."""
    yield from _items_in(routine.blocks, (), around_all(routine), routine.rest_between_blocks)


def _items_in(blocks: Sequence[Block], parent: BlockPath, around: Block, between: Timing | None) -> Iterator[CardItem]:
    for at, block in enumerate(blocks):
        path = (*parent, at)
        resting = is_plain_rest(block) or (at > 0 and is_plain_rest(blocks[at - 1]))
        if at > 0 and between not in (None, NO_PAUSE) and not resting:
            yield CardItem(path, RestLine, False, Block(rest=between), around)
        if block.blocks is not None or block.repeat is not None:
            yield CardItem(path, GroupFrame, True, block, around)
            inner = block.rest_between_blocks or around.rest_between_blocks
            yield from _items_in(block.blocks or (), path, around_in(block, around), inner)
        else:
            yield CardItem(path, RestLine if is_plain_rest(block) else BlockCard, True, block, around)


def fill_row(row: Row, item: CardItem, movements: Mapping[str, Movement], time: str = "") -> None:
    """Have a row say what its block says; `time` is how long a group takes."""
    block, movement = item.block, movements.get(item.block.movement or "")
    match row:
        case RestLine():
            row.show_rest(rest_sentence(block.rest or NO_PAUSE))
        case GroupFrame():
            row.show_group(block_sentence(block, item.around, None, is_whole=True), time)
        case BlockCard():
            name = written(block.name or (movement.name if movement is not None else block.movement or ""))
            if block.optional:
                name = tr("{block} (may be left out)", block=name)
            said = block_sentence(block, item.around, movement, is_whole=not row.is_quiet)
            row.show_block(name, movement, said, written(block.note or ""))
