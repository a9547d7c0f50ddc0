"""The editor's canvas as a hand finds its way on it: where a pixel of the picture is, and whether all is saved."""

import httpx
from e2e.visitor import Visitor
from e2e.waiting import Placement, at_rest
from playwright.sync_api import expect
from support import api

Point = tuple[float, float]
CLASSES = [{"name": "living", "target": False}, {"name": "dead", "target": True}]


class Desk:
    """An open editor; points are pixels of the picture."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.canvas = visitor.find("cell-canvas")

    def open(self, image_id: str) -> "Desk":
        self.page.goto(f"/images/{image_id}/annotate")
        return self.wait()

    def wait(self) -> "Desk":
        self.page.locator('[data-testid="editor-canvas"][data-open="true"]').wait_for()
        # The strip below takes room from the picture once it has something to show.
        self.visitor.find("crop-strip").locator("> *").first.wait_for()
        self.rest()
        return self

    def rest(self) -> Placement:
        """Until the picture lies still."""
        return at_rest(self.page)

    def on_screen(self, x: float, y: float) -> Point:
        scale, left, top = self.rest()
        frame = self.canvas.bounding_box()
        assert frame is not None
        ratio = self.page.evaluate("devicePixelRatio")
        return frame["x"] + (x * scale + left) / ratio, frame["y"] + (y * scale + top) / ratio

    def click(self, at: Point) -> None:
        self.page.mouse.click(*self.on_screen(*at))

    def drag(self, start: Point, end: Point) -> None:
        mouse = self.page.mouse
        mouse.move(*self.on_screen(*start))
        mouse.down()
        mouse.move(*self.on_screen((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        mouse.move(*self.on_screen(*end))
        mouse.up()

    def shows(self, cells: int) -> None:
        expect(self.canvas).to_have_attribute("data-drawn", str(cells))

    def has_selected(self, cells: int) -> None:
        expect(self.visitor.find("selected-count")).to_have_attribute("data-selected", str(cells))

    def is_saved(self) -> None:
        expect(self.visitor.find("save-state")).to_have_attribute("data-state", "saved")


def middle(box: list[float]) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def start_empty(client: httpx.Client, image_id: str) -> None:
    """Labels of a picture begun from nothing, with both classes."""
    body = {"empty": True, "classes": CLASSES}
    answer = client.post(f"/images/{image_id}/annotation/start", json=body, headers={"If-Match": '"0"'})
    assert answer.status_code == 200, answer.text


def labels(client: httpx.Client, image_id: str) -> api.Json:
    answer = client.get(f"/images/{image_id}/annotation")
    assert answer.status_code == 200, answer.text
    found: api.Json = answer.json()
    return found
