"""Controls and pictures that browsers of the terminal print are no text."""

from __future__ import annotations

import pytest

from dumps import left, taken

PROSE = "The wall held through the storm, as the divers said on Saturday.\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("(BUTTON) Search", "form"),
        ("   (BUTTON) Menu (BUTTON) Close", "form"),
        ("[logo.png]", "markup"),
        ("[header-2x.jpg] [divider.gif]", "markup"),
        ("[INLINE]", "markup"),
        ("[Fähre%20neu.webp]", "markup"),
        ("[IMAGE]", "markup"),
        ("[icon.svg?v=2]", "markup"),
    ],
)
def test_lines_of_controls_and_pictures_are_taken(line: str, reason: str) -> None:
    raw = f"{line}\n\n{PROSE}"
    assert taken(raw) == {" ".join(line.split()): reason}


@pytest.mark.parametrize(
    "line", ["Get our letter: ____________________ Subscribe", "[____________]", "[ ] Remember me", "( ) Yes"]
)
def test_fields_are_taken_where_a_text_has_buttons(line: str) -> None:
    raw = f"(BUTTON) Search\n{line}\n\n{PROSE}"
    assert taken(raw)[" ".join(line.split())] == "form"


def test_marks_within_a_line_are_no_part_of_its_text() -> None:
    raw = f"[map.png] The harbour\n\n(BUTTON) Listen to the whole of this long report about the wall of the old harbour\n\n{PROSE}"
    assert left(raw)[0] == "The harbour"
    assert left(raw)[1].startswith("Listen to")


@pytest.mark.parametrize(
    "raw",
    [
        f"- [ ] Buy rope\n- [x] Mend the net\n\n{PROSE}",
        f"Name: ____________________\n\n{PROSE}",
        f"The file [sic] is called wall.png.\n{PROSE}",
        f"[He points at the wall.]\n{PROSE}",
        f"Press the BUTTON (red).\n{PROSE}",
        f"(a) the wall\n(b) the pier\n{PROSE}",
    ],
    ids=["tasks", "a form to print", "a file in prose", "an aside", "a button in prose", "letters"],
)
def test_other_brackets_are_text(raw: str) -> None:
    assert taken(raw) == {}
