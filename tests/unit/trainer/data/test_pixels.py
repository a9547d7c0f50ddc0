from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_shared.pictures import open_picture
from cellscanner_trainer.data.labelled import LabelCollector
from cellscanner_trainer.data.pixels import read_instances, read_labelled, read_rgb
from cellscanner_trainer.errors import DataRefused


@pytest.mark.parametrize("name", ["A_1114.png", "B_1557.png", "A_1095.png"])
def test_16_bit_pictures_keep_their_upper_byte(data_dir: Path, name: str) -> None:
    path = data_dir / "living-dead/images" / name
    raw = np.asarray(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), np.uint16)
    assert raw.max() > 255
    np.testing.assert_array_equal(read_rgb(path), np.repeat((raw >> 8).astype(np.uint8)[..., None], 3, axis=2))


def test_training_reads_what_serving_reads(data_dir: Path) -> None:
    path = data_dir / "monuseg/images/TCGA-18-5592-01Z-00-DX1.png"
    with open_picture(path) as picture:
        np.testing.assert_array_equal(read_rgb(path), picture.read())
    assert read_rgb(path).shape == (1000, 1000, 3)


def test_label_maps(data_dir: Path, tmp_path: Path) -> None:
    labels = read_instances(data_dir / "monuseg/instances/TCGA-18-5592-01Z-00-DX1.png")
    assert (labels.shape, labels.dtype.name, int(labels.max())) == ((1000, 1000), "int32", 480)
    (tmp_path / "x.png").write_bytes(b"no picture")
    with pytest.raises(DataRefused, match=r"x\.png is no label map"):
        read_instances(tmp_path / "x.png")


def test_labels_of_another_size_are_refused(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "x.png"), np.zeros((30, 40), np.uint8))
    assert read_labelled(LabelCollector(40, 30).picture(tmp_path / "x.png")).shape == (30, 40, 3)
    with pytest.raises(DataRefused, match=r"x\.png has 40 x 30 pixels, its labels are of 30 x 40"):
        read_labelled(LabelCollector(30, 40).picture(tmp_path / "x.png"))
