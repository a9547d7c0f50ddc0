"""Figures of a prediction over HTTP."""

from collections.abc import Awaitable, Callable
from io import BytesIO
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image
from support.gateway import Caller

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]


async def predict(alice: Caller, do_job: DoJob, images: list[str]) -> str:
    body = {"image_ids": images, "model": "base/tiny@champion"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    path: str = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    return path


async def test_data_and_files_of_figures(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    first, second = await upload((3, 1), (2, 2), group="control")
    path = f"{await predict(alice, do_job, [first, second])}/figures"

    items = (await alice.http.get(path, params={"language": "zh"})).json()["items"]
    assert [one["name"] for one in items if one["needs_image"]] == [
        *("size", "density-map", "target-map", "neighbours")
    ]
    assert items[0]["title"] == "目标细胞比例"
    figure = (await alice.http.get(f"{path}/target-ratio.json")).json()
    assert [(one["group"], [point["value"] for point in one["points"]]) for one in figure["series"]] == [
        ("control", [pytest.approx(1 / 3), 1.0])
    ]
    assert figure["stamp"]["n"] == 2
    png = await alice.http.get(f"{path}/target-ratio.png")
    assert (png.status_code, png.headers["content-type"]) == (200, "image/png")
    assert Image.open(BytesIO(png.content)).format == "PNG"
    assert "attachment" in png.headers["content-disposition"]
    numbers = (await alice.http.get(f"{path}/target-ratio.csv")).content.decode("utf-8-sig").splitlines()
    assert numbers[0] == "group,class,image_id,filename,value,stamp"
    assert numbers[2].startswith(f"control,,{second},1.png,1.0,")


async def test_the_result_picture_has_boxes_and_segments(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((3, 1))
    path = f"{await predict(alice, do_job, [image])}/figures/neighbours"
    query = {"image": image, "k": "4"}
    figure = (await alice.http.get(f"{path}.json", params=query)).json()
    # Blocks stand 32 pixels apart and have radius 10: of three normal cells in a row, one is within 40 pixels.
    assert len(figure["series"][0]["segments"]) == 1
    png = await alice.http.get(f"{path}.png", params=query)
    assert png.status_code == 200, png.text
    red, green, blue = np.moveaxis(np.asarray(Image.open(BytesIO(png.content)).convert("RGB")), 2, 0)
    assert ((red > 220) & (green < 90) & (blue > 100)).sum() > 1000
    svg = await alice.http.get(f"{path}.svg", params=query)
    assert svg.headers["content-type"].startswith("image/svg+xml")


async def test_maps_of_a_picture(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    """Six targets and six normal cells in 256 x 256 pixels are one square: too few for more."""
    (image,) = await upload((6, 6))
    path = f"{await predict(alice, do_job, [image])}/figures"
    query = {"image": image, "language": "zh"}
    density = (await alice.http.get(f"{path}/density-map.json", params=query)).json()["map"]
    assert density["cells"] == [[12]]
    assert density["values"] == [[pytest.approx(12 / 0.065536)]]
    assert density["label"] == "每百万像素细胞数"
    assert (await alice.http.get(f"{path}/target-map.json", params=query)).json()["map"]["values"] == [[0.5]]
    for form in ("png", "svg", "pdf", "csv"):
        assert (await alice.http.get(f"{path}/target-map.{form}", params=query)).status_code == 200
    assert (await alice.http.get(f"{path}/density-map.json")).status_code == 422


async def test_current_labels_are_drawn(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((3, 1))
    path = await predict(alice, do_job, [image])
    classes = [{"name": "living", "target": False}, {"name": "dead", "target": True}]
    cells = [
        {"id": "a", "box": [10, 10, 30, 30], "class": "dead"},
        {"id": "b", "box": [20, 10, 40, 30], "class": "living"},
    ]
    put = await alice.http.put(
        f"/api/v1/images/{image}/annotation",
        json={"cells": cells, "checked": [], "classes": classes},
        headers={"If-Match": '"0"'},
    )
    assert put.status_code == 200, put.text
    query = {"image": image, "labels": "current"}
    figure = (await alice.http.get(f"{path}/figures/neighbours.json", params=query)).json()
    assert figure["series"][0]["segments"] == [[20, 20, 30, 20]]
    assert figure["stamp"]["labels"] == "current"
    assert (await alice.http.get(f"{path}/figures/neighbours.pdf", params=query)).content.startswith(b"%PDF")


async def test_refusals(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> None:
    path = f"{await predict(alice, do_job, await upload((1, 1)))}/figures"
    for address in ("", "/proportion.json", "/proportion.png", "/proportion.csv"):
        assert (await bob.http.get(path + address)).status_code == 404
    refused = await alice.http.get(f"{path}/size.json")
    assert (refused.status_code, refused.json()["type"]) == (422, "/docs/errors/figure-needs-picture")
    assert (await alice.http.get(f"{path}/size.png", params={"image": str(uuid4())})).status_code == 404
    for address in ("nothing.json", "size.gif", "density.png?language=fr"):
        assert (await alice.http.get(f"{path}/{address}")).status_code == 422
