"""The package of a personal model: what was trained is exported, what was not is taken over byte for byte."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import (
    MANIFEST_FILE,
    ClassifierSpec,
    DetectorSpec,
    EmbeddingSpec,
    ModelManifest,
    schema_of,
    verify_package,
    write_checksums,
)
from cellscanner_shared.trainings import COMPARISON_FILE, Comparison, classifier_start
from cellscanner_shared.version import SOFTWARE_VERSION

from cellscanner_trainer.classifier.artefact import CARD_FILE as CROP_CARD
from cellscanner_trainer.classifier.artefact import read_card
from cellscanner_trainer.detector.artefact import CARD_FILE as DETECTOR_CARD
from cellscanner_trainer.detector.artefact import WEIGHTS_FILE as DETECTOR_WEIGHTS
from cellscanner_trainer.evaluation.comparison import Contestant, compare
from cellscanner_trainer.packaging.assemble import CARD_FILE, METRICS_FILE
from cellscanner_trainer.packaging.card import model_card
from cellscanner_trainer.packaging.crop_network import package_crop_network
from cellscanner_trainer.packaging.detector_network import package_detector, read_detector_card
from cellscanner_trainer.packaging.parameter_count import parameter_count
from cellscanner_trainer.packaging.readme import README_FILE, readme
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
    partial = target.with_name(target.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    with job.clock.measure("export"):
        job.progress.begin("packaging", 1, "packages")
        detector, detector_figures = _detector(job, partial)
        crops, crop_figures = _crop_network(job, partial)
    manifest = _manifest(job, detector, crops, partial)
    with job.clock.measure("comparison"):
        job.progress.begin("comparison", 1, "pictures")
        comparison = compare(old, Contestant(partial, manifest), job.data.test, held_out_files(job, old))
    _write_json(job.work / COMPARISON_FILE, comparison.model_dump(mode="json", by_alias=True))
    _write_texts(partial, job, manifest, comparison, {"detector": detector_figures} | crop_figures)
    write_checksums(partial)
    verify_package(partial)
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)


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
        card = read_card(trained)
        validation = {"on": job.judged_on} | card.validation
        figures_ = {"epochs": card.epochs, "training_cells": card.training_cells, "validation": validation}
        return spec, {"classifier": figures_ | {"parity": asdict(parity)}}
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
    two_stages = isinstance(crops, ClassifierSpec)
    return ModelManifest(
        schema_version=schema_of(crops),
        owner=plan.owner,
        name=plan.name,
        version=plan.version,
        title=plan.title,
        created=datetime.now(UTC).replace(microsecond=0),
        software_version=SOFTWARE_VERSION,
        licence=plan.licence,
        parent=plan.start,
        snapshot_sha256=plan.snapshot_sha256,
        recipe=PLAN_FILE,
        classes=plan.classes,
        micrometers_per_pixel=job.manifest.micrometers_per_pixel,
        confidence=job.manifest.confidence,
        detector=detector,
        classifier=crops if two_stages else None,
        embedding=None if two_stages else crops,
        weights=tuple(sorted(file.name for file in folder.glob("*.safetensors"))),
    )


def _write_texts(
    folder: Path, job: Job, manifest: ModelManifest, comparison: Comparison, networks: Mapping[str, Any]
) -> None:
    data = job.data
    metrics = {
        "mode": job.plan.mode,
        "seconds": job.clock.seconds,
        "pictures": {name: len(getattr(data, name).pictures) for name in ("training", "validation", "test")},
        "cells": {name: cells_of(getattr(data, name)) for name in ("training", "validation", "test")},
        "parameters": parameter_count(folder / name for name in _of_networks(manifest)),
        **networks,
        "comparison": figures(comparison),
    }
    _write_json(folder / METRICS_FILE, metrics)
    (folder / MANIFEST_FILE).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    (folder / PLAN_FILE).write_text(job.plan.model_dump_json(indent=2) + "\n", encoding="utf-8")
    card = model_card(manifest, personal_card(job, comparison), metrics)
    (folder / CARD_FILE).write_text(card, encoding="utf-8")
    (folder / README_FILE).write_text(readme(manifest), encoding="utf-8")


def _of_networks(manifest: ModelManifest) -> list[str]:
    """The weights of the networks that run, and not what the model remembers or keeps for later trainings."""
    networks = (manifest.detector, manifest.classifier, manifest.embedding)
    return [one.weights_file for one in networks if one is not None]


def _write_json(file: Path, content: Mapping[str, Any]) -> None:
    write_whole(file, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
