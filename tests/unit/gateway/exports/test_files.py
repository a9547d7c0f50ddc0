"""Workbooks and zips of labels, opened again by the programs they are for."""

import csv
import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO, StringIO
from uuid import UUID

import openpyxl
import pytest
import yaml
from cellscanner_gateway.exports.csv_files import csv_bytes
from cellscanner_gateway.exports.labels import LabelFormat, cell_id, label_members
from cellscanner_gateway.exports.tables import Table, table_of
from cellscanner_gateway.exports.xlsx import write_workbook
from cellscanner_gateway.statistics.service import Whole
from cellscanner_gateway.zips import each, stream_zip
from cellscanner_shared.formats import PictureFacts, Reading, read_labels
from support.wholes import CLASSES, computed, square, whole

CREATED = datetime(2026, 11, 24, tzinfo=UTC)


def study() -> Whole:
    return whole(
        computed(1, filename="a.png", group="=1+1", scale=0.5, living=[square(100.25, 100)], dead=[square(100, 110)]),
        computed(2, filename="a.png", dead=[square(50, 50)]),
        computed(3, filename="b.tif"),
        computed(4, filename="c.png", failed=True),
    )


def workbook(data: Whole) -> bytes:
    file = BytesIO()
    tables = {"cells": table_of(data, "cells"), "pictures": table_of(data, "pictures")}
    write_workbook(file, tables, [("model", "base/tiny@1")], CREATED)
    return file.getvalue()


def test_a_workbook_has_the_numbers_of_the_csv() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(study())))
    assert book.sheetnames == ["cells", "pictures", "about"]
    for name in ("cells", "pictures"):
        table = table_of(study(), name)
        rows = list(csv.reader(StringIO(csv_bytes(table.header, table.rows).decode("utf-8-sig"), newline="")))
        found = list(book[name].iter_rows(values_only=True))
        assert [str(one) for one in found[0]] == rows[0]
        assert len(found) == len(rows) > 2
        for sheet_row, csv_row in zip(found[1:], rows[1:], strict=True):
            for value, text in zip(sheet_row, csv_row, strict=True):
                if isinstance(value, int | float):
                    assert value == pytest.approx(float(text), rel=1e-15)  # a workbook keeps 16 digits
                else:
                    assert (value or "") == text.removeprefix("'")
    assert book["about"]["B2"].value == "base/tiny@1"


def test_a_formula_stays_a_text() -> None:
    cell = openpyxl.load_workbook(BytesIO(workbook(study())))["cells"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s") or cell.data_type == "inlineStr"


def test_the_same_tables_are_the_same_workbook() -> None:
    assert workbook(study()) == workbook(study())


@pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (3, 1), (4, 2), (7, 3)])
def test_a_long_table_goes_on_in_another_sheet(rows: int, sheets: int) -> None:
    file = BytesIO()
    write_workbook(file, {"cells": Table(["n"], iter([[n] for n in range(rows)]))}, [], CREATED, most_rows=3)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == [*["cells", "cells 2", "cells 3"][:sheets], "about"]
    names = book.sheetnames[:-1]
    assert all(book[name]["A1"].value == "n" for name in names)
    found = [row[0] for name in names for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert found == list(range(rows))


async def zipped(form: LabelFormat) -> bytes:
    return b"".join([chunk async for chunk in stream_zip(each(label_members(study(), form)))])


async def unzip(form: LabelFormat) -> dict[str, bytes]:
    content = await zipped(form)
    assert content == await zipped(form)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("form", "suffix"), [("voc", ".xml"), ("labelme", ".json"), ("geojson", ".geojson")])
async def test_a_file_a_picture_that_reads_back(form: LabelFormat, suffix: str) -> None:
    files = await unzip(form)
    assert set(files) == {"failed.csv", f"a{suffix}", f"a (2){suffix}", f"b{suffix}"}
    reading = read_labels(files[f"a{suffix}"], PictureFacts("a.png", 1000, 500, CLASSES), form)
    check(reading)


def check(reading: Reading) -> None:
    assert reading.skipped == []
    assert reading.cells.class_names == ["living", "dead"]
    assert reading.cells.boxes.tolist() == [
        pytest.approx([90.25, 90, 110.25, 110]),
        pytest.approx([90, 100, 110, 120]),
    ]


async def test_yolo_has_its_labels_in_a_folder_and_its_classes_beside_it() -> None:
    files = await unzip("yolo")
    labels = ["labels/a.txt", "labels/a (2).txt", "labels/b.txt"]
    assert list(files) == ["failed.csv", "classes.txt", "data.yaml", *labels]
    assert files["classes.txt"] == b"living\ndead\n"
    assert yaml.safe_load(files["data.yaml"])["names"] == {0: "living", 1: "dead"}
    check(read_labels(files["labels/a.txt"], PictureFacts("a.png", 1000, 500, CLASSES), "yolo"))


async def test_coco_is_one_file_of_all_with_scores() -> None:
    files = await unzip("coco")
    document = json.loads(files["annotations.json"])
    assert list(files) == ["failed.csv", "annotations.json"]
    assert [one["file_name"] for one in document["images"]] == ["a.png", "a (2).png", "b.tif"]
    assert [(one["id"], one["image_id"], one["category_id"]) for one in document["annotations"]] == [
        (1, 1, 1),
        (2, 1, 2),
        (3, 2, 2),
    ]
    assert document["annotations"][1]["bbox"] == [90, 100, 20, 20]
    assert document["annotations"][1]["score"] == pytest.approx(0.9)
    reading = read_labels(files["annotations.json"], PictureFacts("a (2).png", 1000, 500), "coco")
    assert reading.cells.class_names == ["dead"]


async def test_geojson_is_what_qupath_shows() -> None:
    """Ids that stay the same, detections of a model and annotations of a person, classes in the result's colours."""
    living, dead = json.loads((await unzip("geojson"))["a.geojson"])["features"]
    assert living["id"] == str(cell_id(UUID(int=1), 1))
    assert living["properties"] == {
        "objectType": "detection",
        "classification": {"name": "living", "color": [128, 128, 128]},
        "measurements": {
            "score": 0.5,
            "class_score": 0.5,
            "size": 0.0008,
            "relative_size": 1.0,
            "area_um2": 100.0,
            "nearest_cell_px": pytest.approx((0.25**2 + 10**2) ** 0.5),
        },
    }
    assert dead["properties"]["classification"] == {"name": "dead", "color": [255, 20, 147]}
    assert dead["properties"]["measurements"]["normals_within_2R"] == 1
    assert dead["properties"]["measurements"]["nearest_normal_px"] == pytest.approx(10.003, abs=1e-3)
