"""What the routes of projects, groups and specimens take and give."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.naming import Name
from cellscanner_gateway.projects.models import Role


class NamedThing(BaseModel):
    """A new or changed name."""

    model_config = ConfigDict(extra="forbid")

    name: Name


class ProjectCreate(NamedThing):
    pass


class ProjectUpdate(NamedThing):
    pass


class GroupCreate(NamedThing):
    pass


class GroupUpdate(NamedThing):
    pass


class ProjectRead(BaseModel):
    id: UUID
    name: str
    image_count: int
    is_default: bool = Field(description="Where pictures go that are uploaded without a project.")
    is_sample: bool = Field(description="Made by the product itself, of synthetic pictures.")
    role: Role = Field(description="Yours in this project.")
    member_count: int
    created_at: datetime


class MemberCreate(BaseModel):
    """Somebody who is to be a member, by their user name."""

    model_config = ConfigDict(extra="forbid")

    username: str = Field(min_length=1, max_length=100)
    role: Role


class MemberUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Role


class MemberRead(BaseModel):
    """A person in a project; `since` when they came."""

    user_id: UUID
    username: str
    role: Role
    since: datetime


class GroupRead(BaseModel):
    """An experiment group, such as a treatment."""

    id: UUID
    name: str
    image_count: int


class SpecimenRead(BaseModel):
    """One slide, one animal, one well."""

    id: UUID
    name: str
    image_count: int
