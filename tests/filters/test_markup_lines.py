"""Lines of notation: no letter and no digit, a fence, an image without text; anything that says something stays."""

from __future__ import annotations

import pytest

from single_steps import says, texts

PROSE = "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again."


def marked(line: str) -> list[tuple[str, str]]:
    page = f"{PROSE}\n\n{line}\n\n{PROSE}"
    return [(one.text, one.evidence) for one in says(page, "markup-lines")]


@pytest.mark.parametrize("line", ["---", "***", "* * *", "| --- | --- |", "=====", "→", "•••", "…", "「」"])
def test_lines_without_letter_or_digit_go(line: str) -> None:
    assert [evidence for _, evidence in marked(line)] == ["no letter or digit"]


def test_a_fence_goes_with_and_without_its_language() -> None:
    assert marked("```") == [("```", "no letter or digit")]
    assert marked("```python") == [("```python", "a code fence")]


def test_an_image_without_text_goes() -> None:
    image = "![](https://ferry.example/wall.jpg)"
    assert [evidence for _, evidence in marked(image)] == ["an image without text"]


@pytest.mark.parametrize(
    "line",
    [
        "9",
        "A",
        "（完）",
        "※ 訂正",
        "٣",
        "-5 °C",
        "![The wall at dawn](https://ferry.example/wall.jpg)",
        "``` is a fence",
    ],
)
def test_lines_that_say_something_stay(line: str) -> None:
    assert marked(line) == []


def test_the_verdict_is_sure() -> None:
    assert [(line.code, line.sure) for line in says(f"{PROSE}\n---\n{PROSE}", "markup-lines")] == [("markup", True)]


def test_a_page_of_prose_has_no_markup() -> None:
    assert texts("\n".join([PROSE] * 3), "markup-lines") == []
