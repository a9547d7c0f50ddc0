"""Where networks learn. No GPU is needed: torch's fake tensors know on which device they would lie, and refuse two."""

from collections.abc import Iterator

import pytest
import torch
from cellscanner_shared.serving.errors import GpuUnusable
from cellscanner_trainer.classifier.embedding import contrast_loss
from cellscanner_trainer.classifier.network import CropClassifier, normalise
from cellscanner_trainer.cli import main
from cellscanner_trainer.device import beside, learning_device, use_device
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.fixture
def on_a_gpu() -> Iterator[None]:
    """Networks made here would lie on a GPU, and tensors on the CPU unless they are put there."""
    with FakeTensorMode():
        yield


def network_on_a_gpu() -> CropClassifier:
    with torch.device("cuda"):
        return CropClassifier(2, "resnet18", background_channel=True)


@pytest.mark.usefixtures("no_gpu")
def test_a_gpu_that_is_not_there_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(GpuUnusable, match="torch finds none"):
        use_device("cuda")
    assert learning_device() == torch.device("cpu")
    assert main(["--device", "cuda", "embed", "x", "--recipe", "x", "--data", "x"]) == 1
    assert "torch finds none" in capsys.readouterr().err


@pytest.mark.usefixtures("on_a_gpu")
def test_what_a_network_is_given_lies_where_the_network_lies() -> None:
    network, crops = network_on_a_gpu(), torch.zeros(4, 3, 32, 32)
    with pytest.raises(RuntimeError, match="device"):
        network(normalise(crops))
    logits, embeddings = network(beside(normalise(crops), network))
    assert (logits.device.type, embeddings.device.type) == ("cuda", "cuda")
    loss = nn.CrossEntropyLoss()(logits, beside(torch.zeros(4, dtype=torch.long), network))
    assert loss.device.type == "cuda"


@pytest.mark.usefixtures("on_a_gpu")
def test_twins_are_looked_for_where_the_views_lie() -> None:
    left, right = (torch.zeros(4, 8, device="cuda") for _ in range(2))
    assert contrast_loss(left, right, 0.1).device.type == "cuda"
