"""The heads of reader-mode tools state headline, day and address; labels in a text are text."""

from __future__ import annotations

import pytest

import cleantext
from dumps import taken

BODY = "The ferry to Gull Island sails again from Monday, after a winter in which nobody but the doctor reached it.\n"
URL = "URL Source: https://www.orrin.example/news/ferry\n\n"

PAGES: dict[str, tuple[str, str, str]] = {
    "all labels": (
        f"Title: Ferry sails again\n\n{URL}Published Time: 2023-04-03T06:30:00+01:00\n\nMarkdown Content:\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
    ),
    "no day": (f"Title: Ferry sails again\n\n{URL}Markdown Content:\n{BODY}", "Ferry sails again", "None"),
    "the day in words": (
        f"Title: Ferry sails again\n\n{URL}Published Time: Mon, 03 Apr 2023 06:30:00 GMT\n\nMarkdown Content:\n{BODY}",
        "Ferry sails again",
        "2023-04-03",
    ),
    "a warning": (
        f"Title: Ferry sails again\n\n{URL}Warning: This is a cached snapshot.\n\nMarkdown Content:\n{BODY}",
        "Ferry sails again",
        "None",
    ),
    "a site's name behind the title": (
        f"Title: Ferry sails again | Orrin Courier\n\n{URL}Markdown Content:\n# Ferry sails again\n\n{BODY}",
        "Ferry sails again",
        "None",
    ),
    "an underlined heading": (
        f"Title: Ferry sails again - Orrin Courier\n\n{URL}Markdown Content:\nFerry sails again\n=================\n\n{BODY}",
        "Ferry sails again",
        "None",
    ),
    "without blank lines": (
        f"Title: Ferry sails again\n{URL.strip()}\nMarkdown Content:\n{BODY}",
        "Ferry sails again",
        "None",
    ),
    "Spanish": (
        f"Title: El transbordador vuelve a zarpar\n\n{URL}Markdown Content:\nEl barco a la isla zarpa el lunes, tras un invierno sin él.\n",
        "El transbordador vuelve a zarpar",
        "None",
    ),
    "Japanese": (
        f"Title: 島への渡し船、月曜から再開\n\n{URL}Published Time: 2023-04-03T06:30:00+09:00\n\nMarkdown Content:\n島への渡し船が月曜から再び出る。冬の間は医者のほか誰も島に渡れなかった。\n",
        "島への渡し船、月曜から再開",
        "2023-04-03",
    ),
    "a print's pages": (
        f"Title: Ferry report\n\n{URL}Published Time: 2023-04-03\n\nNumber of Pages: 12\n\nMarkdown Content:\n{BODY}",
        "Ferry report",
        "2023-04-03",
    ),
    "source first": (
        f"Source URL: https://www.orrin.example/f\nTitle: Ferry sails again\nAuthor: Ada Moreno\n\n{BODY}",
        "Ferry sails again",
        "None",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_heads_state_fields(name: str) -> None:
    raw, headline, date = PAGES[name]
    article = cleantext.extract(raw)
    article.verify(raw)
    assert (article.headline, str(article.date)) == (headline, date)
    assert article.publisher is not None
    assert article.publisher.domain == "orrin.example"
    assert article.body is not None
    assert ":" not in article.body


def test_the_callers_address_goes_before_the_heads() -> None:
    raw = f"Title: Ferry sails again\n\n{URL}Markdown Content:\n{BODY}"
    article = cleantext.extract(raw, url="https://other.example/a")
    assert article.publisher is not None
    assert article.publisher.domain == "other.example"


@pytest.mark.parametrize(
    "raw",
    [
        f"{BODY}\nTitle: the word on the door\n\n{BODY}",
        f"Title: a word with a history\n\n{BODY}",
        f"Title: Ferry\nDescription: a boat\n\n{BODY}",
        f"URL Source: of the Orrin\n\n{BODY}",
        f"{BODY}\nMarkdown Content:\n\n{BODY}",
    ],
    ids=["in mid-text", "one label", "no address", "no address as its value", "the label in mid-text"],
)
def test_labels_of_a_text_are_text(raw: str) -> None:
    assert taken(raw) == {}
