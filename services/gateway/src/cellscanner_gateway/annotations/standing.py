"""The cells of a prediction's pictures as they stand now: as predicted, or as somebody has labelled them since."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from cellscanner_shared.cells import CellTable
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.cells import Content, from_prediction
from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.trails import Trail, newest_trails
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.predictions import repository as predictions
from cellscanner_gateway.predictions.models import ImageState, Prediction
from cellscanner_gateway.predictions.objects import cells_key
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.together import of_each


@dataclass(frozen=True)
class Standing:
    """A picture that was recognised, with its cells now. An id `p7` is the prediction's cell 7 either way."""

    picture: Picture
    content: Content


async def recognised(
    session: AsyncSession, prediction: Prediction, image_ids: Collection[UUID] | None = None
) -> list[Picture]:
    """The prediction's pictures that have a result, in its order; of `image_ids` alone where given."""
    pictures = await predictions.pictures_of(session, [prediction.id])
    done = [one for one in pictures if one.result.state == ImageState.SUCCEEDED]
    return done if image_ids is None else [one for one in done if one.image.id in image_ids]


async def standing(desk: Desk, user: Principal, prediction: Prediction, pictures: Sequence[Picture]) -> list[Standing]:
    """The cells of these pictures as the user may see them. Raises CellsDamaged, ObjectMissing, StoreUnavailable."""
    async with desk.resources.database.transaction() as session:
        trails = await newest_trails(session, user.id, [one.image.id for one in pictures])
    classes = {one["name"]: one["target"] for one in prediction.classes}

    async def read(picture: Picture) -> Standing:
        return Standing(picture, await _content(desk, prediction.id, picture, classes, trails))

    return await of_each(pictures, read)


async def _content(
    desk: Desk, prediction_id: UUID, picture: Picture, classes: dict[str, bool], trails: dict[UUID, Trail]
) -> Content:
    trail = trails.get(picture.image.id)
    if trail is not None:
        return await desk.contents.at(trail)
    key = cells_key(prediction_id, picture.image.id)

    def predicted() -> Content:
        return from_prediction(CellTable.from_arrow_bytes(desk.resources.store.get_bytes(key)), classes)

    return await asyncio.to_thread(predicted)
