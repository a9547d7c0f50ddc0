"""Detector and classifier as servers of their own, over tiny packages, for tests of what stands before them."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cellscanner_classifier.app
import cellscanner_detector.app
import numpy as np
import uvicorn
from cellscanner_classifier.settings import ClassifierSettings
from cellscanner_detector.settings import DetectorSettings
from cellscanner_shared.store import StoreSettings
from fastapi import FastAPI
from numpy.typing import NDArray
from PIL import Image
from support.ports import take

LIVING, DEAD = (255, 0, 0), (0, 255, 0)


@dataclass(frozen=True)
class RecognitionUrls:
    detector: str
    classifier: str


@contextmanager
def recognition(store: StoreSettings, token: str, folder: Path) -> Iterator[RecognitionUrls]:
    """Both services on free ports until the block ends."""
    common: dict[str, Any] = {"service_token": token, "store": store, "device": "cpu", "threads": 1}
    detector = cellscanner_detector.app.create_app(DetectorSettings(cache_dir=folder / "detector", **common))
    classifier = cellscanner_classifier.app.create_app(ClassifierSettings(cache_dir=folder / "classifier", **common))
    with ExitStack() as stack:
        yield RecognitionUrls(stack.enter_context(_serving(detector)), stack.enter_context(_serving(classifier)))


@contextmanager
def _serving(app: FastAPI) -> Iterator[str]:
    port = take(1)[0]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def draw_blocks(path: Path, living: int, dead: int, size: int = 256) -> Path:
    """A black PNG with so many blocks that the tiny models see as living and as dead cells; returns its path."""
    pixels: NDArray[np.uint8] = np.zeros((size, size, 3), np.uint8)
    columns = size // 32
    for index in range(living + dead):
        row, column = divmod(index, columns)
        y, x = row * 32 + 8, column * 32 + 8
        pixels[y : y + 8, x : x + 8] = LIVING if index < living else DEAD
    Image.fromarray(pixels).save(path)
    return path
