"""The decision on neighbouring lines: what a line of the article introduces goes with it."""

from __future__ import annotations

import numpy as np
import pytest

from cleantext.document import Document
from cleantext.readers import read_document
from cleantext.scoring.decision import introduced


def document_of(*lines: str) -> Document:
    return read_document("\n".join(lines), kind="text")[0]


@pytest.mark.parametrize(
    ("lines", "scores", "wanted"),
    [
        (("What to take:", "- Blankets", "- A lamp", "Nobody was hurt."), (0.9, 0.1, 0.1, 0.9), (0, 1, 1, 0)),
        (("Related:", "- Boat sold", "- Lamp found"), (0.1, 0.1, 0.1), (0, 0, 0)),
        (("They packed.", "- Blankets", "- A lamp"), (0.9, 0.1, 0.1), (0, 0, 0)),
        (("要带的东西：", "- 毯子", "- 灯"), (0.9, 0.1, 0.1), (0, 1, 1)),
    ],
    ids=["a list that is introduced", "a heading of teasers", "a list without a colon before it", "a wide colon"],
)
def test_items_below_a_kept_line_with_a_colon_are_introduced(
    lines: tuple[str, ...], scores: tuple[float, ...], wanted: tuple[int, ...]
) -> None:
    segments = list(document_of(*lines).segments)
    found = introduced(segments, np.array(scores, dtype=np.float32))
    assert found.tolist() == [bool(one) for one in wanted]


def test_a_line_between_ends_the_list() -> None:
    segments = list(document_of("What to take:", "- Blankets", "Share", "- A lamp").segments)
    left = [one for one in segments if one.text != "Share"]
    assert introduced(left, np.array([0.9, 0.1, 0.1], dtype=np.float32)).tolist() == [False, True, False]
