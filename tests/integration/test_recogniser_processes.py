"""Detector and classifier as processes: started by their commands, ended by SIGTERM."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared import npy
from cellscanner_shared.store import ObjectStore, StoreSettings
from recognisers import Package, running
from tiny_models import write_package


@pytest.fixture
def package(object_store: ObjectStore, tmp_path: Path) -> Package:
    write_package(tmp_path / "package")
    return Package.publish(object_store, tmp_path / "package")


@pytest.mark.parametrize(
    ("name", "path", "shape", "columns"),
    [("detector", "/v1/detect", (1, 64, 64, 3), 7), ("classifier", "/v1/classify", (1, 16, 16, 3), 2)],
)
def test_sigterm_lets_a_running_request_finish(
    name: str,
    path: str,
    shape: tuple[int, ...],
    columns: int,
    package: Package,
    store_settings: StoreSettings,
    tmp_path: Path,
) -> None:
    body = npy.encode(np.zeros(shape, np.uint8))
    with running(name, store_settings, tmp_path) as service:
        service.client.post(path, params=package.query, content=body).raise_for_status()  # loads the model

        def interrupted() -> Iterator[bytes]:
            yield body[:100]
            os.kill(service.pid, signal.SIGTERM)
            yield body[100:]

        answer = service.client.post(path, params=package.query, content=interrupted())

        assert answer.status_code == 200, answer.text
        assert npy.decode(answer.content, np.float32, (None, columns)).shape[1] == columns
        # The server hands the signal on once it is done, so that the parent sees why the process ended.
        assert service.process.wait(300) == -signal.SIGTERM
