"""Files that people made with labelme and labelImg, and COCO as published."""

import json
from pathlib import Path

from cellscanner_shared.formats import PictureFacts, read_labels


def test_labelme_files_agree_with_the_published_coco_file(data: Path) -> None:
    folder = data / "living-dead"
    coco = (folder / "annotations.coco.json").read_bytes()
    checked = 0
    for file in sorted((folder / "labelme").glob("*.json"))[:20]:
        document = json.loads(file.read_text(encoding="utf-8"))
        name = Path(document["imagePath"].replace("\\", "/")).name
        facts = PictureFacts(name, document["imageWidth"], document["imageHeight"])
        mine = read_labels(file.read_bytes(), facts)
        published = read_labels(coco, facts)
        assert len(mine.cells.boxes) == len(published.cells.boxes)
        assert sorted(mine.cells.class_names) == sorted(published.cells.class_names)
        checked += len(mine.cells.boxes)
    assert checked == 76


def test_voc_files_of_blood_cells(data: Path) -> None:
    files = sorted((data / "blood" / "Annotations").glob("*.xml"))[:50]
    counts: dict[str, int] = {}
    for file in files:
        reading = read_labels(file.read_bytes(), PictureFacts(f"{file.stem}.jpg", 640, 480))
        assert {one.reason for one in reading.skipped} <= {"no-area"}
        for name in reading.cells.class_names:
            counts[name] = counts.get(name, 0) + 1
    assert counts.keys() == {"RBC", "WBC", "Platelets"}
    assert counts["RBC"] > counts["Platelets"] > 0
