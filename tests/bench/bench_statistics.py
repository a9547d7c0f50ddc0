"""Statistics of a large study: time against a naive version of the same numbers, growth, and memory.

The naive version does what a notebook would: every distance between targets and normals, one target at a time in numpy.
Seconds are processor time, so that other work on the machine counts little. The growth is drawn into docs/images.
"""

import resource
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from cellscanner_gateway.statistics.maps import cell_grid
from cellscanner_gateway.statistics.picture import PictureCells, picture_statistics

KS = (2.0, 4.0, 6.0, 8.0)
SIDE = 4000
PLOT = Path(__file__).resolve().parents[2] / "docs" / "images" / "statistics-growth.png"


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
    started = time.process_time()
    assert callable(work)
    work()
    return time.process_time() - started


def test_effective_score_against_every_distance() -> None:
    cells = _field(0, 20_000)
    ours = min(_seconds(lambda: picture_statistics(cells, KS)) for _ in range(3))
    naive = _seconds(lambda: _naive_scores(cells))
    assert picture_statistics(cells, KS).effective_score == pytest.approx(_naive_scores(cells))
    print(f"\n20,000 cells: naive {naive:.2f} s, ours (all statistics) {ours:.3f} s, {naive / ours:.0f} times faster")
    assert naive > 20 * ours


def test_cost_grows_with_the_cells() -> None:
    """At one density: ten times the cells on ten times the area."""
    all_numbers, maps = {}, {}
    for cells in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000):
        field = _field(1, cells, round(SIDE * (cells / 50_000) ** 0.5))
        all_numbers[cells] = min(_seconds(lambda field=field: picture_statistics(field, KS)) for _ in range(3))
        maps[cells] = min(_seconds(lambda field=field: cell_grid(field)) for _ in range(3))
        each = all_numbers[cells] / cells * 1e6
        print(f"{cells:>9} cells: {all_numbers[cells]:.4f} s, {each:.2f} microseconds a cell, map {maps[cells]:.4f} s")
    _draw({"all numbers of a picture": all_numbers, "its map": maps})
    # A thousand times the cells at most five thousand times the time: n log n of two trees, and caches that are left.
    assert all_numbers[1_000_000] < 5_000 * all_numbers[1_000]


def _draw(curves: Mapping[str, Mapping[int, float]]) -> None:
    """Both axes logarithmic, with the line of a cost that is exactly linear."""
    from cellscanner_gateway.figures.draw import style  # noqa: F401  # the letters of all figures
    from matplotlib.figure import Figure
    from matplotlib.ticker import StrMethodFormatter

    canvas = Figure(figsize=(5.5, 3.6), layout="constrained")
    axes = canvas.add_subplot()
    for (name, curve), mark in zip(curves.items(), "os", strict=True):
        axes.loglog(list(curve), list(curve.values()), f"{mark}-", label=name)
    (first, *_), last = next(iter(curves.values())).items(), 1_000_000
    axes.loglog([first[0], last], [first[1], first[1] * last / first[0]], "k:", label="linear in the cells")
    for axis, words in ((axes.xaxis, "{x:,.0f}"), (axes.yaxis, "{x:g}")):
        axis.set_major_formatter(StrMethodFormatter(words))
    axes.set_xlabel("Cells (at one density)")
    axes.set_ylabel("Processor time (s)")
    axes.legend(frameon=False)
    canvas.savefig(PLOT, dpi=110)


def test_a_thousand_pictures_of_a_thousand_cells() -> None:
    pictures = [_field(seed, 1000) for seed in range(1000)]
    seconds = _seconds(lambda: [picture_statistics(one, KS) for one in pictures])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"1,000 pictures, 1,000,000 cells: {seconds:.1f} s, peak memory of the process {peak:.0f} MiB")
    assert peak < 1024
