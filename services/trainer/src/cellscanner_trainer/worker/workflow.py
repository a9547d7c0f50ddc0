"""The durable workflow of a training: begin, train, register. Every step may be repeated after a kill."""

import json
import logging
import shutil
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from cellscanner_shared.errors import CellScannerError, StoreUnavailable
from cellscanner_shared.packages import ModelManifest, package_digest, upload_package, verify_package
from cellscanner_shared.store import ObjectStore
from cellscanner_shared.trainings import COMPARISON_FILE, HELD_OUT_FOLDER, Comparison, TrainingPlan, held_out_key
from dbos import DBOS

from cellscanner_trainer.settings import TrainerSettings
from cellscanner_trainer.worker.child import ChildTask, Means, PersonalTask, RecipeTask
from cellscanner_trainer.worker.eta import Eta
from cellscanner_trainer.worker.history import read_history
from cellscanner_trainer.worker.layout import lay_out
from cellscanner_trainer.worker.runner import Cancelled, run_in_child
from cellscanner_trainer.worker.snapshot import fetch_snapshot
from cellscanner_trainer.worker.tables import JobTables, NewVersion, TrainingRow

_LOG = logging.getLogger(__name__)
APPLICATION = "cellscanner-trainer"
APPLICATION_VERSION = "train-1"
WORKFLOW = "train"
QUEUE = "trainings"
PACKAGE_FOLDER = "package"
# The store has had its own patience before.
_AGAIN_S = 5.0


class TrainingWork:
    """The steps. They return plain words: `made`, `ended`; a failed step has written the job's end itself."""

    def __init__(self, settings: TrainerSettings, tables: JobTables, store: ObjectStore) -> None:
        self._settings, self._tables, self._store = settings, tables, store

    def train(self, job_id: str) -> str:
        """Train up to the verified package in the job's folder."""
        row = self._tables.begin(UUID(job_id))
        if row is None:
            return "ended"
        try:
            problem = self._train(row)
        except Cancelled:
            return "ended"
        except CellScannerError as error:
            problem = error.problem()
        if problem is not None:
            self._tables.fail(row.job_id, problem)
            return "ended"
        return "made"

    def register(self, job_id: str) -> None:
        """Upload the package, insert its version and end the job; of a job that nobody wants any more nothing stays.

        A store that is away is waited for as long as the job is wanted: hours of training are worth more.
        """
        manifest = verify_package(self._folder(job_id) / PACKAGE_FOLDER)
        while True:
            try:
                return self._register(job_id, manifest)
            except StoreUnavailable as error:
                if not self._tables.is_live(UUID(job_id)):
                    return None
                _LOG.warning("job %s waits to store its model: %s", job_id, error.detail)
                # Between two tries, not a wait for progress; a trainer that is told to stop does not wait for it.
                time.sleep(_AGAIN_S)

    def _register(self, job_id: str, manifest: ModelManifest) -> None:
        folder = self._folder(job_id)
        package = folder / PACKAGE_FOLDER
        upload_package(self._store, package)
        held_out = self._keep_held_out(UUID(job_id), folder)
        metrics: dict[str, Any] = json.loads((package / "metrics.json").read_text(encoding="utf-8"))
        card = (package / "MODEL_CARD.md").read_text(encoding="utf-8")
        version = NewVersion(manifest, package_digest(package), metrics, card, _read_comparison(folder))
        if self._tables.succeed(UUID(job_id), version):
            _LOG.info("registered model %s", manifest.ref)
            return
        for key in [manifest.ref.prefix, *held_out]:
            self._store.delete_prefix(key)

    def clean(self, job_id: str) -> None:
        """Remove the job's folder; the registry and the object store hold what is kept."""
        shutil.rmtree(self._folder(job_id), ignore_errors=True)

    def fail(self, job_id: str, problem: dict[str, Any]) -> None:
        """End the job with a problem."""
        self._tables.fail(UUID(job_id), problem)

    def _train(self, row: TrainingRow) -> dict[str, Any] | None:
        folder = self._folder(str(row.job_id))
        task, eta = self._task(row, folder), Eta(row.expected)

        def report(stage: str, done: int, total: int, unit: str) -> None:
            self._tables.set_progress(row.job_id, stage, done, total, unit, eta.seconds_left(stage, done, total))
            self._tables.set_history(row.job_id, read_history(folder))

        return run_in_child(task, lambda: self._tables.is_live(row.job_id), report)

    def _task(self, row: TrainingRow, folder: Path) -> ChildTask:
        package, settings = folder / PACKAGE_FOLDER, self._settings
        means = Means(settings.threads, settings.device, settings.initial_dir)
        if row.plan is not None:
            plan = TrainingPlan.model_validate(row.plan)
            packages = lay_out(self._store, plan, folder, lambda: self._tables.is_live(row.job_id))
            return PersonalTask(plan.model_dump_json(), *packages, folder, package, means)
        data = fetch_snapshot(self._store, row.snapshot, row.snapshot_sha256, folder)
        recipe = (row.recipe or {}) | {"owner": row.owner, "name": row.name, "version": row.version}
        return RecipeTask(recipe, data, folder, package, means)

    def _keep_held_out(self, job_id: UUID, folder: Path) -> list[str]:
        """Store both models' cells in the held-out pictures, and return the keys; a training from a recipe has none."""
        snapshot = self._tables.snapshot_of(job_id)
        if snapshot is None:
            return []
        files = {held_out_key(snapshot, job_id, file.stem): file for file in (folder / HELD_OUT_FOLDER).glob("*.json")}
        for key, file in files.items():
            self._store.put_file(key, file, "application/json")
        return list(files)

    def _folder(self, job_id: str) -> Path:
        return self._settings.work_dir.absolute() / job_id


def _read_comparison(folder: Path) -> dict[str, Any] | None:
    """How the candidate compares with its predecessor; None for a training from a recipe."""
    file = folder / COMPARISON_FILE
    return Comparison.model_validate_json(file.read_bytes()).model_dump(mode="json") if file.exists() else None


def register_workflow(work: TrainingWork) -> None:
    """Make the workflow and its steps known to DBOS; before its launch."""

    # DBOS writes on what it registers, which a bound method does not allow; a function does.
    @DBOS.step(name="train")
    def train_step(job_id: str) -> str:
        return work.train(job_id)

    @DBOS.step(name="register")
    def register_step(job_id: str) -> None:
        work.register(job_id)

    @DBOS.step(name="fail")
    def fail_step(job_id: str, problem: dict[str, Any]) -> None:
        work.fail(job_id, problem)

    def train(job_id: str) -> str:
        try:
            outcome = train_step(job_id)
            if outcome == "made":
                register_step(job_id)
        except Exception as error:  # noqa: BLE001 - the edge of the job: it must not stay running for ever
            _LOG.error("job %s failed", job_id, exc_info=error)
            fail_step(job_id, CellScannerError().problem())
            outcome = "ended"
        work.clean(job_id)
        return outcome

    DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)(train)
