import numpy as np
import pyarrow as pa
import pytest
from cellscanner_shared.cells import CellTable
from cellscanner_shared.errors import CellsDamaged


def table() -> CellTable:
    return CellTable(
        boxes=np.array([[0, 0, 10, 12], [5.123, 6, 7, 8], [1, 2, 3, 4]], np.float32),
        score=np.array([0.91, 0.5, 0.75], np.float32),
        class_index=np.array([1, 0, 1], np.uint8),
        class_score=np.array([0.97, np.nan, 0.6], np.float32),
        detector_class_index=np.array([0, 0, 1], np.uint8),
        corrected=np.array([True, False, False]),
        classes=("living", "dead", "debris"),
        detector_classes=("living", "dead"),
        model="base/living-dead@1",
        software_version="0.1.0",
    )


def test_cells_of_the_api() -> None:
    assert table().to_cells()[:2] == [
        {
            "box": [0.0, 0.0, 10.0, 12.0],
            "score": 0.91,
            "class": "dead",
            "class_score": 0.97,
            "detector_class": "living",
            "corrected": True,
        },
        {
            "box": [5.12, 6.0, 7.0, 8.0],
            "score": 0.5,
            "class": "living",
            "class_score": None,
            "detector_class": "living",
            "corrected": False,
        },
    ]


def test_counts_list_every_class() -> None:
    assert table().counts() == {"living": 1, "dead": 2, "debris": 0}
    assert table().counts(["dead", "other"]) == {"dead": 2, "other": 0}


def test_arrow_round_trip() -> None:
    copy = CellTable.from_arrow_bytes(table().to_arrow_bytes())

    np.testing.assert_array_equal(copy.boxes, table().boxes)
    np.testing.assert_array_equal(copy.class_score, table().class_score)
    assert copy.boxes.dtype == np.float32
    assert copy.class_index.dtype == np.uint8
    assert copy.corrected.tolist() == [True, False, False]
    assert (copy.classes, copy.detector_classes) == (("living", "dead", "debris"), ("living", "dead"))
    assert (copy.model, copy.software_version) == ("base/living-dead@1", "0.1.0")


def test_the_file_is_plain_arrow_with_its_names_beside_it() -> None:
    read = pa.ipc.open_file(table().to_arrow_bytes()).read_all()

    assert read.column_names == [
        "x1", "y1", "x2", "y2", "score", "class_index", "class_score", "detector_class_index", "corrected",
    ]  # fmt: skip
    assert read["class_score"].null_count == 1
    assert read.schema.metadata[b"classes"] == b'["living", "dead", "debris"]'


def test_an_empty_table_survives() -> None:
    none = CellTable.detected(
        np.empty((0, 4), np.float32), np.empty(0, np.float32), np.empty(0, np.uint8), ["cell"], "base/he-cells@1"
    )

    copy = CellTable.from_arrow_bytes(none.to_arrow_bytes())

    assert len(copy) == 0
    assert copy.boxes.shape == (0, 4)
    assert copy.counts() == {"cell": 0}
    assert copy.to_cells() == []


def test_detector_only_models_have_no_class_score() -> None:
    cells = CellTable.detected(
        np.array([[0, 0, 1, 1]], np.float32),
        np.array([0.6], np.float32),
        np.zeros(1, np.uint8),
        ["cell"],
        "base/he-cells@1",
    )

    assert cells.to_cells()[0]["class_score"] is None
    assert cells.to_cells()[0]["corrected"] is False


def test_pages_and_masks() -> None:
    assert table().take(slice(1, 3)).score.tolist() == [0.5, 0.75]
    assert table().take(np.array([False, False, True])).counts()["dead"] == 1
    assert len(CellTable.concatenate([table(), table().take(slice(0, 1))])) == 4


def test_what_does_not_fit_is_refused() -> None:
    good = table()
    other = CellTable.detected(good.boxes, good.score, np.zeros(3, np.uint8), ["cell"], "base/he-cells@1")
    with pytest.raises(ValueError, match="one model"):
        CellTable.concatenate([good, other])
    with pytest.raises(ValueError, match="lengths"):
        CellTable.detected(good.boxes[:2], good.score, np.zeros(3, np.uint8), ["cell"], "m")
    with pytest.raises(ValueError, match="does not name"):
        CellTable.detected(good.boxes, good.score, np.ones(3, np.uint8), ["cell"], "m")


@pytest.mark.parametrize("spoil", [b"", b"ARROW1 not really", None])
def test_damaged_bytes_are_refused(spoil: bytes | None) -> None:
    data = table().to_arrow_bytes()[:-40] if spoil is None else spoil

    with pytest.raises(CellsDamaged):
        CellTable.from_arrow_bytes(data)
