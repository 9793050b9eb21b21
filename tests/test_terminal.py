"""What people read at a terminal holds no character that steers it; what programs read holds every character."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.api import listing
from cleantext.batch.run.report import Tally, format_summary
from cleantext.terminal import show_controls, show_lines

#: What clears the screen, rings, moves back, writes over, and turns the direction of letters round.
CONTROLS = "\x1b[2J\x07\x08\x9b1m\x85\x7f\u202e\u2066"
#: Signs of what steers a terminal, besides line ends and tabs.
STEERING = frozenset([*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u202d", "\u202e", "\u2028", "\u2029"])
PROSE = "The harbour wall held through the storm, engineers said on Monday evening, and nobody was hurt."
PAGE = f"Harbour wall{CONTROLS} holds\n\n{PROSE}{CONTROLS} It held.\n\nShare{CONTROLS}\n\n{PROSE[:-1]} again.\n"
HEBREW = "\u202bהקיר עמד\u202c בסערה, \u2067אמרו\u2069 המהנדסים ביום שני בערב, ואיש לא נפגע.\u200f"


@given(st.text())
def test_nothing_that_is_shown_steers_a_terminal(text: str) -> None:
    assert STEERING.isdisjoint(show_controls(text).replace("\t", ""))
    assert STEERING.isdisjoint(show_lines(text).replace("\t", "").replace("\n", ""))
    show_controls(text).encode()


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))))
def test_other_text_is_shown_as_it_is(text: str) -> None:
    assert show_controls(text) == text


def test_changes_of_direction_are_shown_if_they_reach_what_follows() -> None:
    assert show_controls(HEBREW) == HEBREW
    assert show_controls(HEBREW + "\u2067") != HEBREW + "\u2067"
    assert "\\u2069" in show_controls("a\u2069b\u2067c")


def test_the_listing_shows_controls() -> None:
    article = cleantext.extract(PAGE)
    for text in (cleantext.explain(article), listing(article)):
        assert STEERING.isdisjoint(text.replace("\n", ""))
        assert "␛[2J␇␈\\x9b1m" in text
    assert STEERING.isdisjoint(repr(article))
    assert CONTROLS in cleantext.extract(PAGE).source


def printed_at_a_terminal(*arguments: str, folder: Path) -> str:
    """All that the command prints at a terminal, without the colours that it adds."""
    pty = pytest.importorskip("pty", reason="needs terminals")
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "cleantext", *arguments]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(cleantext.__file__).parents[1])}
    subprocess.run(command, cwd=folder, stdout=follower, stderr=follower, stdin=follower, env=environment, check=False)
    os.close(follower)
    printed = b""
    try:
        while piece := os.read(leader, 65536):
            printed += piece
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    return printed.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "csv"])
def test_the_command_shows_controls_at_a_terminal_and_pipes_every_character(form: str, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    arguments = ["--format", form, "page.txt", *(["--fields", "id,body"] if form == "csv" else [])]
    shown = printed_at_a_terminal(*arguments, folder=tmp_path)
    assert "It held." in shown
    assert STEERING.isdisjoint(shown.replace("\n", ""))
    environment = {**os.environ, "PYTHONPATH": str(Path(cleantext.__file__).parents[1])}
    command = [sys.executable, "-m", "cleantext", *arguments]
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, env=environment).stdout.decode()
    article = cleantext.extract(PAGE.encode())
    formats = {"json": article.to_json(), "markdown": article.to_markdown(), "html": article.to_html()}
    expected = formats.get(form, article.body)
    assert expected.strip() in piped.replace("\r\n", "\n")


def test_messages_show_controls(tmp_path: Path) -> None:
    name = f"wall{CONTROLS[:3]}\n.txt"
    commands = (
        ["--explain", name],
        [f"--{name}"],
        ["batch", name, "-o", f"{name}.unknown"],
        ["batch", name, "-o", "out.jsonl"],
        ["learn", name, "-o", "profiles"],
    )
    for arguments in commands:
        shown = printed_at_a_terminal(*arguments, folder=tmp_path)
        assert "wall␛" in shown or arguments[0] in ("batch", "learn"), arguments
        assert f"wall{CONTROLS[:1]}" not in shown, arguments


def test_the_summary_of_a_batch_shows_controls() -> None:
    tally = Tally()
    tally.slowest.append((1.0, f"wall{CONTROLS}\n.txt"))
    tally.status["ok"] = 1
    summary = tally.to_dict() | {"skipped": {CONTROLS: 1}, "seconds": 1.0, "pages_of_this_run": 1}
    assert STEERING.isdisjoint(format_summary(summary).replace("\n", ""))
