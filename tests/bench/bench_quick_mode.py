"""The quick mode on few labels: balanced accuracy on cells never seen, and on the old ones (forgetting).

`.venv/bin/python tests/bench/bench_quick_mode.py --base FOLDER --out DIR [--look inverted] [--seeds 3]` prints the
table of docs/experiments.md. Corrected are pictures of group D of living-dead, the first of them with both classes.
Cells are cut at their annotated boxes, so that the head alone is measured. `inverted` turns the corrected and the
judged pictures of group D into negatives: a look that no training picture had. `--whole` runs one whole training of ten
pictures instead, and prints where its seconds went; with `--tissue` the pictures are those of consep, with `--full` it
is full fine-tuning of both networks.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import package_digest, verify_package
from cellscanner_trainer.classifier.config import JitterConfig
from cellscanner_trainer.classifier.metrics import score
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.personal.augmentation import CROPS
from cellscanner_trainer.personal.features import FeatureCache, Features, Looks, views_for
from cellscanner_trainer.personal.head import Head, fit_head, make_lesson
from cellscanner_trainer.personal.memory import Memory, read_memory
from cellscanner_trainer.personal.quick import flatten, prior_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.fine_tuning import (
    command_line,
    consep,
    every_class_first,
    inverted,
    living_dead,
    processor_seconds,
    train_once,
)
from support.personal_trainings import lay_out, plan_of, shuffled, split_by

CORRECTED = (1, 2, 3, 5, 10)
GROUP, OLD_PICTURES, JUDGED_PICTURES = "D", 150, 150


@dataclass(frozen=True)
class Options:
    """The command line."""

    base: Path
    out: Path
    look: str
    seeds: int
    decay: float
    share: float
    whole: bool
    tissue: bool
    full: bool


def main() -> None:
    """Print what was asked for."""
    parser = command_line(__doc__)
    parser.add_argument("--look", choices=("plain", "inverted"), default="plain")
    parser.add_argument("--decay", type=float, default=1e-3)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--tissue", action="store_true")
    parser.add_argument("--full", action="store_true")
    options = Options(**vars(parser.parse_args()))
    options.out.mkdir(parents=True, exist_ok=True)
    (whole if options.whole else table)(options)


def table(options: Options) -> None:
    """A line a number of corrected pictures: mean over the seeds, with and without memory."""
    print("| corrected pictures | base | quick | quick, no memory | old: base | old: quick | old: quick, no memory |")
    print("|---|---|---|---|---|---|---|")
    bench = Bench(options)
    for number in CORRECTED:
        rows = np.array([list(bench.row(number, seed)) for seed in range(options.seeds)])
        cells = [f"{mean:.3f} ± {spread:.3f}" for mean, spread in zip(rows.mean(0), rows.std(0), strict=True)]
        print(f"| {number} | " + " | ".join(cells) + " |", flush=True)


class Bench:
    """Features of the pictures to judge, and the pool to correct."""

    def __init__(self, options: Options) -> None:
        manifest = verify_package(options.base)
        self._spec = manifest.classifier or manifest.embedding
        assert self._spec is not None
        looks = Looks(JitterConfig(), CROPS["light"], turns=True, seed=0)
        digest = package_digest(options.base)
        self._cache = FeatureCache(options.base, self._spec, digest, options.out / "features", looks)
        data = living_dead()
        new = [one for one in data.pictures if one.group == GROUP and len(one)]
        old = [one for one in data.pictures if one.group != GROUP and len(one)]
        new, old = shuffled(new, 0), shuffled(old, 0)
        if options.look == "inverted":
            new = [inverted(one, options.out / "inverted") for one in new[: JUDGED_PICTURES + 120]]
        self._classes, self._options = data.classes, options
        self._pool = new[JUDGED_PICTURES:]
        self._new = self._features(new[:JUDGED_PICTURES], 1)
        self._old = self._features(old[:OLD_PICTURES], 1)
        self._memory = read_memory(options.base, data.classes, self._spec.embedding_size)
        self._prior = prior_of(options.base, self._spec, data.classes)

    def row(self, number: int, seed: int) -> Iterator[float]:
        """Balanced accuracies: new cells by the base, the quick head, the one without memory; then old cells."""
        corrected = choose(self._pool, number, seed)
        own = flatten(self._features(corrected, views_for(sum(len(one) for one in corrected))))
        nothing = Memory(np.empty((0, own.features.shape[1]), np.float32), np.empty(0, np.int64))
        heads = [self._prior, *(self._fit(own, memory) for memory in (self._memory, nothing))]
        for judged in (self._new, self._old):
            yield from (accuracy(head, judged, self._classes) for head in heads)

    def _fit(self, own: Memory, memory: Memory) -> Head:
        lesson = make_lesson(own, memory, len(self._classes), self._options.share)
        return fit_head(lesson, self._prior, self._options.decay)

    def _features(self, pictures: Sequence[LabelledPicture], views: int) -> Features:
        return self._cache.of(DataSet(self._classes, tuple(pictures)), views, lambda _: None)


def whole(options: Options) -> None:
    """One training of ten pictures, with five to validate and twenty (of tissue, the twelve left) held out."""
    torch.set_num_threads(2)
    data = consep() if options.tissue else living_dead()
    pool = [one for one in data.pictures if (options.tissue or one.group == GROUP) and len(one)]
    work = options.out / "whole"
    snapshot = lay_out(work, split_by(shuffled(pool, 0)[:35], 10, 5), data.classes)
    began = time.monotonic()
    plan = plan_of(snapshot, options.base, mode="full" if options.full else "quick")
    package, _ = train_once(plan, snapshot, options.base, work)
    print(f"{time.monotonic() - began:.0f} s by the clock, {processor_seconds():.0f} s of processor time")
    print(json.loads((package / "metrics.json").read_text())["seconds"])


def choose(pool: Sequence[LabelledPicture], number: int, seed: int) -> list[LabelledPicture]:
    """Pictures of chance, the first with cells of both classes."""
    return every_class_first(shuffled(pool, seed), 2)[:number]


def accuracy(head: Head, judged: Features, classes: tuple[str, ...]) -> float:
    """Balanced accuracy."""
    return score(head.logits(judged.plain).astype(np.float32), judged.labels, classes).balanced_accuracy


if __name__ == "__main__":
    main()
