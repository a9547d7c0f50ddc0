"""Statistics of a prediction: read the cells once, compute, describe the groups, test them."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.predictions.models import ImageState, Prediction
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.statistics.errors import UnknownControl
from cellscanner_gateway.statistics.groups import Measured, compare_groups, describe, group_names, unit_of
from cellscanner_gateway.statistics.kept import Key, kept, key_of
from cellscanner_gateway.statistics.metrics import metric_names, metric_values, short
from cellscanner_gateway.statistics.picture import PictureStatistics, picture_statistics
from cellscanner_gateway.statistics.schemas import (
    ComparisonOut,
    DescriptionOut,
    GroupOut,
    Labels,
    PictureStatisticsOut,
    StatisticsOut,
)
from cellscanner_gateway.statistics.sources import Source
from cellscanner_gateway.statistics.subject import Subject, look, read
from cellscanner_gateway.warnings.failures import failure_notice
from cellscanner_gateway.warnings.notice import Notice
from cellscanner_gateway.warnings.schemas import WarningOut


@dataclass(frozen=True)
class Wanted:
    """What to compute: the k of the effective score, whose labels, and the control group if there is one."""

    ks: tuple[float, ...]
    labels: Labels
    control: str | None


@dataclass(frozen=True, eq=False)
class Computed:
    """One picture with its cells and numbers; both None where it has no result."""

    picture: Picture
    specimen: str | None
    source: Source | None
    statistics: PictureStatistics | None


@dataclass(frozen=True, eq=False)
class Whole:
    """A prediction with every picture computed."""

    prediction: Prediction
    wanted: Wanted
    pictures: list[Computed]


async def compute(resources: Resources, user: Principal, prediction_id: UUID, wanted: Wanted) -> Whole:
    """Every picture's numbers. Raises NotFound for somebody else's prediction, UnknownControl."""
    subject = await look(resources, user, prediction_id, wanted.labels)
    return (await _compute(resources, user, subject, wanted))[1]


async def answer(resources: Resources, user: Principal, prediction_id: UUID, wanted: Wanted) -> bytes:
    """The statistics as JSON, the same bytes whenever the same is asked. Raises NotFound, UnknownControl."""
    subject = await look(resources, user, prediction_id, wanted.labels)

    async def make() -> tuple[Key | None, StatisticsOut]:
        counted, whole = await _compute(resources, user, subject, wanted)
        made = await asyncio.to_thread(present, whole)
        return (_key(counted, wanted) if counted.finished else None), made

    return await kept(resources.store, _key(subject, wanted), make)


def _key(subject: Subject, wanted: Wanted) -> Key:
    return key_of(subject.prediction.id, StatisticsOut, [wanted.ks, wanted.control, subject.basis()])


async def _compute(resources: Resources, user: Principal, subject: Subject, wanted: Wanted) -> tuple[Subject, Whole]:
    _check_control(wanted.control, subject.pictures)
    counted, sources = await read(resources, user, subject)
    numbers = await asyncio.to_thread(
        lambda: {key: picture_statistics(source.cells, wanted.ks) for key, source in sources.items()}
    )
    computed = [
        Computed(one, subject.specimens.get(one.image.id), sources.get(one.image.id), numbers.get(one.image.id))
        for one in subject.pictures
    ]
    return counted, Whole(subject.prediction, wanted, computed)


def present(whole: Whole) -> StatisticsOut:
    """The answer of the API."""
    prediction, wanted = whole.prediction, whole.wanted
    measured = measure(whole)
    names = metric_names([one["name"] for one in prediction.classes], wanted.ks)
    return StatisticsOut(
        prediction_id=prediction.id,
        model=prediction.model,
        confidence=prediction.confidence,
        software_version=prediction.software_version,
        labels=wanted.labels,
        classes=prediction.classes,
        k=list(wanted.ks),
        unit=unit_of(measured),
        control=wanted.control,
        images=[_picture(one, wanted) for one in whole.pictures],
        groups=_groups(whole, names),
        tests=[ComparisonOut.model_validate(test) for test in compare_groups(measured, names, wanted.control)],
        warnings=_warnings(whole, measured),
    )


def measure(whole: Whole) -> list[Measured]:
    """The pictures that have numbers, as the group functions take them."""
    return [
        Measured(_group(one.picture), one.specimen, metric_values(one.statistics))
        for one in whole.pictures
        if one.statistics is not None
    ]


def _check_control(control: str | None, pictures: Sequence[Picture]) -> None:
    known = {group for one in pictures if (group := _group(one)) is not None}
    if control is not None and control not in known:
        raise UnknownControl(f"No picture of this prediction belongs to a group named {control}.", group=control)


def _group(picture: Picture) -> str | None:
    return picture.image.group.name if picture.image.group else None


def _picture(one: Computed, wanted: Wanted) -> PictureStatisticsOut:
    image, result = one.picture.image, one.picture.result
    warnings = [WarningOut.model_validate(warning) for warning in result.warnings]
    if result.state == ImageState.FAILED:
        warnings.append(WarningOut.of(failure_notice(image.filename, result.problem), image.id))
    revision = one.source.revision if one.source else None
    if wanted.labels == "current" and one.source is not None and revision is None:
        warnings.append(WarningOut.of(Notice("not-corrected", {"filename": image.filename}), image.id))
    values: dict[str, Any] = asdict(one.statistics) if one.statistics else {}
    if one.statistics:
        values["effective_score"] = {short(k): score for k, score in one.statistics.effective_score.items()}
    return PictureStatisticsOut(
        image_id=image.id,
        filename=image.filename,
        group=_group(one.picture),
        specimen=one.specimen,
        state=result.state,
        labels=None if one.source is None else ("predicted" if revision is None else "current"),
        annotation_revision=revision,
        micrometers_per_pixel=image.micrometers_per_pixel,
        analysed_megapixels=result.analysed_megapixels,
        warnings=warnings,
        **values,
    )


def _groups(whole: Whole, names: Sequence[str]) -> list[GroupOut]:
    groups = list(dict.fromkeys(_group(one.picture) for one in whole.pictures))
    return [_one_group(whole, group, names) for group in sorted(groups, key=lambda group: group is None)]


def _one_group(whole: Whole, group: str | None, names: Sequence[str]) -> GroupOut:
    members = [one for one in whole.pictures if _group(one.picture) == group]
    values = [metric_values(one.statistics) for one in members if one.statistics is not None]
    counts: Counter[str] = Counter({one["name"]: 0 for one in whole.prediction.classes})
    for one in members:
        counts.update(one.statistics.counts if one.statistics else {})
    described = {name: describe([one.get(name) for one in values]) for name in names}
    return GroupOut(
        name=group,
        pictures=len(members),
        failed=sum(one.picture.result.state == ImageState.FAILED for one in members),
        specimens=len({one.specimen for one in members if one.specimen is not None}),
        counts=dict(counts),
        metrics={name: DescriptionOut.model_validate(one) for name, one in described.items()},
    )


def _warnings(whole: Whole, measured: Sequence[Measured]) -> list[WarningOut]:
    found = []
    if len(group_names(measured)) > 1 and unit_of(measured) == "picture":
        found.append(Notice("pictures-not-independent"))
    without = sum(one.statistics is None for one in whole.pictures)
    if without:
        found.append(Notice("pictures-without-result", {"without": without, "pictures": len(whole.pictures)}))
    return [WarningOut.of(notice) for notice in found]
