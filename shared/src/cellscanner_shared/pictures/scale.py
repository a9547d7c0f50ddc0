"""Micrometres per pixel out of a file's metadata, or None: a wrong scale is worse than none."""

import re
from typing import Any

_SMALLEST, _LARGEST = 0.05, 20.0
_MICROMETERS = {
    "nm": 1e-3,
    "um": 1.0,
    "µm": 1.0,
    "μm": 1.0,
    "micron": 1.0,
    "microns": 1.0,
    "micrometer": 1.0,
    "micrometre": 1.0,
    "mm": 1e3,
    "cm": 1e4,
    "m": 1e6,
    "inch": 25_400.0,
}
_TIFF_UNITS = {2: "inch", 3: "cm"}


def plausible(x: float | None, y: float | None) -> float | None:
    """The scale, if both axes agree within 2 % and it is one a microscope has (0.05 to 20 micrometres per pixel)."""
    if x is None or y is None or not (x > 0 and y > 0) or abs(x - y) > 0.02 * max(x, y):
        return None
    mean = (x + y) / 2
    return mean if _SMALLEST <= mean <= _LARGEST else None


def from_ome(xml: str) -> float | None:
    """PhysicalSizeX and PhysicalSizeY of the first Pixels element of OME-XML (micrometres unless a unit is given)."""
    element = re.search(r"<(?:\w+:)?Pixels\b([^>]*)>", xml)
    if element is None:
        return None
    attributes = dict(re.findall(r'(\w+)="([^"]*)"', element.group(1)))
    return plausible(*(_ome_axis(attributes, axis) for axis in "XY"))


def _ome_axis(attributes: dict[str, str], axis: str) -> float | None:
    unit = _MICROMETERS.get(attributes.get(f"PhysicalSize{axis}Unit", "µm"))
    size = _number(attributes.get(f"PhysicalSize{axis}"))
    return None if unit is None or size is None else size * unit


def from_imagej(metadata: dict[str, Any], x_resolution: object, y_resolution: object) -> float | None:
    """ImageJ keeps pixels per unit in the resolution tags and the unit's name in its own metadata."""
    name = str(metadata.get("unit", "")).replace(r"\u00B5", "µ")
    return _per_unit(_MICROMETERS.get(name.strip().lower()), x_resolution, y_resolution)


def from_resolution(unit: object, x_resolution: object, y_resolution: object) -> float | None:
    """TIFF resolution tags, in pixels per inch or centimetre; those of a screen or a printer are not plausible."""
    name = _TIFF_UNITS.get(int(unit)) if isinstance(unit, int) else None
    return _per_unit(_MICROMETERS.get(name or ""), x_resolution, y_resolution)


def from_properties(x: str | None, y: str | None) -> float | None:
    """OpenSlide's mpp-x and mpp-y."""
    return plausible(_number(x), _number(y))


def _per_unit(micrometers: float | None, x_resolution: object, y_resolution: object) -> float | None:
    x, y = _rational(x_resolution), _rational(y_resolution)
    if micrometers is None or not x or not y:
        return None
    return plausible(micrometers / x, micrometers / y)


def _rational(value: object) -> float | None:
    if isinstance(value, tuple) and len(value) == 2 and value[1]:
        return float(value[0] / value[1])
    return float(value) if isinstance(value, int | float) else None


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
