"""What is said of many pictures: of good ones nothing, and of one that failed that it did, wherever pictures stand."""

import csv
import json
import zipfile
from collections.abc import Awaitable, Callable
from io import BytesIO, StringIO
from typing import Any

import numpy as np
import openpyxl
import pytest
from cellscanner_gateway.resources import Resources
from support.gateway import Caller
from support.pdf_text import pages_of
from support.pictures import encode

DoJob = Callable[[str], Awaitable[str]]
Json = dict[str, Any]
GROUPS = ("control", "treated")
# Why the failed picture failed.
WHY = {
    "en": "The file begins like a picture, but its content ends early or is damaged.",
    "zh": "文件开头是图片，但内容提前结束或已损坏。",
}


def frame(seed: int) -> bytes:
    """A picture of its own, with cells in it."""
    coarse = np.random.default_rng(seed).choice([0, 255], (9, 9, 3)).astype(np.uint8)
    return encode(coarse.repeat(16, axis=0).repeat(16, axis=1), "PNG")


async def upload(alice: Caller) -> list[str]:
    """A picture a group, each of a specimen of its own."""
    images = []
    for seed, group in enumerate(GROUPS):
        file = ("files", (f"{group}.png", frame(seed)))
        fields = {"group": group, "specimen": f"of {group}"}
        answer = await alice.http.post("/api/v1/images", files=[file], data=fields)
        images.append(answer.json()["items"][0]["image"]["id"])
        await alice.http.patch(f"/api/v1/images/{images[-1]}", json={"micrometers_per_pixel": 0.5})
    return images


async def predict(alice: Caller, do_job: DoJob, images: list[str]) -> str:
    body = {"image_ids": images, "model": "base/scaled@1"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    return str((await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"])


async def get(alice: Caller, path: str, **query: str) -> bytes:
    answer = await alice.http.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.content


async def statistics(alice: Caller, path: str, **query: str) -> Json:
    return dict(json.loads(await get(alice, f"{path}/statistics", **query)))


@pytest.mark.silent("near-duplicate", "image-failed", "pictures-without-result", "pictures-not-independent")
@pytest.mark.silent("not-corrected", "out-of-domain", "low-confidence", "blur", "seam-merged")
async def test_nothing_is_said_of_good_pictures(alice: Caller, do_job: DoJob) -> None:
    images = await upload(alice)
    path = await predict(alice, do_job, images)
    for image in images:
        start = {"prediction_id": path.rsplit("/", 1)[-1]}
        url = f"/api/v1/images/{image}/annotation/start"
        assert (await alice.http.post(url, json=start, headers={"If-Match": '"0"'})).status_code == 200

    prediction = json.loads(await get(alice, path))
    found = await statistics(alice, path, labels="current")

    assert sum(prediction["counts"].values()) > 20
    assert [prediction["warnings"], found["warnings"]] == [[], []]
    assert [one["warnings"] for one in (*prediction["images"], *found["images"])] == [[]] * 4


@pytest.mark.warns("image-failed", "pictures-without-result")
async def test_a_picture_that_failed_stands_as_failed_wherever_pictures_do(
    alice: Caller, do_job: DoJob, resources: Resources
) -> None:
    good, bad = await upload(alice)
    resources.store.put_bytes(f"pictures/{bad}/original", b"\x89PNG\r\n\x1a\nand then nothing")
    path = await predict(alice, do_job, [good, bad])

    listed = json.loads(await get(alice, path))["images"][1]
    assert (listed["state"], listed["counts"]) == ("failed", None)
    for labels in ("predicted", "current"):
        found = await statistics(alice, path, labels=labels)
        failed = found["images"][1]
        assert (failed["state"], failed["counts"], failed["target_ratio"]) == ("failed", None, None)
        assert [one["code"] for one in failed["warnings"]] == ["image-failed"]
        assert found["groups"][1]["failed"] == 1
        assert "pictures-without-result" in [one["code"] for one in found["warnings"]]
    await in_tables(alice, path)
    await in_label_files(alice, path, bad)
    await in_papers(alice, path, good)


async def in_tables(alice: Caller, path: str) -> None:
    for language, why in WHY.items():
        query = {"format": "csv", "what": "pictures", "language": language}
        text = (await get(alice, f"{path}/export", **query)).decode("utf-8-sig")
        well, row = csv.DictReader(StringIO(text, newline=""))
        assert (row["state"], row["cells"], row["counts:dead"], row["warnings"]) == ("failed", "", "", "image-failed")
        assert [(one["problem"], one["reason"]) for one in (well, row)] == [("", ""), ("picture-truncated", why)]

    book = openpyxl.load_workbook(BytesIO(await get(alice, f"{path}/export", format="xlsx")))
    header, _, values = book["pictures"].iter_rows(values_only=True)
    named = dict(zip(header, values, strict=True))
    assert (named["state"], named["cells"], named["warnings"]) == ("failed", None, "image-failed")
    assert named["reason"] == WHY["en"]
    about = dict(book["about"].iter_rows(min_row=2, values_only=True))
    assert (about["pictures"], about["pictures_without_result"]) == (2, 1)


async def in_label_files(alice: Caller, path: str, bad: str) -> None:
    """No labels are not the same as no cells: COCO names the picture apart, the others beside their files."""
    for form in ("coco", "yolo", "voc", "labelme", "geojson"):
        with zipfile.ZipFile(BytesIO(await get(alice, f"{path}/export", format=form))) as archive:
            (row,) = csv.DictReader(StringIO(archive.read("failed.csv").decode("utf-8-sig"), newline=""))
            assert (row["image_id"], row["state"], row["problem"]) == (bad, "failed", "picture-truncated")
            assert row["reason"] == WHY["en"]
            assert not [name for name in archive.namelist() if "treated" in name]
            if form == "coco":
                document = json.loads(archive.read("annotations.json"))
                assert [one["file_name"] for one in document["images"]] == ["control.png"]
                assert document["info"]["failed"] == [row]


async def in_papers(alice: Caller, path: str, good: str) -> None:
    chinese = "".join(pages_of(await get(alice, f"{path}/report.pdf", language="zh")))
    assert f"treated.png：{WHY['zh']}" in chinese
    report = "".join(pages_of(await get(alice, f"{path}/report.pdf"))).replace(" ", "")
    assert f"treated.png:{WHY['en']}".replace(" ", "") in report
    assert "treated.pngtreatedfailed––––image-failed" in report

    figure = json.loads(await get(alice, f"{path}/figures/proportion.json"))
    assert figure["stamp"]["n"] == 1
    assert any("1" in note for note in figure["notes"])

    project = json.loads(await get(alice, f"/api/v1/images/{good}"))["project_id"]
    with zipfile.ZipFile(BytesIO(await get(alice, f"/api/v1/projects/{project}/archive"))) as archive:
        _, listed = json.loads(archive.read("manifest.json"))["pictures"]
    assert (listed["state"], listed["counts"], listed["warnings"]) == ("failed", None, ["image-failed"])
