"""`/predict` on two cores against the bare networks and against the usual way, on pictures with about 500 cells.

The usual way is `ultralytics` predict and torchvision's ResNet34, channels last, with the very weights that ship.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
import pytest
import torch
from bench.mosaic import mosaic
from cellscanner_classifier.normalise import Normaliser
from cellscanner_detector.decode import raw_threshold
from cellscanner_detector.prepare import Frame, prepare
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.packages import ClassifierSpec, ModelManifest
from cellscanner_trainer.classifier.network import CropClassifier, load_weights
from cellscanner_trainer.detector.network import build_detector, load_matching
from numpy.typing import NDArray
from safetensors.torch import load_file
from support.suite import RunningSuite
from ultralytics.models import YOLO

PICTURES = 3
ROUNDS = 3
BATCH = 64
USUAL_CROP = 64
CPU = ["CPUExecutionProvider"]

Rgb = NDArray[np.uint8]


@pytest.fixture(scope="module")
def package(models_dir: Path) -> Path:
    return max((models_dir / "base" / "living-dead").iterdir(), key=lambda folder: int(folder.name))


@dataclass
class Bare:
    """The networks alone, in ONNX Runtime as it comes."""

    manifest: ModelManifest
    detector: Any
    classifier: Any

    @classmethod
    def load(cls, package: Path) -> "Bare":
        manifest = read_manifest(package)
        names = (manifest.detector.file, stage(manifest).file)
        return cls(manifest, *(onnxruntime.InferenceSession(package / name, providers=CPU) for name in names))

    def inputs(self, picture: Rgb, boxes: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What the networks are given: the one tile, and the crops of the cells that `/predict` found."""
        spec, second = self.manifest.detector.input, stage(self.manifest)
        images = prepare(picture[None], Frame.of(picture.shape[1], picture.shape[0], spec), spec.pad_value)
        crops = cut_crops(picture, boxes, size=second.crop.size, margin=second.crop.margin)
        return images, Normaliser(second.mean, second.std)(crops)

    def run(self, images: NDArray[np.float32], crops: NDArray[np.float32]) -> None:
        self.detector.run(None, {"images": images})
        for start in range(0, len(crops), BATCH):
            self.classifier.run(None, {"crops": crops[start : start + BATCH]})


class Usual:
    """ultralytics and torchvision with the weights of the package."""

    def __init__(self, package: Path) -> None:
        self._manifest = read_manifest(package)
        spec = self._manifest.detector
        network = build_detector(spec.architecture, len(spec.classes))
        load_matching(network, load_file(package / "detector.safetensors"))
        make: Any = YOLO  # whose attributes are annotated as the file names they are made from
        self._yolo = make(f"{spec.architecture.removesuffix('u')}.yaml", task="detect", verbose=False)
        self._yolo.model = network.eval()
        self._resnet = CropClassifier(len(stage(self._manifest).classes))
        load_weights(self._resnet, package / "classifier.safetensors")
        self._resnet.eval().to(memory_format=torch.channels_last)

    @torch.inference_mode()
    def run(self, picture: Rgb, size: int, batch: int) -> int:
        """Recognise `picture`; returns the number of cells."""
        spec, second = self._manifest.detector, stage(self._manifest)
        threshold = raw_threshold(spec.calibration, self._manifest.confidence)
        (result,) = self._yolo.predict(
            picture[:, :, ::-1], imgsz=1024, conf=threshold, iou=spec.nms_iou, max_det=3000, agnostic_nms=True,
            verbose=False, device="cpu",
        )  # fmt: skip
        crops = cut_crops(picture, result.boxes.xyxy.numpy(), size=size, margin=second.crop.margin)
        ready = torch.from_numpy(Normaliser(second.mean, second.std)(crops)).to(memory_format=torch.channels_last)
        for start in range(0, len(ready), batch):
            self._resnet(ready[start : start + batch])[0].softmax(dim=1)
        return len(ready)


def test_predict_against_the_bare_networks_and_the_usual_way(
    suite: RunningSuite, package: Path, data_dir: Path, tmp_path: Path
) -> None:
    bare, usual = Bare.load(package), Usual(package)
    size = stage(bare.manifest).crop.size
    rows: dict[str, list[float]] = {}
    with suite.client() as client:
        for seed in range(PICTURES):
            picture = mosaic(data_dir, seed)
            path = tmp_path / f"{seed}.png"
            cv2.imwrite(str(path), picture[:, :, ::-1])
            found = predict(client, path)
            inputs = bare.inputs(picture, np.array([cell["box"] for cell in found["cells"]], np.float32))
            calls: dict[str, Callable[[], object]] = {
                "predict": partial(predict, client, path),
                "bare": partial(bare.run, *inputs),
                f"usual {size}": partial(usual.run, picture, size, BATCH),
                f"usual {USUAL_CROP}": partial(usual.run, picture, USUAL_CROP, BATCH),
            }
            once: dict[str, Callable[[], object]] = {
                f"one by one {USUAL_CROP}": partial(usual.run, picture, USUAL_CROP, 1)
            }
            print(f"\npicture {seed}: {len(found['cells'])} cells by /predict, {usual.run(picture, size, BATCH)} usual")
            for name, seconds in (in_turns(calls, ROUNDS) | in_turns(once, 1)).items():
                rows.setdefault(name, []).append(seconds)
    report({name: float(np.mean(seconds)) for name, seconds in rows.items()}, size)


def in_turns(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each call, all taken in turns so that a busy moment meets all of them."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            begin = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - begin)
    return {name: float(np.median(seconds)) for name, seconds in taken.items()}


def report(mean: dict[str, float], size: int) -> None:
    ours, bare = mean["predict"], mean["bare"]
    print("\n| what | s a picture | times /predict |\n|---|---|---|")
    for name, seconds in mean.items():
        print(f"| {name} | {seconds:.2f} | {seconds / ours:.2f} |")
    print(f"/predict is {ours / bare:.2f} x bare; the bound is {1.15 * bare + 0.1:.2f} s")
    assert ours <= 1.15 * bare + 0.1
    assert mean[f"usual {USUAL_CROP}"] >= 4 * ours


def predict(client: Any, path: Path) -> dict[str, Any]:
    files = {"file": (path.name, path.read_bytes(), "image/png")}
    answer = client.post("/predict", files=files, data={"model": "base/living-dead@champion"})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def read_manifest(package: Path) -> ModelManifest:
    return ModelManifest.model_validate_json((package / "model.json").read_bytes())


def stage(manifest: ModelManifest) -> ClassifierSpec:
    assert manifest.classifier is not None
    return manifest.classifier
