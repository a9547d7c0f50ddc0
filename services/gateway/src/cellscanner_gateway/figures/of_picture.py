"""Figures of one picture: its classes as a pie, the sizes of its cells, and the neighbours of its targets."""

import numpy as np
from numpy.typing import NDArray

from cellscanner_gateway.figures.neighbours import Neighbours, neighbours_of
from cellscanner_gateway.figures.schemas import FigureOut, PointOut, SecondAxisOut, SeriesOut
from cellscanner_gateway.figures.subject import Subject, cells_of
from cellscanner_gateway.figures.values import MOST_VALUES, quantiles_of
from cellscanner_gateway.statistics.metrics import short
from cellscanner_gateway.statistics.picture import PictureCells
from cellscanner_gateway.statistics.service import Computed


def classes(subject: Subject, one: Computed) -> FigureOut:
    """The pie: a slice a class, its value the proportion of all cells. A picture without cells has no slices."""
    image, numbers = one.picture.image, one.statistics
    series = [
        SeriesOut(
            class_=name,
            target=subject.is_target(name),
            n=numbers.counts[name],
            points=[PointOut(image_id=image.id, filename=image.filename, value=share)],
        )
        for name, share in (numbers.proportions if numbers else {}).items()
        if numbers is not None and share is not None
    ]
    title = subject.say("classes-of", filename=image.filename)
    return subject.figure("pie", series, x=subject.say("class"), y=subject.say("y-share"), title=title)


def size(subject: Subject, one: Computed) -> FigureOut:
    """A violin a class of box areas over the picture's area, headed with the ratio of the mean sizes."""
    cells, image = cells_of(one), one.picture.image
    sizes = _areas(cells) / (cells.width * cells.height)
    series = [_violin(subject, name, sizes[cells.class_index == index]) for index, name in enumerate(cells.classes)]
    ratio = one.statistics.size_ratio if one.statistics else None
    name = subject.say("of-picture", name=subject.figure_name, filename=image.filename)
    title = subject.say("size-ratio", title=name, ratio=subject.say("not-defined") if ratio is None else f"{ratio:.3g}")
    thinned = [subject.say("thinned", most=MOST_VALUES)] if any(one.n > MOST_VALUES for one in series) else []
    notes = [subject.say("violins"), *thinned]
    figure = subject.figure("violin", series, x=subject.say("class"), y=subject.say("y-size"), title=title, notes=notes)
    return figure.model_copy(update={"second_axis": _square_micrometers(subject, cells)})


def neighbours(subject: Subject, one: Computed) -> FigureOut:
    """The segments from each target to the normal cells within k times the mean target radius, at the least k."""
    k = min(subject.whole.wanted.ks)
    found = neighbours_of(cells_of(one), k)
    series = SeriesOut(n=len(found.segments), segments=[(a, b, c, d) for a, b, c, d in found.segments.tolist()])
    title = subject.say("neighbours-within", k=short(k), filename=one.picture.image.filename)
    notes = [subject.say("overlay"), *_cut(subject, found)]
    x, y = subject.say("x-pixels"), subject.say("y-pixels")
    figure = subject.figure("picture", [series], x=x, y=y, title=title, notes=notes)
    return figure.model_copy(update={"size": (one.picture.image.width, one.picture.image.height)})


def _cut(subject: Subject, found: Neighbours) -> list[str]:
    if found.drawn_targets == found.targets:
        return []
    return [subject.say("segments-cut", drawn=len(found.segments), targets=found.drawn_targets)]


def _areas(cells: PictureCells) -> NDArray[np.float64]:
    boxes = cells.boxes.astype(np.float64)
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def _violin(subject: Subject, name: str, sizes: NDArray[np.float64]) -> SeriesOut:
    return SeriesOut(class_=name, target=subject.is_target(name), n=len(sizes), values=quantiles_of(sizes))


def _square_micrometers(subject: Subject, cells: PictureCells) -> SecondAxisOut | None:
    if cells.micrometers_per_pixel is None:
        return None
    factor = cells.width * cells.height * cells.micrometers_per_pixel**2
    return SecondAxisOut(label=subject.say("y-size-um2"), factor=factor)
