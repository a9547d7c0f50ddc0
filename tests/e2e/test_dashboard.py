"""The overview of a project shows the API's numbers as points, and two sides of a picture over each other."""

import csv
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from e2e.visitor import Visitor
from PIL import Image
from playwright.sync_api import expect
from support import api
from support.suite import RunningSuite

Json = dict[str, Any]
GROUPS = {"Control": slice(0, 4), "Drug": slice(300, 304)}


@pytest.fixture(scope="module")
def found(suite: RunningSuite, data_dir: Path) -> tuple[str, Json]:
    """A project of two groups, and its prediction; in one picture a cell was taken away and another added."""
    pictures = sorted((data_dir / "living-dead" / "images").glob("*.png"))
    with suite.client() as client:
        project = api.new_project(client, "overview")
        images = [one for group, part in GROUPS.items() for one in api.upload(client, pictures[part], project, group)]
        ended = api.await_end(client, api.predict(client, images, "base/living-dead@champion"))
        prediction = api.prediction(client, ended)
        _correct(client, images[0], prediction["id"])
        return project, prediction


def _correct(client: httpx.Client, image: str, prediction: str) -> None:
    labels = f"/images/{image}/annotation"
    begun = client.post(f"{labels}/start", json={"prediction_id": prediction}, headers={"If-Match": '"0"'})
    assert begun.status_code == 200, begun.text
    operations = [
        {"op": "delete", "ids": [begun.json()["cells"][0]["id"]]},
        {"op": "add", "id": "mine", "box": [1, 1, 9, 9], "class": "dead"},
    ]
    body = {"batch_id": str(uuid4()), "operations": operations}
    answer = client.post(f"{labels}/operations", json=body, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text


def _points(visitor: Visitor) -> dict[str, float]:
    """Every point, as a reader without a mouse comes to it."""
    point = visitor.find("chart-point")
    point.focus()
    seen = {}
    for _ in range(int(str(visitor.find("chart-points").get_attribute("data-count")))):
        seen[str(point.get_attribute("data-image"))] = float(str(point.get_attribute("data-value")))
        visitor.page.keyboard.press("ArrowRight")
    return seen


def _shows(visitor: Visitor, points: int) -> None:
    expect(visitor.find("chart-points")).to_have_attribute("data-count", str(points))


def _turn_to(visitor: Visitor, image: str) -> None:
    """By the arrow keys, to the point of a picture."""
    point = visitor.find("chart-point")
    point.focus()
    for _ in range(int(str(visitor.find("chart-points").get_attribute("data-count")))):
        if point.get_attribute("data-image") == image:
            return
        visitor.page.keyboard.press("ArrowRight")
    raise AssertionError(f"no point of {image}")


def test_points_are_the_numbers_of_the_api_and_a_filter_is_kept_in_the_address(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, found: tuple[str, Json]
) -> None:
    project, prediction = found
    page = visitor.page
    images = client.get(f"/predictions/{prediction['id']}/statistics").json()["images"]
    visitor.sign_in(suite.key)
    page.goto(f"/projects/{project}")
    visitor.find("chart-point").wait_for()
    shares = {one["image_id"]: one["target_proportion"] for one in images}
    assert _points(visitor) == {key: share for key, share in shares.items() if share is not None}
    visitor.find("dashboard-metric").select_option("counts:living")
    # At once: the box stands in the address, and another choice may follow right away.
    page.get_by_role("checkbox", name="Control", exact=True).uncheck()
    _shows(visitor, 4)
    page.reload()
    _shows(visitor, 4)
    assert _points(visitor) == {one["image_id"]: one["counts"]["living"] for one in images if one["group"] == "Drug"}
    assert visitor.complaints == []


def test_a_point_beside_its_correction_opens_both_over_each_other(
    visitor: Visitor, suite: RunningSuite, found: tuple[str, Json]
) -> None:
    project, prediction = found
    page = visitor.page
    image = prediction["images"][0]["image_id"]
    # One shape a group, of four lines.
    pairs = page.locator('[data-testid="chart-pairs"][data-count="4"]')
    visitor.sign_in(suite.key)
    page.goto(f"/projects/{project}?metric=counts:dead&with=labels")
    expect(pairs).to_have_count(2)
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    _turn_to(visitor, image)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/images/{image}?with=current")
    page.locator('[data-testid="viewer"][data-open="true"]').wait_for()
    expect(visitor.find("kind-only-first")).to_have_attribute("data-count", "1")
    expect(visitor.find("kind-only-second")).to_have_attribute("data-count", "1")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator('[data-testid="difference-item"][aria-current]')).to_have_attribute("data-kind", "only-second")
    page.keyboard.press("g")
    expect(page.locator('label:has([data-testid="kind-same"]) input')).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(pairs).to_have_count(2)
    assert visitor.complaints == []


def test_the_plot_is_saved_as_pictures_of_a_size_on_paper_and_as_numbers(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, found: tuple[str, Json], tmp_path: Path
) -> None:
    project, prediction = found
    page = visitor.page
    visitor.sign_in(suite.key)
    page.goto(f"/projects/{project}?metric=counts:living")
    visitor.find("chart-point").wait_for()
    saved = {}
    for form in ("PNG", "SVG", "PDF", "CSV"):
        with page.expect_download() as download:
            visitor.find("chart-dashboard").locator("figcaption button", has_text=form).click()
        saved[form] = tmp_path / f"chart.{form}"
        download.value.save_as(saved[form])

    with Image.open(saved["PNG"]) as picture:
        width, height = picture.size
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    page_size = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", saved["PDF"].read_bytes())
    assert page_size is not None
    assert [float(side) / 72 * 300 for side in page_size.groups()] == pytest.approx([width, height], abs=0.1)
    assert saved["SVG"].read_text().startswith("<svg")
    rows = list(csv.reader(saved["CSV"].read_text(encoding="utf-8-sig").splitlines()))[1:]
    images = client.get(f"/predictions/{prediction['id']}/statistics").json()["images"]
    assert {row[0]: float(row[-1]) for row in rows} == {one["filename"]: one["counts"]["living"] for one in images}
    assert visitor.complaints == []
