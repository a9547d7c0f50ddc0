"""What a training measures of a package is what its users get: the same cells as the services answer."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_classifier.model import ClassifierModel
from cellscanner_detector.model import DetectorModel
from cellscanner_detector.service import DetectionService
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.packages import verify_package
from cellscanner_shared.serving import CPU, Lane
from cellscanner_shared.synthetic import make_field
from cellscanner_trainer.data.labelled import DataSet, LabelCollector
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.evaluation.two_stages import class_probabilities, detect

PACKAGE = Path(__file__).resolve().parents[4] / "deploy" / "models" / "base" / "living-dead" / "2"
# More than a tile wide, and no multiple of anything.
WIDTH, HEIGHT = 1301, 333


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    field = make_field(3, WIDTH, HEIGHT, 90, target_fraction=0.3, touching=0.1, style="brightfield")
    path = tmp_path / "field.png"
    cv2.imwrite(str(path), field.picture[..., ::-1])
    return path


async def test_the_services_answer_what_was_measured(picture: Path) -> None:
    manifest = verify_package(PACKAGE)
    data = DataSet(tuple(one.name for one in manifest.classes), (LabelCollector(WIDTH, HEIGHT).picture(picture),))
    found = detect(PACKAGE, manifest, data)
    measured = found.found[0].at(manifest.confidence)
    lane = Lane(admitted=1, waiting=0)
    detector, classifier = (
        DetectorModel.load(PACKAGE, manifest, CPU, 1),
        ClassifierModel.load(PACKAGE, manifest, CPU, 1),
    )

    served = await DetectionService(lane, 0, 1 << 20).detect_picture(detector, picture, manifest.confidence, None)
    lane.close()

    assert len(measured.boxes) > 60
    ours, theirs = (np.lexsort(boxes.T) for boxes in (measured.boxes, served.boxes))
    np.testing.assert_allclose(measured.boxes[ours], served.boxes[theirs], atol=1e-2)
    np.testing.assert_allclose(measured.scores[ours], served.scores[theirs], atol=1e-4)

    spec = classifier.spec.crop
    crops = cut_crops(read_rgb(picture), found.found[0].boxes, size=spec.size, margin=spec.margin)
    (likely,) = class_probabilities(PACKAGE, manifest, data, found)
    np.testing.assert_allclose(likely, classifier.classify(crops, embeddings=False), atol=1e-4)
