"""What is done in the editor is never lost: in a killed tab, without a network, beside another tab."""

import os
import signal
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from e2e.editing import Desk, labels, start_empty
from e2e.visitor import Visitor
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support import api
from support.suite import RunningSuite

OPERATIONS = "**/annotation/operations"
# Each edit but the first of a pair moves the new cell by ten pixels.
WAYS = {"ArrowRight": (10, 0), "ArrowDown": (0, 10), "ArrowLeft": (-10, 0), "ArrowUp": (0, -10)}
PAIRS = 50

pytestmark = pytest.mark.parametrize("visitor", ["en"], indirect=True)


@pytest.fixture
def image(client: httpx.Client, data_dir: Path) -> str:
    """A picture that nobody has labelled."""
    project = api.new_project(client, "nothing is lost")
    return api.upload(client, [data_dir / "living-dead" / "images" / "A_0300.png"], project)[0]


def _kill(browser: Browser, page: Page) -> None:
    """SIGKILL to the processes that show pages, as the kernel sends it when memory runs out: nothing is unloaded."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    with page.expect_event("crash"):
        for one in processes:
            if one["type"] == "renderer":
                # One that waited for pages to come may have ended by itself.
                with suppress(ProcessLookupError):
                    os.kill(one["id"], signal.SIGKILL)
    page.close()


def _add_and_move(page: Page) -> None:
    """A hundred edits: a cell in the middle of the picture, then one step away from there, and so on."""
    page.keyboard.press("a")
    for pair in range(PAIRS):
        page.keyboard.press("Enter")
        page.keyboard.press(f"Shift+{list(WAYS)[pair % len(WAYS)]}")
    page.keyboard.press("Escape")


def _reopened(context: BrowserContext, image: str, cells: int) -> Desk:
    desk = Desk(Visitor(context.new_page(), "en")).open(image)
    desk.shows(cells)
    desk.is_saved()
    return desk


def test_a_tab_killed_amid_200_edits_loses_none_with_and_without_a_network(
    visitor: Visitor, browser: Browser, suite: RunningSuite, client: httpx.Client, image: str
) -> None:
    page, context = visitor.page, visitor.page.context
    visitor.sign_in(suite.key)
    page.goto(f"/images/{image}/annotate")
    visitor.find("editor-start").wait_for()
    page.get_by_label("Class", exact=True).fill("cell")
    page.get_by_role("button", name="Add class", exact=True).click()
    page.get_by_role("button", name="Start without cells", exact=True).click()
    Desk(visitor).wait()
    _add_and_move(page)
    _kill(browser, page)

    desk = _reopened(context, image, PAIRS)
    context.route(OPERATIONS, lambda route: route.abort())
    _add_and_move(desk.page)
    expect(desk.visitor.find("save-state")).to_have_attribute("data-state", "offline")
    expect(desk.visitor.find("save-state")).to_have_attribute("data-waiting", str(2 * PAIRS))
    _kill(browser, desk.page)

    context.unroute(OPERATIONS)
    desk = _reopened(context, image, 2 * PAIRS)
    cells = labels(client, image)["cells"]
    assert len(cells) == 2 * PAIRS
    side = cells[0]["box"][2] - cells[0]["box"][0]
    picture = client.get(f"/images/{image}").json()
    start = (picture["width"] - side) / 2, (picture["height"] - side) / 2
    ways = Counter((round(cell["box"][0] - start[0]), round(cell["box"][1] - start[1])) for cell in cells)
    assert set(ways) == set(WAYS.values())
    assert ways[(10, 0)] == ways[(0, 10)] == 26
    assert desk.visitor.complaints == []


def test_two_tabs_that_edit_one_picture_lose_none(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, image: str
) -> None:
    start_empty(client, image)
    visitor.sign_in(suite.key)
    desks = [Desk(visitor), Desk(Visitor(visitor.page.context.new_page(), "en"))]
    for desk in desks:
        desk.page.bring_to_front()
        desk.open(image)
        desk.visitor.find("tool-add").click()
    places = [(10.0 + 40 * (at % 5), 10.0 + 40 * (at // 5)) for at in range(10)]
    for at, (x, y) in enumerate(places):
        desk = desks[at % 2]
        desk.page.bring_to_front()
        desk.drag((x, y), (x + 30, y + 30))
    # Both change what they have themselves made, at once: one its class, one its being there.
    for desk, key in zip(desks, ("2", "Delete"), strict=True):
        desk.page.bring_to_front()
        desk.page.keyboard.press(key)
    for desk in desks:
        desk.page.bring_to_front()
        desk.is_saved()
    for desk in desks:
        desk.page.bring_to_front()
        desk.page.reload()
        desk.wait()
        desk.shows(len(places) - 1)
    cells = labels(client, image)["cells"]
    corners = Counter((round(cell["box"][0] / 10) * 10, round(cell["box"][1] / 10) * 10) for cell in cells)
    assert corners == Counter((round(x), round(y)) for x, y in places[:-1])
    assert sorted(cell["class"] for cell in cells) == ["dead"] + ["living"] * (len(places) - 2)
    # That the other was first is a 412, which the browser logs and the page answers by putting both together.
    complaints = [one for desk in desks for one in desk.visitor.complaints]
    assert complaints != []
    assert [one for one in complaints if "412" not in one] == []


def test_edits_whose_labels_are_gone_are_told_of_and_do_not_keep_the_picture_closed(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, image: str
) -> None:
    """As after a backup was restored: the device has edits on a revision that was never heard of."""
    start_empty(client, image)
    visitor.sign_in(suite.key)
    kept = '{"id":"b","order":1,"base":7,"operations":[{"op":"delete","ids":["p0"]},{"op":"delete","ids":["p1"]}]}'
    visitor.page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)", [f"cellscanner.edits/{image}/gone/b", kept]
    )
    desk = Desk(visitor).open(image)
    expect(visitor.find("stranded")).to_have_attribute("data-count", "2")
    with visitor.page.expect_download() as file:
        visitor.page.get_by_role("button", name="Keep as a file").click()
    assert '"p1"' in file.value.path().read_text()
    visitor.page.get_by_role("button", name="Give up these changes").click()
    visitor.page.reload()
    desk.wait()
    expect(visitor.find("stranded")).to_have_count(0)
    desk.is_saved()
    # The 404 that the page had asked for stands in the browser's log.
    assert [one for one in visitor.complaints if "404" not in one] == []
