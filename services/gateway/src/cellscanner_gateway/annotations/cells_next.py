"""Which cells are most worth a look: those of which the model is least sure and that nobody has looked at yet."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from cellscanner_gateway.annotations.cells import Box, Cell
from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.label_next import newest_prediction, of_project
from cellscanner_gateway.annotations.schemas import CellReason, CellsToCheck, CellToCheck
from cellscanner_gateway.annotations.standing import Standing, standing
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.projects.service import get_project

# As the page sorts crops: the margin counts most, then that both networks disagreed, then a low detection score.
DISAGREEMENT, DETECTION = 0.3, 0.5


def doubt(cell: Cell) -> tuple[float, list[CellReason]]:
    """How much a predicted cell is worth a look, 0 to 1.3, and why, the weightiest first."""
    unsure = 0.0 if cell.class_score is None else min(1.0, 2 * (1 - cell.class_score))
    disagreed = DISAGREEMENT if cell.corrected else 0.0
    faint = DETECTION * (1 - (cell.score or 0.0))
    weighed = [("small-margin", unsure, unsure), ("overruled", disagreed, 1.0), ("low-score", faint, 2 * faint)]
    weighed.sort(key=lambda one: -one[1])
    reasons = [
        CellReason.model_validate({"code": code, "value": round(value, 4)}) for code, weight, value in weighed if weight
    ]
    return max(unsure + disagreed, faint), reasons


async def cells_to_check(
    desk: Desk, user: Principal, project_id: UUID, prediction_id: UUID | None, limit: int
) -> CellsToCheck:
    """Cells of the prediction, else of the project's newest, most worth a look first. Raises NotFound."""
    async with desk.resources.database.transaction() as session:
        project = await get_project(session, user, project_id)
        prediction = await newest_prediction(session, user, project.id, prediction_id)
        if prediction is None:
            return CellsToCheck(items=[], cells=0)
        pictures = await of_project(session, prediction, project.id)
    now = await standing(desk, user, prediction, pictures)
    return await asyncio.to_thread(_ranked, now, limit)


def _ranked(now: Sequence[Standing], limit: int) -> CellsToCheck:
    open_cells = [(one, cell) for one in now for cell in one.content.cells.values() if _is_open(cell, one)]
    found = [(*doubt(cell), one, cell) for one, cell in open_cells]
    found.sort(key=lambda one: -one[0])
    items = [
        CellToCheck(
            image_id=one.picture.image.id,
            filename=one.picture.image.filename,
            id=cell.id,
            box=cell.box,
            class_=cell.class_name,
            score=round(score, 4),
            reasons=reasons,
        )
        for score, reasons, one, cell in found[:limit]
    ]
    return CellsToCheck(items=items, cells=len(found))


def _is_open(cell: Cell, one: Standing) -> bool:
    """Whether nobody has changed the cell, or checked the region it lies in."""
    return cell.origin == "predicted" and not cell.changed and not any(_holds(r, cell) for r in one.content.checked)


def _holds(region: Box, cell: Cell) -> bool:
    x, y = (cell.box[0] + cell.box[2]) / 2, (cell.box[1] + cell.box[3]) / 2
    return region[0] <= x <= region[2] and region[1] <= y <= region[3]
