"""/projects/{id}/label-imports and /label-imports"""

from typing import Annotated, Any
from uuid import UUID

from cellscanner_shared.formats import FORMATS
from fastapi import APIRouter, Query, Request, Response, status

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.jobs.endpoints import IdempotencyKey, accepted
from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.label_imports import repository, service
from cellscanner_gateway.label_imports.models import Outcome
from cellscanner_gateway.label_imports.schemas import (
    ApplyIn,
    ChoicesIn,
    ImportedPictureList,
    LabelImportOut,
)
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.predictions.cells import decode_cursor
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools

router = APIRouter(tags=["label imports"])
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "Labels, or a zip of them."},
                        "format": {"type": "string", "enum": list(FORMATS), "description": "Else recognised."},
                    },
                }
            }
        },
    }
}


@router.post(
    "/projects/{project_id}/label-imports",
    operation_id="create_label_import",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(400, 403, 404, 409, 413, 422),
    openapi_extra=_BODY,
)
async def create_label_import(
    project_id: UUID,
    request: Request,
    user: CurrentUser,
    resources: CurrentResources,
    tools: Tools,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> JobOut:
    """Send labels of many pictures: a COCO file, or a zip of COCO, YOLO, VOC, labelme or GeoJSON files.

    Or send the zip of a whole project: its pictures that are not here are to be added, with groups and current labels.
    The job reads them and finds their pictures by name; nothing changes. Its result is the import: look at it, then
    apply it.
    """
    job = await service.take_in(request, resources, tools.queue, user, project_id, idempotency_key)
    return accepted(job, response)


@router.get("/projects/{project_id}/label-imports", operation_id="list_label_imports", responses=problems(404))
async def list_label_imports(
    project_id: UUID, user: CurrentUser, session: Session, limit: Limit = 100, cursor: Cursor = None
) -> Page[LabelImportOut]:
    """The imports into a project, newest first."""
    await get_project(session, user, project_id)
    found, next_cursor = await repository.list_newest(session, project_id, limit=limit, cursor=cursor)
    return Page(items=await service.present_each(session, user, project_id, found), next_cursor=next_cursor)


@router.get("/label-imports/{import_id}", operation_id="get_label_import", responses=problems(404))
async def get_label_import(import_id: UUID, user: CurrentUser, session: Session) -> LabelImportOut:
    """What was found in the file: pictures by outcome, cells a class, what is left out and why."""
    return await service.present(session, user, await service.get(session, user, import_id))


@router.get("/label-imports/{import_id}/pictures", operation_id="list_imported_pictures", responses=problems(404, 422))
async def list_imported_pictures(
    import_id: UUID,
    user: CurrentUser,
    session: Session,
    outcome: Annotated[list[Outcome] | None, Query(description="Of these outcomes alone.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> ImportedPictureList:
    """Each picture that the file speaks of, in the order of the file."""
    return await service.pictures(session, user, import_id, outcome or (), decode_cursor(cursor), limit)


@router.post(
    "/label-imports/{import_id}/read",
    operation_id="read_label_import",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(403, 404, 409, 422),
)
async def read_label_import(
    import_id: UUID, wanted: ChoicesIn, user: CurrentUser, session: Session, tools: Tools, response: Response
) -> JobOut:
    """Read the file again, with pictures chosen for names that fit several of them or none."""
    return accepted(await service.read_again(session, tools.queue, user, import_id, wanted), response)


@router.post(
    "/label-imports/{import_id}/apply",
    operation_id="apply_label_import",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(403, 404, 409, 422),
)
async def apply_label_import(
    import_id: UUID, wanted: ApplyIn, user: CurrentUser, session: Session, tools: Tools, response: Response
) -> JobOut:
    """Let the labels become revisions of their pictures. Labels that somebody edited since the preview stay."""
    return accepted(await service.apply(session, tools.queue, user, import_id, wanted), response)


@router.post(
    "/label-imports/{import_id}/undo",
    operation_id="undo_label_import",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(403, 404, 409),
)
async def undo_label_import(
    import_id: UUID, user: CurrentUser, session: Session, tools: Tools, response: Response
) -> JobOut:
    """Bring the pictures back to what they were before, but for those that somebody edited since."""
    return accepted(await service.undo(session, tools.queue, user, import_id), response)


@router.delete(
    "/label-imports/{import_id}",
    operation_id="delete_label_import",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 409),
)
async def delete_label_import(import_id: UUID, user: CurrentUser, session: Session) -> None:
    """Forget an import and the file that was sent. The labels it has made stay."""
    await service.delete(session, user, import_id)
