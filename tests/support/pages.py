"""The pages below docs/ that explain errors and warnings, in both languages."""

import re
from pathlib import Path

_DOCS = Path(__file__).resolve().parents[2] / "docs"
_SECTIONS = {
    "errors": (["What happened.", "What to do."], ["发生了什么。", "怎么办。"]),
    "warnings": (
        ["What it means.", "How it is measured, and its limit.", "What to do."],
        ["含义。", "如何测量，界限为何。", "怎么办。"],
    ),
}


def faults(kind: str, names: set[str]) -> list[str]:
    """What is wrong with the pages of a kind, where each name is to have one in English and one in Chinese."""
    english, chinese = _SECTIONS[kind]
    return _faults(_DOCS / kind, names, english) + _faults(_DOCS / kind / "zh", names, chinese)


def title(kind: str, name: str) -> str:
    """Of the Chinese page."""
    return (_DOCS / kind / "zh" / f"{name}.md").read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def _faults(folder: Path, names: set[str], sections: list[str]) -> list[str]:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    strays = [f"{folder}: {name}" for name in sorted(pages.keys() ^ names)]
    return strays + [
        f"{folder}: {name}"
        for name, text in pages.items()
        if not re.match(rf"# .+\n\n`{name}` · ", text)
        or re.findall(r"^\*\*(.+?)\*\* \S", text, re.MULTILINE) != sections
    ]
