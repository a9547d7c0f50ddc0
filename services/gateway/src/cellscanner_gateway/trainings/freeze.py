"""The snapshot of a training: its pictures and labels as they are now, in the store, hashed, never changed."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import uuid4

from cellscanner_shared.packages import ModelClass
from cellscanner_shared.trainings import (
    REPLAY_FILE,
    SNAPSHOT_FILE,
    Category,
    Replay,
    Snapshot,
    SnapshotAnnotation,
    SnapshotImage,
    Split,
)

from cellscanner_gateway.database import utc_now
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings.prospect import Prospect
from cellscanner_gateway.trainings.subjects import Subject

# A snapshot without its row after this long belongs to a request that was cut short.
GIVEN_UP_AFTER = timedelta(hours=6)


@dataclass(frozen=True)
class Frozen:
    """A stored snapshot. Until its row commits, everything under `prefix` is noted as doomed."""

    prefix: str
    key: str
    sha256: str
    replay: Replay | None


async def freeze(resources: Resources, prospect: Prospect) -> Frozen:
    """Store what `prospect` learns from. Raises StoreUnavailable."""
    prefix = f"trainings/{uuid4()}/"
    async with resources.database.transaction() as early:
        objects.doom(early, prefix, utc_now() + GIVEN_UP_AFTER)
    sides = zip(prospect.subjects, prospect.sides, strict=True)
    sha256 = await _store(resources, prefix + SNAPSHOT_FILE, make_snapshot(sides, prospect.classes))
    replay = None
    if prospect.request.replay is not None and prospect.replay:
        body = make_snapshot(((one, "train") for one in prospect.replay), prospect.classes)
        replayed = await _store(resources, prefix + REPLAY_FILE, body)
        replay = Replay(snapshot=prefix + REPLAY_FILE, sha256=replayed, share=prospect.request.replay.share)
    return Frozen(prefix, prefix + SNAPSHOT_FILE, sha256, replay)


def make_snapshot(subjects: Iterable[tuple[Subject, Split]], classes: tuple[ModelClass, ...]) -> Snapshot:
    """The pictures in their order; ids count from 1."""
    categories = tuple(Category(id=number, name=one.name) for number, one in enumerate(classes, start=1))
    ids, places, images = count(1), {one.name: one.id for one in categories}, []
    annotations: list[SnapshotAnnotation] = []
    for number, (subject, side) in enumerate(subjects, start=1):
        images.append(_image(subject, side, number))
        annotations += _annotations(subject, number, places, ids)
    return Snapshot(images=tuple(images), annotations=tuple(annotations), categories=categories)


def _image(subject: Subject, side: Split, number: int) -> SnapshotImage:
    image, checked = subject.image, subject.labels.checked
    throughout = checked == ((0.0, 0.0, float(image.width), float(image.height)),)
    return SnapshotImage(
        id=number,
        file_name=image.filename,
        width=image.width,
        height=image.height,
        image_id=image.id,
        source_key=image.original_key,
        page=image.page,
        sha256=image.sha256,
        micrometers_per_pixel=image.micrometers_per_pixel,
        split=side,
        checked=() if throughout else checked,
    )


def _annotations(
    subject: Subject, number: int, places: dict[str, int], ids: "count[int]"
) -> Iterable[SnapshotAnnotation]:
    boxes, names = subject.cells
    for (x1, y1, x2, y2), name in zip(boxes.astype(float).tolist(), names, strict=True):
        width, height = x2 - x1, y2 - y1
        yield SnapshotAnnotation(
            id=next(ids),
            image_id=number,
            category_id=places[name],
            bbox=(x1, y1, width, height),
            area=width * height,
        )


async def _store(resources: Resources, key: str, snapshot: Snapshot) -> str:
    body = snapshot.encode()
    await asyncio.to_thread(resources.store.put_bytes, key, body, "application/json")
    return hashlib.sha256(body).hexdigest()
