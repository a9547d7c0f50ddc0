"""Answers kept beside a prediction go when it does, or when one of the pictures that they speak of does."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Rows go by a cascade from their picture, project, user or job: a trigger sees every case, once a statement.
DOOM_ANSWERS = """
create function doom_answers() returns trigger language plpgsql as $$
begin
  insert into doomed_prefixes (id, created_at, prefix, due_at)
  select gen_random_uuid(), now(), 'predictions/' || prediction_id || '/answers/', now()
  from (select distinct prediction_id from gone) as of_predictions;
  return null;
end $$;
create trigger doom_answers after delete on prediction_images referencing old table as gone
  for each statement execute function doom_answers();
"""


def upgrade() -> None:
    op.execute(DOOM_ANSWERS)


def downgrade() -> None:
    op.execute("drop trigger doom_answers on prediction_images")
    op.execute("drop function doom_answers()")
