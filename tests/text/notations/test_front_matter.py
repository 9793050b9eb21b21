"""Front matter states fields; a page that opens with a rule has none."""

from __future__ import annotations

import pytest

import cleantext
from dumps import taken

BODY = "The ferry to Gull Island sails again from Monday, after a winter in which nobody but the doctor reached it.\n"

#: Front matter, and what the fields are: headline, date, authors, tags.
PAGES: dict[str, tuple[str, tuple[str, str, list[str], list[str]]]] = {
    "plain": (
        "---\ntitle: Ferry sails again\ndate: 2023-04-03\nauthor: Ada Moreno\ntags: [ferry, winter]\n---\n",
        ("Ferry sails again", "2023-04-03", ["Ada Moreno"], ["ferry", "winter"]),
    ),
    "lists below their keys": (
        '---\nlayout: post\ntitle: "Ferry: it sails"\nauthors:\n  - Ada Moreno\n  - Li Wei\ndate: 2023-04-03 07:30:00 +0200\n'
        "tags:\n- ferry\n- winter storms\n---\n",
        ("Ferry: it sails", "2023-04-03", ["Ada Moreno", "Li Wei"], ["ferry", "winter storms"]),
    ),
    "a folded description": (
        "---\ntitle: 'Ferry''s return'\ndescription: >\n  A winter without a boat\n  is over.\npubDate: Apr 3, 2023\n---\n",
        ("Ferry's return", "2023-04-03", [], []),
    ),
    "TOML": (
        '+++\ntitle = "Ferry sails again"\ndate = 2023-04-03T07:30:00Z\ndraft = false\ntags = ["ferry", "winter"]\n+++\n',
        ("Ferry sails again", "2023-04-03", [], ["ferry", "winter"]),
    ),
    "German": (
        "---\ntitle: Die Fähre fährt wieder\ndate: 3. April 2023\nauthor: Beate Illing\nlang: de\n---\n",
        ("Die Fähre fährt wieder", "2023-04-03", ["Beate Illing"], []),
    ),
    "Chinese": (
        "---\ntitle: 渡船周一复航\ndate: 2023-04-03\nauthor: 王敬照\ntags: 渡船, 冬季\n---\n",
        ("渡船周一复航", "2023-04-03", ["王敬照"], ["渡船", "冬季"]),
    ),
    "Arabic": (
        "---\ntitle: العبارة تبحر من جديد\ndate: 2023-04-03\n---\n",
        ("العبارة تبحر من جديد", "2023-04-03", [], []),
    ),
    "Windows line ends": (
        "---\r\ntitle: Ferry sails again\r\ndate: 2023-04-03\r\n---\r\n",
        ("Ferry sails again", "2023-04-03", [], []),
    ),
    "comments and unknown keys": (
        "---\n# made by hand\ntitle: Ferry sails again\nweight: 12\npublished: 2023-04-03\ncover:\n  image: ferry.jpg\n  alt: The ferry\n---\n",
        ("Ferry sails again", "2023-04-03", [], []),
    ),
    "authors as records": (
        "---\ntitle: Ferry sails again\nauthors:\n  - name: Ada Moreno\n    email: ada@post.example\ndate: 2023-04-03\n...\n",
        ("Ferry sails again", "2023-04-03", ["Ada Moreno"], []),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_front_matter_states_fields(name: str) -> None:
    head, (headline, date, authors, tags) = PAGES[name]
    raw = f"{head}\n{BODY}"
    article = cleantext.extract(raw)
    article.verify(raw)
    assert (article.headline, str(article.date)) == (headline, date)
    assert [person.name for person in article.authors] == authors
    assert list(article.tags) == tags
    assert article.body == BODY.strip()


def test_a_heading_that_repeats_the_title_is_the_headline() -> None:
    raw = f"---\ntitle: Ferry sails again\ndate: 2023-04-03\n---\n\n# Ferry sails again\n\n{BODY}"
    assert taken(raw) == {
        "---": "markup",
        "title: Ferry sails again": "header-record",
        "date: 2023-04-03": "published",
        "# Ferry sails again": "headline",
    }


def test_folded_description_and_address_are_read() -> None:
    head = "---\ntitle: Ferry sails again\ndescription: |\n  A winter without\n  a boat is over.\nurl: https://orrin.example/f\n---\n"
    article = cleantext.extract(head + BODY)
    assert article.description == "A winter without a boat is over."
    assert article.publisher is not None
    assert article.publisher.domain == "orrin.example"


@pytest.mark.parametrize(
    "raw",
    [
        f"---\n\n{BODY}\n---\n\n{BODY}",
        f"---\nTitle: a play in one act\n\n{BODY}\nANNA: We wait.\n---\n{BODY}",
        f"---\ntitle: never closed\ndate: 2023-04-03\n\n{BODY}",
        f"---\nNote: the pier is closed\n---\n{BODY}",
        f"{BODY}\n---\ntitle: in mid-text\ndate: 2023-04-03\n---\n{BODY}",
        f"----\ntitle: four dashes\ndate: 2023-04-03\n----\n{BODY}",
    ],
    ids=["a rule", "a play", "never closed", "one label", "in mid-text", "another fence"],
)
def test_other_pages_have_none(raw: str) -> None:
    assert set(taken(raw).values()) <= {"markup"}
    assert not {"title", "date"} & set(taken(raw))
