"""A downloaded package run by its own README, in a Python that has onnxruntime, numpy and Pillow alone."""

import json
import re
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

from cellscanner_shared.pictures import open_picture
from PIL import Image

_MAY_IMPORT = ("numpy", "numpy.libs", "onnxruntime", "onnxruntime.libs", "PIL", "pillow.libs")
_LINE = re.compile(r"(?P<name>\S+) (?P<box>\[.*\]) (?P<score>\S+)")


@dataclass(frozen=True)
class FoundCell:
    class_name: str
    box: list[float]


def run_readme(package: Path, picture: Path, folder: Path) -> list[FoundCell]:
    """The cells that the example of the README finds in a picture."""
    zipfile.ZipFile(package).extractall(folder)
    (example,) = list(folder.rglob("README.md"))
    home = example.parent
    # As CellScanner itself reads it: the example is for pictures of eight bits.
    with open_picture(picture) as opened:
        Image.fromarray(opened.read()).save(home / "picture.png")
    code = re.search(r"```python\n(.*?)```", example.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    libraries = _only_these(folder / "libraries")
    # Isolated and without site-packages: what is not in the folder is not there.
    script = f"import sys; sys.path.insert(0, {str(libraries)!r})\n{code[1]}"
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", script], cwd=home, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    lines = [_LINE.fullmatch(line) for line in ran.stdout.splitlines()]
    return [FoundCell(one["name"], json.loads(one["box"])) for one in lines if one]


def _only_these(folder: Path) -> Path:
    folder.mkdir()
    for home in {sysconfig.get_path("purelib"), *sys.path}:
        for name in _MAY_IMPORT:
            if (Path(home) / name).is_dir() and not (folder / name).exists():
                (folder / name).symlink_to(Path(home) / name)
    return folder
