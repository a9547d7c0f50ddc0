import hashlib
import zipfile
from pathlib import Path

import pytest
from cellscanner_shared.store import ObjectStore
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.worker.snapshot import fetch_snapshot, unpack
from support.label_zips import claims_a_gigabyte


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as content:
        content.writestr("labels.json", "{}")
        content.writestr("pictures/a.png", b"pixels")
    return path


def test_files_come_out_where_they_were(archive: Path, tmp_path: Path) -> None:
    unpack(archive, tmp_path / "data")
    assert (tmp_path / "data" / "pictures" / "a.png").read_bytes() == b"pixels"


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as content:
        content.writestr("../outside.txt", "gotcha")
        content.writestr("/absolute.txt", "gotcha")
    unpack(path, tmp_path / "inner" / "data")
    assert not (tmp_path / "inner" / "outside.txt").exists()
    assert {file.name for file in (tmp_path / "inner" / "data").iterdir()} == {"outside.txt", "absolute.txt"}


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as content:
        content.writestr("zeros", bytes(10_000_000))
    with pytest.raises(DataRefused, match="far more"):
        unpack(path, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_list_of_files_that_is_too_long_is_not_even_read(archive: Path, tmp_path: Path) -> None:
    claims_a_gigabyte(archive)
    with pytest.raises(DataRefused, match="lists too many files"):
        unpack(archive, tmp_path / "data")


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"not a zip at all")
    with pytest.raises(DataRefused, match="not a zip"):
        unpack(tmp_path / "x.zip", tmp_path / "data")


def test_a_snapshot_is_fetched_once_and_must_be_the_one_sent(
    archive: Path, object_store: ObjectStore, tmp_path: Path
) -> None:
    object_store.put_file("trainings/1/snapshot.zip", archive)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    folder = fetch_snapshot(object_store, "trainings/1/snapshot.zip", digest, tmp_path / "work")
    assert (folder / "labels.json").read_text() == "{}"
    object_store.delete("trainings/1/snapshot.zip")
    assert fetch_snapshot(object_store, "trainings/1/snapshot.zip", digest, tmp_path / "work") == folder


def test_an_altered_snapshot_is_refused(archive: Path, object_store: ObjectStore, tmp_path: Path) -> None:
    object_store.put_file("trainings/2/snapshot.zip", archive)
    with pytest.raises(DataRefused, match="not the one that was sent"):
        fetch_snapshot(object_store, "trainings/2/snapshot.zip", "0" * 64, tmp_path / "work")
