"""The factor that brings a picture to the scale its model was trained at."""

from dataclasses import dataclass
from typing import Any

from cellscanner_shared.magnification import resampling

from cellscanner_gateway.warnings.notice import Notice

# Enlarged so often he-cells still finds 98 of 100 of its nuclei, four times 93 (docs/benchmarks.md, Warnings).
_FAR = 3.0


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
        return Magnification(None, None, 1.0), [Notice("no-scale")]
    if model_um is None:
        return Magnification(picture_um, source, 1.0), [Notice("model-without-scale")]
    factor = resampling(picture_um, model_um)
    if factor is None:
        return Magnification(picture_um, source, 1.0), [Notice("scale-implausible", _scales(picture_um, model_um))]
    return Magnification(picture_um, source, factor), _far(picture_um, model_um, factor)


def _far(picture_um: float, model_um: float, factor: float) -> list[Notice]:
    """A finer picture only shrinks, and loses nothing that the model ever saw."""
    if factor <= _FAR:
        return []
    return [Notice("scale-far", _scales(picture_um, model_um) | {"times": round(factor, 1)})]


def _scales(picture_um: float, model_um: float) -> dict[str, float]:
    return {"picture": float(f"{picture_um:.4g}"), "model": float(f"{model_um:.4g}")}
