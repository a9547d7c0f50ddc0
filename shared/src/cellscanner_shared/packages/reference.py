"""The name of one version of one model."""

import re
from dataclasses import dataclass
from typing import Self

from cellscanner_shared.packages.errors import InvalidModelReference

NAME_PATTERN = r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?"
_REFERENCE = re.compile(rf"({NAME_PATTERN})/({NAME_PATTERN})@([1-9][0-9]{{0,8}})")


@dataclass(frozen=True, order=True, slots=True)
class ModelRef:
    """One version of one model, written `owner/name@version`; aliases are resolved before this."""

    owner: str
    name: str
    version: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `owner/name@version`; raises InvalidModelReference for anything else, aliases too."""
        match = _REFERENCE.fullmatch(text)
        if match is None:
            raise InvalidModelReference(
                f"{text[:200]!r} is not of the form owner/name@version, as in base/he-cells@1.",
                reason="version-form",
                text=text[:200],
            )
        owner, name, version = match.groups()
        return cls(owner, name, int(version))

    @property
    def prefix(self) -> str:
        """Where the package's files stand in the object store, with a closing slash."""
        return f"models/{self.owner}/{self.name}/{self.version}/"

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}@{self.version}"
