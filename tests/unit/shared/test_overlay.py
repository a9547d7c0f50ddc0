from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.cells import CellTable
from cellscanner_shared.overlay import GREEN, GREY, PINK, draw_overlay
from cellscanner_shared.pictures import open_picture
from PIL import Image


def cells(boxes: list[list[float]], classes: list[int], corrected: list[bool]) -> CellTable:
    count = len(boxes)
    index = np.array(classes, np.uint8)
    return CellTable(
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        score=np.ones(count, np.float32),
        class_index=index,
        class_score=np.ones(count, np.float32),
        detector_class_index=index,
        corrected=np.array(corrected, np.bool_),
        classes=("living", "dead"),
        detector_classes=("living", "dead"),
        model="base/living-dead@1",
    )


def draw(path: Path, table: CellTable, k: float | None = None, max_side: int = 4096) -> np.ndarray:
    with open_picture(path) as picture:
        return np.asarray(Image.open(BytesIO(draw_overlay(picture, table, {"dead"}, k=k, max_side=max_side))))


@pytest.fixture
def tissue(tmp_path: Path) -> Path:
    Image.new("RGB", (400, 300), (220, 160, 200)).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_colours_of_the_boxes(tissue: Path) -> None:
    table = cells(
        [[50.5, 50.5, 90.5, 90.5], [150.5, 50.5, 190.5, 90.5], [250.5, 50.5, 290.5, 90.5]],
        [1, 0, 0],
        [False, False, True],
    )

    drawn = draw(tissue, table)

    assert drawn.shape == (300, 400, 3)
    assert [tuple(drawn[70, x].tolist()) for x in (50, 150, 250)] == [PINK, GREY, GREEN]
    for left in (47, 51, 147, 151):  # the white halo on either side of a line
        assert (drawn[70, left : left + 4] == 255).all(axis=1).any()
    assert tuple(drawn[70, 70].tolist()) == (220, 160, 200)


def test_a_tick_tells_the_class_of_a_green_box(tissue: Path) -> None:
    drawn = draw(tissue, cells([[50, 50, 110, 110], [200, 50, 260, 110]], [1, 0], [True, True]))

    assert (drawn[50:75, 85:112] == PINK).all(axis=2).any()
    assert (drawn[50:75, 235:262] == GREY).all(axis=2).any()
    assert not (drawn[50:75, 85:112] == GREY).all(axis=2).any()


def test_segments_reach_k_mean_target_radii(tissue: Path) -> None:
    # The target's radius is 10; the normal cells are 30 and 50 away.
    table = cells([[90, 90, 110, 110], [120, 90, 140, 110], [90, 140, 110, 160]], [1, 0, 0], [False] * 3)

    def pink(k: float | None) -> tuple[bool, bool]:
        drawn = draw(tissue, table, k)
        across = (drawn[96:104, 113:117] == PINK).all(axis=2).any()
        down = (drawn[120:130, 96:104] == PINK).all(axis=2).any()
        return bool(across), bool(down)

    assert pink(None) == (False, False)
    assert pink(2.9) == (False, False)
    assert pink(3) == (True, False)
    assert pink(5) == (True, True)


@pytest.mark.parametrize("classes", [[], [0], [1]])
def test_pictures_without_targets_or_cells(tissue: Path, classes: list[int]) -> None:
    table = cells([[10, 10, 30, 30]] * len(classes), classes, [False] * len(classes))

    assert draw(tissue, table, k=4).shape == (300, 400, 3)


def test_large_pictures_are_drawn_smaller_and_say_so(tissue: Path) -> None:
    drawn = draw(tissue, cells([[100, 100, 180, 180]], [1], [False]), max_side=200)

    assert drawn.shape == (150, 200, 3)
    assert (drawn[68:72, 48:52] == PINK).all(axis=2).any()
    assert (drawn[130:, :100] == (0, 0, 0)).all(axis=2).any()


def test_a_slide(data: Path) -> None:
    drawn = draw(data / "slides" / "cmu_small_region.svs", cells([[100, 100, 1100, 1100]], [1], [False]), max_side=600)

    assert drawn.shape == (600, 449, 3)
    assert (drawn[120, 18:23] == PINK).all(axis=1).any()


def test_thousands_of_cells_with_segments(tissue: Path) -> None:
    rng = np.random.default_rng(0)
    corner = rng.uniform(0, 280, (5000, 2))
    boxes = np.concatenate([corner, corner + 6], axis=1).tolist()

    drawn = draw(tissue, cells(boxes, (rng.uniform(size=5000) < 0.1).astype(int).tolist(), [False] * 5000), k=4)

    assert (drawn == PINK).all(axis=2).sum() > 1000
