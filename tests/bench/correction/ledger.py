"""What was done with hand and eye. Every press of a button or key and every drag is one gesture, whatever it does."""

from collections import Counter
from dataclasses import dataclass, field

KINDS = ("click", "drag", "key", "scroll")


@dataclass
class Ledger:
    """`click`: mouse button pressed and let go (a double click is two). `drag`: pressed, moved, let go. `key`: one key.
    `scroll`: a screenful turned by key or wheel."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, times: int = 1) -> None:
        assert kind in KINDS
        self.counts[kind] += times

    @property
    def total(self) -> int:
        return self.counts.total()

    def words(self) -> str:
        return ", ".join(f"{self.counts[kind]} {kind}" for kind in KINDS if self.counts[kind])
