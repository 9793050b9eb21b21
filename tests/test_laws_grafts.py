"""Laws about pages that are changed or fed back: what is grafted in goes out alone, a body stays, encodings agree."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import cleantext
from invented_pages import PROSE, plain_pages

#: What no encoding below may turn into another text: all of these are decoded as they are labelled.
DECLARED = (
    "windows-1252",
    "iso-8859-15",
    "windows-1251",
    "koi8-r",
    "windows-1256",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
    "utf-8",
    "utf-16-le",
)
HEAD = ("Harbour wall holds through the storm", "By Ada Moreno", "9 March 2024")
#: Sponsors that no page of the tests has.
NAMES = ("Tolverne", "QUARRELL & SONS", "Ostrander")
#: European scripts only: a page of one script.
LATIN = tuple(line for line in PROSE if line.isascii() or line.isprintable() and max(line) < "\u2100")

articles = st.lists(st.sampled_from(LATIN), min_size=3, max_size=6, unique=True)
chains = st.builds(
    lambda name, length: [
        f"Sponsor: {name}",
        f"Sponsor: {name}: Boats for rent.",
        *[f"Sponsor: {name}: Boats for rent. Every weekend until autumn."] * 3,
    ][:length],
    st.sampled_from(NAMES),
    st.integers(1, 5),
)


def verdicts(article: cleantext.Article) -> list[tuple[str, str | None, str | None]]:
    """The lines of an article that are not blank, each with its verdict."""
    return [(entry.text, entry.field, entry.reason) for entry in article.ledger if entry.reason != "blank"]


@settings(max_examples=40)
@given(articles, chains, st.data())
def test_a_sponsor_chain_takes_out_exactly_itself(paragraphs: list[str], chain: list[str], data: st.DataObject) -> None:
    lines = [*HEAD, *paragraphs]
    at = data.draw(st.sampled_from([0, *range(len(HEAD), len(lines) + 1)]), label="grafted before line")
    base = cleantext.extract("\n\n".join(lines) + "\n")
    grafted = cleantext.extract("\n\n".join([*lines[:at], "\n".join(chain), *lines[at:]]) + "\n")
    mine = {f"{line}\n" for line in chain}
    assert [one for one in verdicts(grafted) if one[0] not in mine] == verdicts(base)
    assert {(field, reason) for text, field, reason in verdicts(grafted) if text in mine} == {("sponsors", None)}
    assert grafted.body == base.body
    assert (grafted.headline, grafted.date, grafted.authors) == (base.headline, base.date, base.authors)
    assert [one.count for one in grafted.sponsors] == [len(chain)]


@settings(max_examples=40)
@given(articles)
def test_a_body_of_prose_is_its_own_body(paragraphs: list[str]) -> None:
    body = cleantext.extract("\n\n".join([*HEAD, *paragraphs])).body
    assert cleantext.extract(body).body == body


@given(plain_pages, st.sampled_from(DECLARED))
@example(["Über den Fluß – „so“"], "windows-1252")
def test_text_and_its_bytes_in_a_declared_encoding_agree(lines: list[str], encoding: str) -> None:
    page = "\n".join(lines)
    try:
        raw = page.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    assume(raw.decode(encoding) == page)
    told = cleantext.extract(raw, content_type=f"text/plain; charset={encoding}")
    assert told == cleantext.extract(page)


@given(plain_pages)
def test_a_page_beside_it_changes_nothing(lines: list[str]) -> None:
    """No state: the same page before and after one that holds all of its lines as sponsors and menus."""
    page = "\n".join(lines)
    before = cleantext.extract(page)
    cleantext.extract("\n".join(f"Sponsor: {line}" for line in lines) + "\n" + page * 3)
    assert cleantext.extract(page) == before
