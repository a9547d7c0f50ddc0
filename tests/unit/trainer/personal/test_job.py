"""Plans that cannot end in a model are refused before anything is trained, in words."""

from pathlib import Path

import pytest
from cellscanner_shared.packages import verify_package
from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.personal.job import Job, cells_of, check
from cellscanner_trainer.personal.pictures import read_pictures
from cellscanner_trainer.personal.stopwatch import Stopwatch
from cellscanner_trainer.progress import Progress
from support.personal_trainings import Given, lay_out, plan_of, split_by


def job(work: Path, base: Path, given: list[Given], classes: tuple[str, ...], **changes: object) -> Job:
    snapshot = lay_out(work, given, classes)
    plan = plan_of(snapshot, base, **changes)
    data = read_pictures(snapshot, plan.class_names, None, work, "read")
    return Job(plan, base, verify_package(base), data, None, work, Progress(), Stopwatch(work / "seconds.json"))


def test_the_classes_of_the_base_are_fine(base: Path, fields: list[LabelledPicture], tmp_path: Path) -> None:
    made = job(tmp_path, base, split_by(fields, 4, 1), ("living", "dead"))
    check(made)
    assert cells_of(made.data.training) == {"living": 20, "dead": 12}
    assert made.validates_on_its_own


def test_pictures_without_a_cell_to_learn_from(base: Path, fields: list[LabelledPicture], tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="no labelled cell"):
        check(job(tmp_path, base, split_by(fields, 0, 3), ("living", "dead")))


def test_a_class_nobody_labelled_is_named(base: Path, fields: list[LabelledPicture], tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="class debris"):
        check(job(tmp_path, base, split_by(fields, 4, 1), ("living", "dead", "debris")))


def test_new_classes_need_the_unit_that_learns_them(base: Path, fields: list[LabelledPicture], tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="choose the unit target-classification too"):
        check(job(tmp_path, base, split_by(fields, 4, 1), ("alive", "gone"), units=("target-detection",)))


def test_one_class_leaves_nothing_to_tell_apart(base: Path, fields: list[LabelledPicture], tmp_path: Path) -> None:
    one = [
        LabelledPicture(picture.path, picture.width, picture.height, picture.boxes, picture.class_index * 0)
        for picture in fields
    ]
    made = job(tmp_path, base, split_by(one, 4, 1), ("cell",))
    assert not made.trains_classes
    with pytest.raises(DataRefused, match=r"choose the unit target-detection \(in the full mode\)"):
        check(made)
    check(job(tmp_path, base, split_by(one, 4, 1), ("cell",), mode="full"))


def test_without_validation_pictures_it_watches_what_it_learns_from(
    base: Path, fields: list[LabelledPicture], tmp_path: Path
) -> None:
    made = job(tmp_path, base, split_by(fields[:2], 2, 0), ("living", "dead"))
    assert not made.validates_on_its_own
    assert made.judged_on == "the training pictures"
