"""Annotations as plain JSON: making a model of each of 100,000 cells would take seconds."""

from typing import Any

from cellscanner_gateway.annotations.cells import Cell
from cellscanner_gateway.annotations.service import View


def annotation(seen: View) -> dict[str, Any]:
    """An AnnotationOut."""
    row, kept = seen.row, seen.annotation
    return {
        "image_id": seen.image.id,
        "revision": seen.revision,
        "state": kept.state if kept and row else None,
        "note": kept.note if kept else None,
        "classes": [{"name": name, "target": target} for name, target in seen.content.classes.items()],
        "cells": [_cell(cell) for cell in seen.content.cells.values()],
        "checked": seen.content.checked,
        "source": seen.source,
        "author": seen.author,
        "updated_at": row.created_at if row else None,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "id": cell.id,
        "box": cell.box,
        "class": cell.class_name,
        "origin": cell.origin,
        "score": cell.score,
        "class_score": cell.class_score,
        "detector_class": cell.detector_class,
        "corrected": cell.corrected,
        "changed": cell.changed,
        "shape": cell.shape._asdict() if cell.shape else None,
    }
