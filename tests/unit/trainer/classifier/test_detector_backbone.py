import torch
from cellscanner_trainer.classifier.detector_backbone import of_detector
from cellscanner_trainer.classifier.network import Backbone, CropClassifier, normalise
from cellscanner_trainer.detector.network import build_detector


def test_embeddings_are_the_middle_and_the_mean_of_the_detectors_own_maps() -> None:
    torch.manual_seed(0)
    detector = build_detector("yolov5nu", nc=2).eval()
    network = Backbone("yolov5nu-backbone").eval()
    network.load_state_dict(of_detector(detector.state_dict()))
    crops = torch.rand(3, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        maps, seen = crops, []
        for stage in list(detector.get_submodule("model").children())[:7]:
            maps = stage(maps)
            seen.append(maps)
        embeddings = network(normalise(crops))
    fine, coarse = seen[4], seen[6]
    assert (fine.shape, coarse.shape) == ((3, 64, 8, 8), (3, 128, 4, 4))
    expected = [
        fine[:, :, 3:5, 3:5].mean((2, 3)), fine.mean((2, 3)), coarse[:, :, 1:3, 1:3].mean((2, 3)), coarse.mean((2, 3))
    ]  # fmt: skip
    assert network.embedding_size == 384
    assert torch.allclose(embeddings, torch.cat(expected, dim=1), atol=1e-4)


def test_it_carries_a_last_layer_as_any_backbone_does() -> None:
    network = CropClassifier(4, "yolov5nu-backbone").eval()
    with torch.inference_mode():
        logits, embeddings = network(torch.zeros(2, 3, 64, 64))
    assert (logits.shape, embeddings.shape) == ((2, 4), (2, 384))
