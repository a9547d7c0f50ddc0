"""Checksums of a package folder: written when it is made, proved whenever it is used."""

import hashlib
import re
from pathlib import Path

from pydantic import ValidationError

from cellscanner_shared.errors import PackageRefused
from cellscanner_shared.packages.manifest import ModelManifest

MANIFEST_FILE = "model.json"
CHECKSUMS_FILE = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]{0,127})")


def write_checksums(folder: Path) -> str:
    """Write SHA256SUMS over every other file of `folder`, sorted by name; returns the package digest."""
    names = _names(folder) - {CHECKSUMS_FILE}
    lines = [f"{_sha256(folder / name)}  {name}\n" for name in sorted(names)]
    (folder / CHECKSUMS_FILE).write_text("".join(lines), encoding="ascii", newline="\n")
    return package_digest(folder)


def package_digest(folder: Path) -> str:
    """SHA-256, in hex, of the folder's SHA256SUMS; raises PackageRefused where there is none."""
    sums = folder / CHECKSUMS_FILE
    if not sums.is_file():
        raise _missing(CHECKSUMS_FILE)
    return _sha256(sums)


def check_registered(found: str, digest: str) -> None:
    """Raises PackageRefused unless the SHA256SUMS that was `found` is the registered one; both SHA-256 in hex."""
    if found != digest:
        raise PackageRefused(
            f"{CHECKSUMS_FILE} is not the one that was registered.",
            file=CHECKSUMS_FILE,
            reason="checksums-not-registered",
        )


def check_file(name: str, found: str, expected: str | None) -> None:
    """Raises PackageRefused unless a file's SHA-256 in hex is the listed one, None where it is not listed."""
    if found != expected:
        raise PackageRefused(f"{name} differs from its checksum.", file=name, reason="file-differs")


def verify_package(folder: Path, digest: str | None = None) -> ModelManifest:
    """Prove that `folder` holds the package `digest`, whole and unchanged, and read its manifest.

    Raises PackageRefused naming the first file that differs, is missing, or does not belong.
    """
    if digest is not None:
        check_registered(package_digest(folder), digest)
    sums = read_checksums(folder)
    for name in sorted(_names(folder) ^ {*sums, CHECKSUMS_FILE}):
        if name in sums:
            raise _missing(name)
        raise PackageRefused(
            f"{name} is not listed in {CHECKSUMS_FILE}.", file=name, reason="file-not-listed", checksums=CHECKSUMS_FILE
        )
    for name, expected in sums.items():
        check_file(name, _sha256(folder / name), expected)
    return _read_manifest(folder, frozenset(sums))


def read_checksums(folder: Path) -> dict[str, str]:
    """File name to SHA-256 in hex, as SHA256SUMS lists them; raises PackageRefused where it is malformed."""
    package_digest(folder)
    lines = (folder / CHECKSUMS_FILE).read_bytes().decode("ascii", errors="replace").splitlines()
    matches = [_LINE.fullmatch(line) for line in lines]
    sums = {match[2]: match[1] for match in matches if match is not None}
    if len(sums) != len(lines) or list(sums) != sorted(sums) or CHECKSUMS_FILE in sums:
        raise PackageRefused(f"{CHECKSUMS_FILE} is malformed.", file=CHECKSUMS_FILE, reason="checksums-malformed")
    return sums


def _missing(name: str) -> PackageRefused:
    return PackageRefused(f"{name} is missing.", file=name, reason="package-file-missing")


def _read_manifest(folder: Path, listed: frozenset[str]) -> ModelManifest:
    if MANIFEST_FILE not in listed:
        raise _missing(MANIFEST_FILE)
    try:
        manifest = ModelManifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
    except ValidationError as error:
        raise PackageRefused(
            f"{MANIFEST_FILE} does not follow its schema: {error}",
            file=MANIFEST_FILE,
            reason="manifest-off-schema",
            faults=str(error),
        ) from error
    for name in manifest.files:
        if name not in listed:
            raise PackageRefused(
                f"{name} is named by {MANIFEST_FILE} and is missing.",
                file=name,
                reason="manifest-names-missing",
                manifest=MANIFEST_FILE,
            )
    return manifest


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def _sha256(path: Path) -> str:
    if not path.is_file():
        raise PackageRefused(f"{path.name} is not a plain file.", file=path.name, reason="not-a-plain-file")
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
