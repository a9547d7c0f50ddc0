"""A job's progress follows the pictures that are there, and a job goes with its prediction."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# Rows go by a cascade from their picture, project or user: a trigger sees every case, in the transaction of the
# deletion. The jobs are locked in one order, so that two deletions wait for each other and never both.
LOWER_TOTAL = """
create function lower_total() returns trigger language plpgsql as $$
begin
  perform from jobs where id in (
    select predictions.job_id from gone join predictions on predictions.id = gone.prediction_id
  ) order by id for update;
  update jobs set total = total - lost.pictures, done = done - lost.ended
  from (
    select predictions.job_id, count(*) as pictures, count(*) filter (where gone.state <> 'queued') as ended
    from gone join predictions on predictions.id = gone.prediction_id
    group by predictions.job_id
  ) as lost
  where jobs.id = lost.job_id and jobs.state in ('queued', 'running');
  return null;
end $$;
create trigger lower_total after delete on prediction_images referencing old table as gone
  for each statement execute function lower_total();
"""
DELETE_JOBS = """
create function delete_jobs() returns trigger language plpgsql as $$
begin
  delete from jobs where id in (select job_id from gone);
  return null;
end $$;
create trigger delete_jobs after delete on predictions referencing old table as gone
  for each statement execute function delete_jobs();
"""


def upgrade() -> None:
    op.execute(LOWER_TOTAL)
    op.execute(DELETE_JOBS)
    # What projects that were deleted before have left: nobody can see what came of it.
    op.execute(
        "delete from jobs where kind = 'prediction'"
        " and not exists (select from predictions where predictions.job_id = jobs.id)"
    )


def downgrade() -> None:
    for name, table in (("delete_jobs", "predictions"), ("lower_total", "prediction_images")):
        op.execute(f"drop trigger {name} on {table}")
        op.execute(f"drop function {name}()")
