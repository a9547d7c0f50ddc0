"""What a full training on few pictures forgets, with replay and without.

`.venv/bin/python tests/bench/bench_replay.py --base FOLDER --out DIR [--look inverted]` prints the table of
docs/experiments.md. The base is the package of `cellscanner-trainer experiment two-stages` with the recipe
`living-dead-groups.yaml`: groups E and F are new to it. Corrected are pictures of group F; the replay are pictures that
the base learned from; old are pictures of groups A to D that it was only calibrated on. `inverted` shows all of group F
as negatives: a look that no training picture had.
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import verify_package
from cellscanner_shared.trainings import REPLAY_FILE, Comparison
from cellscanner_trainer import personal
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.data.splits import read_splits
from cellscanner_trainer.evaluation.comparison import Contestant, compare
from cellscanner_trainer.personal.pictures import read_pictures
from cellscanner_trainer.progress import Progress

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench_quick_mode import inverted
from support.personal_trainings import Given, lay_out, plan_of, shuffled, split_by

DATA = Path(os.environ.get("CELLSCANNER_TEST_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
NEW, UNSEEN = "F", ("E", "F")
TRAIN, VALIDATE, JUDGE, REPLAYED, OLD = 10, 5, 60, 100, 100
FIGURES = ("ap50", "f1", "mean_f1", "balanced_accuracy")


@dataclass(frozen=True)
class Pictures:
    """New ones in the order of their use, those to replay, old ones to judge."""

    classes: tuple[str, ...]
    new: Sequence[LabelledPicture]
    replay: Sequence[LabelledPicture]
    old: Sequence[LabelledPicture]


def main() -> None:
    """A row a figure: the base, trained without replay, trained with it; on new pictures and on old ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of a package")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--look", choices=("plain", "inverted"), default="plain")
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--classifier-only", action="store_true", help="the detector stays the base's")
    parser.add_argument("--share", type=float, default=0.5)
    options = parser.parse_args()
    pictures = choose(options.look, options.out)
    for share in (None, options.share):
        package = train(options, pictures, share)
        for place, comparison in judge(options, pictures, package).items():
            for row in rows(comparison):
                print(json.dumps({"share": share, "on": place} | row), flush=True)


def choose(look: str, out: Path) -> Pictures:
    """All with cells, in an order of chance that is always the same."""
    folder = DATA / "living-dead"
    data = read_coco(folder / "annotations.coco.json", folder / "images")
    sides = read_splits(folder / "splits.json")
    held = {picture.path for picture in data.select(sides["val"]).pictures}
    known = [one for one in data.pictures if one.group not in UNSEEN and len(one)]
    new = shuffled([one for one in data.pictures if one.group == NEW and len(one)], 0)[: TRAIN + VALIDATE + JUDGE]
    # Dead cells are few: a person picks pictures that have some.
    new.sort(key=lambda one: len(set(one.class_index.tolist())) < 2)
    new = [*new[:TRAIN], *shuffled(new[TRAIN:], 1)]
    return Pictures(
        data.classes,
        [inverted(one, out / "inverted") for one in new] if look == "inverted" else new,
        shuffled([one for one in known if one.path not in held], 0)[:REPLAYED],
        shuffled([one for one in known if one.path in held], 0)[:OLD],
    )


def train(options: argparse.Namespace, pictures: Pictures, share: float | None) -> Path:
    """The package of one training; what is there already stays."""
    work = options.out / ("without" if share is None else f"share-{share:g}")
    work.mkdir(parents=True, exist_ok=True)
    snapshot = lay_out(work, split_by(pictures.new, TRAIN, VALIDATE), pictures.classes)
    changes: dict[str, Any] = {}
    if share is not None:
        replay = lay_out(work, [Given(one, "train") for one in pictures.replay], pictures.classes).encode()
        (work / REPLAY_FILE).write_bytes(replay)
        sha256 = hashlib.sha256(replay).hexdigest()
        changes["replay"] = {"snapshot": "replay.json", "sha256": sha256, "share": share}
    parameters = {
        "detector": {"steps": options.steps, "evaluate_every": options.steps},
        "classifier": {"epochs": options.epochs},
    }
    if options.classifier_only:
        changes["units"] = ("target-classification",)
    plan = plan_of(snapshot, options.base, mode="full", parameters=parameters, **changes)
    base = options.base
    personal.run(plan, snapshot, base, base, base, work, work / "package", Progress())
    return work / "package"


def judge(options: argparse.Namespace, pictures: Pictures, package: Path) -> dict[str, Comparison]:
    """The package held against the base, on new pictures that it never saw and on old ones."""
    sides = [Contestant(folder, verify_package(folder)) for folder in (options.base, package)]
    places = {"new": pictures.new[TRAIN + VALIDATE :], "old": pictures.old}
    return {name: compare(*sides, laid(options.out / name, some, pictures.classes)) for name, some in places.items()}


def laid(work: Path, pictures: Sequence[LabelledPicture], classes: tuple[str, ...]) -> DataSet:
    """The pictures as a training's hold-out."""
    snapshot = lay_out(work, [Given(one, "test") for one in pictures], classes)
    return read_pictures(snapshot, classes, None, work, "read").test


def rows(comparison: Comparison) -> Iterator[dict[str, object]]:
    """The figures that the table has."""
    for one in comparison.metrics:
        if one.name in FIGURES:
            values = one.difference
            difference = [
                None if value is None else round(value, 3) for value in (values.value, values.low, values.high)
            ]
            row = {"figure": one.name, "class": one.class_name, "base": one.old.value, "trained": one.new.value}
            yield row | {"difference": difference, "verdict": one.verdict}


if __name__ == "__main__":
    main()
