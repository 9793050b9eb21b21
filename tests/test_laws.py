"""What holds for every input: nothing raises, every line is accounted for, and notation does not matter."""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cleantext
from cleantext import Article, Pipeline
from cleantext.document import Document
from cleantext.marks import Claimed
from cleantext.text.read_text import read_text
from invented_pages import PROSE, pages, plain_pages, raws, texts

#: What notation puts around texts: it is no part of headline, paragraphs and captions.
_NOTATION = re.compile(r"\]\([^()\s]*(?: \"[^\"\n]*\")?\)|[\s#*_>\[\]!|｜•·│▪‣-]")


def _letters(text: str) -> str:
    """The text without white space and notation."""
    return _NOTATION.sub("", text)


def _said(article: Article) -> tuple[object, ...]:
    """What a reader of the article gets, without offsets."""
    return article.headline, article.date, [one.text for one in article.paragraphs], article.authors, article.language


@given(st.one_of(pages, texts))
def test_any_text_gives_an_article(raw: str) -> None:
    article = cleantext.extract(raw)
    assert 0.0 <= article.quality <= 1.0
    assert isinstance(cleantext.explain(article), str)
    assert isinstance(article.to_markdown(), str)
    assert article.to_schema_org()["@type"] == "NewsArticle"


@given(raws)
def test_any_bytes_give_the_same_article_in_all_their_types(raw: bytes) -> None:
    article = cleantext.extract(raw)
    article.verify(raw)
    assert cleantext.extract(bytearray(raw)) == article
    assert cleantext.extract(memoryview(raw)) == article


@pytest.mark.parametrize("raw", [None, 5, 1.5, ["a"], ("a",), {"a": 1}, object(), str])
def test_other_types_are_refused(raw: object) -> None:
    with pytest.raises(TypeError, match="str, bytes, bytearray, memoryview or an lxml tree"):
        cleantext.extract(raw)  # type: ignore[arg-type]


@given(st.one_of(pages, texts))
@example("HEADLINE: Wall holds\nBYLINE: Ada Moreno\nDATE: March 9, 2024\nBODY:\nIt held.\nHEADLINE: Another\n---\n")
def test_ledger_accounts_for_every_character(raw: str) -> None:
    article = cleantext.extract(raw, kind="text")
    article.verify(raw)
    # Halves of surrogate pairs are joined or replaced.
    raw = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert "".join(entry.text for entry in article.ledger) == raw == article.source
    at = number = 0
    for entry in article.ledger:
        assert entry.start == at < entry.end, "spans follow one another without gaps, and none is empty"
        assert entry.text == raw[entry.start : entry.end]
        assert entry.number >= number, "line numbers ascend"
        assert (entry.field is None) != (entry.reason is None), "one verdict, and only one"
        assert (entry.reason == "blank") == (not entry.text.strip()), "white space is blank, and nothing else is"
        at, number = entry.end, entry.number
    assert at == len(raw)
    assert article.removed == tuple(entry for entry in article.ledger if entry.reason)


@given(st.one_of(pages, texts))
def test_fields_can_be_traced_to_the_text(raw: str) -> None:
    article = cleantext.extract(raw, kind="text")
    spans = [evidence.span for evidence in article.evidence.values()] + [one.span for one in article.captions]
    for span in filter(None, spans):
        assert 0 <= span.start <= span.end <= len(raw)
    for one in (*article.paragraphs, *article.captions):
        assert one.span is not None
        assert _letters(one.text) == _letters(article.span_text(one.span))
        assert one.text.strip() == one.text != ""
        if getattr(one, "kind", "") != "code":
            assert one.text == " ".join(one.text.split())
    if article.headline is not None:
        where = article.evidence["headline"].span
        assert where is not None
        assert _letters(article.headline) in _letters(article.span_text(where))


@given(st.one_of(pages, texts))
def test_body_is_what_the_ledger_keeps_for_it(raw: str) -> None:
    article = cleantext.extract(raw)
    kept = "".join(entry.text for entry in article.ledger if entry.field == "body")
    assert _letters(article.body) == _letters(kept)
    at = 0
    for paragraph in article.paragraphs:
        assert at <= paragraph.span.start < paragraph.span.end, "in order, and no stretch twice"
        at = paragraph.span.end


@given(st.one_of(pages, texts))
def test_the_reader_for_html_takes_any_text_too(raw: str) -> None:
    article = cleantext.extract(f"<p>{raw}</p>", kind="html")
    article.verify(f"<p>{raw}</p>")
    assert "".join(entry.text for entry in article.ledger) == article.source


@given(pages, pages)
def test_there_is_no_memory(raw: str, other: str) -> None:
    before = cleantext.extract(raw)
    cleantext.extract(other)
    assert cleantext.extract(raw) == before


@given(plain_pages)
def test_line_ends_and_trailing_space_do_not_matter(lines: list[str]) -> None:
    wanted = _said(cleantext.extract("\n".join(lines)))
    for end in ("\r\n", "\r", "  \n", "\t\n", " \r\n"):
        assert _said(cleantext.extract(end.join(lines))) == wanted, repr(end)


@given(plain_pages, st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")))
def test_text_and_its_bytes_agree(lines: list[str], encoding: str) -> None:
    page = "\n".join(lines)
    assert cleantext.extract(page.encode(encoding)) == cleantext.extract(page)


@given(st.one_of(pages, texts))
def test_articles_survive_pickle_and_json(raw: str) -> None:
    article = cleantext.extract(raw)
    assert pickle.loads(pickle.dumps(article)) == article
    assert Article.from_dict(article.to_dict()) == article
    assert Article.from_dict(json.loads(article.to_json())) == article


def _decided(document: Document) -> dict[int, tuple[str, str]]:
    """Offset of each decided segment: which step gave which verdict."""
    return {
        segment.start: (
            decision.step,
            decision.mark.field if isinstance(decision.mark, Claimed) else decision.mark.reason,
        )
        for segment, decision in zip(document.segments, document.decisions, strict=True)
        if decision is not None
    }


@given(pages)
def test_steps_only_add_decisions(raw: str) -> None:
    document = read_text(raw)
    before: dict[int, tuple[str, str]] = {}
    for step in Pipeline.default():
        document = Pipeline([step]).run(document)
        after = _decided(document)
        if step.name not in ("headline", "line-scorer", "second-opinion"):  # these may overrule a suspicion
            assert before.items() <= after.items(), step.name
        assert {after[offset][0] for offset in after.keys() - before.keys()} <= {step.name}
        assert document.text == raw
        before = after
    assert not list(document.open()), "the last step leaves nothing open"


@given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=8, unique=True))
def test_prose_alone_is_kept_whole(paragraphs: list[str]) -> None:
    article = cleantext.extract("\n\n".join(paragraphs))
    assert Counter(one.text for one in article.paragraphs) == Counter(paragraphs)


def test_prose_alone_is_kept_whole_in_any_mixture_of_languages() -> None:
    paragraphs = [
        "시청은 월요일에 오래된 다리의 보수 공사가 끝났다고 밝혔다. 차량은 다시 다닐 수 있다.",
        "记者从市政府获悉，老桥的维修工程已于周一完工。车辆可以正常通行。",
        "“Nobody slept,” said Ada Moreno, who runs the bakery by the pier. She opened at five all the same.",
    ]
    assert [one.text for one in cleantext.extract("\n\n".join(paragraphs)).paragraphs] == paragraphs
    assert cleantext.extract("Your session has expired. Please log in again.").body == ""
