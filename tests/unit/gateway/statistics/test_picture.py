"""Statistics of a picture against small cases written out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from cellscanner_gateway.statistics.picture import PictureCells, effective_scores, picture_statistics, relative_sizes

LIVING, DEAD = 0, 1


def make(*cells: tuple[int, tuple[float, float, float, float]], scale: float | None = None) -> PictureCells:
    """Cells as (class, (cx, cy, w, h)) in a picture of 1000 x 500, all of it analysed."""
    boxes = [(cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2) for _, (cx, cy, w, h) in cells]
    return PictureCells(
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        class_index=np.array([index for index, _ in cells], np.uint8),
        classes=("living", "dead"),
        targets=frozenset({"dead"}),
        width=1000,
        height=500,
        analysed_pixels=500_000.0,
        micrometers_per_pixel=scale,
    )


# Two targets of 20 x 20 (radius 10), three normals: 20, 40 and 41 pixels to the right of the first target.
FIELD = make(
    (DEAD, (100, 100, 20, 20)),
    (DEAD, (900, 400, 20, 20)),
    (LIVING, (120, 100, 10, 20)),
    (LIVING, (140, 100, 10, 10)),
    (LIVING, (141, 100, 10, 30)),
    scale=0.5,
)


def test_counts_proportions_and_ratios() -> None:
    found = picture_statistics(FIELD, (2, 4))
    assert found.counts == {"living": 3, "dead": 2}
    assert found.proportions == {"living": pytest.approx(0.6), "dead": pytest.approx(0.4)}
    assert found.target_ratio == pytest.approx(2 / 3)
    assert found.target_proportion == pytest.approx(0.4)


def test_sizes_radius_and_distance() -> None:
    found = picture_statistics(FIELD, (2,))
    assert found.target_radius_px == pytest.approx(10)
    assert found.mean_size == {"living": pytest.approx(200 / 500_000), "dead": pytest.approx(400 / 500_000)}
    assert found.mean_size_um2 == {"living": pytest.approx(50), "dead": pytest.approx(100)}
    assert found.size_ratio == pytest.approx(2)
    far = float(np.hypot(900 - 141, 300))
    assert found.nearest_normal_px == pytest.approx((20 + far) / 2)
    assert relative_sizes(FIELD).tolist() == pytest.approx([2, 2, 1, 0.5, 1.5])


def test_effective_score_includes_the_border() -> None:
    found = picture_statistics(FIELD, (2, 4, 4.1))
    assert found.effective_score == {2: 0.5, 4: 1.0, 4.1: 1.5}


def test_densities_use_the_analysed_area() -> None:
    found = picture_statistics(FIELD, (2,))
    assert found.density_per_megapixel == {"living": pytest.approx(6), "dead": pytest.approx(4)}
    # 500,000 pixels of 0.25 square micrometres are 0.125 square millimetres.
    assert found.density_per_mm2 == {"living": pytest.approx(24), "dead": pytest.approx(16)}


def test_without_a_scale_nothing_is_in_micrometres() -> None:
    found = picture_statistics(make((DEAD, (10, 10, 4, 4))), (2,))
    assert found.density_per_mm2 == {"living": None, "dead": None}
    assert found.mean_size_um2 == {"living": None, "dead": None}


def test_no_targets_is_missing_not_zero() -> None:
    found = picture_statistics(make((LIVING, (10, 10, 4, 4))), (2,))
    assert (found.target_ratio, found.target_proportion) == (0.0, 0.0)
    assert (found.target_radius_px, found.size_ratio, found.nearest_normal_px) == (None, None, None)
    assert found.effective_score == {2: None}


def test_no_normals() -> None:
    cells = make((DEAD, (10, 10, 4, 4)))
    found = picture_statistics(cells, (2,))
    assert (found.target_ratio, found.size_ratio, found.nearest_normal_px) == (None, None, None)
    assert found.effective_score == {2: 0.0}
    assert np.isnan(relative_sizes(cells)).all()


def test_an_empty_picture() -> None:
    found = picture_statistics(make(), (2,))
    assert found.counts == {"living": 0, "dead": 0}
    assert found.proportions == {"living": None, "dead": None}
    assert found.density_per_megapixel == {"living": 0.0, "dead": 0.0}


def test_cells_on_the_picture_s_border_count_like_any_other() -> None:
    """Two cells in opposite corners, whole boxes inside; a third one on the left edge, cut by it to half its width."""
    found = picture_statistics(
        make((DEAD, (10, 10, 20, 20)), (LIVING, (990, 490, 20, 20)), (LIVING, (5, 250, 10, 20))), (2, 60)
    )
    assert found.counts == {"living": 2, "dead": 1}
    assert found.density_per_megapixel == {"living": pytest.approx(4), "dead": pytest.approx(2)}
    assert found.mean_size == {"living": pytest.approx(300 / 500_000), "dead": pytest.approx(400 / 500_000)}
    # 240.05 pixels to the one on the edge; 1091 to the other corner, beyond 60 radii of 10.
    assert found.effective_score == {2: 0.0, 60: 1.0}
    assert found.nearest_normal_px == pytest.approx(np.hypot(5, 240))


def test_effective_score_is_that_of_every_pair_counted() -> None:
    rng = np.random.default_rng(3)
    targets, normals = rng.uniform(0, 1000, (200, 2)), rng.uniform(0, 1000, (3000, 2))
    distance = np.hypot(*(targets[:, None] - normals[None, :]).transpose(2, 0, 1))
    expected = {k: float((distance <= k * 12.5).sum(axis=1).mean()) for k in (2, 4, 6, 8)}
    assert effective_scores(targets, normals, 12.5, (2, 4, 6, 8)) == pytest.approx(expected)


def test_where_nothing_was_analysed_there_is_no_density_and_not_a_density_of_nothing() -> None:
    found = picture_statistics(replace(make(scale=0.5), analysed_pixels=0.0), (2,))
    assert found.counts == {"living": 0, "dead": 0}
    assert found.density_per_megapixel == {"living": None, "dead": None}
    assert found.density_per_mm2 == {"living": None, "dead": None}
