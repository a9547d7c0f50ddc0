"""What the sizes of YOLOv5u and a crop cost to learn and to run: processor seconds of one thread.

`.venv/bin/python tests/bench/bench_network_costs.py` prints the table of docs/experiments.md, on which the
estimates of trainings stand (`trainings/estimate.py` of the gateway).
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import verify_package
from cellscanner_trainer.classifier.network import CropClassifier
from cellscanner_trainer.classifier.onnx import OnnxCrops
from cellscanner_trainer.detector.network import build_detector, detection_loss

SIDE = 320
CROPS = 32
PACKAGE = Path("deploy/models/base/living-dead/1")


def seconds(work: Callable[[], object], times: int = 2) -> float:
    """Processor time of one call; the first one, which warms up, does not count."""
    work()
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


def detector_row(size: str) -> str:
    """Parameters, and seconds a megapixel to learn and to detect."""
    network = build_detector(f"yolov5{size}u", 1).train()
    loss = detection_loss(network)
    pictures = torch.rand(1, 3, SIDE, SIDE)
    targets = {
        "batch_idx": torch.zeros(3),
        "cls": torch.zeros(3, 1),
        "bboxes": torch.tensor([[0.3, 0.3, 0.2, 0.2], [0.6, 0.6, 0.1, 0.2], [0.5, 0.2, 0.2, 0.1]]),
    }

    def learn() -> None:
        torch.autograd.backward(loss(network(pictures), targets)[0].sum())

    megapixels = SIDE**2 / 1e6
    learned = seconds(learn) / megapixels
    network.eval()
    with torch.inference_mode():
        detected = seconds(lambda: network(pictures)) / megapixels
    parameters = sum(one.numel() for one in network.parameters())
    return f"| YOLOv5{size}u | {parameters / 1e6:.1f} M | {learned:.2f} | {detected:.2f} |"


def crop_costs() -> tuple[float, float]:
    """Seconds a crop of 32 px: a ResNet34 learning, and the shipped one giving its embedding."""
    network, crops = CropClassifier(2).train(), torch.rand(CROPS, 3, 32, 32)
    learned = seconds(lambda: torch.autograd.backward(network(crops)[0].sum()), 5) / CROPS
    spec = verify_package(PACKAGE).classifier
    if spec is None:
        raise SystemExit(f"{PACKAGE} has no classifier")
    shipped, pixels = OnnxCrops(PACKAGE, spec), np.zeros((256, 32, 32, 3), np.uint8)
    return learned, seconds(lambda: shipped.embeddings(pixels)) / 256


def main() -> None:
    torch.set_num_threads(1)
    print("| network | parameters | s a megapixel to learn | s a megapixel to detect |\n|---|---|---|---|")
    for size in "nsmlx":
        print(detector_row(size), flush=True)
    learned, embedded = crop_costs()
    print(f"a crop of 32 px: {learned * 1000:.1f} ms to learn, {embedded * 1000:.1f} ms to embed")


if __name__ == "__main__":
    main()
