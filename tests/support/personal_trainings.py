"""Plans and snapshots of personal trainings, laid out as the worker lays them out."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import numpy as np
from cellscanner_shared.packages import package_digest, verify_package
from cellscanner_shared.trainings import (
    Category,
    Snapshot,
    SnapshotAnnotation,
    SnapshotImage,
    Split,
    TrainingPlan,
)
from cellscanner_shared.trainings.layout import original
from cellscanner_trainer.data.labelled import LabelledPicture

_SPACE = UUID("5f0c8f3e-6b0a-4d0e-9d57-2f6b1f2f0a11")


@dataclass(frozen=True)
class Given:
    """A labelled picture and the side that it is on."""

    picture: LabelledPicture
    split: Split
    checked: tuple[tuple[float, float, float, float], ...] = ()


def lay_out(work: Path, given: Sequence[Given], classes: Sequence[str]) -> Snapshot:
    """The snapshot of the pictures, with their originals where the trainer looks for them below `work`."""
    images: list[SnapshotImage] = []
    annotations: list[SnapshotAnnotation] = []
    for number, one in enumerate(given, start=1):
        image = _image(number, one)
        target = original(work, image)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one.picture.path, target)
        images.append(image)
        for (x1, y1, x2, y2), index in zip(one.picture.boxes.tolist(), one.picture.class_index.tolist(), strict=True):
            box = (x1, y1, x2 - x1, y2 - y1)
            annotations.append(
                SnapshotAnnotation(
                    id=len(annotations) + 1, image_id=number, category_id=index + 1, bbox=box, area=box[2] * box[3]
                )
            )
    categories = tuple(Category(id=number, name=name) for number, name in enumerate(classes, start=1))
    return Snapshot(images=tuple(images), annotations=tuple(annotations), categories=categories)


def image_id(picture: LabelledPicture) -> UUID:
    """The id that a picture gets: of its name, so that it is the same in every snapshot."""
    return uuid5(_SPACE, picture.path.name)


def _image(number: int, one: Given) -> SnapshotImage:
    picture = one.picture
    return SnapshotImage(
        id=number,
        file_name=picture.path.name,
        width=picture.width,
        height=picture.height,
        image_id=image_id(picture),
        source_key=f"pictures/{image_id(picture)}/original",
        sha256=hashlib.sha256(picture.path.read_bytes()).hexdigest(),
        split=one.split,
        checked=one.checked,
    )


def plan_of(snapshot: Snapshot, base: Path, **changes: Any) -> TrainingPlan:
    """A quick training of both units of `ada/mine@1` from `base`, with its classes, unless `changes` say otherwise."""
    manifest, digest = verify_package(base), package_digest(base)
    ref = str(manifest.ref)
    known = {one.name: one.target for one in manifest.classes}
    classes = [{"name": one.name, "target": known.get(one.name, False)} for one in snapshot.categories]
    content = {
        "mode": "quick",
        "units": ("target-detection", "target-classification"),
        "owner": "ada",
        "name": "mine",
        "version": 1,
        "title": manifest.title.model_dump(),
        "classes": classes,
        "licence": manifest.licence.model_dump(),
        **{
            f"{role}{part}": value
            for role in ("base", "start", "old")
            for part, value in (("", ref), ("_digest", digest))
        },
        "snapshot": "trainings/1/snapshot.json",
        "snapshot_sha256": hashlib.sha256(snapshot.encode()).hexdigest(),
    }
    return TrainingPlan.model_validate(content | changes)


def split_by(pictures: Sequence[LabelledPicture], train: int, val: int) -> list[Given]:
    """The first `train` pictures learn, the next `val` validate, the others are held out."""
    return [
        *(Given(picture, "train") for picture in pictures[:train]),
        *(Given(picture, "val") for picture in pictures[train : train + val]),
        *(Given(picture, "test") for picture in pictures[train + val :]),
    ]


def shuffled(pictures: Sequence[LabelledPicture], seed: int) -> list[LabelledPicture]:
    """The same pictures in an order of chance."""
    return [pictures[place] for place in np.random.default_rng(seed).permutation(len(pictures))]
