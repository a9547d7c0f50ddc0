import numpy as np
import pytest
from cellscanner_shared.geometry import Tile, merge_seams, owned_by_core, plan_tiles
from hypothesis import given
from hypothesis import strategies as st


def test_a_picture_that_fits_is_one_tile() -> None:
    assert plan_tiles(1000, 701, max_size=1024, halo=96) == [Tile(0, 0, 1000, 701, (0.0, 0.0, 1000.0, 701.0))]


def test_two_tiles_meet_in_the_middle_of_their_overlap() -> None:
    assert plan_tiles(1500, 800, max_size=1024, halo=64, multiple=32) == [
        Tile(0, 0, 832, 800, (0.0, 0.0, 750.0, 800.0)),
        Tile(668, 0, 832, 800, (750.0, 0.0, 1500.0, 800.0)),
    ]


def test_a_long_strip() -> None:
    tiles = plan_tiles(20000, 200, max_size=1024, halo=96)

    assert len(tiles) == 24  # ceil((20000 - 192) / (1024 - 192))
    assert {(tile.width, tile.height) for tile in tiles} == {(1024, 200)}


@pytest.mark.parametrize(("width", "max_size", "halo"), [(0, 10, 1), (10, 0, 1), (100, 64, 32), (10, 4, -1)])
def test_impossible_plans_are_refused(width: int, max_size: int, halo: int) -> None:
    with pytest.raises(ValueError, match="tiles"):
        plan_tiles(width, 10, max_size=max_size, halo=halo)


plans = st.tuples(
    st.integers(1, 5000), st.integers(1, 5000), st.integers(200, 1500), st.integers(0, 96), st.sampled_from([1, 32, 64])
)


@given(plans, st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True)), max_size=20))
def test_every_point_belongs_to_exactly_one_core(
    plan: tuple[int, int, int, int, int], points: list[tuple[float, float]]
) -> None:
    width, height, max_size, halo, multiple = plan
    tiles = plan_tiles(width, height, max_size=max_size, halo=halo, multiple=multiple)
    corners = [
        (x, y) for tile in tiles[:20] for x in tile.core[::2] for y in tile.core[1::2] if x < width and y < height
    ]
    centres = np.array([(x * width, y * height) for x, y in points] + corners, np.float64).reshape(-1, 2)
    boxes = np.concatenate([centres, centres], axis=1)

    owners = np.sum([owned_by_core(boxes, tile) for tile in tiles], axis=0)

    assert owners.tolist() == [1] * len(boxes)


@given(plans)
def test_tiles_are_equal_inside_the_picture_and_keep_the_halo(plan: tuple[int, int, int, int, int]) -> None:
    width, height, max_size, halo, multiple = plan
    tiles = plan_tiles(width, height, max_size=max_size, halo=halo, multiple=multiple)

    assert len({(tile.width, tile.height) for tile in tiles}) == 1
    assert sum((t.core[2] - t.core[0]) * (t.core[3] - t.core[1]) for t in tiles) == pytest.approx(width * height)
    for tile in tiles:
        check_side(tile.x, tile.width, tile.core[0], tile.core[2], width, plan)
        check_side(tile.y, tile.height, tile.core[1], tile.core[3], height, plan)


def check_side(
    start: int, size: int, core_start: float, core_end: float, length: int, plan: tuple[int, int, int, int, int]
) -> None:
    max_size, halo, multiple = plan[2:]
    assert 0 <= start < start + size <= length
    assert size <= max_size
    assert size == length or size % multiple == 0
    assert core_start - start >= halo or start == core_start == 0
    assert start + size - core_end >= halo or start + size == core_end == length


@given(st.integers(1025, 9000), st.integers(0, 96))
def test_no_plan_of_fewer_tiles_exists(width: int, halo: int) -> None:
    tiles = plan_tiles(width, 100, max_size=1024, halo=halo)
    fewer = len(tiles) - 1

    assert fewer * (1024 - 2 * halo) + 2 * halo < width or fewer == 0


def test_ownership_is_half_open() -> None:
    tile = Tile(0, 0, 20, 20, (0.0, 0.0, 10.0, 10.0))
    boxes = np.array([[9, 9, 11, 11], [0, 0, 0, 0], [8, 8, 11.5, 11.5], [-4, 2, 2, 4]], np.float32)

    assert owned_by_core(boxes, tile).tolist() == [False, True, True, False]


def test_a_cell_on_a_seam_counts_once() -> None:
    tiles = plan_tiles(1500, 800, max_size=1024, halo=64)
    boxes = np.array(
        [
            [739, 100, 760, 120],  # owned by the left tile: centre 749.5
            [741, 100, 761, 120],  # the same cell seen by the right tile: centre 751
            [745, 130, 765, 150],  # another cell on the seam
            [100, 100, 120, 120],
            [101, 100, 121, 120],  # overlaps its neighbour, but no seam is near: not ours to judge
        ],
        np.float32,
    )
    scores = np.array([0.8, 0.9, 0.7, 0.6, 0.5], np.float32)

    keep, merged = merge_seams(boxes, scores, tiles, 0.5)

    assert keep.tolist() == [1, 2, 3, 4]
    assert merged == 1


def test_nothing_merges_without_seams() -> None:
    boxes = np.array([[0, 0, 10, 10], [0, 0, 10, 10]], np.float32)

    keep, merged = merge_seams(boxes, np.ones(2, np.float32), plan_tiles(50, 50, max_size=64, halo=8), 0.5)

    assert keep.tolist() == [0, 1]
    assert merged == 0


def test_merging_no_boxes() -> None:
    none = np.empty((0, 4), np.float32)

    keep, merged = merge_seams(none, np.empty(0, np.float32), plan_tiles(500, 50, max_size=64, halo=8), 0.5)

    assert (keep.tolist(), merged) == ([], 0)
