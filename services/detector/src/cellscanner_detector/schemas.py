"""The JSON answer for an encoded picture."""

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from cellscanner_detector.service import PictureCells


class Cell(BaseModel):
    """One detection: box `x1, y1, x2, y2` in the picture's own pixels, calibrated score, class of the detector."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    box: tuple[float, float, float, float]
    score: float
    class_name: str = Field(alias="class")


class Warning(BaseModel):
    """Something the user should know about how the picture was recognised."""

    code: str
    message: str


class PictureAnswer(BaseModel):
    """Every cell of one picture."""

    model: str
    provider: str
    cells: list[Cell]
    warnings: list[Warning]

    @classmethod
    def of(cls, model: str, provider: str, classes: Sequence[str], found: PictureCells) -> Self:
        """Name the classes and turn arrays into lists."""
        rows = zip(found.boxes.tolist(), found.scores.tolist(), found.classes.tolist(), strict=True)
        cells = [Cell(box=tuple(box), score=score, class_name=classes[index]) for box, score, index in rows]
        warnings = [Warning(**warning) for warning in found.warnings]
        return cls(model=model, provider=provider, cells=cells, warnings=warnings)
