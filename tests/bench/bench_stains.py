"""What a detector of tissue finds in stains that it never saw, and what may be done about it before and after it runs.

`.venv/bin/python tests/bench/bench_stains.py --base deploy/models/base/he-cells/4 [--foreign]` prints the table of
docs/experiments.md. Judged are the pictures of MoNuSeg that the recipe holds out, as they are and in looks made from
them; with `--foreign` those of consep as well, which are for one last look at a way that the others chose. Ways:
*fixed* is one threshold for all pictures, *follows* raises the scores of a picture as `follows_picture` does,
*normalised* brings a picture's stains to those of the training pictures first, *turned* averages four mirror images.
Centroid F1 at the default confidence, and AP@0.5 of all pictures.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from cellscanner_shared.packages import Calibration, verify_package
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.detector.augment import DENSITY, UNMIX, change_stain
from cellscanner_trainer.detector.measuring import Found, measure
from cellscanner_trainer.detector.prediction import Floats, Network, onnx_network, predict
from cellscanner_trainer.evaluation.detection import Truth
from cellscanner_trainer.evaluation.two_stages import input_config
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.schema import read_recipe
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.fine_tuning import DATA

RECIPE = Path(__file__).resolve().parents[2] / "services/trainer/recipes/he-cells.yaml"
STRIDES = (8, 16, 32)
WAYS = ("plain", "normalised", "turned", "normalised and turned")
Picture = NDArray[np.uint8]
Look = Callable[[Picture], Picture]


def stained(haematoxylin: float, eosin: float, residual: float = 1, blur: float = 0, offset: float = 0) -> Look:
    """A look of so much of each stain, and blurred by a Gaussian of so many pixels."""

    def look(picture: Picture) -> Picture:
        strength = np.array([haematoxylin, eosin, residual], np.float32)
        changed = change_stain(picture, strength, np.array([0, offset, 0], np.float32))
        return np.asarray(cv2.GaussianBlur(changed, (0, 0), blur), np.uint8) if blur else changed

    return look


LOOKS: dict[str, Look] = {
    "as they are": lambda picture: picture,
    "pale": stained(0.6, 0.6),
    "dark": stained(1.5, 1.5),
    "pink": stained(0.75, 1.5),
    "violet": stained(1.3, 0.6, 1.5),
    "pink veil": stained(0.8, 0.8, 1, 0, 0.15),
    "pale, blurred": stained(0.6, 0.6, 1, 1.2),
    "violet, blurred": stained(1.3, 0.6, 1.5, 1.2),
}


@dataclass(frozen=True)
class Stains:
    """Median and spread of the optical density of haematoxylin, eosin and residual (3,) where there is tissue."""

    middle: Floats
    spread: Floats

    @classmethod
    def of(cls, pictures: Iterator[Picture]) -> "Stains":
        """Of each picture alone, then the median over them."""
        each = [measure_stains(one) for one in pictures]
        middles, spreads = ([getattr(one, part) for one in each] for part in ("middle", "spread"))
        middle, spread = (np.asarray(np.median(part, axis=0), np.float32) for part in (middles, spreads))
        return cls(middle, spread)

    def bring(self, picture: Picture) -> Picture:
        """The picture with these stains; Reinhard et al., IEEE Comput Graph Appl 21 (2001), in densities of stains."""
        own = measure_stains(picture)
        strength = np.asarray(np.clip(self.spread / np.maximum(own.spread, 1e-3), 0.4, 2.5), np.float32)
        return change_stain(picture, strength, np.asarray(self.middle - own.middle * strength, np.float32))


def measure_stains(picture: Picture) -> Stains:
    """Of the pixels that are not glass."""
    densities = DENSITY[picture]
    stains = densities[densities.mean(axis=2) > 0.1] @ UNMIX
    low, middle, high = np.quantile(stains, [0.1, 0.5, 0.9], axis=0).astype(np.float32)
    return Stains(middle, high - low)


def turned(network: Network) -> Network:
    """The mean over a picture and its three mirror images, anchor by anchor."""

    def run(images: Floats) -> Floats:
        height, width = images.shape[2:]
        views = []
        for down, right in ((False, False), (False, True), (True, False), (True, True)):
            axes = [axis for axis, flipped in ((2, down), (3, right)) if flipped]
            views.append(
                turn_back(network(np.ascontiguousarray(np.flip(images, tuple(axes)))), height, width, down, right)
            )
        return np.asarray(np.mean(views, axis=0), np.float32)

    return run


def turn_back(raw: Floats, height: int, width: int, down: bool, right: bool) -> Floats:
    """Predictions (N, 4 + C, A) of a mirrored input, where the anchors of the plain one are."""
    parts, start = [], 0
    for stride in STRIDES:
        rows, columns = height // stride, width // stride
        part = raw[:, :, start : start + rows * columns].reshape(*raw.shape[:2], rows, columns)
        parts.append(part[:, :, :: -1 if down else 1, :: -1 if right else 1].reshape(*raw.shape[:2], -1))
        start += rows * columns
    whole = np.concatenate(parts, axis=2)
    if right:
        whole[:, 0] = width - whole[:, 0]
    if down:
        whole[:, 1] = height - whole[:, 1]
    return whole


class Bench:
    """The package, and the four ways to ask it."""

    def __init__(self, package: Path, training: DataSet) -> None:
        self._manifest = verify_package(package)
        self._network = onnx_network(package / self._manifest.detector.file)
        self._config = input_config(self._manifest)
        self._stains = Stains.of(read_rgb(one.path) for one in training.pictures)
        follows = self._manifest.detector.calibration
        self._curves = {"fixed": replace_following(follows, False), "follows": replace_following(follows, True)}

    def rows(self, data: DataSet, look: Look) -> Iterator[str]:
        """A cell of the table for every way, both curves in each."""
        plain, averaged, brought = self._network, turned(self._network), self._stains.bring
        for before, network in ((unchanged, plain), (brought, plain), (unchanged, averaged), (brought, averaged)):
            found = tuple(predict(network, before(look(read_rgb(one.path))), self._config) for one in data.pictures)
            truth = tuple(Truth(one.boxes, one.class_index) for one in data.pictures)
            for curve in self._curves.values():
                yield self._words(Found(found, truth).calibrated(curve))

    def _words(self, found: Found) -> str:
        measured = measure(found, ["cell"], "centroid", self._manifest.confidence)
        low, high = measured["f1_interval"]
        return f"{measured['f1']:.3f} ({low:.3f} to {high:.3f}), {measured['ap50']:.3f}, {measured['count_error']:.1%}"


def unchanged(picture: Picture) -> Picture:
    """As it is."""
    return picture


def replace_following(curve: Calibration, follows: bool) -> Calibration:
    """The same curve, following the picture or not."""
    return curve.model_copy(update={"follows_picture": follows})


def main() -> None:
    """A row a look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of a package")
    parser.add_argument("--foreign", action="store_true")
    options = parser.parse_args()
    splits = load_data(read_recipe(RECIPE), DATA)
    bench = Bench(options.base, splits.training)
    ways = [f"{way}, {curve}" for way in WAYS for curve in ("fixed", "follows")]
    print(f"F1 (interval), AP@0.5, count error\n\n| pictures | {' | '.join(ways)} |\n|---{'|---' * len(ways)}|")
    for name, look in LOOKS.items():
        print(f"| {name} | {' | '.join(bench.rows(splits.validation, look))} |", flush=True)
    if options.foreign:
        foreign = read_coco(DATA / "consep" / "annotations.coco.json", DATA / "consep" / "images")
        print(f"| consep | {' | '.join(bench.rows(foreign, unchanged))} |", flush=True)


if __name__ == "__main__":
    main()
