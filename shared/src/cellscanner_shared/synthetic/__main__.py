"""`python -m cellscanner_shared.synthetic --out DIR`: sample pictures with their truth as COCO JSON."""

import argparse
import json
from pathlib import Path
from typing import Any

from PIL import Image

from cellscanner_shared.synthetic import Style, SyntheticField, make_field

_SAMPLES: tuple[tuple[str, int, int, float, Style], ...] = (
    ("tissue-1", 1, 320, 0.07, "tissue"),
    ("tissue-2", 2, 420, 0.12, "tissue"),
    ("tissue-3", 3, 240, 0.04, "tissue"),
    ("brightfield-1", 4, 120, 0.2, "brightfield"),
)


def write_samples(folder: Path) -> None:
    """Write the sample pictures as PNG, and `annotations.coco.json` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(
        {name for style in ("tissue", "brightfield") for name in make_field(0, 40, 40, 0, style=style).classes}
    )
    categories = {name: number for number, name in enumerate(names, start=1)}
    document: dict[str, Any] = {
        "images": [],
        "annotations": [],
        "categories": [{"id": number, "name": name} for name, number in categories.items()],
    }
    for name, seed, cells, fraction, style in _SAMPLES:
        field = make_field(seed, 1000, 1000, cells, target_fraction=fraction, style=style)
        Image.fromarray(field.picture).save(folder / f"{name}.png")
        _add(document, f"{name}.png", field, categories)
    (folder / "annotations.coco.json").write_text(json.dumps(document))


def _add(document: dict[str, Any], file_name: str, field: SyntheticField, categories: dict[str, int]) -> None:
    height, width = field.picture.shape[:2]
    image_id = len(document["images"]) + 1
    document["images"].append({"id": image_id, "file_name": file_name, "width": width, "height": height})
    for (x1, y1, x2, y2), index in zip(field.boxes.tolist(), field.class_index.tolist(), strict=True):
        document["annotations"].append(
            {
                "id": len(document["annotations"]) + 1,
                "image_id": image_id,
                "category_id": categories[field.classes[index]],
                "bbox": [x1, y1, x2 - x1, y2 - y1],
                "area": (x2 - x1) * (y2 - y1),
                "iscrowd": 0,
            }
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Write sample pictures with exact truth.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    write_samples(parser.parse_args().out)


if __name__ == "__main__":
    main()
