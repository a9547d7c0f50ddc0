"""Taking in a package that a user sends: unpacked, renamed to be the user's own, stored, tried, then registered."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.packages import ModelManifest, ModelRef, package_digest, upload_package
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.models import repository
from cellscanner_gateway.models.builtin import CHAMPION, insert_version
from cellscanner_gateway.models.models import ModelVersion, RegisteredModel
from cellscanner_gateway.models.ownership import own_model
from cellscanner_gateway.models.trial import run_once
from cellscanner_gateway.models.unpack import rename, unpack
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.recognise import Services
from cellscanner_gateway.resources import Resources

# A package without its row after this long belongs to a request that was cut short.
_GIVEN_UP_AFTER = timedelta(hours=6)


@dataclass(frozen=True)
class Adopted:
    """A package of the user's own, in a folder and in the store, that detector and classifier have run."""

    folder: Path
    manifest: ModelManifest
    digest: str


async def adopt(resources: Resources, services: Services, user: Principal, archive: Path, name: str | None) -> Adopted:
    """Everything but the registration. Raises PackageUnusable, ServiceUnavailable, StoreUnavailable, Conflict."""
    folder = archive.with_name("package")
    manifest = await asyncio.to_thread(unpack, archive, folder)
    wanted = name or manifest.name
    async with resources.database.transaction() as early:
        model = await own_model(early, user, wanted)
        ref = ModelRef(model.owner, wanted, await repository.reserve_version(early, model.id))
        objects.doom(early, ref.prefix, utc_now() + _GIVEN_UP_AFTER)
    try:
        manifest = await asyncio.to_thread(rename, folder, manifest, ref)
        digest = package_digest(folder)
        await asyncio.to_thread(upload_package, resources.store, folder)
        await run_once(ModelHandle(ref, digest, manifest), services)
    except CellScannerError:
        async with resources.database.transaction() as late:
            await objects.hasten(late, [ref.prefix])
        raise
    return Adopted(folder, manifest, digest)


async def register(session: AsyncSession, user: Principal, adopted: Adopted) -> tuple[RegisteredModel, ModelVersion]:
    """The rows of an adopted package. It becomes the champion of a model that has none."""
    model = await own_model(session, user, adopted.manifest.name)
    version = await insert_version(session, adopted.manifest, adopted.digest, adopted.folder, user.id)
    await objects.spare(session, [adopted.manifest.ref.prefix])
    if await repository.version_of_alias(session, model.id, CHAMPION) is None:
        await repository.set_alias(session, model.id, CHAMPION, version.version)
    return model, version
