from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.serving import CPU, NetworkFailed, Session
from tiny_models import write_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_package(tmp_path / "package")
    return tmp_path / "package"


def test_a_network_with_weights_in_safetensors_runs(package: Path) -> None:
    session = Session(package / "classifier.onnx", CPU, threads=1)
    crops = np.full((2, 3, 4, 4), 0.5, np.float32)

    embeddings, logits = session.run({"crops": crops}, ["embeddings", "logits"])

    assert session.provider == "CPUExecutionProvider"
    assert session.outputs == ["logits", "embeddings"]
    assert embeddings.tolist() == [[0.5, 0.5, 0.5]] * 2
    assert logits.tolist() == [[5.0, 5.0]] * 2


def test_the_footprint_counts_half_precision_weights_twice(package: Path) -> None:
    expected = (package / "classifier.onnx").stat().st_size + 2 * (package / "classifier.safetensors").stat().st_size

    assert Session(package / "classifier.onnx").footprint_bytes == expected
    assert Session(package / "detector.onnx").footprint_bytes == (package / "detector.onnx").stat().st_size


@pytest.mark.parametrize("content", [b"", b"not a network", b"\x08\x09"])
def test_a_broken_network_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.onnx").write_bytes(content)

    with pytest.raises(NetworkFailed, match=r"broken\.onnx could not be loaded"):
        Session(tmp_path / "broken.onnx")


def test_missing_weights_are_refused(package: Path) -> None:
    (package / "classifier.safetensors").unlink()

    with pytest.raises(NetworkFailed, match=r"classifier\.onnx could not be loaded"):
        Session(package / "classifier.onnx")


def test_an_input_that_does_not_fit_fails_in_words(package: Path) -> None:
    session = Session(package / "classifier.onnx")

    with pytest.raises(NetworkFailed, match="failed on this input"):
        session.run({"crops": np.zeros((1, 2), np.float32)}, ["logits"])
