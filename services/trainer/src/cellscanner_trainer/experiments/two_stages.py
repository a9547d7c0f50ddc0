"""Two stages against one at equal training data: the same detections, named by the detector, the classifier, both."""

from collections.abc import Iterator, Mapping
from typing import Any

from cellscanner_shared.packages import verify_package

from cellscanner_trainer.detector.measuring import Found
from cellscanner_trainer.evaluation.resampling import Figures, Floats, draws, figures
from cellscanner_trainer.evaluation.two_stages import class_probabilities, decide, detect
from cellscanner_trainer.experiments.rows import rounded
from cellscanner_trainer.experiments.settings import Settings
from cellscanner_trainer.pipeline import Request, run
from cellscanner_trainer.recipes.data import load_data


class TwoStages(Settings):
    """`weights`: what the detector's word may add to the log odds of its class; validation pictures choose one."""

    weights: tuple[float, ...] = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
    samples: int = 1000


def two_stages(request: Request, settings: TwoStages) -> Iterator[Mapping[str, Any]]:
    """Trains the recipe where that is not done, then judges on its test pictures; a row a way of naming."""
    if not (request.package / "model.json").exists():
        run(request)
    manifest = verify_package(request.package)
    splits = load_data(request.recipe, request.data)
    names, confidence = [one.name for one in manifest.classes], manifest.confidence
    alone = detect(request.package, manifest, splits.validation)
    likely = class_probabilities(request.package, manifest, splits.validation, alone)
    once = draws(len(splits.validation.pictures), 0, seed=0)

    def value(weight: float) -> float:
        named = decide(alone, likely, weight)
        return float(figures(named.found, named.truth, len(names), confidence, once)["mean_f1", None][0])

    values = {weight: value(weight) for weight in settings.weights}
    best = max(settings.weights, key=lambda weight: (values[weight], -weight))
    yield {"validation_mean_f1": {str(weight): round(one, 4) for weight, one in values.items()}, "chosen": best}
    alone = detect(request.package, manifest, splits.test)
    likely = class_probabilities(request.package, manifest, splits.test, alone)
    weights = draws(len(splits.test.pictures), settings.samples, seed=0)
    first = _figures(alone, alone, names, confidence, weights)
    yield from _rows("detector alone", first, first, names)
    for label, weight in {"classifier alone": 0.0, f"both, weight {best:g}": best}.items():
        plain, ranked = decide(alone, likely, weight), decide(alone, likely, weight, ranked=True)
        yield from _rows(label, _figures(plain, ranked, names, confidence, weights), first, names)


def _figures(plain: Found, ranked: Found, names: list[str], confidence: float, weights: Floats) -> Figures:
    """Figures at the confidence from `plain`; average precision of a class by the scores of `ranked`."""
    at_once = figures(plain.found, plain.truth, len(names), confidence, weights)
    by_class = figures(ranked.found, ranked.truth, len(names), confidence, weights)
    return at_once | {("ap50", index): by_class["ap50", index] for index in range(len(names))}


def _rows(way: str, ours: Figures, first: Figures, names: list[str]) -> Iterator[Mapping[str, Any]]:
    for key in ours:
        name, index = key
        if name in {"ap50", "f1", "mean_f1", "balanced_accuracy"}:
            row = {"way": way, "figure": name, "class": "cells" if index is None else names[index]}
            yield row | {"value": rounded(ours[key]), "gain": rounded(ours[key] - first[key])}
