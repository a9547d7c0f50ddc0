"""Files that are there whole or not at all, after a kill and after a loss of power too."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Gives a name beside `path`, of the same suffix, to write to; what is there at the end takes the place of `path`.

    A block that raises leaves `path` as it was, and nothing beside it.
    """
    partial = path.with_name(f"part-{path.name}")
    try:
        yield partial
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """The text, UTF-8."""
    with whole(path) as partial:
        partial.write_text(text, encoding="utf-8")
