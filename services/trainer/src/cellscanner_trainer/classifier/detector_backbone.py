"""What a detector has learned of cells, as the embedding of crops: it tells kinds apart that it has no names for.

A detector learns to find cells by their outlines and their inside. The maps of its backbone at strides 8 and 16, in
the middle of a crop and averaged over all of it, hold more of that than a network which learned without labels, and
the crop may be wide enough to show the neighbours, too. Figures: docs/experiments.md.
"""

from collections.abc import Mapping

import torch
from cellscanner_shared.trainings import DETECTOR_BACKBONE
from torch import Tensor, nn

STAGES, DESCRIBED = 7, (4, 6)


class DetectorStages(nn.Sequential):
    """The first stages of a YOLOv5u: crops `N x 3 x S x S` in 0..1 to embeddings `N x embedding_size`."""

    @property
    def embedding_size(self) -> int:
        """The middle and the mean of every map that is described."""
        ends = (self.get_submodule(f"{place}.cv3.conv") for place in DESCRIBED)
        return sum(2 * one.out_channels for one in ends if isinstance(one, nn.Conv2d))

    def forward(self, crops: Tensor) -> Tensor:
        """The embeddings."""
        maps, parts = crops, list[Tensor]()
        for place, stage in enumerate(self):
            maps = stage(maps)
            if place in DESCRIBED:
                parts += [_middle(maps).mean((2, 3)), maps.mean((2, 3))]
        return torch.cat(parts, dim=1)


def detector_stages(architecture: str) -> DetectorStages:
    """The stages of an architecture such as `yolov5nu-backbone`, with random weights."""
    # It brings ultralytics, which only those need who ask for such a network.
    from cellscanner_trainer.detector.network import build_detector

    layers = build_detector(architecture.removesuffix(DETECTOR_BACKBONE), nc=1).get_submodule("model")
    return DetectorStages(*list(layers.children())[:STAGES])


def of_detector(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The stages' tensors among those of a whole detector, by their names in a backbone of crops."""
    named = ((name.split(".", 2), value) for name, value in tensors.items() if name.startswith("model."))
    return {f"stages.{stage}.{rest}": value for (_, stage, rest), value in named if int(stage) < STAGES}


def _middle(maps: Tensor) -> Tensor:
    """What touches the middle: one place of an odd side, two by two of an even one."""
    low, high = (maps.shape[-1] - 1) // 2, maps.shape[-1] // 2 + 1
    return maps[:, :, low:high, low:high]
