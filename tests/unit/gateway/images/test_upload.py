"""Uploading: what is taken in, what is refused and in which words, and that one file never spoils another."""

import hashlib
from pathlib import Path
from typing import Any

import httpx
import pytest
from cellscanner_gateway.database import Database
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.objects.models import DoomedPrefix
from cellscanner_gateway.resources import Resources
from cellscanner_shared.store import ObjectStore, StoreSettings
from sqlalchemy import func, select
from support import pictures
from support.gateway import Caller

File = tuple[str, bytes]


async def upload(client: httpx.AsyncClient, *files: File, **fields: str) -> httpx.Response:
    return await client.post("/api/v1/images", files=[("files", file) for file in files], data=fields)


async def outcome(client: httpx.AsyncClient, content: bytes, name: str = "a.png") -> dict[str, Any]:
    """What became of one file, uploaded between two good ones that both go through."""
    good = ("good.png", pictures.png())
    answer = await upload(client, good, (name, content), good)
    assert answer.status_code == 201
    items: list[dict[str, Any]] = answer.json()["items"]
    assert "image" in items[0]
    assert "image" in items[-1]
    assert len(items) == 3
    return items[1]


async def test_a_picture_is_kept_as_it_came_with_its_sha256(alice: Caller, object_store: ObjectStore) -> None:
    content = pictures.png(40, 60)
    answer = await upload(alice.http, ("field 1.png", content), group="control", specimen="mouse 3")
    (item,) = answer.json()["items"]
    image = item["image"]
    assert item["filename"] == image["filename"] == "field 1.png"
    assert (image["width"], image["height"], image["page"], image["pages"]) == (60, 40, 0, 1)
    assert (image["group"], image["specimen"], image["format"]) == ("control", "mouse 3", "PNG")
    assert (image["micrometers_per_pixel"], image["scale_source"]) == (None, None)
    assert (image["byte_size"], image["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert object_store.get_bytes(f"pictures/{image['id']}/original") == content


async def test_without_a_project_pictures_go_to_one_default_project(alice: Caller) -> None:
    ids = {
        (await upload(alice.http, ("a.png", pictures.png()))).json()["items"][0]["image"]["project_id"] for _ in "ab"
    }
    assert len(ids) == 1
    (project,) = (await alice.http.get("/api/v1/projects")).json()["items"]
    assert (project["id"], project["is_default"], project["image_count"]) == (ids.pop(), True, 2)


async def test_groups_and_specimens_are_made_on_use_once(alice: Caller) -> None:
    project = (await alice.http.post("/api/v1/projects", json={"name": "p"})).json()["id"]
    for _ in range(2):
        await upload(alice.http, ("a.png", pictures.png()), project=project, group="drug A", specimen="well B2")
    (group,) = (await alice.http.get(f"/api/v1/projects/{project}/groups")).json()["items"]
    (specimen,) = (await alice.http.get(f"/api/v1/projects/{project}/specimens")).json()["items"]
    assert (group["name"], group["image_count"]) == ("drug A", 2)
    assert (specimen["name"], specimen["image_count"]) == ("well B2", 2)


async def test_a_scale_that_is_sent_along_is_that_of_every_file(alice: Caller) -> None:
    half_a_micrometre = pictures.encode(pictures.noise(20, 20), "TIFF", dpi=(50_800, 50_800))
    files = (("a.png", pictures.png()), ("b.tif", half_a_micrometre))
    answer = await upload(alice.http, *files, micrometers_per_pixel="0.25")
    images = [item["image"] for item in answer.json()["items"]]
    assert [(image["micrometers_per_pixel"], image["scale_source"]) for image in images] == [(0.25, "user")] * 2
    own = {"micrometers_per_pixel": None}
    back = [(await alice.http.patch(f"/api/v1/images/{image['id']}", json=own)).json() for image in images]
    assert [image["micrometers_per_pixel"] for image in back] == [None, pytest.approx(0.5)]


@pytest.mark.parametrize("scale", ["0", "-1", "1e9", "nan", "much"])
async def test_a_scale_that_cannot_be_is_refused(alice: Caller, scale: str) -> None:
    answer = await upload(alice.http, ("a.png", pictures.png()), micrometers_per_pixel=scale)
    assert answer.status_code == 422
    assert answer.json()["fields"] == "micrometers_per_pixel"


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (b"", "picture-empty"),
        (b"just some words of text\n" * 20, "picture-not-a-picture"),
        (pictures.png()[:-200], "picture-truncated"),
        (pictures.encode(pictures.noise(64, 64), "JPEG")[:900], "picture-truncated"),
        (pictures.tiff_pages(1)[:2000], "picture-truncated"),
        (pictures.encode(pictures.noise(20, 20), "GIF"), "picture-format-unsupported"),
    ],
    ids=["zero bytes", "text called png", "truncated png", "truncated jpeg", "truncated tiff", "gif"],
)
async def test_a_bad_file_gets_its_own_problem(alice: Caller, content: bytes, slug: str) -> None:
    item = await outcome(alice.http, content)
    assert item["filename"] == "a.png"
    assert item["problem"]["type"] == f"/docs/errors/{slug}"
    assert item["problem"]["status"] == 422
    assert len(item["problem"]["detail"]) > 10


async def test_a_decompression_bomb_is_refused_unopened(alice: Caller) -> None:
    item = await outcome(alice.http, pictures.bomb())
    assert item["problem"]["type"] in {"/docs/errors/picture-too-large", "/docs/errors/picture-bomb"}


@pytest.mark.parametrize(
    ("content", "size", "notes"),
    [
        (pictures.png_16_bit(), (60, 40), ["converted-16-bit", "grey-expanded"]),
        (pictures.encode(pictures.noise(40, 60), "JPEG", "CMYK"), (60, 40), ["converted-cmyk"]),
        (pictures.png(mode="P"), (60, 40), ["palette-expanded"]),
        (pictures.png(mode="RGBA"), (60, 40), ["alpha-removed"]),
        (pictures.png(mode="L"), (60, 40), ["grey-expanded"]),
        (pictures.rotated_jpeg(), (40, 60), ["exif-rotated"]),
        (pictures.png(1, 1), (1, 1), []),
        (pictures.png(200, 20_000), (20_000, 200), []),
    ],
    ids=["16-bit", "CMYK", "palette", "RGBA", "grey", "EXIF-rotated", "1x1", "20000x200"],
)
async def test_an_unusual_picture_is_taken_and_says_what_was_done(
    alice: Caller, content: bytes, size: tuple[int, int], notes: list[str]
) -> None:
    image = (await outcome(alice.http, content))["image"]
    assert (image["width"], image["height"]) == size
    assert sorted(image["notes"]) == notes


async def test_the_content_decides_not_the_extension(alice: Caller) -> None:
    image = (await outcome(alice.http, pictures.encode(pictures.noise(40, 60), "JPEG"), "photo.png"))["image"]
    assert image["format"] == "JPEG"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\pictures\\cells.png", "cells.png"),
        ("nul\x00byte\x1b[31m.png", "nulbyte[31m.png"),
        ("🧫 细胞 №1.png", "🧫 细胞 №1.png"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("..", "unnamed"),
        ("x" * 300 + ".png", "x" * 195 + "….png"),
    ],
)
async def test_file_names_are_shown_safely_and_never_used(
    alice: Caller, object_store: ObjectStore, given: str, shown: str
) -> None:
    body, boundary = multipart([(given, pictures.png())])
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = await alice.http.post("/api/v1/images", content=body, headers=headers)
    (item,) = answer.json()["items"]
    assert item["filename"] == item["image"]["filename"] == shown
    assert [stored.key for stored in object_store.list()] == [f"pictures/{item['image']['id']}/original"]


def multipart(files: list[File], boundary: str = "frontier") -> tuple[bytes, str]:
    """A body as a careless client writes it: raw file names."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), boundary


async def test_every_page_of_a_tiff_is_an_item_and_the_file_is_kept_once(
    alice: Caller, object_store: ObjectStore
) -> None:
    answer = await upload(alice.http, ("stack.tiff", pictures.tiff_pages(3)))
    images = [item["image"] for item in answer.json()["items"]]
    assert [(image["page"], image["pages"], image["filename"]) for image in images] == [
        (0, 3, "stack.tiff"),
        (1, 3, "stack.tiff"),
        (2, 3, "stack.tiff"),
    ]
    assert [stored.key for stored in object_store.list()] == [f"pictures/{images[0]['id']}/original"]


async def test_a_request_in_which_every_file_fails_is_still_201(alice: Caller, object_store: ObjectStore) -> None:
    answer = await upload(alice.http, ("a.png", b""), ("b.png", b"no"))
    assert answer.status_code == 201
    assert ["problem" in item for item in answer.json()["items"]] == [True, True]
    assert object_store.list() == []


async def test_slides_that_lie_are_refused_and_a_good_one_is_taken(alice: Caller, data_dir: Path) -> None:
    names = ("broken.svs", "unreadable.svs", "unopenable.tiff", "cmu_small_region.svs")
    files = [(name, (data_dir / "slides" / name).read_bytes()) for name in names]
    items = (await upload(alice.http, *files)).json()["items"]
    assert [item["filename"] for item in items] == list(names)
    assert ["problem" in item for item in items] == [True, True, True, False]
    slide = items[3]["image"]
    assert (slide["width"], slide["height"], slide["scale_source"]) == (2220, 2967, "file")
    assert slide["micrometers_per_pixel"] == pytest.approx(0.499)


async def test_what_is_no_upload_is_told_so(alice: Caller, resources: Resources) -> None:
    post = alice.http.post
    form = {"Content-Type": "multipart/form-data; boundary=b"}
    cases: list[tuple[httpx.Response, int, str]] = [
        (await post("/api/v1/images", json={}), 400, "malformed-upload"),
        (await post("/api/v1/images", content=b"--b\r\nbroken", headers=form), 400, "malformed-upload"),
        (await post("/api/v1/images", content=b"--b--\r\n", headers=form), 400, "malformed-upload"),
        (await post("/api/v1/images", files={"picture": ("a.png", b"x")}), 422, "invalid-request"),
        (await upload(alice.http, ("a.png", pictures.png()), project="not-an-id"), 422, "invalid-request"),
        (await upload(alice.http, ("a.png", pictures.png()), colour="red"), 422, "invalid-request"),
    ]
    for answer, status, slug in cases:
        assert (answer.status_code, answer.json()["type"]) == (status, f"/docs/errors/{slug}")
    assert list(resources.scratch.iterdir()) == []


async def test_a_body_cut_short_leaves_nothing(alice: Caller, object_store: ObjectStore, resources: Resources) -> None:
    body, boundary = multipart([("a.png", pictures.png())])
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = await alice.http.post("/api/v1/images", content=body[:-20], headers=headers)
    assert answer.status_code == 400
    assert object_store.list() == []
    assert list(resources.scratch.iterdir()) == []


async def test_limits_of_file_request_and_count(alice: Caller, resources: Resources) -> None:
    small = resources.settings.model_copy(update={"max_upload_mb": 1, "max_request_mb": 3, "max_files_per_request": 3})
    object.__setattr__(resources, "settings", small)
    too_large = ("large.png", b"\x89PNG" + bytes(1_200_000))
    items = (await upload(alice.http, ("a.png", pictures.png()), too_large)).json()["items"]
    assert "image" in items[0]
    assert items[1]["problem"]["type"] == "/docs/errors/upload-too-large"
    assert items[1]["problem"]["status"] == 413
    assert (await upload(alice.http, *[too_large] * 3)).status_code == 413
    many = await upload(alice.http, *[("a.png", pictures.png())] * 4)
    assert (many.status_code, many.json()["type"]) == (413, "/docs/errors/too-many-files")


async def test_the_pages_of_all_files_together_are_bounded(alice: Caller, resources: Resources) -> None:
    resources.settings.max_pages_per_request = 5
    items = (
        await upload(
            alice.http,
            ("three.tif", pictures.tiff_pages(3)),
            ("four.tif", pictures.tiff_pages(4)),
            ("a.png", pictures.png()),
        )
    ).json()["items"]
    assert ["image" in item for item in items] == [True, True, True, False, True]
    assert items[3]["filename"] == "four.tif"
    assert items[3]["problem"]["type"] == "/docs/errors/too-many-pages"
    assert "5 pages in all" in items[3]["problem"]["detail"]


async def test_a_project_of_another_user_takes_nothing(alice: Caller, bob: Caller, object_store: ObjectStore) -> None:
    project = (await bob.http.post("/api/v1/projects", json={"name": "bob's"})).json()["id"]
    answer = await upload(alice.http, ("a.png", pictures.png()), project=project)
    assert answer.status_code == 404
    assert object_store.list() == []


async def test_with_the_store_away_nothing_is_half_stored(
    alice: Caller, database: Database, resources: Resources, store_settings: StoreSettings
) -> None:
    away = ObjectStore(store_settings.model_copy(update={"endpoint": "127.0.0.1:9", "patience_s": 0.2}))
    object.__setattr__(resources, "store", away)
    answer = await upload(alice.http, ("a.png", pictures.png()), ("b.png", pictures.png()))
    assert answer.status_code == 503
    assert answer.json()["type"] == "/docs/errors/store-unavailable"
    assert int(answer.headers["retry-after"]) > 0
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Image)) == 0
        assert await session.scalar(select(func.count()).select_from(DoomedPrefix)) == 2
    assert (await alice.http.get("/api/v1/images")).json()["items"] == []
