import pytest
from cellscanner_shared.packages import InvalidModelReference, ModelRef


def test_a_reference_reads_and_writes_the_same() -> None:
    ref = ModelRef.parse("base/he-cells@12")

    assert ref == ModelRef("base", "he-cells", 12)
    assert str(ref) == "base/he-cells@12"
    assert ref.prefix == "models/base/he-cells/12/"


WRONG = """
he-cells@1   base/he-cells      base/he-cells@champion  base/he-cells@0      base/he-cells@01
a/b/c@1      ../secret/x@1      base/..@1               base/.hidden@1       Base/x@1
base/@1      /x@1               base/x@9999999999       base/x@1/            base/x@١
"""


@pytest.mark.parametrize("text", [*WRONG.split(), "", "base/x@1\n", "base/x y@1"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidModelReference):
        ModelRef.parse(text)
