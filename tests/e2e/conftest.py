"""A real browser before the whole suite, in the reader's language."""

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path

import httpx
import pytest
from e2e.visitor import PATIENCE_MS, Visitor, complaints_of, visiting
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright
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
_LAST_LOOKS = pytest.StashKey[Path]()
_LAST_LOOK_MS = 10_000

# A busy machine is no failure.
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for a module, no longer: while it lives, its event loop runs in this thread and no other can."""
    request.config.stash[_LAST_LOOKS] = tmp_path_factory.getbasetemp() / "failed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=["en", "zh"])
def visitor(request: pytest.FixtureRequest, browser: Browser, suite: RunningSuite) -> Iterator[Visitor]:
    """Someone whose browser speaks English or Chinese, not yet signed in."""
    assert (REPOSITORY / "frontend" / "dist" / "index.html").is_file(), "build the page first: make page"
    with visiting(browser, suite.url, request.param) as visitor:
        yield visitor


@pytest.fixture
def client(suite: RunningSuite) -> Iterator[httpx.Client]:
    with suite.client() as client:
        yield client


@pytest.fixture(scope="session")
def screenshots() -> Path | None:
    """Where to keep pictures of the pages; nowhere unless asked."""
    folder = os.environ.get("CELLSCANNER_SCREENSHOTS")
    return Path(folder) if folder else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test tells what every open page showed and complained of, and where a screenshot of it lies."""
    report = yield
    browser = item.funcargs.get("browser")
    if report.failed and isinstance(browser, Browser):
        pages = [page for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages):
            name = re.sub(r"\W+", "-", f"{item.name}-{call.when}-{number}")
            report.sections.append((f"page {page.url}", _told(page, item.config.stash[_LAST_LOOKS] / f"{name}.png")))
    return report


def _told(page: Page, file: Path) -> str:
    complaints = "\n".join(complaints_of.get(page, []))
    try:
        words = page.locator("body").inner_text(timeout=_LAST_LOOK_MS)
        page.screenshot(path=file, timeout=_LAST_LOOK_MS)
    except Error as error:
        return f"{complaints}\nThe page does not answer: {error.message}"
    return f"{complaints}\n{words}\nscreenshot: {file}"
