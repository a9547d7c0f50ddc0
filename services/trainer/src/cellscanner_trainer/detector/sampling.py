"""Random crops for training: another place, size and quarter turn each time, boxes recomputed from what is visible."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor

from cellscanner_trainer.data.checked import grey_outside
from cellscanner_trainer.data.held import Held
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.data.pixels import read_instances, read_labelled
from cellscanner_trainer.detector.augment import augment
from cellscanner_trainer.detector.config import DetectorConfig

PAD_VALUE = 114
Boxes = NDArray[np.float32]
# A square picture, its boxes in its pixels, and their classes.
Crop = tuple[NDArray[np.uint8], Boxes, NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Window:
    """A square of the picture, in its pixels; may reach outside it."""

    x: int
    y: int
    side: int


@dataclass(frozen=True, slots=True)
class Masks:
    """An H x W label map and the pixels of each label."""

    ids: NDArray[np.int32]
    area: NDArray[np.int64]

    @classmethod
    def of(cls, ids: NDArray[np.int32]) -> "Masks":
        """Counts the pixels of each label."""
        return cls(ids, np.bincount(ids.ravel()))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A labelled picture with its pixels at hand."""

    labels: LabelledPicture
    pixels: NDArray[np.uint8]
    masks: Masks | None = None

    @classmethod
    def read(cls, labels: LabelledPicture, held: Held) -> "Loaded":
        """Reads the picture and, where there is one, its instance map."""
        masks = None if labels.instances is None else Masks.of(read_instances(labels.instances))
        seen = grey_outside(read_labelled(labels), labels.checked, labels.boxes)
        return cls(labels, held.keep(seen, labels.path.parent), masks)


@dataclass(frozen=True, slots=True)
class Replay:
    """Pictures prepared beforehand, against forgetting, and their share of the crops; classes as the data."""

    data: DataSet
    share: float


class CropSampler:
    """Batches of random crops; step n of a seed is always the same, so that a resumed training goes on exactly."""

    def __init__(self, data: DataSet, config: DetectorConfig, replay: Replay | None = None) -> None:
        pictures, chances = data.pictures, picture_chances(data, config.rare_weight)
        if replay is not None:
            again = picture_chances(replay.data, config.rare_weight)
            pictures = (*pictures, *replay.data.pictures)
            chances = np.concatenate([chances * (1 - replay.share), again * replay.share])
        held = Held()
        self._pictures = [Loaded.read(picture, held) for picture in pictures]
        self._chances = chances
        self._config = config

    def batch(self, step: int) -> tuple[Tensor, dict[str, Tensor]]:
        """Pictures N x S x S x 3 uint8, and the targets as ultralytics' loss wants them (boxes cx,cy,w,h as 0..1)."""
        rng = np.random.default_rng([self._config.seed, step])
        chosen = rng.choice(len(self._pictures), self._config.optimiser.batch, p=self._chances)
        crops = [self._crop_or_mosaic(self._pictures[number], rng) for number in chosen]
        pictures = torch.from_numpy(np.stack([crop[0] for crop in crops]))
        owner = np.repeat(np.arange(len(crops)), [len(crop[1]) for crop in crops])
        boxes = np.concatenate([crop[1] for crop in crops]) / self._config.input.crop
        sides = boxes[:, 2:] - boxes[:, :2]
        targets = {
            "batch_idx": torch.from_numpy(owner).float(),
            "cls": torch.from_numpy(np.concatenate([crop[2] for crop in crops])).float()[:, None],
            "bboxes": torch.from_numpy(np.concatenate([(boxes[:, :2] + boxes[:, 2:]) / 2, sides], axis=1)).float(),
        }
        return pictures, targets

    def crop(self, loaded: Loaded, rng: np.random.Generator, size: int | None = None) -> Crop:
        """One crop of `size` network pixels a side, its boxes in network pixels and their classes."""
        config, side = self._config, size or self._config.input.crop
        window = random_window(loaded.labels, side, config.input.upsample, config.augment.zoom, rng)
        boxes, classes = visible_cells(loaded, window, config.augment.least_visible)
        picture = augment(cut(loaded.pixels, window, side), config.augment, rng)
        which = int(rng.integers(8)) if config.augment.turns else 0
        return *turn(picture, boxes * (side / window.side), which), classes

    def _crop_or_mosaic(self, loaded: Loaded, rng: np.random.Generator) -> Crop:
        share = self._config.augment.mosaic
        if not share or rng.random() >= share:
            return self.crop(loaded, rng)
        others = rng.choice(len(self._pictures), 3, p=self._chances)
        size = self._config.input.crop // 2
        return mosaic([self.crop(one, rng, size) for one in (loaded, *(self._pictures[n] for n in others))])


def mosaic(quarters: Sequence[Crop]) -> Crop:
    """One crop of four of half its side: upper left, upper right, lower left, lower right."""
    size = quarters[0][0].shape[0]
    upper, lower = (np.concatenate([left[0], right[0]], axis=1) for left, right in (quarters[:2], quarters[2:]))
    moved = [
        boxes + np.array([size * (place % 2), size * (place // 2)] * 2, np.float32)
        for place, (_, boxes, _) in enumerate(quarters)
    ]
    return np.concatenate([upper, lower]), np.concatenate(moved), np.concatenate([one[2] for one in quarters])


def picture_chances(data: DataSet, rare_weight: float) -> NDArray[np.float64]:
    """The chance of each picture: those with a class that is rarer than an even share count `rare_weight` times."""
    counts = Counter(int(index) for picture in data.pictures for index in picture.class_index)
    rare = {index for index, count in counts.items() if count * len(data.classes) < counts.total()}
    weights = [rare_weight if rare & set(picture.class_index.tolist()) else 1.0 for picture in data.pictures]
    return np.asarray(weights) / sum(weights)


def random_window(
    picture: LabelledPicture, crop: int, upsample: float, zoom: float, rng: np.random.Generator
) -> Window:
    """A window that becomes `crop` network pixels after upsampling and a random zoom; inside the picture if it fits."""
    side = round(crop / (upsample * zoom ** rng.uniform(-1, 1)))
    x, y = (
        int(rng.integers(min(0, length - side), max(0, length - side) + 1))
        for length in (picture.width, picture.height)
    )
    return Window(x, y, side)


def cut(pixels: NDArray[np.uint8], window: Window, size: int) -> NDArray[np.uint8]:
    """The window as size x size x 3, grey where it reaches outside the picture."""
    height, width = pixels.shape[:2]
    x1, y1 = max(window.x, 0), max(window.y, 0)
    x2, y2 = min(window.x + window.side, width), min(window.y + window.side, height)
    canvas = np.full((window.side, window.side, 3), PAD_VALUE, np.uint8)
    canvas[y1 - window.y : y2 - window.y, x1 - window.x : x2 - window.x] = pixels[y1:y2, x1:x2]
    how = cv2.INTER_AREA if window.side > size else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(canvas, (size, size), interpolation=how), np.uint8)


def visible_cells(loaded: Loaded, window: Window, least: float) -> tuple[Boxes, NDArray[np.int64]]:
    """Boxes (in window pixels) and classes of the cells of which at least the part `least` lies in the window."""
    labels = loaded.labels
    origin = np.array([window.x, window.y, window.x, window.y], np.float32)
    clipped = np.clip(labels.boxes - origin, 0, window.side)
    visible = _area(clipped) / _area(labels.boxes)
    if loaded.masks is not None and labels.instance_ids is not None:
        clipped, visible = _from_masks(loaded.masks, labels.instance_ids, window, clipped, visible)
    kept = visible >= max(least, 1e-6)
    return clipped[kept].astype(np.float32), labels.class_index[kept]


def _area(boxes: Boxes) -> NDArray[np.float64]:
    return np.asarray(np.prod((boxes[:, 2:] - boxes[:, :2]).astype(np.float64), axis=1))


def _from_masks(
    masks: Masks, ids: NDArray[np.int64], window: Window, clipped: Boxes, visible: NDArray[np.float64]
) -> tuple[Boxes, NDArray[np.float64]]:
    """Boxes and visible parts of the cells cut by the window's edge, from their masks instead of their boxes."""
    x, y = max(window.x, 0), max(window.y, 0)
    part = masks.ids[y : max(window.y + window.side, 0), x : max(window.x + window.side, 0)]
    present = np.bincount(part.ravel(), minlength=len(masks.area))
    found = ndimage.find_objects(part)
    clipped, visible = clipped.copy(), visible.copy()
    for row in np.flatnonzero((visible > 0) & (visible < 1) & (ids > 0)):
        place = found[ids[row] - 1] if ids[row] <= len(found) else None
        visible[row] = 0 if place is None else present[ids[row]] / masks.area[ids[row]]
        if place is not None:
            rows, columns = place
            dx, dy = x - window.x, y - window.y
            clipped[row] = columns.start + dx, rows.start + dy, columns.stop + dx, rows.stop + dy
    return clipped, visible


def turn(picture: NDArray[np.uint8], boxes: Boxes, which: int) -> tuple[NDArray[np.uint8], Boxes]:
    """One of the eight symmetries of the square: `which % 4` quarter turns to the left, mirrored first from 4 on.

    Free rotation would inflate axis-aligned boxes; these keep them tight.
    """
    size = picture.shape[0]
    if which >= 4:
        picture, boxes = (
            picture[:, ::-1],
            np.stack([size - boxes[:, 2], boxes[:, 1], size - boxes[:, 0], boxes[:, 3]], 1),
        )
    for _ in range(which % 4):
        boxes = np.stack([boxes[:, 1], size - boxes[:, 2], boxes[:, 3], size - boxes[:, 0]], 1)
    return np.ascontiguousarray(np.rot90(picture, which % 4)), boxes.astype(np.float32)
