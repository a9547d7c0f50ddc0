import json
import logging
import sys

import pytest
from cellscanner_shared.telemetry import JsonFormatter, Metrics, configure_logging, redact, request_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Authorization: Bearer abc.def-123", "Authorization: Bearer [redacted]"),
        ("password=hunter2 user=eva", "password=[redacted] user=eva"),
        ('{"secret_key": "s3cr3t", "n": 1}', '{"secret_key": [redacted], "n": 1}'),
        ("postgresql+psycopg://app:pw@db:5432/x", "postgresql+psycopg://app:[redacted]@db:5432/x"),
        (
            "GET /b/k?X-Amz-Credential=AK%2F1&X-Amz-Expires=60&X-Amz-Signature=0ff0",
            "GET /b/k?X-Amz-Credential=[redacted]&X-Amz-Expires=60&X-Amz-Signature=[redacted]",
        ),
        ("cookie cellscanner_session=abcd; a=b", "cookie cellscanner_session=[redacted]; a=b"),
        ("key pictures/1/original is missing", "key pictures/1/original is missing"),
        ("500 cells in 0.1 s", "500 cells in 0.1 s"),
    ],
)
def test_redact(text: str, expected: str) -> None:
    assert redact(text) == expected


def test_a_line_is_json_with_extras_and_without_literal_secrets() -> None:
    record = logging.makeLogRecord({"name": "x", "levelname": "INFO", "msg": "sent %s", "args": ("topsecret",)})
    record.image_id = "42"
    record.api_key = "abc"
    token = request_id.set("req-1")
    try:
        entry = json.loads(JsonFormatter("detector", secrets=["topsecret"]).format(record))
    finally:
        request_id.reset(token)

    entry.pop("time")
    assert entry == {
        "level": "info",
        "service": "detector",
        "logger": "x",
        "message": "sent [redacted]",
        "request_id": "req-1",
        "image_id": "42",
        "api_key": "[redacted]",
    }


def test_exceptions_are_redacted() -> None:
    formatter = JsonFormatter("gateway")
    try:
        raise ValueError("token=abcdef")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), sys.exc_info())

    entry = json.loads(formatter.format(record))

    assert "ValueError: token=[redacted]" in entry["exception"]
    assert "abcdef" not in entry["exception"]


def test_configure_logging_writes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure_logging("trainer")
        logging.getLogger("uvicorn.error").info("hello")
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = handlers
        root.setLevel(level)

    captured = capsys.readouterr()
    assert captured.out == ""
    assert json.loads(captured.err)["message"] == "hello"


def test_metrics_live_in_a_registry_of_their_own() -> None:
    first, second = Metrics("detector"), Metrics("detector")
    first.observe("GET", "/v1/detect", 200, 0.25)

    line = 'cellscanner_http_requests_total{method="GET",route="/v1/detect",service="detector",status="200"} 1.0'
    assert line in first.exposition()[0].decode()
    assert line not in second.exposition()[0].decode()


def test_metrics_tell_what_the_process_takes() -> None:
    lines = Metrics("worker").exposition()[0].decode().splitlines()
    taken = {line.split()[0]: float(line.split()[1]) for line in lines if line.startswith("process_")}
    assert taken["process_resident_memory_bytes"] > 1e6
    assert taken["process_cpu_seconds_total"] > 0
