"""The other steps of an import: its labels become revisions, and a later step takes those back.

A picture is done once: the revision carries the job as its batch, so a worker that died between writing it and
noting that goes on without writing it twice.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid5

from cellscanner_shared.errors import CellScannerError, NotFound
from cellscanner_shared.formats import clean_name

from cellscanner_gateway.annotations import repository as annotations
from cellscanner_gateway.annotations import table
from cellscanner_gateway.annotations.cells import Cell, Content, by_id
from cellscanner_gateway.annotations.commits import Desk, Draft
from cellscanner_gateway.annotations.editing import replacement
from cellscanner_gateway.annotations.errors import AnnotationChanged
from cellscanner_gateway.annotations.models import RevisionKind
from cellscanner_gateway.annotations.schemas import Source
from cellscanner_gateway.annotations.service import change
from cellscanner_gateway.annotations.trails import trail_to
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.label_imports.adding import add_picture
from cellscanner_gateway.label_imports.models import ImportedPicture, LabelImport, Outcome
from cellscanner_gateway.worker.patience import is_outage

Values = dict[str, Any]


async def apply_to(desk: Desk, user: Principal, found: LabelImport, row: ImportedPicture) -> Values:
    """What becomes of one picture: the columns to write. Raises only for an outage."""
    if row.archived is None:
        return await _label(desk, user, found, row)
    try:
        row.image_id = await add_picture(desk.resources, user, found, row)
    except CellScannerError as error:
        if is_outage(error):
            raise
        return _failed(error)
    added = {"image_id": row.image_id}
    if row.archived["targets"] is None:
        return added | {"outcome": Outcome.ADDED.value}
    return added | await _label(desk, user, found, row)


async def _label(desk: Desk, user: Principal, found: LabelImport, row: ImportedPicture) -> Values:
    """The labels of the file become a revision of the row's picture."""
    if row.had is not None and not found.replace:
        return {"outcome": Outcome.KEPT.value}
    body = await asyncio.to_thread(desk.resources.store.get_bytes, found.labels_key(row.place))

    def make(_: Image, old: Content) -> Draft:
        # Only the zip of a project, whose rows have no format, knows of classes that a picture has no cells of.
        new = mapped(table.from_bytes(body), old, found.mapping, every_class=row.form is None)
        source = Source(kind="import", filename=row.file)
        return replacement(RevisionKind.IMPORT, old, new, source)

    return await _changed(desk, user, found, row, make, Outcome.APPLIED)


async def take_back(desk: Desk, user: Principal, found: LabelImport, row: ImportedPicture) -> Values:
    """Bring one picture back to what it was, if nobody has edited it since. Raises only for an outage."""
    if row.image_id is None:
        return _failed(_deleted())
    async with desk.resources.database.transaction() as session:
        trail = await trail_to(session, row.image_id, row.base)
        source = await annotations.source_at(session, row.image_id, row.base)
    before = await desk.contents.at(trail)

    def make(_: Image, old: Content) -> Draft:
        draft = replacement(RevisionKind.PUT, old, before, None)
        return Draft(draft.kind, before, draft.changes, source, cleared=row.had is None)

    return await _changed(desk, user, found, row, make, Outcome.UNDONE)


async def _changed(
    desk: Desk,
    user: Principal,
    found: LabelImport,
    row: ImportedPicture,
    make: Callable[[Image, Content], Draft],
    outcome: Outcome,
) -> Values:
    """The outcome of one more revision of the picture, after the one that is known of it."""
    batch = uuid5(found.id, f"{found.step} {row.place}")
    base = row.base if row.revision is None else row.revision
    try:
        if row.image_id is None:
            raise _deleted()
        async with desk.resources.database.transaction() as session:
            earlier = await annotations.find_batch(session, row.image_id, batch)
        if earlier is None:
            earlier = await change(
                desk, user, Whose(row.image_id), base, lambda image, old: replace(make(image, old), batch_id=batch)
            )
    except AnnotationChanged:
        return {"outcome": Outcome.CHANGED.value}
    except CellScannerError as error:
        if is_outage(error):
            raise
        return _failed(error)
    return {"outcome": outcome.value, "revision": earlier.revision}


def _failed(error: CellScannerError) -> Values:
    return {"outcome": Outcome.FAILED.value, "problem": error.problem()}


def _deleted() -> NotFound:
    return NotFound("The picture was deleted meanwhile.", reason="picture-deleted")


def mapped(new: Content, old: Content, mapping: Mapping[str, Any], *, every_class: bool = False) -> Content:
    """The imported cells under the classes that were chosen for theirs; a class without one goes with its cells.

    A class that the picture had stays a target if it was one there. But for the zip of a project no file says what was
    checked, and the picture has to be checked anew.
    """
    names = {name: _target_of(name, mapping) for name in new.classes}
    kept = [cell for cell in new.cells.values() if names[cell.class_name] is not None]
    used = dict.fromkeys(names.values() if every_class else (names[cell.class_name] for cell in kept))
    targets = {names[name]: target for name, target in new.classes.items()}
    targets |= {one["to"]: bool(one["target"]) for one in mapping.values() if one["to"] is not None}
    classes = {name: old.classes.get(name, targets.get(name, False)) for name in used if name is not None}
    cells = (_renamed(cell, names[cell.class_name]) for cell in kept)
    return Content({**old.classes, **classes}, by_id(cells), new.checked)


def _target_of(name: str, mapping: Mapping[str, Any]) -> str | None:
    """The class of the project that a class of the file becomes: its own name where nothing was chosen."""
    chosen = mapping.get(name)
    return name if chosen is None else chosen["to"] and clean_name(chosen["to"])


def _renamed(cell: Cell, name: str | None) -> Cell:
    return cell if name is None else cell._replace(class_name=name)
