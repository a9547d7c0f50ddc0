"""A real process: what it cannot do comes back as a problem, and it dies when it is not wanted."""

import multiprocessing
from pathlib import Path

import pytest
from cellscanner_trainer.worker.child import RecipeTask
from cellscanner_trainer.worker.runner import Cancelled, run_in_child


@pytest.fixture
def task(tmp_path: Path) -> RecipeTask:
    return RecipeTask({"name": "x"}, tmp_path, tmp_path, tmp_path / "package", threads=1)


def nobody(*_: object) -> None:
    pass


def test_a_bad_recipe_comes_back_as_its_problem(task: RecipeTask) -> None:
    problem = run_in_child(task, lambda: True, nobody)
    assert problem is not None
    assert problem["title"] == "The recipe cannot be used"
    assert "title: Field required" in problem["detail"]


def test_a_cancelled_training_leaves_no_process(task: RecipeTask) -> None:
    with pytest.raises(Cancelled):
        run_in_child(task, lambda: False, nobody)
    assert multiprocessing.active_children() == []
