"""Sending a recipe and the pictures it names to a server, and starting the training there."""

import json
import tempfile
import zipfile
from pathlib import Path

import httpx

from cellscanner_trainer.errors import SubmissionRefused
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.schema import Recipe, demand_inside, read_recipe, weights_of

TIMEOUT_S = 600.0


def submit(recipe_file: Path, data: Path, server: str, key: str) -> str:
    """Upload the snapshot and return the path of the job.

    Raises RecipeRefused or DataRefused before anything is sent, SubmissionRefused with what the server said.
    """
    recipe = read_recipe(recipe_file)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "snapshot.zip"
        pack(recipe, data, archive)
        with archive.open("rb") as stream:
            answer = httpx.post(
                f"{server.rstrip('/')}/api/v1/trainings/recipes",
                headers={"Authorization": f"Bearer {key}"},
                data={"recipe": recipe.model_dump_json(exclude_unset=True)},
                files={"snapshot": ("snapshot.zip", stream, "application/zip")},
                timeout=TIMEOUT_S,
            )
    if answer.status_code != httpx.codes.ACCEPTED:
        raise SubmissionRefused(f"{answer.status_code}: {_reason(answer)}")
    return str(answer.headers["location"])


def pack(recipe: Recipe, data: Path, archive: Path) -> None:
    """Write the labels, splits, pictures and weights that the recipe names into a zip, under their paths below `data`.

    Raises RecipeRefused for weights that lie elsewhere, DataRefused as `load_data` does.
    """
    demand_inside(recipe)
    used = load_data(recipe, data).everything
    named = [data / path for path in (recipe.data.labels, recipe.data.splits) if path is not None]
    files = {file for path in named for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()}
    files |= {picture.path for picture in used.pictures} | {data / weights for weights in weights_of(recipe)}
    files |= {picture.instances for picture in used.pictures if picture.instances is not None}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as content:
        for file in sorted(files):
            content.write(file, file.relative_to(data).as_posix())


def _reason(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
    except json.JSONDecodeError:
        return answer.text[:200]
    return str(problem.get("detail") or problem.get("title"))
