"""Personal trainings: a user's corrected pictures and a base package in, a candidate and its comparison out."""

from pathlib import Path

from cellscanner_shared.trainings import Snapshot, TrainingPlan

from cellscanner_trainer.progress import Progress


def run(
    plan: TrainingPlan,
    snapshot: Snapshot,
    base_folder: Path,
    start_folder: Path,
    old_folder: Path,
    work: Path,
    package: Path,
    progress: Progress,
    initial: Path | None = None,
) -> None:
    """Train `plan`; leaves the verified package in `package` and `COMPARISON_FILE` in `work`.

    The three folders hold verified packages: the base, the one whose weights are the start, and the one that the new
    version is held against; they may be one folder. Before the call, `layout.original(work, image)` holds the original
    of every picture of the snapshot, and for a plan with a replay `work / REPLAY_FILE` that snapshot's bytes, with its
    originals beside the others; `initial` is the folder of the weights that come with CellScanner. Curves are written
    as `work/*/*-history.jsonl`. Every stage that is done stays done: after a kill, the same call goes on. `package`
    appears once it is whole, and after `COMPARISON_FILE`.

    Raises CellScannerError subclasses, above all DataRefused, that say what to change.
    """
    # The networks come with it, and the worker's parent, which knows this module, stays without torch.
    from cellscanner_trainer.personal.stages import Training

    Training(plan, snapshot, base_folder, start_folder, old_folder, work, package, progress, initial).run()
