import json
from pathlib import Path

import pytest
import torch
from cellscanner_trainer.personal.rows import CLASSIFIER_ROWS, DETECTOR_ROWS, carry_rows, match_rule, write_start
from safetensors.torch import load_file, save_file


def test_rows_follow_their_names_and_new_ones_begin_as_the_mean() -> None:
    rows = torch.tensor([[1.0, 0.0], [3.0, 2.0]])
    carried = carry_rows(rows, ("living", "dead"), ("dead", "debris", "living"))
    assert carried.tolist() == [[3, 2], [2, 1], [1, 0]]


def test_only_the_heads_rows_are_re_made(tmp_path: Path) -> None:
    kept, head = torch.ones(2, 2).half(), torch.tensor([1.0, 3.0])
    save_file(
        {"model.24.cv3.0.2.bias": head, "model.24.cv3.0.1.bias": head.clone(), "model.2.conv.weight": kept},
        tmp_path / "a",
    )
    out = write_start(tmp_path / "a", tmp_path / "b", DETECTOR_ROWS, ("living", "dead"), ("cell",))
    written = load_file(out)
    assert written["model.24.cv3.0.2.bias"].tolist() == [2.0]
    assert written["model.24.cv3.0.1.bias"].tolist() == [1.0, 3.0]
    assert written["model.2.conv.weight"].dtype == torch.float32


def test_a_backbone_without_classes_has_no_rows(tmp_path: Path) -> None:
    save_file({"fc.bias": torch.zeros(2)}, tmp_path / "a")
    out = write_start(tmp_path / "a", tmp_path / "b", CLASSIFIER_ROWS, (), ("living",))
    assert load_file(out)["fc.bias"].shape == (2,)


@pytest.mark.parametrize(
    ("metrics", "rule"), [({"detector": {"held_out": {"match": "centroid"}}}, "centroid"), ({}, "iou")]
)
def test_cells_are_matched_as_the_base_was_calibrated(tmp_path: Path, metrics: dict[str, object], rule: str) -> None:
    (tmp_path / "metrics.json").write_text(json.dumps(metrics))
    assert match_rule(tmp_path) == rule
