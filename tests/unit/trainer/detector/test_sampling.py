from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cellscanner_trainer.data.held import Held
from cellscanner_trainer.data.labelled import DataSet, LabelCollector
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.detector.config import LEVELS, DetectorConfig
from cellscanner_trainer.detector.sampling import (
    CropSampler,
    Loaded,
    Masks,
    Replay,
    Window,
    cut,
    mosaic,
    picture_chances,
    random_window,
    turn,
    visible_cells,
)


def labelled(*boxes: tuple[float, float, float, float], size: int = 100) -> Loaded:
    collector = LabelCollector(size, size)
    for number, box in enumerate(boxes, start=1):
        collector.add("cell", 0, box, number)
    return Loaded(collector.picture(Path("x.png")), np.zeros((size, size, 3), np.uint8))


@pytest.mark.parametrize("which", range(8))
def test_a_turned_box_still_surrounds_its_pixels(which: int) -> None:
    picture = np.zeros((32, 32, 3), np.uint8)
    picture[5:9, 20:30] = 255
    turned, boxes = turn(picture, np.array([[20, 5, 30, 9]], np.float32), which)
    rows, columns = np.nonzero(turned[..., 0])
    assert boxes[0].tolist() == [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]


def test_the_eight_turns_differ() -> None:
    picture = np.arange(27, dtype=np.uint8).reshape(3, 3, 3)
    assert len({turn(picture, np.empty((0, 4), np.float32), which)[0].tobytes() for which in range(8)}) == 8


def test_a_window_beyond_the_picture_is_grey() -> None:
    crop = cut(np.zeros((10, 10, 3), np.uint8), Window(-5, 0, 20), 20)
    assert crop[:10, 5:15].max() == 0
    assert (crop[:, :5] == 114).all()
    assert (crop[10:] == 114).all()


def test_cells_are_clipped_and_those_hardly_seen_are_left_out() -> None:
    loaded = labelled((0, 0, 10, 10), (45, 45, 55, 55), (88, 40, 98, 50), (94, 60, 100, 70))
    boxes, classes = visible_cells(loaded, Window(50, 40, 45), least=0.4)
    # The second shows 5 of 10 columns; the third 7 of 10; the fourth 1 of 6.
    assert boxes.tolist() == [[0, 5, 5, 15], [38, 0, 45, 10]]
    assert classes.tolist() == [0, 0]


def test_a_mask_says_how_much_of_a_cut_cell_is_seen() -> None:
    ids = np.zeros((100, 100), np.int32)
    ids[10:20, 40:48] = 1  # most of the cell lies left of the window
    ids[14:16, 48:60] = 1
    base = labelled((40, 10, 60, 20))
    loaded = Loaded(replace(base.labels, instance_ids=np.array([1])), base.pixels, Masks.of(ids))
    assert len(visible_cells(loaded, Window(50, 0, 50), least=0.25)[0]) == 0  # 20 of 104 pixels, half of the box
    boxes, _ = visible_cells(loaded, Window(50, 0, 50), least=0.15)
    assert boxes.tolist() == [[0, 14, 10, 16]]  # the box of the visible pixels, not of the clipped box


def test_windows_lie_inside_a_picture_that_holds_them() -> None:
    picture, rng = labelled(size=100).labels, np.random.default_rng(0)
    windows = [random_window(picture, 64, 1.0, 1.5, rng) for _ in range(200)]
    assert all(w.x >= 0 and w.x + w.side <= 100 and w.y >= 0 and w.y + w.side <= 100 for w in windows)
    assert min(w.side for w in windows) < 45
    assert max(w.side for w in windows) > 90
    assert random_window(picture, 64, 2.0, 1.0, rng).side == 32


def test_pictures_with_a_rare_class_come_more_often(discs: DataSet) -> None:
    rare = replace(discs.pictures[1], boxes=discs.pictures[1].boxes[:1], class_index=discs.pictures[1].class_index[:1])
    chances = picture_chances(DataSet(discs.classes, (discs.pictures[0], rare)), 3.0)
    assert chances.tolist() == pytest.approx([0.25, 0.75])


def test_a_step_is_the_same_whenever_it_is_drawn(discs: DataSet, tiny_config: DetectorConfig) -> None:
    first = CropSampler(discs, tiny_config).batch(5)
    again = CropSampler(discs, tiny_config).batch(5)
    other = CropSampler(discs, tiny_config).batch(6)
    assert np.array_equal(first[0], again[0])
    assert not np.array_equal(first[0], other[0])
    assert first[0].shape == (2, 64, 64, 3)
    assert first[1]["bboxes"].min() >= 0
    assert first[1]["bboxes"].max() <= 1
    assert len(first[1]["batch_idx"]) == len(first[1]["cls"]) == len(first[1]["bboxes"]) > 0


def test_a_mosaic_is_four_crops_with_their_boxes() -> None:
    quarters = [
        (np.full((8, 8, 3), place, np.uint8), np.array([[1, 2, 3, 4]], np.float32), np.array([place]))
        for place in range(4)
    ]
    picture, boxes, classes = mosaic(quarters)
    assert picture[[0, 0, 15, 15], [0, 15, 0, 15], 0].tolist() == [0, 1, 2, 3]
    assert boxes.tolist() == [[1, 2, 3, 4], [9, 2, 11, 4], [1, 10, 3, 12], [9, 10, 11, 12]]
    assert classes.tolist() == [0, 1, 2, 3]


def test_replay_has_its_share_of_the_crops(discs: DataSet, tiny_config: DetectorConfig) -> None:
    own, again = (DataSet(discs.classes, (picture,)) for picture in discs.pictures)
    config = tiny_config.model_copy(update={"optimiser": tiny_config.optimiser.model_copy(update={"batch": 400})})
    _, targets = CropSampler(own, config, Replay(again, 0.25)).batch(0)
    classes = targets["cls"].flatten().numpy()
    crops_of_replay = len(set(targets["batch_idx"].numpy()[classes == 1].tolist()))
    crops = len(set(targets["batch_idx"].tolist()))
    assert crops_of_replay / crops == pytest.approx(0.25, abs=0.08)


def test_without_augmentation_the_picture_stays_as_it_is(discs: DataSet, tiny_config: DetectorConfig) -> None:
    config = tiny_config.model_copy(
        update={"augment": LEVELS["none"], "input": tiny_config.input.model_copy(update={"crop": 96})}
    )
    pictures, _ = CropSampler(discs, config).batch(0)
    known = {read_rgb(one.path).tobytes() for one in discs.pictures}
    assert {picture.numpy().tobytes() for picture in pictures} <= known


def test_unchecked_parts_are_grey(discs: DataSet, tiny_config: DetectorConfig) -> None:
    picture = replace(
        discs.pictures[0], checked=np.array([[0, 0, 96, 48]], np.float32), boxes=np.empty((0, 4), np.float32)
    )
    loaded = Loaded.read(picture, Held())
    assert (loaded.pixels[48:] == 114).all()
    assert (loaded.pixels[:48] == read_rgb(picture.path)[:48]).all()


def test_in_a_mosaic_too_boxes_lie_where_their_pixels_lie(discs: DataSet, tiny_config: DetectorConfig) -> None:
    """Whatever quarter, turn and size a disc has: its pixels lie in a box, and every box holds a disc."""
    geometry = LEVELS["none"].model_copy(update={"mosaic": 1.0, "turns": True, "zoom": 1.4, "least_visible": 0.01})
    sampler = CropSampler(discs, tiny_config.model_copy(update={"augment": geometry}))
    boxes_seen = 0
    for step in range(8):
        pictures, targets = sampler.batch(step)
        size = pictures.shape[1]
        covered = np.zeros(pictures.shape[:3], np.bool_)
        dark = pictures[..., 0].numpy() < 145
        for owner, (x, y, w, h) in zip(targets["batch_idx"].int(), (targets["bboxes"] * size).tolist(), strict=True):
            rows = slice(max(0, round(y - h / 2) - 1), round(y + h / 2) + 1)
            columns = slice(max(0, round(x - w / 2) - 1), round(x + w / 2) + 1)
            covered[owner, rows, columns] = True
            # A disc is 0.79 of its box; of one cut by an edge a corner may be left.
            if min(w, h) > 8:
                assert dark[owner, rows, columns].mean() > 0.4, (step, x, y)
                boxes_seen += 1
        assert not (dark & ~covered).any(), step
    assert boxes_seen > 30
