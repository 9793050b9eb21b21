"""The form of step cases: what a case makes of its page, and what it says where it has a mistake."""

from __future__ import annotations

import tomllib

import pytest

from step_cases import Case, CaseError, read_cases
from step_verdicts import find_problem, run_case, show_page

PAGES = {
    "wall": "Wall holds\nBy Ada Moreno\nThe wall held, they said.\n(here)\nThe ferry sailed again.",
    "bare": "The wall held, they said.\nThe wall is old.",
}


def cases(text: str) -> list[Case]:
    return list(read_cases("share-lines", tomllib.loads(text), PAGES))


def page_of(changes: str) -> list[str]:
    (case,) = cases(f'[[hit]]\npage = "wall"\n{changes}\nline = "Share"\ngives = "share"')
    return case.page.split("\n")


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ("", ["Wall holds", "By Ada Moreno", "The wall held, they said.", "The ferry sailed again."]),
        (
            'insert = "Share\\nPrint"',
            ["Wall holds", "By Ada Moreno", "The wall held, they said.", "Share", "Print", "The ferry sailed again."],
        ),
        (
            'before = {"Wall" = "Home"}\nafter = {"The ferry" = "Share"}',
            ["Home", "Wall holds", "By Ada Moreno", "The wall held, they said.", "The ferry sailed again.", "Share"],
        ),
        (
            'replace = {"By Ada" = "", "The wall" = "It held."}\ninsert = ""',
            ["Wall holds", "It held.", "", "The ferry sailed again."],
        ),
        (
            'after = {"By Ada" = "9 March"}\nreplace = {"By Ada" = "By Jon"}',
            ["Wall holds", "By Jon", "9 March", "The wall held, they said.", "The ferry sailed again."],
        ),
    ],
    ids=["nothing", "at the place", "before and after", "in place of lines", "after a changed line"],
)
def test_a_case_changes_the_named_page(changes: str, lines: list[str]) -> None:
    assert page_of(changes) == lines


def test_the_line_that_is_put_in_is_the_one_asked_for() -> None:
    (case,) = cases('[[miss]]\npage = "wall"\ninsert = "Share prices fell."\nnot = "share"')
    assert case.line == "Share prices fell."


def test_each_line_and_each_verdict_of_a_list_is_a_case() -> None:
    found = cases('[[miss]]\npage = "wall"\nline = ["Wall holds", "The wall …"]\nnot = ["share", "byline"]')
    assert [(case.line, str(case.verdict)) for case in found] == [
        ("Wall holds", "share"),
        ("Wall holds", "byline"),
        ("The wall …", "share"),
        ("The wall …", "byline"),
    ]
    assert [found[2].asks_for(line) for line in ("The wall held, they said.", "A wall held.")] == [True, False]


def test_a_file_may_have_pages_of_its_own() -> None:
    (case,) = cases('[pages]\nown = "Share\\n(here)"\n\n[[hit]]\npage = "own"\ninsert = "Print"\ngives = "share"')
    assert case.page == "Share\nPrint"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '[[hit]]\npage = "wal"\nline = "Share"\ngives = "share"',
            "hit 1: no page is called 'wal'; there are bare, wall",
        ),
        (
            '[[hit]]\npage = "wall"\nsite = ["x"]\nline = "S"\ngives = "share"',
            "hit 1: no page is called 'x'; there are",
        ),
        (
            '[[hit]]\npage = "wall"\ninsrt = "Share"\ngives = "share"',
            "hit 1: unknown key 'insrt'; there are after, as,",
        ),
        ('[[hits]]\npage = "wall"', "unknown table 'hits'; there are hit, miss and pages"),
        ('[pages]\nwall = "The wall."', "a shared page has the name 'wall' too"),
        (
            '[[miss]]\npage = "wall"\nafter = {"The fery" = "Share"}\nnot = "share"',
            "miss 1: no line of the page begins with",
        ),
        (
            '[[miss]]\npage = "bare"\nafter = {"The wall" = "Share"}\nnot = "share"',
            "2 lines of the page begin with 'The wall'",
        ),
        (
            '[[hit]]\npage = "wall"\nreplace = "Share"\ngives = "share"',
            'is a table: {"beginning of a line" = "new lines"}',
        ),
        ('[[hit]]\npage = "wall"\ninsert = ["Share"]\ngives = "share"', "'insert' is a text"),
        ('[[hit]]\npage = "bare"\ninsert = "Share"\ngives = "share"', "the page has no line '(here)' for 'insert'"),
        ('[[hit]]\npage = "wall"\ngives = "share"', "say 'line': the case puts in 0 lines"),
        ('[[hit]]\npage = "wall"\ninsert = "Share\\nPrint"\ngives = "share"', "say 'line': the case puts in 2 lines"),
        ('[[hit]]\npage = "wall"\ntext = "Share"\ngives = "share"', "either 'page', the name of a page, or 'text'"),
        ('[[hit]]\npage = "wall"\ninsert = "Share"\nnot = "share"', "a hit has either 'gives' or 'notes'"),
        (
            '[[miss]]\npage = "wall"\ninsert = "Share"\nnot = "share"\nnotes = "tags"',
            "a miss has either 'not' or 'notes'",
        ),
        ('[[hit]]\npage = "wall"\ninsert = "Share"\ngives = "shares"', "no reason or field has the code 'shares'"),
        ('[[hit]]\npage = "wall"\nnotes = "share"', "no field has the code 'share'"),
    ],
)
def test_a_mistake_is_told_with_its_case(text: str, problem: str) -> None:
    with pytest.raises(CaseError, match=r"^share-lines(, (hit|miss) \d+)?: ") as caught:
        cases(text)
    assert problem in str(caught.value)


def test_a_line_that_is_not_on_the_page_is_told() -> None:
    (case,) = cases('[[miss]]\npage = "wall"\nline = "Share this"\nnot = "share"')
    assert find_problem(case, run_case(case)) == "the page has no line 'Share this'"


def test_a_case_that_fails_shows_the_page_with_its_line_marked() -> None:
    (case,) = cases('[[miss]]\npage = "wall"\ninsert = "Share on Facebook"\nnot = "share"')
    document = run_case(case)
    assert find_problem(case, document) == "share-lines says share of the line"
    marked = [line.split() for line in show_page(case, document).splitlines() if line.startswith("-->")]
    assert marked == [["-->", "share-lines", "share", "Share", "on", "Facebook"]]
    assert "By Ada Moreno" in show_page(case, document)


def test_a_hit_that_fails_says_which_step_was_asked() -> None:
    (case,) = cases('[[hit]]\npage = "wall"\nline = "The ferry …"\ngives = "share"')
    assert find_problem(case, run_case(case)) == "share-lines does not say share of the line"
    (case,) = cases('[[hit]]\npage = "wall"\nnotes = "tags"')
    assert find_problem(case, run_case(case)) == "share-lines notes no value for tags"
