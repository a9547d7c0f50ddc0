"""The commands of README.md and docs/api.md, run as they stand by a shell, from top to bottom."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from support.suite import REPOSITORY, RunningSuite

# An answer that is an error fails the command, and with it the guide.
STRICT = 'set -euo pipefail\ncurl() { command curl --fail-with-body "$@"; }\n'
MOST_S = 1200
# A grid is trained for hours.
LEFT_OUT = "/comparisons"


@pytest.fixture
def desk(tmp_path: Path, suite: RunningSuite, data_dir: Path, tissue: list[Path], brightfield: list[Path]) -> Path:
    """A folder with the files that the guide names, and the data folder where the start puts it."""
    (tmp_path / ".data").symlink_to(suite.data.root)
    for name, path in (("a.png", tissue[0]), ("b.tiff", tissue[1])):
        with Image.open(path) as picture:
            picture.convert("RGB").crop((0, 0, 256, 256)).save(tmp_path / name)
    (tmp_path / "field.png").write_bytes(brightfield[0].read_bytes())
    (tmp_path / "smear.jpg").write_bytes(min((data_dir / "blood" / "JPEGImages").iterdir()).read_bytes())
    (tmp_path / "notes.txt").write_text("Fixed for ten minutes.\n")
    return tmp_path


def blocks_of(language: str) -> list[str]:
    guide = (REPOSITORY / "docs/api.md").read_text()
    return re.findall(rf"^```{language}\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


def follow(commands: str, suite: RunningSuite, desk: Path) -> list[str]:
    """The lines that the commands print."""
    script = STRICT + re.sub(r"http://(127\.0\.0\.1|localhost):8000", suite.url, commands)
    done = subprocess.run(["bash", "-c", script], cwd=desk, capture_output=True, text=True, timeout=MOST_S, check=False)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout.splitlines()


def test_the_first_command_of_the_readme_counts_the_cells_of_a_smear(suite: RunningSuite, desk: Path) -> None:
    (command,) = re.findall(r"^\$ (curl (?:.*\\\n)*.*)$", (REPOSITORY / "README.md").read_text(), re.MULTILINE)
    (answer,) = follow(command, suite, desk)
    assert '"model":"base/blood@' in answer
    assert '"class":"RBC"' in answer


def test_the_guide_of_the_api_can_be_followed_from_top_to_bottom(suite: RunningSuite, desk: Path) -> None:
    blocks = blocks_of("sh")
    assert len(blocks) >= 15
    said = follow("\n".join(block for block in blocks if LEFT_OUT not in block), suite, desk)
    assert '["notes.txt",null,"The file is not a picture"]' in said
    assert '"submitted"' in said
    assert any(line.startswith('{"kind":"class-differs","first":{"id":"b"') for line in said)
    assert (desk / "cells.arrow").read_bytes().startswith(b"ARROW1")
    for name in ("overlay", "score", "neighbours", "map"):
        assert (desk / f"{name}.png").read_bytes().startswith(b"\x89PNG"), name
    for name in ("statistics.xlsx", "for-qupath.zip", "project.zip"):
        assert (desk / name).read_bytes().startswith(b"PK"), name
    assert (desk / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_program_of_the_guide_prints_the_counts(suite: RunningSuite, desk: Path) -> None:
    (program,) = re.findall(
        r"^```python\n(.*?)^```$", (REPOSITORY / "docs/api.md").read_text(), re.MULTILINE | re.DOTALL
    )
    (desk / "fields").mkdir()
    (desk / "a.png").rename(desk / "fields" / "a.png")
    command = [sys.executable, "-c", f"SERVER, KEY = {suite.url!r}, {suite.key!r}\n{program}"]
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, timeout=MOST_S, check=False)
    assert re.fullmatch(r"a\.png \{'cell': [1-9]\d*} \['no-scale']\n", done.stdout), done
