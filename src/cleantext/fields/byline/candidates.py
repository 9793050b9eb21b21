"""Who may have signed the article: the people that lines and declarations name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from cleantext.document import Document, Segment
from cleantext.fields.byline.names import EDGES, count_common_words, match_of, name_before_place, pen_name_of
from cleantext.fields.byline.parse_line import (
    read_beside_date,
    read_byline,
    read_handle,
    read_labelled,
    read_names,
    read_signature,
    text_before_date,
)
from cleantext.fields.byline.signer_features import (
    WAYS,
    Signer,
    gives_contact,
    houses_in,
    is_above_date,
    is_below_colon,
    is_below_label,
    is_below_reviewer,
    is_beside_record,
    is_furniture,
    is_word,
    signer_features,
    words_below,
)
from cleantext.fields.headline.titles import MAX_BLOCK_WORDS, Blocks, TitleRecords
from cleantext.filters.page_regions import is_thread
from cleantext.grammar.bylines import BESIDE_NAMES, MAX_AUTHORS, BylineMatch, looks_like_name
from cleantext.grammar.people import is_organization
from cleantext.grammar.places import is_place_record, load_places
from cleantext.layout import ContentBounds, is_open_or_dated
from cleantext.scorer.columns import Table
from cleantext.values import Person
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import load_vocabulary, normalised

#: Names are looked for in the first 30 segments of a page, from 8 before to 40 after the headline, from 8 before to 16
#: after the first paragraph, from 8 before to 30 after the last one, and in the last 15 segments.
TOP, BEFORE, AFTER, BODY, BELOW, FOOT = 30, 8, 40, 16, 30, 15
#: A signature stands at most 3 lines below the text.
SIGNED = 3
#: A pen name without a label stands at most 4 lines below the headline.
NEAR = 4
#: From this probability on a name is the house's.
LIKELY_HOUSE = 0.4
#: Lines of more than 24 words are sentences; without a label, those of more than 12 are no names.
MAX_WORDS, MAX_BARE_WORDS = 24, 12
#: A line that adds authors to a byline has at most 8 words.
ADDED_WORDS = 8
#: A name without a label signs where a date stands in it, in the block before it or in the 2 blocks after it.
AROUND = 2

#: A line after each of 3 texts is a control of posts, and a text has a sentence of at least 4 words.
POSTS, PROSE = 3, 4
#: Categories of the words on controls.
_CONTROLS = frozenset(("boilerplate", "comments", "cookie", "login", "share"))
#: The ways of a line that has a name and nothing else.
_BARE = frozenset(("a name alone", "signs below the text"))

#: Class words of comments.
_COMMENTS = frozenset(("comment", "comments"))

#: Whom a line names, and in which of the ``WAYS``.
Reading = tuple[BylineMatch | None, str]


def find_signers(document: Document, bounds: ContentBounds) -> tuple[list[Signer], Table]:
    """All who may have signed, and the features of each."""
    found: dict[tuple[str, ...], Signer] = {}
    for segment, match, way in _readings(document, bounds):
        key = _key_of(match)
        if not all(key) or is_place_record(segment.text) or is_below_reviewer(document, segment):
            continue
        one = found.get(key)
        if one is None:
            one = found[key] = Signer(match, segment)
        elif WAYS.index(way) < min(map(WAYS.index, one.ways)):
            one.segment, one.match = segment, match
        one.ways[way] = one.ways.get(way, 0.0) + 1.0
    for key in _posters(found, bounds):
        del found[key]
    if document.page is None and not any("opens as a byline" in one.ways for one in found.values()):
        records = TitleRecords(document)
        for dated, way in (
            (_signer_of_title(document, records), "beside a copy of the title"),
            (_signer_of_year(document, records), "right beside a date"),
        ):
            if dated is not None:
                found.setdefault(_key_of(dated), Signer(dated, None)).ways[way] = 1.0
    if (declared := _declared(document)) is not None:
        one = found.setdefault(_key_of(declared.match), declared)
        one.source = declared.source
        one.ways |= declared.ways
    houses = houses_in(document)
    every = [
        one
        for one in found.values()
        if not (
            _is_house(one, houses)
            or _is_contact(document, bounds, one)
            or _comments(document, bounds, one)
            or _stands_between_posts(document, bounds, one)
        )
    ]
    return every, signer_features(document, bounds, every, houses)


def _key_of(match: BylineMatch) -> tuple[str, ...]:
    return tuple([normalised(person.name) for person in match.authors])


def _declared(document: Document) -> Signer | None:
    """Whom the page declares as its authors: persons, else its own desk or company."""
    page = document.page
    rows = () if page is None else page.authors or page.desks
    if page is None or not rows:
        return None
    source = rows[0].source
    names = dict.fromkeys(declared.value for declared in rows if declared.source == source)
    match = match_of(*(Person(name, kind="person" if page.authors else "organization") for name in names))
    return Signer(match, None, source, {"declared" if page.authors else "the declared house": 1.0})


def _posters(found: Mapping[tuple[str, ...], Signer], bounds: ContentBounds) -> list[tuple[str, ...]]:
    """Those who sign below the text under the same label as others do there: "Posted by ..." heads comments."""
    labels: dict[str, list[tuple[str, ...]]] = {}
    for key, one in found.items():
        if one.segment is not None and one.segment.index > bounds.last and "byline" in one.segment.hits:
            labels.setdefault(one.segment.hits["byline"].text, []).append(key)
    return [key for keys in labels.values() if len(keys) > 1 for key in keys]


def _is_house(one: Signer, houses: Mapping[str, float]) -> bool:
    """Whether a name that stands alone is the publisher's, and nothing says that it signs."""
    if one.segment is None or one.ways.keys() != {"a name alone"}:
        return False
    names = (one.match.authors[0].name, one.segment.text)
    return max(houses.get(normalised(name), 0.0) for name in names) >= LIKELY_HOUSE


def _is_contact(document: Document, bounds: ContentBounds, one: Signer) -> bool:
    """Whether a name below the text is whom to ask: under a label that is no byline's, with an address or a number."""
    segment = one.segment
    if segment is None or segment.index <= bounds.last or not {"opens as a byline", "declared"}.isdisjoint(one.ways):
        return False
    labelled = is_below_colon(document, segment.index) or is_furniture(document, segment.index - 1)
    return labelled and gives_contact(document, segment)


def _stands_between_posts(document: Document, bounds: ContentBounds, one: Signer) -> bool:
    """Whether a line that signs by its name alone is made of controls, and comes after each text of several.

    "Quote Reply" does; a name may, too, where each entry of a report is signed.
    """
    if one.segment is None or not one.ways.keys() <= _BARE or one.segment.index < bounds.body:
        return False
    vocabulary = load_vocabulary()
    if all(_CONTROLS.isdisjoint(vocabulary.lookup(word, 1)) for word in one.segment.key.split()):
        return False
    copies = [segment.index for segment in document.segments if segment.text == one.segment.text]
    texts = sum(any(map(_is_prose, document.segments[low:high])) for low, high in pairwise(copies))
    return copies[0] >= bounds.body and texts >= POSTS - 1


def _is_prose(segment: Segment) -> bool:
    return segment.ends and segment.words >= PROSE


def _comments(document: Document, bounds: ContentBounds, one: Signer) -> bool:
    """Whether a name below the text stands in the element of a comment, on a page that is no thread of posts."""
    segment = one.segment
    if segment is None or segment.facts is None or segment.index <= bounds.last:
        return False
    return not _COMMENTS.isdisjoint(segment.facts.classes) and not is_thread(document)


def _readings(document: Document, bounds: ContentBounds) -> Iterator[tuple[Segment, BylineMatch, str]]:
    """The people that lines name, with the line and the way."""
    for index in _indices(bounds, len(document.segments)):
        segment = document.segments[index]
        if index == bounds.headline or segment.words > MAX_WORDS or not is_open_or_dated(document, index):
            continue
        readings = list(_read_line(document, bounds, segment))
        # Below the text, or in its last line, a name may sign.
        ending = bounds.last <= index <= bounds.last + SIGNED
        if ending and segment.words <= MAX_BARE_WORDS and segment.hits.keys() <= BESIDE_NAMES:
            readings.append((read_signature(segment.text), "signs below the text"))
        for match, way in readings:
            if match is not None and match.authors and not is_word(document, match):
                yield segment, match, way


def _indices(bounds: ContentBounds, count: int) -> list[int]:
    """The segments in which names are looked for, in order."""
    ranges = (
        range(min(TOP, count)),
        range(max(0, bounds.headline - BEFORE), min(count, bounds.headline + AFTER)),
        range(max(0, bounds.body - BEFORE), min(count, bounds.body + BODY)),
        range(max(0, bounds.last - BEFORE), min(count, bounds.last + BELOW)),
        range(max(0, count - FOOT), count),
    )
    return sorted(set().union(*ranges))


def _read_line(document: Document, bounds: ContentBounds, segment: Segment) -> Iterable[Reading]:
    """Whom one line names, and in which way; the first way that reads is enough."""
    hits, memo = segment.hits, document.memo
    short = segment.words <= MAX_BARE_WORDS
    if short and is_below_label(document, segment):
        return [(memo.of(read_names, segment.text) or read_handle(segment.text), "below a byline's label")]
    if short and "author-box" in hits:
        phrase = hits["author-box"]
        name = segment.text[len(phrase.text) :].strip(EDGES) if phrase.mode == "prefix" else ""
        is_person = looks_like_name(name) and not is_organization(name)
        return [(read_byline(name), "after a box's label")] if is_person else ()
    digits = has_digit(segment.text)
    if "byline" in hits or "byline-suffix" in hits or "reviewer" in hits:
        match = read_labelled(segment)
        if digits and (match is None or not match.authors):
            match = read_beside_date(segment, memo) or match
        if match is None or not match.authors:
            match = _labelled_house(document, segment) or match
        return [(match, "opens as a byline")]
    near = 0 < segment.index - bounds.headline <= NEAR
    if digits:
        match = read_beside_date(segment, memo)
        if match is None and near and (before := text_before_date(segment, memo)):
            match = pen_name_of(before, document)
        return [(match, "beside a date")]
    return () if segment.ends else _read_bare_line(document, segment, near=near)


def _read_bare_line(document: Document, segment: Segment, *, near: bool) -> Iterator[Reading]:
    """Whom a line without a label or a date names; ``near`` says that it stands right below the headline."""
    text, hits = segment.text, segment.hits
    if segment.facts is not None and "author" in segment.facts.marks:
        match = read_byline(name_before_place(text))
        if match is None and 2 <= segment.words <= 4 and hits.keys() <= {"staff", "role"}:
            match = match_of(Person(text.strip(EDGES), kind="organization"))
        if match is not None:
            yield match, "marked as the author"
            return
    if segment.words > MAX_BARE_WORDS or text.endswith((":", "：")) or hits.keys() - BESIDE_NAMES:
        return
    match = document.memo.of(read_names, text)
    if match is not None:
        dashed = text[:1] in "—–" or (segment.index > 0 and document.segments[segment.index - 1].text in "—–")
        yield match, "after a dash" if dashed else "a name alone"
        names = match.authors[0].name.split() if len(match.authors) == 1 else []
        if names and not set(names).isdisjoint(words_below(document, segment)):
            yield match, "a box about the author"
    elif near and not hits and is_above_date(document, segment):
        yield pen_name_of(text, document), "a pen name above a date"


def _labelled_house(document: Document, segment: Segment) -> BylineMatch | None:
    """The house or pen name after a label of several words, or after any label beside a date: "Written by Quayside"."""
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends or "reviewer" in segment.hits:
        return None
    unsure = " " not in phrase.text and not is_beside_record(document, segment)
    return pen_name_of(segment.text[len(phrase.text) :], document, sure=unsure, labelled=True)


def with_others(document: Document, segment: Segment, match: BylineMatch) -> BylineMatch:
    """The byline with the people whom the following lines add; each addition needs a comma or a word for "and"."""
    people = list(match.authors)
    # A label for several stands in the line above: "Author(s)", "Autores".
    above = document.segments[segment.index - 1] if segment.index else None
    listed = above is not None and above.words <= 2 and "byline" in above.hits and above.key.rstrip("()").endswith("s")
    goes_on = listed or _leads_on(segment.text)
    for following in document.segments[segment.index + 1 : segment.index + 1 + 2 * MAX_AUTHORS]:
        text = following.text
        if text.strip(" ,") in ("", "&") or text.strip(" ,") in load_places().words["and"]:
            goes_on = True
            continue
        added = document.memo.of(read_names, text) if goes_on and following.words <= ADDED_WORDS else None
        if added is None or not added.authors or has_digit(text) or len(people) >= MAX_AUTHORS:
            break
        known = {person.name for person in people}
        people += [person for person in added.authors if person.name not in known]
        goes_on = listed or _leads_on(text)
    return match if len(people) == len(match.authors) else match._replace(authors=tuple(people))


def _leads_on(text: str) -> bool:
    """Whether a line ends where a list goes on."""
    return text.endswith((",", "&")) or " " in text and text.rsplit(" ", 1)[-1] in load_places().words["and"]


def _signer_of_title(document: Document, records: TitleRecords) -> BylineMatch | None:
    """Who signs beside a copy of the title."""
    read = (_signer_of(document, blocks, at) for blocks in records.of_title() for at in range(len(blocks)))
    return next((match for match in read if match is not None and _is_name(document, match)), None)


def _signer_of_year(document: Document, records: TitleRecords) -> BylineMatch | None:
    """Who signs right beside a date, where one name alone does so on the page."""
    read = (_signer_of_date(document, blocks, at) for blocks in records.of_years() for at in range(len(blocks)))
    found = [match for match in read if match is not None and _is_name(document, match)]
    names = {tuple(person.name for person in match.authors) for match in found}
    return found[0] if len(names) == 1 else None


def _is_name(document: Document, match: BylineMatch) -> bool:
    """Whether a match has authors, none of them a phrase of the word lists, nor one word of the page's text."""
    if not match.authors or is_word(document, match):
        return False
    names = [normalised(person.name) for person in match.authors if person.kind == "person"]
    return not any(load_vocabulary().lookup(name, len(name.split())) for name in names)


def _signer_of_date(document: Document, blocks: Blocks, at: int) -> BylineMatch | None:
    """Who a block signs for: a date is in it or right after it, or right before it where the block has a label."""
    dated = blocks.date(at) is not None or blocks.date(at + 1) is not None
    if not dated and (blocks.date(at - 1) is None or "byline" not in blocks.segment(at).hits):
        return None
    beside = [other for other in (at - 1, at + 1) if 0 <= other < len(blocks)]
    if any(blocks.segment(other).key == blocks.segment(at).key for other in beside):
        return None  # Feeds write an outlet twice, its name and its link.
    return _signer_of(document, blocks, at)


def _signer_of(document: Document, blocks: Blocks, at: int) -> BylineMatch | None:
    """Who one block signs for: after a label, beside a date, or as a name with a date among its neighbours."""
    block, memo = blocks.segment(at), document.memo
    if block.words > MAX_BLOCK_WORDS:
        return None
    above = blocks.segment(at - 1) if at else None
    if above is not None and above.words <= 3:
        if "reviewer" in above.hits:
            return None
        if above.key in load_vocabulary().of("byline"):
            return memo.of(read_names, block.text) or read_handle(block.text)
    if "byline" in block.hits or "reviewer" in block.hits:
        match = read_labelled(block)
        return match if match is not None and match.authors else read_beside_date(block, memo)
    if has_digit(block.text):
        return read_beside_date(block, memo)
    # Capitals alone above a date are a masthead.
    if block.ends or block.text.isupper() or block.hits.keys() - BESIDE_NAMES:
        return None
    if all(blocks.date(other) is None for other in range(at - 1, at + AROUND + 1)):
        return None
    match = memo.of(read_names, block.text)
    if match is None or not match.authors:
        return None
    person = match.authors[0]
    return None if person.kind == "person" and count_common_words(person.name, document) else match
