"""The contract between the gateway, which plans personal trainings, and the trainer, which runs them."""

from cellscanner_shared.trainings.comparison import (
    Comparison,
    ComparisonMetric,
    Estimate,
    HoldOut,
    PictureDifference,
    Verdict,
)
from cellscanner_shared.trainings.errors import SnapshotDamaged
from cellscanner_shared.trainings.layout import COMPARISON_FILE, REPLAY_FILE, SNAPSHOT_FILE, original
from cellscanner_shared.trainings.parameters import ClassifierParameters, DetectorParameters, Parameters
from cellscanner_shared.trainings.plan import Mode, Replay, TrainingPlan, Unit
from cellscanner_shared.trainings.snapshot import (
    Category,
    Snapshot,
    SnapshotAnnotation,
    SnapshotImage,
    Split,
    read_snapshot,
)

__all__ = [
    "COMPARISON_FILE",
    "REPLAY_FILE",
    "SNAPSHOT_FILE",
    "Category",
    "ClassifierParameters",
    "Comparison",
    "ComparisonMetric",
    "DetectorParameters",
    "Estimate",
    "HoldOut",
    "Mode",
    "Parameters",
    "PictureDifference",
    "Replay",
    "Snapshot",
    "SnapshotAnnotation",
    "SnapshotDamaged",
    "SnapshotImage",
    "Split",
    "TrainingPlan",
    "Unit",
    "Verdict",
    "original",
    "read_snapshot",
]
