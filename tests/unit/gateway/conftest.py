"""The gateway over the real PostgreSQL and the real S3 server; no detector and no classifier stand behind it."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from cellscanner_gateway.auth.models import User
from cellscanner_gateway.auth.schemas import KeyCreate
from cellscanner_gateway.auth.secrets import hash_password
from cellscanner_gateway.auth.service import Principal, create_key
from cellscanner_gateway.database import Database
from cellscanner_gateway.migrations.metadata import Base
from cellscanner_gateway.migrations.runner import migrate
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_gateway.warnings.notice import Notice
from cellscanner_gateway.warnings.words import Values
from cellscanner_local.postgres import PostgresEngine
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import delete, text
from support.gateway import PASSWORD, Caller, client_of, running_app


@pytest.fixture(scope="session")
def migrated_url(postgres_engine: PostgresEngine) -> Iterator[str]:
    """A database at the newest revision, shared by all tests of the gateway."""
    name = f"gateway_{secrets.token_hex(6)}"
    postgres_engine.ensure_database(name)
    migrate(postgres_engine.url(name))
    yield postgres_engine.url(name)
    postgres_engine.drop_database(name)


@pytest.fixture
async def gateway_url(migrated_url: str) -> str:
    """The same database, emptied. Deleting the few rows of a test is quicker than new files for all tables."""
    database = Database(migrated_url)
    deletions = "".join(f"{delete(table)};" for table in reversed(Base.metadata.sorted_tables))
    async with database.transaction() as session:
        await session.execute(text("set local session_replication_role = replica"))
        await session.execute(text(f"do $$ begin {deletions} end $$"))
    await database.close()
    return migrated_url


@pytest.fixture(autouse=True)
def marked_warnings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Holds the marks `warns` and `silent`, on which tests/contract/test_warnings.py counts, to what a test does."""
    warns, silent = (
        {code for mark in request.node.iter_markers(name) for code in mark.args} for name in ("warns", "silent")
    )
    made: set[str] = set()
    begin = Notice.__init__

    def note(self: Notice, code: str, values: Values | None = None) -> None:
        made.add(code)
        begin(self, code, values or {})

    if warns | silent:
        monkeypatch.setattr(Notice, "__init__", note)
    yield
    assert warns <= made
    assert not silent & made


@pytest.fixture
def settings(gateway_url: str, tmp_path: Path) -> GatewaySettings:
    return GatewaySettings(
        database_url=SecretStr(gateway_url),
        service_token=SecretStr("token between services"),
        detector_url="http://127.0.0.1:9",
        classifier_url="http://127.0.0.1:9",
        scratch_dir=tmp_path / "scratch",
        store_patience_s=0.5,
    )


@pytest.fixture
async def database(gateway_url: str) -> AsyncIterator[Database]:
    database = Database(gateway_url)
    yield database
    await database.close()


@pytest.fixture
async def app(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore
) -> AsyncIterator[FastAPI]:
    """The whole application, started."""
    async with running_app(settings, store_settings.model_copy(update={"patience_s": 0.5})) as app:
        yield app


@pytest.fixture
def resources(app: FastAPI) -> Resources:
    found: Resources = app.state.resources
    return found


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as client:
        yield client


@cache
def _password_hash() -> str:
    """Made once: a quarter of a second of argon2 a user would be most of the time of these tests."""
    return hash_password(PASSWORD)


async def _caller(app: FastAPI, username: str, role: str) -> Caller:
    database: Database = app.state.resources.database
    async with database.transaction() as session:
        user = User(username=username, password_hash=_password_hash(), role=role, language="en")
        session.add(user)
        await session.flush()
        key = (await create_key(session, user.id, KeyCreate(name="tests"))).key
    return Caller(Principal.of(user), key, client_of(app, key))


@pytest.fixture
async def admin(app: FastAPI) -> AsyncIterator[Caller]:
    caller = await _caller(app, "root", "admin")
    async with caller.http:
        yield caller


@pytest.fixture
async def alice(app: FastAPI) -> AsyncIterator[Caller]:
    caller = await _caller(app, "alice", "user")
    async with caller.http:
        yield caller


@pytest.fixture
async def somebody(app: FastAPI) -> AsyncIterator[Callable[[str], Awaitable[Caller]]]:
    """Makes a user of this name."""
    made: list[Caller] = []

    async def make(username: str) -> Caller:
        made.append(await _caller(app, username, "user"))
        return made[-1]

    yield make
    for caller in made:
        await caller.http.aclose()


@pytest.fixture
async def bob(app: FastAPI) -> AsyncIterator[Caller]:
    caller = await _caller(app, "bob", "user")
    async with caller.http:
        yield caller
