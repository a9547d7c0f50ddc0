"""What the gateway's /readyz says, in words for a person."""

from typing import Any

import httpx

_READY = "ready"


def ask(client: httpx.Client) -> tuple[bool, str]:
    """Whether everything is ready, and if not, what is missing."""
    try:
        answer = client.get("/readyz")
    except httpx.ReadTimeout:
        return False, "the models, which are being loaded"
    except httpx.HTTPError:
        return False, "the gateway"
    if answer.status_code == httpx.codes.OK:
        return True, ""
    try:
        return False, describe(answer.json())
    except ValueError:
        return False, "the gateway"


def describe(body: dict[str, Any]) -> str:
    """Names of the parts that are not ready, with the reason where one is given."""
    parts = body.get("parts", {})
    missing = [
        f"{name} ({part['detail'].rstrip('.')})" if part.get("detail") else name
        for name, part in parts.items()
        if part.get("state") != _READY
    ]
    return ", ".join(missing) or "the gateway"
