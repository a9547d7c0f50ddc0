"""Engines after a crash, an interrupted first start, and on other ports than before."""

import os
import secrets
import shutil
import signal
from pathlib import Path

import psycopg
import pytest
from cellscanner_local.engines import running
from cellscanner_local.errors import EngineFailed
from cellscanner_local.postgres import PostgresEngine, postmaster
from cellscanner_local.seaweed import SeaweedEngine, StoreKeys
from cellscanner_shared.store import ObjectStore, StoreSettings
from support.ports import store_ports, take

_KEYS = StoreKeys("access", "secret-of-this-test", "inner")


def _postgres(folder: Path, password: str) -> PostgresEngine:
    return PostgresEngine(folder / "data", take(1)[0], password)


def _kill(engine: PostgresEngine) -> None:
    process = postmaster(engine.folder)
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait(120)


def test_postgresql_keeps_what_was_committed_before_a_kill(tmp_path: Path) -> None:
    first = _postgres(tmp_path, "pass'word %40")
    with running(first, tmp_path / "log"):
        first.ensure_database("cells")
        with psycopg.connect(first.url("cells").replace("+psycopg", "")) as connection:
            connection.execute("CREATE TABLE counts AS SELECT 42 AS cells")
        _kill(first)
    assert (first.folder / "postmaster.pid").exists()
    second = _postgres(tmp_path, "pass'word %40")
    with running(second, tmp_path / "log"):
        second.ensure_database("cells")
        with psycopg.connect(second.url("cells").replace("+psycopg", "")) as connection:
            assert connection.execute("SELECT cells FROM counts").fetchone() == (42,)


def test_a_pid_file_that_names_another_programs_process_does_not_stop_the_start(tmp_path: Path) -> None:
    engine = _postgres(tmp_path, "p")
    with running(engine, tmp_path / "log"):
        pid_file = (engine.folder / "postmaster.pid").read_text()
    reused = "\n".join([str(os.getpid()), *pid_file.split("\n")[1:]])
    (engine.folder / "postmaster.pid").write_text(reused)
    assert postmaster(engine.folder) is None
    with running(engine, tmp_path / "log"):
        assert engine.ready()


def test_a_first_start_that_was_cut_off_is_done_again(tmp_path: Path) -> None:
    engine = _postgres(tmp_path, "p")
    half = engine.folder.with_name("data.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with running(engine, tmp_path / "log"):
        assert engine.ready()
    assert not half.exists()


def test_the_store_finds_its_objects_on_other_ports(tmp_path: Path) -> None:
    large = secrets.token_bytes(9_000_000)
    for start in range(2):
        engine = SeaweedEngine(tmp_path / "data", tmp_path / "config", store_ports(), _KEYS)
        with running(engine, tmp_path / "log"):
            store = ObjectStore(
                StoreSettings(endpoint=engine.endpoint, access_key=_KEYS.access, secret_key=_KEYS.secret)
            )
            if start == 0:
                store.ensure_bucket()
                store.put_bytes("large", large)
            assert store.get_bytes("large") == large


def test_the_store_tells_nobody_its_keys(tmp_path: Path) -> None:
    engine = SeaweedEngine(tmp_path / "data", tmp_path / "config", store_ports(), _KEYS)
    command = engine.prepare()
    assert _KEYS.secret not in " ".join(command.arguments) + repr(command.environment)
    assert {path.stat().st_mode & 0o777 for path in engine.config.iterdir()} == {0o600}
    assert shutil.which(command.arguments[0])


def test_data_that_the_server_would_refuse_are_told_before_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = _postgres(tmp_path, "p")
    engine.folder.mkdir()
    (engine.folder / "PG_VERSION").write_text("17\n")
    with pytest.raises(EngineFailed, match="is of version 17, and this CellScanner brings 18"):
        engine.prepare()
    (engine.folder / "PG_VERSION").write_text("18\n")
    monkeypatch.setattr(os, "geteuid", lambda: 65_533)
    with pytest.raises(
        EngineFailed, match=r"belongs to the user .*, and it would run as 65533\. Start as who started first"
    ):
        engine.prepare()
