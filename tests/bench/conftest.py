"""Real packages and running services for the measurements."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cellscanner_local.seaweed import SeaweedEngine
from cellscanner_shared.store import ObjectStore, StoreSettings
from recognisers import Package, Service, running

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Built-in packages, `base/{name}` below it; CELLSCANNER_BENCH_MODELS names others to measure."""
    return Path(os.environ.get("CELLSCANNER_BENCH_MODELS", REPOSITORY / "deploy" / "models"))


@pytest.fixture(scope="session")
def bench_store(store_engine: SeaweedEngine) -> StoreSettings:
    settings = StoreSettings(
        endpoint=store_engine.endpoint,
        access_key=store_engine.keys.access,
        secret_key=store_engine.keys.secret,
        bucket="bench",
    )
    ObjectStore(settings).ensure_bucket()
    return settings


@pytest.fixture(scope="session")
def packages(models_dir: Path, bench_store: StoreSettings) -> dict[str, Package]:
    """Every built-in package by its name."""
    folders = sorted(path.parent for path in models_dir.glob("base/*/*/model.json"))
    found = [Package.publish(ObjectStore(bench_store), folder) for folder in folders]
    assert found, f"no model packages below {models_dir}"
    return {package.manifest.name: package for package in found}


@pytest.fixture(scope="session")
def detector(bench_store: StoreSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running("detector", bench_store, tmp_path_factory.mktemp("detector")) as service:
        yield service


@pytest.fixture(scope="session")
def classifier(bench_store: StoreSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running("classifier", bench_store, tmp_path_factory.mktemp("classifier")) as service:
        yield service
