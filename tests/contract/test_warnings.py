"""Every warning has words in both languages, the same on the page of the browser, a page that explains it, and tests:
one that provokes it with a picture, and one of a good picture of which it is not said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from cellscanner_gateway.warnings.words import WORDS
from support import pages

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = REPOSITORY / "services" / "gateway" / "src" / "cellscanner_gateway"
# What readers note of a file, as PictureInfo lists them.
NOTES = re.compile(r'"((?:converted-[a-z0-9-]+)|alpha-removed|palette-expanded|exif-rotated|grey-expanded)"')


def page_words(language: Literal["En", "Zh"]) -> dict[str, str]:
    text = (REPOSITORY / "frontend" / "src" / "i18n" / "warnings.ts").read_text(encoding="utf-8")
    block = text.split(f"export const warnings{language} = {{")[1].split("\n}")[0]
    found = re.findall(r"^  '?([\w-]+)'?:\s+(?:'([^']*)'|\"([^\"]*)\"),$", block, re.MULTILINE)
    return {code: re.sub(r"\{\{(\w+)\}\}", r"{\1}", single or double) for code, single, double in found}


def test_every_code_that_is_emitted_has_words_and_every_word_a_code() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    readers = REPOSITORY / "shared" / "src" / "cellscanner_shared" / "pictures"
    emitted = set(re.findall(r'Notice\(\s*"([\w-]+)"', sources))
    emitted |= {note for path in readers.rglob("*.py") for note in NOTES.findall(path.read_text(encoding="utf-8"))}

    assert emitted == set(WORDS)


def test_both_languages_name_the_same_values() -> None:
    for code, words in WORDS.items():
        named = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in words.items()}
        assert named["en"] == named["zh"], code


def test_the_browser_says_the_same() -> None:
    typographic = {code: words["en"].replace("'", "’") for code, words in WORDS.items()}

    assert page_words("En") == typographic
    assert page_words("Zh") == {code: words["zh"] for code, words in WORDS.items()}


def test_every_code_has_a_page_in_both_languages_that_says_what_how_and_what_to_do() -> None:
    assert pages.faults("warnings", set(WORDS)) == []


def marked(name: str) -> Iterator[str]:
    """The codes of all marks of this name; tests/unit/gateway/conftest.py holds a test to its marks as it runs."""
    for path in (REPOSITORY / "tests" / "unit").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == f"pytest.mark.{name}":
                yield from (str(ast.literal_eval(one)) for one in node.args)


@pytest.mark.parametrize("name", ["warns", "silent"])
def test_every_code_is_provoked_by_a_picture_and_not_said_of_a_good_one(name: str) -> None:
    assert set(marked(name)) == set(WORDS)
