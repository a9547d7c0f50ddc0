"""The package of a personal model: what was trained is exported, what was not is taken over byte for byte."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import ClassifierSpec, DetectorSpec, EmbeddingSpec, ModelManifest
from cellscanner_shared.trainings import COMPARISON_FILE, Comparison, classifier_start

from cellscanner_trainer.classifier.artefact import CARD_FILE as CROP_CARD
from cellscanner_trainer.detector.artefact import CARD_FILE as DETECTOR_CARD
from cellscanner_trainer.detector.artefact import WEIGHTS_FILE as DETECTOR_WEIGHTS
from cellscanner_trainer.evaluation.comparison import Contestant, compare
from cellscanner_trainer.packaging.crop_network import package_crop_network, trained_figures
from cellscanner_trainer.packaging.detector_network import package_detector, read_detector_card
from cellscanner_trainer.packaging.folder import new_package, of_networks, of_now, write_texts
from cellscanner_trainer.packaging.parameter_count import parameter_count
from cellscanner_trainer.personal.card import figures, personal_card
from cellscanner_trainer.personal.held_out import held_out_files
from cellscanner_trainer.personal.job import Job, cells_of
from cellscanner_trainer.personal.memory import EMBEDDINGS_FILE
from cellscanner_trainer.personal.rows import match_rule
from cellscanner_trainer.pipeline import CROP_FOLDER, DETECTOR_FOLDER
from cellscanner_trainer.whole_files import write_whole

PLAN_FILE = "plan.json"


def package_job(job: Job, old: Contestant, target: Path) -> None:
    """Write the package into `target`, which appears once it is whole and verified, and the comparison with `old`.

    Beside the comparison stand the cells of both models in the held-out pictures, a file each.

    Raises ParityFailed where an exported network differs from the trained one.
    """
    with new_package(target) as folder:
        with job.clock.measure("export"):
            job.progress.begin("packaging", 1, "packages")
            detector, detector_figures = _detector(job, folder)
            crops, crop_figures = _crop_network(job, folder)
        manifest = _manifest(job, detector, crops, folder)
        with job.clock.measure("comparison"):
            job.progress.begin("comparison", 1, "pictures")
            comparison = compare(old, Contestant(folder, manifest), job.data.test, held_out_files(job, old))
        write_whole(job.work / COMPARISON_FILE, comparison.model_dump_json(indent=2, by_alias=True) + "\n")
        (folder / PLAN_FILE).write_text(job.plan.model_dump_json(indent=2) + "\n", encoding="utf-8")
        metrics = _metrics(job, folder, manifest, comparison, {"detector": detector_figures} | crop_figures)
        write_texts(folder, manifest, personal_card(job, comparison), metrics)


def _detector(job: Job, target: Path) -> tuple[DetectorSpec, dict[str, Any]]:
    """The trained detector, or the start's files, with the calibration of its card if there is one."""
    trained = job.work / DETECTOR_FOLDER
    if (trained / DETECTOR_WEIGHTS).exists():
        spec, parity = package_detector(trained, target)
        return spec, read_detector_card(trained).metrics | {"parity": asdict(parity)}
    for name in (job.manifest.detector.file, DETECTOR_WEIGHTS):
        shutil.copyfile(job.start / name, target / name)
    if not (trained / DETECTOR_CARD).exists():
        return job.manifest.detector, {
            "taken_over_from": job.plan.start,
            "held_out": {"match": match_rule(job.start)},
        }
    card = read_detector_card(trained)
    return card.spec, card.metrics | {"taken_over_from": job.plan.start}


def _crop_network(job: Job, target: Path) -> tuple[ClassifierSpec | EmbeddingSpec | None, dict[str, Any]]:
    """The trained classifier, or the start's second network; what stands beside its backbone stays where that does."""
    trained, unchanged = job.work / CROP_FOLDER, job.manifest.classifier or job.manifest.embedding
    if not job.trains_classes or job.plan.mode == "quick":
        _copy_besides(job, target)
    if (trained / CROP_CARD).exists():
        spec, parity = package_crop_network(trained, target)
        told = trained_figures(trained)
        told["validation"] = {"on": job.judged_on} | told["validation"]
        return spec, {"classifier": told | {"parity": asdict(parity)}}
    if unchanged is None or (isinstance(unchanged, ClassifierSpec) and not job.has_classifier):
        return None, {}
    for name in (unchanged.file, unchanged.weights_file):
        shutil.copyfile(job.start / name, target / name)
    stage = "classifier" if isinstance(unchanged, ClassifierSpec) else "embedding"
    return unchanged, {stage: {"taken_over_from": job.plan.start}}


def _copy_besides(job: Job, target: Path) -> None:
    """What the start remembers, and the weights that it keeps for classifiers to start from."""
    start = classifier_start(job.manifest)
    for name in {EMBEDDINGS_FILE, *([start.file] if start is not None else [])}:
        if (job.start / name).exists():
            shutil.copyfile(job.start / name, target / name)


def _manifest(
    job: Job, detector: DetectorSpec, crops: ClassifierSpec | EmbeddingSpec | None, folder: Path
) -> ModelManifest:
    plan = job.plan
    return ModelManifest(
        owner=plan.owner,
        name=plan.name,
        version=plan.version,
        title=plan.title,
        licence=plan.licence,
        parent=plan.start,
        snapshot_sha256=plan.snapshot_sha256,
        recipe=PLAN_FILE,
        classes=plan.classes,
        micrometers_per_pixel=job.manifest.micrometers_per_pixel,
        confidence=job.manifest.confidence,
        weights=tuple(sorted(file.name for file in folder.glob("*.safetensors"))),
        **of_now(),
        **of_networks(detector, crops),
    )


def _metrics(
    job: Job, folder: Path, manifest: ModelManifest, comparison: Comparison, networks: Mapping[str, Any]
) -> dict[str, Any]:
    data = job.data
    return {
        "mode": job.plan.mode,
        "seconds": job.clock.seconds,
        "pictures": {name: len(getattr(data, name).pictures) for name in ("training", "validation", "test")},
        "cells": {name: cells_of(getattr(data, name)) for name in ("training", "validation", "test")},
        "parameters": parameter_count(folder / name for name in _of_networks(manifest)),
        **networks,
        "comparison": figures(comparison),
    }


def _of_networks(manifest: ModelManifest) -> list[str]:
    """The weights of the networks that run, and not what the model remembers or keeps for later trainings."""
    networks = (manifest.detector, manifest.classifier, manifest.embedding)
    return [one.weights_file for one in networks if one is not None]
