"""Tables against numbers worked out by hand, through the CSV that people open."""

import csv
from io import StringIO
from uuid import UUID

import pytest
from cellscanner_gateway.exports.csv_files import csv_bytes, csv_stream
from cellscanner_gateway.exports.tables import TableName, table_of
from cellscanner_gateway.statistics.service import Whole
from support.wholes import computed, square, whole

Rows = list[dict[str, str]]


def study() -> Whole:
    """Targets of radius 10; of the first picture one normal cell lies 10 and one 30 pixels away from the target."""
    near = [square(100, 100), square(100, 140, 10)]
    return whole(
        computed(1, group="control", specimen="mouse 1", scale=0.5, living=near, dead=[square(100, 110)]),
        computed(2, group="=HYPERLINK(1)", filename="+evil.png", dead=[square(50, 50)]),
        computed(3, group="control", failed=True),
    )


def read(what: TableName, data: Whole | None = None) -> Rows:
    table = table_of(data or study(), what)
    text = csv_bytes(table.header, table.rows).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_one_row_a_cell_with_everything_known_of_it() -> None:
    first, second, target, other = read("cells")
    assert first == {
        "image_id": str(UUID(int=1)),
        "filename": "1.png",
        "group": "control",
        "specimen": "mouse 1",
        "labels": "predicted",
        "annotation_revision": "",
        "cell": "1",
        "x1": "90.0",
        "y1": "90.0",
        "x2": "110.0",
        "y2": "110.0",
        "class": "living",
        "target": "0",
        "score": "0.5",
        "class_score": "0.5",
        "detector_class": "living",
        "corrected": "0",
        "size": "0.0008",
        "relative_size": "1.6",
        "area_um2": "100.0",
        "normals_within_2R": "",
        "normals_within_4R": "",
        "nearest_cell_px": "10.0",
        "nearest_normal_px": "",
    }
    assert (second["cell"], second["relative_size"]) == ("2", "0.4")
    assert (target["class"], target["target"], target["corrected"]) == ("dead", "1", "1")
    assert (target["normals_within_2R"], target["normals_within_4R"]) == ("1", "2")
    assert (target["nearest_cell_px"], target["nearest_normal_px"]) == ("10.0", "10.0")
    assert (second["nearest_cell_px"], other["nearest_cell_px"], other["nearest_normal_px"]) == ("30.0", "", "")
    assert (other["filename"], other["group"]) == ("'+evil.png", "'=HYPERLINK(1)")
    assert (other["relative_size"], other["area_um2"], other["normals_within_2R"]) == ("", "", "0")


def test_scores_keep_every_digit() -> None:
    *_, last = read("cells", whole(computed(1, living=[square(50, 50), square(80, 80), square(20, 20)])))
    assert float(last["score"]) == 0.8999999761581421


def test_one_row_a_picture_and_a_failed_one_says_so() -> None:
    first, second, failed = read("pictures")
    assert (first["cells"], first["counts:living"], first["counts:dead"]) == ("3", "2", "1")
    assert (first["target_ratio"], first["size_ratio"], first["effective_score:2"]) == ("0.5", "1.6", "1.0")
    # Half a megapixel at 0.5 µm a pixel is an eighth of a square millimetre.
    assert (first["density_per_megapixel:dead"], first["density_per_mm2:dead"]) == ("2.0", "8.0")
    assert (second["target_ratio"], second["density_per_mm2:dead"], second["warnings"]) == ("", "", "no-scale")
    assert (failed["state"], failed["cells"], failed["target_ratio"]) == ("failed", "", "")
    assert {one["model"] for one in (first, second, failed)} == {"base/tiny@1"}


def test_groups_and_tests() -> None:
    groups = {(one["group"], one["metric"]): one for one in read("groups")}
    ratio = groups["control", "target_ratio"]
    assert (ratio["pictures"], ratio["failed"], ratio["n"], ratio["mean"], ratio["sd"]) == ("2", "1", "1", "0.5", "")
    assert groups["'=HYPERLINK(1)", "target_ratio"]["missing"] == "1"
    tests = read("tests")
    assert {one["reason"] for one in tests} == {"fewer-than-three"}
    assert tests[0]["groups"] == "control vs =HYPERLINK(1)"
    assert tests[0]["n"] == "1 vs 0"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_texts_that_look_like_formulas_are_made_texts(text: str) -> None:
    (row,) = csv.reader(StringIO(csv_bytes([text], []).decode("utf-8-sig"), newline=""))
    assert row == [f"'{text}"]


def test_numbers_stay_numbers_and_the_file_starts_with_a_mark() -> None:
    assert csv_bytes(["a"], [[-1.5], [None]]) == b'\xef\xbb\xbfa\r\n-1.5\r\n""\r\n'


def test_rows_are_made_as_they_are_read() -> None:
    made = []

    def rows() -> object:
        for number in range(10_000):
            made.append(number)
            yield [number]

    stream = csv_stream(["n"], rows())  # type: ignore[arg-type]
    next(stream)
    next(stream)
    assert len(made) == 2000
