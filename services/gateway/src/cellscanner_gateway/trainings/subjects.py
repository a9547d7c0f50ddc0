"""The pictures of a training with what is known of them: rows, labels, hashes, and what is wrong with them."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import numpy as np
from cellscanner_shared.errors import ObjectMissing, PictureError
from cellscanner_shared.geometry import Boxes
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.cells import Changes
from cellscanner_gateway.annotations.labels import LabelledImage
from cellscanner_gateway.annotations.service import corrected_labels
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.repository import find_images
from cellscanner_gateway.projects.access import demand_each
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings import problems, repository
from cellscanner_gateway.trainings.likeness import hash_picture
from cellscanner_gateway.trainings.schemas import TrainingProblem

_SMALLEST_SIDE = 1.0


@dataclass(frozen=True, eq=False)
class Subject:
    """A picture whose labels can be learned from.

    `dhash` is its perceptual hash, `corrections` how the labels differ from the prediction that they began with, None
    where they began otherwise. With `every`, all its cells are of that class, whatever their labels say.
    """

    image: Image
    labels: LabelledImage
    dhash: int
    corrections: Changes | None
    every: str | None = None

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """(N,) which cells count: those whose centre lies in a checked region."""
        centres = (self.labels.boxes[:, :2] + self.labels.boxes[:, 2:]) / 2
        inside = np.zeros(len(centres), np.bool_)
        for x1, y1, x2, y2 in self.labels.checked:
            inside |= ((centres >= (x1, y1)) & (centres < (x2, y2))).all(axis=1)
        return inside

    @cached_property
    def cells(self) -> tuple[Boxes, list[str]]:
        """(M, 4) boxes within the picture, and the class of each."""
        limits = np.array([self.image.width, self.image.height] * 2, np.float32)
        names = [name for name, counts in zip(self.labels.class_names, self.inside, strict=True) if counts]
        return np.clip(self.labels.boxes[self.inside], 0, limits), [self.every or name for name in names]

    @property
    def empty_boxes(self) -> int:
        """Cells that have no area."""
        boxes, _ = self.cells
        return int(np.count_nonzero((boxes[:, 2:] - boxes[:, :2] < _SMALLEST_SIDE).any(axis=1)))


@dataclass
class Gathered:
    """What came of the pictures asked for."""

    subjects: list[Subject] = field(default_factory=list)
    problems: list[TrainingProblem] = field(default_factory=list)


async def gather(
    user: Principal, resources: Resources, image_ids: Sequence[UUID], also: Collection[UUID] = ()
) -> Gathered:
    """The pictures of `image_ids` in their order, then those of `also`, of which the unusable ones are left out."""
    wanted = list(dict.fromkeys([*image_ids, *sorted(also, key=str)]))
    async with resources.database.transaction() as session:
        await _demand_right(session, user, image_ids)
        images = {one.id: one for one in await find_images(session, user.id, wanted, Role.ANNOTATOR)}
        hashes = await repository.hashes_of(session, wanted)
    labels = {one[0].image_id: one for one in await corrected_labels(resources, wanted, user.id)}
    fresh = await _hash_all([images[one] for one in wanted if one in labels and one not in hashes], resources)
    async with resources.database.transaction() as session:
        await repository.keep_hashes(session, fresh)
    asked, gathered = set(image_ids), Gathered()
    for image_id in wanted:
        found = _judge(image_id, images.get(image_id), labels.get(image_id), (hashes | fresh).get(image_id))
        if isinstance(found, Subject):
            gathered.subjects.append(found)
        elif image_id in asked:
            gathered.problems.append(found)
    return gathered


async def _demand_right(session: AsyncSession, user: Principal, image_ids: Sequence[UUID]) -> None:
    """Raises RoleTooLow for pictures that the user may look at and not learn from."""
    seen = await find_images(session, user.id, image_ids)
    await demand_each(session, user, {one.project_id for one in seen}, Role.ANNOTATOR)


def _judge(
    image_id: UUID, image: Image | None, corrected: tuple[LabelledImage, Changes | None] | None, dhash: int | None
) -> Subject | TrainingProblem:
    if image is None:
        return problems.picture_missing(image_id)
    if corrected is None:
        return problems.no_annotation(image_id, image.filename)
    labels, corrections = corrected
    if not labels.checked:
        return problems.nothing_checked(image_id, image.filename)
    if dhash is None:
        return problems.picture_unreadable(image_id, image.filename)
    subject = Subject(image, labels, dhash, corrections)
    return problems.empty_boxes(image_id, image.filename, subject.empty_boxes) if subject.empty_boxes else subject


async def _hash_all(images: Sequence[Image], resources: Resources) -> dict[UUID, int]:
    """The hash of each picture that can be read."""
    hashes = await asyncio.gather(*(_hash(image, resources) for image in images))
    return {image.id: one for image, one in zip(images, hashes, strict=True) if one is not None}


async def _hash(image: Image, resources: Resources) -> int | None:
    async with resources.looking:
        with TemporaryDirectory(dir=resources.scratch) as folder:
            path = Path(folder) / "original"
            try:
                await asyncio.to_thread(resources.store.get_file, image.original_key, path)
                return await asyncio.to_thread(hash_picture, path, image.page)
            except (ObjectMissing, PictureError):
                return None
