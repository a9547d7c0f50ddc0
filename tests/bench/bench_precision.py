"""Precision of the classifier: what static INT8 costs and gives against the float32 that ships, on validation cells."""

import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from cellscanner_shared.packages import MANIFEST_FILE, ModelManifest
from cellscanner_trainer.classifier.config import CropConfig
from cellscanner_trainer.classifier.metrics import Score, score
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.samples import LabelledCells
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.schema import read_recipe
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from support.suite import REPOSITORY

BATCH = 64
ROUNDS = 8
CALIBRATE = 512
Crops = NDArray[np.float32]


class Batches(CalibrationDataReader):  # type: ignore[misc]  # untyped library
    """Training crops, a batch at a time, to choose the ranges by."""

    def __init__(self, crops: Crops) -> None:
        self._left = iter(np.array_split(crops, len(crops) // BATCH))

    def get_next(self) -> dict[str, Crops] | None:
        """The next batch; None after the last."""
        batch = next(self._left, None)
        return None if batch is None else {"crops": batch}


def test_int8_against_float32(models_dir: Path, data_dir: Path, tmp_path: Path) -> None:
    package = max((models_dir / "base/living-dead").iterdir(), key=lambda path: int(path.name))
    manifest = ModelManifest.model_validate_json((package / MANIFEST_FILE).read_bytes())
    assert manifest.classifier is not None
    splits = load_data(read_recipe(REPOSITORY / "services/trainer/recipes/living-dead.yaml"), data_dir)
    spec = manifest.classifier
    crop = CropConfig(size=spec.crop.size, margin=spec.crop.margin)
    mean, std = np.array(spec.mean, np.float32), np.array(spec.std, np.float32)
    training, validation = read_cells(splits.training), read_cells(splits.validation)
    drawn = np.random.default_rng(0).permutation(len(training))[:CALIBRATE]
    plain = tmp_path / "float32.onnx"
    onnx.save(onnx.load(package / spec.file), plain)
    whole = tmp_path / "int8.onnx"
    quantize_static(
        _folded(plain, tmp_path / "folded.onnx"),
        whole,
        Batches(_input(training, drawn, crop, mean, std)),
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    crops = _input(validation, np.arange(len(validation)), crop, mean, std)
    for name, path in (("float32", plain), ("static INT8", whole)):
        logits, milliseconds = _run(path, crops)
        found = score(torch.from_numpy(logits).softmax(1).numpy(), validation.labels, spec.classes)
        _report(name, found, milliseconds, path.stat().st_size)


def _folded(graph: Path, to: Path) -> Path:
    """The graph with its float16 weights cast once and for all: the quantiser wants float32 initialisers."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(to)
    onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    return to


def _input(cells: LabelledCells, rows: NDArray[np.int64], crop: CropConfig, mean: Crops, std: Crops) -> Crops:
    pixels = cells.cut(rows, crop).permute(0, 2, 3, 1).numpy().astype(np.float32) / 255
    return np.ascontiguousarray(((pixels - mean) / std).transpose(0, 3, 1, 2), np.float32)


def _run(graph: Path, crops: Crops) -> tuple[Crops, float]:
    """Logits of all crops, and the least processor time of one core for a crop in batches of 64, in milliseconds."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    logits = np.concatenate(
        [session.run(["logits"], {"crops": part})[0] for part in np.array_split(crops, len(crops) // BATCH)]
    )
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        session.run(["logits"], {"crops": crops[:BATCH]})
        times.append(time.process_time() - began)
    return logits, min(times) * 1000 / BATCH


def _report(name: str, found: Score, milliseconds: float, size: int) -> None:
    target = found.classes["dead"].average_precision
    print(
        f"\n{name}: balanced accuracy {found.balanced_accuracy:.4f}, AP of dead {target:.4f}, "
        f"{milliseconds:.2f} ms a crop, {size / 2**20:.1f} MiB"
    )
