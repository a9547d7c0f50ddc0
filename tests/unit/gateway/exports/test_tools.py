"""Exported files in the programs they are for: none of these readers is ours."""

import json
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import geojson
import pytest
from cellscanner_gateway.exports.labels import LabelFormat, label_members
from cellscanner_gateway.statistics.service import Whole
from cellscanner_gateway.zips import each, stream_zip
from globox import AnnotationSet
from PIL import Image
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from support.wholes import computed, square, whole

# Corners, class; one name with what XML and JSON have to escape.
FIRST = [(90.25, 90.0, 110.25, 110.0, "living"), (90.0, 100.0, 110.0, 120.0, "dead")]
SECOND = [(40.0, 40.0, 60.0, 60.0, "dead")]
NAMES = {"a & <b> 细胞.png": FIRST, "c.png": SECOND}
Boxes = list[tuple[float, float, float, float, str]]


def study() -> Whole:
    first, second = NAMES
    return whole(
        computed(1, filename=first, living=[square(100.25, 100)], dead=[square(100, 110)]),
        computed(2, filename=second, dead=[square(50, 50)]),
        computed(3, filename="broken.png", failed=True),
    )


async def unpack(form: LabelFormat, folder: Path) -> Path:
    content = b"".join([chunk async for chunk in stream_zip(each(label_members(study(), form)))])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)  # made by ourselves
    return folder


def found_by_globox(annotations: AnnotationSet) -> dict[str, Boxes]:
    return {
        one.image_id: [(box.xmin, box.ymin, box.xmax, box.ymax, str(box.label)) for box in one.boxes]
        for one in annotations
    }


async def test_pycocotools_reads_and_scores_coco(tmp_path: Path) -> None:
    file = await unpack("coco", tmp_path) / "annotations.json"
    coco = COCO(str(file))
    images = {one["id"]: one["file_name"] for one in coco.loadImgs(coco.getImgIds())}
    classes = {one["id"]: one["name"] for one in coco.loadCats(coco.getCatIds())}
    found: dict[str, Boxes] = {name: [] for name in images.values()}
    for one in coco.loadAnns(coco.getAnnIds()):
        x, y, width, height = one["bbox"]
        found[images[one["image_id"]]].append((x, y, x + width, y + height, classes[one["category_id"]]))
    assert found == NAMES
    # The same cells as results: a perfect detector by the benchmark's own measure.
    results = json.loads(file.read_text(encoding="utf-8"))["annotations"]
    evaluation = COCOeval(coco, coco.loadRes(results), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == pytest.approx(1.0)


async def test_globox_reads_voc_labelme_and_coco(tmp_path: Path) -> None:
    voc = AnnotationSet.from_pascal_voc(await unpack("voc", tmp_path / "voc"))
    labelme = AnnotationSet.from_labelme(await unpack("labelme", tmp_path / "labelme"))
    coco = AnnotationSet.from_coco(await unpack("coco", tmp_path / "coco") / "annotations.json")
    for annotations in (voc, labelme, coco):
        assert found_by_globox(annotations) == NAMES
        assert {one.image_size for one in annotations} == {(1000, 500)}


async def test_ultralytics_reads_yolo(tmp_path: Path) -> None:
    # Importing the trainer's network first switches off what ultralytics would send home.
    import cellscanner_trainer.detector.network  # noqa: F401
    from ultralytics.data.dataset import YOLODataset
    from ultralytics.data.utils import check_det_dataset

    folder = await unpack("yolo", tmp_path)
    (folder / "images").mkdir()
    for name in NAMES:
        Image.new("RGB", (1000, 500)).save(folder / "images" / name)
    data = check_det_dataset(str(folder / "data.yaml"), autodownload=False)
    dataset = YOLODataset(img_path=data["train"], data=data, task="detect", augment=False, rect=False)
    assert len(dataset) == len(NAMES)
    for label in dataset.get_labels():
        expected = NAMES[Path(label["im_file"]).name]
        assert [data["names"][int(index)] for index in label["cls"].ravel()] == [one[4] for one in expected]
        centres = [
            [(x1 + x2) / 2000, (y1 + y2) / 1000, (x2 - x1) / 1000, (y2 - y1) / 500] for x1, y1, x2, y2, _ in expected
        ]
        assert label["bboxes"].tolist() == [pytest.approx(one, abs=1e-6) for one in centres]


async def test_geojson_is_valid_by_its_rfc(tmp_path: Path) -> None:
    folder = await unpack("geojson", tmp_path)
    files = sorted(folder.glob("*.geojson"))
    assert len(files) == len(NAMES)
    for file in files:
        collection = geojson.loads(file.read_text(encoding="utf-8"))
        assert collection.is_valid, collection.errors()
        ids = [feature.id for feature in collection.features]
        assert len(set(ids)) == len(ids)
        for feature in collection.features:
            (ring,) = feature.geometry.coordinates
            area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
            assert area > 0, "an outer ring runs counterclockwise"
