"""Scores of a model made from one whose scores follow the picture go on following it."""

from pathlib import Path

from cellscanner_shared.packages import verify_package
from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.detector.artefact import CARD_FILE, DetectorCard
from cellscanner_trainer.personal.full import detector_config
from cellscanner_trainer.personal.job import Job
from cellscanner_trainer.personal.pictures import read_pictures
from cellscanner_trainer.personal.recalibration import recalibrate
from cellscanner_trainer.personal.stopwatch import Stopwatch
from cellscanner_trainer.pipeline import DETECTOR_FOLDER
from cellscanner_trainer.progress import Progress
from support.personal_trainings import lay_out, plan_of, split_by

CLASSES = ("living", "dead")


def job(work: Path, base: Path, fields: list[LabelledPicture]) -> Job:
    """Four pictures with 32 cells to calibrate on."""
    snapshot = lay_out(work, split_by(fields, 1, 4), CLASSES)
    plan = plan_of(snapshot, base)
    data = read_pictures(snapshot, plan.class_names, None, work, "read")
    return Job(plan, base, verify_package(base), data, None, work, Progress(), Stopwatch(work / "seconds.json"))


def test_in_quick_mode(fields: list[LabelledPicture], base: Path, tmp_path: Path) -> None:
    for name, follows in (("he-cells", True), ("living-dead", False)):
        made = job(tmp_path / name, base.parents[1] / name / "3" if follows else base, fields)
        recalibrate(made)
        card = DetectorCard.model_validate_json((tmp_path / name / DETECTOR_FOLDER / CARD_FILE).read_text())
        assert card.metrics["cells"] == 32
        assert "before" in card.metrics
        assert card.spec.calibration.raw != made.manifest.detector.calibration.raw
        assert card.spec.calibration.follows_picture is follows


def test_in_full_mode(fields: list[LabelledPicture], base: Path, tmp_path: Path) -> None:
    following = base.parents[1] / "he-cells" / "3"
    assert detector_config(job(tmp_path / "he", following, fields)).follows_picture
    assert not detector_config(job(tmp_path / "brightfield", base, fields)).follows_picture
