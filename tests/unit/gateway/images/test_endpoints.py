"""Pictures after their upload: lists, changes, bytes, tiles, removal."""

import asyncio
import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cellscanner_gateway.images.service import delete_image
from cellscanner_gateway.objects.sweeper import sweep
from cellscanner_gateway.resources import Resources
from cellscanner_shared.store import ObjectStore
from PIL import Image
from support import pictures
from support.gateway import Caller
from support.locks import ends_or_waits


async def upload(caller: Caller, *contents: bytes, **fields: str) -> list[dict[str, Any]]:
    files = [("files", (f"{number}.png", content)) for number, content in enumerate(contents)]
    answer = await caller.http.post("/api/v1/images", files=files, data=fields)
    return [item["image"] for item in answer.json()["items"]]


async def test_the_list_is_newest_first_filtered_and_read_by_cursor(alice: Caller) -> None:
    content = pictures.png()
    first = await upload(alice, content, content, content, group="control")
    second = await upload(alice, content, group="treated", specimen="s1")
    page = (await alice.http.get("/api/v1/images", params={"limit": 3})).json()
    assert [image["id"] for image in page["items"]] == [second[0]["id"], first[2]["id"], first[1]["id"]]
    rest = (await alice.http.get("/api/v1/images", params={"limit": 3, "cursor": page["next_cursor"]})).json()
    assert ([image["id"] for image in rest["items"]], rest["next_cursor"]) == ([first[0]["id"]], None)
    treated = (await alice.http.get("/api/v1/images", params={"group": "treated"})).json()["items"]
    assert treated == second
    query = {"project": second[0]["project_id"], "specimen": "s1"}
    assert (await alice.http.get("/api/v1/images", params=query)).json()["items"] == second
    assert (await alice.http.get("/api/v1/images", params={"group": "nothing"})).json()["items"] == []


async def test_scale_group_and_specimen_can_be_changed_and_taken_back(alice: Caller) -> None:
    (image,) = await upload(alice, pictures.png(), group="control")
    path = f"/api/v1/images/{image['id']}"
    scaled = (await alice.http.patch(path, json={"micrometers_per_pixel": 0.25})).json()
    assert (scaled["micrometers_per_pixel"], scaled["scale_source"], scaled["group"]) == (0.25, "user", "control")
    moved = (await alice.http.patch(path, json={"group": "treated", "specimen": "mouse 1"})).json()
    assert (moved["group"], moved["specimen"], moved["micrometers_per_pixel"]) == ("treated", "mouse 1", 0.25)
    cleared = await alice.http.patch(path, json={"group": None, "specimen": None, "micrometers_per_pixel": None})
    assert cleared.json() == image | {"group": None}
    for wrong in ({"micrometers_per_pixel": 0}, {"micrometers_per_pixel": -1}, {"width": 5}, {"group": ""}):
        assert (await alice.http.patch(path, json=wrong)).status_code == 422


async def test_the_scale_of_the_file_comes_back_when_the_users_is_removed(alice: Caller, data_dir: Path) -> None:
    (image,) = await upload(alice, (data_dir / "slides" / "cmu_small_region.svs").read_bytes())
    path = f"/api/v1/images/{image['id']}"
    await alice.http.patch(path, json={"micrometers_per_pixel": 1.5})
    back = (await alice.http.patch(path, json={"micrometers_per_pixel": None})).json()
    assert (back["micrometers_per_pixel"], back["scale_source"]) == (pytest.approx(0.499), "file")


async def test_content_is_the_very_file_and_no_browser_runs_it(alice: Caller) -> None:
    content = pictures.png()
    files = [("files", ('细胞 "1".png', content))]
    image = (await alice.http.post("/api/v1/images", files=files)).json()["items"][0]["image"]
    answer = await alice.http.get(f"/api/v1/images/{image['id']}/content")
    assert answer.content == content
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-length"] == str(len(content))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7%BB%86%E8%83%9E%20")
    assert answer.headers["cache-control"].startswith("private")


async def test_thumbnail_descriptor_and_tiles_of_a_picture(alice: Caller, object_store: ObjectStore) -> None:
    (image,) = await upload(alice, pictures.png(300, 600))
    path = f"/api/v1/images/{image['id']}"
    thumbnail = await alice.http.get(f"{path}/thumbnail")
    assert thumbnail.headers["content-type"] == "image/jpeg"
    assert Image.open(BytesIO(thumbnail.content)).size == (256, 128)
    descriptor = await alice.http.get(f"{path}/dzi.dzi")
    assert descriptor.headers["content-type"] == "application/xml"
    assert '<Size Width="600" Height="300"/>' in descriptor.text
    # 600 pixels are level 10; its tiles are 256 wide and overlap by one on inner edges.
    sizes = {}
    for level, tile in ((10, "0_0"), (10, "1_0"), (10, "2_1"), (9, "0_0"), (0, "0_0")):
        answer = await alice.http.get(f"{path}/dzi_files/{level}/{tile}.jpeg")
        sizes[level, tile] = Image.open(BytesIO(answer.content)).size
    assert sizes == {
        (10, "0_0"): (257, 257),
        (10, "1_0"): (258, 257),
        (10, "2_1"): (89, 45),
        (9, "0_0"): (257, 150),
        (0, "0_0"): (1, 1),
    }
    for outside in ("10/3_0", "10/0_2", "11/0_0"):
        assert (await alice.http.get(f"{path}/dzi_files/{outside}.jpeg")).status_code == 404
    assert [stored.key.rpartition("/")[2] for stored in object_store.list()] == [
        "pyramid.zip",
        "thumbnail.jpeg",
        "original",
    ]


async def test_tiles_of_a_slide_are_read_from_a_local_copy(
    alice: Caller, object_store: ObjectStore, resources: Resources, data_dir: Path
) -> None:
    (image,) = await upload(alice, (data_dir / "slides" / "cmu_small_region.svs").read_bytes())
    path = f"/api/v1/images/{image['id']}/dzi_files"
    # 2967 pixels are level 12.
    tile = await alice.http.get(f"{path}/12/8_11.jpeg")
    assert Image.open(BytesIO(tile.content)).size == (2220 - 8 * 256 + 1, 2967 - 11 * 256 + 1)
    assert (await alice.http.get(f"{path}/12/8_11.jpeg")).content == tile.content
    assert object_store.exists(f"pictures/{image['id']}/derived/tiles/12/8_11.jpeg")
    assert (resources.scratch / "originals" / image["id"] / "original").is_file()
    assert (await alice.http.get(f"{path}/12/9_0.jpeg")).status_code == 404


async def test_a_deleted_picture_takes_its_objects_along(
    alice: Caller, object_store: ObjectStore, resources: Resources
) -> None:
    kept, gone = await upload(alice, pictures.png(), pictures.png())
    await alice.http.get(f"/api/v1/images/{gone['id']}/thumbnail")
    assert (await alice.http.delete(f"/api/v1/images/{gone['id']}")).status_code == 204
    assert (await alice.http.get(f"/api/v1/images/{gone['id']}")).status_code == 404
    await sweep(resources)
    assert [stored.key for stored in object_store.list()] == [f"pictures/{kept['id']}/original"]


async def test_the_file_of_several_pages_stays_until_its_last_page_goes(
    alice: Caller, object_store: ObjectStore, resources: Resources
) -> None:
    first, second = await upload(alice, pictures.tiff_pages(2))
    await alice.http.delete(f"/api/v1/images/{first['id']}")
    await sweep(resources)
    assert (await alice.http.get(f"/api/v1/images/{second['id']}/content")).content == pictures.tiff_pages(2)
    await alice.http.delete(f"/api/v1/images/{second['id']}")
    await sweep(resources)
    assert object_store.list() == []


async def test_pages_that_are_deleted_at_once_take_their_file_along(
    alice: Caller, object_store: ObjectStore, resources: Resources
) -> None:
    first, second = await upload(alice, pictures.tiff_pages(2))
    async with resources.database.transaction() as session:
        await delete_image(session, alice.user, UUID(first["id"]))
        await session.flush()
        deleting = asyncio.create_task(alice.http.delete(f"/api/v1/images/{second['id']}"))
        await ends_or_waits(resources.database, deleting)
    assert (await deleting).status_code == 204
    await sweep(resources)
    assert object_store.list() == []


async def test_of_two_deletions_of_one_picture_one_finds_it(alice: Caller, resources: Resources) -> None:
    (image,) = await upload(alice, pictures.png())
    async with resources.database.transaction() as session:
        await delete_image(session, alice.user, UUID(image["id"]))
        await session.flush()
        deleting = asyncio.create_task(alice.http.delete(f"/api/v1/images/{image['id']}"))
        await ends_or_waits(resources.database, deleting)
    assert (await deleting).status_code == 404


@pytest.mark.parametrize("whole", ["project", "user"])
async def test_a_file_whose_first_page_is_gone_goes_with_what_it_belongs_to(
    admin: Caller, alice: Caller, object_store: ObjectStore, resources: Resources, whole: str
) -> None:
    first, second = await upload(alice, pictures.tiff_pages(2))
    await alice.http.delete(f"/api/v1/images/{first['id']}")
    if whole == "user":
        answer = await admin.http.delete(f"/api/v1/users/{alice.user.id}")
    else:
        answer = await alice.http.delete(f"/api/v1/projects/{second['project_id']}")
    assert answer.status_code == 204
    await sweep(resources)
    assert object_store.list() == []


async def test_a_deleted_project_and_a_deleted_user_leave_no_objects(
    admin: Caller, alice: Caller, bob: Caller, object_store: ObjectStore, resources: Resources
) -> None:
    (first,) = await upload(alice, pictures.png())
    await upload(bob, pictures.png())
    assert (await alice.http.delete(f"/api/v1/projects/{first['project_id']}")).status_code == 204
    assert (await admin.http.delete(f"/api/v1/users/{bob.user.id}")).status_code == 204
    await sweep(resources)
    assert object_store.list() == []
    assert (await bob.http.get("/api/v1/users/me")).status_code == 401
