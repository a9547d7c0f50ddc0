from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cellscanner_trainer.data.errors import UnreadableLabels
from cellscanner_trainer.data.voc import read_voc

XML = """<annotation><filename>stale-name.jpg</filename><size><width>64</width><height>48</height></size>
<object><name>WBC</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>11</xmax><ymax>22</ymax></bndbox></object>
<object><name>RBC</name><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object>
</annotation>"""


def test_corners_are_read_and_the_xml_names_its_picture(write: Callable[[str, object], Path], tmp_path: Path) -> None:
    write("one.xml", XML)
    data = read_voc(tmp_path, Path("pictures"), classes=["RBC", "WBC"])
    (picture,) = data.pictures
    assert picture.path == Path("pictures/one.jpg")
    np.testing.assert_array_equal(picture.boxes, np.array([[1, 2, 11, 22]], np.float32))
    assert picture.class_index.tolist() == [1]
    assert data.dropped() == ["one.jpg: RBC: box without an area"]


def test_blood_has_two_boxes_of_no_size(data_dir: Path) -> None:
    data = read_voc(data_dir / "blood/Annotations", data_dir / "blood/JPEGImages", classes=["RBC", "WBC", "Platelets"])
    assert len(data.pictures) == 292
    assert len(data.dropped()) == 2
    assert all(line.endswith("RBC: box without an area") for line in data.dropped())
    counts = np.bincount(np.concatenate([picture.class_index for picture in data.pictures]))
    assert counts.tolist() == [3348, 301, 292]


def test_a_class_outside_the_list_is_refused(write: Callable[[str, object], Path], tmp_path: Path) -> None:
    write("one.xml", XML)
    with pytest.raises(UnreadableLabels, match=r"\['WBC'\] are not in \['RBC'\]"):
        read_voc(tmp_path, Path(), classes=["RBC"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("no xml", "not XML"),
        ("<other/>", "no Pascal VOC annotation"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><annotation/>', "entities are not accepted"),
        ("<annotation/>", "a number is missing"),
    ],
)
def test_broken_files_are_refused_by_name(
    write: Callable[[str, object], Path], tmp_path: Path, content: object, reason: str
) -> None:
    write("bad.xml", content)
    with pytest.raises(UnreadableLabels, match=rf"bad\.xml: .*{reason}"):
        read_voc(tmp_path, Path())
