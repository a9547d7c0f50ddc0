"""Which process is told what."""

import socket
from pathlib import Path

import pytest
from cellscanner_local.ports import free_pair, free_ports
from cellscanner_local.private import Secrets
from cellscanner_local.programs import InnerPorts, Suite
from cellscanner_local.settings import DataDir, LocalSettings


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    data = DataDir(tmp_path / "data")
    data.make()
    settings = LocalSettings(port=8123, repository=tmp_path / "repository")
    return Suite(settings, data, Secrets(), InnerPorts.choose(data.run / "ports.json"))


def test_ports_are_all_different_and_kept_while_they_are_free(tmp_path: Path) -> None:
    remembered = tmp_path / "ports.json"
    first = InnerPorts.choose(remembered)
    assert len(set(first.all())) == len(first.all()) == 16
    assert InnerPorts.choose(remembered) == first
    remembered.write_text(remembered.read_text()[:20])
    assert len(set(InnerPorts.choose(remembered).all())) == 16
    first = InnerPorts.choose(remembered)
    with socket.create_server(("127.0.0.1", first.detector)):
        assert InnerPorts.choose(remembered).detector != first.detector


def test_only_those_who_need_the_database_have_its_password(suite: Suite) -> None:
    environments = {role: suite.gateway(role).environment for role in ("api", "worker", "migrate", "seed")}
    for environment in environments.values():
        assert suite.secrets.postgres_password in environment["CELLSCANNER_DATABASE_URL"]
    for port, name in ((suite.ports.detector, "DETECTOR"), (suite.ports.classifier, "CLASSIFIER")):
        command = suite.serving(name)
        assert command.environment[f"CELLSCANNER_{name}_PORT"] == str(port)
        assert suite.secrets.postgres_password not in "".join(command.environment.values())


def test_the_gateway_is_public_and_its_neighbours_are_not(suite: Suite) -> None:
    environment = suite.gateway("api").environment
    assert environment["CELLSCANNER_GATEWAY_PORT"] == "8123"
    assert environment["CELLSCANNER_GATEWAY_DETECTOR_URL"] == f"http://127.0.0.1:{suite.ports.detector}"
    assert environment["CELLSCANNER_GATEWAY_ADMIN_KEY_FILE"] == str(suite.data.root / "admin-key")


def test_api_and_worker_have_metrics_ports_of_their_own(suite: Suite) -> None:
    ports = [suite.gateway(role).environment["CELLSCANNER_GATEWAY_METRICS_PORT"] for role in ("api", "worker")]
    assert ports == [str(suite.ports.gateway_metrics), str(suite.ports.worker_metrics)]


def test_models_of_ones_own_can_be_given(suite: Suite, tmp_path: Path) -> None:
    assert suite.gateway("seed").environment["CELLSCANNER_GATEWAY_MODELS_DIR"] == str(
        tmp_path / "repository" / "deploy" / "models"
    )
    suite.settings.models_dir = tmp_path / "mine"
    assert suite.gateway("seed").environment["CELLSCANNER_GATEWAY_MODELS_DIR"] == str(tmp_path / "mine")


def test_free_ports_are_different() -> None:
    assert len(set(free_ports(50))) == 50


def test_a_pair_is_never_of_ports_that_are_meant_for_others() -> None:
    with pytest.raises(OSError, match="no pair"):
        free_pair(apart_from=range(65_536))
