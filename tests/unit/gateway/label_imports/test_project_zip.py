"""Zips of whole projects that are odd, damaged, or made to harm; a true one stands in exports/test_archive.py."""

import hashlib
import json
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from cellscanner_gateway.resources import Resources
from sqlalchemy import text
from support.gateway import Caller
from support.importing import Importing
from support.label_zips import coco, zip_of
from support.labelling import field
from support.pictures import bomb, encode, noise, tiff_pages

Json = dict[str, Any]
PICTURE = encode(noise(64, 64), "PNG")


def entry(path: str | None, body: bytes = PICTURE, **said: Any) -> Json:
    """A picture of a manifest, `path` its file in the zip."""
    sha256 = hashlib.sha256(body).hexdigest()
    return {"filename": "new.png", "page": 1, "file": path, "annotation": None, "sha256": sha256} | said


def labels(*boxes: list[float], **said: Any) -> str:
    cells = [{"id": f"c{n}", "box": box, "class": "dead", "origin": "added"} for n, box in enumerate(boxes)]
    return json.dumps({"classes": [{"name": "dead", "target": True}], "checked": [], "cells": cells} | said)


def project_zip(*pictures: Json, files: dict[str, bytes | str] | None = None) -> bytes:
    manifest = json.dumps({"schema": 1, "pictures": list(pictures)})
    return zip_of({"images/new.png": PICTURE} | (files or {}) | {"manifest.json": manifest})


SHAPE = {"label": "dead", "points": [[1, 1], [9, 9]], "shape_type": "rectangle"}
# The zip of a project in which nobody had labelled anything, made without its pictures.
PREDICTED: dict[str, bytes | str] = {
    "manifest.json": json.dumps({"schema": 1, "pictures": [entry(None, filename="a.png")]}),
    "coco/annotations.json": coco({"a.png": []}),
    "labelme/a.json": json.dumps({"imagePath": "a.png", "imageWidth": 64, "imageHeight": 64, "shapes": [SHAPE]}),
    "geojson/a.geojson": "{}",
    "figures/density.json": "{}",
    "classes.txt": "dead",
}


def packed_again(body: bytes, folder: str, named: Callable[[str], bytes], left: list[str]) -> bytes:
    """What becomes of a zip that is unpacked and packed again with its folder, by a program that names no encoding.

    `named` is how it writes a path, `left` what the system has put beside the files.
    """
    with zipfile.ZipFile(BytesIO(body)) as old:
        files: dict[str, bytes | str] = {f"{folder}/{name}": old.read(name) for name in old.namelist()}
    files |= dict.fromkeys(left, b"left over")
    paths = [named(name) for name in files]
    stand_ins = [f"{number:x<{len(path)}}" for number, path in enumerate(paths, 100)]
    packed = zip_of(dict(zip(stand_ins, files.values(), strict=True)))
    for stand_in, path in zip(stand_ins, paths, strict=True):
        packed = packed.replace(stand_in.encode(), path)
    return packed


async def names(importing: Importing) -> list[str]:
    answer = await importing.http.get("/api/v1/images", params={"project": importing.project})
    return sorted(one["filename"] for one in answer.json()["items"])


async def test_bad_members_are_named_and_the_rest_goes_on(importing: Importing) -> None:
    text, claims = b"no picture", bomb()
    bad = {
        "unsaid": {"filename": "unsaid.png"},
        "text": entry("text.png", text, filename="text.png"),
        "missing": entry("../../etc/passwd", filename="../../missing.png"),
        "other": entry("images/new.png", b"another file", filename="other.png"),
        "page": entry("images/new.png", page=2, filename="page.png"),
        "bomb": entry("bomb.png", claims, filename="bomb.png"),
        "group": entry("images/new.png", group="x" * 101),
    }
    body = project_zip(*bad.values(), entry("images/new.png"), files={"text.png": text, "bomb.png": claims})

    shown = await importing.read("project.zip", body)
    assert shown["pictures"] == {"unreadable": 7, "new": 1}
    found = [(one["name"], one["problem"]["type"]) for one in await importing.pictures(shown, "unreadable")]
    assert found == [
        ("", "/docs/errors/labels-unreadable"),
        ("text.png", "/docs/errors/picture-not-a-picture"),
        ("missing.png", "/docs/errors/labels-unreadable"),
        ("other.png", "/docs/errors/labels-unreadable"),
        ("page.png", "/docs/errors/labels-unreadable"),
        ("bomb.png", "/docs/errors/picture-too-large"),
        ("", "/docs/errors/labels-unreadable"),
    ]
    assert (await importing.step(shown, "apply"))["pictures"] == {"unreadable": 7, "added": 1}
    assert await names(importing) == ["a.png", "b.png", "c.png", "new.png"]


async def test_a_link_is_a_text_and_what_is_locked_is_told_of(importing: Importing) -> None:
    """A symbolic link of a zip is a member that holds a path; it is never followed."""
    target = b"/etc/passwd"
    manifest = json.dumps({"schema": 1, "pictures": [entry("link.png", target), entry("locked.png")]})
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        link = zipfile.ZipInfo("link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target)
        archive.writestr("locked.png", PICTURE)
        archive.writestr("manifest.json", manifest)
    body = bytearray(sink.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.index(mark, body.index(mark) + 1)
        body[at + offset] |= 1

    shown = await importing.read("project.zip", bytes(body))
    problems = [one["problem"] for one in await importing.pictures(shown, "unreadable")]
    assert [one["type"] for one in problems] == ["/docs/errors/picture-not-a-picture", "/docs/errors/labels-unreadable"]
    assert problems[1]["detail"] == "locked.png cannot be unpacked: RuntimeError."


async def test_pictures_are_added_without_labels_that_cannot_be_used(importing: Importing) -> None:
    bad = {
        labels([1, 1, 65, 9]): "A box leaves the picture of 64 x 64 pixels.",
        labels([9, 1, 1, 9]): "annotations/1.json holds no labels of a picture: 1 faults.",
        labels([1, 1, 9, 9], classes=[]): "Its cells have an id twice, or a class that is none of the picture's.",
        "{": "annotations/3.json holds no labels of a picture: 1 faults.",
    }
    files: dict[str, bytes | str] = {f"annotations/{n}.json": text for n, text in enumerate(bad)}
    pictures = [entry("images/new.png", annotation=path) for path in (*files, "annotations/none.json")]

    shown = await importing.read("project.zip", project_zip(*pictures, files=files))
    found = [(one["outcome"], one["problem"]["detail"]) for one in await importing.pictures(shown)]
    details = [*bad.values(), "The zip does not hold annotations/none.json."]
    assert found == [("new", detail) for detail in details]
    assert (await importing.step(shown, "apply"))["pictures"] == {"added": 5}


async def test_every_page_of_a_file_and_a_second_time_nothing(importing: Importing) -> None:
    stack = tiff_pages(2)
    pictures = [
        entry("images/stack.tif", stack, filename="stack.tif", page=page, group=f"page {page}", annotation=annotation)
        for page, annotation in ((1, None), (2, "annotations/stack.json"))
    ]
    body = project_zip(*pictures, files={"images/stack.tif": stack, "annotations/stack.json": labels([1, 1, 9, 9])})

    done = await importing.step(await importing.read("project.zip", body), "apply")
    assert done["pictures"] == {"added": 1, "applied": 1}
    answer = await importing.http.get("/api/v1/images", params={"project": importing.project})
    pages = {one["page"]: one["group"] for one in answer.json()["items"] if one["filename"] == "stack.tif"}
    assert pages == {0: "page 1", 1: "page 2"}

    again = await importing.read("project.zip", body)
    assert again["pictures"] == {"present": 1, "ready": 1}
    undone = await importing.step(done, "undo")
    assert undone["pictures"] == {"added": 1, "undone": 1}
    assert await names(importing) == ["a.png", "b.png", "c.png", "stack.tif", "stack.tif"]


async def test_a_worker_that_died_adds_a_picture_once(importing: Importing, resources: Resources) -> None:
    """What a first worker has done before it noted it is found again by the second."""
    shown = await importing.read("project.zip", project_zip(entry("images/new.png")))
    first = await importing.step(shown, "apply")
    async with resources.database.transaction() as session:
        await session.execute(text("update imported_pictures set outcome = 'new'"))
        await session.execute(text("update jobs set state = 'running', finished_at = null"))
    await importing.work.run(first["job"]["id"])
    assert await names(importing) == ["a.png", "b.png", "c.png", "new.png"]


async def test_too_many_pictures_and_too_many_bytes_are_refused(importing: Importing, resources: Resources) -> None:
    resources.settings.max_import_files = 1
    job = await importing.done(await importing.send("project.zip", project_zip(*[entry("images/new.png")] * 2)))
    assert (job["state"], job["problem"]["type"]) == ("failed", "/docs/errors/import-too-large")

    resources.settings.max_upload_mb = 1
    large = bytes(3 << 20)
    body = project_zip(entry("large.png", large), files={"large.png": large})
    assert len(body) < 20_000
    shown = await importing.read("project.zip", body)
    (one,) = await importing.pictures(shown, "unreadable")
    assert one["problem"]["type"] == "/docs/errors/upload-too-large"

    resources.settings.max_request_mb = 1
    half = bytes(700 << 10)
    resources.settings.max_import_files = 9
    pictures = [entry(name, half) for name in ("one.png", "two.png")]
    job = await importing.done(
        await importing.send("project.zip", project_zip(*pictures, files={"one.png": half, "two.png": half}))
    )
    assert (job["state"], job["problem"]["type"]) == ("failed", "/docs/errors/import-too-large")


async def test_without_files_labels_come_back_to_the_pictures_that_are_here(importing: Importing) -> None:
    """By their files first, then by name and size; a picture that is not here can be chosen."""
    a, size = encode(field(0), "PNG"), {"width": 64, "height": 64}
    pictures = [
        entry(None, b"the picture c, once more", filename="C.png", annotation="annotations/1.json") | size,
        entry(None, a, filename="renamed.png", annotation="annotations/2.json") | size,
        entry(None, b"larger", filename="b.png", annotation="annotations/3.json") | {"width": 65, "height": 64},
        entry(None, b"away", filename="away.png", annotation="annotations/4.json") | size,
        entry(None, b"once more", filename="c.png") | size,
    ]
    files: dict[str, bytes | str] = {f"annotations/{n}.json": labels([n, 1, 9, 9]) for n in range(1, 5)}
    files |= {"figures/density.json": "{}", "README.md": "", "tables/cells.csv": "", "coco/annotations.json": "{}"}
    body = zip_of(files | {"manifest.json": json.dumps({"schema": 1, "pictures": pictures})})

    shown = await importing.read("project.zip", body)
    assert shown["notes"] == [{"code": "project-zip", "count": 5}, {"code": "project-without-files", "count": 1}]
    found = [(one["outcome"], one["filename"]) for one in await importing.pictures(shown)]
    assert found == [
        *[("ready", "c.png"), ("ready", "a.png"), ("unreadable", "b.png")],
        *[("unknown", None), ("twice", "c.png")],
    ]
    (away,) = await importing.pictures(shown, "unknown")
    assert away["name"] == "away.png"

    chosen = await importing.step(shown, "read", choices={"away.png": importing.images["b.png"]})
    assert (await importing.step(chosen, "apply"))["pictures"] == {"applied": 3, "unreadable": 1, "twice": 1}
    assert [await importing.cells(name) for name in ("a.png", "b.png", "c.png")] == [
        [("dead", [n, 1.0, 9.0, 9.0])] for n in (2.0, 4.0, 1.0)
    ]


async def test_where_nobody_had_labelled_the_prediction_is_offered(importing: Importing) -> None:
    """It stands in the zip in every format: one of them is taken, and no other file is in the way."""
    shown = await importing.read("project.zip", zip_of(PREDICTED))
    assert shown["pictures"] == {"ready": 1}
    assert shown["notes"] == [{"code": "project-predicted", "count": 1}]
    await importing.step(shown, "apply")
    assert await importing.cells("a.png") == [("dead", [1.0, 1.0, 9.0, 9.0])]


async def test_labels_that_all_pictures_share_are_counted_each_time(importing: Importing, resources: Resources) -> None:
    resources.settings.max_import_mb = 1
    shared = labels([1, 1, 9, 9]) + " " * (600 << 10)
    pictures = [entry("images/new.png", annotation="same.json", filename=name) for name in ("one.png", "two.png")]
    job = await importing.done(await importing.send("project.zip", project_zip(*pictures, files={"same.json": shared})))
    assert (job["state"], job["problem"]["type"]) == ("failed", "/docs/errors/import-too-large")
    assert "label files of the zip unpack to more" in job["problem"]["detail"]


async def test_pictures_of_too_many_pages_together_are_refused(importing: Importing, resources: Resources) -> None:
    resources.settings.max_pages_per_request = 5
    stacks = {f"{pages}.tif": tiff_pages(pages) for pages in (3, 4)}
    pictures = [entry(name, body, filename=name) for name, body in stacks.items()]
    job = await importing.done(await importing.send("project.zip", project_zip(*pictures, files=dict(stacks))))
    assert (job["state"], job["problem"]["detail"]) == ("failed", "The pictures of the zip have more than 5 pages.")


def of_a_mac(name: str) -> bytes:
    return unicodedata.normalize("NFD", name).encode()


def of_chinese_windows(name: str) -> bytes:
    return name.replace("/", "\\").encode("gb18030")


@pytest.mark.parametrize(
    ("named", "left"),
    [
        (of_a_mac, ["__MACOSX/我的项目/._manifest.json", "我的项目/.DS_Store", "我的项目/images/.DS_Store"]),
        (of_chinese_windows, ["我的项目/images/Thumbs.db", "我的项目/desktop.ini"]),
    ],
)
async def test_a_zip_that_was_unpacked_and_packed_again_with_its_folder_is_known(
    importing: Importing, named: Callable[[str], bytes], left: list[str]
) -> None:
    picture = entry("images/Zürich 细胞.png", filename="Zürich 细胞.png", annotation="annotations/Zürich 细胞.json")
    files: dict[str, bytes | str] = {
        "images/Zürich 细胞.png": PICTURE,
        "annotations/Zürich 细胞.json": labels([1, 1, 9, 9]),
    }
    body = packed_again(project_zip(picture, files=files | {"figures/density.json": "{}"}), "我的项目", named, left)

    shown = await importing.read("我的项目.zip", body)
    assert (shown["pictures"], shown["notes"]) == ({"new": 1}, [{"code": "project-zip", "count": 1}])
    assert (await importing.step(shown, "apply"))["pictures"] == {"applied": 1}
    assert await names(importing) == ["Zürich 细胞.png", "a.png", "b.png", "c.png"]


async def test_the_prediction_in_a_zip_that_was_packed_again_is_offered_once(importing: Importing) -> None:
    shown = await importing.read("project.zip", packed_again(zip_of(PREDICTED), "mine", str.encode, ["mine/.DS_Store"]))
    assert shown["pictures"] == {"ready": 1}
    assert shown["notes"] == [{"code": "project-predicted", "count": 1}]


async def test_two_folders_are_no_project(importing: Importing) -> None:
    body = packed_again(project_zip(entry("images/new.png")), "mine", str.encode, ["other/a.txt"])
    assert (await importing.read("project.zip", body))["notes"] == [{"code": "files-ignored", "count": 2}]


async def test_a_viewer_restores_nothing(importing: Importing, bob: Caller) -> None:
    path = f"/api/v1/projects/{importing.project}/label-imports"
    files = {"file": ("project.zip", project_zip(entry("images/new.png")))}
    assert (await bob.http.post(path, files=files)).status_code == 404
    member = {"username": "bob", "role": "viewer"}
    await importing.http.post(f"/api/v1/projects/{importing.project}/members", json=member)
    assert (await bob.http.post(path, files=files)).status_code == 403
