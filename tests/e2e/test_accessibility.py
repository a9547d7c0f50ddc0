"""axe-core finds no serious or critical fault on any page, in either language, in light and in dark.

The pages of fine-tuning are looked at where a training runs: test_fine_tune.py.
"""

import httpx
from e2e.accessibility import grave_faults
from e2e.visitor import Visitor
from support.suite import RunningSuite


def test_no_page_has_a_grave_fault(visitor: Visitor, suite: RunningSuite, client: httpx.Client) -> None:
    page = visitor.page
    page.goto("/sign-in")
    visitor.button("with_key").wait_for()
    faults = {"sign-in": grave_faults(page)}

    visitor.sign_in(suite.key)
    faults["projects"] = grave_faults(page)
    project = visitor.open_sample()
    faults["project"] = grave_faults(page)
    prediction = visitor.predict("he-cells")
    faults["prediction"] = grave_faults(page)
    visitor.find("result-row").first.get_by_role("link").click()
    visitor.find("shown-count").wait_for()
    faults["viewer"] = grave_faults(page)

    image = client.get(f"/predictions/{prediction}").json()["images"][0]["image_id"]
    addresses = [
        f"/projects/{project}",
        f"/projects/{project}?with=labels",
        f"/projects/{project}?tab=predictions",
        f"/projects/{project}?tab=trainings",
        f"/projects/{project}/fine-tune",
        f"/predictions/{prediction}/images/{image}?with=current",
        f"/images/{image}",
        f"/images/{image}/annotate",
        "/models",
        "/models/base/living-dead",
        "/jobs",
        "/settings",
        "/nowhere",
    ]
    for address in addresses:
        page.goto(address)
        page.locator("main").wait_for()
        faults[address] = grave_faults(page)
    assert {name: found for name, found in faults.items() if found} == {}
