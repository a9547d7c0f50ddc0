import os
import pickle
from pathlib import Path

import pytest
import torch
from cellscanner_trainer.detector.coco_weights import read_coco_weights, read_start
from cellscanner_trainer.detector.network import build_detector, load_matching
from safetensors.torch import save_file


class Harmful:
    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, tuple[Path, str]]:
        return Path.write_text, (self.target, "run")


def test_342_of_427_tensors_fit(data_dir: Path) -> None:
    tensors = read_coco_weights(data_dir / "weights/yolov5n-coco.pt")
    network = build_detector("yolov5nu", 2)
    before = network.state_dict()["model.24.cv3.0.2.weight"].clone()
    assert len(network.state_dict()) == 427
    assert load_matching(network, tensors) == 342
    assert torch.equal(network.state_dict()["model.0.conv.weight"], tensors["model.0.conv.weight"])
    assert torch.equal(network.state_dict()["model.24.cv3.0.2.weight"], before)


def test_code_in_the_file_is_not_run(tmp_path: Path) -> None:
    file, trace = tmp_path / "x.pt", tmp_path / "trace"
    torch.save({"model": Harmful(trace)}, file)
    assert read_coco_weights(file) == {}
    assert not trace.exists()
    with file.with_suffix(".raw").open("wb") as raw:  # the pickle does harm where nothing holds it back
        pickle.dump(Harmful(trace), raw)
    pickle.loads(file.with_suffix(".raw").read_bytes())  # noqa: S301
    assert trace.read_text() == "run"


def test_a_file_without_a_model_is_refused(tmp_path: Path) -> None:
    torch.save({"something": torch.zeros(1)}, tmp_path / "x.pt")
    with pytest.raises(ValueError, match=r"x\.pt holds no YOLOv5 model"):
        read_coco_weights(tmp_path / "x.pt")


def test_a_package_s_weights_start_another_training(tmp_path: Path) -> None:
    save_file({"model.0.conv.weight": torch.full((16, 3, 6, 6), 0.5, dtype=torch.float16)}, tmp_path / "d.safetensors")
    network = build_detector("yolov5nu", 1)
    assert load_matching(network, read_start(tmp_path / "d.safetensors")) == 1
    assert network.state_dict()["model.0.conv.weight"].unique().tolist() == [0.5]


class _Touches:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.path,)


def test_a_file_of_the_old_format_runs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "old.pt"
    file.write_bytes(pickle.dumps(_Touches(str(tmp_path / "ran"))))
    with pytest.raises(RuntimeError, match="magic number"):
        read_coco_weights(file)
    assert not (tmp_path / "ran").exists()
