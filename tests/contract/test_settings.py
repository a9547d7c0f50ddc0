"""docs/settings.md lists every variable that the code reads, with its default, and no other document names another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from cellscanner_classifier.settings import ClassifierSettings
from cellscanner_detector.settings import DetectorSettings
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_local.settings import LocalSettings
from cellscanner_shared.pictures.settings import PictureSettings
from cellscanner_shared.store import StoreSettings
from cellscanner_trainer.settings import TrainerSettings
from pydantic import AliasChoices
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

REPOSITORY = Path(__file__).resolve().parents[2]
SETTINGS: list[type[BaseSettings]] = [
    LocalSettings,
    GatewaySettings,
    DetectorSettings,
    ClassifierSettings,
    TrainerSettings,
    StoreSettings,
    PictureSettings,
]
# Read by tests and benchmarks, not by the software.
OURS = re.compile(r"CELLSCANNER_(TEST_|BENCH_|SCREENSHOTS)")


def variables(settings: type[BaseSettings]) -> Iterator[tuple[str, str]]:
    """Every variable of a class and its default as the page writes it."""
    for name, field in settings.model_fields.items():
        if field.annotation is not StoreSettings:
            alias = field.validation_alias
            first = alias.choices[0] if isinstance(alias, AliasChoices) else None
            yield str(first or settings.model_config["env_prefix"] + name.upper()), default(field)


def default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if value is None or field.default_factory is not None:
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


@pytest.mark.parametrize("name", ["docs/settings.md", "docs/zh/settings.md"])
def test_the_page_lists_every_variable_with_its_default(name: str) -> None:
    page = (REPOSITORY / name).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(CELLSCANNER_\w+)` \| (\S+) \| \S", page, re.MULTILINE)
    assert rows == [pair for settings in SETTINGS for pair in variables(settings)]


def test_no_document_names_a_variable_that_nothing_reads() -> None:
    known = {name for settings in SETTINGS for name, _ in variables(settings)}
    for page in [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("services/*/*.md")]:
        named = set(re.findall(r"CELLSCANNER_[A-Z_]*[A-Z]\b(?!_)", page.read_text()))
        unknown = {one for one in named - known if not OURS.match(one)}
        assert unknown <= {"CELLSCANNER_LISTEN"}, page


def test_the_containers_set_only_variables_that_are_read() -> None:
    known = {name for settings in SETTINGS for name, _ in variables(settings)}
    services = yaml.safe_load((REPOSITORY / "deploy/compose/compose.yaml").read_text())["services"]
    for name, service in services.items():
        given = {one for one in service.get("environment", {}) if one.startswith("CELLSCANNER_")}
        assert given <= known, name
    for dockerfile in REPOSITORY.glob("services/*/Dockerfile"):
        assert set(re.findall(r"(CELLSCANNER_\w+)=", dockerfile.read_text())) <= known, dockerfile
