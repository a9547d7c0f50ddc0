"""Registering packages that lie in a folder: at first start the built-in ones, later what training makes."""

import asyncio
import logging
from pathlib import Path
from typing import Any
from uuid import UUID

from cellscanner_shared.packages import ModelManifest, package_digest, upload_package, verify_package
from cellscanner_shared.packages.errors import PackageConflict
from cellscanner_shared.store import ObjectStore
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.database import Database
from cellscanner_gateway.models import repository
from cellscanner_gateway.models.models import ModelVersion, RegisteredModel

_LOG = logging.getLogger(__name__)
CHAMPION = "champion"
CANDIDATE = "candidate"
_METRICS = TypeAdapter(dict[str, Any])


async def register_builtin(database: Database, store: ObjectStore, models_dir: Path) -> list[str]:
    """Register every package `owner/name/version` below `models_dir`; returns their references.

    Idempotent. A newer version becomes its model's champion where the newest one was: an alias that an administrator
    moved to an older version stays there. Raises PackageRefused for a damaged package and PackageConflict for one whose
    version is registered with other contents.
    """
    folders = [path.parent for path in models_dir.glob("*/*/*/model.json")]
    folders.sort(key=lambda folder: (folder.parent, len(folder.name), folder.name))
    return [await register_package(database, store, folder, owner_id=None) for folder in folders]


async def register_package(database: Database, store: ObjectStore, folder: Path, owner_id: UUID | None) -> str:
    """Verify, upload and register one package for a user, or for everyone where `owner_id` is null."""
    manifest = await asyncio.to_thread(verify_package, folder)
    digest = package_digest(folder)
    # Before the upload: a version that is taken must not be overwritten by another package of its name.
    async with database.transaction() as session:
        await _check_free(session, manifest, digest)
    await asyncio.to_thread(upload_package, store, folder)
    async with database.transaction() as session:
        await repository.lock(session)
        if not await _check_free(session, manifest, digest):
            leads = await _leads(session, manifest)
            version = await insert_version(session, manifest, digest, folder, owner_id)
            if leads:
                await repository.set_alias(session, version.model_id, CHAMPION, version.version)
            _LOG.info("registered model %s", manifest.ref)
    return str(manifest.ref)


async def _leads(session: AsyncSession, manifest: ModelManifest) -> bool:
    """Whether the version becomes champion: where there is none, or where the newest so far is it and is older."""
    model = await repository.find_any_model(session, manifest.owner, manifest.name)
    if model is None:
        return True
    champion = await repository.version_of_alias(session, model.id, CHAMPION)
    versions = [one.version for one in await repository.versions_of(session, [model.id])]
    return champion is None or (champion == max(versions) and manifest.version > champion)


async def _check_free(session: AsyncSession, manifest: ModelManifest, digest: str) -> bool:
    """Whether this very package is registered already; raises PackageConflict where another one is."""
    known = await repository.find_digest(session, manifest.owner, manifest.name, manifest.version)
    if known is not None and known != digest:
        detail = f"{manifest.ref} is registered with other contents; raise its version."
        raise PackageConflict(detail, reason="version-registered-otherwise", model=str(manifest.ref))
    return known is not None


async def insert_version(
    session: AsyncSession, manifest: ModelManifest, digest: str, folder: Path, owner_id: UUID | None
) -> ModelVersion:
    """The row of a verified package that is in the store, and its model's where it is the first."""
    model = await repository.find_any_model(session, manifest.owner, manifest.name)
    if model is None:
        model = RegisteredModel(owner=manifest.owner, name=manifest.name, owner_id=owner_id)
        session.add(model)
        await session.flush()
    metrics, card = folder / "metrics.json", folder / "MODEL_CARD.md"
    version = ModelVersion(
        model_id=model.id,
        version=manifest.version,
        digest=digest,
        manifest=manifest.model_dump(mode="json"),
        metrics=_METRICS.validate_json(metrics.read_bytes()) if metrics.is_file() else None,
        card=card.read_text(encoding="utf-8") if card.is_file() else "",
        parent=manifest.parent,
    )
    session.add(version)
    await session.flush()
    return version
