"""k detectors of one recipe, each trained without the pictures that it is then tested on.

`python -m cellscanner_trainer.detector.folds RECIPE --data DIR --out DIR [--only N]` leaves fold-0, fold-1 and fold-2,
each with detector.safetensors, detector.json and fold.json (its pictures). It goes on where it was stopped.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.splits import Fold, folds_by_picture
from cellscanner_trainer.detector.artefact import CARD_FILE
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.detector.run import train_detector
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.schema import read_recipe

FOLDS = 3
SEED = 0
CALIBRATE = 4
FOLD_FILE = "fold.json"


def make_folds(data: DataSet) -> list[Fold]:
    """The folds of docs/benchmarks.md: three by picture, seed 0, four of each training part to calibrate on."""
    names = [picture.path.name for picture in data.pictures]
    return folds_by_picture(names, FOLDS, seed=SEED, calibrate=CALIBRATE)


def train_fold(data: DataSet, fold: Fold, config: DetectorConfig, out: Path) -> None:
    """Trains and calibrates inside the fold's training part; its test pictures are never read."""
    train_detector(data.select(fold.train), data.select(fold.calibrate), config, out)
    (out / FOLD_FILE).write_text(json.dumps(asdict(fold), indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains the folds that are not there yet."""
    parser = argparse.ArgumentParser(prog="cellscanner_trainer.detector.folds", description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder that the recipe's data paths start from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", type=int, choices=range(FOLDS), help="one fold, so that folds can run side by side")
    options = parser.parse_args(arguments)
    recipe = read_recipe(options.recipe)
    data = load_data(recipe, options.data).everything
    start = options.data / recipe.detector.start if recipe.detector.start else None
    for number, fold in enumerate(make_folds(data)):
        out = options.out / f"fold-{number}"
        if options.only in {None, number} and not (out / CARD_FILE).exists():
            config = recipe.detector.model_copy(update={"seed": number, "start": start})
            train_fold(data, fold, config, out)


if __name__ == "__main__":
    main()
