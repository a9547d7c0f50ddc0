"""The overview of a project with 1,000 pictures in a real browser: what each thing that a reader does costs the page.

Beside the time by the clock stands the processor time of the page's main thread, which a busy machine does not change.
The first request for a prediction's numbers is the one that computes them; a second visit finds them kept.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from bench.thousand import GROUPS, inside, multiply
from playwright.sync_api import CDPSession, Page, expect, sync_playwright
from support import api
from support.suite import RunningSuite

CHROMIUM = os.environ.get("CELLSCANNER_TEST_CHROMIUM", "/usr/bin/chromium")
PICTURES = 1_000
PATIENCE_MS = 300_000
# Looking at every frame would be most of what the page does while it waits.
LOOK_EVERY_MS = 200
MODEL = "base/living-dead@champion"


class Seen(NamedTuple):
    """A project with two predictions on all its pictures."""

    url: str
    key: str
    project: str
    predictions: list[str]


@pytest.fixture(scope="module")
def seen(suite: RunningSuite, data_dir: Path) -> Seen:
    picture = min((data_dir / "living-dead" / "images").glob("*.png"))
    with suite.client() as client:
        project = api.new_project(client, "a thousand")
        (image,) = api.upload(client, [picture], project, "first")
        ended = [api.await_end(client, api.predict(client, [image], MODEL)) for _ in range(2)]
        predictions = [str(api.prediction(client, one)["id"]) for one in ended]
    for found in inside(suite):
        multiply(found, image, predictions, PICTURES)
    return Seen(suite.url, suite.key, project, predictions)


@pytest.fixture(scope="module")
def page(seen: Seen) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", base_url=seen.url)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto("/")
        page.evaluate(
            "key => fetch('/api/v1/sessions', {method: 'POST', body: JSON.stringify({key}),"
            " headers: {'Content-Type': 'application/json'}})",
            seen.key,
        )
        yield page
        browser.close()


class Watch:
    """Seconds by the clock, and of the main thread's processor time, from before something is done until it is seen."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def _busy(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    def time(self, what: str, do: Callable[[], object], until: Callable[[], object], *, opens: bool = False) -> float:
        """`opens`: a page is opened, with which the browser begins to count anew."""
        before, started = 0.0 if opens else self._busy(), time.perf_counter()
        do()
        until()
        # What was seen is on the screen two frames later.
        self._page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seconds, busy = time.perf_counter() - started, self._busy() - before
        print(f"{what}: {busy:.2f} s of the main thread, {seconds:.1f} s by the clock")
        return busy


def test_a_thousand_pictures(page: Page, seen: Seen) -> None:
    first, second = seen.predictions
    watch = Watch(page)
    expect.set_options(timeout=PATIENCE_MS)

    shapes = page.locator("[data-testid=chart-points] > path").first

    def drawn() -> str | None:
        return shapes.get_attribute("d")

    def until(count: int) -> Callable[[], object]:
        return lambda: page.wait_for_function(
            "n => document.querySelector('[data-testid=chart-points]')?.dataset.count === String(n)"
            " && document.querySelector('[data-testid=dashboard-row]')",
            arg=count,
            polling=LOOK_EVERY_MS,
        )

    def changed(before: str | None) -> Callable[[], object]:
        return lambda: page.wait_for_function(
            "before => document.querySelector('[data-testid=chart-points] > path')?.getAttribute('d') !== before"
            " && !document.querySelector('[aria-busy=true]')",
            arg=before,
            polling=LOOK_EVERY_MS,
        )

    print()
    address = f"/projects/{seen.project}?tab=dashboard&prediction={first}&metric=counts:living"
    watch.time("opened, numbers computed", lambda: page.goto(address), until(PICTURES), opens=True)
    watch.time("opened again, numbers kept", lambda: page.goto(address), until(PICTURES), opens=True)
    box = page.get_by_role("checkbox", name=GROUPS[0], exact=True)
    watch.time("a group filtered out", box.click, until(PICTURES - 250))
    watch.time("and in again", box.click, until(PICTURES))
    metric = page.get_by_test_id("dashboard-metric")
    watch.time("another metric", lambda: metric.select_option("counts:dead"), changed(drawn()))
    choice = page.get_by_test_id("dashboard-prediction")
    watch.time("another prediction, computed", lambda: choice.select_option(second), changed(drawn()))
    watch.time("back to the first, kept", lambda: choice.select_option(first), changed(drawn()))
    rows = "() => document.querySelector('[aria-rowcount=\"1001\"] [data-testid=result-row]')"
    watch.time(
        "the result page's table",
        lambda: page.goto(f"/predictions/{first}"),
        lambda: page.wait_for_function(rows, polling=LOOK_EVERY_MS),
        opens=True,
    )
