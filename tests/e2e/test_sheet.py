"""All cells of a prediction on one page: many are corrected at once, by mouse and by key, and the API knows of it."""

import re
from pathlib import Path

import httpx
from e2e.accessibility import grave_faults
from e2e.visitor import Visitor
from playwright.sync_api import expect
from support import api
from support.suite import RunningSuite

# The sheet's first look: margin, heading, side of a crop and the gap between two.
PAD, HEAD, SIDE, GAP = 12, 40, 84, 6
PITCH = SIDE + GAP
# Pictures with the most living and dead cells.
_NAMES = ("A_0506", "B_1351", "A_0694", "B_0261", "B_1374", "B_1466", "A_0409", "A_0459")


def _middle(visitor: Visitor, column: int, row: int = 0) -> tuple[float, float]:
    """On the screen, of a crop of the first section."""
    box = visitor.find("sheet-canvas").bounding_box()
    assert box is not None
    return box["x"] + PAD + column * PITCH + SIDE / 2, box["y"] + HEAD + row * PITCH + SIDE / 2


def _counts(client: httpx.Client, images: list[str]) -> dict[str, int]:
    """Labelled cells by class of all pictures that anybody has labelled."""
    counts: dict[str, int] = {}
    for image in images:
        for cell in client.get(f"/images/{image}/annotation").json()["cells"]:
            counts[cell["class"]] = counts.get(cell["class"], 0) + 1
    return counts


def _saved(visitor: Visitor) -> None:
    expect(visitor.find("save-state")).to_have_attribute("data-state", "saved")


def test_many_cells_of_many_pictures_are_corrected_at_once(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, data_dir: Path
) -> None:
    page = visitor.page
    paths = [data_dir / "living-dead" / "images" / f"{name}.png" for name in _NAMES]
    project = api.new_project(client, f"sheet {visitor.language}")
    images = api.upload(client, paths, project)
    ended = api.await_end(client, api.predict(client, images, "base/living-dead@champion"))
    prediction = api.prediction(client, ended)
    found = [cell for image in images for cell in api.cells(client, prediction["id"], image)]
    dead = sum(cell["class"] == "dead" for cell in found)
    assert dead >= 4

    visitor.sign_in(suite.key)
    page.goto(f"/predictions/{prediction['id']}")
    visitor.find("to-sheet").click()
    expect(visitor.find("sheet-canvas")).to_have_attribute("data-whole", "true")
    expect(visitor.find("sheet-cells")).to_have_attribute("data-cells", str(len(found)))
    assert _counts(client, images) == {}

    # A drag over the first three dead cells, and one key for their class.
    page.mouse.move(*_middle(visitor, 0))
    page.mouse.down()
    page.mouse.move(*_middle(visitor, 2), steps=6)
    page.mouse.up()
    expect(visitor.find("sheet-selected")).to_have_attribute("data-selected", "3")
    page.keyboard.press("1")
    expect(visitor.find("sheet-selected")).to_have_attribute("data-selected", "0")
    # The right button takes a box away.
    page.mouse.click(*_middle(visitor, 3), button="right")
    _saved(visitor)
    after = _counts(client, images)
    touched = sum(client.get(f"/images/{image}/annotation").json()["revision"] > 0 for image in images)
    assert 1 <= touched <= 4

    # By keyboard: everything back, then the deletion again.
    for _ in range(2):
        page.keyboard.press("Control+z")
    _saved(visitor)
    back = _counts(client, images)
    assert back.get("dead", 0) == after.get("dead", 0) + 4
    page.keyboard.press("Control+Shift+Z")
    _saved(visitor)
    assert _counts(client, images).get("dead", 0) == back["dead"] - 3

    page.reload()
    expect(visitor.find("sheet-canvas")).to_have_attribute("data-whole", "true")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(visitor.find("sheet-selected")).to_have_attribute("data-selected", "2")
    page.keyboard.press("Escape")
    # All like this: likeness to the cell where the keyboard is, and a slider that selects.
    page.keyboard.press("s")
    expect(visitor.find("sheet-order")).to_have_value("alike")
    visitor.find("sheet-alike").fill("2")
    expect(visitor.find("sheet-selected")).to_have_attribute("data-selected", "2")
    visitor.find("sheet-delete").click()
    _saved(visitor)
    assert sum(_counts(client, images).values()) > 0
    page.get_by_role("button", name=re.compile(r"\?|Keyboard|快捷键|键盘")).click()
    expect(visitor.find("cheat-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    visitor.find("sheet-check").click()
    visitor.find("sheet-check-all").click()
    _saved(visitor)
    for image, path in zip(images, paths, strict=True):
        labels = client.get(f"/images/{image}/annotation").json()
        assert len(labels["checked"]) == (1 if labels["cells"] or labels["revision"] else 0), path
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    assert visitor.complaints == []


def test_a_sheet_without_cells_says_so(visitor: Visitor, suite: RunningSuite, client: httpx.Client) -> None:
    sample = next(one for one in client.get("/projects").json()["items"] if one["is_sample"])
    image = client.get("/images", params={"project": sample["id"]}).json()["items"][0]["id"]
    ended = api.await_end(client, api.predict(client, [image], "base/he-cells@champion"))
    prediction = api.prediction(client, ended)["id"]
    visitor.sign_in(suite.key)
    visitor.page.goto(f"/predictions/{prediction}/sheet?images=none")
    expect(visitor.page.get_by_role("link", name=re.compile("To the result|返回结果"))).to_be_visible()
    assert grave_faults(visitor.page) == []
