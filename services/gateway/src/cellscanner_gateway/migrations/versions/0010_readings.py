"""Readings: sets of labels beside the picture's own, and the version that a reviewer decides from two of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = "kind in ('start', 'operations', 'put', 'import', 'review')"
KINDS_NOW = "kind in ('start', 'operations', 'put', 'import', 'review', 'adjudication')"
DOOM_LABELS = """
create or replace function doom_annotation() returns trigger language plpgsql as $$
begin
  insert into doomed_prefixes (id, created_at, prefix, due_at)
  values (gen_random_uuid(), now(), 'annotations/' || old.{key} || '/', now());
  return null;
end $$;
"""
CHILDREN = ("annotation_revisions", "annotation_reviews")


def upgrade() -> None:
    op.add_column("annotations", sa.Column("id", sa.Uuid(), nullable=True))
    op.add_column("annotations", sa.Column("kind", sa.Text(), nullable=False, server_default="annotation"))
    op.alter_column("annotations", "kind", server_default=None)
    op.add_column("annotations", sa.Column("reader_id", sa.Uuid(), nullable=True))
    op.execute("update annotations set id = image_id")
    op.alter_column("annotations", "id", nullable=False)
    _point_at("id")
    op.create_foreign_key(
        op.f("fk_annotations_reader_id_users"), "annotations", "users", ["reader_id"], ["id"], ondelete="SET NULL"
    )
    op.create_check_constraint(op.f("ck_annotations_kind"), "annotations", "kind in ('annotation', 'reading')")
    op.create_check_constraint(op.f("ck_annotations_id"), "annotations", "(kind = 'annotation') = (id = image_id)")
    op.create_index("uq_annotations_reader", "annotations", ["image_id", "reader_id"], unique=True)
    op.create_index(op.f("ix_annotations_image_id"), "annotations", ["image_id"], unique=False)
    _call("image_id", "labels_id")
    _allow(KINDS_NOW)
    op.execute(DOOM_LABELS.format(key="id"))


def downgrade() -> None:
    op.execute("delete from annotations where kind = 'reading'")
    op.execute("update annotation_revisions set kind = 'put' where kind = 'adjudication'")
    op.execute(DOOM_LABELS.format(key="image_id"))
    _allow(KINDS)
    _call("labels_id", "image_id")
    op.drop_index(op.f("ix_annotations_image_id"), table_name="annotations")
    op.drop_index("uq_annotations_reader", table_name="annotations")
    op.drop_constraint(op.f("ck_annotations_id"), "annotations")
    op.drop_constraint(op.f("ck_annotations_kind"), "annotations")
    _point_at("image_id")
    for column in ("reader_id", "kind", "id"):
        op.drop_column("annotations", column)


def _point_at(new: str) -> None:
    """Let another column be the key of a set of labels; both hold the same at this moment."""
    for child in CHILDREN:
        op.drop_constraint(op.f(f"fk_{child}_image_id_annotations"), child, type_="foreignkey")
    op.drop_constraint(op.f("pk_annotations"), "annotations", type_="primary")
    op.create_primary_key(op.f("pk_annotations"), "annotations", [new])
    for child in CHILDREN:
        name = op.f(f"fk_{child}_image_id_annotations")
        op.create_foreign_key(name, child, "annotations", ["image_id"], [new], ondelete="CASCADE")


def _call(old: str, new: str) -> None:
    table = "annotation_revisions"
    op.alter_column(table, old, new_column_name=new)
    for name in ("fk_{}_{}_annotations", "uq_{}_{}_batch_id"):
        op.execute(f"alter table {table} rename constraint {name.format(table, old)} to {name.format(table, new)}")


def _allow(kinds: str) -> None:
    name = op.f("ck_annotation_revisions_kind")
    op.drop_constraint(name, "annotation_revisions")
    op.create_check_constraint(name, "annotation_revisions", kinds)
