"""The contract between the gateway, which plans personal trainings, and the trainer, which runs them."""

from cellscanner_shared.trainings.comparison import (
    CalibrationPoint,
    Comparison,
    ComparisonMetric,
    ConfusionCell,
    Detail,
    Estimate,
    HoldOut,
    PictureDifference,
    Verdict,
)
from cellscanner_shared.trainings.errors import SnapshotDamaged
from cellscanner_shared.trainings.held_out import FoundCell, FoundOutcome, HeldOutPicture, TrueCell, TrueOutcome
from cellscanner_shared.trainings.layout import (
    COMPARISON_FILE,
    HELD_OUT_FOLDER,
    REPLAY_FILE,
    SNAPSHOT_FILE,
    held_out_key,
    original,
)
from cellscanner_shared.trainings.parameters import (
    COCO_ARCHITECTURES,
    ClassifierParameters,
    DetectorParameters,
    HeParameters,
    Parameters,
)
from cellscanner_shared.trainings.plan import HE_CLASS, HE_UNIT, Mode, Replay, TrainingPlan, Unit, check_units
from cellscanner_shared.trainings.snapshot import (
    Category,
    Snapshot,
    SnapshotAnnotation,
    SnapshotImage,
    Split,
    read_snapshot,
)
from cellscanner_shared.trainings.starts import (
    DETECTOR_BACKBONE,
    ClassifierStart,
    classifier_crop,
    classifier_start,
    has_background_channel,
)

__all__ = [
    "COCO_ARCHITECTURES",
    "COMPARISON_FILE",
    "DETECTOR_BACKBONE",
    "HELD_OUT_FOLDER",
    "HE_CLASS",
    "HE_UNIT",
    "REPLAY_FILE",
    "SNAPSHOT_FILE",
    "CalibrationPoint",
    "Category",
    "ClassifierParameters",
    "ClassifierStart",
    "Comparison",
    "ComparisonMetric",
    "ConfusionCell",
    "Detail",
    "DetectorParameters",
    "Estimate",
    "FoundCell",
    "FoundOutcome",
    "HeParameters",
    "HeldOutPicture",
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
    "TrueCell",
    "TrueOutcome",
    "Unit",
    "Verdict",
    "check_units",
    "classifier_crop",
    "classifier_start",
    "has_background_channel",
    "held_out_key",
    "original",
    "read_snapshot",
]
