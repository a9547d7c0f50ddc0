"""Secrets: made once, kept, and nobody else's."""

from pathlib import Path

import pytest
from cellscanner_local.errors import SecretsUnreadable
from cellscanner_local.private import Secrets, write_private


def test_secrets_are_made_once_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    first = Secrets.load(file)
    assert Secrets.load(file) == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert first != Secrets.load(tmp_path / "another.json")


def test_no_secret_shows_in_a_log_line() -> None:
    secrets = Secrets()
    for value in (secrets.postgres_password, secrets.store_secret_key, secrets.store_inner_key, secrets.service_token):
        assert len(value) >= 40
        assert value not in repr(secrets)


def test_a_file_that_was_open_to_all_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("old")
    file.chmod(0o644)
    write_private(file, "new")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o600)


def test_a_damaged_file_is_told_and_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text('{"postgres_pass')
    with pytest.raises(SecretsUnreadable, match=r"secrets\.json is damaged.*backup"):
        Secrets.load(file)
    assert file.read_text() == '{"postgres_pass'
