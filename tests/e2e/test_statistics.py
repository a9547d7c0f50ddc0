"""The statistics that a reader sees are those that the API gives, and every point of a figure leads to its picture."""

from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from e2e.visitor import Visitor
from playwright.sync_api import Locator, expect
from support import api
from support.suite import RunningSuite

Json = dict[str, Any]
GROUPS = {"Control": slice(0, 4), "Drug": slice(300, 304)}
SCALARS = ("target_ratio", "size_ratio", "nearest_normal_px")
TABLES = ("counts", "proportions", "mean_size", "density_per_megapixel", "effective_score")


def _numbers(picture: Json) -> dict[str, float]:
    """Every number of a picture that exists, by the name that the page gives it."""
    tables = {f"{kind}:{key}": value for kind in TABLES for key, value in (picture[kind] or {}).items()}
    scalars = {name: picture[name] for name in SCALARS}
    return {name: value for name, value in (tables | scalars).items() if value is not None}


def _shown(row: Locator) -> dict[str, float]:
    read = "all => all.map(one => [one.dataset.metric, Number(one.value)])"
    return dict(row.locator("data[data-metric]").evaluate_all(read))


def _described(row: Locator, metric: str) -> float:
    return float(row.locator(f'[data-metric="{metric}"] data').get_attribute("value") or "nan")


@pytest.fixture(scope="module")
def found(suite: RunningSuite, data_dir: Path) -> str:
    """The prediction on pictures of living and dead cells in two groups."""
    pictures = sorted((data_dir / "living-dead" / "images").glob("*.png"))
    with suite.client() as client:
        project = api.new_project(client, "statistics")
        images = [one for group, part in GROUPS.items() for one in api.upload(client, pictures[part], project, group)]
        ended = api.await_end(client, api.predict(client, images, "base/living-dead@champion"))
        return str(api.prediction(client, ended)["id"])


@pytest.fixture
def prediction(visitor: Visitor, suite: RunningSuite, found: str) -> str:
    """The same, opened in the page."""
    visitor.sign_in(suite.key)
    visitor.page.goto(f"/predictions/{found}")
    visitor.find("result").wait_for()
    return found


def test_numbers_of_pictures_and_groups_are_those_of_the_api(
    visitor: Visitor, client: httpx.Client, prediction: str
) -> None:
    answer: Json = client.get(f"/predictions/{prediction}/statistics", params={"k": "3,9"}).json()
    visitor.find("tab-statistics").click()
    visitor.find("multiples").fill("9 3")
    visitor.find("multiples").press("Enter")
    visitor.page.wait_for_url("**k=3%2C9*")
    visitor.page.locator('[data-metric="effective_score:9"]').first.wait_for()
    for picture in answer["images"]:
        row = visitor.page.locator(f'[data-testid="statistics-row"][data-image="{picture["image_id"]}"]')
        assert _shown(row) == _numbers(picture)

    visitor.find("tab-groups").click()
    for group in answer["groups"]:
        row = visitor.page.locator(f'[data-testid="group-row"][data-group="{group["name"]}"]')
        row.wait_for()
        metrics = ("target_proportion", "density_per_megapixel:dead")
        assert [_described(row, name) for name in metrics] == [group["metrics"][name]["mean"] for name in metrics]
    expect(visitor.find("test-row")).to_have_count(len(answer["tests"]))
    shown = visitor.page.locator("[data-p] data").evaluate_all("all => all.map(one => Number(one.value))")
    assert shown == [test["p"] for test in answer["tests"] if test["p"] is not None]
    expect(visitor.find("specimen-warning")).to_be_visible()
    assert visitor.complaints == []


def test_a_point_opens_its_picture_with_the_segments_that_the_score_counts(
    visitor: Visitor, client: httpx.Client, prediction: str
) -> None:
    answer: Json = client.get(f"/predictions/{prediction}/statistics").json()
    best = max(answer["images"], key=lambda one: (one["effective_score"] or {}).get("8") or 0)
    visitor.find("tab-groups").click()
    point = visitor.page.locator(f'[data-testid="chart-target"] [data-image="{best["image_id"]}"]')
    assert float(point.get_attribute("data-value") or "nan") == best["target_proportion"]
    point.click()
    visitor.page.wait_for_url(f"**/predictions/{prediction}/images/{best['image_id']}")
    visitor.find("shown-count").wait_for()
    visitor.find("neighbours").select_option("8")
    segments = int(visitor.find("segment-count").get_attribute("data-count") or "-1")
    assert segments == round(best["effective_score"]["8"] * best["counts"]["dead"]) > 0
    visitor.find("picture-statistics").locator("summary").first.click()
    visitor.find("chart-classes").wait_for()
    panel = visitor.find("picture-statistics")
    assert _shown(panel)["target_ratio"] == best["target_ratio"]
    assert visitor.complaints == []


@pytest.mark.parametrize("visitor", ["en"], indirect=True)
def test_every_file_is_there(visitor: Visitor, client: httpx.Client, prediction: str) -> None:
    visitor.find("tab-download").click()
    visitor.page.locator('a[href*="/figures/density.csv"]').wait_for()
    links = visitor.page.locator("a[download]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for link in links:
        answer = client.get(link.removeprefix("/api/v1"))
        assert answer.status_code == 200, link
        assert len(answer.content) > 0
    figures = Counter(link.split("/figures/")[1].split(".")[0] for link in links if "/figures/" in link)
    assert len(figures) >= 5
    assert set(figures.values()) == {4}
    assert len(links) - figures.total() == 2 + 9 + 5 + 1
