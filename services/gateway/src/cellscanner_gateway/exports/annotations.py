"""The labels of a project as its people left them, whatever the prediction: from these another project can go on."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from cellscanner_shared.formats import CELLS_AT_ONCE
from cellscanner_shared.formats.streaming import json_pieces
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository, views
from cellscanner_gateway.annotations.cells import Content
from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.models import Annotation
from cellscanner_gateway.annotations.trails import Trail, trails_to
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.zips import Member


@dataclass(frozen=True)
class Kept:
    """The current labels of a picture, and how to come to their cells."""

    row: Annotation
    trail: Trail


async def kept_labels(session: AsyncSession, user_id: UUID, project_id: UUID) -> dict[UUID, Kept]:
    """By picture, those that are there for the user."""
    found = await repository.of_project(session, user_id, project_id)
    trails = await trails_to(session, {image.id: row.revision for row, image in found})
    return {image.id: Kept(row, trails[image.id]) for row, image in found}


async def annotation_members(
    desk: Desk, labels: Mapping[UUID, Kept], stems: Mapping[UUID, tuple[str, Image]], paths: dict[UUID, str]
) -> AsyncIterator[Member]:
    """A file a labelled picture; `paths` is filled with where each stands."""
    for image_id, (stem, _) in stems.items():
        if (kept := labels.get(image_id)) is not None:
            paths[image_id] = f"annotations/{stem}.json"
            yield Member(paths[image_id], _pieces(kept.row, await desk.contents.at(kept.trail)))


def _pieces(row: Annotation, content: Content) -> Iterator[bytes]:
    """Cells as `GET /images/{id}/annotation` has them, some thousand at a time."""
    head = {
        "revision": row.revision,
        "state": row.state,
        "classes": [{"name": name, "target": target} for name, target in content.classes.items()],
        "checked": content.checked,
    }
    return json_pieces(head, "cells", _runs(content))


def _runs(content: Content) -> Iterator[list[dict[str, Any]]]:
    cells = iter(content.cells.values())
    while run := [views.cell(one) for one in islice(cells, CELLS_AT_ONCE)]:
        yield run
