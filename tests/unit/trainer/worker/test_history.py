from pathlib import Path

from cellscanner_trainer.worker.history import read_history


def test_points_say_whose_they_are_and_half_a_line_waits(tmp_path: Path) -> None:
    for folder in ("detector", "classifier"):
        (tmp_path / folder).mkdir()
    (tmp_path / "detector" / "detector-history.jsonl").write_text('{"step": 10}\n{"step": 20}\n{"st')
    (tmp_path / "classifier" / "classifier-history.jsonl").write_text('{"epoch": 1, "ap": NaN}\n')
    assert read_history(tmp_path) == [
        {"network": "classifier", "epoch": 1, "ap": None},
        {"network": "detector", "step": 10},
        {"network": "detector", "step": 20},
    ]


def test_long_curves_are_thinned(tmp_path: Path) -> None:
    (tmp_path / "detector").mkdir()
    lines = "".join(f'{{"step": {step}}}\n' for step in range(1200))
    (tmp_path / "detector" / "detector-history.jsonl").write_text(lines)
    points = read_history(tmp_path)
    assert len(points) == 401
    assert [point["step"] for point in (*points[:3], points[-1])] == [0, 3, 6, 1199]


def test_a_training_that_has_not_begun_has_no_curve(tmp_path: Path) -> None:
    assert read_history(tmp_path) == []
