"""What the zip of a project says of each picture that is added from it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("archived", postgresql.JSONB(astext_type=sa.Text()), nullable=True)
    op.add_column("imported_pictures", column)


def downgrade() -> None:
    op.drop_column("imported_pictures", "archived")
