"""Every problem that somebody at the page can meet has a title and a sentence in both languages, and carries the facts
that its sentence names. The sources are read, not run: what is raised there is held against the texts of the page."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cellscanner_shared.problems import Language, sentences, titles
from support import pages

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDERS = ["shared/src", *(f"services/{name}/src" for name in ("gateway", "detector", "classifier", "trainer"))]
STANDARD = {"type", "title", "status", "detail", "instance"}
# Met by who starts a service or runs a command, and between services; there a sentence is English.
OF_PROGRAMS = {"NotReady", "DataTooNew", "GpuUnusable", "InvalidArray", "RecipeRefused", "ArtefactMissing"}
OF_PROGRAMS |= {"SubmissionRefused"}
COMMANDS = re.compile(r"cellscanner_trainer/(background|experiments|recipes|data)/|/personal/command\.py$")


@dataclass(frozen=True)
class Raised:
    """One place that makes an error: its key, its sentence with each fact as `{}`, and what it carries."""

    where: str
    key: str
    sentence: str
    members: frozenset[str]


def sources() -> dict[str, ast.Module]:
    paths = sorted(path for folder in FOLDERS for path in (REPOSITORY / folder).rglob("*.py"))
    return {str(path.relative_to(REPOSITORY)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def slugs_of(modules: dict[str, ast.Module]) -> dict[str, str]:
    """Every class of errors by its name, with its slug or the one that it inherits."""
    slugs = {"CellScannerError": "internal-error"}
    classes = [node for module in modules.values() for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    while found := {
        one.name: _slug(one) or slugs[base]
        for one in classes
        for base in map(ast.unparse, one.bases)
        if base in slugs and one.name not in slugs
    }:
        slugs |= found
    return slugs


def _slug(definition: ast.ClassDef) -> str | None:
    for node in definition.body:
        if isinstance(node, ast.Assign):
            names = [ast.unparse(one) for one in getattr(node.targets[0], "elts", node.targets)]
            values = getattr(node.value, "elts", [node.value])
            known = dict(zip(names, values, strict=True)).get("slug")
            if isinstance(known, ast.Constant):
                return str(known.value)
    return None


def raised() -> Iterator[Raised]:
    modules = sources()
    slugs = slugs_of(modules)
    for path, module in modules.items():
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            name, arguments = ast.unparse(call.func), call.args
            if name == "partial":
                name, arguments = ast.unparse(call.args[0]), call.args[1:]
            if name in slugs and name not in OF_PROGRAMS and arguments and not COMMANDS.search(path):
                given = {one.arg: one.value for one in call.keywords if one.arg}
                reason = given.get("reason")
                key = str(ast.literal_eval(reason)) if reason else slugs[name]
                sentence = _sentence(_value(module, arguments[0]))
                yield Raised(f"{path}:{call.lineno}", key, sentence, frozenset(given))


def _value(module: ast.Module, expression: ast.expr) -> ast.expr:
    """What a variable was last given above the place where it is used; anything else as it stands."""
    if not isinstance(expression, ast.Name):
        return expression
    given = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == expression.id
        and node.lineno < expression.lineno
    ]
    return max(given, key=lambda node: node.lineno).value


def _sentence(expression: ast.expr) -> str:
    parts = expression.values if isinstance(expression, ast.JoinedStr) else [expression]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


RAISED = list(raised())


def test_every_problem_has_a_sentence_on_the_page_and_every_sentence_a_problem() -> None:
    assert {one.key for one in RAISED} == set(sentences("en"))


def test_the_page_says_in_english_what_the_service_says() -> None:
    page = {key: re.sub(r"\{\{\w+\}\}", "{}", text) for key, text in sentences("en").items()}

    assert {one.where: one.sentence.replace("'", "’") for one in RAISED} == {one.where: page[one.key] for one in RAISED}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_sentence_names_is_sent(language: Language) -> None:
    named = {key: set(re.findall(r"\{\{(\w+)\}\}", text)) for key, text in sentences(language).items()}

    assert {one.where: named[one.key] - one.members for one in RAISED} == {one.where: set() for one in RAISED}


def test_no_fact_is_called_as_a_standard_member() -> None:
    assert {one.where: one.members & STANDARD for one in RAISED} == {one.where: set() for one in RAISED}


def test_every_problem_has_a_page_in_both_languages_and_a_title_on_the_page() -> None:
    called = titles("en")

    assert set(slugs_of(sources()).values()) <= set(called)
    assert pages.faults("errors", set(called)) == []
    assert {slug: pages.title("errors", slug) for slug in called} == titles("zh")
