"""What a training takes over from the start package: weights, with the head's rows in the order of the new classes."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from cellscanner_trainer.evaluation.detection import MatchRule

DETECTOR_ROWS = re.compile(r"model\.\d+\.cv3\.\d+\.2\.(weight|bias)")
CLASSIFIER_ROWS = re.compile(r"fc\.(weight|bias)")


def carry_rows(tensor: Tensor, old: Sequence[str], new: Sequence[str]) -> Tensor:
    """The rows of the classes that stay, by name; a new class begins as the mean of all old ones."""
    rows = tensor.float()
    return torch.stack([rows[list(old).index(name)] if name in old else rows.mean(dim=0) for name in new])


def write_start(source: Path, target: Path, head: re.Pattern[str], old: Sequence[str], new: Sequence[str]) -> Path:
    """The weights of `source`, float32, written to `target` with the head's class rows re-made; gives `target`."""
    tensors = {name: value.float() if value.is_floating_point() else value for name, value in load_file(source).items()}
    carried = {name: carry_rows(value, old, new) for name, value in tensors.items() if old and head.fullmatch(name)}
    target.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors | carried, target)
    return target


def match_rule(package: Path) -> MatchRule:
    """The rule by which the package's detector was calibrated, as its metrics.json says; IoU where it does not."""
    metrics = json.loads((package / "metrics.json").read_text(encoding="utf-8"))
    held_out = metrics.get("detector", {}).get("held_out", {})
    return "centroid" if held_out.get("match") == "centroid" else "iou"
