from pathlib import Path

from cellscanner_shared.errors import CellScannerError


def test_every_error_has_a_page() -> None:
    pages = Path(__file__).resolve().parents[3] / "docs" / "errors"
    missing = [kind.slug for kind in _all(CellScannerError) if not (pages / f"{kind.slug}.md").is_file()]

    assert missing == []


def _all(kind: type[CellScannerError]) -> list[type[CellScannerError]]:
    below = [each for sub in kind.__subclasses__() for each in _all(sub)]
    return [kind, *(each for each in below if each.__module__.startswith("cellscanner_shared"))]
