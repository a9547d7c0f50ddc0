"""ONNX serving: a session, a model cache, a lane to the cores, and the service around them.

Only the detector and the classifier import this (extra `serving`); it imports onnxruntime.
"""

from cellscanner_shared.serving.body import read_body
from cellscanner_shared.serving.cache import ModelCache, ModelKey
from cellscanner_shared.serving.device import CPU, CUDA, choose_provider
from cellscanner_shared.serving.errors import (
    Busy,
    GpuUnusable,
    ModelNotFound,
    ModelUnfit,
    NetworkFailed,
    RequestTooLarge,
)
from cellscanner_shared.serving.lane import Lane
from cellscanner_shared.serving.process import serve
from cellscanner_shared.serving.runtime import PROVIDER_HEADER, Runtime, model_key
from cellscanner_shared.serving.session import Session
from cellscanner_shared.serving.settings import ServingSettings

__all__ = [
    "CPU",
    "CUDA",
    "PROVIDER_HEADER",
    "Busy",
    "GpuUnusable",
    "Lane",
    "ModelCache",
    "ModelKey",
    "ModelNotFound",
    "ModelUnfit",
    "NetworkFailed",
    "RequestTooLarge",
    "Runtime",
    "ServingSettings",
    "Session",
    "choose_provider",
    "model_key",
    "read_body",
    "serve",
]
