"""The three ways in which a person's work becomes a revision: put whole, started anew, changed by operations."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from cellscanner_shared.cells import CellTable
from cellscanner_shared.errors import InvalidRequest

from cellscanner_gateway.annotations import repository
from cellscanner_gateway.annotations.cells import (
    Box,
    Cell,
    Content,
    by_id,
    check_room,
    difference,
    from_prediction,
)
from cellscanner_gateway.annotations.commits import Desk, Draft
from cellscanner_gateway.annotations.content import apply
from cellscanner_gateway.annotations.errors import AnnotationChanged
from cellscanner_gateway.annotations.models import AnnotationRevision, RevisionKind
from cellscanner_gateway.annotations.operations import boxes_of
from cellscanner_gateway.annotations.schemas import AnnotationIn, CellIn, OperationsIn, Source, StartIn
from cellscanner_gateway.annotations.service import change
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.service import get_image
from cellscanner_gateway.predictions import service as predictions
from cellscanner_gateway.projects.models import Role


async def put(desk: Desk, user: Principal, whose: Whose, base: int | None, wanted: AnnotationIn) -> AnnotationRevision:
    """Replace all labels. Cells whose ids were there keep where they came from."""

    def make(image: Image, old: Content) -> Draft:
        check_inside(image, [*(cell.box for cell in wanted.cells), *wanted.checked])
        classes = {one.name: one.target for one in wanted.classes} if wanted.classes else old.classes
        new = Content(classes, by_id(_put_cell(old, cell) for cell in wanted.cells), tuple(wanted.checked))
        if len(new.cells) < len(wanted.cells):
            raise InvalidRequest("Two cells have the same id.", reason="cell-id-twice")
        _check_classes(new)
        source = None if base else Source(kind="empty")
        return replacement(RevisionKind.PUT, old, new, source)

    return await change(desk, user, whose, base, make)


def _put_cell(old: Content, wanted: CellIn) -> Cell:
    before = old.cells.get(wanted.id)
    if before is None:
        return Cell(wanted.id, wanted.box, wanted.class_)
    moved = before.box != wanted.box
    changed = before.changed or moved or before.class_name != wanted.class_
    shape = None if moved else before.shape
    return before._replace(box=wanted.box, class_name=wanted.class_, changed=changed, shape=shape)


def _check_classes(content: Content) -> None:
    unknown = {cell.class_name for cell in content.cells.values()} - content.classes.keys()
    if unknown:
        raise InvalidRequest(
            f"Cells have classes that are not in classes: {', '.join(sorted(unknown)[:10])}.",
            reason="cells-of-unknown-classes",
            classes=sorted(unknown)[:10],
        )


def replacement(kind: RevisionKind, old: Content, new: Content, source: Source | None) -> Draft:
    check_room(new)
    dumped = source.model_dump(mode="json") if source else None
    return Draft(kind, new, difference(old, new), dumped)


async def start(desk: Desk, user: Principal, whose: Whose, base: int | None, wanted: StartIn) -> AnnotationRevision:
    """Begin from the cells of a prediction, or from nothing; what was there is replaced."""
    new, source = await beginning(desk, user, whose.image_id, wanted)
    return await change(desk, user, whose, base, lambda _, old: replacement(RevisionKind.START, old, new, source))


async def beginning(desk: Desk, user: Principal, image_id: UUID, wanted: StartIn) -> tuple[Content, Source]:
    """The first content of labels. Raises NotFound, InvalidRequest, and what reading the prediction raises."""
    if (wanted.prediction_id is None) == (wanted.empty is None):
        raise InvalidRequest("Name either a prediction_id, or empty with classes.", reason="name-prediction-or-empty")
    if wanted.prediction_id is not None:
        new, source = await _predicted(desk, user, image_id, wanted.prediction_id)
    else:
        new, source = Content({one.name: one.target for one in wanted.classes or ()}), Source(kind="empty")
    if not new.classes:
        raise InvalidRequest("Name at least one class.", reason="no-class-named")
    return new, source


async def _predicted(desk: Desk, user: Principal, image_id: UUID, prediction_id: UUID) -> tuple[Content, Source]:
    async with desk.resources.database.transaction() as session:
        await get_image(session, user, image_id)
        prediction, _ = await predictions.get_result(session, user, prediction_id, image_id)
    body = await predictions.read_cells(desk.resources, prediction_id, image_id)
    classes = {one["name"]: one["target"] for one in prediction.classes}
    content = await asyncio.to_thread(lambda: from_prediction(CellTable.from_arrow_bytes(body), classes))
    return content, Source(kind="prediction", prediction_id=prediction.id, model=prediction.model)


async def operate(
    desk: Desk, user: Principal, whose: Whose, base: int | None, batch: OperationsIn
) -> AnnotationRevision:
    """Apply a batch once, however often it is sent. Its row says which operations were skipped."""
    earlier = await _sent_before(desk, user, whose, batch)
    if earlier is not None:
        return earlier

    def make(image: Image, old: Content) -> Draft:
        check_inside(image, [box for operation in batch.operations for box in boxes_of(operation)])
        applied = apply(old, batch.operations)
        return Draft(
            RevisionKind.OPERATIONS,
            applied.content,
            applied.changes,
            None if base else Source(kind="empty").model_dump(mode="json"),
            batch.operations,
            batch.batch_id,
            applied.skipped,
        )

    try:
        return await change(desk, user, whose, base, make)
    except AnnotationChanged:
        # The same batch, sent twice at once, may have been written since we looked.
        earlier = await _sent_before(desk, user, whose, batch)
        if earlier is None:
            raise
        return earlier


async def _sent_before(desk: Desk, user: Principal, whose: Whose, batch: OperationsIn) -> AnnotationRevision | None:
    async with desk.resources.database.transaction() as session:
        await get_image(session, user, whose.image_id, Role.ANNOTATOR)
        return await repository.find_batch(session, whose.id, batch.batch_id)


def check_inside(image: Image, boxes: Sequence[Box]) -> None:
    """Raises InvalidRequest for a box that leaves the picture."""
    for box in boxes:
        if box[2] > image.width or box[3] > image.height:
            raise InvalidRequest(
                f"The box {list(box)} leaves the picture of {image.width} x {image.height} pixels.",
                reason="box-outside",
                box=list(box),
                width=image.width,
                height=image.height,
            )
