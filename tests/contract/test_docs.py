"""What the documents point at is there: links, the headings they name, and the paths they mention."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```", re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(r"`((?:services|shared|tests|docs|deploy|frontend)/[\w./-]+)`")
_LISTED = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
DOCUMENTS = _LISTED.stdout.splitlines()


def _anchor(heading: str) -> str:
    """As it stands in the address of the rendered page."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _target(document: Path, link: str) -> Path:
    """The file behind a link; the pages that the gateway serves, /docs/…, have no suffix in their address."""
    path = link.partition("#")[0]
    if path.startswith("/docs/"):
        return ROOT / f"{path[1:]}.md"
    return (document.parent / path).resolve() if path else document


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    document = ROOT / name
    links = [link for link in _LINK.findall(_CODE.sub("", document.read_text())) if "://" not in link]
    assert [link for link in links if not _target(document, link).exists()] == []
    for link in links:
        heading = link.partition("#")[2]
        if heading:
            assert heading in map(_anchor, _HEADING.findall(_target(document, link).read_text())), link


def test_paths_that_are_mentioned_exist() -> None:
    # The change log tells of what was, too.
    texts = {name: (ROOT / name).read_text() for name in DOCUMENTS if name != "CHANGELOG.md"}
    mentioned = [(name, path) for name, text in texts.items() for path in _PATH.findall(text)]
    assert len(mentioned) > 20
    assert [(name, path) for name, path in mentioned if not (ROOT / path).exists()] == []
