"""What each service installs: pinned, with hashes, without addresses, and without torch where it does not train."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
FILES = sorted(REPOSITORY.glob("requirements/*.txt")) + sorted(REPOSITORY.glob("services/*/requirements*.txt"))
LOCKED = [path for path in FILES if path.name != "overrides.txt"]
TORCHLESS = [path for path in LOCKED if path.parent.name in {"gateway", "detector", "classifier"}]
HEAVY = {"torch", "torchvision", "ultralytics", "triton", "nvidia-nccl-cu13", "opencv-python"}
SERVING = {"onnxruntime", "onnxruntime-gpu", "onnx"}


def _id(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def _pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9.\-]*)(?:\[[^]]*])?==([^ ;\\]+)", path.read_text(), re.MULTILINE))


def test_every_service_has_its_file() -> None:
    assert {path.parent.name for path in LOCKED} == {"requirements", "gateway", "detector", "classifier", "trainer"}


@pytest.mark.parametrize("path", LOCKED, ids=_id)
def test_every_line_is_a_pin_with_hashes_and_no_address(path: Path) -> None:
    text = path.read_text()
    assert "://" not in text
    assert not re.search(r"^--(index|extra|find|trusted)", text, re.MULTILINE)
    for requirement in re.split(r"\n(?=[a-z0-9])", text.split("make lock\n", 1)[1].strip()):
        assert re.match(r"[a-z0-9][a-z0-9.\-]*(\[[a-z,]+])?==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


@pytest.mark.parametrize("path", TORCHLESS, ids=_id)
def test_serving_installs_no_torch(path: Path) -> None:
    assert not HEAVY & _pins(path).keys()


def test_the_gateway_installs_no_network_runtime() -> None:
    assert not SERVING & _pins(REPOSITORY / "services/gateway/requirements.txt").keys()


def test_the_trainer_installs_torch_from_the_ordinary_place() -> None:
    pins = _pins(REPOSITORY / "services/trainer/requirements.txt")
    assert {"torch", "torchvision", "ultralytics"} <= pins.keys()
    assert "+" not in pins["torch"] + pins["torchvision"], "a local build of torch does not fit torchvision"


@pytest.mark.parametrize("path", LOCKED, ids=_id)
def test_all_files_agree_on_the_versions(path: Path) -> None:
    everything = (REPOSITORY / "requirements/dev.txt").read_text()
    for name, version in _pins(path).items():
        assert f"\n{name}=={version} " in everything
