"""One warning about a result: a stable code for programs, values for those who say it, words for people."""

from dataclasses import dataclass, field
from typing import Any

from cellscanner_gateway.warnings.words import Values, say


@dataclass(frozen=True)
class Notice:
    """`code` is one of `words.WORDS`, `values` are those that its text names."""

    code: str
    values: Values = field(default_factory=dict)

    @property
    def message(self) -> str:
        return say("en", self.code, self.values)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "values": dict(self.values)}
