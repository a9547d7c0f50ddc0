"""The pictures and labels of a job: one zip in the object store, unpacked once into the job's folder."""

import hashlib
import shutil
import zipfile
from pathlib import Path

from cellscanner_shared.store import ObjectStore
from cellscanner_shared.zips import lists_too_much

from cellscanner_trainer.errors import DataRefused

DATA_FOLDER = "data"
# Pictures hardly shrink: an archive that unpacks to far more than its size is not one of pictures.
_MOST_TIMES = 100
_MOST_BYTES = 64 << 30
_MOST_FILES = 200_000


def fetch_snapshot(store: ObjectStore, key: str, sha256: str, work: Path) -> Path:
    """The folder of the unpacked snapshot below `work`; raises DataRefused where it is not the one that was sent."""
    folder = work / DATA_FOLDER
    if folder.is_dir():
        return folder
    archive = work / "snapshot.zip"
    work.mkdir(parents=True, exist_ok=True)
    store.get_file(key, archive)
    with archive.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            raise DataRefused(
                "The snapshot in the object store is not the one that was sent.", reason="snapshot-not-sent-one"
            )
    unpack(archive, folder)
    archive.unlink()
    return folder


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip into `folder`, which appears once it is whole.

    Raises DataRefused for what is no zip, or unpacks to too much. Names cannot leave the folder: zipfile drops `..`.
    """
    partial = folder.with_name(folder.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        if lists_too_much(archive):
            raise DataRefused("The zip lists too many files.", reason="zip-lists-too-many")
        with zipfile.ZipFile(archive) as content:
            files = content.infolist()
            most = min(_MOST_TIMES * archive.stat().st_size, _MOST_BYTES)
            if len(files) > _MOST_FILES or sum(one.file_size for one in files) > most:
                raise DataRefused(
                    "The snapshot unpacks to far more than pictures of its size should.",
                    reason="snapshot-unpacks-too-large",
                )
            content.extractall(partial)
    except zipfile.BadZipFile as error:
        raise DataRefused("The snapshot is not a zip file.", reason="snapshot-no-zip") from error
    partial.replace(folder)
