"""House rules of the gateway that no linter knows."""

import ast
from pathlib import Path

import cellscanner_gateway

SOURCES = sorted(Path(cellscanner_gateway.__file__).parent.rglob("*.py"))
# Alembic and the lock around it run on a plain connection, before any request exists.
COMMITS_ITSELF = {"migrations/runner.py"}
READS_THE_ENVIRONMENT: set[str] = set()


def name_of(path: Path) -> str:
    return path.relative_to(Path(cellscanner_gateway.__file__).parent).as_posix()


def calls(path: Path, method: str) -> bool:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method
        for node in nodes
    )


def reads_environment(path: Path) -> bool:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return any(isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"} for node in nodes)


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 60


def test_nothing_commits_but_the_end_of_a_transaction() -> None:
    assert {name_of(path) for path in SOURCES if calls(path, "commit")} == COMMITS_ITSELF


def test_only_settings_look_at_the_environment() -> None:
    assert {name_of(path) for path in SOURCES if reads_environment(path)} == READS_THE_ENVIRONMENT


def test_routes_ask_repositories_and_write_no_queries() -> None:
    writing = {
        name_of(path)
        for path in SOURCES
        if path.name in {"endpoints.py", "service.py", "schemas.py"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "sqlalchemy"
        and {alias.name for alias in node.names} & {"select", "insert", "update", "delete", "text"}
    }
    assert writing == set()


def test_every_relationship_raises_instead_of_loading() -> None:
    lazy = [
        [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "lazy"]
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "relationship"
    ]
    assert len(lazy) >= 2
    assert all(found == ["'raise'"] for found in lazy)
