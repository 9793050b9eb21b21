"""A tag keeps 512 attributes, and the text of a page stays whatever its tags hold."""

from __future__ import annotations

import pytest

from cleantext.budget import DEFAULT, Watch
from cleantext.html.attributes import bound_attributes
from cleantext.html.parse import prepare_source
from cleantext.html.read_html import read_html

_MANY = 9999


@pytest.mark.parametrize(
    "attribute",
    [" a", " a=1", " a='b'", ' a="b"', " a='>'", ' a = "<p>" ', "/a", "\n\ta", ' a="b"b', " =", " a='\"'", " <a"],
)
@pytest.mark.parametrize("tag", ["<p", "<P class='a'", "</p", "<x-wall", "<img"])
def test_attributes_beyond_the_limit_are_cut_and_the_text_stays(attribute: str, tag: str) -> None:
    page = f"<html><body>Before{tag}{attribute * _MANY}>The wall held.</p>After"
    assert len(bound_attributes(page.encode())) < 12 * DEFAULT.attributes
    assert "".join(read_html(page).text.split()) == "BeforeThewallheld.After"


@pytest.mark.parametrize(
    "page",
    [
        "<p>" + "a< b c " * _MANY,
        "<p" + " a=1" * DEFAULT.attributes + " " * _MANY + ">The wall held.",
        "<!-- <p" + " a='>'" * _MANY + "--><p>The wall held.",
        "<script>if (a<b" + " c='>'" * _MANY + ")</script><p>The wall held.",
        "<textarea><p" + " a='>'" * _MANY + "</textarea><p>The wall held.",
        "<title>a <b" + " c" * _MANY + "</title><p>The wall held.",
        "<p>The wall held.<plaintext><p" + " a='>'" * _MANY,
        "<?php a <b" + " c" * _MANY + "><p>The wall held.",
        "<p title='" + "a " * _MANY + "'>The wall held.",
        "<p data-a='" + '<b> c="d" ' * _MANY + "'>The wall held.",
    ],
    ids=lambda page: page[:24],
)
def test_what_is_no_tag_of_many_attributes_is_left_alone(page: str) -> None:
    assert bound_attributes(page.encode()) == page.encode()


def test_an_open_quote_ends_the_cutting_before_it() -> None:
    page = "<p" + " a" * _MANY + " title='a b c"
    assert bound_attributes(page.encode()).decode() == "<p" + " a" * DEFAULT.attributes + " title='a b c"


def test_tags_after_an_open_frame_are_cut_too() -> None:
    watch = Watch()
    page = "<noscript><iframe src=a></noscript><p" + " a='>'" * _MANY + ">The wall held."
    assert len(prepare_source(page, None, watch)[0]) < 12 * DEFAULT.attributes
    assert watch.reached == {"attributes"}
