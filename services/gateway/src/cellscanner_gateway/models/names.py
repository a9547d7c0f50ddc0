"""The one place that reads a model's name as users write it."""

import re
from dataclasses import dataclass
from typing import Self

from cellscanner_shared.packages.errors import InvalidModelReference
from cellscanner_shared.packages.reference import NAME_PATTERN

ALIAS_PATTERN = r"[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?"
DEFAULT_MODEL = "base/he-cells@champion"
_NAME = re.compile(rf"({NAME_PATTERN})/({NAME_PATTERN})@(?:([1-9][0-9]{{0,8}})|({ALIAS_PATTERN}))")


@dataclass(frozen=True)
class ModelName:
    """`owner/name@version` or `owner/name@alias`; exactly one of `version` and `alias` is set."""

    owner: str
    name: str
    version: int | None
    alias: str | None

    @classmethod
    def parse(cls, text: str) -> Self:
        match = _NAME.fullmatch(text)
        if match is None:
            detail = f"{text[:200]!r} is not of the form owner/name@version or owner/name@alias, as in {DEFAULT_MODEL}."
            raise InvalidModelReference(detail, reason="version-or-alias-form", text=text[:200], example=DEFAULT_MODEL)
        owner, name, version, alias = match.groups()
        return cls(owner, name, int(version) if version else None, alias)
