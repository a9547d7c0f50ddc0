from pathlib import Path

import numpy as np
import pytest
from cellscanner_trainer.data.labelled import DataSet, LabelCollector


def make(*names: str) -> DataSet:
    return DataSet(("cell",), tuple(LabelCollector(10, 10).picture(Path(name)) for name in names))


def test_pictures_are_selected_by_name_with_or_without_suffix() -> None:
    data = make("a.png", "b.jpg", "c.d.png")
    assert [p.path.name for p in data.select(["c.d.png", "b"]).pictures] == ["c.d.png", "b.jpg"]
    with pytest.raises(KeyError, match="z"):
        data.select(["z"])


def test_boxes_outside_the_picture_are_dropped() -> None:
    collector = LabelCollector(10, 10)
    collector.add("cell", 0, (-5, -5, 3, 4))
    collector.add("cell", 0, (11, 1, 15, 5))
    picture = collector.picture(Path("a.png"))
    np.testing.assert_array_equal(picture.boxes, np.array([[0, 0, 3, 4]], np.float32))
    assert [d.reason for d in picture.dropped] == ["box outside the picture"]
