"""How often each warning comes on held-out pictures of a model's own kind, and on foreign and spoiled ones.

Through /predict of a running suite with the built-in models. `he-cells` was trained on 26 of the 30 pictures of
MoNuSeg; the four others are its held-out ones.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest
from cellscanner_shared.pictures import open_picture
from numpy.typing import NDArray
from support.suite import RunningSuite

CODES = ("blur", "out-of-domain", "low-confidence")
MOST = 60
HELD_OUT = ("TCGA-B0-5698-01Z-00-DX1", "TCGA-AY-A8YK-01A-01-TS1", "TCGA-E2-A14V-01Z-00-DX1", "TCGA-G2-A2EK-01A-02-TSB")
Rgb = NDArray[np.uint8]
Spoil = Callable[[Rgb], Rgb]


@pytest.fixture(scope="module")
def suite(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    suite = RunningSuite(tmp_path_factory.mktemp("suite"), environment={"CELLSCANNER_MODELS_DIR": str(models_dir)})
    try:
        yield suite.start()
    finally:
        suite.stop()


@pytest.fixture(scope="module")
def sets(data_dir: Path) -> dict[str, list[Path]]:
    def named(folder: str, split: str) -> list[Path]:
        return [Path(name) for name in json.loads((data_dir / folder / "splits.json").read_text())[split]]

    tissue = sorted((data_dir / "monuseg" / "images").iterdir())
    return {
        "living-dead val": [data_dir / "living-dead/images" / name for name in named("living-dead", "val")],
        "living-dead test": [data_dir / "living-dead/images" / name for name in named("living-dead", "test")],
        "blood val": [data_dir / "blood/JPEGImages" / f"{name}.jpg" for name in named("blood", "val")],
        "monuseg held out": [path for path in tissue if path.stem in HELD_OUT],
        "monuseg": tissue,
        "consep": sorted((data_dir / "consep/images").iterdir()),
    }


def blurred(sigma: float) -> Spoil:
    return lambda pixels: np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)


def resized(times: float) -> Spoil:
    return lambda pixels: np.asarray(
        cv2.resize(pixels, None, fx=times, fy=times, interpolation=cv2.INTER_AREA if times < 1 else cv2.INTER_LINEAR),
        np.uint8,
    )


def inverted(pixels: Rgb) -> Rgb:
    return np.asarray(255 - pixels, np.uint8)


def grey(pixels: Rgb) -> Rgb:
    return np.repeat(pixels.mean(axis=2, keepdims=True).round().astype(np.uint8), 3, axis=2)


# Model, set, how it is spoiled, at most so many pictures (0: all).
GOOD = [
    ("living-dead", "living-dead val", 0),
    ("living-dead", "living-dead test", 0),
    ("blood", "blood val", 0),
    ("he-cells", "monuseg held out", 0),
]
SPOILED: list[tuple[str, str, str, Spoil | None]] = [
    *(("living-dead", "living-dead test", f"blurred by {sigma}", blurred(sigma)) for sigma in (1, 2, 3, 4)),
    ("living-dead", "living-dead test", "inverted", inverted),
    ("living-dead", "living-dead test", "half the size", resized(0.5)),
    *(("living-dead", name, "foreign", None) for name in ("blood val", "consep", "monuseg")),
    *(("blood", "blood val", f"blurred by {sigma}", blurred(sigma)) for sigma in (2, 4, 6, 9)),
    ("blood", "blood val", "inverted", inverted),
    ("blood", "blood val", "grey", grey),
    ("blood", "blood val", "half the size", resized(0.5)),
    ("blood", "blood val", "twice the size", resized(2)),
    *(("blood", name, "foreign", None) for name in ("living-dead test", "consep", "monuseg")),
    *(("he-cells", "monuseg held out", f"blurred by {sigma}", blurred(sigma)) for sigma in (1, 2, 3, 4)),
    ("he-cells", "monuseg held out", "inverted", inverted),
    ("he-cells", "monuseg held out", "grey", grey),
    ("he-cells", "consep", "another laboratory", None),
    *(("he-cells", name, "foreign", None) for name in ("living-dead test", "blood val")),
]


def test_good_pictures_are_left_in_peace(suite: RunningSuite, sets: dict[str, list[Path]]) -> None:
    with suite.client() as client:
        for model, name, _ in GOOD:
            found = ask(client, model, sets[name], None)
            report(model, name, "as it is", found, len(sets[name]))
            assert found["blur"] == found["low-confidence"] == 0
            assert found["out-of-domain"] <= 0.05 * len(sets[name])


def test_what_is_caught(suite: RunningSuite, sets: dict[str, list[Path]]) -> None:
    with suite.client() as client:
        for model, name, how, spoil in SPOILED:
            paths = spaced(sets[name], 12 if model == "he-cells" else MOST)
            report(model, name, how, ask(client, model, paths, spoil), len(paths))


def spaced(paths: list[Path], most: int) -> list[Path]:
    return [paths[index] for index in np.linspace(0, len(paths) - 1, min(most, len(paths))).round().astype(int)]


def ask(client: httpx.Client, model: str, paths: list[Path], spoil: Spoil | None) -> Counter[str]:
    """How many of the pictures have each warning; `any` of the three, `cells` in all, `few`: under three cells."""
    found: Counter[str] = Counter()
    for path in paths:
        answer = client.post(
            "/predict", files={"file": (path.name, body(path, spoil))}, data={"model": f"base/{model}@champion"}
        )
        answer.raise_for_status()
        codes = {warning["code"] for warning in answer.json()["warnings"]} & set(CODES)
        cells = len(answer.json()["cells"])
        found.update([*codes, *(["any"] if codes else []), *(["few"] if cells < 3 else [])])
        found["cells"] += cells
    return found


def body(path: Path, spoil: Spoil | None) -> bytes:
    if spoil is None:
        return path.read_bytes()
    with open_picture(path) as picture:
        pixels = spoil(picture.read())
    return cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()


def report(model: str, name: str, how: str, found: Counter[str], pictures: int) -> None:
    shares = " | ".join(f"{found[code]} ({100 * found[code] / pictures:.1f} %)" for code in (*CODES, "any", "few"))
    print(f"\n| `{model}` | {name} | {how} | {pictures} | {found['cells']} | {shares} |", end="", flush=True)
