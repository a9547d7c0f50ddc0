from pathlib import Path

import numpy as np
import torch
from cellscanner_trainer.packaging.weights import StoredTensor, layout, save_weights
from safetensors.torch import load_file


def test_kernels_are_halved_and_vectors_and_counters_kept(tmp_path: Path) -> None:
    file = tmp_path / "w.safetensors"
    save_weights({"kernel": torch.ones(2, 3), "variance": torch.tensor([1e6]), "count": torch.tensor(7)}, file)
    stored = load_file(file)
    assert {name: value.dtype for name, value in stored.items()} == {
        "kernel": torch.float16,
        "variance": torch.float32,
        "count": torch.int64,
    }
    assert stored["variance"].item() == 1e6


def test_the_layout_points_at_the_very_bytes(tmp_path: Path) -> None:
    file = tmp_path / "w.safetensors"
    kernel = torch.arange(6, dtype=torch.float32).reshape(2, 3)
    save_weights({"kernel": kernel, "bias": torch.tensor([0.25, -1.0])}, file)
    places, content = layout(file), file.read_bytes()

    def read(place: StoredTensor, dtype: type[np.generic]) -> list[float]:
        found: list[float] = np.frombuffer(content[place.offset : place.offset + place.length], dtype).tolist()
        return found

    assert read(places["kernel"], np.float16) == [0, 1, 2, 3, 4, 5]
    assert places["kernel"].shape == (2, 3)
    assert read(places["bias"], np.float32) == [0.25, -1.0]


def test_other_users_may_read_the_file(tmp_path: Path) -> None:
    file = tmp_path / "w.safetensors"
    save_weights({"kernel": torch.ones(2, 3)}, file)
    assert file.stat().st_mode & 0o777 == 0o644
