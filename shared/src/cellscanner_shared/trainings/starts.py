"""What a package gives a full training of the classifier to start from."""

from typing import NamedTuple, get_args

from cellscanner_shared.packages import CropSpec, EmbeddingSpec, ModelManifest
from cellscanner_shared.trainings.parameters import ClassifierArchitecture, ClassifierParameters

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
        return ClassifierStart(network.architecture, network.weights_file)
    kept = (ClassifierStart(name, f"{name}.safetensors") for name in get_args(ClassifierArchitecture))
    return next((one for one in kept if one.file in manifest.weights), None)


def classifier_crop(manifest: ModelManifest) -> CropSpec | None:
    """As the start's weights learned on crops; None where nothing says so.

    Crops for a detector's backbone are wide; the weights that are kept beside it learned on the usual ones.
    """
    network = manifest.classifier or manifest.embedding
    return None if network is None or network.architecture.endswith(DETECTOR_BACKBONE) else network.crop


def has_background_channel(wanted: ClassifierParameters, network: EmbeddingSpec | None) -> bool:
    """Whether a full training of the classifier gives one: as asked for; where nothing is said, as the start has it."""
    if wanted.background_channel is not None:
        return wanted.background_channel
    return network is not None and network.background_channel
