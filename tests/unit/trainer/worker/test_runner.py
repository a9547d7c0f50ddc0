"""A real process: what it cannot do comes back as a problem, and it dies when it is not wanted."""

import multiprocessing
from pathlib import Path

import pytest
from cellscanner_trainer.worker.child import Means, RecipeTask
from cellscanner_trainer.worker.runner import Cancelled, run_in_child


@pytest.fixture
def task(tmp_path: Path) -> RecipeTask:
    return RecipeTask({"name": "x"}, tmp_path, tmp_path, tmp_path / "package", Means())


def nobody(*_: object) -> None:
    pass


def test_a_bad_recipe_comes_back_as_its_problem(task: RecipeTask) -> None:
    problem = run_in_child(task, lambda: True, nobody)
    assert problem is not None
    assert problem["title"] == "The recipe cannot be used"
    assert "title: Field required" in problem["detail"]


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to("/dev/full")
    recipe = {
        "name": "x",
        "title": {"en": "X", "zh": "X"},
        "licence": {"id": "MIT", "conditions": "None."},
        "classes": [{"name": "cell", "target": False}],
        "data": {"labels": "labels.json", "pictures": "pictures"},
        "embedding": {},
        "card": {"trained_on": "Nothing."},
    }
    problem = run_in_child(RecipeTask(recipe, tmp_path, tmp_path, tmp_path / "p", Means()), lambda: True, nobody)
    assert problem is not None
    assert problem["reason"] == "training-disk-full"


def test_a_gpu_that_is_asked_for_and_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    asking = RecipeTask({"name": "x"}, tmp_path, tmp_path, tmp_path / "p", Means(device="cuda"))
    problem = run_in_child(asking, lambda: True, nobody)
    assert problem is not None
    assert problem["type"] == "/docs/errors/gpu-unusable"


def test_a_cancelled_training_leaves_no_process(task: RecipeTask) -> None:
    with pytest.raises(Cancelled):
        run_in_child(task, lambda: False, nobody)
    assert multiprocessing.active_children() == []
