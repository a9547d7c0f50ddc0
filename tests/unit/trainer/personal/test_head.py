from pathlib import Path

import numpy as np
import pytest
from cellscanner_trainer.personal.head import Head, fit_head, make_lesson
from cellscanner_trainer.personal.memory import Memory, read_memory, write_memory

NOTHING = Memory(np.empty((0, 4), np.float32), np.empty(0, np.int64))


def clouds(seed: int, numbers: tuple[int, ...], shift: float = 3.0) -> Memory:
    """Points about one corner of the space for each class."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(numbers)), numbers)
    return Memory((rng.normal(0, 1, (len(labels), 4)) + shift * np.eye(4)[labels]).astype(np.float32), labels)


def zero(classes: int) -> Head:
    return Head(np.zeros((classes, 4)), np.zeros(classes))


def accuracy(head: Head, memory: Memory) -> float:
    return float((head.logits(memory.features).argmax(1) == memory.labels).mean())


def test_a_few_cells_are_enough_where_features_tell_them_apart() -> None:
    head = fit_head(make_lesson(clouds(0, (30, 3, 6)), NOTHING, 3, 0.5), zero(3), 1e-3)
    assert accuracy(head, clouds(1, (50, 50, 50))) > 0.9


def test_the_head_is_the_prior_where_decay_is_strong() -> None:
    prior = Head(np.arange(8.0).reshape(2, 4), np.array([0.5, -0.5]))
    head = fit_head(make_lesson(clouds(0, (20, 20)), NOTHING, 2, 0.5), prior, 1e6)
    assert head.weight == pytest.approx(prior.weight, abs=1e-3)


def test_every_class_weighs_the_same_and_memory_its_share() -> None:
    lesson = make_lesson(clouds(0, (8, 2, 4)), clouds(1, (5, 5)), 3, 0.25)
    remembered = np.repeat([False, True], [14, 10])
    for index in range(3):
        assert lesson.weights[lesson.labels == index].sum() == pytest.approx(1 / 3)
    for index in (0, 1):
        assert lesson.weights[(lesson.labels == index) & remembered].sum() == pytest.approx(0.25 / 3)
    assert lesson.weights.sum() == pytest.approx(1)


def test_memory_keeps_what_the_own_cells_do_not_show() -> None:
    own = clouds(0, (20, 0, 20))
    memory = clouds(1, (20, 20, 20))
    head = fit_head(make_lesson(own, memory, 3, 0.5), zero(3), 1e-3)
    assert accuracy(head, clouds(2, (0, 40, 0))) > 0.9


def test_a_memory_is_read_by_the_names_of_its_classes(tmp_path: Path) -> None:
    write_memory(tmp_path, clouds(0, (2, 1, 3)), ("living", "debris", "dead"))
    read = read_memory(tmp_path, ("dead", "living"), 4)
    assert read.labels.tolist() == [1, 1, 0, 0, 0]
    assert read.features.dtype == np.float32
    assert len(read_memory(tmp_path / "none", ("dead",), 4)) == 0


def test_cells_of_one_class_tell_nothing_apart_and_are_not_remembered(tmp_path: Path) -> None:
    write_memory(tmp_path, clouds(0, (5, 0, 0)), ("cell",))
    assert len(read_memory(tmp_path, ("cell", "dead"), 4)) == 0
