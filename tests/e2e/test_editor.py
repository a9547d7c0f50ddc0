"""Correct a prediction in the page, by mouse and by key; what was done is there after a reload and in the API."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from e2e.visitor import Visitor
from playwright.sync_api import Browser, Locator, expect
from support import api
from support.suite import RunningSuite

PATIENCE_MS = 120_000


@pytest.fixture
def annotator(browser: Browser, suite: RunningSuite) -> Iterator[Visitor]:
    """Someone who reads English, not yet signed in."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", base_url=suite.url)
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield Visitor(context.new_page(), "en")
    finally:
        context.close()


def _open_editor(visitor: Visitor) -> None:
    visitor.page.locator('[data-testid="editor-canvas"][data-open="true"]').wait_for()
    visitor.page.locator('[data-testid="cell-canvas"][data-detail="full"]').wait_for(state="attached")
    visitor.page.wait_for_timeout(1500)


def _saved(visitor: Visitor) -> None:
    expect(visitor.find("save-state")).to_have_attribute("data-state", "saved")


def _on_screen(canvas: Locator, x: float, y: float) -> tuple[float, float]:
    """Where a pixel of the picture is in the window."""
    scale, left, top = (float(canvas.get_attribute(f"data-{name}") or 0) for name in ("scale", "offset-x", "offset-y"))
    frame = canvas.bounding_box()
    assert frame is not None
    return frame["x"] + x * scale + left, frame["y"] + y * scale + top


def _drag(visitor: Visitor, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas, mouse = visitor.find("cell-canvas"), visitor.page.mouse
    mouse.move(*_on_screen(canvas, *start))
    mouse.down()
    mouse.move(*_on_screen(canvas, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    mouse.move(*_on_screen(canvas, *end))
    mouse.up()


def _middle(box: list[float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _free_corner(cells: list[api.Json]) -> tuple[float, float]:
    """A corner of a 30 pixel square that no cell touches."""
    squares = ((x, y) for y in range(20, 200, 10) for x in range(20, 200, 10))
    return next(
        (float(x), float(y))
        for x, y in squares
        if all(
            box[2] < x or box[0] > x + 30 or box[3] < y or box[1] > y + 30 for box in (cell["box"] for cell in cells)
        )
    )


def test_a_prediction_is_corrected_and_stays_so(
    annotator: Visitor, suite: RunningSuite, client: httpx.Client, data_dir: Path, screenshots: Path | None
) -> None:
    page = annotator.page
    annotator.sign_in(suite.key)
    annotator.new_project("Corrections")
    picture = data_dir / "living-dead" / "images" / "A_0300.png"
    annotator.upload([picture], group="Control")
    prediction_id = annotator.predict("living-dead")
    image_id = client.get(f"/predictions/{prediction_id}").json()["images"][0]["image_id"]
    found = api.cells(client, prediction_id, image_id)
    assert len(found) >= 3
    annotator.open_result(picture.name)
    annotator.find("correct").click()
    page.wait_for_url(re.compile(r"/images/[0-9a-f-]{36}/annotate"))
    _open_editor(annotator)
    canvas = annotator.find("cell-canvas")

    page.mouse.click(*_on_screen(canvas, *_middle(found[0]["box"])))
    expect(annotator.find("selected-count")).to_have_attribute("data-selected", "1")
    others = [name for name in ("living", "dead") if name != found[0]["class"]]
    page.keyboard.press("1" if others == ["living"] else "2")

    page.mouse.click(*_on_screen(canvas, *_middle(found[1]["box"])))
    page.keyboard.press("Delete")
    expect(canvas).to_have_attribute("data-drawn", str(len(found) - 1))

    x, y = _free_corner(found)
    page.keyboard.press("a")
    _drag(annotator, (x, y), (x + 30, y + 30))
    expect(canvas).to_have_attribute("data-drawn", str(len(found)))
    page.keyboard.press("Escape")

    page.keyboard.press("Escape")
    page.mouse.click(*_on_screen(canvas, *_middle(found[2]["box"])))
    if screenshots:
        page.screenshot(path=screenshots / "editor.png")
    page.keyboard.press("Delete")
    expect(canvas).to_have_attribute("data-drawn", str(len(found) - 1))
    page.keyboard.press("Control+z")
    expect(canvas).to_have_attribute("data-drawn", str(len(found)))
    annotator.find("check-whole").click()
    _saved(annotator)

    page.reload()
    _open_editor(annotator)
    expect(canvas).to_have_attribute("data-drawn", str(len(found)))
    labels = client.get(f"/images/{image_id}/annotation").json()
    cells = {cell["id"]: cell for cell in labels["cells"]}
    assert cells["p0"]["class"] == others[0]
    assert "p1" not in cells
    assert cells["p2"]["box"] == pytest.approx(found[2]["box"])
    (added,) = [cell for cell in cells.values() if cell["origin"] == "added"]
    assert added["box"] == pytest.approx([x, y, x + 30, y + 30], abs=2)
    (region,) = labels["checked"]
    assert region[:2] == [0, 0]
    assert annotator.complaints == []


def test_edits_made_without_a_network_are_kept_through_a_reload(
    annotator: Visitor, suite: RunningSuite, client: httpx.Client
) -> None:
    page = annotator.page
    annotator.sign_in(suite.key)
    annotator.find("sample-project").click()
    annotator.find("picture-tile").first.get_by_role("link").first.click()
    annotator.find("correct").click()
    annotator.find("editor-start").wait_for()
    page.get_by_label("Class", exact=True).fill("cell")
    page.get_by_role("button", name="Add class", exact=True).click()
    page.get_by_role("button", name="Start without cells", exact=True).click()
    page.locator('[data-testid="editor-canvas"][data-open="true"]').wait_for()
    page.wait_for_timeout(1500)
    page.route("**/annotation/operations", lambda route: route.abort())
    page.keyboard.press("a")
    for _ in range(3):
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+ArrowRight")
    expect(annotator.find("save-state")).to_have_attribute("data-state", "offline")
    expect(annotator.find("save-state")).to_have_attribute("data-waiting", "6")
    page.reload()
    page.unroute("**/annotation/operations")
    expect(annotator.find("cell-canvas")).to_have_attribute("data-drawn", "3")
    _saved(annotator)
    image_id = page.url.split("/images/")[1].split("/")[0]
    assert len(client.get(f"/images/{image_id}/annotation").json()["cells"]) == 3
