"""The two recognising services as processes of their own, on a real object store, with real model packages."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
from cellscanner_shared import npy
from cellscanner_shared.packages import ModelManifest, package_digest, upload_package
from cellscanner_shared.store import ObjectStore, StoreSettings
from numpy.typing import NDArray
from support.ports import take

TOKEN = "bench"


@dataclass(frozen=True)
class Package:
    """A model package on disk and in the store."""

    folder: Path
    manifest: ModelManifest
    digest: str

    @classmethod
    def publish(cls, store: ObjectStore, folder: Path) -> "Package":
        upload_package(store, folder)
        manifest = ModelManifest.model_validate_json((folder / "model.json").read_bytes())
        return cls(folder, manifest, package_digest(folder))

    @property
    def query(self) -> dict[str, str]:
        return {"model": str(self.manifest.ref), "digest": self.digest}


@dataclass(frozen=True)
class Service:
    """A running detector or classifier."""

    process: subprocess.Popen[bytes]
    client: httpx.Client

    def post(self, path: str, package: Package, array: NDArray[np.uint8], **query: str | float) -> NDArray[np.float32]:
        """The array that the service answers; columns as many as there are."""
        answer = self.client.post(path, params={**package.query, **query}, content=npy.encode(array))
        answer.raise_for_status()
        columns = int(answer.content[: answer.content.index(b"\n")].split(b"(")[1].split(b",")[1].strip(b" )"))
        return npy.decode(answer.content, np.float32, (None, columns))

    @property
    def pid(self) -> int:
        return self.process.pid

    def resident_mb(self) -> float:
        """Memory of the process that is in RAM now."""
        return self._status("VmRSS:")

    def peak_mb(self) -> float:
        """The most memory the process ever had in RAM."""
        return self._status("VmHWM:")

    def _status(self, field: str) -> float:
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


@contextmanager
def running(name: str, store: StoreSettings, folder: Path) -> Iterator[Service]:
    """`cellscanner-{name}` until the block ends."""
    (port,) = take(1)
    prefix = f"CELLSCANNER_{name.upper()}_"
    environment = {
        "PATH": "/usr/bin:/bin",
        "CELLSCANNER_SERVICE_TOKEN": TOKEN,
        "CELLSCANNER_STORE_ENDPOINT": store.endpoint,
        "CELLSCANNER_STORE_ACCESS_KEY": store.access_key.get_secret_value(),
        "CELLSCANNER_STORE_SECRET_KEY": store.secret_key.get_secret_value(),
        "CELLSCANNER_STORE_BUCKET": store.bucket,
        f"{prefix}PORT": str(port),
        f"{prefix}CACHE_DIR": str(folder / name),
    }
    program = Path(sys.executable).with_name(f"cellscanner-{name}")
    with (
        (folder / f"{name}.log").open("wb") as log,
        subprocess.Popen([program], env=environment, stderr=log) as process,
    ):
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": npy.MEDIA_TYPE}
        transport = httpx.HTTPTransport(retries=8)  # waits between attempts, while the service starts
        base = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=base, headers=headers, timeout=300, transport=transport) as client:
            client.get("/readyz").raise_for_status()
            yield Service(process, client)
        process.terminate()
        process.wait(300)
