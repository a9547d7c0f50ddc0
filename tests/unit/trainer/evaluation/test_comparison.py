"""Two packages side by side: the same one is never better than itself, and few pictures prove nothing."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
import pytest
from cellscanner_shared.packages import verify_package
from cellscanner_shared.synthetic import make_field
from cellscanner_shared.trainings import Comparison
from cellscanner_trainer.data.labelled import DataSet, LabelCollector
from cellscanner_trainer.evaluation import comparison as comparing
from cellscanner_trainer.evaluation.comparison import Contestant, SideOfPicture, compare

BASE = Path(__file__).resolve().parents[4] / "deploy" / "models" / "base" / "living-dead" / "1"


def fields(folder: Path, number: int, classes: tuple[str, ...]) -> DataSet:
    """Small synthetic pictures named by ids."""
    pictures = []
    for seed in range(number):
        field = make_field(seed, 96, 96, 3, target_fraction=0.34, touching=0.0, style="brightfield")
        path = folder / f"{uuid4()}.png"
        cv2.imwrite(str(path), field.picture[..., ::-1])
        collector = LabelCollector(96, 96)
        for (x1, y1, x2, y2), index in zip(field.boxes.tolist(), field.class_index.tolist(), strict=True):
            collector.add(classes[index], index, (x1, y1, x2, y2))
        pictures.append(collector.picture(path))
    return DataSet(classes, tuple(pictures))


@pytest.fixture(scope="module")
def base() -> Contestant:
    return Contestant(BASE, verify_package(BASE))


@pytest.fixture(scope="module")
def with_itself(base: Contestant, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compare(base, base, fields(tmp_path_factory.mktemp("fields"), 6, ("living", "dead")))


def test_a_model_cannot_be_told_from_itself(with_itself: Comparison) -> None:
    assert with_itself.verdict == "not-distinguishable"
    assert {one.verdict for one in with_itself.metrics} == {"not-distinguishable"}
    assert with_itself.hold_out.pictures == 6
    assert with_itself.hold_out.cells == 18
    for one in with_itself.metrics:
        assert one.old == one.new
        assert one.difference.value in {0.0, None}


def test_a_blind_model_is_worse(base: Contestant, tmp_path: Path) -> None:
    blind = replace(base, manifest=base.manifest.model_copy(update={"confidence": 1.0}))
    result = compare(base, blind, fields(tmp_path, 6, ("living", "dead")))
    by_name = {(one.name, one.class_name): one for one in result.metrics}
    assert by_name["recall", None].new.value == 0
    assert by_name["recall", None].verdict == "worse"
    assert by_name["count_error", None].verdict == "worse"
    assert result.verdict == "worse"
    assert result.pictures[0].new_f1 == 0


def test_of_every_picture_it_names_both_sides_are_kept_with_their_own_words(base: Contestant, tmp_path: Path) -> None:
    kept: dict[str, tuple[SideOfPicture, SideOfPicture]] = {}
    blind = replace(base, manifest=base.manifest.model_copy(update={"confidence": 1.0}))

    result = compare(
        base, blind, fields(tmp_path, 2, ("living", "dead")), lambda name, *sides: kept.update({name: sides})
    )

    assert list(kept) == [str(one.image_id) for one in result.pictures]
    old, new = kept[str(result.pictures[0].image_id)]
    assert (len(new.found.boxes), new.outcomes.truth) == (0, ("missed",) * 3)
    assert len(old.found.boxes) == len(old.outcomes.found) > 0
    assert old.names == ("living", "dead")
    assert old.outcomes.f1 == result.pictures[0].old_f1


def test_a_handful_of_pictures_proves_nothing(base: Contestant, tmp_path: Path) -> None:
    blind = replace(base, manifest=base.manifest.model_copy(update={"confidence": 1.0}))
    result = compare(base, blind, fields(tmp_path, 3, ("living", "dead")))
    assert result.verdict == "not-distinguishable"
    assert all(one.difference.low is None and one.old.high is None for one in result.metrics)


def test_classes_that_only_one_knows_are_cells_and_no_more(base: Contestant, tmp_path: Path) -> None:
    result = compare(base, base, fields(tmp_path, 2, ("debris", "dead")))
    assert {one.class_name for one in result.metrics} == {None, "dead"}
    assert result.hold_out.cells == 6


def test_nothing_held_out_is_nothing_compared(base: Contestant) -> None:
    result = compare(base, base, DataSet(("living", "dead"), ()))
    assert (result.hold_out.pictures, result.metrics, result.pictures) == (0, (), ())
    assert result.verdict == "not-distinguishable"


@pytest.mark.parametrize(
    ("name", "draws", "verdict"),
    [
        ("f1", [0.1, 0.2, 0.3], "better"),
        ("f1", [-0.3, -0.2, -0.1], "worse"),
        ("f1", [-0.1, 0.1, 0.2], "not-distinguishable"),
        ("count_error", [0.1, 0.2, 0.3], "worse"),
    ],
)
def test_a_verdict_asks_for_an_interval_off_zero(name: str, draws: list[float], verdict: str) -> None:
    key, zero = (name, None), np.zeros(4)
    metric = comparing._metric(key, {key: zero}, {key: np.array([draws[1], *draws])}, ())
    assert metric.verdict == verdict
