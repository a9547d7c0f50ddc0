"""What a training was expected to take and when a job is expected to end; what a comparison left out."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.add_column("jobs", sa.Column("expected_end", sa.DateTime(timezone=True), nullable=True))
    op.add_column("trainings", sa.Column("estimate", JSONB, nullable=True))
    op.add_column("comparisons", sa.Column("left_out", JSONB, server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    op.drop_column("comparisons", "left_out")
    op.drop_column("trainings", "estimate")
    op.drop_column("jobs", "expected_end")
