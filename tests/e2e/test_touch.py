"""The editor under fingers: pinch and pan move the picture, taps select, a finger draws a box and changes a class."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from e2e.editing import CLASSES, Desk, Point, labels
from e2e.visitor import Visitor, visiting
from playwright.sync_api import Browser, CDPSession, expect
from support import api
from support.suite import RunningSuite

BOX = [60.0, 60.0, 100.0, 100.0]
STEPS = 8
SHOWS_ALL = """side => {
  const { dataset, width, height } = document.querySelector('[data-testid="cell-canvas"]');
  const [scale, x, y] = [dataset.scale, dataset.offsetX, dataset.offsetY].map(Number);
  return x > -2 && y > -2 && x + side * scale < width + 2 && y + side * scale < height + 2;
}"""


class Fingers:
    """Real touch events of the browser, in pixels of the window."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    def move(self, *ways: tuple[Point, Point]) -> None:
        """Each finger goes from one point to another, all at once."""
        self._send("touchStart", [start for start, _ in ways])
        for step in range(1, STEPS + 1):
            share = step / STEPS
            self._send("touchMove", [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in ways])
        self._send("touchEnd", [])

    def tap(self, at: Point) -> None:
        self._send("touchStart", [at])
        self._send("touchEnd", [])

    def _send(self, kind: str, points: Sequence[Point]) -> None:
        touches = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


@pytest.fixture
def tablet(browser: Browser, suite: RunningSuite) -> Iterator[Visitor]:
    with visiting(browser, suite.url, "en", viewport={"width": 820, "height": 1100}, has_touch=True) as tablet:
        yield tablet


@pytest.fixture
def image(client: httpx.Client, data_dir: Path) -> str:
    """A picture with one living cell."""
    project = api.new_project(client, "touch")
    image = api.upload(client, [data_dir / "living-dead" / "images" / "A_0301.png"], project)[0]
    body = {"cells": [{"box": BOX, "class": "living"}], "checked": [], "classes": CLASSES}
    answer = client.put(f"/images/{image}/annotation", json=body, headers={"If-Match": '"0"'})
    assert answer.status_code == 200, answer.text
    return image


def test_pinch_pan_tap_draw_and_reclassify(
    tablet: Visitor, suite: RunningSuite, client: httpx.Client, image: str
) -> None:
    tablet.sign_in(suite.key)
    desk = Desk(tablet).open(image)
    fingers = Fingers(tablet.page.context.new_cdp_session(tablet.page))
    desk.shows(1)

    # A slow click of a mouse: it selects as a quick one does.
    classes_and_bin = tablet.find("quick-bar").get_by_role("button")
    tablet.page.mouse.move(*desk.on_screen(80, 80))
    tablet.page.mouse.down()
    tablet.page.wait_for_timeout(400)
    tablet.page.mouse.up()
    expect(classes_and_bin.last).to_be_enabled()
    tablet.page.keyboard.press("Escape")
    expect(classes_and_bin.last).to_be_disabled()

    scale, _, _ = desk.rest()
    x, y = desk.on_screen(80, 80)
    fingers.move(((x - 20, y), (x - 60, y)), ((x + 20, y), (x + 60, y)))
    wider, left, top = desk.rest()
    assert wider > 1.5 * scale
    desk.shows(1)

    x, y = desk.on_screen(130, 130)
    fingers.move(((x, y), (x - 50, y - 30)))
    same, further_left, further_up = desk.rest()
    assert same == pytest.approx(wider)
    assert further_left < left - 20
    assert further_up < top - 10

    # A tap becomes a click a moment later, so what it does has to be seen.
    tablet.find("fit").tap()
    tablet.page.wait_for_function(SHOWS_ALL, arg=client.get(f"/images/{image}").json()["width"])
    fingers.tap(desk.on_screen(80, 80))
    expect(classes_and_bin.last).to_be_enabled()
    # What was saved before must not pass for this tap.
    with tablet.page.expect_response("**/annotation/operations"):
        classes_and_bin.nth(1).tap()
    desk.is_saved()
    assert [cell["class"] for cell in labels(client, image)["cells"]] == ["dead"]

    tablet.find("tool-add").tap()
    expect(tablet.find("tool-add")).to_have_attribute("aria-pressed", "true")
    fingers.move((desk.on_screen(120, 120), desk.on_screen(160, 150)))
    desk.shows(2)
    desk.is_saved()
    with tablet.page.expect_response("**/annotation/operations"):
        classes_and_bin.nth(0).tap()
    desk.is_saved()
    added = labels(client, image)["cells"][-1]
    assert added["box"] == pytest.approx([120, 120, 160, 150], abs=2)
    assert added["class"] == "living"
    assert tablet.complaints == []
