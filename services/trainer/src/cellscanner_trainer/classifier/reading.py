"""Labelled picture files as cells to cut crops from."""

import numpy as np

from cellscanner_trainer.classifier.samples import LabelledCells
from cellscanner_trainer.data.held import Held
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_labelled


def read_cells(data: DataSet) -> LabelledCells:
    """Read every picture that has a cell; all are held, three bytes a pixel, until the training ends: see `data.held`.

    Raises DataRefused for a file that is no picture.
    """
    wanted, held = [picture for picture in data.pictures if len(picture)], Held()
    counts = [len(picture) for picture in wanted]
    boxes = [picture.boxes for picture in wanted] or [np.empty((0, 4), np.float32)]
    labels = [picture.class_index for picture in wanted] or [np.empty(0, np.int64)]
    return LabelledCells(
        pictures=[held.keep(read_labelled(picture), picture.path.parent) for picture in wanted],
        picture_index=np.repeat(np.arange(len(wanted)), counts),
        boxes=np.concatenate(boxes),
        labels=np.concatenate(labels),
    )
