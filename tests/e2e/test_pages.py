"""What surrounds recognition: signing in, files that are no pictures, the sample, the keys of the viewer."""

from pathlib import Path

import httpx
from e2e.hands import Keyboard
from e2e.visitor import Visitor
from playwright.sync_api import expect
from support.suite import RunningSuite


def test_a_wrong_key_is_refused_in_words_and_the_right_one_leads_back(visitor: Visitor, suite: RunningSuite) -> None:
    visitor.page.goto("/jobs")
    visitor.button("with_key").click()
    expect(visitor.page.get_by_text(visitor.words["research"])).to_be_visible()
    visitor.try_key("cs_wrong")
    expect(visitor.page.get_by_role("alert")).to_contain_text(visitor.words["wrong"])
    visitor.try_key(suite.key)
    visitor.page.wait_for_url("**/jobs")


def test_a_file_that_is_no_picture_is_named_and_dropped_ones_go_on_by_keyboard(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, data_dir: Path, tmp_path: Path
) -> None:
    text = tmp_path / "notes.png"
    text.write_text("not a picture")
    good = sorted((data_dir / "living-dead" / "images").glob("*.png"))[:2]
    visitor.sign_in(suite.key)
    visitor.new_project("mixed")
    visitor.upload([good[0], text], group="A")
    visitor.drop([good[1]])
    hands = Keyboard(visitor.page)
    hands.write(visitor.page.get_by_label(visitor.words["group"], exact=True), "A")
    hands.press(visitor.find("start-upload"))
    row = visitor.find("upload-row").filter(has_text="notes.png")
    expect(row).to_have_attribute("data-state", "failed")
    expect(row).to_contain_text("notes.png")
    expect(visitor.find("picture-tile")).to_have_count(2)
    project = visitor.page.url.rsplit("/", 1)[-1].split("?")[0]
    taken = client.get("/images", params={"project": project}).json()["items"]
    assert {(one["filename"], one["group"]) for one in taken} == {(path.name, "A") for path in good}


def test_the_sample_project_leads_to_a_result_that_answers_to_keys(visitor: Visitor, suite: RunningSuite) -> None:
    page = visitor.page
    visitor.sign_in(suite.key)
    visitor.open_sample()
    visitor.predict("he-cells")
    total = int((visitor.find("total-cells").text_content() or "").replace(",", ""))
    assert total > 0
    visitor.find("result-row").first.get_by_role("link").click()
    visitor.find("shown-count").wait_for()
    canvas = page.locator('[data-testid="cell-canvas"][data-detail="full"]')
    canvas.wait_for(state="attached")
    for _ in range(2):
        page.keyboard.press("+")
    page.keyboard.press("n")
    expect(visitor.find("cell-tip")).to_be_visible()
    page.keyboard.press("b")
    expect(visitor.find("cell-canvas")).to_have_attribute("data-drawn", "0")
    page.keyboard.press("?")
    expect(visitor.find("cheat-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(visitor.find("cheat-sheet")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(visitor.find("result")).to_be_visible()
    assert visitor.complaints == []
