"""The snapshot: pictures and labels of one training, frozen and hashed. COCO JSON with a few fields more."""

import hashlib
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, PositiveFloat, PositiveInt, model_validator

from cellscanner_shared.packages.manifest import ClassName, Sha256
from cellscanner_shared.trainings.errors import SnapshotDamaged
from cellscanner_shared.trainings.part import Part

Split = Literal["train", "val", "test"]
Region = tuple[float, float, float, float]


class Category(Part):
    """A class of the plan; ids count from 1 in the plan's order."""

    id: PositiveInt
    name: ClassName


class SnapshotImage(Part):
    """A picture: `source_key` is the object of the original as uploaded, `sha256` that object's.

    `checked` are regions `x1, y1, x2, y2` in which unmarked cells count as background, and the only ones that train;
    empty means the whole picture.
    """

    id: PositiveInt
    file_name: str
    width: PositiveInt
    height: PositiveInt
    image_id: UUID
    source_key: str
    page: Annotated[int, Field(ge=0)] = 0
    sha256: Sha256
    micrometers_per_pixel: PositiveFloat | None = None
    split: Split
    checked: tuple[Region, ...] = ()


class SnapshotAnnotation(Part):
    """A cell: `bbox` is `x, y, w, h` in pixels of the full picture."""

    id: PositiveInt
    image_id: PositiveInt
    category_id: PositiveInt
    bbox: tuple[float, float, PositiveFloat, PositiveFloat]
    area: PositiveFloat
    iscrowd: Literal[0] = 0


class Snapshot(Part):
    """All pictures and cells of a training, in one order: the same labels give the same bytes."""

    images: Annotated[tuple[SnapshotImage, ...], Field(min_length=1)]
    annotations: tuple[SnapshotAnnotation, ...]
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        images, categories = {one.id for one in self.images}, {one.id for one in self.categories}
        if len(images) != len(self.images) or len(categories) != len(self.categories):
            raise ValueError("an id is used twice")
        if {one.image_id for one in self.annotations} - images:
            raise ValueError("an annotation is of no picture")
        if {one.category_id for one in self.annotations} - categories:
            raise ValueError("an annotation is of no class")
        return self

    def encode(self) -> bytes:
        """The JSON as it is stored."""
        return self.model_dump_json().encode()


def read_snapshot(body: bytes, sha256: str) -> Snapshot:
    """The snapshot that `sha256` proves; raises SnapshotDamaged for other bytes."""
    if hashlib.sha256(body).hexdigest() != sha256:
        raise SnapshotDamaged("The stored snapshot is not the one that was frozen.")
    return Snapshot.model_validate_json(body)
