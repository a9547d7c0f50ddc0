"""What every piece of the contract has in common."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Frozen, finite, nothing unknown: a field that one side does not know is an error, not a guess."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_by_alias=True,
        validate_by_name=True,
        serialize_by_alias=True,
    )
