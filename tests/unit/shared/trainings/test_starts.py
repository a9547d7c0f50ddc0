from pathlib import Path

import pytest
from cellscanner_shared.packages import verify_package
from cellscanner_shared.trainings import classifier_start

BASE = Path(__file__).resolve().parents[4] / "deploy" / "models" / "base"


@pytest.mark.parametrize(
    ("package", "start"),
    [
        ("living-dead/2", ("resnet34", "classifier.safetensors")),
        ("he-cells/3", ("resnet34", "embedding.safetensors")),
        # Its embeddings are the detector's; what it carries for classifiers is the network of version 1.
        ("he-cells/4", ("resnet34", "resnet34.safetensors")),
    ],
)
def test_a_classifier_starts_from_the_second_network_or_from_what_is_kept_for_it(
    package: str, start: tuple[str, str]
) -> None:
    manifest = verify_package(BASE / package)
    assert classifier_start(manifest) == start
    assert start[1] in manifest.weights


def test_a_detectors_backbone_alone_is_no_start() -> None:
    manifest = verify_package(BASE / "he-cells" / "4")
    assert classifier_start(manifest.model_copy(update={"weights": ("detector.safetensors",)})) is None
    assert classifier_start(manifest.model_copy(update={"embedding": None})) is None
