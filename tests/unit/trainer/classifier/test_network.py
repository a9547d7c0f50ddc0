from pathlib import Path

import pytest
import torch
from cellscanner_trainer.classifier.network import Backbone, CropClassifier, load_matching, load_weights, normalise
from safetensors.torch import save_file
from torchvision.models import resnet34


def test_parameters_carry_torchvision_names() -> None:
    ours, theirs = CropClassifier(1000).state_dict(), resnet34(weights=None).state_dict()
    assert {name: value.shape for name, value in ours.items()} == {name: value.shape for name, value in theirs.items()}


def test_it_computes_what_torchvision_does() -> None:
    theirs = resnet34(weights=None).eval()
    ours = CropClassifier(1000).eval()
    assert load_matching(ours, theirs.state_dict()) == []
    crops = torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        logits, embeddings = ours(crops)
        assert torch.allclose(logits, theirs(crops), atol=1e-5)
    assert embeddings.shape == (2, 512)


def test_a_backbone_takes_all_but_the_last_layer_of_another_model(tmp_path: Path) -> None:
    other = CropClassifier(3)
    save_file(
        {name: value.half() if value.ndim > 1 else value for name, value in other.state_dict().items()}, tmp_path / "w"
    )
    backbone, classifier = Backbone(), CropClassifier(2)
    assert load_weights(backbone, tmp_path / "w") == []
    assert load_weights(classifier, tmp_path / "w") == ["fc.bias", "fc.weight"]
    taken, given = (network.get_parameter("conv1.weight") for network in (classifier, other))
    assert torch.allclose(taken, given, atol=1e-3)
    assert taken.dtype == torch.float32


def test_normalise_uses_the_means_of_the_manifest() -> None:
    grey = torch.full((1, 3, 2, 2), 0.485)
    assert torch.allclose(normalise(grey)[0, :, 0, 0], torch.tensor([0.0, 0.12946, 0.35111]), atol=1e-4)


@pytest.mark.parametrize(
    ("architecture", "size"), [("resnet18", 512), ("resnet50", 2048), ("convnext_tiny", 768), ("efficientnet_b0", 1280)]
)
def test_other_families_by_name(architecture: str, size: int) -> None:
    network = CropClassifier(3, architecture).eval()
    with torch.inference_mode():
        logits, embeddings = network(torch.zeros(2, 3, 32, 32))
    assert (logits.shape, embeddings.shape) == ((2, 3), (2, size))
    assert network.embedding_size == size


@pytest.mark.parametrize("architecture", ["resnet18", "efficientnet_b0"])
def test_with_a_background_channel_it_begins_as_the_network_without(architecture: str) -> None:
    plain = CropClassifier(2, architecture).eval()
    wider = CropClassifier(2, architecture, background_channel=True)
    kept = load_matching(wider, plain.state_dict())
    assert kept
    assert all(name.startswith("background.") for name in kept)
    crops = torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        assert torch.allclose(wider.eval()(crops)[0], plain(crops)[0], atol=1e-5)
    # And back: the fourth channel is left out.
    again = CropClassifier(2, architecture).eval()
    assert load_matching(again, wider.state_dict()) == []
    with torch.inference_mode():
        assert torch.allclose(again(crops)[0], plain(crops)[0], atol=1e-5)


def test_the_background_is_what_its_fourth_channel_shows() -> None:
    network = CropClassifier(2, "resnet18", background_channel=True).eval()
    assert network.background is not None
    crops = torch.randn(2, 3, 16, 16, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        before = network(crops)[0]
        # A network that is sure of background everywhere: the channel is 2 throughout.
        sure_of_it = {"last.weight": torch.zeros(1, 8, 1, 1), "last.bias": torch.tensor([30.0])}
        network.background.load_state_dict(sure_of_it, strict=False)
        sure = network(crops)[0]
        chain = torch.cat([crops, torch.full((2, 1, 16, 16), 2.0)], dim=1)
        for name, module in network.named_children():
            if name not in {"background", "fc"}:
                chain = module(chain)
        assert torch.allclose(sure, network.fc(chain.flatten(1)), atol=1e-5)
    assert not torch.allclose(before, sure, atol=1e-5)
