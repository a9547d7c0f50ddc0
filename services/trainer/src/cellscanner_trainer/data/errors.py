"""What can be wrong with the data of a training."""

from pathlib import Path


class TrainingDataError(ValueError):
    """The labelled pictures cannot be used as they are."""


class UnreadableLabels(TrainingDataError):
    """A label file is not what it is said to be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason
