"""How good a model of one's own is after so many corrected pictures of a batch that its base never saw.

`.venv/bin/python tests/bench/bench_few_pictures.py --base FOLDER --out DIR [--mode full] [--seeds 3] [--counts 5 10]`
prints the table of docs/experiments.md, and goes on where it was stopped. FOLDER is a package that learned from groups
A to D of living-dead alone; corrected are pictures of group F, the first with both classes, of which a fifth
validates, and the same other pictures of the group judge every model. Both units are trained with their defaults; what
is judged is what a user meets: the cells found and named at the default confidence.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from cellscanner_shared.packages import verify_package
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.evaluation.resampling import draws, figures
from cellscanner_trainer.evaluation.two_stages import recognise

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.fine_tuning import command_line, every_class_first, living_dead, train_once, with_interval
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
    parser = command_line(__doc__)
    parser.add_argument("--mode", choices=("quick", "full"), default="quick")
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
            chosen = every_class_first(shuffled(mine[JUDGED:], seed), len(data.classes))[:count]
            package, spent = train(options, chosen, data.classes, seed)
            print(f"| {count} | {seed} | {judge(package, judging)} | {spent} |", flush=True)


def train(options: Options, chosen: list[LabelledPicture], classes: tuple[str, ...], seed: int) -> tuple[Path, str]:
    """The package of one training, made unless it is there, and its processor time."""
    work = options.out / f"{options.mode}-{len(chosen)}-{seed}"
    validating = len(chosen) // VALIDATING
    snapshot = lay_out(work, split_by(chosen, len(chosen) - validating, validating), classes)
    plan = plan_of(snapshot, options.base, seed=seed, mode=options.mode)
    return train_once(plan, snapshot, options.base, work)


def judge(package: Path, data: DataSet) -> str:
    """Figures of both stages, with their 95 % intervals over pictures."""
    manifest = verify_package(package)
    found = recognise(package, manifest, data)
    weights = draws(len(data.pictures), 500, seed=0)
    measured = figures(found.found, found.truth, len(data.classes), manifest.confidence, weights)
    return " | ".join(with_interval(measured, key) for key in FIGURES.values())


if __name__ == "__main__":
    main()
