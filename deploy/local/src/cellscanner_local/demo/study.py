"""Which pictures the demonstration shows, and what its report says of them before anything else."""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PICTURES_A_GROUP: Final = 10
MODEL: Final = "base/living-dead@2"

TITLES: Final[Mapping[str, str]] = {
    "en": "Demonstration: six batches of pictures, no treatments",
    "zh": "演示：六个批次的图片，并非处理组",
}
NOTES: Final[Mapping[str, str]] = {
    "en": "The groups of this report are batches: pictures taken on different days with looks of their own. Nothing "
    "was done to one that was not done to the others. Their differences are NOT treatment effects, whatever p says. "
    "Pictures: ten of each batch, evenly spaced, from the test part of the public living-dead set (label-free "
    "brightfield, cells in a counting grid; MIT licence), which the model never learned from. Made by "
    "cellscanner-demo-report.",
    "zh": "本报告中的“实验组”是拍摄批次：不同批次的图片外观各异，各批次之间没有任何处理上的差别。无论 p 值如何，"
    "它们之间的差异都不是处理效应。图片：取自公开的 living-dead 数据集（无标记明场，计数板上的细胞；MIT 许可证）"
    "的测试部分，每个批次等间隔取十张，模型从未用它们训练。由 cellscanner-demo-report 生成。",
}


def choose(data: Path) -> dict[str, list[Path]]:
    """Batch to its pictures of the test part, ten each, evenly spaced so that no two are neighbouring frames.

    Args:
        data: the folder `living-dead`, with `annotations.coco.json`, `splits.json` and `images`.
    """
    pictures = json.loads((data / "annotations.coco.json").read_text())["images"]
    group_of = {one["file_name"]: one["group"] for one in pictures}
    batches: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(json.loads((data / "splits.json").read_text())["test"]):
        batches[group_of[name]].append(name)
    return {
        f"batch {batch}": [data / "images" / name for name in spaced(names, PICTURES_A_GROUP)]
        for batch, names in sorted(batches.items())
    }


def spaced(names: list[str], most: int) -> list[str]:
    """At most so many of the names, in their order, as evenly spaced as they can be, the first among them."""
    if len(names) <= most:
        return names
    return [names[at * len(names) // most] for at in range(most)]
