"""How well cells are found: precision, recall and F1, average precision, count error."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from faster_coco_eval import COCO, COCOeval_faster
from numpy.typing import NDArray

from cellscanner_trainer.evaluation.matching import Boxes, Match, match_by_centroid, match_by_iou

MatchRule = Literal["centroid", "iou"]
# COCO's 100 would cut every dense picture.
NO_CAP = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Detections:
    """Predictions of one picture: (N, 4) boxes `x1, y1, x2, y2`, (N,) scores, (N,) class indices."""

    boxes: Boxes
    scores: NDArray[np.float32]
    class_index: NDArray[np.int64]

    def at(self, confidence: float) -> "Detections":
        """Those with a score of at least `confidence`."""
        kept = self.scores >= confidence
        return Detections(self.boxes[kept], self.scores[kept], self.class_index[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """True cells of one picture: (M, 4) boxes and (M,) class indices."""

    boxes: Boxes
    class_index: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """Cells found, found wrongly and missed; a ratio without a denominator is None."""

    true_positive: int
    false_positive: int
    false_negative: int

    @classmethod
    def of(cls, match: Match) -> "Score":
        """Counts of one picture."""
        found = len(match.true)
        return cls(found, match.predictions - found, match.truths - found)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.true_positive + other.true_positive,
            self.false_positive + other.false_positive,
            self.false_negative + other.false_negative,
        )

    @property
    def precision(self) -> float | None:
        """Found cells of all predictions."""
        return _ratio(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float | None:
        """Found cells of all cells."""
        return _ratio(self.true_positive, self.true_positive + self.false_negative)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _ratio(2 * self.true_positive, 2 * self.true_positive + self.false_positive + self.false_negative)


def match_picture(found: Detections, truth: Truth, rule: MatchRule) -> Match:
    """Pairs of one picture, whatever the classes: centroids within 12 px, or IoU of at least 0.5."""
    if rule == "centroid":
        return match_by_centroid(found.boxes, truth.boxes)
    return match_by_iou(found.boxes, found.scores, truth.boxes)


def picture_score(found: Detections, truth: Truth, rule: MatchRule) -> Score:
    """The counts of one picture; those of several add up."""
    return Score.of(match_picture(found, truth, rule))


def count_error(found: Sequence[int], true: Sequence[int]) -> float | None:
    """Mean over the pictures with cells of `|found - true| / true`; None without such a picture."""
    errors = [abs(f - t) / t for f, t in zip(found, true, strict=True) if t]
    return sum(errors) / len(errors) if errors else None


def average_precision(
    found: Sequence[Detections], truth: Sequence[Truth], classes: int | None = None
) -> dict[int, tuple[float, float]]:
    """AP at IoU 0.5 and mean AP at 0.5 to 0.95 (COCO, 101 points), without a cap on detections.

    Args:
        found: predictions of each picture, all scores.
        truth: true cells of each picture.
        classes: number of classes; None takes all cells as one class, index 0.

    Returns:
        class index to both figures; a class without true cells is left out.
    """
    truths = _coco_truth(truth, classes)
    present = {annotation["category_id"] for annotation in truths["annotations"]}
    results = _coco_results(found, classes)
    if not results:
        return dict.fromkeys(sorted(present), (0.0, 0.0))
    reference = COCO(truths)
    evaluation = COCOeval_faster(reference, reference.loadRes(results), "bbox")
    evaluation.params.maxDets = [1, 10, NO_CAP]
    evaluation.params.areaRng, evaluation.params.areaRngLbl = [[0, 1e10]], ["all"]
    evaluation.evaluate()
    evaluation.accumulate()
    precision = evaluation.eval["precision"][..., 0, -1]  # IoU threshold x recall point x class
    return {
        index: (float(precision[0, :, index].mean()), float(precision[..., index].mean())) for index in sorted(present)
    }


def _coco_truth(truth: Sequence[Truth], classes: int | None) -> dict[str, Any]:
    rows = [
        (number, box, int(index) if classes else 0)
        for number, picture in enumerate(truth)
        for box, index in zip(picture.boxes.astype(float), picture.class_index, strict=True)
    ]
    annotations = [
        {
            "id": n,
            "image_id": picture,
            "category_id": index,
            "iscrowd": 0,
            "bbox": _xywh(box),
            "area": _xywh(box)[2] * _xywh(box)[3],
        }
        for n, (picture, box, index) in enumerate(rows, start=1)
    ]
    categories = [{"id": index, "name": str(index)} for index in range(classes or 1)]
    return {"images": [{"id": n} for n in range(len(truth))], "annotations": annotations, "categories": categories}


def _coco_results(found: Sequence[Detections], classes: int | None) -> list[dict[str, Any]]:
    return [
        {"image_id": number, "category_id": int(index) if classes else 0, "bbox": _xywh(box), "score": float(score)}
        for number, picture in enumerate(found)
        for box, score, index in zip(picture.boxes.astype(float), picture.scores, picture.class_index, strict=True)
    ]


def _xywh(box: NDArray[np.float64]) -> list[float]:
    return [float(box[0]), float(box[1]), float(box[2] - box[0]), float(box[3] - box[1])]


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
