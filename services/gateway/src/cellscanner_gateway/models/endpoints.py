"""/models"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import StreamingResponse

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.models import service
from cellscanner_gateway.models.archive import read_sums, stream_zip
from cellscanner_gateway.models.schemas import AliasChange, AliasName, ModelDetail, ModelList, ModelOut, VersionOut
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems

router = APIRouter(prefix="/models", tags=["models"])
VersionNumber = Annotated[int, Path(ge=1)]


@router.get("", responses=problems())
async def list_models(user: CurrentUser, session: Session) -> ModelList:
    """The built-in models and your own."""
    return ModelList(items=await service.list_models(session, user.id))


@router.get("/{owner}/{name}", responses=problems(404))
async def get_model(owner: str, name: str, user: CurrentUser, session: Session) -> ModelDetail:
    """One model, its aliases and its versions."""
    return await service.describe(session, user.id, owner, name)


@router.get("/{owner}/{name}/versions/{version}", responses=problems(404))
async def get_version(owner: str, name: str, version: VersionNumber, user: CurrentUser, session: Session) -> VersionOut:
    """Manifest, metrics, card and digest of one version."""
    model = await service.get_model(session, user.id, owner, name)
    return VersionOut.of(model, await service.get_version(session, model, version))


@router.get(
    "/{owner}/{name}/versions/{version}/download",
    response_class=StreamingResponse,
    responses={**problems(404), 200: {"content": {"application/zip": {}}, "description": "The package"}},
)
async def download_version(
    owner: str, name: str, version: VersionNumber, user: CurrentUser, resources: CurrentResources
) -> StreamingResponse:
    """The whole package as a zip, its files checked against the registered digest while they are sent."""
    async with resources.database.transaction() as session:
        model = await service.get_model(session, user.id, owner, name)
        row = await service.get_version(session, model, version)
    ref = service.reference(model, row)
    sums = await asyncio.to_thread(read_sums, resources.store, ref, row.digest)
    return StreamingResponse(
        stream_zip(resources.store, ref, row.digest, sums),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{ref.owner}-{ref.name}-{ref.version}.zip"'},
    )


@router.delete("/{owner}/{name}/versions/{version}", status_code=204, responses=problems(403, 404, 409))
async def delete_version(owner: str, name: str, version: VersionNumber, user: CurrentUser, session: Session) -> None:
    """Remove a version of your own that no alias, prediction or training in progress uses; results it made stay."""
    model = await service.get_model(session, user.id, owner, name)
    await service.remove_version(session, model, version)
    audit(session, "model version removed", user.id, model=f"{owner}/{name}", version=version)


@router.put("/{owner}/{name}/aliases/{alias}", responses=problems(403, 404))
async def put_alias(
    owner: str, name: str, alias: AliasName, change: AliasChange, user: CurrentUser, session: Session
) -> ModelOut:
    """Let `alias` mean another version from now on. What was submitted before keeps its version."""
    model = await service.get_model(session, user.id, owner, name)
    await service.move_alias(session, user, model, alias, change.version)
    audit(session, "model alias moved", user.id, model=f"{owner}/{name}", alias=alias, version=change.version)
    return await service.describe(session, user.id, owner, name)


@router.delete("/{owner}/{name}/aliases/{alias}", status_code=204, responses=problems(403, 404))
async def delete_alias(owner: str, name: str, alias: AliasName, user: CurrentUser, session: Session) -> None:
    """Take an alias away; the versions stay."""
    model = await service.get_model(session, user.id, owner, name)
    await service.remove_alias(session, user, model, alias)
    audit(session, "model alias removed", user.id, model=f"{owner}/{name}", alias=alias)
