"""A stage's own pace, what was expected of the later ones, and nothing where nothing is known."""

from cellscanner_trainer.worker.eta import Eta

EXPECTED = {"comparison": 20.0, "detector": 100.0, "export": 10.0, "other": 15.0, "reading": 5.0}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_was_expected_until_the_stage_shows_its_pace() -> None:
    clock = Clock()
    eta = Eta(EXPECTED, clock)
    assert eta.seconds_left("preparing", 0, 0) == 135.0
    assert eta.seconds_left("detector", 0, 50) == 130.0
    clock.now = 30.0
    assert eta.seconds_left("detector", 10, 50) == 3.0 * 40 + 30.0
    assert eta.seconds_left("packaging", 0, 1) == 30.0
    assert eta.seconds_left("comparison", 1, 1) == 0.0


def test_steps_of_before_a_restart_took_no_time_now() -> None:
    clock = Clock()
    eta = Eta(EXPECTED, clock)
    assert eta.seconds_left("detector", 40, 50) == 0.2 * 100.0 + 30.0
    clock.now = 8.0
    assert eta.seconds_left("detector", 44, 50) == 2.0 * 6 + 30.0


def test_without_an_estimate_nothing_is_said() -> None:
    assert Eta({}).seconds_left("detector", 5, 10) is None
