"""GET /predictions/{id}/statistics on predicted and on corrected cells."""

import csv
import json
import zipfile
from collections.abc import Awaitable, Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from support.gateway import Caller
from support.pdf_text import pages_of

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]
Json = dict[str, Any]


async def _predict(alice: Caller, do_job: DoJob, images: list[str]) -> str:
    body = {"image_ids": images, "model": "base/tiny@champion"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    path: str = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    return path


async def _statistics(alice: Caller, path: str, **query: str) -> Json:
    answer = await alice.http.get(f"{path}/statistics", params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_pictures_and_what_they_were_computed_from(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    images = await upload((3, 1), (0, 2), (2, 0), group="control")
    found = await _statistics(alice, await _predict(alice, do_job, images), k="2,2.5")

    first, no_normals, no_targets = found["images"]
    assert (found["model"], found["confidence"], found["labels"], found["k"]) == (
        "base/tiny@1",
        0.5,
        "predicted",
        [2, 2.5],
    )
    assert [one["image_id"] for one in found["images"]] == images
    assert first["counts"] == {"living": 3, "dead": 1}
    assert (first["target_ratio"], first["target_proportion"]) == (pytest.approx(1 / 3), 0.25)
    assert set(first["effective_score"]) == {"2", "2.5"}
    assert first["density_per_megapixel"]["living"] == pytest.approx(3 / 0.065536)
    assert first["density_per_mm2"] == {"living": None, "dead": None}
    assert (no_normals["target_ratio"], no_normals["effective_score"]["2"]) == (None, 0.0)
    assert (no_targets["target_ratio"], no_targets["effective_score"]["2"]) == (0.0, None)


async def test_a_scale_gives_square_millimetres(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((3, 1))
    path = await _predict(alice, do_job, [image])
    await alice.http.patch(f"/api/v1/images/{image}", json={"micrometers_per_pixel": 2.0})
    (picture,) = (await _statistics(alice, path))["images"]
    assert picture["density_per_mm2"]["living"] == pytest.approx(3 / (65_536 * 4e-6))


@pytest.mark.warns("pictures-not-independent")
async def test_groups_are_described_and_compared(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    control = await upload((4, 1), (5, 1), (6, 1), group="control")
    treated = await upload((2, 2), (3, 2), (2, 3), group="treated")
    path = await _predict(alice, do_job, control + treated)

    found = await _statistics(alice, path)
    assert [(one["name"], one["pictures"], one["counts"]) for one in found["groups"]] == [
        ("control", 3, {"living": 15, "dead": 3}),
        ("treated", 3, {"living": 7, "dead": 7}),
    ]
    assert found["groups"][0]["metrics"]["target_ratio"]["median"] == pytest.approx(0.2)
    (ratio,) = [test for test in found["tests"] if test["metric"] == "target_ratio"]
    assert (ratio["groups"], ratio["n"], ratio["effect"]) == (["control", "treated"], [3, 3], -1.0)
    # Three against three, wholly apart: 2 of the 20 orders are as extreme.
    assert ratio["p"] == pytest.approx(0.1)
    assert [one["code"] for one in found["warnings"]] == ["pictures-not-independent"]
    against = await _statistics(alice, path, control="treated")
    assert [test["groups"] for test in against["tests"] if test["metric"] == "target_ratio"] == [["control", "treated"]]


@pytest.mark.warns("not-corrected")
async def test_current_counts_corrected_labels_and_says_which(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    corrected, untouched = await upload((3, 1), (2, 2))
    path = await _predict(alice, do_job, [corrected, untouched])
    cells = [
        {"id": "a", "box": [0, 0, 10, 10], "class": "dead"},
        {"id": "b", "box": [20, 20, 40, 40], "class": "living"},
    ]
    answer = await alice.http.put(
        f"/api/v1/images/{corrected}/annotation",
        json={
            "cells": cells,
            "checked": [],
            "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
        },
        headers={"If-Match": '"0"'},
    )
    assert answer.status_code == 200, answer.text

    first, second = (await _statistics(alice, path, labels="current"))["images"]
    assert (first["labels"], first["annotation_revision"], first["counts"]) == ("current", 1, {"living": 1, "dead": 1})
    assert first["size_ratio"] == pytest.approx(0.25)
    assert (second["labels"], second["annotation_revision"]) == ("predicted", None)
    assert "not-corrected" in [one["code"] for one in second["warnings"]]
    assert (await _statistics(alice, path))["images"][0]["counts"] == {"living": 3, "dead": 1}
    for labels, cells_ in (("predicted", 4), ("current", 2)):
        await _everywhere(alice, path, corrected, labels, cells_)


async def _everywhere(alice: Caller, path: str, image: str, labels: str, cells: int) -> None:
    """Figures, maps, files and the report count the same labels as the statistics."""

    async def get(below: str, **query: str) -> bytes:
        answer = await alice.http.get(f"{path}/{below}", params={"labels": labels, **query})
        assert answer.status_code == 200, answer.text
        return answer.content

    pie = json.loads(await get("figures/proportion.json", image=image))
    assert (pie["stamp"]["cells"], pie["stamp"]["labels"]) == (cells, labels)
    grid = json.loads(await get("figures/density-map.json", image=image))["map"]
    assert sum(map(sum, grid["cells"])) == cells
    rows = csv.DictReader(StringIO((await get("export", format="csv")).decode("utf-8-sig"), newline=""))
    assert [row["labels"] for row in rows if row["image_id"] == image] == [labels] * cells
    with zipfile.ZipFile(BytesIO(await get("export", format="coco"))) as archive:
        document = json.loads(archive.read("annotations.json"))
    assert sum(one["image_id"] == 1 for one in document["annotations"]) == cells
    report = "".join(pages_of(await get("report.pdf"))).replace(" ", "")
    assert ("current:correctedlabels" in report) is (labels == "current")


async def test_refusals(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> None:
    path = await _predict(alice, do_job, await upload((1, 1)))
    assert (await bob.http.get(f"{path}/statistics")).status_code == 404
    for k in ("two", "0", "-1", "nan", "1e9", ""):
        assert (await alice.http.get(f"{path}/statistics", params={"k": k})).status_code == 422
    refused = await alice.http.get(f"{path}/statistics", params={"control": "nobody"})
    assert (refused.status_code, refused.json()["type"]) == (422, "/docs/errors/unknown-control")
