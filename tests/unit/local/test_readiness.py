"""What is still missing, in words for a person."""

import httpx
import pytest
from cellscanner_local import readiness


def _client(answer: httpx.Response | Exception) -> httpx.Client:
    def handle(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/readyz"
        if isinstance(answer, Exception):
            raise answer
        return answer

    return httpx.Client(base_url="http://suite", transport=httpx.MockTransport(handle))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(200, json={"state": "ready", "parts": {}}), (True, "")),
        (httpx.ConnectError("refused"), (False, "the gateway")),
        (httpx.ReadTimeout("slow"), (False, "the models, which are being loaded")),
        (httpx.Response(502, text="<html>"), (False, "the gateway")),
    ],
)
def test_answers_in_words(answer: httpx.Response | Exception, expected: tuple[bool, str]) -> None:
    with _client(answer) as client:
        assert readiness.ask(client) == expected


def test_only_what_is_missing_is_named_with_its_reason() -> None:
    body = {
        "state": "not-ready",
        "parts": {
            "database": {"state": "ready", "provider": None, "detail": None},
            "detector": {"state": "not-ready", "provider": None, "detail": "It does not answer."},
            "worker": {"state": "not-ready", "provider": None, "detail": None},
        },
    }
    assert readiness.describe(body) == "detector (It does not answer), worker"
