"""A whole picture through detector and classifier: every cell once, wherever it lies, in the picture's own pixels."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cellscanner_gateway.pipeline.errors import ModelRefused
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.picture import recognise_file
from cellscanner_gateway.pipeline.recognise import Services
from cellscanner_shared.store import ObjectStore
from numpy.typing import NDArray

Publish = Callable[..., ModelHandle]
Save = Callable[[NDArray[np.uint8]], Path]
LIVING, DEAD = (255, 0, 0), (0, 255, 0)
NO_SCALE = (None, None)
# A block between two grid points lights up to four candidates, whose boxes overlap by at least 0.2.
ONE_BOX_A_BLOCK = {"nms_iou": 0.2}


def with_blocks(width: int, height: int, blocks: dict[tuple[int, int], tuple[int, int, int]]) -> NDArray[np.uint8]:
    """A black picture with 8 x 8 blocks whose upper left corners and colours are given."""
    pixels = np.zeros((height, width, 3), np.uint8)
    for (x, y), colour in blocks.items():
        pixels[y : y + 8, x : x + 8] = colour
    return pixels


async def test_one_tile_gives_both_stages(services: Services, publish: Publish, save: Save) -> None:
    """A crop of 30 x 30 pixels holds an 8 x 8 block: 10 * 64 / 900 against 0 is 0.6707 after the softmax."""
    path = save(with_blocks(128, 96, {(16, 8): LIVING, (64, 40): DEAD}))

    recognition, magnification = await recognise_file(path, 0, NO_SCALE, publish(), 0.5, services)

    assert recognition.table.to_cells() == [
        {
            "box": [10.0, 2.0, 30.0, 22.0],
            "score": 1.0,
            "class": "living",
            "class_score": pytest.approx(0.6707, abs=1e-4),
            "detector_class": "living",
            "corrected": False,
        },
        {
            "box": [58.0, 34.0, 78.0, 54.0],
            "score": 1.0,
            "class": "dead",
            "class_score": pytest.approx(0.6707, abs=1e-4),
            "detector_class": "dead",
            "corrected": False,
        },
    ]
    assert recognition.table.counts() == {"living": 1, "dead": 1}
    assert recognition.analysed_megapixels == pytest.approx(0.012288)
    assert magnification.as_json() == {"micrometers_per_pixel": None, "source": None, "resampled_by": 1.0}
    assert [notice.code for notice in recognition.notices] == ["no-scale"]


async def test_the_classifier_corrects_the_detector(services: Services, publish: Publish, save: Save) -> None:
    """A living block in green surroundings: the crop is greener than red, so the second opinion is dead."""
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[:, :, 1] = 60
    pixels[24:32, 24:32] = LIVING
    classifier = {"crop": {"size": 16, "margin": 1.0}}

    recognition, _ = await recognise_file(save(pixels), 0, NO_SCALE, publish(classifier=classifier), 0.9, services)

    (cell,) = recognition.table.to_cells()
    assert (cell["detector_class"], cell["class"], cell["corrected"]) == ("living", "dead", True)
    assert recognition.corrected == 1


async def test_a_model_of_one_stage_has_no_class_score(services: Services, publish: Publish, save: Save) -> None:
    path = save(with_blocks(64, 64, {(24, 24): DEAD}))

    recognition, _ = await recognise_file(path, 0, NO_SCALE, publish(second_stage=None), 0.5, services)

    (cell,) = recognition.table.to_cells()
    assert (cell["class"], cell["class_score"], cell["corrected"]) == ("dead", None, False)


@pytest.mark.parametrize(("width", "height"), [(700, 500), (257, 640), (1100, 300)])
async def test_each_cell_counts_once_wherever_seams_fall(
    services: Services, publish: Publish, save: Save, width: int, height: int
) -> None:
    """Tiles begin off the network's grid, so two of them place one cell up to 8 pixels apart: the hardest seam."""
    spots = [(x, y) for y in range(6, height - 14, 37) for x in range(5, width - 13, 41)]
    model = publish(detector=ONE_BOX_A_BLOCK)

    recognition, _ = await recognise_file(
        save(with_blocks(width, height, dict.fromkeys(spots, LIVING))), 0, NO_SCALE, model, 0.2, services
    )

    boxes = recognition.table.boxes
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    blocks = np.array(spots) + 4
    nearest = np.abs(centres[:, None] - blocks[None]).max(axis=2)
    assert sorted(nearest.argmin(axis=1).tolist()) == list(range(len(spots)))
    assert nearest.min(axis=1).max() <= 8
    assert recognition.analysed_megapixels == pytest.approx(width * height / 1e6)


@pytest.mark.parametrize(("picture_um", "factor"), [(1.0, 2.0), (0.25, 0.5)])
async def test_boxes_come_back_in_the_pictures_own_pixels(
    services: Services, publish: Publish, save: Save, picture_um: float, factor: float
) -> None:
    """At twice (half) the model's scale a block of 8 model pixels has 4 (16) picture pixels, a box 10 (40)."""
    pixels = np.zeros((320, 480, 3), np.uint8)
    side = round(8 / factor)
    pixels[10 * side : 11 * side, 20 * side : 21 * side] = LIVING
    model = publish(micrometers_per_pixel=0.5)

    recognition, magnification = await recognise_file(save(pixels), 0, (picture_um, "user"), model, 0.5, services)

    assert magnification.as_json() == {"micrometers_per_pixel": picture_um, "source": "user", "resampled_by": factor}
    (box,) = recognition.table.boxes.tolist()
    middle = (20.5 * side, 10.5 * side)
    half = 10 / factor
    assert box == pytest.approx([middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half], abs=0.6)
    assert recognition.notices == []


async def test_no_cells_is_an_answer(services: Services, publish: Publish, save: Save) -> None:
    recognition, _ = await recognise_file(save(with_blocks(64, 64, {})), 0, NO_SCALE, publish(), 0.5, services)

    assert len(recognition.table) == 0
    assert recognition.table.counts() == {"living": 0, "dead": 0}


async def test_what_reading_changed_is_said(services: Services, publish: Publish, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "grey.png"
    Image.fromarray(np.zeros((64, 64), np.uint16)).save(path)

    recognition, _ = await recognise_file(path, 0, NO_SCALE, publish(), 0.5, services)

    assert [notice.code for notice in recognition.notices] == ["no-scale", "converted-16-bit", "grey-expanded"]


async def test_an_altered_package_is_refused(
    services: Services, publish: Publish, save: Save, object_store: ObjectStore
) -> None:
    model = publish()
    key = model.ref.prefix + "model.json"
    manifest: dict[str, Any] = json.loads(object_store.get_bytes(key))
    object_store.put_bytes(key, json.dumps(manifest | {"confidence": 0.4}).encode())

    with pytest.raises(ModelRefused) as refused:
        await recognise_file(save(with_blocks(64, 64, {})), 0, NO_SCALE, model, 0.5, services)

    assert "model.json" in refused.value.detail
    assert refused.value.extra["cause"] == "package-refused"
