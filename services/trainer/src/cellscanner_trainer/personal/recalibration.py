"""The quick mode's detector: the start's, whose scores find their scale on the user's pictures."""

from typing import Any

import torch
from cellscanner_shared.packages import Calibration

from cellscanner_trainer.detector.artefact import CARD_FILE, DetectorCard, save_card
from cellscanner_trainer.detector.calibration import calibrate
from cellscanner_trainer.detector.measuring import find, measure
from cellscanner_trainer.detector.prediction import onnx_network
from cellscanner_trainer.evaluation.two_stages import input_config
from cellscanner_trainer.personal.job import Job, cells_of
from cellscanner_trainer.personal.rows import match_rule
from cellscanner_trainer.pipeline import DETECTOR_FOLDER

# With fewer, the best threshold of the user's pictures is more chance than knowledge.
FEWEST_CELLS = 30


def recalibrate(job: Job) -> None:
    """The start's detector, its scores calibrated on the validation pictures; leaves detector.json alone."""
    folder = job.work / DETECTOR_FOLDER
    if (folder / CARD_FILE).exists():
        return
    job.progress.begin("detector", 1, "pictures")
    spec, data, rule = job.manifest.detector, job.validation, match_rule(job.start)
    metrics: dict[str, Any] = {"calibrated_on": job.judged_on, "cells": sum(cells_of(data).values())}
    if metrics["cells"] < FEWEST_CELLS:
        metrics["held_out"] = {"match": rule}
        metrics["kept"] = f"fewer than {FEWEST_CELLS} labelled cells: calibrated as {job.plan.start}"
    else:
        raw = find(onnx_network(job.start / spec.file, torch.get_num_threads()), data, input_config(job.manifest))
        calibration = _calibrated_as(spec.calibration, calibrate(raw.found, raw.truth, rule)[0])
        # How the classes of old boxes compare is the comparison's matter; here only cells are found.
        metrics["before"], metrics["held_out"] = (
            measure(raw.calibrated(one), ("cell",), rule) for one in (spec.calibration, calibration)
        )
        spec = spec.model_copy(update={"calibration": calibration})
    save_card(folder, DetectorCard(spec=spec, metrics=metrics))


def _calibrated_as(start: Calibration, found: Calibration) -> Calibration:
    """What was found; scores go on following pictures, since the next stain may again be one that nobody has seen."""
    return found.model_copy(update={"follows_picture": start.follows_picture})
