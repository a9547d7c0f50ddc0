"""A database with the gateway's tables, and a user who trains a model."""

import json
import secrets
from collections.abc import Iterator
from uuid import uuid4

import pytest
from cellscanner_gateway.migrations.runner import migrate
from cellscanner_local.postgres import PostgresEngine
from sqlalchemy import create_engine, text
from support.trainings import TrainingRows


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
