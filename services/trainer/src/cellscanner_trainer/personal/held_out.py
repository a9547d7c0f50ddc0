"""What both models found in the held-out pictures, kept for people to look at side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from cellscanner_shared.packages import ModelClass
from cellscanner_shared.trainings import HELD_OUT_FOLDER, FoundCell, HeldOutPicture, TrueCell
from cellscanner_shared.trainings.window import Window
from numpy.typing import NDArray

from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.evaluation.comparison import Contestant, SideOfPicture
from cellscanner_trainer.personal.job import Job
from cellscanner_trainer.whole_files import write_whole

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class HeldOutFiles:
    """Writes a file a picture into `folder`; it is what `compare` tells of the pictures."""

    folder: Path
    data: DataSet
    windows: Mapping[str, Window]
    classes: tuple[ModelClass, ...]

    def __call__(self, name: str, old: SideOfPicture, new: SideOfPicture) -> None:
        """Atomic, and the same when it is done again."""
        (picture,) = self.data.select([name]).pictures
        content = self._content(picture, self.windows[name], old, new)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / f"{name}.json", content.model_dump_json(by_alias=True))

    def _content(
        self, picture: LabelledPicture, window: Window, old: SideOfPicture, new: SideOfPicture
    ) -> HeldOutPicture:
        checked = _boxes(window, picture.checked) if picture.checked is not None else ()
        return HeldOutPicture(
            image_id=UUID(picture.path.stem),
            classes=self.classes,
            checked=checked,
            old=_found(window, old),
            new=_found(window, new),
            truth=tuple(
                TrueCell(box=box, class_name=self.data.classes[index], old=before, new=after)
                for box, index, before, after in zip(
                    _boxes(window, picture.boxes),
                    picture.class_index.tolist(),
                    old.outcomes.truth,
                    new.outcomes.truth,
                    strict=True,
                )
            ),
        )


def held_out_files(job: Job, old: Contestant) -> HeldOutFiles:
    """Into the job's folder. A class is a target where the new model says so, else where the old one does."""
    known = {one.name: one for one in (*old.manifest.classes, *job.plan.classes)}
    order = dict.fromkeys([*job.classes, *known])
    return HeldOutFiles(job.work / HELD_OUT_FOLDER, job.data.test, job.windows, tuple(known[name] for name in order))


def _found(window: Window, side: SideOfPicture) -> tuple[FoundCell, ...]:
    found = side.found
    rows = zip(
        _boxes(window, found.boxes),
        found.class_index.tolist(),
        found.scores.astype(np.float64).tolist(),
        side.outcomes.found,
        strict=True,
    )
    return tuple(
        FoundCell(box=box, class_name=side.names[index], score=round(score, 4), outcome=outcome)
        for box, index, score, outcome in rows
    )


def _boxes(window: Window, boxes: NDArray[np.float32]) -> tuple[Box, ...]:
    rows = np.round(window.move_back(boxes).astype(np.float64), 2).tolist()
    return tuple((x1, y1, x2, y2) for x1, y1, x2, y2 in rows)
