"""Which parts of a picture were not analysed: a map of its cells shows them as empty and not as free of cells."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prediction_images", sa.Column("left_out", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    # Of a picture that was analysed whole it is known that nothing was left out.
    op.execute("""
        update prediction_images p set left_out = '[]' from images i
        where i.id = p.image_id and abs(p.analysed_megapixels * 1e6 - i.width::float * i.height) < 0.5
    """)


def downgrade() -> None:
    op.drop_column("prediction_images", "left_out")
