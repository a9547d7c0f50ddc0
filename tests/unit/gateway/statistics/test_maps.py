"""Maps of cells against squares counted by hand."""

from collections.abc import Sequence

import numpy as np
import pytest
from cellscanner_gateway.statistics.maps import cell_grid
from cellscanner_gateway.statistics.picture import PictureCells

LIVING, DEAD = 0, 1
Point = tuple[float, float]


def field(
    width: int,
    height: int,
    living: Sequence[Point] = (),
    dead: Sequence[Point] = (),
    scale: float | None = None,
    left_out: Sequence[Sequence[float]] | None = (),
) -> PictureCells:
    """Cells of 4 x 4 pixels about these centres."""
    boxes = np.array([(x - 2, y - 2, x + 2, y + 2) for x, y in [*living, *dead]], np.float32).reshape(-1, 4)
    return PictureCells(
        boxes=boxes,
        class_index=np.array([LIVING] * len(living) + [DEAD] * len(dead), np.uint8),
        classes=("living", "dead"),
        targets=frozenset({"dead"}),
        width=width,
        height=height,
        analysed_pixels=float(width * height) - sum((x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in left_out or ()),
        micrometers_per_pixel=scale,
        left_out=left_out,
    )


def crowd(x: float, y: float, number: int) -> list[Point]:
    return [(x + 0.1 * at, y) for at in range(number)]


# 40 cells on 200 x 100: ten a square would take squares of 70.7 pixels, so they are of 100, one beside the other.
HALVES = field(200, 100, living=[*crowd(50, 50, 20), *crowd(150, 50, 4)], dead=crowd(150, 20, 16))


def test_squares_count_cells_targets_and_what_was_analysed() -> None:
    grid = cell_grid(HALVES)
    assert (grid.side, grid.width, grid.height) == (100, 100, 100)
    assert grid.cells.tolist() == [[20, 20]]
    assert grid.targets.tolist() == [[0, 16]]
    assert grid.analysed.tolist() == [[10_000, 10_000]]
    assert grid.density().tolist() == [[2000, 2000]]
    assert grid.target_fraction().tolist() == [[0, 0.8]]


def test_density_is_per_square_millimetre_where_the_scale_is_known() -> None:
    """Half a micrometre a pixel: a square of 100 pixels is 50 micrometres wide, 0.0025 mm2."""
    cells = field(200, 100, living=[*crowd(50, 50, 24), *crowd(150, 50, 16)], scale=0.5)
    grid = cell_grid(cells)
    assert (grid.side, grid.micrometers_per_pixel) == (100, 0.5)
    assert grid.density().tolist() == [pytest.approx([9600, 6400])]


def test_a_centre_on_a_line_belongs_to_the_right_and_lower_square() -> None:
    living = [*crowd(10, 10, 36), (100.0, 50.0), (100.0, 100.0), (200.0, 200.0), (0.0, 100.0)]
    grid = cell_grid(field(200, 200, living=living))
    # 40,000 pixels for 40 cells: squares of exactly 100 pixels hold ten; the picture's own far edge is inside it.
    assert grid.side == 100
    assert grid.cells.tolist() == [[36, 1], [1, 2]]


def test_squares_are_stretched_to_fill_the_picture() -> None:
    """250 pixels hold two and a half squares of 100: two of 125 cover it, and none is a sliver at the edge."""
    grid = cell_grid(field(250, 100, living=crowd(50, 50, 50)))
    assert (grid.side, grid.width, grid.height, grid.cells.shape) == (100, 125, 100, (1, 2))
    assert grid.analysed.sum() == 25_000


def test_what_was_not_analysed_is_empty_and_its_neighbours_are_corrected_for_it() -> None:
    """The second square lacks its right half, the third all, the fourth keeps a fifth, too little to say anything."""
    left_out = [(150, 0, 380, 100)]
    living = [*crowd(50, 50, 10), *crowd(120, 50, 5), *crowd(390, 50, 5)]
    grid = cell_grid(field(400, 100, living=living, left_out=left_out))
    assert grid.analysed.tolist() == [[10_000, 5_000, 0, 2_000]]
    assert grid.cells.tolist() == [[10, 5, 0, 5]]
    assert grid.density()[0, :2].tolist() == [1000, 1000]
    assert np.isnan(grid.density()[0, 2:]).all()
    assert np.isnan(grid.target_fraction()[0, 2:]).all()


def test_parts_left_out_of_two_rows_add_up() -> None:
    left_out = [(0, 0, 100, 50), (0, 50, 50, 100)]
    grid = cell_grid(field(100, 100, living=crowd(80, 80, 5), left_out=left_out))
    assert grid.analysed.tolist() == [[2_500]]
    assert grid.density().tolist() == [[2000]]


def test_a_fraction_of_fewer_than_five_cells_is_missing_and_zero_targets_are_zero() -> None:
    living = [*crowd(50, 50, 4), *crowd(150, 50, 5), *crowd(250, 50, 21)]
    grid = cell_grid(field(300, 100, living=living))
    assert grid.cells.tolist() == [[4, 5, 21]]
    fraction = grid.target_fraction()
    assert np.isnan(fraction[0, 0])
    assert fraction[0, 1:].tolist() == [0, 0]


def test_a_picture_without_cells_has_a_density_of_zero_and_no_fraction() -> None:
    grid = cell_grid(field(300, 200))
    assert grid.density().tolist() == [[0]]
    assert np.isnan(grid.target_fraction()).all()


def test_many_cells_make_at_most_64_squares_along_the_longer_side_and_lose_none() -> None:
    rng = np.random.default_rng(0)
    points = rng.uniform((0, 0), (4000, 2500), (200_000, 2))
    cells = field(4000, 2500)
    boxes = np.concatenate([points - 2, points + 2], axis=1).astype(np.float32)
    whole = PictureCells(
        boxes, (rng.uniform(size=len(boxes)) < 0.1).astype(np.uint8), *(("living", "dead"), cells.targets),
        width=4000, height=2500, analysed_pixels=1e7,
    )  # fmt: skip
    grid = cell_grid(whole)
    # 62.5 pixels would be a 64th of the longer side; 100 is the next step.
    assert (grid.side, grid.cells.shape) == (100, (25, 40))
    assert (grid.cells.sum(), grid.targets.sum()) == (200_000, int(whole.class_index.sum()))
    middle = (points // 100).astype(int)
    expected = np.zeros((25, 40), int)
    np.add.at(expected, (middle[:, 1], middle[:, 0]), 1)
    assert (abs(grid.cells - expected) <= 1).all()
