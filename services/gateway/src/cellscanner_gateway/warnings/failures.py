"""Why a picture failed, as a warning."""

from collections.abc import Mapping
from typing import Any

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.problems import Language, say_problem

from cellscanner_gateway.warnings.notice import Notice

# The stored RFC 9457 document of a picture.
Problem = Mapping[str, Any] | None


def failure_notice(filename: str, problem: Problem) -> Notice:
    values = {"filename": filename, "reason": why_failed("en", problem), "problem": problem_of(problem)}
    return Notice("image-failed", values)


def problem_of(problem: Problem) -> str:
    """The name of the problem's page below docs/errors; empty where it has none."""
    return str((problem or {}).get("type", "")).rsplit("/", 1)[-1]


def why_failed(language: Language, problem: Problem) -> str:
    """Why, in the reader's language."""
    return say_problem(language, problem or CellScannerError().problem())
