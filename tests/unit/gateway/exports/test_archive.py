"""The zip of a project over HTTP: everything in it, every digest true, failed pictures named as failed."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Awaitable, Callable
from io import BytesIO, StringIO
from typing import Any

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.label_imports.work import ImportWork
from cellscanner_gateway.resources import Resources
from support.gateway import Caller
from support.importing import Importing
from support.label_zips import zip_of
from support.pdf_text import pages_of

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]
Json = dict[str, Any]


async def project_of(alice: Caller, name: str = "细胞 1") -> str:
    return str((await alice.http.post("/api/v1/projects", json={"name": name})).json()["id"])


async def predict(alice: Caller, do_job: DoJob, images: list[str]) -> str:
    body = {"image_ids": images, "model": "base/tiny@champion"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    path: str = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    return path.rpartition("/")[2]


async def fetch(alice: Caller, project: str, **query: Any) -> dict[str, bytes]:
    answer = await alice.http.get(f"/api/v1/projects/{project}/archive", params=query)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def test_a_whole_project(alice: Caller, upload: Upload, do_job: DoJob, resources: Resources) -> None:
    project = await project_of(alice)
    good, bad = await upload((3, 1), (2, 2), group="control", project=project)
    resources.store.delete(f"pictures/{bad}/original")
    prediction = await predict(alice, do_job, [good, bad])
    (later,) = await upload((1, 1), project=project, specimen="mouse 2")
    labels = await label(alice, good)
    files = await fetch(alice, project, pictures=True, language="zh", k="2")

    manifest = json.loads(files["manifest.json"])
    assert list(files)[-1] == "manifest.json"
    assert {one["path"] for one in manifest["files"]} == files.keys() - {"manifest.json"}
    for one in manifest["files"]:
        body = files[one["path"]]
        assert (one["size"], one["sha256"]) == (len(body), hashlib.sha256(body).hexdigest()), one["path"]

    states = {one["image_id"]: one for one in manifest["pictures"]}
    assert [states[image]["state"] for image in (good, bad, later)] == ["succeeded", "failed", "not-predicted"]
    assert (states[good]["counts"], states[bad]["counts"]) == ({"living": 3, "dead": 1}, None)
    assert states[bad]["problem"]["status"] == 404
    assert [states[image]["file"] for image in (good, bad, later)] == ["images/0.png", None, "images/0 (2).png"]
    assert hashlib.sha256(files["images/0.png"]).hexdigest() == states[good]["sha256"]
    assert (manifest["project"], manifest["prediction"]["id"]) == ({"id": project, "name": "细胞 1"}, prediction)
    assert manifest["prediction"]["model"] == "base/tiny@1"
    assert len(manifest["prediction"]["model_digest"]) == 64
    assert manifest["parameters"] == {"labels": "predicted", "k": ["2"], "control": None}

    assert {"data.yaml", "classes.txt", "labels/0.txt", "coco/annotations.json", "voc/0.xml"} < files.keys()
    assert json.loads(files["labelme/0.json"])["imagePath"] == "../images/0.png"
    assert len(json.loads(files["geojson/0.geojson"])["features"]) == 4
    rows = list(csv.DictReader(StringIO(files["tables/pictures.csv"].decode("utf-8-sig"), newline="")))
    assert [row["state"] for row in rows] == ["succeeded", "failed"]
    await restore(alice, resources, zip_of(files), labels)
    assert files["figures/density.png"].startswith(b"\x89PNG")
    assert "预测报告" in pages_of(files["report.pdf"])[0]


async def label(alice: Caller, image: str) -> Json:
    """Labels that name a target, a class without cells and a region that was checked."""
    cells = [{"id": "mine-1", "box": [10.25, 20, 31, 40], "class": "dead"}]
    classes = [{"name": "living", "target": False}, {"name": "dead", "target": True}]
    put = await alice.http.put(
        f"/api/v1/images/{image}/annotation",
        json={"cells": cells, "checked": [[0, 0, 100, 100]], "classes": classes},
        headers={"If-Match": '"0"'},
    )
    assert put.status_code == 200, put.text
    await alice.http.patch(f"/api/v1/images/{image}", json={"micrometers_per_pixel": 0.25})
    return dict((await alice.http.get(f"/api/v1/images/{image}/annotation")).json())


async def restore(alice: Caller, resources: Resources, body: bytes, labels: Json) -> None:
    """The zip in an empty project: pictures, groups, specimens, scales and labels are back, the lost one is named."""
    importing = Importing(
        alice.http, ImportWork(Desk(resources, Contents(resources.store))), await project_of(alice, "again")
    )
    shown = await importing.read("project.zip", body)
    assert shown["pictures"] == {"new": 2, "unknown": 1}
    assert shown["notes"] == [{"code": "project-zip", "count": 3}, {"code": "project-without-files", "count": 1}]
    assert [(one["name"], one["target"]) for one in shown["classes"]] == [("dead", True)]
    (lost,) = await importing.pictures(shown, "unknown")
    assert (lost["name"], lost["problem"]) == ("1.png", None)

    applied = await importing.step(shown, "apply")
    assert applied["pictures"] == {"applied": 1, "added": 1, "unknown": 1}
    answer = await alice.http.get("/api/v1/images", params={"project": importing.project})
    later, good = answer.json()["items"]
    assert (good["filename"], good["group"], good["micrometers_per_pixel"]) == ("0.png", "control", 0.25)
    assert (later["filename"], later["group"], later["specimen"]) == ("0.png", None, "mouse 2")
    again = dict((await alice.http.get(f"/api/v1/images/{good['id']}/annotation")).json())
    kept = ("classes", "cells", "checked")
    assert [again[name] for name in kept] == [labels[name] for name in kept]
    content = await alice.http.get(f"/api/v1/images/{good['id']}/content")
    assert hashlib.sha256(content.content).hexdigest() == good["sha256"]


async def test_without_pictures_and_with_corrected_labels(
    alice: Caller, upload: Upload, do_job: DoJob, resources: Resources
) -> None:
    project = await project_of(alice)
    (image,) = await upload((3, 1), project=project)
    first = await predict(alice, do_job, [image])
    newest = await predict(alice, do_job, [image])
    put = await alice.http.put(
        f"/api/v1/images/{image}/annotation",
        json={"cells": [{"id": "a", "box": [10, 10, 30, 30], "class": "dead"}], "checked": []}
        | {"classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}]},
        headers={"If-Match": '"0"'},
    )
    assert put.status_code == 200, put.text
    files = await fetch(alice, project, labels="current")
    manifest = json.loads(files["manifest.json"])
    (picture,) = manifest["pictures"]
    assert (picture["labels"], picture["annotation_revision"], picture["file"]) == ("current", 1, None)
    assert picture["counts"] == {"living": 0, "dead": 1}
    assert manifest["prediction"]["id"] == newest
    assert not any(name.startswith("images/") for name in files)
    assert files["labels/0.txt"].startswith(b"1 ")
    await take_back(alice, resources, project, zip_of(files))
    older = json.loads((await fetch(alice, project, prediction_id=first))["manifest.json"])
    assert (older["prediction"]["id"], older["pictures"][0]["counts"]) == (first, {"living": 3, "dead": 1})


async def take_back(alice: Caller, resources: Resources, project: str, body: bytes) -> None:
    """The zip without its picture where the project has it, and where it has not: of its files none is in the way."""
    for target, pictures, missing in (
        (project, {"ready": 1}, 0),
        (await project_of(alice, "empty"), {"unknown": 1}, 1),
    ):
        importing = Importing(alice.http, ImportWork(Desk(resources, Contents(resources.store))), target)
        shown = await importing.read("project.zip", body)
        assert shown["pictures"] == pictures
        counts = {one["code"]: one["count"] for one in shown["notes"]}
        assert counts == {"project-zip": 1} | ({"project-without-files": missing} if missing else {})


async def test_refusals(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> None:
    project, other = await project_of(alice), await project_of(alice, "other")
    path = f"/api/v1/projects/{project}/archive"
    assert (await alice.http.get(path)).status_code == 409
    prediction = await predict(alice, do_job, await upload((1, 1), project=project))
    assert (await bob.http.get(path)).status_code == 404
    elsewhere = await alice.http.get(f"/api/v1/projects/{other}/archive", params={"prediction_id": prediction})
    assert elsewhere.status_code == 404
    assert (await alice.http.get(path, params={"control": "nobody"})).status_code == 422
