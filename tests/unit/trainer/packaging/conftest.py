"""Small trained-like networks in the folders that a training leaves."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from cellscanner_shared.packages import CropSpec, DetectorInput, DetectorSpec
from cellscanner_shared.synthetic import make_field
from cellscanner_trainer.classifier.artefact import CropNetworkCard, save_artefact
from cellscanner_trainer.classifier.network import Backbone, CropClassifier
from cellscanner_trainer.detector.artefact import DetectorCard, save_detector
from cellscanner_trainer.detector.network import build_detector
from torch import nn


def live_in(network: nn.Module) -> nn.Module:
    """Batch-norm statistics other than zero and one, so that a wrong fusion would show."""
    generator = torch.Generator().manual_seed(0)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean = torch.randn(module.num_features, generator=generator) * 0.1
            module.running_var = torch.rand(module.num_features, generator=generator) + 0.5
    return network.eval()


def _save_crop_network(folder: Path, network: nn.Module, classes: tuple[str, ...]) -> Path:
    card = CropNetworkCard(
        classes=classes,
        crop=CropSpec(size=32, margin=0.25),
        temperature=1.5,
        epochs=3,
        training_cells={"living": 10, "dead": 4},
        validation={"balanced_accuracy": 0.9},
    )
    examples = np.random.default_rng(0).integers(0, 256, (6, 32, 32, 3), np.uint8)
    save_artefact(folder, live_in(network), card, examples)
    return folder


@pytest.fixture(scope="session")
def classifier_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    return _save_crop_network(tmp_path_factory.mktemp("classifier"), CropClassifier(2), ("living", "dead"))


@pytest.fixture(scope="session")
def embedding_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    return _save_crop_network(tmp_path_factory.mktemp("embedding"), Backbone(), ())


@pytest.fixture(scope="session")
def detector_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(2)
    folder = tmp_path_factory.mktemp("detector")
    spec = DetectorSpec(
        architecture="yolov5nu",
        head="anchor-free",
        classes=("living", "dead"),
        input=DetectorInput(upsample=1.5),
        largest_cell_px=64,
    )
    save_detector(
        folder, live_in(build_detector("yolov5nu", 2)), DetectorCard(spec=spec, metrics={"held_out": {"f1": 0.9}})
    )
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two synthetic pictures; the recipe learns from the first and holds out the other."""
    folder = tmp_path / "data"
    (folder / "pictures").mkdir(parents=True)
    images: list[dict[str, object]] = []
    annotations: list[dict[str, object]] = []
    for seed in range(2):
        field = make_field(seed, 160, 128, 6, target_fraction=0.34, touching=0.0, style="brightfield")
        cv2.imwrite(str(folder / "pictures" / f"{seed}.png"), field.picture[..., ::-1])
        images.append({"id": seed, "file_name": f"{seed}.png", "width": 160, "height": 128})
        for (x1, y1, x2, y2), index in zip(field.boxes.tolist(), field.class_index.tolist(), strict=True):
            box = [x1, y1, x2 - x1, y2 - y1]
            annotations.append({"id": len(annotations), "image_id": seed, "category_id": index, "bbox": box})
    categories = [{"id": 0, "name": "living"}, {"id": 1, "name": "dead"}]
    content = {"images": images, "annotations": annotations, "categories": categories}
    (folder / "labels.json").write_text(json.dumps(content))
    return folder
