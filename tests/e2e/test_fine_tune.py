"""The loop in the browser: twelve real pictures, corrected by hand, become a model of one's own, used and downloaded.

Once with a mouse, in English; once with the keyboard alone, in Chinese. The API is only asked what came of it.
"""

import re
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import pytest
from cellscanner_shared.geometry import iou_matrix
from e2e.editing import Desk, labels
from e2e.hands import Cell, Hands, Keyboard, Mouse, NewCell, choose_files, download
from e2e.mistakes import Mistakes, mistakes, true_cells
from e2e.package_alone import run_readme
from e2e.visitor import Visitor
from e2e.waiting import WORK_MS, succeeded
from playwright.sync_api import Page, expect
from support import api
from support.suite import RunningSuite

CLASSES = ("living", "dead")
# Test pictures with living and dead cells; in the first two the model errs in every way that is corrected here.
NAMES = [
    "B_1574",
    "A_1112",
    "A_1063",
    "A_1092",
    "A_1129",
    "B_1544",
    "B_1578",
    "B_1579",
    "C_0475",
    "C_0494",
    "D_0386",
    "E_1900",
]
HANDS: dict[str, Callable[[Page], Hands]] = {"en": Mouse, "zh": Keyboard}


class Loop:
    """One person's way through the pages, with the hands that they have."""

    def __init__(self, visitor: Visitor, client: httpx.Client, hands: Hands) -> None:
        self.visitor, self.client, self.hands = visitor, client, hands
        self.page = visitor.page

    def press(self, test_id: str) -> None:
        self.hands.press(self.visitor.find(test_id))

    def sign_in(self, key: str) -> None:
        self.page.goto("/")
        self.hands.press(self.visitor.button("with_key"))
        self.hands.write(self.page.get_by_label(self.visitor.words["key"], exact=True), key)
        self.hands.press(self.visitor.button("sign_in"))

    def new_project(self, name: str) -> str:
        self.hands.press(self.visitor.button("new_project"))
        self.hands.write(self.page.get_by_label(self.visitor.words["project_name"], exact=True), name)
        self.hands.press(self.visitor.button("create"))
        self.page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}$"))
        return self.page.url.rsplit("/", 1)[-1]

    def upload(self, paths: list[Path]) -> None:
        self.press("add-pictures")
        choose_files(self.hands, self.visitor.find("upload-dialog").get_by_role("button").first, paths)
        self.hands.write(self.page.get_by_label(self.visitor.words["group"], exact=True), "A")
        self.press("start-upload")
        expect(self.page.locator('[data-testid="upload-row"][data-state="done"]')).to_have_count(len(paths))

    def predict(self, model: str) -> str:
        """In the open dialog; returns the prediction's id when it has succeeded."""
        self.hands.choose(self.page.locator(f'input[name="model"][value="{model}"]'))
        self.press("start-prediction")
        succeeded(self.page, "result", "predict-form")
        return self.page.url.rsplit("/", 1)[-1]

    def edit(self, filename: str) -> Desk:
        """From the result to the picture, and on to correcting it."""
        self.hands.press(self.visitor.find("result-row").filter(has_text=filename).get_by_role("link"))
        self.press("correct")
        return Desk(self.visitor).wait()

    def back_to_result(self) -> None:
        self.up_to('[data-testid="viewer"][data-open="true"]')
        self.up_to('[data-testid="result"]')

    def up_to(self, page: str) -> None:
        """The address changes before the page does: the next step has to wait for what is seen."""
        self.hands.press(self.page.locator("header a").first)
        self.page.locator(page).wait_for()

    def check_all(self) -> None:
        """All pictures were looked at: on the sheet of cells, in one go."""
        self.press("to-sheet")
        expect(self.visitor.find("sheet-canvas")).to_have_attribute("data-whole", "true")
        self.press("sheet-check")
        self.press("sheet-check-all")
        # Left at once: what waits to be sent is waited for by what asks for the labels.
        self.up_to('[data-testid="result"]')

    def watch(self) -> list[int]:
        """How many points the curves had, from the start of the training to its end."""
        points = [0]
        training, curves = self.visitor.find("training"), self.visitor.find("curves")
        deadline = time.monotonic() + WORK_MS / 1000
        while training.get_attribute("data-state") in {"queued", "running"}:
            assert time.monotonic() < deadline, training.inner_text()
            points.append(int(curves.get_attribute("data-points") or 0))
            self.page.wait_for_timeout(300)
        succeeded(self.page, "training", "fine-tune-form")
        return [*points, int(curves.get_attribute("data-points") or 0)]


@pytest.fixture
def loop(visitor: Visitor, client: httpx.Client) -> Loop:
    return Loop(visitor, client, HANDS[visitor.language](visitor.page))


def _like(cells: list[api.Json], box: list[float]) -> list[str]:
    """Classes of the cells that are where a true one is."""
    boxes = np.array([cell["box"] for cell in cells], np.float32)
    overlaps = np.asarray(iou_matrix(np.array([box], np.float32), boxes))[0]
    return [cell["class"] for cell, overlap in zip(cells, overlaps, strict=True) if overlap >= 0.5]


def _usual_side(cells: list[api.Json]) -> float:
    sides = sorted((c["box"][2] - c["box"][0] + c["box"][3] - c["box"][1]) / 2 for c in cells)
    return float(sides[len(sides) // 2])


def _correct_all_kinds(loop: Loop, desk: Desk, image: api.Json, found: list[api.Json], errors: Mistakes) -> None:
    """One wrong class, one false and one missing box; between them a cell is deleted and brought back."""
    (wrong, true_class), missing, false = errors.wrong[0], errors.missing[0], errors.false[0]
    loop.hands.mend(desk, Cell(wrong, found[wrong]["box"]), CLASSES.index(true_class))
    loop.hands.delete(desk, Cell(false, found[false]["box"]))
    desk.shows(len(found) - 1)
    innocent = next(at for at in range(len(found)) if at not in {wrong, false})
    loop.hands.delete(desk, Cell(innocent - (false < innocent), found[innocent]["box"]))
    desk.shows(len(found) - 2)
    loop.hands.undo()
    desk.shows(len(found) - 1)
    others = [cell for at, cell in enumerate(found) if at != false]
    loop.hands.draw(desk, NewCell(missing.box, (image["width"], image["height"]), _usual_side(others)))
    desk.shows(len(found))
    desk.is_saved()
    loop.page.reload()
    desk.wait().shows(len(found))
    cells = {cell["id"]: cell for cell in labels(loop.client, image["id"])["cells"]}
    assert cells[f"p{wrong}"]["class"] == true_class
    assert f"p{false}" not in cells
    assert cells[f"p{innocent}"]["box"] == pytest.approx(found[innocent]["box"])
    assert _like(list(cells.values()), missing.box) != []


def test_twelve_pictures_are_corrected_by_hand_and_become_a_model_of_ones_own(
    loop: Loop, suite: RunningSuite, data_dir: Path, tmp_path: Path
) -> None:
    page, visitor, hands, client = loop.page, loop.visitor, loop.hands, loop.client
    truth = true_cells(data_dir / "living-dead")
    paths = [data_dir / "living-dead" / "images" / f"{name}.png" for name in NAMES]
    loop.sign_in(suite.key)
    project = loop.new_project("fine-tune")
    loop.upload(paths)
    loop.press("find-cells")
    prediction = loop.predict("living-dead")
    images = {one["filename"]: one for one in client.get("/images", params={"project": project}).json()["items"]}

    first, second = (f"{name}.png" for name in NAMES[:2])
    found = api.cells(client, prediction, images[first]["id"])
    desk = loop.edit(first)
    _correct_all_kinds(loop, desk, images[first], found, mistakes(truth[first], found))
    loop.back_to_result()
    found = api.cells(client, prediction, images[second]["id"])
    wrong, true_class = mistakes(truth[second], found).wrong[0]
    desk = loop.edit(second)
    hands.mend(desk, Cell(wrong, found[wrong]["box"]), CLASSES.index(true_class))
    desk.is_saved()
    after = {cell["id"]: cell["class"] for cell in labels(client, images[second]["id"])["cells"]}
    assert after[f"p{wrong}"] == true_class
    loop.back_to_result()
    loop.check_all()

    hands.press(page.locator(f'main a[href^="/projects/{project}"]').first)
    hands.press(page.locator('a[href$="?tab=trainings"]').first)
    expect(visitor.find("label-next-item").first).to_be_visible()
    loop.press("fine-tune")
    expect(page.locator('input[type="checkbox"]:checked:visible')).to_have_count(len(NAMES))
    name = f"mine-{visitor.language}"
    hands.write(visitor.find("model-name"), name)
    hands.choose(page.locator('input[name="mode"][value="quick"]'))
    expect(visitor.find("start-training")).to_be_enabled()
    loop.press("start-training")
    visitor.find("training").wait_for()
    points = loop.watch()
    assert points == sorted(points)
    assert points[-1] > 0
    expect(visitor.find("verdict")).to_be_visible()
    loop.press("accept")
    expect(visitor.find("decision")).to_have_attribute("data-decision", "accepted")
    package = tmp_path / "package.zip"
    download(hands, visitor.find("download-version")).save_as(package)

    loop.press("predict-with-it")
    expect(page.locator(f'input[name="model"][value="{name}"]')).to_be_checked()
    again = loop.predict(name)
    expect(visitor.find("provenance")).to_contain_text(f"/{name}@1")
    alone = run_readme(package, paths[1], tmp_path / "alone")
    served = api.cells(client, again, images[second]["id"])
    boxes = np.array([cell.box for cell in alone]), np.array([cell["box"] for cell in served])
    assert boxes[0][np.lexsort(boxes[0].T)] == pytest.approx(boxes[1][np.lexsort(boxes[1].T)], abs=0.6)
    dead = [sum(cell.class_name == "dead" for cell in alone), sum(cell["class"] == "dead" for cell in served)]
    assert dead[0] == pytest.approx(dead[1], abs=1)

    page.goto("/models")
    visitor.find("upload-model").click()
    visitor.find("package-input").set_input_files(package)
    visitor.find("send-package").click()
    page.wait_for_url(f"**/models/*/{name}?version=2")
    expect(visitor.find("version-row")).to_have_count(2)
    assert visitor.complaints == []
