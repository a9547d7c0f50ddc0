"""A model version as a zip, streamed from the store: nothing is buffered whole, every byte is checked on its way."""

import hashlib
import zipfile
from collections.abc import Iterator

from cellscanner_shared.packages import ModelRef
from cellscanner_shared.packages.checksums import CHECKSUMS_FILE, check_file, check_registered
from cellscanner_shared.store import ObjectStore

from cellscanner_gateway.zips import Outlet

# Fixed, so that the same version gives the same zip, byte for byte.
_DATE = (1980, 1, 1, 0, 0, 0)


def read_sums(store: ObjectStore, ref: ModelRef, digest: str) -> dict[str, str]:
    """File name to SHA-256 of a stored version; raises PackageRefused unless its list is the registered one."""
    body = store.get_bytes(ref.prefix + CHECKSUMS_FILE)
    check_registered(hashlib.sha256(body).hexdigest(), digest)
    lines = (line.split("  ", 1) for line in body.decode("ascii").splitlines())
    return {name: sha256 for sha256, name in lines}


def stream_zip(store: ObjectStore, ref: ModelRef, digest: str, sums: dict[str, str]) -> Iterator[bytes]:
    """The zip in chunks. A file that differs from its checksum breaks the stream off: no client takes it for whole."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]
        for name, expected in {**sums, CHECKSUMS_FILE: digest}.items():
            yield from _add(archive, outlet, store, ref.prefix + name, name, expected)
    yield outlet.drain()


def _add(
    archive: zipfile.ZipFile, outlet: Outlet, store: ObjectStore, key: str, name: str, expected: str
) -> Iterator[bytes]:
    found = hashlib.sha256()
    with archive.open(zipfile.ZipInfo(name, _DATE), "w", force_zip64=True) as entry:
        for chunk in store.stream(key):
            found.update(chunk)
            entry.write(chunk)
            yield outlet.drain()
    check_file(name, found.hexdigest(), expected)
