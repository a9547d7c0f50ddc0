"""The one-command start as a person meets it: starting, stopping, starting again, and being refused in words."""

import json
import signal
import socket
from itertools import pairwise
from pathlib import Path

import httpx
import psutil
import pytest
from support import api
from support.suite import PATIENCE_S, START_S, RunningSuite, wait_until

ORDER = ["trainer", "worker", "detector", "classifier", "gateway", "store", "postgres"]


def _refused(suite: RunningSuite) -> str:
    """The one line that a launcher says which does not start."""
    before = len(suite.output) if (suite.folder / "output").exists() else 0
    assert suite.launch().wait() == 1
    said = suite.output[before:].strip().splitlines()
    assert len(said) == 1, said
    return said[0]


def test_a_second_start_finds_its_data(tmp_path: Path, brightfield: list[Path]) -> None:
    suite = RunningSuite(tmp_path).start()
    try:
        key = suite.key
        with suite.client() as client:
            image = api.upload(client, brightfield[:1], api.new_project(client, "kept"))[0]
        assert suite.stop(signal.SIGINT) == 0
        assert suite.leftovers() == []
        suite.start()
        assert suite.key == key
        with suite.client() as client:
            assert client.get(f"/images/{image}/content").content == brightfield[0].read_bytes()
    finally:
        assert suite.stop(signal.SIGTERM) == 0
    assert suite.leftovers() == []
    _assert_stopped_in_order(suite)


def _assert_stopped_in_order(suite: RunningSuite) -> None:
    log = (suite.data.logs / "supervisor.log").read_text()
    last = {name: log.rfind(f"stopped: {name} ") for name in ORDER}
    assert -1 not in last.values(), last
    ranks = [("trainer", "worker"), ("detector", "classifier"), ("gateway",), ("store",), ("postgres",)]
    for earlier, later in pairwise(ranks):
        assert max(last[name] for name in earlier) < min(last[name] for name in later), last


def test_it_tells_where_to_go_and_where_the_key_is(suite: RunningSuite) -> None:
    assert f"CellScanner is ready: {suite.url}" in suite.output
    assert str(suite.data.admin_key) in suite.output
    assert suite.key not in suite.output


def test_the_key_is_the_owners_alone_and_ends_with_a_newline(suite: RunningSuite) -> None:
    assert suite.data.admin_key.stat().st_mode & 0o777 == 0o600
    assert suite.data.admin_key.read_text() == f"{suite.key}\n"


def test_no_secret_of_the_suite_is_in_a_log(suite: RunningSuite) -> None:
    secrets = [suite.key, *_secret_values(suite)]
    for log in suite.data.logs.iterdir():
        text = log.read_text(errors="replace")
        assert not [secret[:4] for secret in secrets if secret in text], log


def _secret_values(suite: RunningSuite) -> list[str]:
    return [value for name, value in json.loads(suite.data.secrets.read_text()).items() if name != "store_access_key"]


def test_everything_listens_on_this_machine_only(suite: RunningSuite) -> None:
    for pid in suite.pids().values():
        for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
            addresses = {one.laddr.ip for one in process.net_connections("inet") if one.status == psutil.CONN_LISTEN}
            assert addresses <= {"127.0.0.1"}, process.cmdline()


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _refused(RunningSuite(tmp_path, port=port))
    assert said == (
        f"CellScanner: Port {port} on 127.0.0.1 is already in use. "
        f"Stop the other program or choose another port: CELLSCANNER_PORT={port + 1} make run"
    )


def test_a_data_folder_in_use_is_one_clear_line(suite: RunningSuite, tmp_path: Path) -> None:
    second = RunningSuite(tmp_path, environment={"CELLSCANNER_DATA_DIR": str(suite.data.root)})
    assert f"already running on {suite.data.root} (process " in _refused(second)
    suite.await_ready()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CELLSCANNER_PORT", "eight", "CELLSCANNER_PORT: Input should be a valid integer"),
        ("CELLSCANNER_MIN_FREE_GB", "1000000", "The disk is full: "),
        ("CELLSCANNER_DATA_DIR", "/proc/nobody/may", "The data folder /proc/nobody/may cannot be written: "),
    ],
)
def test_what_is_wrong_is_one_clear_line(tmp_path: Path, variable: str, value: str, said: str) -> None:
    assert _refused(RunningSuite(tmp_path, environment={variable: value})).startswith(f"CellScanner: {said}")


def test_two_suites_side_by_side_know_nothing_of_each_other(suite: RunningSuite, tmp_path: Path) -> None:
    other = RunningSuite(tmp_path).start()
    try:
        suite.await_ready()
        other.await_ready()
        stranger = {"Authorization": f"Bearer {suite.key}"}
        assert httpx.get(f"{other.url}/api/v1/users/me", headers=stranger, trust_env=False).status_code == 401
    finally:
        assert other.stop() == 0
    assert other.leftovers() == []
    suite.await_ready()


def test_it_can_be_stopped_while_it_starts(tmp_path: Path) -> None:
    suite = RunningSuite(tmp_path).launch()
    wait_until(lambda: "PostgreSQL is up" in suite.output, START_S, "PostgreSQL is not up")
    assert suite.stop(signal.SIGTERM) == 0
    assert suite.leftovers() == []


def test_it_stops_when_make_is_killed(tmp_path: Path) -> None:
    """A shell stands in for make; who kills that, without asking, wants the suite gone too."""
    suite = RunningSuite(tmp_path, under_shell=True).launch()
    wait_until(lambda: "object store is up" in suite.output, START_S, "the store is not up")
    suite.kill_launcher()
    wait_until(lambda: suite.output.rstrip().endswith("The data stay where they are."), PATIENCE_S, "it goes on")
    assert suite.leftovers() == []
