"""Trainings from annotations, their hold-outs and comparisons; versions of models that can be removed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())

# Children of a comparison share one snapshot: it goes with the last of them.
DOOM_SHARED_SNAPSHOT = """
create or replace function doom_snapshot() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from trainings where snapshot = old.snapshot) then
    insert into doomed_prefixes (id, created_at, prefix, due_at)
    values (gen_random_uuid(), now(), regexp_replace(old.snapshot, '[^/]*$', ''), now());
  end if;
  return null;
end $$;
"""
DOOM_SNAPSHOT = """
create or replace function doom_snapshot() returns trigger language plpgsql as $$
begin
  insert into doomed_prefixes (id, created_at, prefix, due_at)
  values (gen_random_uuid(), now(), regexp_replace(old.snapshot, '[^/]*$', ''), now());
  return null;
end $$;
"""
# Numbers are never given twice, whatever was removed meanwhile.
COUNT_VERSIONS = """
update models set highest_version = greatest(
  (select coalesce(max(version), 0) from model_versions where model_id = models.id),
  (select coalesce(max(version), 0) from trainings where model_id = models.id))
"""
PREDICTION_VERSION = "fk_predictions_model_version_id_model_versions"


def upgrade() -> None:
    _make_comparisons()
    _make_holdouts()
    _widen_trainings()
    op.add_column("models", sa.Column("highest_version", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.execute(COUNT_VERSIONS)
    op.alter_column("predictions", "model_version_id", nullable=True)
    _point_predictions(ondelete="SET NULL")
    op.execute(DOOM_SHARED_SNAPSHOT)


def downgrade() -> None:
    op.execute(DOOM_SNAPSHOT)
    op.execute("delete from jobs where id in (select job_id from predictions where model_version_id is null)")
    op.alter_column("predictions", "model_version_id", nullable=False)
    _point_predictions(ondelete=None)
    op.drop_column("models", "highest_version")
    op.execute("delete from jobs where id in (select job_id from trainings where plan is not null)")
    for name in ("part_of", "project_id"):
        op.drop_index(op.f(f"ix_trainings_{name}"), table_name="trainings")
    for name in ("plan", "pictures", "comparison", "decision", "part_of", "settings", "project_id"):
        op.drop_column("trainings", name)
    op.alter_column("trainings", "recipe", nullable=False)
    for table in ("image_hashes", "holdouts", "comparisons"):
        op.drop_table(table)


def _make_comparisons() -> None:
    op.create_table(
        "comparisons",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grid", JSONB, nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("request_sha256", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_comparisons_owner_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparisons")),
        sa.UniqueConstraint("owner_id", "idempotency_key", name=op.f("uq_comparisons_owner_id_idempotency_key")),
    )
    op.create_index(op.f("ix_comparisons_owner_id"), "comparisons", ["owner_id"], unique=False)


def _make_holdouts() -> None:
    op.create_table(
        "holdouts",
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_holdouts_image_id_images"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["models.id"], name=op.f("fk_holdouts_model_id_models"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("model_id", "image_id", name=op.f("pk_holdouts")),
    )
    op.create_index(op.f("ix_holdouts_image_id"), "holdouts", ["image_id"], unique=False)
    op.create_table(
        "image_hashes",
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("dhash", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_image_hashes_image_id_images"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("image_id", name=op.f("pk_image_hashes")),
    )


def _widen_trainings() -> None:
    op.alter_column("trainings", "recipe", nullable=True)
    for name in ("plan", "comparison", "settings"):
        op.add_column("trainings", sa.Column(name, JSONB, nullable=True))
    op.add_column("trainings", sa.Column("pictures", JSONB, server_default=sa.text("'[]'"), nullable=False))
    op.add_column("trainings", sa.Column("decision", sa.Text(), nullable=True))
    for name, table in (("part_of", "comparisons"), ("project_id", "projects")):
        op.add_column("trainings", sa.Column(name, sa.Uuid(), nullable=True))
        op.create_foreign_key(
            op.f(f"fk_trainings_{name}_{table}"), "trainings", table, [name], ["id"], ondelete="SET NULL"
        )
        op.create_index(op.f(f"ix_trainings_{name}"), "trainings", [name], unique=False)
    op.create_check_constraint(op.f("ck_trainings_recipe_or_plan"), "trainings", "(recipe is null) <> (plan is null)")
    op.create_check_constraint(op.f("ck_trainings_decision"), "trainings", "decision in ('accepted', 'discarded')")


def _point_predictions(ondelete: str | None) -> None:
    op.drop_constraint(op.f(PREDICTION_VERSION), "predictions", type_="foreignkey")
    op.create_foreign_key(
        op.f(PREDICTION_VERSION), "predictions", "model_versions", ["model_version_id"], ["id"], ondelete=ondelete
    )
