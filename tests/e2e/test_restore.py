"""What is downloaded comes back through the page: a whole project from its zip, and labels from one file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from e2e.editing import CLASSES
from e2e.visitor import Visitor
from playwright.sync_api import expect
from support import api
from support.suite import RunningSuite

Json = dict[str, Any]
# Two pictures of one group, of which one has labels, and one of the other.
NAMES = ("A_0931.png", "A_0305.png", "B_1351.png")
GROUPS = {"A_0931.png": "Control", "A_0305.png": "Control", "B_1351.png": "Drug"}
LABELS = {
    "A_0931.png": [("dead", [10.0, 20.0, 31.5, 40.0]), ("living", [50.0, 60.0, 70.0, 85.0])],
    "B_1351.png": [("dead", [1.0, 2.0, 21.0, 24.0])],
}


@dataclass(frozen=True)
class Kept:
    """The zip of a project with pictures, groups and labels."""

    archive: Path
    pictures: list[Path]


@pytest.fixture(scope="module")
def kept(suite: RunningSuite, data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    pictures = [data_dir / "living-dead" / "images" / name for name in NAMES]
    archive = tmp_path_factory.mktemp("kept") / "project.zip"
    with suite.client() as client:
        project = api.new_project(client, "kept")
        images = [api.upload(client, [path], project, GROUPS[path.name])[0] for path in pictures]
        assert api.await_end(client, api.predict(client, images, "base/living-dead@champion"))["state"] == "succeeded"
        for name, image in zip(NAMES, images, strict=True):
            _label(client, image, LABELS.get(name, []))
        with client.stream("GET", f"/projects/{project}/archive", params={"pictures": True}, timeout=600) as answer:
            assert answer.status_code == 200
            with archive.open("wb") as file:
                file.writelines(answer.iter_bytes())
    return Kept(archive, pictures)


def _label(client: httpx.Client, image: str, cells: list[tuple[str, list[float]]]) -> None:
    body = {"cells": [{"class": name, "box": box} for name, box in cells], "checked": [], "classes": CLASSES}
    if cells:
        put = client.put(f"/images/{image}/annotation", json=body, headers={"If-Match": '"0"'})
        assert put.is_success, put.text


def _labels(client: httpx.Client, image: str) -> list[tuple[str, list[float]]]:
    cells = client.get(f"/images/{image}/annotation").json()["cells"]
    return sorted((one["class"], one["box"]) for one in cells)


def _import(visitor: Visitor, project: str, file: Path) -> None:
    """By the page alone: the file is chosen, what it holds is shown, and is applied."""
    visitor.page.goto(f"/projects/{project}/import")
    visitor.find("import-labels").set_input_files(file)
    visitor.find("apply-import").click()
    visitor.find("undo-import").wait_for()


def test_a_project_comes_back_from_its_zip_with_pictures_groups_and_labels(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, kept: Kept
) -> None:
    project = api.new_project(client, f"again, {visitor.language}")
    visitor.sign_in(suite.key)
    _import(visitor, project, kept.archive)
    expect(visitor.find("imported-picture")).to_have_count(3)

    visitor.page.goto(f"/projects/{project}?tab=pictures")
    expect(visitor.find("picture-tile")).to_have_count(3)
    for group in ("Control", "Drug"):
        expect(visitor.page.get_by_role("heading", name=group)).to_be_visible()
    images = client.get("/images", params={"project": project}).json()["items"]
    assert {one["filename"]: one["group"] for one in images} == GROUPS
    assert {one["filename"]: _labels(client, one["id"]) for one in images if one["filename"] in LABELS} == LABELS
    assert visitor.complaints == []


def test_a_file_of_labels_goes_to_the_picture_of_its_name(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, kept: Kept, tmp_path: Path
) -> None:
    """COCO in one language, labelme in the other; labels of a picture that the project lacks are named and left."""
    project = api.new_project(client, f"labels, {visitor.language}")
    (image,) = api.upload(client, kept.pictures[:1], project)
    made, name = {"en": (_coco, "labels.json"), "zh": (_labelme, "A_0931.json")}[visitor.language]
    file = tmp_path / name
    file.write_text(json.dumps(made()))
    visitor.sign_in(suite.key)
    _import(visitor, project, file)
    assert _labels(client, image) == LABELS["A_0931.png"]

    visitor.page.goto(f"/images/{image}/annotate")
    visitor.page.locator('[data-testid="editor-canvas"][data-open="true"]').wait_for()
    expect(visitor.find("cell-canvas")).to_have_attribute("data-drawn", "2")
    assert visitor.complaints == []


def _coco() -> Json:
    names = ["A_0931.png", "away.png"]
    return {
        "categories": [{"id": at, "name": str(one["name"])} for at, one in enumerate(CLASSES)],
        "images": [{"id": at, "file_name": name, "width": 220, "height": 220} for at, name in enumerate(names)],
        "annotations": [
            {"id": 10 * at + n, "image_id": at, "category_id": int(cls == "dead"), "bbox": _as_coco(box)}
            for at in range(len(names))
            for n, (cls, box) in enumerate(LABELS["A_0931.png"])
        ],
    }


def _as_coco(box: list[float]) -> list[float]:
    return [box[0], box[1], box[2] - box[0], box[3] - box[1]]


def _labelme() -> Json:
    shapes = [
        {"label": name, "shape_type": "rectangle", "points": [box[:2], box[2:]]} for name, box in LABELS["A_0931.png"]
    ]
    return {"imagePath": "A_0931.png", "imageWidth": 220, "imageHeight": 220, "shapes": shapes}
