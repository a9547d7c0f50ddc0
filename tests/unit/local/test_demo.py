"""Which pictures the demonstration shows; that it runs is seen in docs/demo, which it made."""

import json
from pathlib import Path

from cellscanner_local.demo.study import NOTES, TITLES, choose, spaced


def test_ten_pictures_of_each_batch_of_the_test_part_evenly_spaced(tmp_path: Path) -> None:
    names = [f"{batch}_{number:02}.png" for batch in "AB" for number in range(25)]
    pictures = [{"file_name": name, "group": name[0]} for name in names]
    (tmp_path / "annotations.coco.json").write_text(json.dumps({"images": pictures}))
    test = [name for name in names if name != "A_00.png" and not (name.startswith("B") and name >= "B_04.png")]
    (tmp_path / "splits.json").write_text(json.dumps({"train": ["A_00.png"], "val": [], "test": test}))
    chosen = choose(tmp_path)
    assert list(chosen) == ["batch A", "batch B"]
    # 24 pictures, every 2.4th; of a batch with four all are there.
    assert [one.name[2:4] for one in chosen["batch A"]] == "01 03 05 08 10 13 15 17 20 22".split()  # noqa: SIM905
    assert [one.name for one in chosen["batch B"]] == ["B_00.png", "B_01.png", "B_02.png", "B_03.png"]
    assert chosen["batch A"][0].parent == tmp_path / "images"


def test_spacing_keeps_order_and_never_repeats() -> None:
    assert spaced(list("abcdefg"), 3) == ["a", "c", "e"]
    assert spaced(list("ab"), 3) == ["a", "b"]


def test_both_languages_say_that_differences_are_no_treatment_effects() -> None:
    assert set(TITLES) == set(NOTES) == {"en", "zh"}
    assert "NOT treatment effects" in NOTES["en"]
    assert "都不是处理效应" in NOTES["zh"]
