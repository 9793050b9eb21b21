"""A crawler's record on top is removed, and its times are those of a visit; labelled fields are read."""

from __future__ import annotations

import pytest

import cleantext
from dumps import left, taken

BODY = "The ferry to Gull Island sails again from Monday, after a winter in which nobody but the doctor reached it.\n"

PAGES: dict[str, str] = {
    "keys and values": "url https://orrin.example/f\nfetched 2024-03-09T06:02:11Z\nstatus 200\ncontent-type text/html\nlength 18231\n",
    "colons": "URL: https://orrin.example/f\nCrawled: 2024-03-09 06:02\nStatus: 200\nID: 9917\n",
    "equals signs": "url=https://orrin.example/f\nfetched_at=1709964131\nhttp_status=200\ncharset=utf-8\n",
    "tabs": "url\thttps://orrin.example/f\nstatus\t200\nid\t00ab34cd99\n",
    "WARC": "WARC/1.0\nWARC-Type: conversion\nWARC-Target-URI: https://orrin.example/f\nWARC-Date: 2024-03-09T06:02:11Z\nContent-Length: 9183\n",
    "HTTP": "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nContent-Length: 9183\nServer: quay\n",
    "no address": "status: 200\nfetched: 2024-03-09\nlength: 123\n",
    "a hash": "url: https://orrin.example/f\nsha1: 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12\nlang: en\n",
    "the key of the text": "id: 12\nurl: https://orrin.example/f\ncrawl_date: 2024-03-09\ntext:\n",
    "blank lines between": "url: https://orrin.example/f\n\nstatus: 200\n\nfetched: 2024-03-09\n",
    "two lines": "url: https://orrin.example/f\ntimestamp: 20240309060211\n",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_records_are_no_text_and_no_date(name: str, gap: str) -> None:
    raw = PAGES[name] + gap + BODY
    article = cleantext.extract(raw)
    article.verify(raw)
    assert article.body == BODY.strip()
    assert article.date is None
    assert set(taken(raw).values()) <= {"header-record", "language"}
    assert left(raw) == [BODY.strip()]


def test_fields_of_a_record_are_read() -> None:
    raw = (
        "id: 9917\nurl: https://orrin.example/a/9917\ncrawl_date: 2024-03-09\ndate_published: 2023-04-03T05:00:00Z\n"
        f"site_name: Orrin Courier\nauthor: Ada Moreno\ntitle: Ferry sails again\ntags: ferry; winter\n\n{BODY}"
    )
    article = cleantext.extract(raw)
    assert (article.headline, str(article.date), article.tags) == (
        "Ferry sails again",
        "2023-04-03",
        ("ferry", "winter"),
    )
    assert [person.name for person in article.authors] == ["Ada Moreno"]
    assert article.publisher is not None
    assert article.publisher.name == "Orrin Courier"


@pytest.mark.parametrize(
    "title", ["2024-03-09Ferry sails again", "Ferry sails again2024-03-09", "2024-03-09T06:02:11ZFerry sails again"]
)
def test_a_day_glued_to_the_title_goes_with_the_record(title: str) -> None:
    raw = f"url https://orrin.example/f\nstatus 200\n{title}\n\n{BODY}"
    assert left(raw) == ["Ferry sails again", BODY.strip()]
    assert cleantext.extract(raw).date is None


@pytest.mark.parametrize(
    "raw",
    [
        f"Status: open\nLength: 12 miles\n\n{BODY}",
        f"2024-03-09Ferry sails again\n\n{BODY}",
        f"Ferry sails again\nurl: https://orrin.example/f\nstatus: 200\n\n{BODY}",
        f"Title: a play\nAuthor: Ada Moreno\nDate: 1911\n\n{BODY}",
        f"Length 12 miles\nStatus open\nSize small\n\n{BODY}",
        f"https://orrin.example/f\n\n{BODY}",
        f"Host: The harbour master\nDepth: four metres\n\n{BODY}",
    ],
    ids=["two labels", "a day alone", "not on top", "another head", "words", "an address alone", "values of a text"],
)
def test_other_openings_are_left(raw: str) -> None:
    assert taken(raw) == {}
