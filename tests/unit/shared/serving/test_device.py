"""A GPU that is there and unused is an error in words."""

import onnxruntime
import pytest
from cellscanner_shared.serving import CPU, CUDA, GpuUnusable, choose_provider
from cellscanner_shared.serving.device import find_gpu


def test_cpu_is_taken_when_asked_for_even_beside_a_gpu() -> None:
    assert choose_provider("cpu", gpu_present=True) == CPU


def test_auto_takes_the_cpu_where_there_is_no_gpu() -> None:
    assert choose_provider("auto", gpu_present=False) == CPU


@pytest.mark.skipif(find_gpu(), reason="needs a machine without a GPU")
@pytest.mark.parametrize(("device", "present", "words"), [("auto", True, "is present"), ("cuda", False, "asked for")])
def test_a_gpu_that_does_not_work_is_refused_in_words(
    device: str, present: bool, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(GpuUnusable, match=rf"{words}, but .*DEVICE setting to cpu"):
        choose_provider(device, gpu_present=present)  # type: ignore[arg-type]


@pytest.mark.skipif(not find_gpu(), reason="no GPU here")
def test_auto_takes_a_gpu_that_works() -> None:
    assert CUDA in onnxruntime.get_available_providers()
    assert choose_provider("auto") == CUDA
