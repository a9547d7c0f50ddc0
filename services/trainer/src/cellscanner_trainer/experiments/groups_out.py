"""Groups of pictures (organs, batches) that a detector never saw, against the same groups with others of them seen."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import Calibration
from safetensors.torch import load_file

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.splits import Fold, folds_across_groups, folds_without_group
from cellscanner_trainer.detector.artefact import CARD_FILE, WEIGHTS_FILE, DetectorCard
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.detector.folds import train_fold
from cellscanner_trainer.detector.measuring import Found, find
from cellscanner_trainer.detector.network import build_detector, load_matching
from cellscanner_trainer.detector.prediction import torch_network
from cellscanner_trainer.evaluation.resampling import draws, figures
from cellscanner_trainer.experiments.rows import rounded
from cellscanner_trainer.experiments.settings import Settings
from cellscanner_trainer.pipeline import Request, first_weights
from cellscanner_trainer.recipes.data import load_data

CONFIDENCE = 0.5
FIGURES = ("centroid_f1", "precision", "recall", "ap50", "count_error")


class GroupsOut(Settings):
    """`ways` of making folds: a group left out of each, or all dealt over as many; `calibrate` pictures of each."""

    ways: tuple[str, ...] = ("left out", "seen")
    calibrate: int = 4
    seed: int = 0
    samples: int = 1000


def groups_out(request: Request, settings: GroupsOut) -> Iterator[Mapping[str, Any]]:
    """A row a way, group and kind of scores (fixed, following the picture), each followed by one of all groups."""
    data = load_data(request.recipe, request.data).everything
    config = first_weights(request, request.recipe.detector)
    groups = [str(one.group) for one in data.pictures]
    for way in settings.ways:
        found = [
            _fold(data, fold, config, request.work / f"{way.replace(' ', '-')}-{number}")
            for number, fold in enumerate(_folds(way, data, settings))
        ]
        for scores in ("fixed", "follows"):
            by_picture = {name: one for part in found for name, one in part[scores].items()}
            results = [by_picture[one.path.name] for one in data.pictures]
            for group in (*sorted(set(groups)), None):
                chosen = [one for one, its in zip(results, groups, strict=True) if group in {its, None}]
                yield {"way": way, "scores": scores, "group": group or "all", **_figures(chosen, settings.samples)}


def _folds(way: str, data: DataSet, settings: GroupsOut) -> list[Fold]:
    groups = {one.path.name: str(one.group) for one in data.pictures}
    given = {"seed": settings.seed, "calibrate": settings.calibrate}
    if way == "left out":
        return folds_without_group(groups, **given)
    return folds_across_groups(groups, len(set(groups.values())), **given)


def _fold(data: DataSet, fold: Fold, config: DetectorConfig, folder: Path) -> dict[str, dict[str, Found]]:
    """What the fold's detector, trained unless it is there, finds in each of its test pictures, by kind of scores."""
    if not (folder / CARD_FILE).exists():
        train_fold(data, fold, config, folder)
    calibration = DetectorCard.model_validate_json((folder / CARD_FILE).read_bytes()).spec.calibration
    network = build_detector(config.architecture, len(data.classes))
    load_matching(network, load_file(folder / WEIGHTS_FILE))
    test = data.select(fold.test)
    raw = find(torch_network(network.eval()), test, config.input)
    kinds = {"fixed": False, "follows": True}
    return {kind: _by_picture(raw, test, calibration, follows=follows) for kind, follows in kinds.items()}


def _by_picture(raw: Found, test: DataSet, calibration: Calibration, *, follows: bool) -> dict[str, Found]:
    changed = calibration.model_copy(update={"follows_picture": follows})
    found = raw.calibrated(changed)
    parts = zip(test.pictures, found.found, found.truth, strict=True)
    return {picture.path.name: Found((one,), (true,)) for picture, one, true in parts}


def _figures(results: Sequence[Found], samples: int) -> dict[str, Any]:
    """Of some pictures, each figure with its 95 % interval over pictures."""
    together = sum(results, Found((), ()))
    drawn = figures(together.found, together.truth, 0, CONFIDENCE, draws(len(results), samples, seed=0))
    return {"pictures": len(results)} | {name: rounded(drawn[name, None]) for name in FIGURES}
