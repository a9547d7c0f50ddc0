"""The width of edges: of drawn ones, whose width is known, and of real pictures sharp and blurred."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_gateway.pipeline.blur import blur_notices, edge_width
from cellscanner_shared.pictures import open_picture

NUCLEUS = 20.0


def width_of(path: Path, sigma: float) -> float:
    with open_picture(path) as picture:
        pixels = picture.read()
    found = edge_width(np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8) if sigma else pixels, NUCLEUS)
    assert found is not None
    return found


@pytest.mark.parametrize("sigma", [2.0, 4.0])
def test_a_smeared_step_has_the_width_it_was_smeared_by(sigma: float) -> None:
    """The first smearing, by 0.04 of 50 pixels, adds to it: the root of the sum of both squares."""
    step = np.zeros((128, 128), np.float32)
    step[:, 64:] = 200
    pixels = cv2.GaussianBlur(step, (0, 0), sigma).round().astype(np.uint8)[..., None].repeat(3, axis=2)

    assert edge_width(pixels, 50.0) == pytest.approx(np.hypot(sigma, 2.0) / 50, rel=0.15)


def test_a_flat_tile_has_no_edges() -> None:
    assert edge_width(np.full((64, 64, 3), 90, np.uint8), NUCLEUS) is None
    assert blur_notices([]) == []


def test_real_tissue_is_sharp_until_it_is_blurred(data_dir: Path) -> None:
    path = sorted((data_dir / "monuseg" / "images").glob("*.png"))[0]

    assert blur_notices([width_of(path, 0)]) == []
    (notice,) = blur_notices([width_of(path, 4)])
    assert notice.code == "blur"
    assert notice.values["limit"] == 10
