"""A base whose embeddings are its detector's: quick heads stand on them, a full training starts from what is kept."""

from pathlib import Path

from cellscanner_shared.packages import verify_package
from cellscanner_trainer import personal
from cellscanner_trainer.classifier.config import CropConfig
from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.personal.full import classifier_config
from cellscanner_trainer.personal.stages import Training
from cellscanner_trainer.personal.stopwatch import Stopwatch
from cellscanner_trainer.progress import Progress
from safetensors.torch import load_file
from support.personal_trainings import lay_out, plan_of, split_by

HE = Path(__file__).resolve().parents[4] / "deploy" / "models" / "base" / "he-cells" / "4"
CLASSES = ("living", "dead")


def test_a_quick_head_stands_on_the_detectors_backbone(fields: list[LabelledPicture], tmp_path: Path) -> None:
    snapshot, package = lay_out(tmp_path, split_by(fields, 4, 1), CLASSES), tmp_path / "package"
    personal.run(plan_of(snapshot, HE), snapshot, HE, HE, HE, tmp_path, package, Progress())
    manifest = verify_package(package)
    assert manifest.classifier is not None
    assert (manifest.classifier.architecture, manifest.classifier.embedding_size) == ("yolov5nu-backbone", 384)
    assert (manifest.classifier.crop.size, manifest.classifier.crop.margin) == (64, 1)
    ours, detector = load_file(package / "classifier.safetensors"), load_file(package / "detector.safetensors")
    assert ours["stages.4.cv3.conv.weight"].equal(detector["model.4.cv3.conv.weight"])
    assert (package / "resnet34.safetensors").read_bytes() == (HE / "resnet34.safetensors").read_bytes()


def test_a_full_training_is_of_a_resnet_from_the_weights_that_are_kept(
    fields: list[LabelledPicture], tmp_path: Path
) -> None:
    snapshot = lay_out(tmp_path, split_by(fields, 4, 1), CLASSES)
    plan = plan_of(snapshot, HE, mode="full")
    training = Training(plan, snapshot, HE, HE, HE, tmp_path, tmp_path / "package", Progress())
    config = classifier_config(training._job(Stopwatch(tmp_path / "seconds.json")))
    assert (config.architecture, config.crop) == ("resnet34", CropConfig(size=32, margin=0.25))
    assert config.start is not None
    assert load_file(config.start)["conv1.weight"].equal(load_file(HE / "resnet34.safetensors")["conv1.weight"].float())
