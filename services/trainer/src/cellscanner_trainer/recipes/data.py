"""The labelled pictures of a recipe: read, ordered by the recipe's classes, split."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.errors import TrainingDataError
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.data.labelme import read_labelme
from cellscanner_trainer.data.splits import hold_out_last, read_splits
from cellscanner_trainer.data.voc import read_voc
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.recipes.schema import DataConfig, Recipe


@dataclass(frozen=True)
class Splits:
    """Pictures to learn from, to choose and calibrate on, and (perhaps none) to test on once."""

    training: DataSet
    validation: DataSet
    test: DataSet

    @property
    def everything(self) -> DataSet:
        """All pictures."""
        return DataSet(self.training.classes, (*self.training.pictures, *self.validation.pictures, *self.test.pictures))


def load_data(recipe: Recipe, root: Path) -> Splits:
    """Read and split the recipe's pictures below `root`.

    Raises DataRefused where labels or pictures are missing, unreadable, or of other classes than the recipe's.
    """
    try:
        data = order_classes(_read(recipe.data, root, recipe.class_names), recipe.class_names)
        data = in_groups(data, recipe.data.groups)
        return hold_out_groups(_split(recipe.data, data, root), recipe.data.test_groups)
    except (TrainingDataError, OSError, KeyError) as error:
        raise DataRefused(f"{recipe.name}: {error}") from error


def in_groups(data: DataSet, groups: Mapping[str, Sequence[str]]) -> DataSet:
    """The same pictures, those that are named in a group in it; raises KeyError where a name has no picture."""
    named = {one.path: group for group, names in groups.items() for one in data.select(names).pictures}
    pictures = (replace(one, group=named.get(one.path, one.group)) for one in data.pictures)
    return DataSet(data.classes, tuple(pictures))


def hold_out_groups(splits: Splits, groups: Collection[str]) -> Splits:
    """All pictures of these groups as the test, and the others' test pictures among those to learn from.

    Raises DataRefused where no picture is of one of them.
    """
    if not groups:
        return splits
    classes = splits.training.classes
    away = tuple(one for one in splits.everything.pictures if one.group in groups)
    if missing := set(groups) - {one.group for one in away}:
        raise DataRefused(f"No picture is of the group {', '.join(sorted(missing))}.")
    learned = (*splits.training.pictures, *splits.test.pictures)
    training, validation = (
        DataSet(classes, tuple(one for one in part if one.group not in groups))
        for part in (learned, splits.validation.pictures)
    )
    return Splits(training, validation, DataSet(classes, away))


def order_classes(data: DataSet, classes: tuple[str, ...]) -> DataSet:
    """The same cells with class indices that count in `classes`; raises DataRefused where a class has no name there."""
    strange = set(data.classes) - set(classes)
    if strange:
        raise DataRefused(f"The labels name classes that the recipe does not: {', '.join(sorted(strange))}.")
    places = np.array([classes.index(name) for name in data.classes], np.int64)
    return DataSet(classes, tuple(_reindexed(picture, places) for picture in data.pictures))


def _reindexed(picture: LabelledPicture, places: np.ndarray) -> LabelledPicture:
    return replace(picture, class_index=places[picture.class_index])


def _read(config: DataConfig, root: Path, classes: tuple[str, ...]) -> DataSet:
    labels, pictures = root / config.labels, root / config.pictures
    if config.format == "voc":
        return read_voc(labels, pictures, classes=classes)
    if config.format == "labelme":
        return read_labelme(labels, pictures, classes=classes)
    return read_coco(labels, pictures, instances=root / config.instances if config.instances else None)


def _split(config: DataConfig, data: DataSet, root: Path) -> Splits:
    if config.splits is not None:
        names = read_splits(root / config.splits)
        if "test" not in names:
            train, held = hold_out_last(names["train"], config.hold_out)
            names = {"train": train, "val": held, "test": names["val"]}
        return Splits(*(data.select(names[split]) for split in ("train", "val", "test")))
    test, rest = _apart(data, config.test)
    every = [picture.path.name for picture in rest.pictures]
    validation, training = _apart(rest, config.validation or hold_out_last(every, config.hold_out)[1])
    return Splits(training, validation, test)


def _apart(data: DataSet, names: Sequence[str]) -> tuple[DataSet, DataSet]:
    """The named pictures, and the others."""
    named = data.select(names)
    taken = {picture.path for picture in named.pictures}
    return named, DataSet(data.classes, tuple(one for one in data.pictures if one.path not in taken))
