"""Pictures and the base package of personal trainings."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_shared.synthetic import make_field
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.labelled import LabelCollector, LabelledPicture
from cellscanner_trainer.data.pixels import read_rgb
from support.personal_trainings import shuffled

MODELS = Path(__file__).resolve().parents[4] / "deploy" / "models"
CLASSES = ("living", "dead")


@pytest.fixture(scope="session")
def base() -> Path:
    """The package of living and dead cells that comes with CellScanner."""
    return MODELS / "base" / "living-dead" / "1"


@pytest.fixture(scope="session")
def fields(tmp_path_factory: pytest.TempPathFactory) -> list[LabelledPicture]:
    """Six synthetic brightfield pictures of 8 cells, 3 of them dead."""
    folder, pictures = tmp_path_factory.mktemp("fields"), []
    for seed in range(6):
        field = make_field(seed, 192, 160, 8, target_fraction=0.4, touching=0.0, style="brightfield")
        path = folder / f"field-{seed}.png"
        cv2.imwrite(str(path), field.picture[..., ::-1])
        collector = LabelCollector(192, 160)
        for (x1, y1, x2, y2), index in zip(field.boxes.tolist(), field.class_index.tolist(), strict=True):
            collector.add(CLASSES[index], index, (x1, y1, x2, y2))
        pictures.append(collector.picture(path))
    return pictures


@pytest.fixture(scope="session")
def negatives(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> list[LabelledPicture]:
    """Real pictures with living and dead cells, as negatives: a look that the base never saw."""
    folder = tmp_path_factory.mktemp("negatives")
    data = read_coco(data_dir / "living-dead" / "annotations.coco.json", data_dir / "living-dead" / "images")
    both = [one for one in data.pictures if one.group == "D" and len(np.unique(one.class_index)) == 2]
    return [_negative(one, folder) for one in shuffled(both, 0)[:30]]


def _negative(picture: LabelledPicture, folder: Path) -> LabelledPicture:
    path = folder / f"{picture.path.stem}.png"
    cv2.imwrite(str(path), 255 - read_rgb(picture.path)[..., ::-1])
    return replace(picture, path=path)
