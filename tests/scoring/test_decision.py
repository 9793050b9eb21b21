"""The decision on neighbouring lines: what goes with a line of the article, and what a headline needs."""

from __future__ import annotations

import numpy as np
import pytest

from cleantext.document import Decision, Document
from cleantext.marks import Claimed, Field
from cleantext.readers import read_document
from cleantext.scoring.decision import AFTER_ONE, RECORD, RIGHT_BELOW, TITLE, introduced, needed_of, shares_below_prose


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


PROSE = "The wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon."


@pytest.mark.parametrize(
    ("page", "right"),
    [
        ([PROSE, f"On Sunday {PROSE}", f"By Monday {PROSE}"], [1, RIGHT_BELOW, RIGHT_BELOW]),
        ([PROSE, "Most read", f"By Monday {PROSE}"], [1, 1, AFTER_ONE]),
        ([PROSE, "Most read", "Of this week", f"By Monday {PROSE}"], [1, 1, 1, 1]),
        (["Harbour", PROSE], [1, 1]),
        ([PROSE, "Harbour"], [1, 1]),
    ],
    ids=["a run of paragraphs", "a label between", "two labels between", "a heading above", "a heading below"],
)
def test_prose_below_prose_needs_less(page: list[str], right: list[float]) -> None:
    lines = list(read_document("\n\n".join(page), kind="text")[0].segments)
    found = shares_below_prose(lines, np.zeros(len(lines), dtype=np.bool_))
    assert found.tolist() == pytest.approx(right)


def test_prose_needs_no_less_where_a_line_between_is_decided() -> None:
    lines = list(read_document(f"{PROSE}\n\nShare\n\nOn Sunday {PROSE}", kind="text")[0].segments)
    assert shares_below_prose([lines[0], lines[2]], np.zeros(2, dtype=np.bool_)).tolist() == [1, 1]


def test_prose_needs_no_less_below_a_suspected_line() -> None:
    lines = list(read_document(f"{PROSE}\n\nOn Sunday {PROSE}", kind="text")[0].segments)
    assert shares_below_prose(lines, np.array([True, False])).tolist() == [1, 1]
    lines = list(read_document(f"{PROSE}\n\nMost read\n\nOn Sunday {PROSE}", kind="text")[0].segments)
    assert shares_below_prose(lines, np.array([False, True, False])).tolist() == [1, 1, 1]


def test_a_headline_needs_more_above_the_text_than_within_it() -> None:
    headline = Decision("headline", Claimed(0, Field.HEADLINE, "h1", "Harbour", sure=False))
    record = np.array([True, False, True])
    likely = np.array([True, True, False])
    assert needed_of([headline, None, headline], likely, record)[record].tolist() == [TITLE, RECORD]
