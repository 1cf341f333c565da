"""The blocks of the strip fill its width by weight, and none is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.displays import segments_of
from trunktimer.ui.run.strip_shape import strip_shape

WEIGHTS = st.lists(st.integers(0, 4_000_000), min_size=1, max_size=400)


@given(WEIGHTS, st.integers(430, 4000), st.integers(6, 60), st.data())
def test_blocks_stay_in_order_and_inside(weights: list[int], width: int, height: int, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.booleans(), min_size=len(weights), max_size=len(weights)))
    segments = tuple(
        replace(segment, weight_ms=weight, starts_block=start)
        for segment, weight, start in zip(segments_of(len(weights)), weights, starts, strict=True)
    )
    shape = strip_shape(segments, width, height)
    assert len(shape.blocks) == len(segments)
    assert shape.blocks[0].left() >= 0 and shape.blocks[-1].right() <= width + 1e-6
    assert all(block.width() > 0.5 for block in shape.blocks)
    for one, other in zip(shape.blocks, shape.blocks[1:], strict=False):
        assert one.right() < other.left()


def test_a_heavier_block_is_wider_and_a_light_one_is_still_seen() -> None:
    light, middle, heavy = (replace(segments_of(1)[0], weight_ms=weight) for weight in (1, 60_000, 120_000))
    shape = strip_shape((light, middle, heavy), 1000, 34)
    assert 2 * shape.blocks[1].width() - shape.blocks[2].width() < 1e-6
    assert shape.blocks[0].width() >= 0.3 * shape.blocks[0].height()


def test_between_blocks_the_gap_is_larger_than_between_sets() -> None:
    first, second, third = segments_of(3)
    shape = strip_shape((first, second, replace(third, starts_block=True)), 1000, 34)
    sets = shape.blocks[1].left() - shape.blocks[0].right()
    blocks = shape.blocks[2].left() - shape.blocks[1].right()
    assert blocks > 1.5 * sets


def test_the_block_at_a_place() -> None:
    shape = strip_shape(segments_of(4), 400, 20)
    for index, block in enumerate(shape.blocks):
        assert shape.block_at(block.center().x()) == index
    assert shape.block_at(-5) is None
    assert shape.block_at(405) is None
    assert strip_shape((), 400, 20).block_at(10) is None
