"""The committed OpenAPI document is the one the code makes, and it says what a client has to know."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cellscanner_gateway.openapi import document

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
METHODS = {"get", "put", "post", "patch", "delete"}
PUBLIC = {"get_about", "create_session"}
PROBLEM = {"$ref": "#/components/schemas/Problem"}
Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(document())
    return loaded


def operations(made: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            assert method in METHODS
            yield path, method, operation


def test_the_committed_document_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == document(), "run: cellscanner-gateway openapi > docs/openapi.json"


def test_it_is_openapi_3_1(made: dict[str, Any]) -> None:
    assert made["openapi"].startswith("3.1")
    assert "Not for diagnosis" in made["info"]["description"]


def test_every_operation_has_a_tag_and_a_name_of_its_own(made: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(made)]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)
    assert all(operation["tags"] for _, _, operation in operations(made))


def test_every_operation_but_two_asks_for_a_key_or_a_session(made: dict[str, Any]) -> None:
    open_to_all = {operation["operationId"] for _, _, operation in operations(made) if not operation.get("security")}
    assert open_to_all == PUBLIC


def test_every_refusal_is_a_problem(made: dict[str, Any]) -> None:
    for path, method, operation in operations(made):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                content = response["content"]
                assert content == {"application/problem+json": {"schema": PROBLEM}}, (path, method, status)


def test_every_operation_with_an_id_says_that_it_may_not_be_there(made: dict[str, Any]) -> None:
    for path, _, operation in operations(made):
        if "{" in path:
            assert "404" in operation["responses"], operation["operationId"]


def test_every_json_answer_has_a_schema(made: dict[str, Any]) -> None:
    for _, _, operation in operations(made):
        for status, response in operation["responses"].items():
            if status == "204":
                assert "content" not in response
            for media_type, content in response.get("content", {}).items():
                assert content.get("schema") or media_type != "application/json", operation["operationId"]
