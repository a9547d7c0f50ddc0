"""Tiles of a picture at a model's scale."""

from typing import Any

import pytest
from cellscanner_gateway.pipeline.plan import make_plan
from cellscanner_shared.packages import ModelManifest
from tiny_models import manifest_fields


def manifest(detector: dict[str, Any] | None = None, classifier: dict[str, Any] | None = None) -> ModelManifest:
    stage = "classifier" if classifier is not None else None
    fields = manifest_fields("tiny", 1, "anchor-free", stage, detector or {}, classifier or {})
    return ModelManifest.model_validate(fields)


def test_a_picture_that_fits_is_one_tile() -> None:
    (tile,) = make_plan(220, 200, 1.0, manifest()).tiles

    assert (tile.x, tile.y, tile.width, tile.height, tile.core) == (0, 0, 220, 200, (0.0, 0.0, 220.0, 200.0))


def test_tiles_are_larger_where_the_picture_shrinks() -> None:
    """Half scale: 512 picture pixels are 256 network pixels, and the halo of 24 model pixels is 48 picture pixels."""
    first, second = make_plan(900, 100, 0.5, manifest()).tiles

    assert first.width <= 512
    assert first.x + first.width - first.core[2] >= 48
    assert second.core[0] - second.x >= 48


def test_upsampling_makes_tiles_smaller() -> None:
    network = {"input": {"upsample": 2.0, "multiple": 32, "max_size": 256, "pad_value": 114}}

    assert {tile.width for tile in make_plan(500, 100, 1.0, manifest(network)).tiles} == {128}


def test_the_halo_holds_the_whole_window_of_a_crop() -> None:
    """A crop of margin 1 reaches 1.5 times the largest cell (24 pixels) from the cell's centre."""
    first, _ = make_plan(400, 100, 1.0, manifest(classifier={"crop": {"size": 16, "margin": 1.0}})).tiles

    assert first.x + first.width - first.core[2] >= 36


@pytest.mark.parametrize(("width", "height", "sizes"), [(100, 100, [1]), (2000, 1500, [32, 32, 6])])
def test_batches_are_bounded(width: int, height: int, sizes: list[int]) -> None:
    """2000 x 1500 pixels take 10 x 7 tiles of 256, and 32 of those have two megapixels."""
    plan = make_plan(width, height, 1.0, manifest())
    batches = plan.batches()

    assert [len(batch) for batch in batches] == sizes
    assert [index for batch in batches for index in batch] == list(range(len(plan.tiles)))
