"""Compared cells as the API shows them."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import numpy as np

from cellscanner_gateway.annotations.agreement import LEAST_OVERLAP, Tally
from cellscanner_gateway.differences.pairs import total
from cellscanner_gateway.differences.schemas import (
    DifferencesOut,
    PictureDifferencesOut,
    SideOut,
    SidePictureOut,
    TallyOut,
)
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.predictions.schemas import ClassOut
from cellscanner_gateway.statistics.sources import Source
from cellscanner_gateway.statistics.subject import Subject

Sources = Mapping[UUID, Source]


def whole(
    first: Subject, second: Subject, sources: Sources, others: Sources, tallies: Mapping[UUID, Tally]
) -> DifferencesOut:
    """The answer over the pictures that both predictions have."""
    theirs = {one.image.id for one in second.pictures}
    shared = [one for one in first.pictures if one.image.id in theirs]
    classes = _classes(first, second, [*sources.values(), *others.values()])
    names = [one.name for one in classes]
    return DifferencesOut(
        first=_side(first),
        second=_side(second),
        classes=classes,
        least_overlap=LEAST_OVERLAP,
        images=[_picture(one, sources, others, tallies.get(one.image.id), names) for one in shared],
        left_out=(len(first.pictures) - len(shared), len(second.pictures) - len(shared)),
        total=_tally(total(tallies.values()), names),
        counts=(_sum(sources, tallies, names), _sum(others, tallies, names)),
    )


def cell(source: Source, place: int | None) -> dict[str, Any] | None:
    """One cell of a side; None where the side has none."""
    if place is None:
        return None
    score = None if source.table is None else float(source.table.score[place])
    return {
        "box": np.round(source.cells.boxes[place].astype(np.float64), 2).tolist(),
        "class": source.cells.classes[source.cells.class_index[place]],
        "score": None if score is None or math.isnan(score) else round(score, 4),
    }


def _side(subject: Subject) -> SideOut:
    prediction = subject.prediction
    return SideOut(
        prediction_id=prediction.id,
        model=prediction.model,
        confidence=prediction.confidence,
        software_version=prediction.software_version,
        labels=subject.labels,
    )


def _classes(first: Subject, second: Subject, sources: Iterable[Source]) -> list[ClassOut]:
    """A class is a target where the first model says so, else where the second does; people's own are normal."""
    known = [ClassOut.model_validate(one) for side in (second, first) for one in side.prediction.classes]
    targets = {one.name: one.target for one in known}
    order = [one.name for one in (*known[len(second.prediction.classes) :], *known)]
    added = [name for one in sources for name in one.cells.classes]
    return [ClassOut(name=name, target=targets.get(name, False)) for name in dict.fromkeys([*order, *added])]


def _picture(
    one: Picture, sources: Sources, others: Sources, counted: Tally | None, names: list[str]
) -> PictureDifferencesOut:
    image = one.image
    return PictureDifferencesOut(
        image_id=image.id,
        filename=image.filename,
        group=image.group.name if image.group else None,
        first=_side_of(sources.get(image.id), names),
        second=_side_of(others.get(image.id), names),
        tally=None if counted is None else _tally(counted, names),
    )


def _side_of(source: Source | None, names: list[str]) -> SidePictureOut | None:
    if source is None:
        return None
    counts = _counts(source)
    targets = sum(count for name, count in counts.items() if name in source.cells.targets)
    normals = counts.total() - targets
    return SidePictureOut(
        labels="predicted" if source.revision is None else "current",
        annotation_revision=source.revision,
        counts={name: counts[name] for name in names},
        target_ratio=targets / normals if normals else None,
    )


def _counts(source: Source) -> Counter[str]:
    return Counter(source.cells.classes[index] for index in source.cells.class_index.tolist())


def _sum(sources: Sources, tallies: Mapping[UUID, Tally], names: list[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for key in tallies:
        found.update(_counts(sources[key]))
    return {name: found[name] for name in names}


def _tally(counted: Tally, names: list[str]) -> TallyOut:
    numbers = ("matched", "same", "class_changed", "only_first", "only_second", "differing", "f1", "kappa")
    return TallyOut(**{name: getattr(counted, name) for name in numbers}, confusion=counted.table(names))
