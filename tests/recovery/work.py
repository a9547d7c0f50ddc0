"""What every test of this folder interrupts."""

from dataclasses import dataclass

MODEL = "base/living-dead@champion"
PICTURES = 20


@dataclass(frozen=True)
class Work:
    """Uploaded pictures, their bytes, and what an undisturbed prediction counted in each."""

    images: list[str]
    originals: dict[str, bytes]
    counts: dict[str, dict[str, int]]
