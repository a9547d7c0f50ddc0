"""The console script."""

import json

import pytest
from cellscanner_gateway.cli import main


def test_openapi_needs_no_settings(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CELLSCANNER_DATABASE_URL", raising=False)
    main(["openapi"])
    assert json.loads(capsys.readouterr().out)["info"]["title"] == "CellScanner"


def test_a_missing_setting_is_one_line_that_names_it_and_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CELLSCANNER_DATABASE_URL", raising=False)
    monkeypatch.setenv("CELLSCANNER_SERVICE_TOKEN", "very-secret")
    with pytest.raises(SystemExit) as ended:
        main(["migrate"])
    assert str(ended.value) == "cellscanner-gateway migrate: CELLSCANNER_DATABASE_URL: Field required"


def test_a_database_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELLSCANNER_DATABASE_URL", "postgresql+psycopg://lab:very-secret@127.0.0.1:9/cells")
    monkeypatch.setenv("CELLSCANNER_SERVICE_TOKEN", "token")
    with pytest.raises(SystemExit) as ended:
        main(["migrate"])
    words = str(ended.value)
    assert words.startswith("cellscanner-gateway migrate: the database does not answer or refused: ")
    assert "\n" not in words
    assert "very-secret" not in words


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "invalid choice: 'dance'" in capsys.readouterr().err
