"""A recipe with another size, start or augmentation: what the H&E unit compares, from the command line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.recipes.schema import Recipe, parse_recipe


@dataclass(frozen=True)
class Changes:
    """What differs; None: as the recipe has it. `initial_weights`: coco, random, or the folder of a package."""

    size: str | None = None
    initial_weights: str | None = None
    augmentation: str | None = None
    steps: int | None = None


def change_recipe(recipe: Recipe, file: Path, changes: Changes, work: Path) -> tuple[Recipe, Path]:
    """The recipe so changed, and its file, written to `work`; both as they are where nothing differs.

    Raises RecipeRefused for weights that are not there.
    """
    if changes == Changes():
        return recipe, file
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    detector = content.setdefault("detector", {})
    if changes.size is not None:
        detector["architecture"] = f"yolov5{changes.size}u"
    if changes.augmentation is not None:
        detector["augment"] = changes.augmentation
    if changes.steps is not None:
        detector.setdefault("optimiser", {})["steps"] = changes.steps
    if changes.initial_weights is not None:
        detector.pop("start", None)
        detector.pop("initial_weights", None)
        detector.update(_start(changes.initial_weights))
    changed = parse_recipe(content, source=file.name)
    work.mkdir(parents=True, exist_ok=True)
    target = work / file.name
    target.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return changed, target


def _start(wanted: str) -> dict[str, str]:
    if wanted in ("coco", "random"):
        return {"initial_weights": wanted}
    weights = Path(wanted) / "detector.safetensors"
    if not weights.is_file():
        raise RecipeRefused(f"{wanted} is neither coco nor random nor the folder of a package.")
    return {"start": str(weights.absolute())}
