"""A database with the gateway's tables, the rows of a training, the application, and the worker as a process."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from cellscanner_gateway.auth.schemas import KeyCreate, UserCreate
from cellscanner_gateway.auth.service import create_key, create_user
from cellscanner_gateway.migrations.runner import migrate
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_local.postgres import PostgresEngine
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import create_engine, text
from support.gateway import PASSWORD, client_of, running_app
from support.trainings import TrainingRows

INITIAL = Path(__file__).resolve().parents[4] / "deploy" / "models" / "initial"


@pytest.fixture(scope="session")
def trainer_database(postgres_engine: PostgresEngine) -> Iterator[str]:
    name = f"trainer_{secrets.token_hex(6)}"
    postgres_engine.ensure_database(name)
    migrate(postgres_engine.url(name))
    yield postgres_engine.url(name)
    postgres_engine.drop_database(name)


@pytest.fixture
def rows(trainer_database: str) -> Iterator[TrainingRows]:
    """A training of version 2 of `ada/my-cells`, queued."""
    engine = create_engine(trainer_database)
    user, job, model = uuid4(), uuid4(), uuid4()
    values = {"user": user, "job": job, "model": model, "recipe": json.dumps({"name": "my-cells"})}
    with engine.begin() as connection:
        connection.execute(text("truncate users cascade"))
        for statement in (
            "insert into users (id, created_at, username, password_hash, role, language)"
            " values (:user, now(), 'ada', 'x', 'user', 'en')",
            "insert into jobs (id, created_at, owner_id, kind, state, done, total, unit, stage)"
            " values (:job, now(), :user, 'training', 'queued', 0, 0, 'steps', 'queued')",
            "insert into models (id, created_at, owner, name, owner_id)"
            " values (:model, now(), 'ada', 'my-cells', :user)",
            "insert into trainings (id, created_at, owner_id, job_id, model_id, version, recipe, snapshot,"
            " snapshot_sha256, history) values (:job, now(), :user, :job, :model, 2, :recipe,"
            " 'trainings/7/snapshot.zip', 'abc', '[]')",
        ):
            connection.execute(text(statement), values)
    yield TrainingRows(engine, job, model)
    engine.dispose()


@pytest.fixture
async def app(
    trainer_database: str, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    settings = GatewaySettings(
        database_url=SecretStr(trainer_database), service_token=SecretStr("token"), scratch_dir=tmp_path / "scratch"
    )
    async with running_app(settings, store_settings) as app:
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with app.state.resources.database.transaction() as session:
        name = f"grace-{secrets.token_hex(4)}"
        wanted = UserCreate.model_validate({"username": name, "password": PASSWORD, "role": "user"})
        user = await create_user(session, None, wanted)
        key = (await create_key(session, user.id, KeyCreate(name="tests"))).key
    async with client_of(app, key) as client:
        yield client


@pytest.fixture
def start_worker(
    trainer_database: str, store_settings: StoreSettings, tmp_path: Path
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    variables = {
        "CELLSCANNER_DATABASE_URL": trainer_database,
        "CELLSCANNER_STORE_ENDPOINT": store_settings.endpoint,
        "CELLSCANNER_STORE_ACCESS_KEY": store_settings.access_key.get_secret_value(),
        "CELLSCANNER_STORE_SECRET_KEY": store_settings.secret_key.get_secret_value(),
        "CELLSCANNER_STORE_BUCKET": store_settings.bucket,
        "CELLSCANNER_TRAINER_WORK_DIR": str(tmp_path / "work"),
        "CELLSCANNER_TRAINER_INITIAL_DIR": str(INITIAL),
    }
    command = [sys.executable, "-c", "from cellscanner_trainer.cli import main; main(['worker'])"]
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("ab") as log:
            started.append(subprocess.Popen(command, env=os.environ | variables, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def worker(start_worker: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    return start_worker()
