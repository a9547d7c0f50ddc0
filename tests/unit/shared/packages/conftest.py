from pathlib import Path

import pytest
from tiny_models import write_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The folder of a sound package, base/tiny@1."""
    write_package(tmp_path / "package")
    return tmp_path / "package"
