"""What a training is given of a picture: its labels, and where unmarked cells count as background."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellscanner_shared.geometry import Boxes
from cellscanner_shared.packages import ModelClass


@dataclass(frozen=True, eq=False)
class LabelledImage:
    """The current annotation of one picture, read whole.

    `boxes` (N, 4) float32 in pixels of the full resolution, `class_names` (N,) the class of each, `classes` all classes
    of the annotation in their order. `checked` are the regions x1, y1, x2, y2 that train: cells inside them, and
    whatever lies between as background. The whole picture is one region of its size; an empty tuple means that nobody
    has checked anything yet and nothing of the picture trains. `edited_at` is the last change of the content.
    """

    image_id: UUID
    width: int
    height: int
    revision: int
    state: str
    classes: tuple[ModelClass, ...]
    boxes: Boxes
    class_names: tuple[str, ...]
    checked: tuple[tuple[float, float, float, float], ...]
    edited_at: datetime
