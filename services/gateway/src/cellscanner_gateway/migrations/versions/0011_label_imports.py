"""Labels of many pictures from one file, and pictures whose first labels were taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = "kind in ('prediction', 'training', 'import')"
# A row may go by a cascade from its project or user; what it keeps in the store goes after it in every case.
DOOM_IMPORT = """
create function doom_label_import() returns trigger language plpgsql as $$
begin
  insert into doomed_prefixes (id, created_at, prefix, due_at)
  values (gen_random_uuid(), now(), 'imports/' || old.id || '/', now());
  return null;
end $$;
create trigger doom_label_import after delete on label_imports for each row execute function doom_label_import();
"""


def _json(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=nullable)


def upgrade() -> None:
    op.add_column("annotations", sa.Column("cleared", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("annotations", "cleared", server_default=None)
    op.drop_constraint(op.f("ck_jobs_kind"), "jobs")
    op.create_check_constraint(op.f("ck_jobs_kind"), "jobs", KINDS)
    op.create_table(
        "label_imports",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("project_id", "owner_id", "job_id")),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("replace", sa.Boolean(), nullable=False),
        *(_json(name) for name in ("choices", "mapping", "notes")),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step in ('read', 'apply', 'undo')", name=op.f("ck_label_imports_step")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_label_imports_{column}_{table}"), ondelete="CASCADE"
            )
            for column, table in (("project_id", "projects"), ("owner_id", "users"), ("job_id", "jobs"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_imports")),
    )
    for column in ("project_id", "owner_id", "job_id"):
        op.create_index(op.f(f"ix_label_imports_{column}"), "label_imports", [column], unique=False)
    op.create_table(
        "imported_pictures",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("image_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        _json("problem", nullable=True),
        *(_json(name) for name in ("candidates", "counts", "reasons")),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("had", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["label_imports.id"],
            name=op.f("fk_imported_pictures_import_id_label_imports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_imported_pictures_image_id_images"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("import_id", "place", name=op.f("pk_imported_pictures")),
    )
    op.create_index(op.f("ix_imported_pictures_image_id"), "imported_pictures", ["image_id"], unique=False)
    op.execute(DOOM_IMPORT)


def downgrade() -> None:
    op.execute("drop trigger doom_label_import on label_imports")
    op.execute("drop function doom_label_import()")
    op.drop_table("imported_pictures")
    op.drop_table("label_imports")
    op.execute("delete from jobs where kind = 'import'")
    op.drop_constraint(op.f("ck_jobs_kind"), "jobs")
    op.create_check_constraint(op.f("ck_jobs_kind"), "jobs", "kind in ('prediction', 'training')")
    op.drop_column("annotations", "cleared")
