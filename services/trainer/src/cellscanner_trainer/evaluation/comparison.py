"""Two packages on the same pictures: every figure, its difference, and whether that is more than chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.trainings import Comparison, ComparisonMetric, Estimate, HoldOut, PictureDifference, Verdict
from numpy.typing import NDArray

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.measuring import Found
from cellscanner_trainer.evaluation.curves import detail_of
from cellscanner_trainer.evaluation.detection import Detections, Truth
from cellscanner_trainer.evaluation.outcomes import Outcomes, outcomes
from cellscanner_trainer.evaluation.resampling import Figures, draws, estimate, figures
from cellscanner_trainer.evaluation.two_stages import recognise

SAMPLES = 500
MOST_PICTURES = 50
# With fewer, even a difference of the same sign on every picture is no rarer than one in twenty by chance.
FEWEST_PICTURES = 6
# What the verdict on the model rests on: finding and naming, every class alike; finding alone where there is one class.
DECIDING = ("mean_f1", "f1")
_LOWER_IS_BETTER = {"count_error"}


@dataclass(frozen=True)
class Contestant:
    """A package's folder and manifest."""

    folder: Path
    manifest: ModelManifest


@dataclass(frozen=True)
class SideOfPicture:
    """What a package found in a picture at its confidence, in pixels of the picture's file, and what is said of it."""

    found: Detections
    names: tuple[str, ...]
    outcomes: Outcomes


# Is given the name of a picture of which both packages are shown, and what each found.
Keep = Callable[[str, SideOfPicture, SideOfPicture], None]


def compare(old: Contestant, new: Contestant, data: DataSet, keep: Keep = lambda *_: None) -> Comparison:
    """Both packages on the held-out pictures `data`, whose file names (without suffix) are the pictures' ids.

    `keep` is told of the pictures that the comparison names.

    Compared are the classes that both know and the labels have; every other class counts as a cell and no more.
    Intervals are percentiles of a paired bootstrap over pictures; with fewer than six pictures there are none, and
    nothing is called better or worse.
    """
    if not data.pictures:
        nothing = HoldOut(pictures=0, cells=0)
        return _comparison(old, new, nothing, (), "not-distinguishable", ())
    known = [{one.name for one in side.manifest.classes} for side in (old, new)]
    # One class in all is the cells themselves.
    common = tuple(name for name in data.classes if name in known[0] & known[1]) if len(data.classes) > 1 else ()
    named = [_recognised(side, data) for side in (old, new)]
    sides = [_along(one, common) for one in named]
    weights = draws(len(data.pictures), SAMPLES if len(data.pictures) >= FEWEST_PICTURES else 0, seed=0)
    before, after = (
        figures(one.found, one.truth, len(common), side.manifest.confidence, weights)
        for one, side in zip(sides, (old, new), strict=True)
    )
    metrics = tuple(_metric(key, before, after, common) for key in before)
    by_name = {one.name: one.verdict for one in metrics if one.class_name is None}
    hold_out = HoldOut(pictures=len(data.pictures), cells=sum(len(one) for one in data.pictures))
    verdict = next(by_name[name] for name in DECIDING if name in by_name)
    seen_before, seen_after = (
        _seen(one, along, side.manifest.confidence) for one, along, side in zip(named, sides, (old, new), strict=True)
    )
    pictures = _pictures(data, seen_before, seen_after, keep)
    details = [
        detail_of(one.found, one.truth, common, side.manifest.confidence, weights)
        for one, side in zip(sides, (old, new), strict=True)
    ]
    compared = _comparison(old, new, hold_out, metrics, verdict, pictures)
    return compared.model_copy(update={"old_detail": details[0], "new_detail": details[1]})


def _comparison(
    old: Contestant,
    new: Contestant,
    hold_out: HoldOut,
    metrics: tuple[ComparisonMetric, ...],
    verdict: Verdict,
    pictures: tuple[PictureDifference, ...],
) -> Comparison:
    return Comparison(
        old=str(old.manifest.ref),
        new=str(new.manifest.ref),
        hold_out=hold_out,
        metrics=metrics,
        verdict=verdict,
        pictures=pictures,
    )


@dataclass(frozen=True)
class _Named:
    """What was found, with the names of the classes that its indices count in; the truth's are the data's."""

    found: Found
    names: tuple[str, ...]
    true_names: tuple[str, ...]


def _recognised(side: Contestant, data: DataSet) -> _Named:
    names = tuple(one.name for one in side.manifest.classes)
    return _Named(recognise(side.folder, side.manifest, data), names, data.classes)


def _along(named: _Named, common: Sequence[str]) -> Found:
    """Class indices along `common`; every other class is the one index after them."""
    ours, true = (_places(names, common) for names in (named.names, named.true_names))
    found = tuple(Detections(one.boxes, one.scores, ours[one.class_index]) for one in named.found.found)
    return Found(found, tuple(Truth(one.boxes, true[one.class_index]) for one in named.found.truth))


def _places(names: Sequence[str], common: Sequence[str]) -> NDArray[np.int64]:
    return np.array([common.index(name) if name in common else len(common) for name in names], np.int64)


def _metric(key: tuple[str, int | None], old: Figures, new: Figures, common: Sequence[str]) -> ComparisonMetric:
    name, index = key
    difference = estimate(new[key] - old[key])
    return ComparisonMetric(
        name=name,
        class_name=None if index is None else common[index],
        old=estimate(old[key]),
        new=estimate(new[key]),
        difference=difference,
        verdict=_verdict(difference, name),
    )


def _verdict(difference: Estimate, name: str) -> Verdict:
    if difference.low is None or difference.high is None or difference.low <= 0 <= difference.high:
        return "not-distinguishable"
    return "better" if (difference.low > 0) != (name in _LOWER_IS_BETTER) else "worse"


def _seen(named: _Named, along: Found, confidence: float) -> list[SideOfPicture]:
    """Picture by picture: compared along the common classes, shown with the package's own names."""
    return [
        SideOfPicture(own.at(confidence), named.names, outcomes(common.at(confidence), truth))
        for own, common, truth in zip(named.found.found, along.found, along.truth, strict=True)
    ]


def _pictures(
    data: DataSet, before: list[SideOfPicture], after: list[SideOfPicture], keep: Keep
) -> tuple[PictureDifference, ...]:
    """Those whose F1, a wrong class being an error, differs most."""
    each = list(zip((picture.path.stem for picture in data.pictures), before, after, strict=True))
    each.sort(key=lambda one: -abs((one[2].outcomes.f1 or 0.0) - (one[1].outcomes.f1 or 0.0)))
    for one in each[:MOST_PICTURES]:
        keep(*one)
    return tuple(
        PictureDifference(image_id=UUID(name), old_f1=old.outcomes.f1, new_f1=new.outcomes.f1)
        for name, old, new in each[:MOST_PICTURES]
    )
