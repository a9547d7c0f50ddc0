"""Fixtures of every suite of tests: the real engines, started once a session and only if a test asks for them."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from cellscanner_local.engines import running
from cellscanner_local.postgres import PostgresEngine
from cellscanner_local.seaweed import SeaweedEngine, StoreKeys
from cellscanner_shared.store import ObjectStore, StoreSettings
from hypothesis import HealthCheck, settings
from minio import Minio
from minio.deleteobjects import DeleteObject
from no_skips import NoSkips
from support.ports import store_ports, take
from support.suite import RunningSuite

REPOSITORY = Path(__file__).resolve().parents[1]
# A busy machine is no failure.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
# A crash of the machine may cost the tests their database, never the product: only here.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real pictures; a test that needs it may skip only where it is absent."""
    folder = Path(os.environ.get("CELLSCANNER_TEST_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no test pictures at {folder}; set CELLSCANNER_TEST_DATA")
    return folder


@pytest.fixture(scope="session")
def postgres_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresEngine]:
    folder = tmp_path_factory.mktemp("postgres")
    engine = PostgresEngine(folder / "data", take(1)[0], secrets.token_urlsafe(), options=_FAST)
    with running(engine, folder / "log"):
        yield engine


@pytest.fixture(scope="session")
def postgres_url(postgres_engine: PostgresEngine) -> str:
    """An empty database that lives as long as the session: `postgresql+psycopg://…`."""
    postgres_engine.ensure_database("session")
    return postgres_engine.url("session")


@pytest.fixture
def database_url(postgres_engine: PostgresEngine) -> Iterator[str]:
    """An empty database for one test, dropped after it."""
    name = f"test_{secrets.token_hex(6)}"
    postgres_engine.ensure_database(name)
    yield postgres_engine.url(name)
    postgres_engine.drop_database(name)


@pytest.fixture(scope="session")
def store_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedEngine]:
    folder = tmp_path_factory.mktemp("store")
    keys = StoreKeys("test", secrets.token_urlsafe(), secrets.token_urlsafe())
    engine = SeaweedEngine(folder / "data", folder / "config", store_ports(), keys)
    with running(engine, folder / "log"):
        yield engine


@pytest.fixture
def store_settings(store_engine: SeaweedEngine) -> Iterator[StoreSettings]:
    """Settings of an empty bucket, for a service that makes its own ObjectStore.

    One bucket for all tests of a process, emptied after each: the first object of a new one takes the server 0.2 s.
    """
    settings = StoreSettings(
        endpoint=store_engine.endpoint,
        access_key=store_engine.keys.access,
        secret_key=store_engine.keys.secret,
        bucket="test",
        patience_s=20.0,
    )
    yield settings
    _empty_bucket(settings)


def _empty_bucket(settings: StoreSettings) -> None:
    keys = settings.access_key.get_secret_value(), settings.secret_key.get_secret_value()
    client = Minio(settings.endpoint, *keys, secure=False, region=settings.region)
    if client.bucket_exists(settings.bucket):
        kept = [DeleteObject(one.object_name or "") for one in client.list_objects(settings.bucket, recursive=True)]
        assert list(client.remove_objects(settings.bucket, kept)) == []


@pytest.fixture
def object_store(store_settings: StoreSettings) -> ObjectStore:
    """An empty bucket of the real S3 server."""
    store = ObjectStore(store_settings)
    store.ensure_bucket()
    return store


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    """The whole suite under its launcher, with the built-in models: one for every test that leaves it running."""
    running_suite = RunningSuite(tmp_path_factory.mktemp("suite"))
    try:
        yield running_suite.start()
    finally:
        running_suite.stop()


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI"):
        config.pluginmanager.register(NoSkips())
