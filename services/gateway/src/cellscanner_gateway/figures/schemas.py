"""A figure as data: what the page draws, and what the files are drawn from."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.statistics.schemas import Labels

Language = Literal["en", "zh"]
FigureName = Literal[
    "proportion",
    "target-ratio",
    "size",
    "relative-size",
    "effective-score",
    "density",
    "density-map",
    "target-map",
    "neighbours",
]
FigureFormat = Literal["png", "svg", "pdf", "csv"]
FigureKind = Literal["pie", "box", "violin", "line", "picture", "map"]


class PointOut(BaseModel):
    """A picture as a point; of a pie, the proportion of a class."""

    image_id: UUID
    filename: str
    value: float


class LinePointOut(BaseModel):
    """The mean over pictures at one k, and the least and the most of them; null where no picture has a value."""

    k: float
    n: int = Field(description="Pictures that have a value at this k.")
    mean: float | None
    low: float | None
    high: float | None


class SeriesOut(BaseModel):
    """One box, violin, line or slice. `group` null gathers the pictures without a group."""

    model_config = ConfigDict(populate_by_name=True)

    group: str | None = None
    class_: str | None = Field(None, alias="class")
    target: bool | None = Field(None, description="Whether the class is a target.")
    n: int = Field(description="What was counted: pictures, or cells of a violin, of a slice, or segments.")
    missing: int = Field(0, description="Pictures for which the value is not defined.")
    points: list[PointOut] | None = None
    values: list[float] | None = Field(
        None, description="One a cell, ascending; of more than 5000 cells, 5000 evenly spaced quantiles."
    )
    line: list[LinePointOut] | None = None
    segments: list[tuple[float, float, float, float]] | None = Field(
        None, description="x, y of a target's centre, x, y of a normal cell's centre, in pixels of the picture."
    )


class SecondAxisOut(BaseModel):
    """A second unit of the y axis: its values are those of the first times `factor`."""

    label: str
    factor: float


class MapOut(BaseModel):
    """The squares of a heat map, row by row from the top of the picture; each `width` x `height` of its pixels."""

    label: str = Field(description="What the values are, with their unit.")
    width: float
    height: float
    values: list[list[float | None]] = Field(description="Null: not analysed there, or too few cells.")
    cells: list[list[int]]
    targets: list[list[int]]
    analysed: list[list[float]] = Field(description="Pixels of each square that were analysed.")


class StampOut(BaseModel):
    """What a figure was made from; `text` says all of it in the asked language."""

    model: str
    confidence: float
    scale: str = Field(description="In words: the scale, or its range, or that it is unknown.")
    n: int = Field(description="Pictures.")
    cells: int
    labels: Labels
    software_version: str
    text: str


class FigureOut(BaseModel):
    """What is drawn. Titles, axes and notes are in the asked language."""

    name: FigureName
    kind: FigureKind
    title: str
    x: str
    y: str
    no_group: str = Field(description="What the pictures without a group are called.")
    size: tuple[int, int] | None = Field(None, description="Width and height of the picture under segments or squares.")
    second_axis: SecondAxisOut | None = None
    map: MapOut | None = Field(None, description="Of kind `map`: its squares; the one series counts the cells in them.")
    series: list[SeriesOut]
    notes: list[str] = Field(description="What is not drawn, and why.")
    stamp: StampOut


class FigureItem(BaseModel):
    """A figure there is. `needs_image` says that it shows one picture, named by `image`."""

    name: FigureName
    title: str
    needs_image: bool


class FigureList(BaseModel):
    items: list[FigureItem]
