"""The pictures of a snapshot as training reads them: at the model's scale, once, as PNG, with their cells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.magnification import resampling
from cellscanner_shared.pictures import open_picture
from cellscanner_shared.trainings import Snapshot, SnapshotAnnotation, SnapshotImage
from cellscanner_shared.trainings.layout import original
from cellscanner_shared.trainings.window import MOST_PIXELS, Window, enclosing_window

from cellscanner_trainer.data.checked import is_inside
from cellscanner_trainer.data.labelled import DataSet, LabelCollector, LabelledPicture
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.recipes.data import Splits
from cellscanner_trainer.whole_files import whole

_FAST_PNG = [cv2.IMWRITE_PNG_COMPRESSION, 1]


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
        raise DataRefused(
            f"The labels name classes that the model does not: {', '.join(strange)}.",
            reason="labels-of-unknown-classes",
            classes=strange,
        )
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
    """What is read of the picture, at the scale that a prediction takes. Raises DataRefused where that cannot be."""
    scale = resampling(image.micrometers_per_pixel, model_um) or 1.0
    window = enclosing_window(image.width, image.height, image.checked, scale)
    if window.is_empty:
        raise DataRefused(
            f"{image.file_name}: the checked regions lie outside the picture.",
            reason="checked-outside-picture",
            file=image.file_name,
        )
    if window.is_too_large:
        megapixels = MOST_PIXELS // 1_000_000
        raise DataRefused(
            f"{image.file_name} is larger than {megapixels} megapixels: mark smaller regions as checked.",
            reason="checked-part-too-large",
            file=image.file_name,
            megapixels=megapixels,
        )
    return window


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
        raise DataRefused(
            f"{image.file_name}: {error.detail}",
            reason="picture-of-training-unreadable",
            file=image.file_name,
            problem=error.problem(),
        ) from error
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole(target) as partial:
        # OpenCV says nothing of a disk without room: its file would be cut short.
        partial.write_bytes(cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), _FAST_PNG)[1].tobytes())
