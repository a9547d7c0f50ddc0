from pathlib import Path

import pytest
from cellscanner_trainer.history import append_point, forget_beyond


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history.jsonl"


def test_what_was_lost_leaves_the_curve(history: Path) -> None:
    history.write_text('{"step": 10}\n{"step": 20}\n{"step": 30}\n{"step": 4', encoding="utf-8")
    forget_beyond(history, "step", 20)
    assert history.read_text() == '{"step": 10}\n{"step": 20}\n'


def test_a_number_that_is_none_is_not_written(history: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        append_point(history, {"step": 1, "loss": float("nan")})
    assert not history.exists() or history.read_text() == ""


def test_a_training_that_has_not_begun_has_nothing_to_forget(history: Path) -> None:
    forget_beyond(history, "epoch", 0)
    assert not history.exists()
