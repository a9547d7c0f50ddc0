"""An uploaded package: a zip of a few known kinds of file, unpacked within limits and never unpickled."""

import json
import re
import struct
import zipfile
from pathlib import Path

from cellscanner_shared.errors import PackageRefused
from cellscanner_shared.packages import (
    CHECKSUMS_FILE,
    MANIFEST_FILE,
    ModelManifest,
    ModelRef,
    verify_package,
    write_checksums,
)
from cellscanner_shared.zips import lists_too_much

from cellscanner_gateway.models.errors import PackageUnusable

MOST_FILES = 32
MOST_BYTES = 2 << 30
# Weights hardly shrink: a zip that unpacks to far more than its size holds none.
_MOST_TIMES = 20
_MOST_HEADER = 16 << 20
_MOST_TEXT = 4 << 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_KINDS = frozenset({".onnx", ".safetensors", ".json", ".md", ".yaml", ".yml", ".txt"})
_CHUNK = 1 << 20


def unpack(archive: Path, folder: Path) -> ModelManifest:
    """Unpack a package into `folder`, which it makes, and prove it. Raises PackageUnusable saying what is wrong."""
    folder.mkdir()
    try:
        if lists_too_much(archive):
            raise PackageUnusable("The zip lists too many files.", reason="zip-lists-too-many")
        with zipfile.ZipFile(archive) as content:
            _check_entries(content.infolist(), archive.stat().st_size)
            for entry in content.infolist():
                _extract(content, entry, folder / entry.filename)
        manifest = verify_package(folder)
    except zipfile.BadZipFile as error:
        raise PackageUnusable("The file is not a zip.", reason="not-a-zip") from error
    except (NotImplementedError, RuntimeError) as error:
        raise PackageUnusable(
            "The zip is encrypted, or packed in a way that is not supported.", reason="zip-encrypted"
        ) from error
    except PackageRefused as error:
        raise PackageUnusable(
            f"The package is broken. {error.detail}", reason="package-broken", problem=error.problem()
        ) from error
    _check_contents(folder, manifest)
    return manifest


def rename(folder: Path, manifest: ModelManifest, ref: ModelRef) -> ModelManifest:
    """Give the package in `folder` the reference `ref`; where it came from becomes its parent."""
    own = (manifest.owner, manifest.name) == (ref.owner, ref.name)
    parent = manifest.parent if own else str(manifest.ref)
    named = {"owner": ref.owner, "name": ref.name, "version": ref.version, "parent": parent}
    changed = manifest.model_copy(update=named)
    (folder / MANIFEST_FILE).write_text(changed.model_dump_json(indent=1), encoding="utf-8")
    write_checksums(folder)
    return changed


def _check_entries(entries: list[zipfile.ZipInfo], packed: int) -> None:
    names = [entry.filename for entry in entries]
    for name in names:
        if _NAME.fullmatch(name) is None or not (name == CHECKSUMS_FILE or Path(name).suffix in _KINDS):
            raise PackageUnusable(
                f"{name[:100]!r} does not belong into a package: ONNX, safetensors, JSON, text, no folders.",
                reason="file-of-no-package",
                file=name[:100],
            )
    if len(set(names)) != len(names) or len(names) > MOST_FILES:
        raise PackageUnusable(
            f"A package has at most {MOST_FILES} files, each once.", reason="package-of-too-many-files", most=MOST_FILES
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > min(MOST_BYTES, _MOST_TIMES * packed):
        raise PackageUnusable(
            "The zip unpacks to more than a package of its size holds.", reason="package-unpacks-too-large"
        )


def _extract(content: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """Write one file; the size that the zip states is the most that is written."""
    left = entry.file_size
    with content.open(entry) as source, path.open("xb") as target:
        while chunk := source.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise PackageUnusable(
                    f"{entry.filename} is larger than the zip says.", reason="larger-than-stated", file=entry.filename
                )
            target.write(chunk)


def _check_contents(folder: Path, manifest: ModelManifest) -> None:
    for path in folder.glob("*.safetensors"):
        _check_safetensors(path)
    for path in folder.glob("*.json"):
        _check_json(path)
    for path in folder.glob("*.md"):
        _check_text(path)
    strange = {path.name for path in folder.glob("*.onnx")} - set(manifest.files)
    if strange:
        raise PackageUnusable(
            f"{MANIFEST_FILE} does not name {', '.join(sorted(strange))}.",
            reason="manifest-lacks-files",
            manifest=MANIFEST_FILE,
            files=sorted(strange),
        )


def _check_text(path: Path) -> str:
    """The file as text that a database takes."""
    if path.stat().st_size > _MOST_TEXT:
        raise PackageUnusable(f"{path.name} is too large.", reason="text-too-large", file=path.name)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackageUnusable(f"{path.name} is not text in UTF-8.", reason="not-utf8", file=path.name) from error
    if "\0" in text:
        raise PackageUnusable(f"{path.name} is not text.", reason="not-text", file=path.name)
    return text


def _check_json(path: Path) -> None:
    """A JSON object without what a database refuses: no infinities, no broken characters."""
    try:
        content = json.loads(_check_text(path))
        plain = json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise PackageUnusable(f"{path.name} is not JSON.", reason="not-json", file=path.name) from error
    if not isinstance(content, dict) or b"\\u0000" in plain:
        raise PackageUnusable(
            f"{path.name} is not a JSON object of plain values.", reason="not-plain-json", file=path.name
        )


def _check_safetensors(path: Path) -> None:
    """Eight bytes of length, a JSON header of that length, then the tensors it describes, with nothing behind them."""
    with path.open("rb") as stream:
        head = stream.read(8)
        length = struct.unpack("<Q", head)[0] if len(head) == 8 else _MOST_HEADER + 1
        if length > _MOST_HEADER:
            raise PackageUnusable(f"{path.name} is not a safetensors file.", reason="not-safetensors", file=path.name)
        try:
            header = json.loads(stream.read(length))
            end = max(tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__")
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
            raise PackageUnusable(
                f"{path.name} is not a safetensors file.", reason="not-safetensors", file=path.name
            ) from error
    if path.stat().st_size != 8 + length + end:
        raise PackageUnusable(
            f"{path.name} is cut short, or holds more than its tensors.", reason="safetensors-cut", file=path.name
        )
