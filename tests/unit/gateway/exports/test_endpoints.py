"""Files of a prediction over HTTP."""

import csv
import zipfile
from collections.abc import Awaitable, Callable
from io import BytesIO, StringIO

import openpyxl
from support.gateway import Caller

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]


async def predict(alice: Caller, do_job: DoJob, images: list[str]) -> str:
    body = {"image_ids": images, "model": "base/tiny@champion"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    path: str = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    return path


async def test_tables_workbook_and_labels(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    images = await upload((3, 1), (2, 2), group="control")
    path = f"{await predict(alice, do_job, images)}/export"

    answer = await alice.http.get(path, params={"format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "cells-" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["class"] for row in rows].count("dead") == 3
    assert {row["image_id"] for row in rows} == set(images)
    groups = await alice.http.get(path, params={"format": "csv", "what": "groups"})
    assert b"control,2,0,0,target_ratio,2,0," in groups.content

    book = await alice.http.get(path, params={"format": "xlsx"})
    opened = openpyxl.load_workbook(BytesIO(book.content))
    assert opened.sheetnames == ["cells", "pictures", "groups", "tests", "about"]
    assert opened["cells"].max_row == 9
    one = await alice.http.get(path, params={"format": "xlsx", "what": "pictures"})
    assert openpyxl.load_workbook(BytesIO(one.content)).sheetnames == ["pictures", "about"]

    zipped = await alice.http.get(path, params={"format": "geojson"})
    assert zipped.headers["content-type"] == "application/zip"
    assert zipfile.ZipFile(BytesIO(zipped.content)).namelist() == ["0.geojson", "1.geojson"]


async def test_current_labels_have_no_scores(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((3, 1))
    path = f"{await predict(alice, do_job, [image])}/export"
    put = await alice.http.put(
        f"/api/v1/images/{image}/annotation",
        json={
            "cells": [{"id": "a", "box": [10, 10, 30, 30], "class": "dead"}],
            "checked": [],
            "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
        },
        headers={"If-Match": '"0"'},
    )
    assert put.status_code == 200, put.text
    answer = await alice.http.get(path, params={"format": "csv", "labels": "current"})
    (row,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert (row["labels"], row["annotation_revision"], row["score"], row["detector_class"]) == ("current", "1", "", "")
    assert (row["class"], row["normals_within_2R"]) == ("dead", "0")


async def test_refusals(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> None:
    path = f"{await predict(alice, do_job, await upload((1, 1)))}/export"
    for name in ("csv", "xlsx", "coco"):
        assert (await bob.http.get(path, params={"format": name})).status_code == 404
    wrong: list[dict[str, str]] = [{}, {"format": "docx"}, {"format": "csv", "what": "all"}]
    for query in [*wrong, {"format": "yolo", "what": "groups"}]:
        assert (await alice.http.get(path, params=query)).status_code == 422
