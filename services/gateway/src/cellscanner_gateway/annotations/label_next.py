"""Which pictures are most worth correcting, by what a prediction says about its own cells."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from cellscanner_shared.cells import CellTable
from cellscanner_shared.geometry.boxes import centres
from cellscanner_shared.geometry.grid import pairs_within
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository
from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.schemas import LabelNext, LabelNextList, LabelReason
from cellscanner_gateway.annotations.standing import recognised
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.predictions import repository as predictions
from cellscanner_gateway.predictions import service
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.predictions.objects import cells_key
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.together import of_each

# A cell is doubtful below these calibrated scores: of there being a cell, and of its class.
DOUBTFUL_SCORE, DOUBTFUL_CLASS = 0.7, 0.8
# Circles of the cells' radii that overlap by this much are easily taken for one cell.
_CROWDED = 0.75
_WEIGHTS = {"low-confidence": 0.5, "overruled": 0.3, "crowded": 0.2}
# What has been corrected teaches little more; a picture of few cells teaches little at all.
_CORRECTED_COUNTS, _FEW_CELLS = 0.2, 5


@dataclass(frozen=True)
class Doubts:
    """Shares of the cells of a picture, 0 to 1, and how many cells there are."""

    cells: int
    low_confidence: float
    overruled: float
    crowded: float

    @property
    def shares(self) -> dict[str, float]:
        return {"low-confidence": self.low_confidence, "overruled": self.overruled, "crowded": self.crowded}

    @property
    def score(self) -> float:
        """0 to 1, by weight; shrunk where there are only a few cells."""
        whole = sum(_WEIGHTS[code] * share for code, share in self.shares.items())
        return whole * self.cells / (self.cells + _FEW_CELLS)


def doubts(table: CellTable) -> Doubts:
    """What is doubtful about the cells of one picture."""
    count = len(table)
    if not count:
        return Doubts(0, 0.0, 0.0, 0.0)
    # NaN, where no classifier looked, is not below anything.
    low = (table.score < DOUBTFUL_SCORE) | (table.class_score < DOUBTFUL_CLASS)
    return Doubts(count, float(low.mean()), float(table.corrected.mean()), _crowded(table) / count)


def _crowded(table: CellTable) -> int:
    """Cells that overlap another one's circle by a quarter."""
    points = centres(table.boxes)
    radii = (table.boxes[:, 2:] - table.boxes[:, :2]).astype(np.float64).sum(axis=1) / 4
    # Three times the middle radius bounds the pairs; a single huge box must not bring every pair in.
    first, second = pairs_within(points, points, 3 * float(np.median(radii)) * _CROWDED)
    apart = np.hypot(*(points[first] - points[second]).T)
    close = (first != second) & (apart < _CROWDED * (radii[first] + radii[second]))
    return len(np.unique(first[close]))


async def label_next(
    desk: Desk, user: Principal, project_id: UUID, prediction_id: UUID | None, limit: int
) -> LabelNextList:
    """Pictures of the prediction, else of the project's newest, most worth correcting first. Raises NotFound."""
    async with desk.resources.database.transaction() as session:
        project = await get_project(session, user, project_id)
        prediction = await newest_prediction(session, user, project.id, prediction_id)
        if prediction is None:
            return LabelNextList(items=[])
        own = await of_project(session, prediction, project.id)
        corrected = await repository.corrected(session, user.id, [one.image.id for one in own])
    found = await _all_doubts(desk, prediction.id, own)
    items = [_item(one, doubt, one.image.id in corrected) for one, doubt in zip(own, found, strict=True)]
    items.sort(key=lambda item: -item.score)
    return LabelNextList(items=items[:limit])


async def newest_prediction(
    session: AsyncSession, user: Principal, project_id: UUID, prediction_id: UUID | None
) -> Prediction | None:
    """The one that is named, else the newest of the project."""
    if prediction_id is not None:
        return await service.get(session, user, prediction_id)
    newest, _ = await predictions.list_newest(session, user.id, project_id=project_id, limit=1, cursor=None)
    return newest[0] if newest else None


async def of_project(session: AsyncSession, prediction: Prediction, project_id: UUID) -> list[Picture]:
    """Those of its pictures that have a result and are in the project."""
    return [one for one in await recognised(session, prediction) if one.image.project_id == project_id]


async def _all_doubts(desk: Desk, prediction_id: UUID, pictures: Sequence[Picture]) -> list[Doubts]:
    async def one(picture: Picture) -> Doubts:
        return await asyncio.to_thread(_read, desk, prediction_id, picture.image.id)

    return await of_each(pictures, one)


def _read(desk: Desk, prediction_id: UUID, image_id: UUID) -> Doubts:
    body = desk.resources.store.get_bytes(cells_key(prediction_id, image_id))
    return doubts(CellTable.from_arrow_bytes(body))


def _item(picture: Picture, found: Doubts, corrected: bool) -> LabelNext:
    by_weight = sorted(found.shares.items(), key=lambda share: -_WEIGHTS[share[0]] * share[1])
    reasons = [{"code": code, "value": round(share, 4)} for code, share in by_weight if share > 0]
    if not corrected:
        reasons.append({"code": "not-corrected", "value": 1.0})
    return LabelNext(
        image_id=picture.image.id,
        filename=picture.image.filename,
        score=round(found.score * (_CORRECTED_COUNTS if corrected else 1.0), 4),
        reasons=[LabelReason.model_validate(reason) for reason in reasons],
    )
