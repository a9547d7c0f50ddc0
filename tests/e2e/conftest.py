"""A real browser before the whole suite, in the reader's language."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from e2e.visitor import PATIENCE_MS, Visitor
from playwright.sync_api import Browser, expect, sync_playwright
from support.suite import REPOSITORY, RunningSuite

CHROMIUM = os.environ.get("CELLSCANNER_TEST_CHROMIUM", "/usr/bin/chromium")
# A container has no sandbox of its own to give; the rest keeps the browser from looking for the internet.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


# A busy machine is no failure.
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module, no longer: while it lives, its event loop runs in this thread and no other can."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=["en", "zh"])
def visitor(request: pytest.FixtureRequest, browser: Browser, suite: RunningSuite) -> Iterator[Visitor]:
    """Someone whose browser speaks English or Chinese, not yet signed in."""
    assert (REPOSITORY / "frontend" / "dist" / "index.html").is_file(), "build the page first: make page"
    locale = {"en": "en-GB", "zh": "zh-CN"}[request.param]
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale=locale, base_url=suite.url)
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield Visitor(context.new_page(), request.param)
    finally:
        context.close()


@pytest.fixture
def client(suite: RunningSuite) -> Iterator[httpx.Client]:
    with suite.client() as client:
        yield client


@pytest.fixture(scope="session")
def screenshots() -> Path | None:
    """Where to keep pictures of the pages; nowhere unless asked."""
    folder = os.environ.get("CELLSCANNER_SCREENSHOTS")
    return Path(folder) if folder else None
