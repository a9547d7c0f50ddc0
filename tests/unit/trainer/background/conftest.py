"""Pictures of bright and dark discs with their masks, as a COCO file with instance maps."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_trainer.background.recipe import BackgroundRecipe

RECIPE = {
    "licence": {"id": "CC-BY-NC-SA-4.0", "conditions": "For research."},
    "data": {"labels": "labels.json", "pictures": "pictures", "instances": "masks", "validation": ["2.png"]},
    "training": {
        "crop": {"size": 16},
        "jitter": {"shift": 0.1, "scale": 0.1},
        "photometric": 0.2,
        "optimiser": {"epochs": 20, "batch": 8, "learning_rate": 0.02, "average_decay": 0.8},
    },
    "card": {"trained_on": "Discs.", "fails": ["Squares."]},
}


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pictures of 128 x 64 pixels with eight discs each."""
    folder = tmp_path_factory.mktemp("discs")
    (folder / "pictures").mkdir()
    (folder / "masks").mkdir()
    images: list[dict[str, object]] = []
    annotations: list[dict[str, object]] = []
    rows, columns = np.mgrid[0:64, 0:128]
    for number in range(3):
        picture = np.random.default_rng(number).integers(110, 140, (64, 128, 3), np.uint8)
        masks = np.zeros((64, 128), np.uint16)
        images.append({"id": number, "file_name": f"{number}.png", "width": 128, "height": 64})
        for place in range(8):
            x, y = place % 4 * 32 + 16, place // 4 * 32 + 16
            disc = (rows - y) ** 2 + (columns - x) ** 2 < 64
            picture[disc] = 20 if place % 2 else 235
            masks[disc] = place + 1
            box = [x - 8, y - 8, 16, 16]
            annotations.append({"id": len(annotations), "image_id": number, "category_id": 1, "bbox": box})
        cv2.imwrite(str(folder / "pictures" / f"{number}.png"), picture)
        cv2.imwrite(str(folder / "masks" / f"{number}.png"), masks)
    content = {"images": images, "annotations": annotations, "categories": [{"id": 1, "name": "cell"}]}
    (folder / "labels.json").write_text(json.dumps(content))
    return folder


@pytest.fixture(scope="session")
def recipe() -> BackgroundRecipe:
    return BackgroundRecipe.model_validate(RECIPE)
