"""What a package gives a full training of the classifier to start from."""

from pathlib import Path
from typing import NamedTuple, get_args

from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.trainings.parameters import ClassifierArchitecture

DETECTOR_BACKBONE = "-backbone"


class ClassifierStart(NamedTuple):
    """The architecture, and the file of the package that holds its weights."""

    architecture: str
    file: str


def classifier_start(manifest: ModelManifest) -> ClassifierStart | None:
    """The second network; where that is the detector's own backbone, the weights that the package carries besides."""
    network = manifest.classifier or manifest.embedding
    if network is None:
        return None
    if not network.architecture.endswith(DETECTOR_BACKBONE):
        return ClassifierStart(network.architecture, Path(network.file).with_suffix(".safetensors").name)
    kept = (ClassifierStart(name, f"{name}.safetensors") for name in get_args(ClassifierArchitecture))
    return next((one for one in kept if one.file in manifest.weights), None)
