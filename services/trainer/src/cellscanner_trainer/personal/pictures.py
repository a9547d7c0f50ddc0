"""The pictures of a snapshot as training reads them: at the model's scale, once, as PNG, with their cells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.pictures import open_picture
from cellscanner_shared.trainings import Snapshot, SnapshotAnnotation, SnapshotImage
from cellscanner_shared.trainings.layout import original
from numpy.typing import NDArray

from cellscanner_trainer.data.checked import is_inside
from cellscanner_trainer.data.labelled import DataSet, LabelCollector, LabelledPicture
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.recipes.data import Splits

# What is seen round the checked regions: a classifier's crop reaches beyond its cell.
MARGIN_PX = 64
MOST_PIXELS = 120_000_000
# The rule of predictions: within five per cent a model sees no difference; beyond these a stated scale is a mistake.
_SAME_SCALE = 0.05
_PLAUSIBLE = (1 / 16, 8.0)
_FAST_PNG = [cv2.IMWRITE_PNG_COMPRESSION, 1]


@dataclass(frozen=True)
class Window:
    """The part of a picture that is read, in its pixels, and model pixels per picture pixel."""

    x: int
    y: int
    width: int
    height: int
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height at the model's scale."""
        return max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale))

    def move(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes (N, 4) of the picture in pixels of the window at the model's scale."""
        return np.asarray((boxes - np.array([self.x, self.y] * 2)) * self._step, np.float32)

    def move_back(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes (N, 4) of the window in pixels of the picture."""
        return np.asarray(boxes / self._step + np.array([self.x, self.y] * 2), np.float32)

    @property
    def _step(self) -> NDArray[np.float64]:
        width, height = self.size
        return np.array([width / self.width, height / self.height] * 2)


def read_pictures(
    snapshot: Snapshot, classes: Sequence[str], micrometers_per_pixel: float | None, work: Path, folder: str
) -> Splits:
    """Every picture of the snapshot, written to `folder` below `work` unless it is there; cells of checked regions.

    A picture's file name is its id. Raises DataRefused naming a picture that cannot be read, is too large, or has a
    class that `classes` lacks.
    """
    cells: Mapping[int, list[SnapshotAnnotation]] = defaultdict(list)
    for annotation in snapshot.annotations:
        cells[annotation.image_id].append(annotation)
    names = {category.id: category.name for category in snapshot.categories}
    if strange := sorted(set(names.values()) - set(classes)):
        raise DataRefused(f"The labels name classes that the model does not: {', '.join(strange)}.")
    place = {number: list(classes).index(name) for number, name in names.items()}
    read: dict[str, list[LabelledPicture]] = {"train": [], "val": [], "test": []}
    for image in snapshot.images:
        window = window_of(image, micrometers_per_pixel)
        target = work / folder / f"{image.image_id}.png"
        labelled = _labelled(image, cells[image.id], window, place, classes, target)
        _write(image, window, original(work, image), target)
        read[image.split].append(labelled)
    return Splits(*(DataSet(tuple(classes), tuple(read[split])) for split in ("train", "val", "test")))


def window_of(image: SnapshotImage, model_um: float | None) -> Window:
    """The whole picture, or what encloses its checked regions and a margin, at the scale that a prediction takes."""
    scale = _scale(image.micrometers_per_pixel, model_um)
    x1, y1, x2, y2 = 0, 0, image.width, image.height
    if image.checked:
        regions, margin = np.array(image.checked), MARGIN_PX / scale
        left, top = np.floor(regions[:, :2].min(axis=0) - margin).astype(int).tolist()
        right, bottom = np.ceil(regions[:, 2:].max(axis=0) + margin).astype(int).tolist()
        x1, y1, x2, y2 = max(x1, left), max(y1, top), min(x2, right), min(y2, bottom)
    if x2 <= x1 or y2 <= y1:
        raise DataRefused(f"{image.file_name}: the checked regions lie outside the picture.")
    window = Window(x1, y1, x2 - x1, y2 - y1, scale)
    if window.size[0] * window.size[1] > MOST_PIXELS:
        megapixels = MOST_PIXELS // 1_000_000
        raise DataRefused(f"{image.file_name} is larger than {megapixels} megapixels: mark smaller regions as checked.")
    return window


def _scale(picture_um: float | None, model_um: float | None) -> float:
    factor = picture_um / model_um if picture_um and model_um else 1.0
    plausible = _PLAUSIBLE[0] <= factor <= _PLAUSIBLE[1]
    return factor if plausible and abs(factor - 1.0) > _SAME_SCALE else 1.0


def _labelled(
    image: SnapshotImage,
    cells: Sequence[SnapshotAnnotation],
    window: Window,
    place: Mapping[int, int],
    classes: Sequence[str],
    target: Path,
) -> LabelledPicture:
    boxes = np.array([one.bbox for one in cells], np.float64).reshape(-1, 4)
    corners = np.concatenate([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]], axis=1).astype(np.float32)
    checked = np.array(image.checked, np.float32) if image.checked else None
    inside = is_inside(corners, checked)
    collector = LabelCollector(*window.size)
    for one, box, kept in zip(cells, window.move(corners).tolist(), inside.tolist(), strict=True):
        index = place[one.category_id]
        if kept:
            collector.add(classes[index], index, (box[0], box[1], box[2], box[3]))
        else:
            collector.skip(classes[index], "not in a checked region")
    picture = collector.picture(target)
    return picture if checked is None else replace(picture, checked=window.move(checked))


def _write(image: SnapshotImage, window: Window, source: Path, target: Path) -> None:
    if target.exists():
        return
    try:
        with open_picture(source, image.page) as picture:
            pixels = picture.read_region(window.x, window.y, window.width, window.height, window.scale)
    except CellScannerError as error:
        raise DataRefused(f"{image.file_name}: {error.detail}") from error
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.stem}.part.png")
    cv2.imwrite(str(partial), cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), _FAST_PNG)
    partial.replace(target)
