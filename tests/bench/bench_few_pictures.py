"""How good a model of one's own is after so many corrected pictures of a batch that its base never saw.

`.venv/bin/python tests/bench/bench_few_pictures.py --base FOLDER --out DIR [--mode full] [--seeds 3] [--counts 5 10]`
prints the table of docs/experiments.md, and goes on where it was stopped. FOLDER is a package that learned from groups
A to D of living-dead alone; corrected are pictures of group F, the first with both classes, of which a fifth
validates, and the same other pictures of the group judge every model. Both units are trained with their defaults; what
is judged is what a user meets: the cells found and named at the default confidence.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import verify_package
from cellscanner_trainer import personal
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.evaluation.resampling import draws, estimate, figures
from cellscanner_trainer.evaluation.two_stages import recognise
from cellscanner_trainer.progress import Progress

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.bench_quick_mode import living_dead
from bench.bench_replay import processor_seconds
from support.personal_trainings import lay_out, plan_of, shuffled, split_by

GROUP, JUDGED, COUNTS, VALIDATING = "F", 45, (5, 10, 20, 40), 5
FIGURES = {"mean F1 of both classes": ("mean_f1", None), "F1 of dead": ("f1", 1), "F1 of finding": ("f1", None)}


@dataclass(frozen=True)
class Options:
    """The command line."""

    base: Path
    out: Path
    mode: str
    seeds: int
    counts: list[int]


def main() -> None:
    """The base's row, then a row a seed and number of pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of a package")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mode", choices=("quick", "full"), default="quick")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="+", default=list(COUNTS))
    options = Options(**vars(parser.parse_args()))
    torch.set_num_threads(1)
    data = living_dead()
    mine = shuffled([one for one in data.pictures if one.group == GROUP], 0)
    judging = DataSet(data.classes, tuple(mine[:JUDGED]))
    print(f"| pictures | seed | {' | '.join(FIGURES)} | processor s |\n|---|---|{'---|' * len(FIGURES)}---|")
    print(f"| 0 | | {judge(options.base, judging)} | |", flush=True)
    for count in options.counts:
        for seed in range(options.seeds):
            chosen = both_classes_first(shuffled(mine[JUDGED:], seed), len(data.classes))[:count]
            package, spent = train(options, chosen, data.classes, seed)
            print(f"| {count} | {seed} | {judge(package, judging)} | {spent} |", flush=True)


def both_classes_first(pictures: list[LabelledPicture], classes: int) -> list[LabelledPicture]:
    """The first picture with every class before all others: without one a training is refused."""
    first = next(one for one in pictures if len(np.unique(one.class_index)) == classes)
    return [first, *(one for one in pictures if one is not first)]


def train(options: Options, chosen: list[LabelledPicture], classes: tuple[str, ...], seed: int) -> tuple[Path, str]:
    """The package of one training, made unless it is there, and its processor time."""
    work = options.out / f"{options.mode}-{len(chosen)}-{seed}"
    package, spent, began = work / "package", work / "processor-seconds", processor_seconds()
    validating = len(chosen) // VALIDATING
    snapshot = lay_out(work, split_by(chosen, len(chosen) - validating, validating), classes)
    plan = plan_of(snapshot, options.base, seed=seed, mode=options.mode)
    if not package.exists():
        personal.run(plan, snapshot, options.base, options.base, options.base, work, package, Progress())
        spent.write_text(f"{processor_seconds() - began:.0f}")
    return package, spent.read_text()


def judge(package: Path, data: DataSet) -> str:
    """Figures of both stages, with their 95 % intervals over pictures."""
    manifest = verify_package(package)
    found = recognise(package, manifest, data)
    weights = draws(len(data.pictures), 500, seed=0)
    measured = figures(found.found, found.truth, len(data.classes), manifest.confidence, weights)
    estimates = [estimate(measured[key]) for key in FIGURES.values()]
    return " | ".join(f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})" for one in estimates)


if __name__ == "__main__":
    main()
