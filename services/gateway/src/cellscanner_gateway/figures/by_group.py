"""Figures over the pictures of a prediction, group by group: boxes, violins and lines."""

from collections.abc import Callable, Sequence

import numpy as np

from cellscanner_gateway.figures.schemas import FigureOut, LinePointOut, PointOut, SeriesOut
from cellscanner_gateway.figures.subject import Subject, cells_of
from cellscanner_gateway.figures.values import MOST_VALUES, quantiles_of
from cellscanner_gateway.statistics.picture import PictureStatistics, relative_sizes
from cellscanner_gateway.statistics.service import Computed

Value = Callable[[PictureStatistics], float | None]


def proportion(subject: Subject) -> FigureOut:
    """A box a group of the proportion of targets, a point a picture."""
    return _boxes(subject, lambda numbers: numbers.target_proportion, "y-proportion")


def target_ratio(subject: Subject) -> FigureOut:
    """A box a group of targets over normal cells, a point a picture."""
    return _boxes(subject, lambda numbers: numbers.target_ratio, "y-target-ratio")


def density(subject: Subject) -> FigureOut:
    """A box a group and class; per square millimetre where every picture's scale is known, else per megapixel."""
    unknown = sum(cells_of(one).micrometers_per_pixel is None for one in subject.pictures)
    series = [
        box.model_copy(update={"class_": name, "target": subject.is_target(name)})
        for members in subject.groups().items()
        for name in subject.classes()
        for box in [_box(*members, _density_of(name, per_mm2=not unknown))]
    ]
    partly = [subject.say("scale-partly", n=unknown)] if 0 < unknown < len(subject.pictures) else []
    y = subject.say("y-density-megapixel" if unknown else "y-density-mm2")
    return subject.figure("box", series, x=subject.say("group"), y=y, notes=[subject.say("boxes"), *partly])


def relative_size(subject: Subject) -> FigureOut:
    """A violin a group and class of box areas over the mean box area of the normal cells of the same picture."""
    series = [
        _violin(subject, group, members, name)
        for group, members in subject.groups().items()
        for name in subject.classes()
    ]
    missing = sum(bool(np.isnan(relative_sizes(cells_of(one))).any()) for one in subject.pictures)
    notes = [subject.say("violins"), *_missing(subject, missing)]
    if any(one.n > MOST_VALUES for one in series):
        notes.append(subject.say("thinned", most=MOST_VALUES))
    return subject.figure("violin", series, x=subject.say("group"), y=subject.say("y-relative-size"), notes=notes)


def effective_score(subject: Subject) -> FigureOut:
    """A line a group against k: the mean over its pictures, and the range they span."""
    series = [_line(group, members, subject.whole.wanted.ks) for group, members in subject.groups().items()]
    missing = sum(one.missing for one in series)
    notes = [] if subject.single else [subject.say("range")]
    return subject.figure(
        "line",
        series,
        x=subject.say("x-effective-score"),
        y=subject.say("y-effective-score"),
        notes=[*notes, *_missing(subject, missing)],
    )


def _boxes(subject: Subject, value: Value, y: str) -> FigureOut:
    series = [_box(group, members, value) for group, members in subject.groups().items()]
    notes = [subject.say("boxes"), *_missing(subject, sum(one.missing for one in series))]
    return subject.figure("box", series, x=subject.say("group"), y=subject.say(y), notes=notes)


def _missing(subject: Subject, missing: int) -> list[str]:
    return [subject.say("missing", n=missing, all=len(subject.pictures))] if missing else []


def _box(group: str | None, members: Sequence[Computed], value: Value) -> SeriesOut:
    found = [(one.picture.image, value(one.statistics)) for one in members if one.statistics is not None]
    points = [
        PointOut(image_id=image.id, filename=image.filename, value=number)
        for image, number in found
        if number is not None
    ]
    return SeriesOut(group=group, n=len(points), missing=len(found) - len(points), points=points)


def _density_of(class_name: str, *, per_mm2: bool) -> Value:
    """A class that a picture's labels do not name has no cells there: its density is 0."""

    def value(numbers: PictureStatistics) -> float | None:
        if per_mm2:
            return numbers.density_per_mm2.get(class_name, 0.0)
        return numbers.density_per_megapixel.get(class_name, 0.0)

    return value


def _violin(subject: Subject, group: str | None, members: Sequence[Computed], class_name: str) -> SeriesOut:
    parts = [_relative_sizes_of(one, class_name) for one in members]
    sizes = np.concatenate([np.empty(0), *parts])
    sizes = sizes[~np.isnan(sizes)]
    return SeriesOut(
        group=group,
        class_=class_name,
        target=subject.is_target(class_name),
        n=len(sizes),
        values=quantiles_of(sizes),
    )


def _relative_sizes_of(one: Computed, class_name: str) -> np.ndarray:
    cells = cells_of(one)
    chosen = np.array([name == class_name for name in cells.classes], np.bool_)[cells.class_index]
    return relative_sizes(cells)[chosen]


def _line(group: str | None, members: Sequence[Computed], ks: Sequence[float]) -> SeriesOut:
    scores = [one.statistics.effective_score for one in members if one.statistics is not None]
    present = [one for one in scores if all(score is not None for score in one.values())]
    line = [_at(k, [score for one in present if (score := one[k]) is not None]) for k in sorted(ks)]
    return SeriesOut(group=group, n=len(present), missing=len(scores) - len(present), line=line)


def _at(k: float, scores: Sequence[float]) -> LinePointOut:
    if not scores:
        return LinePointOut(k=k, n=0, mean=None, low=None, high=None)
    return LinePointOut(k=k, n=len(scores), mean=float(np.mean(scores)), low=min(scores), high=max(scores))
