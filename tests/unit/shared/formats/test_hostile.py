"""Files of labels that are wrong, foreign or meant to harm."""

import json
from typing import Any

import pytest
from cellscanner_shared.formats import (
    Format,
    LabelsOfAnotherPicture,
    LabelsUnreadable,
    PictureFacts,
    Skipped,
    clean_name,
    read_labels,
)

PICTURE = PictureFacts("a.png", 100, 80, ("living", "dead"))
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>'
    "<annotation><object><name>&y;</name></object></annotation>"
)


def voc(*objects: str, size: str = "") -> bytes:
    return f"<annotation>{size}{''.join(objects)}</annotation>".encode()


def voc_object(*corners: object, name: str = "dead") -> str:
    names = ("xmin", "ymin", "xmax", "ymax")
    inner = "".join(f"<{tag}>{value}</{tag}>" for tag, value in zip(names, corners, strict=True))
    return f"<object><name>{name}</name><bndbox>{inner}</bndbox></object>"


def labelme(*shapes: dict[str, Any], width: int = 100) -> bytes:
    return json.dumps({"shapes": shapes, "imageWidth": width, "imageHeight": 80}).encode()


def shape(kind: str, *points: list[object], label: str = "dead") -> dict[str, Any]:
    return {"label": label, "shape_type": kind, "points": list(points)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_encoding(encoding: str) -> None:
    with pytest.raises(LabelsUnreadable, match="entities"):
        read_labels(BILLION_LAUGHS.encode(encoding), PICTURE, "voc")


def test_an_external_file_is_refused() -> None:
    with pytest.raises(LabelsUnreadable, match="document type"):
        read_labels(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><annotation/>', PICTURE)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"\xff\xfe\x00", "coco"),
        (b"{", None),
        (b"[" * 100_000, None),
        (b"[1, 2]", None),
        (b"7", "coco"),
        (b'{"a": 1}', None),
        (b"<annotation>", None),
        (b"<html/>", None),
        (b"living 0 0 1 1", "yolo"),
        (b"-1 0 0 1 1", None),
        (b'{"shapes": [1]}', None),
        (b'{"images": {}, "annotations": []}', None),
        (b'{"shapes": ' + b"9" * 10_000 + b"}", None),
    ],
)
def test_what_is_no_file_of_labels_is_refused(data: bytes, form: Format | None) -> None:
    with pytest.raises(LabelsUnreadable):
        read_labels(data, PICTURE, form)


def test_more_than_sixty_four_megabytes_are_refused() -> None:
    for form in ("yolo", "voc"):
        with pytest.raises(LabelsUnreadable, match="64 MB"):
            read_labels(b" " * ((64 << 20) + 1), PICTURE, form)


def test_more_cells_than_a_picture_may_have_are_refused() -> None:
    with pytest.raises(LabelsUnreadable, match="200000 cells"):
        read_labels(b"0 0.5 0.5 0.1 0.1\n" * 200_001, PICTURE)


@pytest.mark.parametrize(
    ("corners", "reason"),
    [
        (("nan", 0, 5, 5), "not-a-number"),
        ((0, 0, "inf", 5), "not-a-number"),
        (("", 0, 5, 5), "not-a-number"),
        ((5, 0, 1, 5), "no-area"),
        ((5, 5, 5, 9), "no-area"),
        ((-9, -9, -1, -1), "outside"),
        ((100, 0, 120, 9), "outside"),
        ((0, 80, 9, 99), "outside"),
    ],
)
def test_a_box_that_is_none_is_reported_and_the_others_stay(corners: tuple[object, ...], reason: str) -> None:
    reading = read_labels(voc(voc_object(*corners), voc_object(1, 2, 3, 4)), PICTURE)
    assert reading.skipped == [Skipped("object 1 (dead)", reason)]
    assert reading.cells.boxes.tolist() == [[1, 2, 3, 4]]


def test_a_box_that_sticks_out_is_cut_at_the_edge() -> None:
    reading = read_labels(voc(voc_object(-5, 70, 20, 95)), PICTURE)
    assert reading.cells.boxes.tolist() == [[0, 70, 20, 80]]
    assert reading.skipped == []


def test_labels_of_a_picture_of_another_size_are_refused() -> None:
    with pytest.raises(LabelsOfAnotherPicture, match="90 x 80"):
        read_labels(labelme(width=90), PICTURE)
    size = "<size><width>100</width><height>81</height></size>"
    with pytest.raises(LabelsOfAnotherPicture, match="100 x 81"):
        read_labels(voc(size=size), PICTURE)
    read_labels(voc(size="<size><width>0</width><height>0</height></size>"), PICTURE)


def test_circles_and_polygons_become_boxes_and_points_and_lines_are_reported() -> None:
    reading = read_labels(
        labelme(
            shape("circle", [50, 40], [53, 44]),
            shape("polygon", [10, 10], [20, 12], [15, 30]),
            shape("rectangle", [30, 30], [25, 20]),
            shape("point", [1, 1]),
            shape("linestrip", [1, 1], [2, 2]),
            shape("cuboid", [1, 1], [2, 2]),
            shape("polygon", [1, 1], ["x", 2]),
            shape("rectangle", [1, 1], [2, 2], label=" \x07 "),
        ),
        PICTURE,
    )
    assert reading.cells.boxes.tolist() == [[45, 35, 55, 45], [10, 10, 20, 30], [25, 20, 30, 30]]
    assert [found and found.kind for found in reading.cells.shapes] == ["circle", "polygon", None]
    assert [one.reason for one in reading.skipped] == ["point", "line", "unknown-shape", "not-a-number", "no-class"]


def test_geojson_of_qupath() -> None:
    ring = [[10, 10], [20, 12], [15, 30], [10, 10]]
    hole = [[12, 12], [13, 12], [12, 13], [12, 12]]

    def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
        return {"type": "Feature", "geometry": geometry, "properties": properties}

    features = [
        feature(
            {"type": "Polygon", "coordinates": [ring, hole]}, classification={"name": "Tumor", "color": [200, 0, 0]}
        ),
        feature({"type": "Polygon", "coordinates": [ring]}, classification={"names": ["Tumor", "Positive"]}),
        feature({"type": "Polygon", "coordinates": [ring]}, objectType="detection"),
        feature({"type": "MultiPolygon", "coordinates": [[ring], [[[40, 40], [50, 40], [50, 60]]]]}),
        feature({"type": "Point", "coordinates": [1, 1]}),
        feature({"type": "GeometryCollection", "geometries": []}),
    ]
    reading = read_labels(json.dumps(features).encode(), PICTURE)
    assert reading.cells.class_names == ["Tumor", "Tumor: Positive", "unclassified", "unclassified"]
    assert reading.cells.boxes.tolist()[0] == [10, 10, 20, 30]
    assert reading.cells.boxes.tolist()[3] == [10, 10, 50, 60]
    assert [found is None for found in reading.cells.shapes] == [False, False, False, True]
    assert [one.reason for one in reading.skipped] == ["point", "unknown-shape"]


def test_coco_of_several_pictures_must_name_this_one() -> None:
    images = [{"id": 1, "file_name": "x/a.png"}, {"id": 2, "file_name": "b.png"}]
    items = [
        {"image_id": 1, "category_id": 7, "bbox": [1, 2, 3, 4]},
        {"image_id": 1, "category_id": 7, "bbox": [1, 2, 3, 4], "iscrowd": 1},
        {"image_id": 1, "category_id": 8, "bbox": [1, 2, 3, 4]},
        {"image_id": 2, "category_id": 7, "bbox": [5, 5, 5, 5]},
    ]
    data = json.dumps({"images": images, "annotations": items, "categories": [{"id": 7, "name": "dead"}]}).encode()
    reading = read_labels(data, PICTURE)
    assert reading.cells.boxes.tolist() == [[1, 2, 4, 6]]
    assert [one.reason for one in reading.skipped] == ["crowd", "no-class"]
    with pytest.raises(LabelsOfAnotherPicture, match="2 pictures"):
        read_labels(data, PictureFacts("c.png", 100, 80))


def test_yolo_takes_names_by_number_scores_and_outlines() -> None:
    data = b"1 0.5 0.5 0.1 0.25\n0 0.5 0.5 0.1 0.25 0.9\n\n7 0.1 0.1 0.2 0.1 0.2 0.3\n1 0.5 0.5\n1 a 0 0 0"
    reading = read_labels(data, PICTURE)
    assert reading.cells.class_names == ["dead", "living", "class 7"]
    assert reading.cells.boxes.round(6).tolist() == [[45, 30, 55, 50], [45, 30, 55, 50], [10, 8, 20, 24]]
    assert reading.skipped == [Skipped("line 5", "unknown-shape"), Skipped("line 6", "not-a-number")]


def test_an_outline_of_thousands_of_corners_stays_a_box() -> None:
    corners: list[list[object]] = [[10 + step % 50, 10 + step / 100] for step in range(2001)]
    reading = read_labels(labelme(shape("polygon", *corners), shape("polygon", *corners[:2000])), PICTURE)
    assert [found is None for found in reading.cells.shapes] == [True, False]


def test_many_bad_boxes_are_counted_and_not_all_named() -> None:
    reading = read_labels(b"0 2 2 0.1 0.1\n" * 1000, PICTURE)
    assert len(reading.skipped) == 101
    assert reading.skipped[-1] == Skipped("900 more", "outside")


def test_a_class_name_is_kept_readable() -> None:
    assert clean_name(" 活 \u202e细胞\n\x00 ") == "活 细胞"
    assert len(clean_name("x" * 1000)) == 64
