"""What the documents point at is there: links, the headings they name, and the paths they mention."""

import re
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```", re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(r"`((?:services|shared|tests|docs|deploy|frontend)/[\w./-]+)`")
_MARK = re.compile(r"(#+|-|\d+\.|\|) |!\[[^\]]*\]\(\S*?([\w.-]+)\)")
_LISTED = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
DOCUMENTS = _LISTED.stdout.splitlines()
# What stands in English and in Chinese; the pages of errors and warnings are held together where their codes are.
TRANSLATED = {
    "README.md": "README.zh-CN.md",
    "docs/user-guide.md": "docs/zh/user-guide.md",
    "docs/statistics.md": "docs/zh/statistics.md",
    "docs/api.md": "docs/zh/api.md",
    "docs/deploy.md": "docs/zh/deploy.md",
    "docs/settings.md": "docs/zh/settings.md",
}


def _anchor(heading: str) -> str:
    """As it stands in the address of the rendered page."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _target(document: Path, link: str) -> Path:
    """The file behind a link; the pages that the gateway serves, /docs/…, have no suffix in their address."""
    path = link.partition("#")[0]
    if path.startswith("/docs/"):
        return ROOT / f"{path[1:]}.md"
    return (document.parent / path).resolve() if path else document


def _skeleton(text: str) -> list[str]:
    """Level of each heading, each item of a list, row of a table, picture and block of code, in their order."""
    parts = re.split(r"^( *```.*?```)$", text, flags=re.DOTALL | re.MULTILINE)
    marks = [
        [part]
        if "```" in part
        else [found[1] or found[2] for line in part.splitlines() if (found := _MARK.match(line.lstrip()))]
        for part in parts
    ]
    return [mark for part in marks for mark in part]


@pytest.mark.parametrize(("english", "chinese"), TRANSLATED.items())
def test_what_is_added_in_one_language_is_missed_in_the_other(english: str, chinese: str) -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in (english, chinese)]

    assert _skeleton(texts[1]) == _skeleton(texts[0])
    for text, name, other in zip(texts, (english, chinese), (chinese, english), strict=True):
        first = re.findall(r"\[(?:English|中文)\]\((\S+)\)", text.partition("\n## ")[0])
        assert [_target(ROOT / name, link) for link in first] == [ROOT / other]
        # A mark of emphasis that stands between full-width punctuation and a character does not close.
        assert "*" not in re.sub(r"<(code|pre).*?</\1>", "", MarkdownIt().render(text), flags=re.DOTALL)


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
