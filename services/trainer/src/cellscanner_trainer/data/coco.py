"""COCO detection JSON: boxes `x, y, w, h`, optionally beside a folder of instance label maps."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from cellscanner_trainer.data.errors import UnreadableLabels
from cellscanner_trainer.data.labelled import DataSet, LabelCollector, LabelledPicture


def read_coco(file: Path, pictures: Path, *, instances: Path | None = None) -> DataSet:
    """Reads a COCO file.

    Args:
        file: the JSON file.
        pictures: folder that its `file_name`s are relative to.
        instances: folder of label maps with the same file names; the n-th annotation of a picture is the value n.

    Raises:
        UnreadableLabels: the file is no COCO detection file.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        categories = sorted(content["categories"], key=lambda category: int(category["id"]))
        by_picture: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for annotation in content["annotations"]:
            by_picture[annotation["image_id"]].append(annotation)
        index = {int(category["id"]): place for place, category in enumerate(categories)}
        names = tuple(str(category["name"]) for category in categories)
        read = [
            _picture(image, by_picture[image["id"]], index, names, pictures, instances) for image in content["images"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableLabels(file, f"not a COCO detection file ({error})") from error
    return DataSet(names, tuple(read))


def _picture(
    image: dict[str, Any],
    annotations: list[dict[str, Any]],
    index: dict[int, int],
    names: tuple[str, ...],
    pictures: Path,
    instances: Path | None,
) -> LabelledPicture:
    collector = LabelCollector(int(image["width"]), int(image["height"]))
    for number, annotation in enumerate(annotations, start=1):
        place = index[annotation["category_id"]]
        x, y, w, h = (float(value) for value in annotation["bbox"])
        if annotation.get("iscrowd"):
            collector.skip(names[place], "crowd region, not one cell")
        else:
            collector.add(names[place], place, (x, y, x + w, y + h), number)
    name = _inside(str(image["file_name"]))
    mask = instances / name.with_suffix(".png") if instances else None
    return collector.picture(pictures / name, instances=mask, group=image.get("group"))


def _inside(file_name: str) -> Path:
    """A name that leads out of the folder would read a file that nobody sent. Raises ValueError."""
    name = Path(file_name)
    if name.is_absolute() or ".." in name.parts:
        raise ValueError(f"{file_name} lies outside the folder of the pictures")
    return name
