"""The gateway's tables as far as the trainer touches them: jobs, trainings, models. Its migrations own their shape."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from cellscanner_shared.packages import ModelManifest
from sqlalchemy import Engine, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from cellscanner_trainer.worker.outage import through_outages

_BEGIN = text(
    "update jobs set state = 'running', stage = 'preparing', started_at = coalesce(started_at, now())"
    " where id = :job_id and state in ('queued', 'running') returning id"
)
_FIND = text(
    "select t.job_id, t.recipe, t.plan, t.snapshot, t.snapshot_sha256, m.owner, m.name, t.version,"
    " coalesce(t.estimate -> 'expected', '{}') as expected from trainings t"
    " join models m on m.id = t.model_id where t.job_id = :job_id"
)
_SNAPSHOT = text("select snapshot from trainings where job_id = :job_id")
_IS_LIVE = text("select state in ('queued', 'running') from jobs where id = :job_id")
_PROGRESS = text(
    "update jobs set stage = :stage, done = :done, total = :total, unit = :unit,"
    " expected_end = now() + cast(:left as double precision) * interval '1 second'"
    " where id = :job_id and state in ('queued', 'running')"
)
_END = text(
    "update jobs set state = :state, stage = :state, problem = :problem, result = :result, finished_at = now(),"
    " expected_end = null"
    " where id = :job_id and state in ('queued', 'running')"
).bindparams(bindparam("problem", type_=JSONB(none_as_null=True)))
_HISTORY = text("update trainings set history = :history where job_id = :job_id").bindparams(
    bindparam("history", type_=JSONB)
)
# The lock lets a removal, which goes from the job to the training to the model, come wholly before or wholly after.
_INSERT_VERSION = text(
    "insert into model_versions (id, created_at, model_id, version, digest, manifest, metrics, card, parent)"
    " select :id, now(), t.model_id, :version, :digest, :manifest, :metrics, :card, :parent from trainings t"
    " join jobs j on j.id = t.job_id where t.job_id = :job_id and j.state in ('queued', 'running') for update of j"
    " on conflict (model_id, version) do nothing"
).bindparams(bindparam("manifest", type_=JSONB), bindparam("metrics", type_=JSONB))
_HAS_VERSION = text(
    "select exists (select from model_versions v join trainings t on t.model_id = v.model_id and t.version = v.version"
    " where t.job_id = :job_id)"
)
_SET_COMPARISON = text("update trainings set comparison = :comparison where job_id = :job_id").bindparams(
    bindparam("comparison", type_=JSONB(none_as_null=True))
)
# What a recipe makes is used at once; what was made from labels waits for its owner, and of a comparison for a choice.
_SET_ALIAS = text(
    "insert into model_aliases (model_id, alias, version)"
    " select model_id, case when plan is null then 'champion' else 'candidate' end, :version from trainings"
    " where job_id = :job_id and part_of is null on conflict (model_id, alias) do update set version = excluded.version"
    " where model_aliases.version < excluded.version"
)


@dataclass(frozen=True)
class TrainingRow:
    """What a job is to do: the recipe as sent or the plan, the snapshot's key and hash, and the version kept for it.

    `expected` are the seconds that each stage of a plan should take.
    """

    job_id: UUID
    recipe: dict[str, Any] | None
    plan: dict[str, Any] | None
    snapshot: str
    snapshot_sha256: str
    owner: str
    name: str
    version: int
    expected: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class NewVersion:
    """A package as the registry keeps it, and how it compares with its predecessor if it was held against one."""

    manifest: ModelManifest
    digest: str
    metrics: dict[str, Any]
    card: str
    comparison: dict[str, Any] | None = None


class JobTables:
    """Every query of the worker; each waits through an outage. State only moves forward: a job stays as it ended."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @through_outages
    def begin(self, job_id: UUID) -> TrainingRow | None:
        """Mark a live job as running and read what it is to do; None where it ended or is gone."""
        with self._engine.begin() as connection:
            if connection.execute(_BEGIN, {"job_id": job_id}).first() is None:
                return None
            row = connection.execute(_FIND, {"job_id": job_id}).mappings().first()
        return None if row is None else TrainingRow(**row)

    @through_outages
    def snapshot_of(self, job_id: UUID) -> str | None:
        """The key of the job's snapshot; None where the training is gone."""
        with self._engine.connect() as connection:
            found: str | None = connection.execute(_SNAPSHOT, {"job_id": job_id}).scalar()
        return found

    @through_outages
    def is_live(self, job_id: UUID) -> bool:
        """Whether the job is still wanted."""
        with self._engine.connect() as connection:
            return bool(connection.execute(_IS_LIVE, {"job_id": job_id}).scalar())

    @through_outages
    def set_progress(
        self, job_id: UUID, stage: str, done: int, total: int, unit: str, left: float | None = None
    ) -> None:
        """Write how far a live job is, and the seconds left; those who watch it are woken by the table's trigger."""
        values = {"job_id": job_id, "stage": stage, "done": done, "total": total, "unit": unit, "left": left}
        with self._engine.begin() as connection:
            connection.execute(_PROGRESS, values)

    @through_outages
    def set_history(self, job_id: UUID, history: list[dict[str, Any]]) -> None:
        """Replace the training's curves."""
        with self._engine.begin() as connection:
            connection.execute(_HISTORY, {"job_id": job_id, "history": history})

    @through_outages
    def fail(self, job_id: UUID, problem: dict[str, Any]) -> None:
        """End a live job with an RFC 9457 problem."""
        with self._engine.begin() as connection:
            connection.execute(_END, {"job_id": job_id, "state": "failed", "problem": problem, "result": None})

    @through_outages
    def succeed(self, job_id: UUID, version: NewVersion) -> bool:
        """Register the version, let its alias rise to it, and end the job, in one transaction; safe to repeat.

        False, and nothing is written, where the job was cancelled or removed meanwhile.
        """
        manifest = version.manifest
        inserted = {
            "id": uuid4(),
            "job_id": job_id,
            "version": manifest.version,
            "digest": version.digest,
            "manifest": manifest.model_dump(mode="json"),
            "metrics": version.metrics,
            "card": version.card,
            "parent": manifest.parent,
        }
        result = f"/api/v1/trainings/{job_id}"
        with self._engine.begin() as connection:
            connection.execute(_INSERT_VERSION, inserted)
            if not connection.execute(_HAS_VERSION, {"job_id": job_id}).scalar():
                return False
            connection.execute(_SET_COMPARISON, {"job_id": job_id, "comparison": version.comparison})
            connection.execute(_SET_ALIAS, {"job_id": job_id, "version": manifest.version})
            connection.execute(_END, {"job_id": job_id, "state": "succeeded", "problem": None, "result": result})
        return True
