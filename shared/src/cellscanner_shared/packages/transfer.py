"""Packages between a folder and the object store."""

import hashlib
import re
import tempfile
from pathlib import Path

from cellscanner_shared.errors import PackageRefused
from cellscanner_shared.packages.checksums import (
    CHECKSUMS_FILE,
    check_file,
    check_registered,
    package_digest,
    read_checksums,
    verify_package,
)
from cellscanner_shared.packages.errors import PackageConflict
from cellscanner_shared.packages.reference import ModelRef
from cellscanner_shared.store import ObjectStore

_DIGEST = re.compile(r"[0-9a-f]{64}")


def upload_package(store: ObjectStore, folder: Path) -> str:
    """Store a verified package under its own reference and return its digest; a second upload changes nothing.

    SHA256SUMS goes last, so that a package without it is one that was never finished.
    Raises PackageRefused for a folder that does not verify, PackageConflict where the version is taken.
    """
    manifest = verify_package(folder)
    sums_key = manifest.ref.prefix + CHECKSUMS_FILE
    if store.exists(sums_key):
        if store.get_bytes(sums_key) != (folder / CHECKSUMS_FILE).read_bytes():
            raise PackageConflict(
                f"{manifest.ref} is stored already; versions never change.",
                model=str(manifest.ref),
                reason="version-stored",
            )
        return package_digest(folder)
    for name in (*read_checksums(folder), CHECKSUMS_FILE):
        store.put_file(manifest.ref.prefix + name, folder / name)
    return package_digest(folder)


def fetch_package(store: ObjectStore, ref: ModelRef, digest: str, cache_dir: Path) -> Path:
    """The folder of the verified package, from the cache or fetched into it in one move.

    A cached copy that no longer verifies is fetched again; one that the store itself holds altered raises
    PackageRefused. Safe under several threads and processes that share `cache_dir`.
    """
    if _DIGEST.fullmatch(digest) is None:
        raise PackageRefused("The digest is not 64 hexadecimal digits.", model=str(ref), reason="digest-form")
    home = cache_dir / ref.owner / ref.name / f"{ref.version}-{digest[:16]}"
    if not _is_sound(home, digest):
        _fetch_into(store, ref, digest, home)
    return home


def fetch_package_file(store: ObjectStore, ref: ModelRef, digest: str, name: str) -> bytes:
    """One file of a stored package, proved by the package's digest. Raises PackageRefused, and as the store does."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for one in (CHECKSUMS_FILE, name):
            store.get_file(ref.prefix + one, home / one)
        check_registered(package_digest(home), digest)
        body = (home / name).read_bytes()
        check_file(name, hashlib.sha256(body).hexdigest(), read_checksums(home).get(name))
        return body


def _fetch_into(store: ObjectStore, ref: ModelRef, digest: str, home: Path) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".fetch-") as name:
        fresh = Path(name) / "package"
        fresh.mkdir()
        _download(store, ref, digest, fresh)
        if verify_package(fresh, digest).ref != ref:
            raise PackageRefused(
                f"model.json does not name {ref}.", file="model.json", model=str(ref), reason="manifest-of-another"
            )
        _put_in_place(fresh, home, digest)


def _download(store: ObjectStore, ref: ModelRef, digest: str, fresh: Path) -> None:
    store.get_file(ref.prefix + CHECKSUMS_FILE, fresh / CHECKSUMS_FILE)
    check_registered(package_digest(fresh), digest)
    for name in read_checksums(fresh):
        store.get_file(ref.prefix + name, fresh / name)


def _put_in_place(fresh: Path, home: Path, digest: str) -> None:
    if home.exists():
        if _is_sound(home, digest):  # another process was faster
            return
        home.rename(fresh.with_name("corrupt"))  # goes with the temporary folder
    try:
        fresh.rename(home)
    except OSError:
        if not _is_sound(home, digest):
            raise


def _is_sound(home: Path, digest: str) -> bool:
    try:
        verify_package(home, digest)
    except PackageRefused:
        return False
    return True
