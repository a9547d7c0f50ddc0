"""Detector and classifier as servers of their own, over tiny packages, for tests of what stands before them."""

import socket
import threading
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

LIVING, DEAD = (255, 0, 0), (0, 255, 0)


@dataclass(frozen=True)
class RecognitionUrls:
    detector: str
    classifier: str


@contextmanager
def recognition(store: StoreSettings, token: str, folder: Path) -> Iterator[RecognitionUrls]:
    """Both services on free ports until the block ends; they stop together, for each takes its time."""
    common: dict[str, Any] = {"service_token": token, "store": store, "device": "cpu", "threads": 1}
    detector = cellscanner_detector.app.create_app(DetectorSettings(cache_dir=folder / "detector", **common))
    classifier = cellscanner_classifier.app.create_app(ClassifierSettings(cache_dir=folder / "classifier", **common))
    with ExitStack() as both:
        # Bound before they run: nobody else can take the port, and who asks too early is heard once they do.
        sockets = [both.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        servers = [_server(app) for app in (detector, classifier)]
        threads = [threading.Thread(target=one.run, args=([own],)) for one, own in zip(servers, sockets, strict=True)]
        for thread in threads:
            thread.start()
        yield RecognitionUrls(*(f"http://127.0.0.1:{own.getsockname()[1]}" for own in sockets))
        for server in servers:
            server.should_exit = True
        for thread in threads:
            thread.join()


def _server(app: FastAPI) -> uvicorn.Server:
    return uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))


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
