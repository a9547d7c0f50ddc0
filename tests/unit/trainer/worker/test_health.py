from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cellscanner_trainer.settings import TrainerSettings
from cellscanner_trainer.worker.health import HealthServer
from pydantic import SecretStr


class Database:
    ready = True


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def client(database: Database, tmp_path: Path) -> Iterator[httpx.Client]:
    settings = TrainerSettings(database_url=SecretStr("postgresql://"), work_dir=tmp_path, metrics_port=0)
    with (
        HealthServer(settings, lambda: database.ready) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as client,
    ):
        yield client


def test_readiness_follows_the_database(client: httpx.Client, database: Database) -> None:
    assert client.get("/readyz").status_code == 200
    database.ready = False
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": "away"})
    assert client.get("/healthz").status_code == 200


def test_metrics_are_prometheus_text(client: httpx.Client) -> None:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "cellscanner_http_requests" in answer.text


def test_other_paths_are_not_found(client: httpx.Client) -> None:
    assert client.get("/admin").status_code == 404
