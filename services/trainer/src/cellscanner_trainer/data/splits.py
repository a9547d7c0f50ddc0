"""Which pictures train, calibrate and test: from a file, or k folds by picture."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cellscanner_trainer.data.errors import TrainingDataError


@dataclass(frozen=True, slots=True)
class Fold:
    """Names of one fold's pictures; the three never overlap."""

    train: tuple[str, ...]
    calibrate: tuple[str, ...]
    test: tuple[str, ...]


def read_splits(file: Path) -> dict[str, list[str]]:
    """A `splits.json`: split name to picture names.

    Raises:
        TrainingDataError: a picture stands in two splits.
    """
    splits: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    names = [name for split in splits.values() for name in split]
    if len(names) != len(set(names)):
        raise TrainingDataError(f"{file.name}: a picture stands in two splits")
    return splits


def folds_by_picture(names: list[str], k: int, *, seed: int, calibrate: int) -> list[Fold]:
    """k folds of whole pictures; every picture is tested once.

    Args:
        names: the pictures; their order does not matter.
        k: number of folds.
        seed: of the shuffle.
        calibrate: pictures of each training part that are held out to calibrate.

    Raises:
        TrainingDataError: too few pictures.
    """
    if len(names) < k or calibrate >= len(names) - len(names) // k:
        raise TrainingDataError(f"{len(names)} pictures are too few for {k} folds with {calibrate} to calibrate")
    shuffled = [str(name) for name in np.random.default_rng(seed).permutation(sorted(names))]
    parts = [shuffled[start::k] for start in range(k)]
    folds = []
    for number, test in enumerate(parts):
        rest = [name for other in range(1, k) for name in parts[(number + other) % k]]
        folds.append(Fold(tuple(rest[calibrate:]), tuple(rest[:calibrate]), tuple(test)))
    return folds


def folds_without_group(groups: Mapping[str, str], *, seed: int, calibrate: int) -> list[Fold]:
    """A fold a group, which alone is tested and of which nothing is learned.

    Args:
        groups: each picture's group; groups come in the order of their names.
        seed: of the shuffle.
        calibrate: pictures of each training part that are held out to calibrate.

    Raises:
        TrainingDataError: too few pictures.
    """
    tests = [
        tuple(sorted(name for name, one in groups.items() if one == group)) for group in sorted(set(groups.values()))
    ]
    return _folds_of(tests, seed, calibrate)


def folds_across_groups(groups: Mapping[str, str], k: int, *, seed: int, calibrate: int) -> list[Fold]:
    """k folds over which every group's pictures are dealt in turn, so that others of each group are learned from.

    Raises:
        TrainingDataError: too few pictures.
    """
    order = np.random.default_rng(seed).permutation(sorted(groups)).tolist()
    dealt = sorted(order, key=lambda name: groups[name])
    return _folds_of([tuple(dealt[start::k]) for start in range(k)], seed, calibrate)


def _folds_of(tests: Sequence[tuple[str, ...]], seed: int, calibrate: int) -> list[Fold]:
    """A fold a test part, the others in an order of chance."""
    folds = []
    for test in tests:
        others = sorted(name for part in tests if part is not test for name in part)
        if not test or len(others) <= calibrate:
            raise TrainingDataError(f"{len(others)} pictures are too few to learn from with {calibrate} to calibrate")
        rest = np.random.default_rng(seed).permutation(others).tolist()
        folds.append(Fold(tuple(rest[calibrate:]), tuple(rest[:calibrate]), test))
    return folds


def hold_out_last(names: list[str], share: float) -> tuple[list[str], list[str]]:
    """Train and held-out names: the last `share` of the list is held out (neighbouring frames look alike)."""
    cut = len(names) - max(1, round(len(names) * share))
    return names[:cut], names[cut:]
