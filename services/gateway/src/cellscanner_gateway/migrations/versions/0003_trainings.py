"""Trainings, and the removal of their snapshots with their rows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# A row may go by a cascade from its job, model or user; its snapshot in the store goes after it in every case.
DOOM_SNAPSHOT = """
create function doom_snapshot() returns trigger language plpgsql as $$
begin
  insert into doomed_prefixes (id, created_at, prefix, due_at)
  values (gen_random_uuid(), now(), regexp_replace(old.snapshot, '[^/]*$', ''), now());
  return null;
end $$;
create trigger doom_snapshot after delete on trainings for each row execute function doom_snapshot();
"""


def upgrade() -> None:
    op.create_table(
        "trainings",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipe", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("snapshot_sha256", sa.Text(), nullable=False),
        sa.Column("history", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_trainings_job_id_jobs"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["model_id"], ["models.id"], name=op.f("fk_trainings_model_id_models"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_trainings_owner_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
        sa.UniqueConstraint("job_id", name=op.f("uq_trainings_job_id")),
        sa.UniqueConstraint("model_id", "version", name=op.f("uq_trainings_model_id_version")),
    )
    op.create_index(op.f("ix_trainings_owner_id"), "trainings", ["owner_id"], unique=False)
    op.execute(DOOM_SNAPSHOT)


def downgrade() -> None:
    op.drop_index(op.f("ix_trainings_owner_id"), table_name="trainings")
    op.drop_table("trainings")
    op.execute("drop function doom_snapshot()")
