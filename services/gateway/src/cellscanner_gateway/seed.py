"""`cellscanner-gateway seed`: what the first start needs. Idempotent, and a crash in between does no harm."""

import asyncio
import logging
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from cellscanner_shared.store import StoreSettings
from cellscanner_shared.telemetry import configure_logging
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth import repository
from cellscanner_gateway.auth.schemas import KeyCreate, UserCreate
from cellscanner_gateway.auth.secrets import KEY_START, NewSecret, existing_api_key, new_api_key, new_password
from cellscanner_gateway.auth.service import Principal, create_key, create_user
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.resources import Resources, open_resources
from cellscanner_gateway.sample import Sample, prepare_sample, write_sample
from cellscanner_gateway.settings import GatewaySettings

_LOG = logging.getLogger(__name__)
ADMIN = "admin"
# Any constant will do, as long as nothing else takes it: "CSSD" in ASCII.
SEED_LOCK = 0x43535344


def main() -> None:
    settings, store_settings = GatewaySettings(), StoreSettings()
    secrets = (settings.service_token, store_settings.access_key, store_settings.secret_key)
    configure_logging("gateway-seed", secrets=[secret.get_secret_value() for secret in secrets])
    # psycopg cannot use the loop that Windows takes by default.
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_main(settings, store_settings))


async def _main(settings: GatewaySettings, store_settings: StoreSettings) -> None:
    async with open_resources(settings, store_settings) as resources:
        await seed(resources)


async def seed(resources: Resources) -> None:
    """Bucket, built-in models, administrator with sample project, key file; one process at a time."""
    async with resources.database.engine.connect() as connection:
        await connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": SEED_LOCK})
        await asyncio.to_thread(resources.store.ensure_bucket)
        if resources.settings.models_dir is not None:
            await register_builtin(resources.database, resources.store, resources.settings.models_dir)
        admin = await _ensure_admin(resources)
        await _ensure_key(resources, admin)


async def _ensure_admin(resources: Resources) -> Principal:
    """The administrator. Made together with the sample project, so that a sample once deleted never comes back."""
    async with resources.database.transaction() as session:
        known = await repository.find_username(session, ADMIN)
    if known is not None:
        return Principal.of(known)
    with TemporaryDirectory(dir=resources.scratch) as folder:
        sample = await prepare_sample(resources, Path(folder)) if resources.settings.sample else None
        async with resources.database.transaction() as session:
            return await _make_admin(session, sample)


async def _make_admin(session: AsyncSession, sample: Sample | None) -> Principal:
    password = SecretStr(new_password())
    wanted = UserCreate(username=ADMIN, password=password, role="admin")
    admin = Principal.of(await create_user(session, None, wanted))
    if sample is not None:
        await write_sample(session, admin, sample)
    return admin


async def _ensure_key(resources: Resources, admin: Principal) -> None:
    """The key file first, its row second: whatever is cut short between them, the next start completes."""
    path = resources.settings.admin_key_file
    if path is None:
        _LOG.warning("no CELLSCANNER_GATEWAY_ADMIN_KEY_FILE: no key of the administrator was written")
        return
    secret = await asyncio.to_thread(_read_or_write_key, path)
    async with resources.database.transaction() as session:
        if await repository.find_key_by_hash(session, secret.digest) is None:
            await create_key(session, admin.id, KeyCreate(name="administrator's key file"), secret)


def _read_or_write_key(path: Path) -> NewSecret:
    if path.is_file():
        kept = path.read_text(encoding="ascii").strip()
        if kept.startswith(KEY_START):
            path.chmod(0o600)
            return existing_api_key(kept)
    secret = new_api_key()
    _write_private(path, f"{secret.value}\n")
    return secret


def _write_private(path: Path, content: str) -> None:
    """Appears whole, and readable by its owner only from the first moment on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
