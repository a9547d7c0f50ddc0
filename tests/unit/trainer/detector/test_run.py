import json
from pathlib import Path

import pytest
from cellscanner_shared.packages import DetectorSpec
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.detector.network import build_detector
from cellscanner_trainer.detector.run import train_detector
from cellscanner_trainer.detector.training import Hooks
from safetensors.torch import load_file


def test_a_finished_folder_holds_all_tensors_and_says_how_to_feed_them(
    discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path
) -> None:
    train_detector(discs, discs, tiny_config, tmp_path / "out")
    content = json.loads((tmp_path / "out/detector.json").read_text())
    spec = DetectorSpec.model_validate(content["spec"])
    assert (spec.architecture, spec.head, spec.classes) == ("yolov5nu", "anchor-free", ("a", "b"))
    assert (spec.input.upsample, spec.largest_cell_px) == (1.0, 24)
    assert content["metrics"]["training"]["steps"] == 4
    assert content["metrics"]["training"]["cells"] == 10
    assert content["metrics"]["held_out"]["cells"] == 10
    network = build_detector("yolov5nu", 2)
    network.load_state_dict(load_file(tmp_path / "out/detector.safetensors"))


def test_a_cancelled_training_leaves_no_finished_folder(
    discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path
) -> None:
    assert train_detector(discs, discs, tiny_config, tmp_path / "out", Hooks(stop=lambda: True)) is None
    assert not (tmp_path / "out/detector.json").exists()


@pytest.mark.parametrize("architecture", ["yolov5nu", "yolov5su"])
def test_sizes_of_the_network_can_be_chosen(architecture: str) -> None:
    parameters = sum(p.numel() for p in build_detector(architecture, 1).parameters())
    assert 2e6 < parameters < (4e6 if architecture == "yolov5nu" else 1e7)
