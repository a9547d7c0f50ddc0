"""The one in-memory form of a labelled picture, whatever file format it came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Dropped:
    """A label that was left out, and why, in words for the training's report."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPicture:
    """A picture file with its cells; the pixels stay on disk until they are asked for.

    Attributes:
        boxes: (N, 4) float32, ``x1, y1, x2, y2`` in pixels of the full-resolution picture, origin top-left.
        class_index: (N,) int64 into the data set's class names.
        instances: file of an H x W integer label map, or None.
        instance_ids: (N,) int64, the value of each cell in that map; 0 where a cell has no mask.
        group: batch, stain or treatment the picture belongs to, if known.
        checked: (R, 4) float32 regions in which unmarked cells are background; None: the whole picture.
    """

    path: Path
    width: int
    height: int
    boxes: NDArray[np.float32]
    class_index: NDArray[np.int64]
    instances: Path | None = None
    instance_ids: NDArray[np.int64] | None = None
    group: str | None = None
    dropped: tuple[Dropped, ...] = ()
    checked: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.boxes)


@dataclass(frozen=True, slots=True)
class DataSet:
    """Labelled pictures that share one list of class names."""

    classes: tuple[str, ...]
    pictures: tuple[LabelledPicture, ...]

    def select(self, names: Sequence[str]) -> "DataSet":
        """The pictures whose file name, or name without suffix, is in `names`, in that order.

        Raises:
            KeyError: a name has no picture.
        """
        by_name = {key: picture for picture in self.pictures for key in (picture.path.stem, picture.path.name)}
        return DataSet(self.classes, tuple(by_name[name] for name in names))

    def dropped(self) -> list[str]:
        """One line per label that was left out."""
        return [f"{p.path.name}: {d.label}: {d.reason}" for p in self.pictures for d in p.dropped]


@dataclass(slots=True)
class LabelCollector:
    """Gathers one picture's boxes while a reader walks its file; refuses boxes without an area."""

    width: int
    height: int
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    class_index: list[int] = field(default_factory=list)
    instance_ids: list[int] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def add(self, label: str, index: int, box: tuple[float, float, float, float], instance_id: int = 0) -> None:
        """Clips the box to the picture and keeps it, unless nothing of it is left."""
        x1, y1 = max(box[0], 0.0), max(box[1], 0.0)
        x2, y2 = min(box[2], float(self.width)), min(box[3], float(self.height))
        if box[2] <= box[0] or box[3] <= box[1]:
            self.skip(label, "box without an area")
        elif x2 <= x1 or y2 <= y1:
            self.skip(label, "box outside the picture")
        else:
            self.boxes.append((x1, y1, x2, y2))
            self.class_index.append(index)
            self.instance_ids.append(instance_id)

    def skip(self, label: str, reason: str) -> None:
        """Notes a label that is left out."""
        self.dropped.append(Dropped(label, reason))

    def picture(self, path: Path, *, instances: Path | None = None, group: str | None = None) -> LabelledPicture:
        """The finished picture."""
        ids = np.asarray(self.instance_ids, np.int64) if instances else None
        return LabelledPicture(
            path=path,
            width=self.width,
            height=self.height,
            boxes=np.asarray(self.boxes, np.float32).reshape(-1, 4),
            class_index=np.asarray(self.class_index, np.int64),
            instances=instances,
            instance_ids=ids,
            group=group,
            dropped=tuple(self.dropped),
        )
