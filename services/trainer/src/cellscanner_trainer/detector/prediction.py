"""Runs a detector over labelled pictures exactly as serving does: tiles, suppression, cores, seams; scores stay raw.

Calibration rises strictly, so suppression by raw scores keeps the same boxes as suppression by calibrated ones.
"""

import math
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch
from cellscanner_shared.geometry import Tile, merge_seams, owned_by_core, plan_tiles, suppress
from cellscanner_shared.packages import DetectorInput
from cellscanner_shared.tiling import CORE_MARGIN, tile_multiple
from numpy.typing import NDArray
from torch import nn

from cellscanner_trainer.detector.config import InputConfig
from cellscanner_trainer.device import beside
from cellscanner_trainer.evaluation.detection import Detections

Floats = NDArray[np.float32]
# (N, 3, H, W) float32 0..1 to (N, 4 + C, A): cx, cy, w, h in input pixels, class scores 0..1.
Network = Callable[[Floats], Floats]

MULTIPLE = 32
PAD_VALUE = 114
LOWEST_RAW_SCORE = 0.01


def torch_network(module: nn.Module) -> Network:
    """A torch detector in evaluation mode as a `Network`."""

    def run(images: Floats) -> Floats:
        with torch.inference_mode():
            given = beside(torch.from_numpy(images), module).to(memory_format=torch.channels_last)
            predictions = module(given)[0]
        result: Floats = predictions.cpu().numpy()
        return result

    return run


def onnx_network(file: Path, threads: int = 1) -> Network:
    """A detector.onnx on the CPU as a `Network`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    def run(images: Floats) -> Floats:
        result: Floats = session.run(["predictions"], {"images": images})[0]
        return result

    return run


def predict(network: Network, picture: NDArray[np.uint8], config: InputConfig) -> Detections:
    """All cells of a picture (H x W x 3 uint8 RGB, at the model's scale) with raw scores from 0.01 up."""
    height, width = picture.shape[:2]
    tiles = plan_tiles(
        width,
        height,
        max_size=math.floor(config.max_size / config.upsample),
        halo=config.largest_cell_px,
        multiple=tile_multiple(DetectorInput(upsample=config.upsample, multiple=MULTIPLE)),
    )
    parts = [_predict_tile(network, picture, tile, config) for tile in tiles]
    boxes = np.concatenate([part.boxes for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    classes = np.concatenate([part.class_index for part in parts])
    kept, _ = merge_seams(boxes, scores, tiles, config.nms_iou) if len(tiles) > 1 else (np.arange(len(scores)), 0)
    return Detections(boxes[kept], scores[kept], classes[kept])


def _predict_tile(network: Network, picture: NDArray[np.uint8], tile: Tile, config: InputConfig) -> Detections:
    pixels = picture[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
    images, scale = prepare(pixels, config.upsample)
    found = decode(network(images)[0], config.nms_iou)
    most = np.array([tile.width, tile.height] * 2, np.float32)
    inside = np.clip(found.boxes / np.tile(scale, 2), 0, most)
    boxes = (inside + np.array([tile.x, tile.y] * 2, np.float32)).astype(np.float32)
    sound = (boxes[:, 2:] > boxes[:, :2]).all(axis=1) & owned_by_core(boxes, tile, CORE_MARGIN)
    return Detections(boxes[sound], found.scores[sound], found.class_index[sound])


def prepare(pixels: NDArray[np.uint8], upsample: float) -> tuple[Floats, Floats]:
    """One tile as the network's input, padded right and below, and the factors (x, y) it was resized by."""
    height, width = pixels.shape[:2]
    new_width, new_height = max(1, round(width * upsample)), max(1, round(height * upsample))
    if (new_width, new_height) != (width, height):
        how = cv2.INTER_AREA if new_width < width else cv2.INTER_LINEAR
        pixels = np.asarray(cv2.resize(pixels, (new_width, new_height), interpolation=how), np.uint8)
    padded_width, padded_height = (-(-side // MULTIPLE) * MULTIPLE for side in (new_width, new_height))
    canvas = np.full((padded_height, padded_width, 3), PAD_VALUE, np.uint8)
    canvas[:new_height, :new_width] = pixels
    images = np.ascontiguousarray(canvas.transpose(2, 0, 1)[None], np.float32) / np.float32(255)
    return images, np.array([new_width / width, new_height / height], np.float32)


def decode(raw: Floats, nms_iou: float) -> Detections:
    """Boxes of one network output (4 + C, A), one for each object whatever its class, best first, in network pixels."""
    scores = raw[4:].max(axis=0)
    rows = np.flatnonzero(scores >= LOWEST_RAW_SCORE)
    half = raw[2:4, rows].T / 2
    centre = raw[:2, rows].T
    boxes = np.concatenate([centre - half, centre + half], axis=1)
    kept = suppress(boxes, scores[rows], nms_iou)
    return Detections(boxes[kept], scores[rows][kept], raw[4:, rows].argmax(axis=0)[kept].astype(np.int64))
