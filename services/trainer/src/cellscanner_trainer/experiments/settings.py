"""What every experiment can be told on the command line: `--set name=value`, read as YAML."""

from collections.abc import Sequence
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from cellscanner_trainer.errors import RecipeRefused


class Settings(BaseModel):
    """Settings of an experiment; unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read(cls, given: Sequence[str]) -> Self:
        """From `name=value` texts; raises RecipeRefused."""
        values: dict[str, Any] = {}
        for text in given:
            name, _, value = text.partition("=")
            values[name] = yaml.safe_load(value)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise RecipeRefused(f"--set: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from error
