"""Frame times of the canvas under many boxes: the page's own drawing, one stroke call a box, and Annotorious, in turns.

The page in `frontend/bench` is built and opened in headless Chromium without a graphics card and without its limit of
60 frames a second. A frame is the time from one animation frame to the next while the picture is moved.
"""

import os
import statistics
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
CHROMIUM = os.environ.get("CELLSCANNER_TEST_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-gpu",
    # Annotorious draws with WebGL, which a machine without a graphics card computes.
    "--enable-unsafe-swiftshader",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
]
ORIGIN = "http://bench.invalid"
PICTURE = """<?xml version="1.0" encoding="UTF-8"?>
<Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="jpg" Overlap="0" TileSize="512">
<Size Width="4000" Height="4000"/></Image>"""
# Frames of each way in a round; Annotorious needs a second or more for one of 20,000 cells, and is not asked for more.
FRAMES = {"bare": 20, "page": 20, "strokes": 10, "annotorious": 4}
ROUNDS = 2
ANNOTORIOUS_UP_TO = 20_000
Json = dict[str, Any]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built page; CELLSCANNER_BENCH_PAGE names one made from other sources."""
    if given := os.environ.get("CELLSCANNER_BENCH_PAGE"):
        return Path(given)
    folder = tmp_path_factory.mktemp("page")
    if not (FRONTEND / "bench" / "node_modules").is_dir():
        subprocess.run(["npm", "ci"], cwd=FRONTEND / "bench", check=True)
    build = [
        "node_modules/.bin/vite",
        "build",
        "bench",
        "--outDir",
        str(folder),
        "--emptyOutDir",
        "--logLevel",
        "error",
    ]
    subprocess.run(build, cwd=FRONTEND, check=True)
    return folder


def _tile() -> bytes:
    file = BytesIO()
    Image.effect_noise((512, 512), 20).convert("RGB").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(scope="module")
def page(built: Path) -> Iterator[Page]:
    tile = _tile()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if path == "/picture.dzi":
            route.fulfill(body=PICTURE, content_type="application/xml")
        elif path.startswith("/picture_files/"):
            route.fulfill(body=tile, content_type="image/jpeg")
        else:
            route.fulfill(path=built / (path.strip("/") or "index.html"))

    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(600_000)
        page.route(f"{ORIGIN}/**", answer)
        page.goto(ORIGIN)
        yield page
        browser.close()


def _measure(page: Page, way: str, cells: int, zoom: float) -> Json:
    task = {"way": way, "cells": cells, "zoom": zoom, "frames": FRAMES[way]}
    measured: Json = page.evaluate("task => measure(task)", task)
    if folder := os.environ.get("CELLSCANNER_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"bench-{way}-{cells}-{zoom}.png")
    page.evaluate("end()")
    return measured


@pytest.mark.parametrize(("cells", "zoom"), [(20_000, 1), (20_000, 4), (100_000, 1), (100_000, 4)])
def test_frames_while_the_picture_is_moved(page: Page, cells: int, zoom: float) -> None:
    frames: dict[str, list[float]] = {way: [] for way in FRAMES if way != "annotorious" or cells <= ANNOTORIOUS_UP_TO}
    last: Json = {}
    for _ in range(ROUNDS):
        for way in frames:
            measured = _measure(page, way, cells, zoom)
            frames[way] += measured["frames"]
            last[way] = measured
    middle = {way: statistics.median(taken) for way, taken in frames.items()}
    drawn = last["page"]["drawn"]
    print(f"\n{cells:,} cells, zoom {zoom}, {drawn:,} in view ({last['page']['detail']}):", end=" ")
    print(", ".join(f"{way} {middle[way]:.1f} ms ({middle[way] / middle['page']:.2f})" for way in middle))
    assert drawn > (0.9 * cells if zoom == 1 else 0.02 * cells)
    assert middle["page"] < middle["strokes"]
