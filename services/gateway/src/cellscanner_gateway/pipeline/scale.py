"""The factor that brings a picture to the scale its model was trained at."""

from dataclasses import dataclass
from typing import Any

from cellscanner_gateway.pipeline.notices import Notice

# Within five per cent a model sees no difference, and an unsampled picture is sharper and faster.
_SAME_SCALE = 0.05
# Beyond these the stated scale is taken for a mistake, as is usual with a printer's dots per inch.
_PLAUSIBLE = (1 / 16, 8.0)


@dataclass(frozen=True)
class Magnification:
    """The picture's scale, who stated it (`file`, `user`), and model pixels per picture pixel."""

    micrometers_per_pixel: float | None
    source: str | None
    resampled_by: float

    def as_json(self) -> dict[str, Any]:
        return {
            "micrometers_per_pixel": self.micrometers_per_pixel,
            "source": self.source,
            "resampled_by": self.resampled_by,
        }


def choose_magnification(
    picture_um: float | None, source: str | None, model_um: float | None
) -> tuple[Magnification, list[Notice]]:
    """Scale for a picture of `picture_um` micrometres a pixel, a model of `model_um`, and what its user must know."""
    if picture_um is None:
        text = "The picture's scale is not known; it was recognised as it is. Set its micrometres per pixel to be sure."
        return Magnification(None, None, 1.0), [Notice("no-scale", text)]
    if model_um is None:
        text = "The model has no scale of its own; the picture was recognised as it is."
        return Magnification(picture_um, source, 1.0), [Notice("no-scale", text)]
    factor = picture_um / model_um
    if not _PLAUSIBLE[0] <= factor <= _PLAUSIBLE[1]:
        text = f"A scale of {picture_um:g} micrometres a pixel does not suit the model's {model_um:g}; it was ignored."
        return Magnification(picture_um, source, 1.0), [Notice("scale-implausible", text)]
    if abs(factor - 1.0) <= _SAME_SCALE:
        factor = 1.0
    return Magnification(picture_um, source, factor), []
