"""Scores that follow a picture: two heaps of scores, shifted as another stain shifts them."""

import numpy as np
import pytest
from cellscanner_shared.packages import Calibration
from cellscanner_shared.scores import FEWEST_CELLS, MOST_RAISED, Following, raise_all, raised_by
from numpy.typing import NDArray

CURVE = Calibration(raw=(0.0, 0.25, 1.0), calibrated=(0.0, 0.5, 1.0))
FOLLOWING = CURVE.model_copy(update={"follows_picture": True})
THRESHOLD = 0.25


def two_heaps(shift: float, cells: int = 200, background: int = 300) -> NDArray[np.float32]:
    """Raw scores: background around log odds -1.8, cells around +1, all of them `shift` lower."""
    rng = np.random.default_rng(0)
    log_odds = np.concatenate([rng.normal(1, 0.5, cells), rng.normal(-1.8, 0.3, background)]) - shift
    return (1 / (1 + np.exp(-log_odds))).astype(np.float32)


def test_a_picture_like_the_training_stays_as_it_is() -> None:
    usual = two_heaps(-0.2)
    assert raised_by(usual, THRESHOLD) == 0.0
    np.testing.assert_array_equal(raise_all(usual, 0.0), usual)


def test_cells_that_a_stain_lowered_come_back() -> None:
    pale = two_heaps(1.9)
    assert np.count_nonzero(pale[:200] >= THRESHOLD) < 150

    raised = raise_all(pale, raised_by(pale, THRESHOLD))

    assert np.count_nonzero(raised[:200] >= THRESHOLD) > 190
    assert not np.count_nonzero(raised[200:] >= THRESHOLD)
    assert (np.diff(raised[np.argsort(pale)]) >= 0).all()


def test_nothing_is_made_of_a_picture_without_cells() -> None:
    noise = two_heaps(0.0, cells=0)
    assert raised_by(noise, THRESHOLD) == 0.0
    assert raised_by(np.empty(0, np.float32), THRESHOLD) == 0.0
    few = np.concatenate([noise, np.full(FEWEST_CELLS - 1, 0.9, np.float32)])
    assert raised_by(few, THRESHOLD) == 0.0


def test_scores_rise_by_no_more_than_the_bound() -> None:
    # Forty sure cells, and so much at a tenth that the valley lies far below the threshold.
    heaps = np.concatenate([np.full(40, 0.3), np.full(400, 0.1), np.full(400, 0.021)]).astype(np.float32)
    assert raised_by(heaps, THRESHOLD) == MOST_RAISED


def test_a_model_that_does_not_follow_is_asked_for_what_is_wanted() -> None:
    plain = Following.of(CURVE, 0.4)
    scores = np.array([0.4, 0.9], np.float32)
    assert (plain.asked, plain.least) == (0.4, 0.4)
    assert plain.raised(scores, scores) is scores


def test_a_model_that_follows_is_asked_for_all_that_may_count() -> None:
    following = Following.of(FOLLOWING, 0.5)
    assert following.asked == pytest.approx(0.04)  # raw 0.02
    odds = np.log(1 / 3) - MOST_RAISED
    assert following.least == pytest.approx(2 / (1 + np.exp(-odds)))
    assert Following.of(FOLLOWING, 0.0).asked == pytest.approx(0.0, abs=1e-5)

    everything = two_heaps(1.9) * 2
    everything = np.where(everything > 0.5, 1 - (1 - everything / 2) / 1.5, everything).astype(np.float32)
    raised = following.raised(everything, everything)
    assert np.count_nonzero(everything[:200] >= 0.5) < 150 < 190 < np.count_nonzero(raised[:200] >= 0.5)
