"""Which mode is for what a person has corrected: measured in docs/experiments.md, "after so many pictures"."""

from collections.abc import Iterable

from cellscanner_shared.trainings import Mode, Unit

from cellscanner_gateway.annotations.cells import Changes
from cellscanner_gateway.trainings.classes import CLASSIFICATION, DETECTION
from cellscanner_gateway.trainings.schemas import Corrections


def corrections_of(pictures: Iterable[Changes | None]) -> Corrections | None:
    """Those of all pictures together; None where no labels began with a prediction."""
    found = [one for one in pictures if one is not None]
    if not found:
        return None
    return Corrections(
        pictures=len(found),
        added=sum(one.added for one in found),
        deleted=sum(one.deleted for one in found),
        moved=sum(one.moved for one in found),
        reclassified=sum(one.reclassified for one in found),
    )


def advised_mode(corrections: Corrections | None, units: Iterable[Unit]) -> Mode | None:
    """Full mends boxes, quick is enough for classes; None where nothing tells, or one of the two is not trained."""
    if corrections is None or not {DETECTION, CLASSIFICATION} <= set(units):
        return None
    boxes = corrections.added + corrections.deleted + corrections.moved
    if not boxes + corrections.reclassified:
        return None
    return "full" if boxes > corrections.reclassified else "quick"
