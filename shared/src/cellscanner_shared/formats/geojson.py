"""GeoJSON as QuPath writes and reads it: a feature a cell, its class in `properties.classification`."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple
from uuid import UUID

from cellscanner_shared.formats.labelled import (
    Box,
    Collector,
    LabelledCells,
    PictureFacts,
    Point,
    Reading,
    Shape,
    outline,
)
from cellscanner_shared.formats.parsing import objects, points_of
from cellscanner_shared.formats.streaming import json_pieces

UNCLASSIFIED = "unclassified"
ObjectKind = Literal["annotation", "detection"]
Color = tuple[int, int, int]
_WITHOUT_AREA = {"Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line"}
# A multiple of four, so that the box about the corners is the box about the circle.
_CORNERS_OF_A_CIRCLE = 32


def read_geojson(document: object, picture: PictureFacts) -> Reading:
    """A collection of features, a list of them, or one. Polygons become boxes, several in one feature one box.

    A feature without a class is `unclassified`. Raises LabelsUnreadable.
    """
    collector = Collector(picture)
    for place, feature in enumerate(_features(document), 1):
        label = _label(feature)
        what = f"feature {place} ({label})"
        geometry = feature.get("geometry")
        geometry = geometry if isinstance(geometry, dict) else {}
        kind = str(geometry.get("type"))
        if kind in _WITHOUT_AREA:
            collector.skip(what, _WITHOUT_AREA[kind])
        elif kind in ("Polygon", "MultiPolygon"):
            _add(collector, what, label, kind, geometry.get("coordinates"))
        else:
            collector.skip(what, "unknown-shape")
    return collector.reading()


def _features(document: object) -> list[dict[str, Any]]:
    if isinstance(document, dict):
        document = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    return list(objects(document, "features"))


def _label(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties")
    classification = properties.get("classification") if isinstance(properties, dict) else None
    if isinstance(classification, dict):
        # A derived class of QuPath has several names, from the outer to the inner.
        names = classification.get("names")
        classification = ": ".join(map(str, names)) if isinstance(names, list) else classification.get("name")
    return str(classification) if classification else UNCLASSIFIED


def _add(collector: Collector, what: str, label: str, kind: str, coordinates: object) -> None:
    try:
        rings = _outer_rings(kind, coordinates)
        box, shape = outline([point for ring in rings for point in ring])
    except ValueError:
        collector.skip(what, "not-a-number")
        return
    collector.add(what, label, box, shape if len(rings) == 1 else None)


def _outer_rings(kind: str, coordinates: object) -> list[list[Point]]:
    """The first ring of each polygon; the others are holes. Raises ValueError."""
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise ValueError("no polygon")
    return [_open(points_of(polygon[0] if isinstance(polygon, list) and polygon else None)) for polygon in polygons]


def _open(ring: list[Point]) -> list[Point]:
    """A ring of GeoJSON ends where it began."""
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


class Facts(NamedTuple):
    """What is told of one cell beside its outline and class: an id that stays the same, and its measurements."""

    id: UUID
    measurements: Mapping[str, float]


def stream_geojson(
    cells: LabelledCells,
    *,
    kind: ObjectKind = "annotation",
    colors: Mapping[str, Color] | None = None,
    facts: Iterable[Facts] | None = None,
) -> Iterator[bytes]:
    """A FeatureCollection that QuPath reads. `facts` (N,) are in the order of the cells, `colors` those of classes.

    QuPath edits annotations by hand, and shows detections by the hundred thousand with their measurements.
    """
    rest = iter(facts or ())
    classes = {name: {"name": name, **_color(name, colors or {})} for name in cells.classes}
    pieces = (
        [
            _feature(_ring(tuple(box), shape), {"objectType": kind, "classification": classes[name]}, next(rest, None))
            for box, name, shape in zip(piece.boxes.tolist(), piece.class_names, piece.shapes, strict=True)
        ]
        for piece in cells.pieces()
    )
    yield from json_pieces({"type": "FeatureCollection"}, "features", pieces)


def _color(name: str, colors: Mapping[str, Color]) -> dict[str, object]:
    return {"color": list(colors[name])} if name in colors else {}


def _feature(ring: list[Point], properties: dict[str, object], facts: Facts | None) -> dict[str, object]:
    """RFC 7946 wants the id beside the properties; QuPath takes it from there if it is a UUID."""
    named: dict[str, object] = {} if facts is None else {"id": str(facts.id)}
    if facts is not None:
        properties["measurements"] = facts.measurements
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", **named, "geometry": geometry, "properties": properties}


def _ring(box: Box, shape: Shape | None) -> list[Point]:
    if shape is None:
        x1, y1, x2, y2 = box
        return [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]
    points = list(shape.points) if shape.kind == "polygon" else _round(*shape.points)
    return [*points, points[0]]


def _round(centre: Point, rim: Point) -> list[Point]:
    radius = math.hypot(rim[0] - centre[0], rim[1] - centre[1])
    angles = (2 * math.pi * step / _CORNERS_OF_A_CIRCLE for step in range(_CORNERS_OF_A_CIRCLE))
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]
