"""Where the worker lays what a plan names, for the training to read, and where what the training leaves is kept."""

from pathlib import Path
from uuid import UUID

from cellscanner_shared.trainings.snapshot import SnapshotImage

SNAPSHOT_FILE = "snapshot.json"
REPLAY_FILE = "replay.json"
COMPARISON_FILE = "comparison.json"
# Of one file a held-out picture, named by its id.
HELD_OUT_FOLDER = "held-out"


def original(folder: Path, image: SnapshotImage) -> Path:
    """The picture's file below the snapshot's folder: under its key in the object store, for the replay's too."""
    return folder / image.source_key


def held_out_key(snapshot: str, training_id: UUID, image_id: UUID | str) -> str:
    """The object of both models' cells in a picture: beside the snapshot, with which it goes.

    The trainings of a comparison may share a snapshot, so that each has a folder of its own.
    """
    return f"{snapshot.rpartition('/')[0]}/{HELD_OUT_FOLDER}/{training_id}/{image_id}.json"
