"""The cells of one picture as columns: what the worker stores, the API pages through and the statistics read."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cellscanner_shared.errors import CellsDamaged
from cellscanner_shared.geometry import Boxes
from cellscanner_shared.version import SOFTWARE_VERSION

_BOX = ("x1", "y1", "x2", "y2")
_SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.float32(), nullable=False) for name in _BOX),
        pa.field("score", pa.float32(), nullable=False),
        pa.field("class_index", pa.uint8(), nullable=False),
        pa.field("class_score", pa.float32()),
        pa.field("detector_class_index", pa.uint8(), nullable=False),
        pa.field("corrected", pa.bool_(), nullable=False),
    ]
)


@dataclass(frozen=True, eq=False)
class CellTable:
    """N cells. Boxes are in full-resolution pixels of the picture; scores are calibrated, 0 to 1.

    `class_index` counts in `classes`, `detector_class_index` in `detector_classes`; `class_score` is NaN where no
    classifier looked. `corrected` marks cells whose class the classifier changed. Raises ValueError for columns that do
    not fit together.
    """

    boxes: Boxes
    score: NDArray[np.float32]
    class_index: NDArray[np.uint8]
    class_score: NDArray[np.float32]
    detector_class_index: NDArray[np.uint8]
    corrected: NDArray[np.bool_]
    classes: tuple[str, ...]
    detector_classes: tuple[str, ...]
    model: str
    software_version: str = SOFTWARE_VERSION

    def __post_init__(self) -> None:
        lengths = {len(column) for column in self._columns()}
        if len(lengths) != 1 or self.boxes.shape[1:] != (4,):
            raise ValueError("the columns of a cell table are of different lengths")
        if _beyond(self.class_index, self.classes) or _beyond(self.detector_class_index, self.detector_classes):
            raise ValueError("a cell has a class that the table does not name")

    @classmethod
    def detected(
        cls,
        boxes: Boxes,
        score: NDArray[np.float32],
        class_index: NDArray[np.uint8],
        classes: Sequence[str],
        model: str,
    ) -> Self:
        """The table of a detector-only model: the detector's class stands, no class score, nothing corrected."""
        count = len(boxes)
        no_score = np.full(count, np.nan, np.float32)
        names = tuple(classes)
        return cls(boxes, score, class_index, no_score, class_index, np.zeros(count, np.bool_), names, names, model)

    @classmethod
    def concatenate(cls, tables: Sequence[Self]) -> Self:
        """One table of several of the same model. Raises ValueError for none, or for different models."""
        if len({(table.classes, table.detector_classes, table.model, table.software_version) for table in tables}) != 1:
            raise ValueError("only tables of one model can be put together")
        parts = zip(*(table._columns() for table in tables), strict=True)
        columns: list[Any] = [np.concatenate(part) for part in parts]
        return cls(*columns, *tables[0]._labels())

    def __len__(self) -> int:
        return len(self.boxes)

    def take(self, rows: slice | NDArray[np.intp] | NDArray[np.bool_]) -> Self:
        """The cells of a slice (for pages), of indices, or of a mask."""
        columns: list[Any] = [column[rows] for column in self._columns()]
        return type(self)(*columns, *self._labels())

    def counts(self, classes: Iterable[str] | None = None) -> dict[str, int]:
        """Cells of each class of `classes` (of the table's own if not given), zeros too."""
        numbers = np.bincount(self.class_index, minlength=len(self.classes)).tolist()
        found = dict(zip(self.classes, numbers, strict=True))
        return {name: found.get(name, 0) for name in (self.classes if classes is None else classes)}

    def to_cells(self) -> list[dict[str, Any]]:
        """The cells as the API's Cell: boxes to 0.01 pixel, scores to 0.0001, class_score null where there is none."""
        rows = zip(
            np.round(self.boxes.astype(np.float64), 2).tolist(),
            np.round(self.score.astype(np.float64), 4).tolist(),
            self.class_index.tolist(),
            np.round(self.class_score.astype(np.float64), 4).tolist(),
            self.detector_class_index.tolist(),
            self.corrected.tolist(),
            strict=True,
        )
        return [
            {
                "box": box,
                "score": score,
                "class": self.classes[class_index],
                "class_score": None if math.isnan(class_score) else class_score,
                "detector_class": self.detector_classes[detector_class_index],
                "corrected": corrected,
            }
            for box, score, class_index, class_score, detector_class_index, corrected in rows
        ]

    def to_arrow_bytes(self) -> bytes:
        """An Arrow IPC file, zstd, one batch; class names, model and software version in the schema's metadata."""
        arrays = [
            *(pa.array(np.ascontiguousarray(self.boxes[:, side])) for side in range(4)),
            pa.array(self.score),
            pa.array(self.class_index),
            pa.array(self.class_score, mask=np.isnan(self.class_score)),
            pa.array(self.detector_class_index),
            pa.array(self.corrected),
        ]
        schema = _SCHEMA.with_metadata(
            {
                "classes": json.dumps(self.classes),
                "detector_classes": json.dumps(self.detector_classes),
                "model": self.model,
                "software_version": self.software_version,
            }
        )
        sink = BytesIO()
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with pa.ipc.new_file(sink, schema, options=options) as writer:
            writer.write_batch(pa.record_batch(arrays, schema=schema))
        return sink.getvalue()

    @classmethod
    def from_arrow_bytes(cls, data: bytes) -> Self:
        """Raises CellsDamaged for bytes that `to_arrow_bytes` did not write."""
        try:
            with pa.ipc.open_file(BytesIO(data)) as reader:
                table = reader.read_all()
            return cls._from_table(table)
        except (pa.ArrowException, OSError, KeyError, ValueError) as error:
            raise CellsDamaged(
                "The stored cells of this picture cannot be read; predict it again.", reason="stored-cells-unreadable"
            ) from error

    @classmethod
    def _from_table(cls, table: pa.Table) -> Self:
        if not table.schema.equals(_SCHEMA):
            raise ValueError("not the columns of a cell table")
        metadata = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
        columns = {name: table[name].to_numpy() for name in table.column_names}
        return cls(
            boxes=np.stack([columns[name] for name in _BOX], axis=1),
            **{name: columns[name] for name in _SCHEMA.names[4:]},
            classes=tuple(json.loads(metadata["classes"])),
            detector_classes=tuple(json.loads(metadata["detector_classes"])),
            model=metadata["model"],
            software_version=metadata["software_version"],
        )

    def _columns(self) -> list[NDArray[Any]]:
        return [getattr(self, item.name) for item in fields(self)[:6]]

    def _labels(self) -> list[Any]:
        return [getattr(self, item.name) for item in fields(self)[6:]]


def _beyond(indices: NDArray[np.uint8], names: tuple[str, ...]) -> bool:
    return bool(len(indices)) and int(indices.max()) >= len(names)
