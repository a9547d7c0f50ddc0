"""Real pictures and the person who uploads them."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from support.suite import RunningSuite


@pytest.fixture
def client(suite: RunningSuite) -> Iterator[httpx.Client]:
    with suite.client() as client:
        yield client


@pytest.fixture(scope="session")
def tissue(data_dir: Path) -> list[Path]:
    """H&E pictures of 1000x1000 pixels."""
    return sorted((data_dir / "monuseg" / "images").glob("*.png"))


@pytest.fixture(scope="session")
def brightfield(data_dir: Path) -> list[Path]:
    """Brightfield pictures of about 220x220 pixels, in every pixel mode that users' files have."""
    return sorted((data_dir / "living-dead" / "images").glob("*.png"))
