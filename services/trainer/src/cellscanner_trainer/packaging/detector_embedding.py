"""The detector's own backbone as the embedding of a package, made without any training."""

from pathlib import Path

import numpy as np
from cellscanner_shared.packages import CropSpec
from cellscanner_shared.trainings import DETECTOR_BACKBONE
from safetensors.torch import load_file

from cellscanner_trainer.classifier.artefact import CropNetworkCard, save_artefact
from cellscanner_trainer.classifier.config import CropConfig
from cellscanner_trainer.classifier.detector_backbone import of_detector
from cellscanner_trainer.classifier.network import Backbone
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.training import example_crops
from cellscanner_trainer.data.labelled import DataSet

DETECTOR_EMBEDDING = "detector-embedding"


def detector_embedding(weights: Path, architecture: str, crop: CropConfig, training: DataSet, folder: Path) -> None:
    """Leave in `folder` the artefact of an embedding: the backbone of the detector in `weights`.

    `training` are the pictures that the detector learned from; examples are cut from them.
    """
    network = Backbone(architecture + DETECTOR_BACKBONE)
    network.load_state_dict({name: value.float() for name, value in of_detector(load_file(weights)).items()})
    cells = read_cells(training)
    counts = np.bincount(cells.labels, minlength=len(training.classes)).tolist()
    card = CropNetworkCard(
        architecture=architecture + DETECTOR_BACKBONE,
        crop=CropSpec(**crop.model_dump()),
        epochs=0,
        training_cells=dict(zip(training.classes, counts, strict=True)),
        validation={},
    )
    save_artefact(folder, network, card, example_crops(cells, crop))
