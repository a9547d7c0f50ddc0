"""From twelve real pictures to a model of one's own, in the page: correct, train, compare, accept, use, download."""

import json
import zipfile
from pathlib import Path
from typing import Any

import httpx
from e2e.accessibility import grave_faults
from e2e.visitor import Visitor
from playwright.sync_api import expect
from support.suite import RunningSuite

TRAINING_MS = 900_000
CLASSES = [{"name": "living", "target": False}, {"name": "dead", "target": True}]


def _true_cells(folder: Path, count: int) -> dict[str, list[dict[str, Any]]]:
    """Labels by file name of the pictures that hold the most dead cells and living ones too."""
    coco = json.loads((folder / "annotations.coco.json").read_text())
    classes = {one["id"]: one["name"] for one in coco["categories"]}
    names = {image["id"]: image["file_name"] for image in coco["images"]}
    cells: dict[str, list[dict[str, Any]]] = {name: [] for name in names.values()}
    for one in coco["annotations"]:
        x, y, width, height = one["bbox"]
        cell = {"box": [x, y, x + width, y + height], "class": classes[one["category_id"]]}
        cells[names[one["image_id"]]].append(cell)

    def dead_beside_living(name: str) -> tuple[int, str]:
        dead = sum(cell["class"] == "dead" for cell in cells[name])
        return -min(dead, len(cells[name]) - dead), name

    return {name: cells[name] for name in sorted(cells, key=dead_beside_living)[:count]}


def _correct(client: httpx.Client, project: str, truth: dict[str, list[dict[str, Any]]]) -> None:
    """Replace the labels of every picture by the true ones, checked throughout."""
    for image in client.get("/images", params={"project": project}).json()["items"]:
        body = {
            "cells": truth[image["filename"]],
            "checked": [[0, 0, image["width"], image["height"]]],
            "classes": CLASSES,
        }
        answer = client.put(f"/images/{image['id']}/annotation", json=body, headers={"If-Match": '"0"'})
        assert answer.status_code == 200, answer.text


def test_twelve_corrected_pictures_become_a_model_of_ones_own(
    visitor: Visitor,
    suite: RunningSuite,
    client: httpx.Client,
    data_dir: Path,
    tmp_path: Path,
    screenshots: Path | None,
) -> None:
    page = visitor.page
    truth = _true_cells(data_dir / "living-dead", 12)
    visitor.sign_in(suite.key)
    visitor.new_project("fine-tune")
    project = page.url.rsplit("/", 1)[-1]
    visitor.upload([data_dir / "living-dead" / "images" / name for name in truth], group="A")
    visitor.predict("living-dead")
    _correct(client, project, truth)

    page.goto(f"/projects/{project}")
    expect(visitor.find("label-state")).to_have_count(12)
    page.goto(f"/projects/{project}?tab=trainings")
    expect(visitor.find("label-next-item").first).to_be_visible()
    assert grave_faults(page) == []
    visitor.find("fine-tune").click()
    expect(page.locator('input[type="checkbox"]:checked:visible')).to_have_count(12)
    name = f"mine-{visitor.language}"
    visitor.find("model-name").fill(name)
    expect(visitor.find("start-training")).to_be_enabled()
    assert grave_faults(page) == []
    if screenshots and visitor.language == "en":
        page.screenshot(path=screenshots / "fine-tune.png")
    # By keyboard: the button is reached and pressed without a mouse.
    visitor.find("start-training").press("Enter")

    page.wait_for_url("**/trainings/*")
    page.locator('[data-testid="training"][data-state="succeeded"]').wait_for(timeout=TRAINING_MS)
    expect(visitor.find("curves")).not_to_have_attribute("data-points", "0")
    expect(visitor.find("verdict")).to_be_visible()
    expect(visitor.find("metric").first).to_be_visible()
    assert grave_faults(page) == []
    visitor.find("accept").click()
    expect(visitor.find("decision")).to_have_attribute("data-decision", "accepted")
    if screenshots and visitor.language == "en":
        page.screenshot(path=screenshots / "training.png", full_page=True)

    with page.expect_download() as download:
        visitor.find("download-version").click()
    package = tmp_path / "package.zip"
    download.value.save_as(package)
    files = zipfile.ZipFile(package).namelist()
    assert {Path(file).name for file in files} >= {"model.json", "detector.onnx", "classifier.onnx", "SHA256SUMS"}

    visitor.find("predict-with-it").click()
    expect(page.locator(f'input[name="model"][value="{name}"]')).to_be_checked()
    visitor.find("start-prediction").click()
    page.locator('[data-testid="result"][data-state="succeeded"]').wait_for(timeout=600_000)
    expect(visitor.find("provenance")).to_contain_text(f"/{name}@1")

    page.goto("/models")
    visitor.find("upload-model").click()
    visitor.find("package-input").set_input_files(package)
    visitor.find("send-package").click()
    page.wait_for_url(f"**/models/*/{name}?version=2")
    expect(visitor.find("version-row")).to_have_count(2)
    assert visitor.complaints == []
