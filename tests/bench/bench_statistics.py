"""Statistics of a large study: time against a naive version of the same numbers, growth, and memory.

The naive version does what a notebook would: every distance between targets and normals, one target at a time in numpy.
"""

import resource
import time

import numpy as np
import pytest
from cellscanner_gateway.statistics.picture import PictureCells, picture_statistics

KS = (2.0, 4.0, 6.0, 8.0)
SIDE = 4000


def _field(seed: int, cells: int, side: int = SIDE) -> PictureCells:
    """Cells of 10 to 30 px at random places; 7 % are targets."""
    rng = np.random.default_rng(seed)
    centres, sides = rng.uniform(0, side, (cells, 2)), rng.uniform(10, 30, (cells, 2))
    return PictureCells(
        boxes=np.concatenate([centres - sides / 2, centres + sides / 2], axis=1).astype(np.float32),
        class_index=(rng.uniform(size=cells) < 0.07).astype(np.uint8),
        classes=("living", "dead"),
        targets=frozenset({"dead"}),
        width=side,
        height=side,
        analysed_pixels=float(side * side),
    )


def _naive_scores(cells: PictureCells) -> dict[float, float]:
    boxes = cells.boxes.astype(np.float64)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    dead = cells.class_index == 1
    radius = float(((boxes[dead, 2] - boxes[dead, 0]) + (boxes[dead, 3] - boxes[dead, 1])).mean() / 4)
    normals = centres[~dead]
    return {
        k: float(np.mean([(np.hypot(*(normals - target).T) <= k * radius).sum() for target in centres[dead]]))
        for k in KS
    }


def _seconds(work: object) -> float:
    started = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - started


def test_effective_score_against_every_distance() -> None:
    cells = _field(0, 20_000)
    ours = min(_seconds(lambda: picture_statistics(cells, KS)) for _ in range(3))
    naive = _seconds(lambda: _naive_scores(cells))
    assert picture_statistics(cells, KS).effective_score == pytest.approx(_naive_scores(cells))
    print(f"\n20,000 cells: naive {naive:.2f} s, ours (all statistics) {ours:.3f} s, {naive / ours:.0f} times faster")
    assert naive > 20 * ours


def test_cost_grows_with_the_cells() -> None:
    """At one density: ten times the cells on ten times the area."""
    for cells in (1_000, 10_000, 100_000, 1_000_000):
        field = _field(1, cells, round(SIDE * (cells / 50_000) ** 0.5))
        seconds = min(_seconds(lambda field=field: picture_statistics(field, KS)) for _ in range(3))
        print(f"{cells:>9} cells: {seconds:.4f} s, {seconds / cells * 1e6:.2f} microseconds a cell")


def test_a_thousand_pictures_of_a_thousand_cells() -> None:
    pictures = [_field(seed, 1000) for seed in range(1000)]
    seconds = _seconds(lambda: [picture_statistics(one, KS) for one in pictures])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"1,000 pictures, 1,000,000 cells: {seconds:.1f} s, peak memory of the process {peak:.0f} MiB")
    assert peak < 1024
