"""One hash for the data of a training: labels and pictures, by content, in order."""

import hashlib
from collections.abc import Iterable

from cellscanner_trainer.data.labelled import DataSet, LabelledPicture


def snapshot_sha256(data: DataSet) -> str:
    """SHA-256, in hex, over the class names and, by file name, every picture's bytes, boxes and classes."""
    digest = hashlib.sha256("\0".join(data.classes).encode())
    for picture in sorted(data.pictures, key=lambda one: one.path.name):
        for part in _parts(picture):
            digest.update(len(part).to_bytes(8, "little"))
            digest.update(part)
    return digest.hexdigest()


def _parts(picture: LabelledPicture) -> Iterable[bytes]:
    with picture.path.open("rb") as stream:
        pixels = hashlib.file_digest(stream, "sha256").digest()
    return picture.path.name.encode(), pixels, picture.boxes.tobytes(), picture.class_index.tobytes()
