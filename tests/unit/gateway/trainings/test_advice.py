"""Where boxes are wrong a detector has to learn; where classes are, a quick training is enough."""

import pytest
from cellscanner_gateway.annotations.cells import Changes
from cellscanner_gateway.trainings.advice import advised_mode, corrections_of
from cellscanner_gateway.trainings.schemas import Corrections
from cellscanner_shared.trainings import Mode, Unit

BOTH: list[Unit] = ["target-detection", "target-classification"]


def test_pictures_that_did_not_begin_with_a_prediction_have_no_corrections() -> None:
    together = corrections_of([Changes(added=2, moved=1), None, Changes(deleted=4, reclassified=3)])

    assert together == Corrections(pictures=2, added=2, deleted=4, moved=1, reclassified=3)
    assert corrections_of([None]) is None


@pytest.mark.parametrize(
    ("changes", "units", "mode"),
    [
        (Changes(added=10, deleted=10, moved=10, reclassified=7), BOTH, "full"),
        (Changes(added=1), BOTH, "full"),
        (Changes(added=1, reclassified=1), BOTH, "quick"),
        (Changes(reclassified=1), BOTH, "quick"),
        (Changes(), BOTH, None),
        (None, BOTH, None),
        (Changes(added=1), ["target-classification"], None),
        (Changes(added=1), ["he-detection"], None),
    ],
)
def test_the_mode_is_that_which_mends_most_of_them(
    changes: Changes | None, units: list[Unit], mode: Mode | None
) -> None:
    assert advised_mode(corrections_of([changes]), units) == mode
