"""What replay keeps in the full mode: old and new cells after a few corrected pictures of a new look.

`.venv/bin/python tests/bench/bench_replay.py --base FOLDER --out DIR [--unit target-detection] [--seeds 3]` prints the
table of docs/experiments.md, and goes on where it was stopped. Corrected are six pictures of group D of living-dead
with both classes as negatives, a look that no training picture had; two more validate. *New* are other such negatives,
*old* the test pictures of the other groups as they are, which the base never learned from; the replay are training
pictures of these groups. Parameters are the defaults. Classes are judged at annotated boxes, so that the classifier
alone is measured.
"""

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cellscanner_shared.packages import verify_package
from cellscanner_shared.trainings import REPLAY_FILE, Unit
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.data.splits import read_splits
from cellscanner_trainer.detector.measuring import Found
from cellscanner_trainer.evaluation.detection import Detections, Truth
from cellscanner_trainer.evaluation.resampling import draws, figures
from cellscanner_trainer.evaluation.two_stages import classify, detect

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.fine_tuning import DATA, command_line, inverted, living_dead, train_once, with_interval
from support.personal_trainings import lay_out, plan_of, shuffled, split_by

GROUP, POOL, CORRECTED, VALIDATING, JUDGED, REPLAYED, SHARE = "D", 30, 6, 2, 100, 200, 0.5
# Way to its mode, and whether there is a replay.
WAYS = {"quick": ("quick", False), "full": ("full", False), "full, replay": ("full", True)}


@dataclass(frozen=True)
class Options:
    """The command line."""

    base: Path
    out: Path
    unit: Unit
    seeds: int


@dataclass(frozen=True)
class Pictures:
    """What teaches, what is replayed, and what judges."""

    pool: list[LabelledPicture]
    replay: list[LabelledPicture]
    judging: Mapping[str, DataSet]


def main() -> None:
    """The base's row, then a row a seed and way."""
    parser = command_line(__doc__)
    parser.add_argument(
        "--unit", choices=("target-detection", "target-classification"), default="target-classification"
    )
    options = Options(**vars(parser.parse_args()))
    torch.set_num_threads(1)
    pictures = read_pictures(options.out / "inverted")
    print("| seed | way | new | old | processor s |\n|---|---|---|---|---|", flush=True)
    print_row(options, pictures, "", "base", options.base, "")
    for seed in range(options.seeds):
        # The quick mode trains no detector.
        for way in list(WAYS) if options.unit == "target-classification" else list(WAYS)[1:]:
            package, spent = train(options, pictures, seed, way)
            print_row(options, pictures, str(seed), way, package, spent)


def read_pictures(folder: Path) -> Pictures:
    """New pictures are negatives."""
    data, splits = living_dead(), read_splits(DATA / "living-dead" / "splits.json")
    mine = shuffled([one for one in data.pictures if one.group == GROUP and len(one)], 0)
    pool = [one for one in mine if len(np.unique(one.class_index)) == len(data.classes)][:POOL]
    taken = {one.path for one in pool}
    new = [one for one in mine if one.path not in taken][:JUDGED]
    pool, new = ([inverted(one, folder) for one in part] for part in (pool, new))
    old = [one for one in data.pictures if one.group != GROUP and len(one)]
    test, train = ([one for one in old if one.path.name in splits[name]] for name in ("test", "train"))
    judging = {"new": DataSet(data.classes, tuple(new)), "old": DataSet(data.classes, tuple(test))}
    return Pictures(pool, shuffled(train, 0)[:REPLAYED], judging)


def train(options: Options, pictures: Pictures, seed: int, way: str) -> tuple[Path, str]:
    """The package of one training, made unless it is there, and its processor time."""
    work = options.out / f"{options.unit}-{seed}-{way.replace(', ', '-')}"
    classes, (mode, has_replay) = pictures.judging["new"].classes, WAYS[way]
    chosen = shuffled(pictures.pool, seed)[: CORRECTED + VALIDATING]
    snapshot = lay_out(work, split_by(chosen, CORRECTED, VALIDATING), classes)
    replay = lay_out_replay(work, pictures, classes) if has_replay else None
    plan = plan_of(snapshot, options.base, seed=seed, mode=mode, units=(options.unit,), replay=replay)
    return train_once(plan, snapshot, options.base, work)


def lay_out_replay(work: Path, pictures: Pictures, classes: tuple[str, ...]) -> dict[str, Any]:
    """The replay's snapshot and originals; what the plan says of it."""
    body = lay_out(work, split_by(pictures.replay, len(pictures.replay), 0), classes).encode()
    (work / REPLAY_FILE).write_bytes(body)
    return {"snapshot": f"trainings/1/{REPLAY_FILE}", "sha256": hashlib.sha256(body).hexdigest(), "share": SHARE}


def print_row(options: Options, pictures: Pictures, seed: str, way: str, package: Path, spent: str) -> None:
    """Each side with its figures."""
    sides = " | ".join(judge(options, package, data) for data in pictures.judging.values())
    print(f"| {seed} | {way} | {sides} | {spent} |", flush=True)


def judge(options: Options, package: Path, data: DataSet) -> str:
    """What the unit is for: finding cells, or naming those that are there."""
    manifest, weights = verify_package(package), draws(len(data.pictures), 500, seed=0)
    wanted: dict[str, tuple[str, int | None]]
    if options.unit == "target-detection":
        wanted = {"AP@0.5": ("ap50", None), "F1": ("f1", None)}
        result = detect(package, manifest, data)
    else:
        wanted = {"balanced accuracy": ("balanced_accuracy", None), "recall of dead": ("recall", 1)}
        result = classify(package, manifest, data, annotated(data))
    measured = figures(result.found, result.truth, len(data.classes), manifest.confidence, weights)
    return ", ".join(f"{name} {with_interval(measured, key)}" for name, key in wanted.items())


def annotated(data: DataSet) -> Found:
    """The true cells as if a detector had found them."""
    found = tuple(
        Detections(one.boxes, np.ones(len(one), np.float32), np.zeros(len(one), np.int64)) for one in data.pictures
    )
    return Found(found, tuple(Truth(one.boxes, one.class_index) for one in data.pictures))


if __name__ == "__main__":
    main()
