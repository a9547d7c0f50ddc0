"""Every page, in both languages, at two widths: axe finds no grave fault, none is too wide, the guide shows it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from e2e.accessibility import grave_faults
from e2e.furnishing import Furnished, furnish
from e2e.stops import AFTER_TRAINING, ALL, BEFORE_SIGN_IN, IMAGES, STOPS, Stop, keep_picture, pictures, routes
from e2e.visitor import Visitor
from e2e.waiting import Scheme, loaded
from support.suite import REPOSITORY, RunningSuite

# Each width once in light and once in dark: words and colours have nothing to do with each other.
VIEWS: dict[str, dict[tuple[int, int], Scheme]] = {
    "en": {(1280, 800): "light", (390, 844): "dark"},
    "zh": {(1280, 800): "dark", (390, 844): "light"},
}
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def furnished(suite: RunningSuite, data_dir: Path) -> Furnished:
    with suite.client() as client:
        return furnish(client, data_dir)


@pytest.fixture
def keep(visitor: Visitor, screenshots: Path | None) -> Path | None:
    """Where pictures of the pages go: the guide's are in English."""
    return screenshots if visitor.language == "en" else None


def _look(visitor: Visitor, stop: Stop, places: dict[str, str], keep: Path | None) -> Iterator[str]:
    """What is wrong with a page."""
    page = visitor.page
    views = VIEWS[visitor.language]
    (width, height), scheme = next(iter(views.items()))
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(stop.address.format_map(places))
    page.locator(stop.ready).first.wait_for()
    loaded(page)
    if stop.act:
        stop.act(page)
    if keep and stop.picture:
        keep_picture(page, keep, stop.picture)
    for (width, height), scheme in views.items():
        page.set_viewport_size({"width": width, "height": height})
        for fault in grave_faults(page, [scheme]):
            yield f"{stop.address}, {width} wide: {fault}"
        if beyond := page.evaluate(BEYOND):
            yield f"{stop.address}: {beyond} pixels wider than {width}"


def test_no_page_has_a_grave_fault_or_is_too_wide(
    visitor: Visitor, suite: RunningSuite, client: httpx.Client, furnished: Furnished, keep: Path | None
) -> None:
    faults = [*_look(visitor, BEFORE_SIGN_IN, {}, keep)]
    visitor.sign_in(suite.key)
    for stop in STOPS:
        faults += _look(visitor, stop, furnished.places, keep)
    furnished.await_training(client)
    for stop in AFTER_TRAINING:
        faults += _look(visitor, stop, furnished.places, keep)
    assert faults == []
    assert visitor.complaints == []


def test_every_route_is_visited_and_every_page_is_in_the_guide() -> None:
    assert {stop.route for stop in ALL} == set(routes())
    guide = (REPOSITORY / "docs" / "user-guide.md").read_text(encoding="utf-8")
    assert [name for name in pictures() if f"](images/{name})" not in guide] == []
    files = {file.name: file.stat().st_size for file in IMAGES.glob("*.webp")}
    assert sorted(files) == sorted(pictures())
    assert max(files.values()) < 150_000
    assert sum(files.values()) < 3_000_000
