"""What is to be said of every cell that a model found in a picture, and of every true one."""

from dataclasses import dataclass

from cellscanner_shared.trainings import FoundOutcome, TrueOutcome

from cellscanner_trainer.evaluation.detection import Detections, Truth
from cellscanner_trainer.evaluation.matching import match_by_iou


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One word a found cell, one a true cell."""

    found: tuple[FoundOutcome, ...]
    truth: tuple[TrueOutcome, ...]

    @property
    def f1(self) -> float | None:
        """A wrong class is an error; None in a picture without cells, found or true."""
        cells = len(self.found) + len(self.truth)
        return 2 * self.found.count("right") / cells if cells else None


def outcomes(found: Detections, truth: Truth) -> Outcomes:
    """Pairs one to one by overlap, best score first, whatever the classes; then compares the classes of pairs."""
    match = match_by_iou(found.boxes, found.scores, truth.boxes)
    of_found: list[FoundOutcome] = ["false"] * len(found.boxes)
    of_truth: list[TrueOutcome] = ["missed"] * len(truth.boxes)
    for predicted, true in zip(match.predicted.tolist(), match.true.tolist(), strict=True):
        agrees = found.class_index[predicted] == truth.class_index[true]
        of_found[predicted] = of_truth[true] = "right" if agrees else "wrong-class"
    return Outcomes(tuple(of_found), tuple(of_truth))
