"""What a key may do; those that there are keep all rights."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("scope", sa.Text(), nullable=False, server_default="full"))
    op.alter_column("api_keys", "scope", server_default=None)
    op.create_check_constraint(op.f("ck_api_keys_scope"), "api_keys", "scope in ('full', 'predict', 'read')")


def downgrade() -> None:
    op.drop_column("api_keys", "scope")
