"""How long a training takes: an order of magnitude, enough to choose between quick and full."""

from cellscanner_gateway.trainings.classes import CLASSIFICATION, DETECTION
from cellscanner_gateway.trainings.prospect import Prospect

# Seconds, for yolov5nu and resnet34 on two cores; a detector step is what the training of base/living-dead took.
_START_AND_PACKAGING = 25.0
_MEGAPIXEL_DETECTED = 1.2
_CROP_FEATURES = 0.012
_PICTURE_OF_A_DETECTOR_STEP = 0.2
_CROP_OF_AN_EPOCH = 0.03
_DETECTOR_COST = {"yolov5nu": 1, "yolov5su": 3, "yolov5mu": 8, "yolov5lu": 18, "yolov5xu": 34}


def estimated_seconds(prospect: Prospect) -> int:
    """A rough guess of the whole training, its evaluation and comparison included."""
    request, origins = prospect.request, prospect.origins
    megapixels = sum(one.image.width * one.image.height for one in prospect.subjects) / 1e6
    cells = sum(len(one.cells[1]) for one in (*prospect.subjects, *prospect.replay))
    # Old and new each look at the hold-out, and the detector is calibrated on the validation pictures.
    seconds = _START_AND_PACKAGING + 2 * megapixels * _MEGAPIXEL_DETECTED + cells * _CROP_FEATURES
    if request.mode == "full" and DETECTION in request.units:
        own = request.parameters.detector
        cost = _DETECTOR_COST.get(own.architecture or origins.start.manifest.detector.architecture, 1)
        seconds += own.steps * own.batch * _PICTURE_OF_A_DETECTOR_STEP * cost
    if request.mode == "full" and CLASSIFICATION in request.units:
        seconds += request.parameters.classifier.epochs * cells * _CROP_OF_AN_EPOCH
    return round(seconds)
