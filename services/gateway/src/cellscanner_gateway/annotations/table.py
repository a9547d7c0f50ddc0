"""Contents as Arrow files: what a snapshot of a revision is in the object store."""

import json
from io import BytesIO
from typing import Any

import pyarrow as pa
from cellscanner_shared.errors import CellsDamaged
from cellscanner_shared.formats import Shape

from cellscanner_gateway.annotations.cells import Cell, Content, by_id

_SIDES = ("x1", "y1", "x2", "y2")
# Boxes in float64: what a page sent is what it gets back, to the last digit.
_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        *(pa.field(side, pa.float64(), nullable=False) for side in _SIDES),
        pa.field("class_name", pa.dictionary(pa.int32(), pa.string()), nullable=False),
        pa.field("origin", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("score", pa.float64()),
        pa.field("class_score", pa.float64()),
        pa.field("detector_class", pa.dictionary(pa.int32(), pa.string())),
        pa.field("corrected", pa.bool_(), nullable=False),
        pa.field("changed", pa.bool_(), nullable=False),
        pa.field("shape", pa.string()),
    ]
)
_PLAIN = ("class_name", "origin", "score", "class_score", "detector_class", "corrected", "changed")


def to_bytes(content: Content) -> bytes:
    """An Arrow IPC file, zstd; classes and checked regions stand in the schema's metadata."""
    cells = list(content.cells.values())
    columns: dict[str, list[Any]] = {"id": [cell.id for cell in cells]}
    columns |= {side: [cell.box[place] for cell in cells] for place, side in enumerate(_SIDES)}
    columns |= {name: [getattr(cell, name) for cell in cells] for name in _PLAIN}
    columns["shape"] = [None if cell.shape is None else json.dumps(cell.shape) for cell in cells]
    labels = {"classes": json.dumps(content.classes), "checked": json.dumps(content.checked)}
    schema = _SCHEMA.with_metadata(labels)
    arrays = [pa.array(columns[name], _SCHEMA.field(name).type) for name in _SCHEMA.names]
    sink = BytesIO()
    with pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(pa.record_batch(arrays, schema=schema))
    return sink.getvalue()


def from_bytes(data: bytes) -> Content:
    """Raises CellsDamaged for bytes that `to_bytes` did not write."""
    try:
        with pa.ipc.open_file(BytesIO(data)) as reader:
            return _content(reader.read_all())
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
        raise CellsDamaged(
            "The stored labels of this picture cannot be read.", reason="stored-labels-unreadable"
        ) from error


def _content(table: pa.Table) -> Content:
    if not table.schema.equals(_SCHEMA):
        raise ValueError("not the columns of an annotation")
    labels = {key.decode(): json.loads(value) for key, value in (table.schema.metadata or {}).items()}
    columns = [table[name].to_pylist() for name in _SCHEMA.names]
    cells = (
        Cell._make((cell_id, (x1, y1, x2, y2), *plain, None if shape is None else _shape(shape)))
        for cell_id, x1, y1, x2, y2, *plain, shape in zip(*columns, strict=True)
    )
    checked = tuple((x1, y1, x2, y2) for x1, y1, x2, y2 in labels["checked"])
    return Content(labels["classes"], by_id(cells), checked)


def _shape(text: str) -> Shape:
    kind, points = json.loads(text)
    return Shape(kind, tuple((x, y) for x, y in points))
