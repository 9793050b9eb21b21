"""The evidence for a headline: what speaks for and against each candidate, one column for each kind of evidence."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from cleantext.document import Document
from cleantext.fields.headline.beside import BESIDE, HEARD, MOST_BETWEEN, STANDING, PageView, beside_of, standing_of
from cleantext.fields.headline.titles import STEM, stems_of, without_token
from cleantext.grammar.bylines import RECORD_KINDS, is_record
from cleantext.grammar.people import is_organization
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.patterns import pattern
from cleantext.scorer.columns import Table
from cleantext.text.segment import Segment
from cleantext.words.scripts import count_digits
from cleantext.words.vocabulary import load_vocabulary

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: At most this share of the lines of a bare page is known as furniture; set by hand, on fixtures.
MAX_FURNITURE = 0.03

#: What a line may end with, by which the trees tell lines apart.
_MARKS = '.?!…:：。？！।؟,;"”»)'
_STOPS = ".。।"
_FURNITURE = frozenset(Reason) - {Reason.MARKUP, Reason.DUPLICATE, Reason.HEADER_RECORD, Reason.PAGE_DATE}
_OWN = (
    *("token", "h1", "h2", "deeper heading", "list item", "marked as headline", "title element", "link", "declared"),
    *("repeated", "words in the text", "names a house", "after a title", "likely the house", "menu words"),
    *("is a record", "opens the page's title", "one word", "two or three words", "five to eighteen words", "words"),
    *("full stop", "other end", "colon", "mark", "prose", "known phrase", "piece", "opens a bare page", "capitals"),
    *("lower case", "words in the URL", "html", "digits", "separator", "at the foot", "in copyright", "in host"),
)

_WORD = pattern(r"[^\W\d_]{4,40}|\d{2,12}")
#: A separator between spaces, or one that needs none; the search skips to the first of these signs.
_SEPARATED = pattern("[|–—»｜_-](?:(?<=[｜_])|(?<= [|–—»-]) )")


def candidate_features(document: Document, lines: Sequence[Segment], around: PageView) -> Table:
    """The features of all candidates."""
    texts = [without_token(line.text)[0] for line in lines]
    own = [stems_of(text) for text in texts]
    # Most lines are compared as they are.
    read = zip(lines, texts, own, strict=True)
    known = {line.index: words for line, text, words in read if text is line.text and len(text) <= HEARD}
    values = _own_of(document, lines, texts, own, around)
    values += beside_of(document, lines, known, around)
    values += standing_of(document, lines, around)
    return Table([*_OWN, *BESIDE, *STANDING], values, len(lines))


def _own_of(
    document: Document,
    lines: Sequence[Segment],
    texts: Sequence[str],
    own: Sequence[set[str]],
    around: PageView,
) -> array[float]:
    """What the lines themselves say, and the markup around them."""
    size: cython.Py_ssize_t = len(lines)
    block = array("f", bytes(4 * size * len(_OWN)))
    cells: cython.float[::1] = block
    first: cython.Py_ssize_t = around.body.first
    top: cython.Py_ssize_t = around.top
    copies, houses, titles = around.copies, around.houses, around.titles
    # Each text of the joined ones follows a line break, so that one search finds those that open with a key.
    declared = "".join([f"\n{title}" for title in titles])
    opening = "".join([f"\n{line.key}" for line in document.segments[top : top + 3]])
    path = _path_words(document.url) if document.url else None
    navigation = load_vocabulary().of("navigation")
    html: cython.bint = document.page is not None
    at: cython.Py_ssize_t
    words: cython.Py_ssize_t
    index: cython.Py_ssize_t
    prose: cython.bint
    ends: cython.bint
    line: Segment
    text: str
    for at in range(size):
        line, text, said = lines[at], texts[at], own[at]
        key, shape, last = line.key, line.shape, line.text[-1:]
        words, index, ends, facts = line.words, line.index, line.ends, line.facts
        prose = (ends and words >= 8) or words >= 30
        cells[at] = text is not line.text
        cells[size + at] = shape == "h1"
        cells[2 * size + at] = shape == "h2"
        cells[3 * size + at] = shape in ("h3", "h4", "h5", "h6")
        cells[4 * size + at] = shape in ("li", "row", "image")
        if facts is not None:
            cells[5 * size + at] = "headline" in facts.marks
            cells[6 * size + at] = facts.tag == "title"
            cells[7 * size + at] = facts.link_share > 0.8
        cells[8 * size + at] = _declared(titles, declared, key) if titles else 0.0
        cells[9 * size + at] = 2 <= copies.get(key, 0) <= 5
        cells[10 * size + at] = around.shared(said, prose and first <= index < first + MOST_BETWEEN)
        cells[11 * size + at] = is_organization(text)
        cells[12 * size + at] = key in around.sites
        cells[13 * size + at] = -1.0 if houses is None else houses.get(key, 0.0)
        cells[14 * size + at] = _share_of(navigation, key)
        cells[15 * size + at] = bool(line.hits) and not RECORD_KINDS.isdisjoint(line.hits)
        cells[16 * size + at] = index - top > 2 and len(key) > 8 and f"\n{key}" in opening
        cells[17 * size + at] = words == 1
        cells[18 * size + at] = 2 <= words <= 3
        cells[19 * size + at] = 5 <= words <= 18
        cells[20 * size + at] = words
        cells[21 * size + at] = last in _STOPS and words > 3
        cells[22 * size + at] = ends and last not in _STOPS
        cells[23 * size + at] = last in ":："
        cells[24 * size + at] = _MARKS.find(last) + 1
        cells[25 * size + at] = prose
        cells[26 * size + at] = bool(line.hits)
        cells[27 * size + at] = line.piece
        cells[28 * size + at] = index == top and _opens_bare(document, first, top)
        cells[29 * size + at] = words > 1 and text.isupper()
        cells[30 * size + at] = text[:1].islower()
        cells[31 * size + at] = -1.0 if path is None else _share(said, path)
        cells[32 * size + at] = html
        cells[33 * size + at] = count_digits(text) / max(1, len(text))
        cells[34 * size + at] = _SEPARATED.search(text) is not None
        cells[35 * size + at] = around.is_at_foot(line)
        cells[36 * size + at] = around.is_in_copyright(line)
        cells[37 * size + at] = around.in_host(line)
    return block


def _share_of(known: frozenset[str], key: str) -> float:
    """The share of a line's words that are known by themselves."""
    words: list[str] = key.split()
    found: cython.int = 0
    for word in words:
        found += word in known
    return found / float(max(len(words), 1))


def _declared(titles: Sequence[str], joined: str, key: str) -> float:
    """How far the page declares the line as its title: 1 as it stands, 0.7 with more after it (sites add a name)."""
    if len(key) < 4:
        return 0.0
    if key in titles:
        return 1.0
    return 0.7 if " " in key and f"\n{key}" in joined else 0.0


def _opens_bare(document: Document, first: int, top: int) -> bool:
    """Whether nothing but the text follows the page's first line, and that is no banner in capitals above a record."""
    if first - top <= 2:
        return True
    banner = document.segments[top].text.isupper() and any(
        map(is_record, document.segments[top + 1 : min(first, top + 12)])
    )
    return _is_bare(document) and not banner


def _is_bare(document: Document) -> bool:
    """Whether the page has next to no furniture: the sponsors that feeds put on top of any page count neither way."""
    marks = [decision.mark for decision in document.decisions if decision is not None]
    furniture = sum(isinstance(mark, Removed) and mark.reason in _FURNITURE for mark in marks)
    sponsors = sum(isinstance(mark, Claimed) and mark.field is Field.SPONSORS for mark in marks)
    return furniture <= MAX_FURNITURE * (len(document.segments) - sponsors)


def _path_words(url: str) -> frozenset[str]:
    """The words in the path of an address, as :func:`stems_of` has them."""
    return frozenset(word[:STEM] for word in _WORD.findall(url.casefold().partition("://")[2].partition("/")[2]))


def _share(own: set[str], path: frozenset[str]) -> float:
    """The share of the words that stand in the path of the address."""
    return len(own & path) / float(max(len(own), 1))
