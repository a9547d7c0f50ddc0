"""*All like this* over many pictures: a prediction's cells by how much its model sees in them what it sees in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from cellscanner_shared.errors import InvalidRequest, NotFound

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.embeddings import Describer, Rows, shelf_of_prediction
from cellscanner_gateway.annotations.errors import NoEmbeddings
from cellscanner_gateway.annotations.schemas import AlikeCell, AlikeIn, AlikeOut
from cellscanner_gateway.annotations.similar import cosine, nearest
from cellscanner_gateway.annotations.standing import Standing, recognised, standing
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.models.service import handle
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.predictions import service
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.predictions.repository import find_model_version
from cellscanner_gateway.tools import Toolbox

# Described in one request: some seconds on two cores. The caller asks again until all are compared.
MOST_NEW = 1000
# 512 numbers a cell: a hundred megabytes.
MOST_COMPARED = 50_000


@dataclass
class _Seen:
    """The cells of a picture, and the embeddings of those that are described; NaN rows are not."""

    standing: Standing
    ids: list[str]
    boxes: Rows
    rows: Rows

    @property
    def missing(self) -> list[int]:
        return np.flatnonzero(np.isnan(self.rows[:, 0])).tolist() if len(self.rows) else []


async def alike(desk: Desk, tools: Toolbox, user: Principal, prediction_id: UUID, wanted: AlikeIn) -> AlikeOut:
    """Cells of the prediction most like the chosen one, without itself, best first.

    At most `MOST_NEW` cells are described for the first time, the chosen one's picture first; `compared` of `cells`
    says how far that got. Raises NotFound, NoEmbeddings, InvalidRequest, and what the classifier service is refused.
    """
    async with desk.resources.database.transaction() as session:
        prediction = await service.get(session, user, prediction_id)
        version = await find_model_version(session, prediction.model_version_id)
        if version is None:
            raise NoEmbeddings("The model of this prediction was removed.", reason="prediction-model-gone")
        model = handle(version)
        chosen_ids = None if wanted.image_ids is None else {*wanted.image_ids, wanted.image_id}
        pictures = await recognised(session, prediction, chosen_ids)
    pictures.sort(key=lambda one: one.image.id != wanted.image_id)
    now = await standing(desk, user, prediction, pictures)
    if not now or now[0].picture.image.id != wanted.image_id or wanted.cell_id not in now[0].content.cells:
        raise NotFound("There is no such cell.", reason="no-such-cell")
    if sum(len(one.content.cells) for one in now) > MOST_COMPARED:
        raise InvalidRequest(
            f"More than {MOST_COMPARED} cells cannot be compared at once; name fewer image_ids.",
            reason="too-many-cells-to-compare",
            most=MOST_COMPARED,
        )
    seen = await _described(desk, tools, prediction, model, now, wanted.cell_id)
    return _answer(seen, wanted)


async def _described(
    desk: Desk, tools: Toolbox, prediction: Prediction, model: ModelHandle, now: Sequence[Standing], cell_id: str
) -> list[_Seen]:
    spec = model.manifest.classifier or model.manifest.embedding
    if spec is None:
        raise NoEmbeddings(
            f"The model {model.ref} has no network that describes single cells.",
            reason="model-describes-no-cells",
            model=str(model.ref),
        )
    seen: list[_Seen] = []
    left = MOST_NEW
    for one in now:
        image = one.picture.image
        describer = Describer(desk, tools, image, model, spec, shelf_of_prediction(prediction.id, image.id))
        cells = one.content.cells
        boxes = np.array([cell.box for cell in cells.values()], np.float32).reshape(-1, 4)
        mine = _Seen(one, list(cells), boxes, await _known(describer, boxes))
        new = nearest(boxes, mine.ids.index(cell_id), mine.missing, left) if not seen else mine.missing[:left]
        if new:
            mine.rows[new] = await describer.describe(boxes[new])
            have = np.flatnonzero(~np.isnan(mine.rows[:, 0]))
            await describer.keep({boxes[row].tobytes(): mine.rows[row] for row in have.tolist()})
        left -= len(new)
        seen.append(mine)
    return seen


async def _known(describer: Describer, boxes: Rows) -> Rows:
    known = await describer.known()
    rows = np.full((len(boxes), describer.spec.embedding_size), np.nan, np.float32)
    for place, box in enumerate(boxes):
        kept = known.get(box.tobytes())
        if kept is not None:
            rows[place] = kept
    return rows


def _answer(seen: Sequence[_Seen], wanted: AlikeIn) -> AlikeOut:
    names = [(one.standing.picture.image.id, cell_id) for one in seen for cell_id in one.ids]
    rows = np.concatenate([one.rows for one in seen])
    chosen = seen[0].ids.index(wanted.cell_id)
    compared = np.flatnonzero(~np.isnan(rows[:, 0]))
    likeness = cosine(rows[compared], rows[chosen])
    best = [place for place in np.argsort(-likeness, kind="stable").tolist() if compared[place] != chosen]
    items = [
        AlikeCell(
            image_id=names[compared[place]][0],
            id=names[compared[place]][1],
            similarity=round(float(likeness[place]), 6),
        )
        for place in best[: wanted.limit]
    ]
    return AlikeOut(items=items, compared=len(compared), cells=len(rows))
