"""Predictions as a program meets them, from the request to the cells."""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from uuid import UUID, uuid4

import numpy as np
import pytest
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.worker.picture import PictureWork
from cellscanner_gateway.worker.workflow import Work
from cellscanner_shared.cells import CellTable
from PIL import Image
from sqlalchemy import text
from support.gateway import Caller
from support.locks import ends_or_waits

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]
TINY = "base/tiny@champion"


async def test_counts_and_cells_of_a_job(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    images = await upload((3, 1), (0, 2), group="control")

    submitted = await alice.http.post("/api/v1/predictions", json={"image_ids": images, "model": TINY})
    job = submitted.json()
    assert submitted.status_code == 202
    assert submitted.headers["location"] == f"/api/v1/jobs/{job['id']}"
    assert (job["state"], job["progress"]["total"]) == ("queued", 2)

    assert await do_job(job["id"]) == "succeeded"
    job = (await alice.http.get(submitted.headers["location"])).json()
    assert job["progress"] == {"done": 2, "total": 2, "unit": "pictures", "stage": "succeeded"}
    prediction = (await alice.http.get(job["result"])).json()
    assert prediction["model"] == "base/tiny@1"
    assert prediction["confidence"] == 0.5
    assert prediction["software_version"] == "0.1.0"
    assert prediction["counts"] == {"living": 3, "dead": 3}
    assert prediction["classes"] == [{"name": "living", "target": False}, {"name": "dead", "target": True}]
    first, second = prediction["images"]
    assert [one["image_id"] for one in (first, second)] == images
    assert (first["counts"], second["counts"]) == ({"living": 3, "dead": 1}, {"living": 0, "dead": 2})
    assert first["group"] == "control"
    assert first["magnification"] == {"micrometers_per_pixel": None, "source": None, "resampled_by": 1.0}
    assert first["analysed_megapixels"] == pytest.approx(0.065536)
    assert [(one["code"], one["image_id"]) for one in prediction["warnings"]] == [("no-scale", None)]


async def test_warnings_carry_values_a_page_and_how_many_pictures(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    images = await upload((3, 1), (0, 2))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": images, "model": TINY})).json()
    await do_job(job["id"])
    result = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]

    (warning,) = (await alice.http.get(result)).json()["warnings"]

    assert (warning["page"], warning["values"], warning["pictures"]) == ("/docs/warnings/no-scale", {}, 2)
    for page in ("/docs/warnings/no-scale", "/docs/warnings/zh/no-scale"):
        assert "no-scale" in (await alice.http.get(page)).text
    assert (await alice.http.get("/docs/warnings/..%2ferrors%2fbusy")).status_code == 404


@pytest.mark.warns("near-duplicate")
async def test_a_frame_that_the_project_has_already_is_said(alice: Caller, do_job: DoJob) -> None:
    coarse = np.random.default_rng(0).integers(0, 100, (8, 9, 3), np.uint8)
    frame = coarse.repeat(16, axis=0).repeat(16, axis=1)
    other = frame[::-1, ::-1]
    images = []
    for name, pixels in (("a.png", frame), ("b.png", np.minimum(frame + 2, 255)), ("c.png", other)):
        body = BytesIO()
        Image.fromarray(np.ascontiguousarray(pixels, np.uint8)).save(body, "PNG")
        answer = await alice.http.post("/api/v1/images", files=[("files", (name, body.getvalue()))])
        images.append(answer.json()["items"][0]["image"]["id"])
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": images[:1], "model": TINY})).json()
    await do_job(job["id"])
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": images[1:], "model": TINY})).json()

    await do_job(job["id"])

    result = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    twin, alone = (await alice.http.get(result)).json()["images"]
    found = {one["code"]: one["values"] for one in twin["warnings"]}
    assert found["near-duplicate"] == {"filename": "a.png", "pictures": 2}
    assert "near-duplicate" not in [one["code"] for one in alone["warnings"]]


async def test_cells_by_page_and_as_a_table(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((3, 2))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [image], "model": TINY})).json()
    await do_job(job["id"])
    result = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    path = f"{result}/images/{image}/cells"

    first = (await alice.http.get(path, params={"limit": 3})).json()
    second = (await alice.http.get(path, params={"limit": 3, "cursor": first["next_cursor"]})).json()
    table = await alice.http.get(path, headers={"Accept": "application/vnd.apache.arrow.file"})

    assert [len(page["items"]) for page in (first, second)] == [3, 2]
    assert second["next_cursor"] is None
    cells = first["items"] + second["items"]
    assert sorted(cell["class"] for cell in cells) == ["dead", "dead", "living", "living", "living"]
    assert [2.0, 2.0, 22.0, 22.0] in [cell["box"] for cell in cells]
    assert table.headers["content-type"] == "application/vnd.apache.arrow.file"
    assert CellTable.from_arrow_bytes(table.content).to_cells() == cells
    assert (await alice.http.get(path, params={"cursor": "cm93Oi0x"})).status_code == 422
    assert (await alice.http.get(path, params={"limit": 10_001})).status_code == 422


async def test_the_overlay_marks_targets_in_pink(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((0, 1))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [image], "model": TINY})).json()
    await do_job(job["id"])
    result = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]

    first = await alice.http.get(f"{result}/images/{image}/overlay.png")
    again = await alice.http.get(f"{result}/images/{image}/overlay.png")

    pixels = np.asarray(Image.open(BytesIO(first.content)))
    assert pixels.shape == (256, 256, 3)
    assert tuple(pixels[2, 12]) == (255, 20, 147)
    assert again.content == first.content


async def test_one_bad_picture_fails_alone(alice: Caller, upload: Upload, do_job: DoJob, resources: Resources) -> None:
    good, bad = await upload((1, 0), (2, 0))
    resources.store.put_bytes(f"pictures/{bad}/original", b"\x89PNG\r\n\x1a\nand then nothing")
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [good, bad], "model": TINY})).json()

    assert await do_job(job["id"]) == "succeeded"
    result = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    prediction = (await alice.http.get(result)).json()

    assert [one["state"] for one in prediction["images"]] == ["succeeded", "failed"]
    assert prediction["counts"] == {"living": 1, "dead": 0}
    assert prediction["images"][1]["problem"]["type"] == "/docs/errors/picture-truncated"
    assert ("image-failed", bad) in [(one["code"], one["image_id"]) for one in prediction["warnings"]]
    refused = await alice.http.get(f"{result}/images/{bad}/cells")
    assert (refused.status_code, refused.json()["type"]) == (409, "/docs/errors/result-not-ready")


async def test_a_job_of_which_every_picture_fails_has_failed(
    alice: Caller, upload: Upload, do_job: DoJob, resources: Resources
) -> None:
    (bad,) = await upload((1, 0))
    resources.store.delete(f"pictures/{bad}/original")
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [bad], "model": TINY})).json()

    assert await do_job(job["id"]) == "failed"
    ended = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()
    assert (ended["result"], ended["problem"]["type"]) == (None, "/docs/errors/object-missing")


async def test_an_altered_model_ends_the_job_in_words(
    alice: Caller, upload: Upload, do_job: DoJob, resources: Resources
) -> None:
    images = await upload((1, 0), (1, 0))
    resources.store.put_bytes("models/base/tiny/1/classifier.onnx", b"not what was registered")
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": images, "model": TINY})).json()

    assert await do_job(job["id"]) == "failed"
    problem = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["problem"]
    assert problem["type"] == "/docs/errors/model-refused"
    assert problem["cause"] == "package-refused"
    assert "classifier.onnx" in problem["detail"]


async def test_a_step_that_runs_twice_counts_once(alice: Caller, upload: Upload, work: Work) -> None:
    images = await upload((1, 0), (2, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": images, "model": TINY})).json()

    await work.plan(job["id"])
    for _ in range(2):
        assert (await work.picture(job["id"], images[0]))["go_on"]
    progress = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["progress"]

    assert (progress["done"], progress["total"]) == (1, 2)


async def test_a_picture_that_ended_its_worker_eight_times_is_set_aside(
    alice: Caller, upload: Upload, work: Work, resources: Resources
) -> None:
    (image,) = await upload((1, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [image], "model": TINY})).json()
    await work.plan(job["id"])
    async with resources.database.transaction() as session:
        await session.execute(text("update prediction_images set attempts = 8"))

    await work.picture(job["id"], image)

    assert await work.finish(job["id"], None) == "failed"
    problem = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["problem"]
    assert problem["type"] == "/docs/errors/picture-given-up"


async def test_a_cancelled_job_takes_no_further_picture(alice: Caller, upload: Upload, work: Work) -> None:
    first, second = await upload((1, 0), (2, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [first, second], "model": TINY})).json()
    await work.plan(job["id"])
    await work.picture(job["id"], first)

    await alice.http.post(f"/api/v1/jobs/{job['id']}/cancel")

    assert not (await work.picture(job["id"], second))["go_on"]
    await work.finish(job["id"], None)
    ended = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()
    assert (ended["state"], ended["progress"]["done"]) == ("cancelled", 1)


async def test_deleting_takes_the_cells_with_it(
    alice: Caller, upload: Upload, do_job: DoJob, resources: Resources
) -> None:
    (image,) = await upload((1, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [image], "model": TINY})).json()
    await do_job(job["id"])
    result = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    prediction_id = result.rsplit("/", 1)[-1]

    assert (await alice.http.delete(result)).status_code == 204

    assert (await alice.http.get(result)).status_code == 404
    assert (await alice.http.get(f"/api/v1/jobs/{job['id']}")).status_code == 404
    async with resources.database.transaction() as session:
        doomed = list(await session.scalars(text("select prefix from doomed_prefixes")))
    assert f"predictions/{prediction_id}/{image}" in doomed


async def test_a_picture_deleted_while_it_is_queued_is_waited_for_no_more(
    alice: Caller, upload: Upload, work: Work, do_job: DoJob
) -> None:
    first, second, third = await upload((1, 0), (2, 0), (3, 0))
    job = (
        await alice.http.post("/api/v1/predictions", json={"image_ids": [first, second, third], "model": TINY})
    ).json()
    await work.plan(job["id"])
    await work.picture(job["id"], first)

    async def progress() -> tuple[int, int]:
        found = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["progress"]
        return found["done"], found["total"]

    await alice.http.delete(f"/api/v1/images/{second}")
    assert await progress() == (1, 2)
    await alice.http.delete(f"/api/v1/images/{first}")
    assert await progress() == (0, 1)

    assert (await work.picture(job["id"], second))["go_on"]
    assert await do_job(job["id"]) == "succeeded"
    assert await progress() == (1, 1)
    (listed,) = (await alice.http.get("/api/v1/predictions")).json()["items"]
    assert (listed["image_count"], listed["counts"]["living"]) == (1, 3)


async def test_a_job_that_begins_counts_the_pictures_that_a_deletion_under_way_leaves(
    alice: Caller, upload: Upload, work: Work, resources: Resources
) -> None:
    first, second = await upload((1, 0), (2, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [first, second], "model": TINY})).json()
    async with resources.database.transaction() as session:
        await session.execute(text("delete from images where id = :id"), {"id": first})
        planning = asyncio.create_task(work.plan(job["id"]))
        await ends_or_waits(resources.database, planning)
    assert await planning == [[second]]
    assert (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["progress"]["total"] == 1


async def test_deleting_a_prediction_lets_the_picture_end_that_is_ending(
    alice: Caller, upload: Upload, resources: Resources
) -> None:
    """Both lock the picture before the job: the other way round each would hold what the other waits for."""
    (image,) = await upload((1, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [image], "model": TINY})).json()
    (listed,) = (await alice.http.get("/api/v1/predictions")).json()["items"]
    async with resources.database.transaction() as session:
        await session.execute(text("update prediction_images set attempts = 1"))
        deleting = asyncio.create_task(alice.http.delete(f"/api/v1/predictions/{listed['id']}"))
        await ends_or_waits(resources.database, deleting)
        await session.execute(text("update jobs set done = 1"))
    assert (await deleting).status_code == 204
    assert (await alice.http.get(f"/api/v1/jobs/{job['id']}")).status_code == 404


async def test_what_cannot_be_submitted(alice: Caller, bob: Caller, upload: Upload) -> None:
    (image,) = await upload((1, 0))
    project = (await alice.http.get("/api/v1/projects")).json()["items"][0]["id"]

    async def status(caller: Caller, **body: object) -> int:
        return (await caller.http.post("/api/v1/predictions", json={"model": TINY} | body)).status_code

    assert await status(bob, image_ids=[image]) == 404
    assert await status(bob, project=project) == 404
    assert await status(alice, image_ids=[str(uuid4())]) == 404
    assert await status(alice, image_ids=[image], model="base/nothing@1") == 404
    assert await status(alice, image_ids=[image], model="nothing") == 422
    assert await status(alice, image_ids=[image], confidence=1.5) == 422
    assert await status(alice, image_ids=[image], project=project) == 422
    assert await status(alice) == 422
    assert await status(alice, image_ids=[]) == 422
    assert (await alice.http.get("/api/v1/jobs")).json()["items"] == []


async def test_predictions_of_others_are_not_there(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((1, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [image], "model": TINY})).json()
    await do_job(job["id"])
    result = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]

    for path in (result, f"{result}/images/{image}/cells", f"{result}/images/{image}/overlay.png"):
        assert (await bob.http.get(path)).status_code == 404
        assert (await alice.http.get(path)).status_code == 200
    assert (await bob.http.delete(result)).status_code == 404
    assert (await bob.http.get("/api/v1/predictions")).json()["items"] == []
    (listed,) = (await alice.http.get("/api/v1/predictions")).json()["items"]
    assert (listed["counts"], listed["image_count"], listed["state"]) == ({"living": 1, "dead": 0}, 1, "succeeded")


async def test_a_whole_project_and_an_idempotency_key(alice: Caller, upload: Upload) -> None:
    await upload((1, 0), (0, 1))
    project = (await alice.http.get("/api/v1/projects")).json()["items"][0]["id"]
    key = {"Idempotency-Key": "monday"}

    first = await alice.http.post("/api/v1/predictions", json={"project": project, "model": TINY}, headers=key)
    again = await alice.http.post("/api/v1/predictions", json={"project": project, "model": TINY}, headers=key)
    other = await alice.http.post("/api/v1/predictions", json={"project": project}, headers=key)

    assert first.json()["progress"]["total"] == 2
    assert again.json() == first.json()
    assert (other.status_code, other.json()["type"]) == (409, "/docs/errors/idempotency-key-reused")


async def test_a_picture_of_many_tiles_shows_how_many_are_done(
    alice: Caller, upload: Upload, pictures: PictureWork, work: Work
) -> None:
    (image,) = await upload((1, 0))
    job = (await alice.http.post("/api/v1/predictions", json={"image_ids": [image], "model": TINY})).json()
    await work.plan(job["id"])

    async def stage() -> str:
        shown: str = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["progress"]["stage"]
        return shown

    async with pictures.reporting(UUID(job["id"]), every_s=0.01) as note, asyncio.timeout(60):
        note(14, 15)
        await asyncio.sleep(0.1)
        assert await stage() == "recognising"
        note(3, 16)
        while await stage() == "recognising":
            await asyncio.sleep(0.01)
    assert await stage() == "tile 3/16"
