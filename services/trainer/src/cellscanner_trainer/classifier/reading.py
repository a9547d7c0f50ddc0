"""Labelled picture files as cells to cut crops from."""

import numpy as np

from cellscanner_trainer.classifier.samples import LabelledCells
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_labelled


def read_cells(data: DataSet) -> LabelledCells:
    """Read every picture that has a cell; all are held in memory, three bytes a pixel, until the training ends.

    Raises DataRefused for a file that is no picture.
    """
    held = [picture for picture in data.pictures if len(picture)]
    counts = [len(picture) for picture in held]
    boxes = [picture.boxes for picture in held] or [np.empty((0, 4), np.float32)]
    labels = [picture.class_index for picture in held] or [np.empty(0, np.int64)]
    return LabelledCells(
        pictures=[read_labelled(picture) for picture in held],
        picture_index=np.repeat(np.arange(len(held)), counts),
        boxes=np.concatenate(boxes),
        labels=np.concatenate(labels),
    )
