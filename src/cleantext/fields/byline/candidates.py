"""Who may have signed the article: the people that lines and declarations name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cleantext.document import Document, Segment
from cleantext.fields.byline.features import (
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
    signs_of,
    words_below,
)
from cleantext.fields.byline.names import EDGES, name_before_place, pen_name_of, words_that_are_common
from cleantext.fields.byline.parse_line import (
    before_date,
    beside_date,
    labelled_name,
    named,
    parsed,
    pen_name,
    signature,
)
from cleantext.fields.headline.titles import CELL_WORDS, Cells, TitleRecords
from cleantext.filters.page_regions import is_thread
from cleantext.grammar.bylines import BESIDE_NAMES, MAX_AUTHORS, BylineMatch, looks_like_name
from cleantext.grammar.people import is_organization
from cleantext.grammar.places import is_place_record, load_places
from cleantext.layout import Anchor
from cleantext.scorer.columns import Table
from cleantext.values import Person
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import Vocabulary, load_vocabulary, normalised

#: A line with more words holds no name alone.
ADDED_WORDS = 8


def with_others(document: Document, segment: Segment, match: BylineMatch) -> BylineMatch:
    """The byline with the people whom the following lines add; each addition needs a comma or a word for "and"."""
    people = list(match.authors)
    listed = _is_plural_label(document, segment)
    open_list = listed or _leads_on(segment.text)
    for following in document.segments[segment.index + 1 : segment.index + 1 + 2 * MAX_AUTHORS]:
        if _is_link(following.text):
            open_list = True
            continue
        added = document.memo.of(named, following.text) if open_list and following.words <= ADDED_WORDS else None
        if added is None or not added.authors or has_digit(following.text) or len(people) >= MAX_AUTHORS:
            break
        known = {person.name for person in people}
        people += [person for person in added.authors if person.name not in known]
        open_list = listed or _leads_on(following.text)
    return match if len(people) == len(match.authors) else match._replace(authors=tuple(people))


def _leads_on(text: str) -> bool:
    """Whether a line ends where a list goes on."""
    return text.endswith((",", "&")) or text.rsplit(" ", 1)[-1] in load_places().words["and"] and " " in text


def _is_link(text: str) -> bool:
    """Whether a line is nothing but what stands between two names."""
    return text.strip(" ,") in ("", "&") or text.strip(" ,") in load_places().words["and"]


def _is_plural_label(document: Document, segment: Segment) -> bool:
    """Whether the line above is a label for several: "Author(s)", "Autores"."""
    above = document.segments[segment.index - 1] if segment.index else None
    return above is not None and above.words <= 2 and "byline" in above.hits and above.key.rstrip("()").endswith("s")


#: A name without a label signs where a date stands in it, in the block before it or in the 2 blocks after it.
AROUND = 2


def signed_title(document: Document, records: TitleRecords) -> BylineMatch | None:
    """Who signs beside a copy of the title."""
    vocabulary = load_vocabulary()
    for cells in records.of_title():
        for at in range(len(cells)):
            match = _signed(document, cells, at, vocabulary)
            if match is not None and match.authors and not _is_phrase(document, match, vocabulary):
                return match
    return None


def signed_year(document: Document, records: TitleRecords) -> BylineMatch | None:
    """Who signs right beside a date, where one name alone does so on the page."""
    vocabulary = load_vocabulary()
    found: list[BylineMatch] = []
    for cells in records.of_years():
        for at in range(len(cells)):
            match = _dated_name(document, cells, at, vocabulary)
            if match is not None and match.authors and not _is_phrase(document, match, vocabulary):
                found.append(match)
    names = {tuple(person.name for person in match.authors) for match in found}
    return found[0] if len(names) == 1 else None


def _dated_name(document: Document, cells: Cells, at: int, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who a block signs for: a date is in it or right after it, or right before it where the block has a label."""
    dated = cells.date(at) is not None or cells.date(at + 1) is not None
    if not dated and (cells.date(at - 1) is None or "byline" not in cells.segment(at).hits):
        return None
    beside = [other for other in (at - 1, at + 1) if 0 <= other < len(cells)]
    if any(cells.segment(other).key == cells.segment(at).key for other in beside):
        return None  # Feeds write an outlet twice, its name and its link.
    return _signed(document, cells, at, vocabulary)


def _is_phrase(document: Document, match: BylineMatch, vocabulary: Vocabulary) -> bool:
    """Whether an author's name is a phrase of the word lists, or one word that the page uses in lower case too."""
    if is_word(document, match):
        return True
    names = [normalised(person.name) for person in match.authors if person.kind == "person"]
    return any(vocabulary.lookup(name, len(name.split())) for name in names)


def _signed(document: Document, cells: Cells, at: int, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who one block signs for: after a label, beside a date, or as a name with a date among its neighbours."""
    cell = cells.segment(at)
    if cell.words > CELL_WORDS:
        return None
    above = cells.segment(at - 1) if at else None
    if above is not None and above.words <= 3:
        if "reviewer" in above.hits:
            return None
        if above.key in vocabulary.of("byline"):
            return document.memo.of(named, cell.text) or pen_name(cell, vocabulary)
    if "byline" in cell.hits or "reviewer" in cell.hits:
        match = labelled_name(cell, vocabulary)
        return match if match is not None and match.authors else beside_date(cell, document.memo, vocabulary)
    if has_digit(cell.text):
        return beside_date(cell, document.memo, vocabulary)
    # Capitals alone above a date are a masthead.
    if cell.ends or cell.text.isupper() or cell.hits.keys() - BESIDE_NAMES:
        return None
    if all(cells.date(other) is None for other in range(at - 1, at + AROUND + 1)):
        return None
    match = document.memo.of(named, cell.text)
    if match is None or not match.authors:
        return None
    person = match.authors[0]
    return None if person.kind == "person" and words_that_are_common(person.name, document) else match


#: Names are looked for in the first segments of a page, around headline and first paragraph, and after the last one.
TOP, BEFORE, AFTER, BODY, BELOW, FOOT = 30, 8, 40, 16, 30, 15
#: A signature stands at most 3 lines below the text.
SIGNED = 3
#: From this probability on a name is the house's.
LIKELY_HOUSE = 0.4
#: Class words of comments.
_COMMENTS = frozenset(("comment", "comments"))
#: Longer lines are sentences; without a label, longer ones are no names.
MAX_WORDS, MAX_BARE_WORDS = 24, 12


def signers(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> tuple[list[Signer], Table]:
    """All who may have signed, and the signs of each."""
    found: dict[tuple[str, ...], Signer] = {}
    for segment, match, way in _told(document, anchor, vocabulary):
        key = tuple(normalised(person.name) for person in match.authors)
        if not key or not all(key) or is_place_record(segment.text) or is_below_reviewer(document, segment):
            continue
        one = found.get(key)
        if one is None:
            one = found[key] = Signer(match, segment)
        elif _rank(way) < min(map(_rank, one.ways)):
            one.segment, one.match = segment, match
        one.ways[way] = one.ways.get(way, 0.0) + 1.0
    for key in _posters(found, anchor):
        del found[key]
    if document.page is None and not any("opens as a byline" in one.ways for one in found.values()):
        _add_glued(document, found)
    for declared in _declared(document):
        key = tuple(normalised(person.name) for person in declared.match.authors)
        one = found.setdefault(key, declared)
        one.source = declared.source
        one.ways |= declared.ways
    thread, houses = is_thread(document), houses_in(document)
    every = [
        one
        for one in found.values()
        if not (_is_house(one, houses) or _is_contact(document, anchor, one)) and (thread or not _comments(anchor, one))
    ]
    return every, signs_of(document, anchor, every, houses)


def _is_house(one: Signer, houses: Mapping[str, float]) -> bool:
    """Whether a name that stands alone is the publisher's, and nothing says that it signs."""
    if one.segment is None or one.ways.keys() != {"a name alone"}:
        return False
    names = (one.match.authors[0].name, one.segment.text)
    return max(houses.get(normalised(name), 0.0) for name in names) >= LIKELY_HOUSE


def _is_contact(document: Document, anchor: Anchor, one: Signer) -> bool:
    """Whether a name below the text is whom to ask: under a label that is no byline's, with an address or a number."""
    segment = one.segment
    if segment is None or segment.index <= anchor.last or not {"opens as a byline", "declared"}.isdisjoint(one.ways):
        return False
    labelled = is_below_colon(document, segment.index) or is_furniture(document, segment.index - 1)
    return labelled and gives_contact(document, segment)


def _comments(anchor: Anchor, one: Signer) -> bool:
    """Whether a name below the text stands in the element of a comment."""
    segment = one.segment
    if segment is None or segment.facts is None or segment.index <= anchor.last:
        return False
    return not _COMMENTS.isdisjoint(segment.facts.classes)


def _posters(found: Mapping[tuple[str, ...], Signer], anchor: Anchor) -> list[tuple[str, ...]]:
    """Those who sign below the text under the same label as others do there: "Posted by ..." heads comments."""
    labels: dict[str, list[tuple[str, ...]]] = {}
    for key, one in found.items():
        if one.segment is not None and one.segment.index > anchor.last and "byline" in one.segment.hits:
            labels.setdefault(one.segment.hits["byline"].text, []).append(key)
    return [key for keys in labels.values() if len(keys) > 1 for key in keys]


def _add_glued(document: Document, found: dict[tuple[str, ...], Signer]) -> None:
    """Add who signs after a title or right beside a date, where a dump glued that record to its surroundings."""
    records = TitleRecords(document)
    for match, way in (
        (signed_title(document, records), "beside a copy of the title"),
        (signed_year(document, records), "right beside a date"),
    ):
        if match is not None:
            key = tuple(normalised(person.name) for person in match.authors)
            one = found.setdefault(key, Signer(match, None))
            one.ways[way] = 1.0


def _rank(way: str) -> int:
    return WAYS.index(way)


def _declared(document: Document) -> Iterator[Signer]:
    """Whom the page declares as its authors: persons, else its own desk or company."""
    page = document.page
    rows = () if page is None else page.authors or page.desks
    if page is None or not rows:
        return
    source = rows[0].source
    names = dict.fromkeys(declared.value for declared in rows if declared.source == source)
    match = BylineMatch(
        tuple(Person(name, kind="person" if page.authors else "organization") for name in names), (), None, ""
    )
    yield Signer(match, None, source, {"declared" if page.authors else "the declared house": 1.0})


def _told(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[tuple[Segment, BylineMatch, str]]:
    """The people that lines name, with the line and the way."""
    for index in _places(document, anchor):
        segment = document.segments[index]
        if index == anchor.headline or segment.words > MAX_WORDS or not _available(document, index):
            continue
        for match, way in _read(document, anchor, segment, vocabulary):
            if match is not None and match.authors and not is_word(document, match):
                yield segment, match, way


def _places(document: Document, anchor: Anchor) -> list[int]:
    count = len(document.segments)
    ranges = (
        range(min(TOP, count)),
        range(max(0, anchor.headline - BEFORE), min(count, anchor.headline + AFTER)),
        range(max(0, anchor.body - BEFORE), min(count, anchor.body + BODY)),
        range(max(0, anchor.last - BEFORE), min(count, anchor.last + BELOW)),
        range(max(0, count - FOOT), count),
    )
    return sorted({index for one in ranges for index in one})


def _available(document: Document, index: int) -> bool:
    """Whether a segment is undecided, or went for something that a byline may be too."""
    decision = document.decisions[index]
    return document.is_undecided(index) or (decision is not None and decision.step in ("repeated-lines", "dates"))


def _read(
    document: Document, anchor: Anchor, segment: Segment, vocabulary: Vocabulary
) -> Iterator[tuple[BylineMatch | None, str]]:
    """Whom one line names, and in which way; below the text, or in its last line, it may sign beside that."""
    yield from _named_in(document, anchor, segment, vocabulary)
    near = anchor.last <= segment.index <= anchor.last + SIGNED
    if near and segment.words <= MAX_BARE_WORDS and segment.hits.keys() <= BESIDE_NAMES:
        yield signature(segment.text, vocabulary), "signs below the text"


def _named_in(
    document: Document, anchor: Anchor, segment: Segment, vocabulary: Vocabulary
) -> Iterator[tuple[BylineMatch | None, str]]:
    """Whom one line names, and in which way; the first way that reads is enough."""
    hits = segment.hits
    digits = has_digit(segment.text)
    if segment.words <= MAX_BARE_WORDS and is_below_label(document, segment, vocabulary):
        yield document.memo.of(named, segment.text) or pen_name(segment, vocabulary), "below a byline's label"
        return
    if "author-box" in hits and segment.words <= MAX_BARE_WORDS:
        phrase = hits["author-box"]
        name = segment.text[len(phrase.text) :].strip(EDGES) if phrase.mode == "prefix" else ""
        if looks_like_name(name) and not is_organization(name):
            yield parsed(name, vocabulary), "after a box's label"
        return
    if "byline" in hits or "byline-suffix" in hits or "reviewer" in hits:
        match = labelled_name(segment, vocabulary)
        if (match is None or not match.authors) and digits:
            match = beside_date(segment, document.memo, vocabulary) or match
        if match is None or not match.authors:
            match = _labelled_house(document, segment, vocabulary) or match
        yield match, "opens as a byline"
        return
    if segment.ends and not digits:
        return
    if digits:
        match = beside_date(segment, document.memo, vocabulary)
        near = 0 < segment.index - anchor.headline <= 4
        if match is None and near and (ahead := before_date(segment, document.memo, vocabulary)):
            match = pen_name_of(ahead, document, vocabulary)
        yield match, "beside a date"
        return
    if segment.facts is not None and "author" in segment.facts.marks:
        match = parsed(name_before_place(segment.text), vocabulary)
        if match is None and 2 <= segment.words <= 4 and hits.keys() <= {"staff", "role"}:
            match = BylineMatch((Person(segment.text.strip(EDGES), kind="organization"),), (), None, "")
        if match is not None:
            yield match, "marked as the author"
            return
    if segment.words > MAX_BARE_WORDS or segment.text.endswith((":", "：")) or hits.keys() - BESIDE_NAMES:
        return
    dashed = segment.text[:1] in "—–" or (segment.index > 0 and document.segments[segment.index - 1].text in "—–")
    match = document.memo.of(named, segment.text)
    if match is not None:
        yield match, "after a dash" if dashed else "a name alone"
        if len(match.authors) == 1 and not set(match.authors[0].name.split()).isdisjoint(
            words_below(document, segment)
        ):
            yield match, "a box about the author"
    elif 0 < segment.index - anchor.headline <= 4 and is_above_date(document, segment) and not hits:
        yield pen_name_of(segment.text, document, vocabulary), "a pen name above a date"


def _labelled_house(document: Document, segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """The house or pen name after a label of several words, or after any label beside a date: "Written by Quayside"."""
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends or "reviewer" in segment.hits:
        return None
    told = " " in phrase.text or is_beside_record(document, segment)
    return pen_name_of(segment.text[len(phrase.text) :], document, vocabulary, sure=not told, labelled=True)
