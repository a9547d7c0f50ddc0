"""The full mode: the chosen networks fine-tuned from the start package's weights, with replay against forgetting."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from cellscanner_shared.trainings import (
    ClassifierParameters,
    ClassifierStart,
    DetectorParameters,
    classifier_crop,
    classifier_start,
    has_background_channel,
)

from cellscanner_trainer.classifier import artefact as crop_artefact
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig, JitterConfig
from cellscanner_trainer.classifier.config import OptimiserConfig as CropOptimiser
from cellscanner_trainer.classifier.network import ARCHITECTURE
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.training import ReplayCells, train_classifier
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector import artefact as detector_artefact
from cellscanner_trainer.detector.config import DetectorConfig, InputConfig, OptimiserConfig
from cellscanner_trainer.detector.measuring import find
from cellscanner_trainer.detector.prediction import torch_network
from cellscanner_trainer.detector.run import Watch, finish, training_figures
from cellscanner_trainer.detector.sampling import Replay
from cellscanner_trainer.detector.training import Hooks, Training
from cellscanner_trainer.evaluation.two_stages import input_config
from cellscanner_trainer.initial import background_weights, coco_weights
from cellscanner_trainer.personal.augmentation import CROPS, of_pictures
from cellscanner_trainer.personal.job import Job, cells_of
from cellscanner_trainer.personal.recalibration import FEWEST_CELLS
from cellscanner_trainer.personal.rows import CLASSIFIER_ROWS, DETECTOR_ROWS, match_rule, write_start
from cellscanner_trainer.pipeline import CROP_FOLDER, DETECTOR_FOLDER

# Stages of YOLOv5 before its neck.
BACKBONE_STAGES = 10
LARGEST_CROP_PX = 480
# A rare class of three cells still gives a batch: they are repeated, jittered and changed anew each time.
FEWEST_A_CLASS = 32


def train_detector(job: Job) -> None:
    """Fine-tune the detector on whole pictures, calibrate and store it, unless it is there already."""
    folder = job.work / DETECTOR_FOLDER
    if (folder / detector_artefact.CARD_FILE).exists():
        return
    config = detector_config(job)
    training, validation = (_seen_by_detector(job, one) for one in (job.data.training, job.validation))
    replay = None
    if job.plan.replay is not None and job.replay is not None:
        replay = Replay(_seen_by_detector(job, job.replay), job.plan.replay.share)
    job.progress.begin("detector", config.optimiser.steps, "steps")
    hooks = Hooks(progress=lambda done, _: job.progress.advance(done), evaluate=Watch(validation, config))
    run = Training(training, config, folder, hooks, replay)
    run.run()
    held_out, words = validation, job.judged_on
    if job.validates_on_its_own and sum(cells_of(validation).values()) < FEWEST_CELLS:
        held_out = DataSet(validation.classes, (*validation.pictures, *training.pictures))
        words = "the validation pictures, and the training pictures, which it learned from"
    found = find(torch_network(run.average), held_out, config.input)
    figures = training_figures(run, training, config) | {"calibrated_on": words}
    finish(run.average, found, config, training, folder, figures)


def detector_config(job: Job) -> DetectorConfig:
    """The detector's training as the plan's parameters and the start package say."""
    wanted, spec = job.plan.detector_parameters, job.manifest.detector
    architecture = wanted.architecture or spec.architecture
    stained = job.makes_base or job.manifest.micrometers_per_pixel is not None
    return DetectorConfig.model_validate(
        {
            "architecture": architecture,
            "input": _fed(job).model_dump(),
            "augment": of_pictures(wanted.augmentation, stained=stained),
            "optimiser": OptimiserConfig(
                steps=wanted.steps,
                batch=wanted.batch,
                learning_rate=wanted.learning_rate,
                weight_decay=wanted.weight_decay,
                warmup_steps=max(1, min(50, wanted.steps // 10)),
                average_decay=average_decay(wanted.steps),
            ),
            "match": match_rule(job.start),
            "seed": job.plan.seed,
            "evaluate_every": wanted.evaluate_every,
            "patience": wanted.patience if job.validates_on_its_own else None,
            "freeze": BACKBONE_STAGES if wanted.freeze == "backbone" else 0,
            "start": _detector_start(job, wanted, architecture),
            "follows_picture": spec.calibration.follows_picture,
        }
    )


def average_decay(steps: int) -> float:
    """Of the running mean of the weights: a longer training looks further back, as those of the base models do."""
    return min(0.998, max(0.99, 1 - 4 / steps))


def _fed(job: Job) -> InputConfig:
    """As the start's detector is fed; training crops hold most pictures whole, within 480 network pixels."""
    fed = input_config(job.manifest)
    sides = [max(picture.width, picture.height) for picture in job.data.training.pictures]
    crop = -(-round(float(np.median(sides)) * fed.upsample) // 32) * 32
    return fed.model_copy(update={"crop": int(np.clip(crop, 128, LARGEST_CROP_PX))})


def _detector_start(job: Job, wanted: DetectorParameters, architecture: str) -> Path | None:
    if wanted.initial_weights == "coco":
        return coco_weights(job.initial, architecture)
    if wanted.initial_weights == "random" or architecture != job.manifest.detector.architecture:
        return None
    source, target = job.start / "detector.safetensors", job.work / "start" / "detector.safetensors"
    return write_start(source, target, DETECTOR_ROWS, job.manifest.detector.classes, job.detector_classes)


def _seen_by_detector(job: Job, data: DataSet) -> DataSet:
    """The same pictures with the classes that the detector is to tell apart."""
    if job.detector_classes == job.classes:
        return data
    pictures = (replace(one, class_index=np.zeros_like(one.class_index)) for one in data.pictures)
    return DataSet(job.detector_classes, tuple(pictures))


def train_crops(job: Job) -> None:
    """Fine-tune the classifier on crops cut from the annotations, unless it is there already."""
    folder = job.work / CROP_FOLDER
    if (folder / crop_artefact.CARD_FILE).exists():
        return
    config = classifier_config(job)
    job.progress.begin("classifier", config.optimiser.epochs, "epochs")
    cells = read_cells(job.data.training), read_cells(job.validation)
    replay = None
    if job.plan.replay is not None and job.replay is not None:
        replay = ReplayCells(read_cells(job.replay), job.plan.replay.share)
    train_classifier(*cells, job.classes, config, folder, job.progress.advance, replay)


def classifier_config(job: Job) -> ClassifierConfig:
    """The classifier's training as the plan's parameters and the start package say."""
    wanted = job.plan.parameters.classifier
    spec = job.manifest.classifier or job.manifest.embedding
    start = classifier_start(job.manifest)
    crop = classifier_crop(job.manifest) or CropConfig()
    architecture = wanted.architecture or (start.architecture if start is not None else ARCHITECTURE)
    channel = has_background_channel(wanted, spec)
    rarest = min(count for count in cells_of(job.data.training).values() if count)
    return ClassifierConfig(
        architecture=architecture,
        background_channel=channel,
        background=background_weights(job.initial) if channel else None,
        crop=CropConfig(size=wanted.crop_size or crop.size, margin=_or(wanted.crop_margin, crop.margin)),
        jitter=JitterConfig(shift=wanted.jitter_shift, scale=wanted.jitter_scale),
        photometric=CROPS[wanted.augmentation],
        turns=wanted.augmentation != "none",
        optimiser=CropOptimiser(
            epochs=wanted.epochs,
            batch=wanted.batch,
            learning_rate=wanted.learning_rate,
            weight_decay=wanted.weight_decay,
            evaluate_every=1,
        ),
        freeze=wanted.freeze == "backbone",
        patience=wanted.patience if job.validates_on_its_own else None,
        label_smoothing=wanted.label_smoothing,
        balance=wanted.balance,
        balance_to=max(rarest, FEWEST_A_CLASS),
        seed=job.plan.seed,
        start=_crop_start(job, wanted, architecture, start),
    )


def _crop_start(
    job: Job, wanted: ClassifierParameters, architecture: str, start: ClassifierStart | None
) -> Path | None:
    if start is None or wanted.initial_weights == "random" or architecture != start.architecture:
        return None
    old = job.manifest.classifier.classes if job.manifest.classifier is not None else ()
    target = job.work / "start" / "classifier.safetensors"
    return write_start(job.start / start.file, target, CLASSIFIER_ROWS, old, job.classes)


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
