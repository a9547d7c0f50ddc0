"""Heat maps of one picture: where its cells are dense, and where many of them are targets."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from cellscanner_gateway.figures.schemas import FigureName, FigureOut, MapOut, SeriesOut
from cellscanner_gateway.figures.subject import Subject, cells_of
from cellscanner_gateway.statistics.maps import LEAST_CELLS, CellGrid, Values, cell_grid
from cellscanner_gateway.statistics.service import Computed, Whole

# With fewer cells a picture has under ten squares: no map, but a blot.
LEAST_TO_MAP: Final = 100


def pictures_to_map(whole: Whole) -> list[Computed]:
    """The pictures that have cells enough, those with the most first."""
    enough = [one for one in whole.pictures if one.source and len(one.source.cells.boxes) >= LEAST_TO_MAP]
    return sorted(enough, key=lambda one: -len(cells_of(one).boxes))


def maps_of(whole: Whole) -> Sequence[FigureName]:
    """The maps there are of each; without a target class there is no fraction of targets."""
    targets = any(one["target"] for one in whole.prediction.classes)
    return ("density-map", "target-map") if targets else ("density-map",)


def density_map(subject: Subject, one: Computed) -> FigureOut:
    """Cells per analysed area, square by square."""
    grid = cell_grid(cells_of(one))
    label = subject.say("y-density-megapixel" if grid.micrometers_per_pixel is None else "y-density-mm2")
    return _map(subject, one, grid, grid.density(), label)


def target_map(subject: Subject, one: Computed) -> FigureOut:
    """Targets over cells, square by square, where there are enough cells."""
    grid = cell_grid(cells_of(one))
    few = subject.say("map-few", least=LEAST_CELLS)
    return _map(subject, one, grid, grid.target_fraction(), subject.say("y-proportion"), few)


def _map(subject: Subject, one: Computed, grid: CellGrid, values: Values, label: str, *notes: str) -> FigureOut:
    image, cells = one.picture.image, cells_of(one)
    notes = (_squares(subject, grid), *notes, *([subject.say("map-unknown")] if cells.left_out is None else []))
    shown = [SeriesOut(n=int(grid.cells[~np.isnan(values)].sum()))]
    title = subject.say("of-picture", name=subject.figure_name, filename=image.filename)
    x, y = subject.say("x-pixels"), subject.say("y-pixels")
    figure = subject.figure("map", shown, x=x, y=y, title=title, notes=notes)
    return figure.model_copy(update={"size": (image.width, image.height), "map": _as_map(grid, values, label)})


def _as_map(grid: CellGrid, values: Values, label: str) -> MapOut:
    return MapOut(
        label=label,
        width=grid.width,
        height=grid.height,
        values=[[None if np.isnan(value) else value for value in row] for row in values.tolist()],
        cells=grid.cells.tolist(),
        targets=grid.targets.tolist(),
        analysed=grid.analysed.tolist(),
    )


def _squares(subject: Subject, grid: CellGrid) -> str:
    sides = {"width": f"{grid.width:.4g}", "height": f"{grid.height:.4g}"}
    if grid.micrometers_per_pixel is None:
        return subject.say("map-squares", **sides)
    return subject.say("map-squares-um", side=f"{grid.side * grid.micrometers_per_pixel:.4g}", **sides)
