"""Annotations as plain JSON: making a model of each of 100,000 cells would take seconds."""

from collections.abc import Iterable
from typing import Any

from cellscanner_gateway.annotations.agreement import Tally
from cellscanner_gateway.annotations.cells import Cell
from cellscanner_gateway.annotations.service import View


def annotation(seen: View) -> dict[str, Any]:
    """An AnnotationOut."""
    row, kept = seen.row, seen.labels
    begun = kept is not None and row is not None and not kept.cleared
    return {
        "image_id": seen.image.id,
        "revision": seen.revision,
        "state": kept.state if kept and begun else None,
        "note": kept.note if kept else None,
        "classes": [{"name": name, "target": target} for name, target in seen.content.classes.items()],
        "cells": [cell(one) for one in seen.content.cells.values()],
        "checked": seen.content.checked,
        "source": seen.source if begun else None,
        "author": seen.author,
        "updated_at": row.created_at if row else None,
    }


def cell(one: Cell) -> dict[str, Any]:
    """An AnnotatedCell."""
    return {
        "id": one.id,
        "box": one.box,
        "class": one.class_name,
        "origin": one.origin,
        "score": one.score,
        "class_score": one.class_score,
        "detector_class": one.detector_class,
        "corrected": one.corrected,
        "changed": one.changed,
        "shape": one.shape._asdict() if one.shape else None,
    }


def agreement(counted: Tally, classes: Iterable[str]) -> dict[str, Any]:
    """AgreementNumbers; the confusion has all `classes`, those of the first before the others."""
    numbers = {name: getattr(counted, name) for name in ("cells", "matched", "f1", "kappa")}
    return {**numbers, "confusion": counted.table(dict.fromkeys(classes))}
