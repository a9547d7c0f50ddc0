"""Two people read one picture apart, one in English and one in Chinese; their disagreements are decided by key."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from e2e.visitor import Visitor, visiting
from playwright.sync_api import Browser, expect
from support import api
from support.suite import RunningSuite

PASSWORD = "a second pair of eyes"


@pytest.fixture
def two(browser: Browser, suite: RunningSuite) -> Iterator[tuple[Visitor, Visitor]]:
    """Two people at two machines, not yet signed in."""
    with visiting(browser, suite.url, "en") as first, visiting(browser, suite.url, "zh") as second:
        yield first, second


def _sign_in(visitor: Visitor, suite: RunningSuite, username: str) -> None:
    answer = visitor.page.context.request.post(
        "/api/v1/sessions", data={"username": username, "password": PASSWORD}, headers={"Origin": suite.url}
    )
    assert answer.ok, answer.text()


def _begin(visitor: Visitor, image: str) -> None:
    """Begin a reading from the project's prediction; its editor opens by itself."""
    visitor.page.goto(f"/images/{image}/readings")
    visitor.find("begin-reading").click()
    visitor.page.locator("main li button").first.click()
    visitor.page.wait_for_url("**/annotate?reading=*")
    visitor.page.locator('[data-testid="editor-canvas"][data-open="true"]').wait_for()


def _change(visitor: Visitor, steps: int, key: str) -> None:
    """Go to a cell from the top by key, and do something to it."""
    for _ in range(steps):
        visitor.page.keyboard.press(".")
    expect(visitor.find("selected-count")).to_have_attribute("data-selected", "1")
    visitor.page.keyboard.press(key)
    expect(visitor.find("save-state")).to_have_attribute("data-state", "saved")


def _hand_in(visitor: Visitor) -> None:
    visitor.find("hand-in").click()
    visitor.page.get_by_role("dialog").get_by_role("button").last.click()
    visitor.page.locator('[data-testid="reading-row"][data-state="submitted"]').last.wait_for()


def _review(visitor: Visitor, project: str, state: str) -> None:
    visitor.page.goto(f"/projects/{project}?tab=review&state={state}")
    visitor.find("review-row").wait_for()


def test_two_readings_become_the_accepted_labels(
    two: tuple[Visitor, Visitor], suite: RunningSuite, client: httpx.Client, data_dir: Path
) -> None:
    first, second = two
    project = api.new_project(client, "Readings")
    (image,) = api.upload(client, [data_dir / "living-dead" / "images" / "A_0305.png"], project)
    ended = api.await_end(client, api.predict(client, [image], "base/living-dead@champion"))
    found = api.cells(client, api.prediction(client, ended)["id"], image)
    assert len(found) >= 6
    made = client.post("/users", json={"username": "second", "password": PASSWORD, "language": "zh"})
    assert made.status_code == 201, made.text

    first.sign_in(suite.key)
    page = first.page
    page.goto(f"/projects/{project}?tab=members")
    first.find("add-member").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("second")
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(first.find("member-row")).to_have_count(2)

    _begin(first, image)
    _change(first, 1, "Delete")
    _hand_in(first)

    _sign_in(second, suite, "second")
    _begin(second, image)
    # Who reads sees no other labels of the picture, and others see who reads.
    second.page.goto(f"/images/{image}/annotate")
    second.page.wait_for_url(f"**/images/{image}/readings")
    second.find("continue-reading").click()
    second.page.locator('[data-testid="editor-canvas"][data-open="true"]').wait_for()
    _review(first, project, "reading")
    expect(first.find("present")).to_have_text("second")
    # A cell further down goes, and the next two get a class by its key, which each of them may have had.
    _change(second, 3, "Delete")
    _change(second, 1, "1")
    _change(second, 1, "2")
    _hand_in(second)

    _review(first, project, "decide")
    first.find("to-readings").click()
    first.find("compare").click()
    first.page.locator('[data-testid="viewer"][data-open="true"]').wait_for()
    first.find("disagreement").first.wait_for()
    differing = first.find("disagreement").count()
    assert 2 <= differing <= 4
    # Either has lost one cell, and not the same.
    assert float(first.find("f1").inner_text()) == pytest.approx((len(found) - 2) / (len(found) - 1), abs=1e-3)
    expect(first.find("adjudicate")).to_be_disabled()
    first.find("disagreement").first.click()
    for _ in range(differing):
        page.keyboard.press("s")
    expect(first.find("open-disagreements")).to_have_attribute("data-open", "0")
    # What was decided is still there after a reload.
    page.reload()
    expect(first.find("open-disagreements")).to_have_attribute("data-open", "0")
    first.find("adjudicate").click()
    page.wait_for_url(f"**/images/{image}/annotate")
    expect(first.find("review-state")).to_have_attribute("data-state", "submitted")
    page.get_by_label("Note", exact=True).fill("Look at the margin again.")
    page.get_by_role("button", name="Return with the note", exact=True).click()
    expect(first.find("review-state")).to_have_attribute("data-state", "returned")

    _review(second, project, "returned")
    expect(second.find("review-row")).to_contain_text("Look at the margin again.")
    second.find("review-row").get_by_role("link").first.click()
    expect(second.find("review-state")).to_have_attribute("data-state", "returned")
    # An annotator submits, and cannot accept.
    steps = second.page.get_by_role("region", name="审核").get_by_role("button")
    expect(steps).to_have_count(1)
    steps.click()
    expect(second.find("review-state")).to_have_attribute("data-state", "submitted")

    page.reload()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(first.find("review-state")).to_have_attribute("data-state", "accepted")
    labels = client.get(f"/images/{image}/annotation").json()
    # The second was right throughout.
    assert len(labels["cells"]) == len(found) - 1
    assert [one["reader"] for one in labels["source"]["readings"]] == ["admin", "second"]
    # What a reader may not see was asked for once, and refused: the browser logs that.
    assert [one for one in first.complaints + second.complaints if "409" not in one] == []
