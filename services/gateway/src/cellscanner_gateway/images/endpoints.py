"""Routes of pictures."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response, status
from fastapi.responses import StreamingResponse

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import Session
from cellscanner_gateway.images import delivery, repository, service
from cellscanner_gateway.images.delivery import CurrentViewer
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.schemas import ImageRead, ImageUpdate, UploadResult
from cellscanner_gateway.images.upload import take_in
from cellscanner_gateway.naming import Name
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.resources import CurrentResources, Resources
from cellscanner_gateway.responses import problems

router = APIRouter(tags=["images"])

_UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1},
                        "project": {"type": "string", "format": "uuid", "description": "Else the default project."},
                        "group": {"type": "string", "maxLength": 100, "description": "Made on use."},
                        "specimen": {"type": "string", "maxLength": 100, "description": "Made on use."},
                        "micrometers_per_pixel": {
                            "type": "number",
                            "exclusiveMinimum": 0.001,
                            "exclusiveMaximum": 1000,
                            "description": "Of every file, whatever it says itself.",
                        },
                    },
                },
                "encoding": {"files": {"contentType": "application/octet-stream"}},
            }
        },
    }
}


def _file(media_type: str) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "string", "format": "binary"}
    return {200: {"description": "The file", "content": {media_type: {"schema": schema}}}}


@router.post(
    "/images",
    operation_id="upload_images",
    status_code=status.HTTP_201_CREATED,
    responses=problems(400, 403, 404, 413, 422),
    openapi_extra=_UPLOAD_BODY,
)
async def upload_images(
    request: Request, user: CurrentUser, session: Session, resources: CurrentResources
) -> UploadResult:
    """Upload pictures. Each file has its own outcome: a bad one never spoils the others; the status is 201 anyway."""
    return await take_in(request, resources, session, user)


@router.get("/images", operation_id="list_images", responses=problems(404, 422))
async def list_images(
    user: CurrentUser,
    session: Session,
    project: UUID | None = None,
    group: Annotated[Name | None, Query(description="Name of a group.")] = None,
    specimen: Annotated[Name | None, Query(description="Name of a specimen.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[ImageRead]:
    """Pictures of your projects, newest first."""
    if project is not None:
        await get_project(session, user, project)
    images, next_cursor = await repository.list_images(
        session, user.id, project_id=project, group=group, specimen=specimen, limit=limit, cursor=cursor
    )
    return Page(items=[ImageRead.of(image) for image in images], next_cursor=next_cursor)


@router.get("/images/{image_id}", operation_id="get_image", responses=problems(404, 422))
async def get_image(image_id: UUID, user: CurrentUser, session: Session) -> ImageRead:
    return ImageRead.of(await service.get_image(session, user, image_id))


@router.patch("/images/{image_id}", operation_id="update_image", responses=problems(403, 404, 422))
async def update_image(image_id: UUID, wanted: ImageUpdate, user: CurrentUser, session: Session) -> ImageRead:
    """Change a picture's group, specimen or scale."""
    return ImageRead.of(await service.update_image(session, user, image_id, wanted))


@router.delete(
    "/images/{image_id}",
    operation_id="delete_image",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 422),
)
async def delete_image(image_id: UUID, user: CurrentUser, session: Session) -> None:
    """Remove a picture, its labels and what was predicted on it. Takes an owner of its project."""
    await service.delete_image(session, user, image_id)


@router.get(
    "/images/{image_id}/content",
    operation_id="get_image_content",
    response_class=StreamingResponse,
    responses=problems(404, 422) | _file("application/octet-stream"),
)
async def get_image_content(image_id: UUID, user: CurrentUser, resources: CurrentResources) -> StreamingResponse:
    """The file as it was uploaded."""
    return await delivery.original(await _find(resources, user, image_id), resources)


@router.get(
    "/images/{image_id}/thumbnail",
    operation_id="get_image_thumbnail",
    response_class=Response,
    responses=problems(404, 422) | _file("image/jpeg"),
)
async def get_image_thumbnail(
    image_id: UUID, user: CurrentUser, resources: CurrentResources, viewer: CurrentViewer
) -> Response:
    """A JPEG of at most 256 pixels a side."""
    return delivery.jpeg(await viewer.thumbnail(await _find(resources, user, image_id)))


@router.get(
    "/images/{image_id}/dzi.dzi",
    operation_id="get_image_dzi",
    response_class=Response,
    responses=problems(404, 422) | _file("application/xml"),
)
async def get_image_dzi(image_id: UUID, user: CurrentUser, session: Session) -> Response:
    """The Deep Zoom descriptor; the tiles lie beside it under `dzi_files/`."""
    return delivery.descriptor(await service.get_image(session, user, image_id))


@router.get(
    "/images/{image_id}/dzi_files/{level}/{col}_{row}.jpeg",
    operation_id="get_image_tile",
    response_class=Response,
    responses=problems(404, 422) | _file("image/jpeg"),
)
async def get_image_tile(
    image_id: UUID,
    level: Annotated[int, Path(ge=0, le=40)],
    col: Annotated[int, Path(ge=0)],
    row: Annotated[int, Path(ge=0)],
    user: CurrentUser,
    resources: CurrentResources,
    viewer: CurrentViewer,
) -> Response:
    """One Deep Zoom tile."""
    return delivery.jpeg(await viewer.tile(await _find(resources, user, image_id), level, col, row))


async def _find(resources: Resources, user: Principal, image_id: UUID) -> Image:
    """In a transaction of its own: nothing slow happens while a connection to the database is held."""
    async with resources.database.transaction() as session:
        return await service.get_image(session, user, image_id)
