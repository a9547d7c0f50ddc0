"""A real S3 server for the tests of the store, and the folder of real pictures."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cellscanner_shared.store import ObjectStore, StoreSettings
from pydantic import SecretStr

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def data() -> Path:
    """The real pictures; CELLSCANNER_TEST_DATA, else ../shared/data beside the repository."""
    folder = Path(os.environ.get("CELLSCANNER_TEST_DATA", ROOT / ".." / "shared" / "data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no real pictures at {folder}")
    return folder


class S3Server:
    """SeaweedFS on loopback, on ports of its own, which a test may stop and start again with its data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        names = ["master", "volume", "filer", "s3"]
        self._ports = {f"{name}.port{kind}": free_port() for name in names for kind in ("", ".grpc")}
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "data").mkdir()
        identity = {
            "name": "test",
            "credentials": [{"accessKey": "access", "secretKey": "secret"}],
            "actions": ["Admin", "Read", "Write", "List"],
        }
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))

    def settings(self, patience_s: float = 60.0, bucket: str = "cellscanner") -> StoreSettings:
        return StoreSettings(
            endpoint=f"127.0.0.1:{self._ports['s3.port']}",
            access_key=SecretStr("access"),
            secret_key=SecretStr("secret"),
            bucket=bucket,
            patience_s=patience_s,
        )

    def start(self) -> None:
        weed = Path(sys.executable).with_name("weed")
        off = ["-admin.ui=false", "-webdav=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"]
        where = [f"-dir={self._folder / 'data'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.config=s3.json"]
        ports = [f"-{name}={port}" for name, port in self._ports.items()]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [weed, "mini", *where, *off, *ports], cwd=self._folder, stdout=log, stderr=log
            )

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    server = S3Server(tmp_path_factory.mktemp("s3"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def store(s3_server: S3Server) -> ObjectStore:
    store = ObjectStore(s3_server.settings())
    store.ensure_bucket()
    return store
