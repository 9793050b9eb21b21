r"""Backslashes of Markdown go where a text is Markdown."""

from __future__ import annotations

import pytest

from dumps import left

LINK = "See [the list](https://orrin.example/l)."


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("1\\. The button museum", "1. The button museum"),
        ("12\\) Swim under glass", "12) Swim under glass"),
        ("\\- 4 degrees at dawn", "- 4 degrees at dawn"),
        ("\\# is a number sign", "# is a number sign"),
        ("The name is snake\\_case\\*", "The name is snake_case*"),
        ("\\[ P = \\frac{1}{2} \\]", "\\[ P = \\frac{1}{2} \\]"),
        ("C:\\temp\\new", "C:\\temp\\new"),
    ],
)
def test_escapes_are_read_in_markdown_only(line: str, text: str) -> None:
    assert left(f"{LINK}\n\n{line}\n") == ["See the list.", text]
    assert left(f"{LINK[:8]}\n\n{line}\n")[1] == line


def test_code_keeps_its_backslashes() -> None:
    assert "a\\_b" in left(f"{LINK}\n\n```\na\\_b\n```\n")
