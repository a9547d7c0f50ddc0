"""Models and their versions as the API shows them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from cellscanner_shared.packages.manifest import Licence, ModelClass, ModelManifest, Title
from pydantic import BaseModel, Field

from cellscanner_gateway.models.models import ModelAlias, ModelVersion, RegisteredModel
from cellscanner_gateway.models.names import ALIAS_PATTERN

AliasName = Annotated[str, Field(pattern=rf"^{ALIAS_PATTERN}$", examples=["champion"])]


class ModelOut(BaseModel):
    """A model, described by its newest version."""

    owner: str
    name: str
    title: Title
    classes: list[ModelClass]
    stages: int = Field(description="1: the detector alone names the class; 2: a classifier has the last word.")
    latest_version: int
    aliases: dict[str, int]
    licence: Licence

    @classmethod
    def of(cls, model: RegisteredModel, latest: ModelVersion, aliases: list[ModelAlias]) -> "ModelOut":
        manifest = ModelManifest.model_validate(latest.manifest)
        return cls(
            owner=model.owner,
            name=model.name,
            title=manifest.title,
            classes=list(manifest.classes),
            stages=1 if manifest.classifier is None else 2,
            latest_version=latest.version,
            aliases={alias.alias: alias.version for alias in aliases},
            licence=manifest.licence,
        )


class ModelList(BaseModel):
    """Every model you may use. The list is whole: `next_cursor` is always null."""

    items: list[ModelOut]
    next_cursor: str | None = None


class VersionSummary(BaseModel):
    version: int
    digest: str
    created_at: datetime


class ModelDetail(ModelOut):
    """A model and all its versions, newest first."""

    versions: list[VersionSummary]


class VersionOut(BaseModel):
    """One immutable version: what it recognises, how well, under which conditions."""

    id: UUID
    owner: str
    name: str
    version: int
    digest: str = Field(description="SHA-256 of the package's SHA256SUMS.")
    parent: str | None
    manifest: dict[str, Any]
    metrics: dict[str, Any] | None
    card: str = Field(description="Model card in Markdown.")
    created_at: datetime

    @classmethod
    def of(cls, model: RegisteredModel, version: ModelVersion) -> "VersionOut":
        values = {name: getattr(version, name) for name in cls.model_fields if name not in {"owner", "name"}}
        return cls.model_validate({**values, "owner": model.owner, "name": model.name})


class AliasChange(BaseModel):
    version: int = Field(ge=1)
