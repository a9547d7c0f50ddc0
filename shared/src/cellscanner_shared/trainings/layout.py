"""Where the worker lays what a plan names, for the training to read."""

from pathlib import Path

from cellscanner_shared.trainings.snapshot import SnapshotImage

SNAPSHOT_FILE = "snapshot.json"
REPLAY_FILE = "replay.json"
COMPARISON_FILE = "comparison.json"


def original(folder: Path, image: SnapshotImage) -> Path:
    """The picture's file below the snapshot's folder: under its key in the object store, for the replay's too."""
    return folder / image.source_key
