"""How fast trainings go on this machine, learned from those that it has done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Seconds = dict[str, float]


@dataclass(frozen=True)
class Pace:
    """How many times as long as our figures say each stage took in the last trainings of a mode; how many they were."""

    trainings: int = 0
    factors: Mapping[str, float] = field(default_factory=dict)


def pace_of(finished: Sequence[tuple[Seconds, Seconds]]) -> Pace:
    """The pace that trainings show, each by what our figures said of its stages and what they took, in seconds."""
    factors = {}
    for stage in {name for assumed, _ in finished for name in assumed}:
        both = [(assumed[stage], taken[stage]) for assumed, taken in finished if stage in assumed and stage in taken]
        if sum(assumed for assumed, _ in both):
            factors[stage] = sum(taken for _, taken in both) / sum(assumed for assumed, _ in both)
    return Pace(len(finished), factors)
