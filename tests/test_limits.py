"""A limit that is reached gives a warning and an entry of the ledger, and loses nothing."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import Article, Limits
from cleantext.budget import DEFAULT, Watch
from cleantext.filters.second_opinion import SecondOpinion, is_doubtful
from cleantext.input.read import read_document
from hostile.generators import CLASSES
from invented_pages import pages, texts

PROSE = "The harbour wall held through the storm, the engineers said on Monday evening."
LINES = f"Harbour wall holds\nBy Ada Moreno\n9 March 2024\n\n{PROSE}\n\nThe gate did not hold.\n"
HTML = f"<html><body><h1>Harbour wall holds</h1><p>{PROSE}</p><p>The <b>gate</b> did not hold.</p></body></html>"
JSON = '<script type="application/ld+json">{"@type":"Article","headline":"Wall","author":{"name":"Ada"}}</script>'

#: What reaches a limit: the limit, the page, and the text that is left over for it.
REACHED = [
    ({"characters": 43}, LINES, LINES[33:]),
    ({"characters": 40}, HTML, f"{PROSE} The gate did not hold.\n"),
    ({"lines": 4}, LINES, f"{PROSE}\n\nThe gate did not hold.\n"),
    ({"lines": 2}, HTML, "The gate did not hold.\n"),
    ({"segments": 3}, LINES, f"{PROSE}\n\nThe gate did not hold.\n"),
    ({"segments": 2}, HTML, "The gate did not hold.\n"),
    ({"segment_length": 20}, LINES, "held through the storm, the engineers said on Monday evening.\n"),
    ({"segment_length": 20}, HTML, "held through the storm, the engineers said on Monday evening.\n"),
    ({"elements": 4}, HTML, "The gate did not hold.\n"),
    ({"depth": 2}, HTML, None),
    ({"attributes": 9}, HTML.replace("<h1", "<h1" + " a='b'" * 999), None),
    ({"json_characters": 30}, JSON + HTML, None),
    ({"json_depth": 1}, JSON + HTML, None),
    ({"fuzzy_length": 30}, LINES + "Sponsor: Orrin Marine\nOrrin Marine: Boats that know the way home.\n", None),
]


def codes(article: Article) -> set[str]:
    """The warnings of an article that tell of a limit or of time."""
    return {notice.code for notice in article.warnings if notice.code.startswith(("limit-", "out-of-"))}


def over(article: Article) -> list[str]:
    """What stands in the ledger beyond a limit."""
    return [entry.text for entry in article.removed if entry.reason == "over-limit"]


@pytest.mark.parametrize(("limit", "page", "rest"), REACHED, ids=lambda value: str(value)[:24])
def test_a_limit_that_is_reached_is_a_warning_and_what_is_beyond_it_an_entry(
    limit: dict[str, int], page: str, rest: str | None
) -> None:
    limits = Limits(**limit)
    article = cleantext.extract(page, limits=limits)
    (name,) = limit
    assert codes(article) == {"limit-" + name.replace("_", "-")}
    # Where segments are short, both long lines are cut.
    assert over(article)[:1] == ([] if rest is None else [rest])
    # Text that was not read may be the article's.
    assert article.truncated == (rest is not None)
    article.verify(page, limits=limits)
    assert Article.from_dict(json.loads(article.to_json())) == article


@pytest.mark.parametrize("page", [LINES, HTML, JSON + HTML])
def test_a_page_within_the_limits_has_no_such_warning(page: str) -> None:
    article = cleantext.extract(page)
    assert not codes(article)
    assert not over(article)
    assert not article.truncated
    assert cleantext.extract(page, limits=Limits()) == article


def test_every_limit_has_a_case_and_its_documentation() -> None:
    fields = dataclasses.fields(Limits)
    assert {name for limit, _, _ in REACHED for name in limit} == {one.name for one in fields}
    for one in fields:
        assert all(one.metadata[key] for key in ("bounds", "beyond", "origin")), one.name


@pytest.mark.parametrize("value", [0, -1, 1.5, "9", None, True])
def test_what_is_no_limit_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"Limits\.segments must be a whole number of at least 1"):
        Limits(segments=value)  # type: ignore[arg-type]


_SMALL = st.builds(
    Limits,
    **{
        one.name: st.one_of(st.integers(1, 12), st.integers(1, 300), st.just(one.default))
        for one in dataclasses.fields(Limits)
    },
)


@given(st.one_of(pages, texts), _SMALL, st.sampled_from(("text", "html")))
def test_the_ledger_accounts_for_every_character_whatever_the_limits(raw: str, limits: Limits, kind: str) -> None:
    raw = f"<div><p>{raw}</p></div>" if kind == "html" else raw
    article = cleantext.extract(raw, kind=kind, limits=limits)  # type: ignore[arg-type]
    article.verify(raw, limits=limits)
    assert "".join(entry.text for entry in article.ledger) == article.source
    for entry in article.ledger:
        assert (entry.reason == "blank") == (not entry.text.strip())
        assert entry.number == len(f"{article.source[: entry.start]}.".splitlines())
    assert all(code.startswith("limit-") for code in codes(article))


@given(pages, st.integers(1, 30), st.integers(0, 30))
def test_a_larger_limit_reads_no_less(raw: str, most: int, more: int) -> None:
    def unread(limits: Limits) -> int:
        return sum(map(len, over(cleantext.extract(raw, kind="text", limits=limits))))

    assert unread(Limits(segments=most + more)) <= unread(Limits(segments=most))
    assert unread(Limits(lines=most + more)) <= unread(Limits(lines=most))
    assert unread(Limits(characters=9 * (most + more))) <= unread(Limits(characters=9 * most))


def test_the_rest_of_an_endless_page_is_one_entry() -> None:
    for page in ("a\n" * 150_000, "<html><body>" + "<p>a" * 100_000):
        article = cleantext.extract(page)
        assert codes(article) & {"limit-lines", "limit-segments", "limit-elements"}
        assert 1 <= len(over(article)) <= 3
        assert len(article.ledger) <= DEFAULT.lines + 10
        article.verify(page)


def test_blank_lines_without_end_are_one_entry_behind_the_limit() -> None:
    page = "The wall held.\n" + "\n" * 30
    article = cleantext.extract(page, limits=Limits(lines=9))
    assert [entry.text for entry in article.ledger][-2:] == ["\n", "\n" * 22]
    assert {entry.reason for entry in article.removed} == {"blank"}
    assert not codes(article)


def test_text_below_the_deepest_level_stays_in_the_body() -> None:
    nested = "<div>" * 3000
    page = f"<html><body><h1>Harbour wall holds</h1>{nested}<p>{PROSE}</p><p>The gate did not hold in the end.</p>"
    article = cleantext.extract(page)
    assert codes(article) == {"limit-depth"}
    assert PROSE in article.body
    article.verify(page)


@pytest.mark.parametrize("name", CLASSES)
def test_hostile_input_loses_nothing_beyond_small_limits(name: str) -> None:
    limits = Limits(characters=400, lines=5, segments=3, segment_length=7, elements=9, depth=4, attributes=3)
    raw = CLASSES[name](700)
    article = cleantext.extract(raw, limits=limits)
    article.verify(raw, limits=limits)
    assert "".join(entry.text for entry in article.ledger) == article.source


def test_nobody_else_is_asked_about_a_page_that_was_read_in_part() -> None:
    menu = "<ul>" + "<li><a href=/x>Harbour</a>" * 700 + "</ul>"
    page = f"<html><body>{menu}<div>{PROSE}</div>"
    document, _ = read_document(page, watch=Watch(Limits(segments=600)))
    assert is_doubtful(document)
    assert not list(SecondOpinion()(replace(document, source="<p>Harbour</p>" * 99)))


def test_the_pieces_of_one_line_are_segments_too() -> None:
    page = "海港的墙在风暴中屹立不倒，工程师周一说。" * 400
    article = cleantext.extract(page, kind="text", limits=Limits(segments=30))
    assert "limit-segments" in codes(article)
    assert sum(entry.reason != "over-limit" for entry in article.ledger) == 30
    article.verify(page, limits=Limits(segments=30))
