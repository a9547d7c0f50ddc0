"""The rows of a training, as tests of the trainer look at them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, text


@dataclass(frozen=True)
class TrainingRows:
    """The rows of one submitted training."""

    engine: Engine
    job_id: UUID
    model_id: UUID

    def job(self) -> dict[str, Any]:
        with self.engine.connect() as connection:
            return dict(
                connection.execute(text("select * from jobs where id = :id"), {"id": self.job_id}).mappings().one()
            )

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def do(self, statement: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def cancel(self) -> None:
        with self.engine.begin() as connection:
            connection.execute(text("update jobs set state = 'cancelled' where id = :id"), {"id": self.job_id})
