"""Annotations, their revisions and reviews, and who has which picture open."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A row may go by a cascade from its picture, project or user; its snapshots in the store go after it in every case.
DOOM_ANNOTATION = """
create function doom_annotation() returns trigger language plpgsql as $$
begin
  insert into doomed_prefixes (id, created_at, prefix, due_at)
  values (gen_random_uuid(), now(), 'annotations/' || old.image_id || '/', now());
  return null;
end $$;
create trigger doom_annotation after delete on annotations for each row execute function doom_annotation();
"""


def upgrade() -> None:
    op.create_table(
        "annotations",
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_annotations_revision")),
        sa.CheckConstraint(
            "state in ('draft', 'submitted', 'accepted', 'returned')", name=op.f("ck_annotations_state")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_annotations_author_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_annotations_image_id_images"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("image_id", name=op.f("pk_annotations")),
    )
    op.create_table(
        "annotation_revisions",
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("operations", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("operations_key", sa.Text(), nullable=True),
        sa.Column("skipped", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind in ('start', 'operations', 'put', 'import', 'review')", name=op.f("ck_annotation_revisions_kind")
        ),
        sa.CheckConstraint(
            "kind in ('operations', 'review') or snapshot is not null", name=op.f("ck_annotation_revisions_content")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_annotation_revisions_author_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["image_id"],
            ["annotations.image_id"],
            name=op.f("fk_annotation_revisions_image_id_annotations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("image_id", "revision", name=op.f("pk_annotation_revisions")),
        sa.UniqueConstraint("image_id", "batch_id", name=op.f("uq_annotation_revisions_image_id_batch_id")),
    )
    op.create_table(
        "annotation_reviews",
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action in ('submit', 'accept', 'return', 'reopen')", name=op.f("ck_annotation_reviews_action")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_annotation_reviews_author_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["image_id"],
            ["annotations.image_id"],
            name=op.f("fk_annotation_reviews_image_id_annotations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation_reviews")),
    )
    op.create_index(op.f("ix_annotation_reviews_image_id"), "annotation_reviews", ["image_id"], unique=False)
    op.create_table(
        "annotation_presence",
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_annotation_presence_image_id_images"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_annotation_presence_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("image_id", "user_id", name=op.f("pk_annotation_presence")),
    )
    op.execute(DOOM_ANNOTATION)


def downgrade() -> None:
    op.drop_table("annotation_presence")
    op.drop_index(op.f("ix_annotation_reviews_image_id"), table_name="annotation_reviews")
    op.drop_table("annotation_reviews")
    op.drop_table("annotation_revisions")
    op.drop_table("annotations")
    op.execute("drop function doom_annotation()")
