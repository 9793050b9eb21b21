"""The article in its other shapes: dict, JSON, Markdown, schema.org; and that it cannot be changed."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import json
import pickle

import pytest

import cleantext
from cleantext import Article, CleantextError, LedgerError

PAGE = """\
The Daily Ferry
Home
Log in

Harbour wall holds through the storm

By Ada Moreno
Published 9 March 2024

BRISTOL, England (AP) — The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again.

## What the divers found

* two lamps and an anchor that nobody missed
* a bicycle with a basket full of mussels

> Nobody slept that night, said the woman who runs the bakery by the pier.

The council will inspect the stones in April and publish what the divers find below the pier.

Tags: harbour, storm
Sponsor: Tolverne: Boats for rent.
© 2024 The Daily Ferry
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return cleantext.extract(PAGE)


def test_body_is_the_paragraphs_with_a_blank_line_between(article: Article) -> None:
    assert article.body == "\n\n".join(paragraph.text for paragraph in article.paragraphs)
    assert cleantext.extract("").body == ""


def test_dict_holds_plain_values_only(article: Article) -> None:
    data = article.to_dict()
    assert data == json.loads(json.dumps(data))
    assert data["body"] == article.body
    assert data["date"] == "2024-03-09"
    assert set(data) == {one.name for one in dataclasses.fields(Article)} | {"body", "fingerprint"}
    assert data["ledger"][0] == {
        "number": 1, "start": 0, "end": 16, "text": "The Daily Ferry\n",
        **{key: getattr(article.ledger[0], key) for key in ("field", "reason", "step", "evidence", "path")},
    }  # fmt: skip


def test_from_dict_is_the_inverse_of_to_dict(article: Article) -> None:
    assert Article.from_dict(article.to_dict()) == article
    assert Article.from_dict(json.loads(article.to_json(indent=2))) == article
    assert Article.from_dict(cleantext.extract("").to_dict()) == cleantext.extract("")


def test_from_dict_names_unknown_keys(article: Article) -> None:
    with pytest.raises(CleantextError, match=r"no field colour, mood; it has .*headline"):
        Article.from_dict({**article.to_dict(), "mood": 1, "colour": 2})


@pytest.mark.parametrize("missing", ["source", "kind", "ledger"])
def test_from_dict_names_what_is_missing(article: Article, missing: str) -> None:
    data = article.to_dict()
    del data[missing]
    with pytest.raises((CleantextError, TypeError), match=missing):
        Article.from_dict(data)


def test_json_keeps_letters_as_they_are() -> None:
    made = cleantext.extract(
        "Über die Brücke\n\nDie alte Brücke über die Lahre ist seit Samstag wieder für alle offen."
    )
    assert "Brücke" in made.to_json()


@pytest.mark.parametrize(
    "form", ["{} holds\n\n{}", "<html><body><h1>{} holds</h1><p>{}</p><a href='/{}'>{}</a></body></html>"]
)
@pytest.mark.parametrize("odd", ["Wall \ud800", "\udfffWall", "Wall \ud83d\ude00", "\ufeffWall \udc00"])
def test_half_a_surrogate_pair_never_gets_out(form: str, odd: str) -> None:
    body = f"The harbour wall held, engineers said. {odd} The storm went on until Monday evening."
    raw = form.replace("{}", odd, 1).replace("{}", body)
    article = cleantext.extract(raw, url=f"https://courier.example/{odd}")
    article.verify(raw)
    assert body[:38] in article.body
    assert json.loads(article.to_json().encode()) == article.to_dict()
    for exported in (
        article.to_dict(),
        article.to_schema_org(),
        article.to_markdown(front_matter=True),
        article.to_html(),
    ):
        assert json.dumps(exported, ensure_ascii=False).encode()


def test_a_pair_of_surrogates_is_the_character_that_it_means() -> None:
    assert cleantext.extract("Wall \ud83d\ude00 holds").source == "Wall \U0001f600 holds"


def test_articles_are_frozen_and_can_be_copied(article: Article) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.headline = "Another"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.paragraphs[0].text = "Another"  # type: ignore[misc]
    assert copy.deepcopy(article) == article == pickle.loads(pickle.dumps(article))
    assert dataclasses.replace(article, headline="Another").headline == "Another"


def test_markdown_has_headline_record_and_blocks(article: Article) -> None:
    blocks = article.to_markdown().rstrip("\n").split("\n\n")
    assert blocks[0] == "# Harbour wall holds through the storm"
    assert blocks[1].startswith("*By Ada Moreno")
    assert "2024-03-09" in blocks[1]
    assert "## What the divers found" in blocks
    assert "- two lamps and an anchor that nobody missed\n- a bicycle with a basket full of mussels" in blocks
    assert "> Nobody slept that night, said the woman who runs the bakery by the pier." in blocks
    assert article.to_markdown().endswith("\n")


def test_markdown_leaves_out_what_is_missing() -> None:
    assert cleantext.extract("").to_markdown().strip() == ""


def test_schema_org_holds_what_the_page_says(article: Article) -> None:
    data = article.to_schema_org()
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == article.headline
    assert data["datePublished"] == "2024-03-09"
    assert data["author"] == [{"@type": "Person", "name": "Ada Moreno"}]
    assert data["publisher"] == {"@type": "Organization", "name": "The Daily Ferry"}
    assert data["keywords"] == ["harbour", "storm"]
    assert data["articleBody"] == article.body
    assert data["wordCount"] == len(article.body.split())
    assert not {"dateModified", "isAccessibleForFree", "commentCount"} & set(data)
    assert json.loads(json.dumps(data)) == data


def test_schema_org_of_nothing_is_only_the_type() -> None:
    assert cleantext.extract("").to_schema_org() == {"@context": "https://schema.org", "@type": "NewsArticle"}


def test_schema_org_keeps_a_comment_count_of_none_apart_from_zero(article: Article) -> None:
    assert dataclasses.replace(article, comment_count=0).to_schema_org()["commentCount"] == 0


def test_removed_is_the_part_of_the_ledger_with_a_reason(article: Article) -> None:
    assert article.removed == tuple(entry for entry in article.ledger if entry.field is None)
    assert {entry.reason for entry in article.removed} >= {"blank", "navigation", "login", "copyright"}


def test_values_of_the_page(article: Article) -> None:
    assert article.date == datetime.date(2024, 3, 9)
    assert [one.kind for one in article.paragraphs] == ["p", "subhead", "list_item", "list_item", "quote", "p"]
    assert [(one.name, one.taglines) for one in article.sponsors] == [("Tolverne", ("Boats for rent.",))]
    assert all(PAGE[one.span.start : one.span.end] == article.span_text(one.span) for one in article.paragraphs)


def test_verify_names_the_first_place_that_differs(article: Article) -> None:
    article.verify(PAGE)
    article.verify(PAGE.encode())
    with pytest.raises(LedgerError, match=r"Line 2, offset 16"):
        article.verify(PAGE.replace("Home", "Homf"))
    with pytest.raises(LedgerError, match=r"missing"):
        article.verify(PAGE + "and more")
    with pytest.raises(LedgerError, match=r"Line 3, offset 16"):
        dataclasses.replace(article, ledger=(article.ledger[0], *article.ledger[2:])).verify(PAGE)
    both = article.ledger[0]._replace(field="body", reason="share")
    with pytest.raises(LedgerError, match=r"Line 1 has no single verdict"):
        dataclasses.replace(article, ledger=(both, *article.ledger[1:])).verify(PAGE)
