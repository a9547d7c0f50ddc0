"""What a key of less than all rights may do. Whatever is not named here takes a key of full rights, a new route too."""

from enum import StrEnum

from fastapi import Request


class KeyScope(StrEnum):
    """READ: look and download. PREDICT: also upload and predict, nothing is removed or changed. FULL: all."""

    FULL = "full"
    PREDICT = "predict"
    READ = "read"


_READING = frozenset({"GET", "HEAD"})
# By their operations in the OpenAPI document.
_PREDICTING = frozenset({"upload_images", "create_prediction", "predict"})


def operation_of(request: Request) -> str:
    """The operation of the route that answers."""
    route = request.scope["route"]
    return str(route.operation_id or route.name)


def needed_for(method: str, operation: str) -> KeyScope:
    """The least scope that may do this."""
    if method in _READING:
        return KeyScope.READ
    return KeyScope.PREDICT if operation in _PREDICTING else KeyScope.FULL


def allows(scope: KeyScope, needed: KeyScope) -> bool:
    """Each scope may do what those below it may."""
    order = list(KeyScope)
    return order.index(scope) <= order.index(needed)
