"""Packages through the real object store."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.packages import (
    ModelRef,
    PackageConflict,
    PackageRefused,
    fetch_package,
    package_digest,
    upload_package,
    verify_package,
)
from cellscanner_shared.store import ObjectStore
from tiny_models import write_package

TINY = ModelRef("base", "tiny", 1)


def test_what_was_uploaded_comes_back_whole(object_store: ObjectStore, package: Path, tmp_path: Path) -> None:
    digest = upload_package(object_store, package)

    folder = fetch_package(object_store, TINY, digest, tmp_path / "cache")

    assert digest == package_digest(package)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        file.name: file.read_bytes() for file in package.iterdir()
    }
    assert folder.relative_to(tmp_path) == Path("cache", "base", "tiny", f"1-{digest[:16]}")
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


def test_a_cached_package_needs_no_store(object_store: ObjectStore, package: Path, tmp_path: Path) -> None:
    digest = upload_package(object_store, package)
    first = fetch_package(object_store, TINY, digest, tmp_path / "cache")
    object_store.delete_prefix(TINY.prefix)

    assert fetch_package(object_store, TINY, digest, tmp_path / "cache") == first


def test_a_flipped_bit_in_the_cache_is_repaired(object_store: ObjectStore, package: Path, tmp_path: Path) -> None:
    digest = upload_package(object_store, package)
    folder = fetch_package(object_store, TINY, digest, tmp_path / "cache")
    _flip(folder / "detector.onnx")

    assert verify_package(fetch_package(object_store, TINY, digest, tmp_path / "cache"), digest).ref == TINY


def test_a_flipped_bit_in_the_store_is_refused(object_store: ObjectStore, package: Path, tmp_path: Path) -> None:
    digest = upload_package(object_store, package)
    _flip(package / "detector.onnx")
    object_store.put_file(TINY.prefix + "detector.onnx", package / "detector.onnx")

    with pytest.raises(PackageRefused, match=r"detector\.onnx differs"):
        fetch_package(object_store, TINY, digest, tmp_path / "cache")
    assert list((tmp_path / "cache" / "base" / "tiny").iterdir()) == []


def test_another_package_under_the_same_name_is_refused(
    object_store: ObjectStore, package: Path, tmp_path: Path
) -> None:
    upload_package(object_store, package)

    with pytest.raises(PackageRefused, match="SHA256SUMS is not the one"):
        fetch_package(object_store, TINY, "0" * 64, tmp_path / "cache")


def test_a_package_under_a_name_not_its_own_is_refused(
    object_store: ObjectStore, package: Path, tmp_path: Path
) -> None:
    for file in package.iterdir():
        object_store.put_file(ModelRef("base", "other", 1).prefix + file.name, file)

    with pytest.raises(PackageRefused, match="does not name base/other@1"):
        fetch_package(object_store, ModelRef("base", "other", 1), package_digest(package), tmp_path / "cache")


@pytest.mark.parametrize("digest", ["", "../../etc", "A" * 64, "0" * 63])
def test_a_digest_that_is_none_is_refused(object_store: ObjectStore, tmp_path: Path, digest: str) -> None:
    with pytest.raises(PackageRefused, match="64 hexadecimal digits"):
        fetch_package(object_store, TINY, digest, tmp_path)


def test_a_package_that_is_not_there_is_missing(object_store: ObjectStore, tmp_path: Path) -> None:
    with pytest.raises(ObjectMissing):
        fetch_package(object_store, TINY, "0" * 64, tmp_path)


def test_versions_never_change(object_store: ObjectStore, package: Path, tmp_path: Path) -> None:
    digest = upload_package(object_store, package)
    write_package(tmp_path / "changed", confidence=0.4)

    assert upload_package(object_store, package) == digest
    with pytest.raises(PackageConflict, match="base/tiny@1 is stored already"):
        upload_package(object_store, tmp_path / "changed")


def test_many_threads_may_fetch_at_once(object_store: ObjectStore, package: Path, tmp_path: Path) -> None:
    digest = upload_package(object_store, package)
    cache = tmp_path / "cache"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: fetch_package(object_store, TINY, digest, cache), range(16)))

    assert len(found) == 1
    assert verify_package(found.pop(), digest).ref == TINY


def test_a_corrupt_cache_does_not_hide_a_corrupt_store(
    object_store: ObjectStore, package: Path, tmp_path: Path
) -> None:
    digest = upload_package(object_store, package)
    folder = fetch_package(object_store, TINY, digest, tmp_path / "cache")
    shutil.rmtree(folder)
    object_store.delete(TINY.prefix + "detector.onnx")

    with pytest.raises(ObjectMissing):
        fetch_package(object_store, TINY, digest, tmp_path / "cache")


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
