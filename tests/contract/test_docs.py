"""What the documents point at is there: links, the headings they name, and the paths they mention."""

import re
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```", re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(r"`((?:services|shared|tests|docs|deploy|frontend)/[\w./-]+)`")
_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_MARKDOWN = MarkdownIt().enable("table")
_LISTED = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
DOCUMENTS = _LISTED.stdout.splitlines()
# What stands in English and in Chinese.
_EXPLAINED = re.compile(r"docs/(errors|warnings)/[\w-]+\.md")
TRANSLATED = {
    "README.md": "README.zh-CN.md",
    "SECURITY.md": "SECURITY.zh-CN.md",
    **{name.replace("docs/zh/", "docs/"): name for name in DOCUMENTS if name.startswith("docs/zh/")},
    **{name: str(Path(name).parent / "zh" / Path(name).name) for name in DOCUMENTS if _EXPLAINED.fullmatch(name)},
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


def _skeleton(text: str) -> list[tuple[str, ...]]:
    """Every block in its order: what it is, and what it holds of code, names in code letters, figures and pictures."""
    tokens = [token for token in _MARKDOWN.parse(text) if not token.type.endswith("_close")]
    return [(token.tag, *_held(token.children)) if token.children else (token.tag, token.content) for token in tokens]


def _held(children: list[Token]) -> list[str]:
    pictures = [Path(str(child.attrs["src"])).name for child in children if child.type == "image"]
    names = {child.content for child in children if child.type == "code_inline"}
    figures = {figure for child in children if child.type == "text" for figure in _FIGURE.findall(child.content)}
    return sorted(names) + sorted(figures) + pictures


@pytest.mark.parametrize(("english", "chinese"), TRANSLATED.items())
def test_what_is_added_in_one_language_is_missed_in_the_other(english: str, chinese: str) -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in (english, chinese)]

    assert _skeleton(texts[1]) == _skeleton(texts[0])
    for text, name, other in zip(texts, (english, chinese), (chinese, english), strict=True):
        first = re.search(r"\[(?:English|中文)\]\((\S+)\)", text)
        assert first
        assert _target(ROOT / name, first[1]) == ROOT / other
        # A mark of emphasis that stands between full-width punctuation and a character does not close.
        assert "*" not in re.sub(r"<(code|pre).*?</\1>", "", _MARKDOWN.render(text), flags=re.DOTALL)


@pytest.mark.parametrize("name", TRANSLATED.values())
def test_a_chinese_paragraph_is_one_line(name: str) -> None:
    # A browser shows the end of a line as a gap, which Chinese has none of.
    blocks = [token.children or [] for token in _MARKDOWN.parse((ROOT / name).read_text(encoding="utf-8"))]
    assert [child for block in blocks for child in block if child.type == "softbreak"] == []


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
