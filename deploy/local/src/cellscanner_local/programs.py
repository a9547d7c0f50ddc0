"""The processes of a suite: which programs, with which settings, on which inner ports."""

import os
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from cellscanner_local import leftovers
from cellscanner_local.engines import Command
from cellscanner_local.ports import LOOPBACK, free_ports, is_free
from cellscanner_local.postgres import PostgresEngine
from cellscanner_local.private import Secrets, write_private
from cellscanner_local.seaweed import SeaweedEngine, StoreKeys, StorePorts
from cellscanner_local.settings import DataDir, LocalSettings
from cellscanner_local.supervision import Program

# Longer than the time that each process gives its own unfinished requests and steps.
_STOP_S = 40


class InnerPorts(BaseModel):
    """Ports that only the suite itself uses, kept over starts while they are free."""

    postgres: int
    detector: int
    classifier: int
    gateway_metrics: int
    worker_metrics: int
    trainer_metrics: int
    store: StorePorts

    @classmethod
    def choose(cls, remembered: Path) -> "InnerPorts":
        """The ports of the last start if all are still free, else new ones, remembered for the next."""
        old = cls._remembered(remembered)
        if old is not None and all(is_free(port) for port in old.all()):
            return old
        names = [name for name in cls.model_fields if name != "store"]
        own = free_ports(len(names))
        new = cls(**dict(zip(names, own, strict=True)), store=StorePorts.choose(apart_from=own))
        write_private(remembered, new.model_dump_json())
        return new

    @classmethod
    def _remembered(cls, file: Path) -> "InnerPorts | None":
        try:
            return cls.model_validate_json(file.read_text())
        except (FileNotFoundError, ValueError):  # the first start, or a file that a loss of power cut short
            return None

    def all(self) -> list[int]:
        own = [value for value in self.model_dump().values() if isinstance(value, int)]
        return [*own, *self.store.all()]


@dataclass(frozen=True)
class Suite:
    """Everything that one data folder runs."""

    settings: LocalSettings
    data: DataDir
    secrets: Secrets
    ports: InnerPorts

    @property
    def postgres(self) -> PostgresEngine:
        return PostgresEngine(
            self.data.postgres, self.ports.postgres, self.secrets.postgres_password, marker=leftovers.marker(self.data)
        )

    @property
    def store(self) -> SeaweedEngine:
        keys = StoreKeys(self.secrets.store_access_key, self.secrets.store_secret_key, self.secrets.store_inner_key)
        config = self.data.run / "store"
        return SeaweedEngine(self.data.store, config, self.ports.store, keys, marker=leftovers.marker(self.data))

    def programs(self) -> list[Program]:
        """In the order of starting; the engines' data folders are made on the way."""
        return [
            Program("postgres", "postgres", self.postgres.prepare(), stop_wait_s=60),
            Program("store", "store", self.store.prepare()),
            Program("gateway", "gateway", self.gateway("api"), _STOP_S),
            Program("detector", "services", self.serving("DETECTOR"), _STOP_S),
            Program("classifier", "services", self.serving("CLASSIFIER"), _STOP_S),
            Program("worker", "workers", self.gateway("worker"), _STOP_S),
            Program("trainer", "workers", self._trainer(), _STOP_S),
        ]

    def gateway(self, role: str) -> Command:
        """`cellscanner-gateway` as api, worker, migrate or seed."""
        repository = self.settings.repository.resolve()
        models = self.settings.models_dir or repository / "deploy" / "models"
        values = {
            "HOST": self.settings.host,
            "PORT": str(self.settings.port),
            "DETECTOR_URL": f"http://{LOOPBACK}:{self.ports.detector}",
            "CLASSIFIER_URL": f"http://{LOOPBACK}:{self.ports.classifier}",
            "METRICS_PORT": str(self.ports.worker_metrics if role == "worker" else self.ports.gateway_metrics),
            "FRONTEND_DIR": str(repository / "frontend" / "dist"),
            "MODELS_DIR": str(models.resolve()),
            "ERROR_PAGES_DIR": str(repository / "docs" / "errors"),
            "SCRATCH_DIR": str(self.data.work / f"gateway-{role}"),
            "ADMIN_KEY_FILE": str(self.data.admin_key),
            "EXECUTOR_ID": "local-worker",
        }
        environment = {f"CELLSCANNER_GATEWAY_{key}": value for key, value in values.items()}
        return self._command("cellscanner-gateway", role, environment=environment | self._database())

    def serving(self, name: str) -> Command:
        """The DETECTOR or the CLASSIFIER; neither is given the database."""
        port = self.ports.detector if name == "DETECTOR" else self.ports.classifier
        values = {"HOST": LOOPBACK, "PORT": str(port), "CACHE_DIR": str(self.data.cache / name.lower())}
        environment = {f"CELLSCANNER_{name}_{key}": value for key, value in values.items()}
        return self._command(f"cellscanner-{name.lower()}", environment=environment)

    def _trainer(self) -> Command:
        values = {
            "WORK_DIR": str(self.data.work / "trainer"),
            "INITIAL_DIR": str(self.settings.repository.resolve() / "deploy" / "models" / "initial"),
            "METRICS_PORT": str(self.ports.trainer_metrics),
            "EXECUTOR_ID": "local-trainer",
        }
        environment = {f"CELLSCANNER_TRAINER_{key}": value for key, value in values.items()}
        return self._command("cellscanner-trainer", "worker", environment=environment | self._database())

    def _database(self) -> dict[str, str]:
        return {"CELLSCANNER_DATABASE_URL": self.postgres.url()}

    def _command(self, script: str, *arguments: str, environment: dict[str, str]) -> Command:
        program = Path(sysconfig.get_path("scripts")) / script
        return Command([str(program), *arguments], self.data.work, self._common() | environment)

    def _common(self) -> dict[str, str]:
        return {
            "CELLSCANNER_STORE_ENDPOINT": self.store.endpoint,
            "CELLSCANNER_STORE_ACCESS_KEY": self.secrets.store_access_key,
            "CELLSCANNER_STORE_SECRET_KEY": self.secrets.store_secret_key,
            "CELLSCANNER_SERVICE_TOKEN": self.secrets.service_token,
            # Output is a file, so Python would hold lines back; a crash must not swallow the last ones.
            "PYTHONUNBUFFERED": "1",
            **leftovers.marker(self.data),
        }


def inherited(command: Command) -> dict[str, str]:
    """The environment of a process: the person's own, with the suite's settings over it."""
    return {**os.environ, **command.environment}
