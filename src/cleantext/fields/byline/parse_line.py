"""What one line says of its authors: a byline, a name beside a date, a signature, a pen name, a desk."""

from __future__ import annotations

from functools import cache

from cleantext.document import Segment
from cleantext.fields.byline.names import EDGES, is_menu, match_of, name_before_place, with_space, without_portrait
from cleantext.fields.date_records import dates_in
from cleantext.grammar.bylines import BylineMatch, looks_like_name, may_name, parse_byline
from cleantext.grammar.people import has_capitals, is_organization, may_hold_name
from cleantext.grammar.places import load_places
from cleantext.patterns import pattern
from cleantext.records import Memo
from cleantext.values import Person
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import load_vocabulary, normalised

#: A pen name has at most 24 characters, the name of a desk at most 5 words.
MAX_HANDLE, MAX_DESK_WORDS = 24, 5
#: A line of at most 8 words may be names alone.
MAX_NAMES = 8
#: A function or a place after a name that signs has at most 5 words.
MAX_BESIDE = 5

#: Signs of a breadcrumb.
_TRAIL = frozenset("»›>→")
_HANDLE = pattern(r"[^\W_][\w.-]{1,22}\w")
_ZONE = pattern(r"^[A-Z]{2,4}(?=[A-Z][a-z])")
_PARTS = pattern(r"\s?[|•·⋅●∙]\s?|\s[–—-]\s|\s/\s")


def read_byline(text: str) -> BylineMatch | None:
    """Read a text as a byline; people whose name is a role ("Senior Director") are left out."""
    return _read_spaced(with_space(text.strip(EDGES)))


def _read_spaced(line: str) -> BylineMatch | None:
    vocabulary = load_vocabulary()
    roles = vocabulary.of("role")
    match = parse_byline(line, prefixes=vocabulary.of("byline"), roles=roles, staff=vocabulary.of("staff"))
    if match is None:
        return None
    people = tuple([one for one in match.authors if roles.isdisjoint(one.name.casefold().split())])
    if not (people or match.agencies):
        return None
    return match if len(people) == len(match.authors) else match._replace(authors=people)


def read_names(text: str) -> BylineMatch | None:
    """The people, or the desk, that a line without a label is; None for most lines, which costs little."""
    text = text.strip(EDGES)
    if not may_hold_name(text) and text.rpartition(" ")[2].casefold() not in _last_words():
        return None
    text = without_portrait(text)
    if not _TRAIL.isdisjoint(text):
        return None
    words = text.split()
    if all(map(str.istitle, words)) and all(map(str.isalpha, words)) and has_capitals(text):
        telling = not _telling_words().isdisjoint(text.casefold().split())
        if not telling and words[: len(words) // 2] != words[len(words) // 2 :]:
            # Names, and titles in capitals: nothing in them can be a label, a role, a desk or a second name.
            return match_of(Person(text)) if _may_sign(text) else None
    vocabulary = load_vocabulary()
    first, _, rest = text.partition(" ")
    # "By the" opens prose as well as a desk's byline.
    desk = desk_of(rest if first.casefold() in vocabulary.of("byline") else text)
    if desk is not None:
        return match_of(desk)
    line = with_space(name_before_place(text).strip(EDGES))
    if not may_name(line, prefixes=vocabulary.of("byline"), roles=vocabulary.of("role")):
        return None
    match = _read_spaced(line)
    if match is None or not match.authors:
        return None
    name = match.authors[0].name
    # A name that stands there as it is was found to be one.
    is_name = name in text or looks_like_name(name)
    return match if is_name and not is_organization(name) and not is_menu(name) else None


def reads_as_byline(segment: Segment, memo: Memo) -> bool:
    """Whether a short line reads as a byline: after a label, or as names alone."""
    return segment.words <= MAX_NAMES and not segment.ends and memo.of(read_names, segment.text) is not None


@cache
def _last_words() -> frozenset[str]:
    """What the name of a desk ends with."""
    phrases = load_vocabulary().of("staff") | load_places().words["desk"]
    return frozenset(phrase.rpartition(" ")[2] for phrase in phrases)


@cache
def _telling_words() -> frozenset[str]:
    """The words by which a line with a name says more than the name: those of labels, roles, desks, and "and"."""
    vocabulary, lists = load_vocabulary(), load_places().words
    phrases = [*vocabulary.of("byline"), *vocabulary.of("role"), *vocabulary.of("staff"), *load_places().agencies]
    kinds = (
        *("and", "for", "after-name", "agency-before", "before-date", "credentials", "desk", "honorifics", "portrait"),
    )
    phrases += [word for kind in kinds for word in lists[kind]]
    return frozenset(word.strip(":.") for phrase in phrases for word in phrase.split())


def _may_sign(name: str) -> bool:
    return looks_like_name(name) and not is_organization(name) and not is_menu(name)


def read_signature(text: str) -> BylineMatch | None:
    """Who signs a letter or a column below it: "(Ada Moreno)", "Ihre Ada Moreno", "Ada Moreno, town clerk".

    >>> [one.name for one in read_signature("Ihre Ada Moreno, Bürgermeisterin").authors]
    ['Ada Moreno']
    """
    name, _, rest = text.strip(EDGES).strip("()[]（）").partition(",")
    words, closings, roles = name.split(), load_places().words["closing"], load_vocabulary().of("role")
    while words and ((word := words[0].casefold()) in closings or word in roles):
        del words[0]
    name = " ".join(words)
    if len(rest.split()) > MAX_BESIDE or not _may_sign(name):
        return None
    return read_byline(name)


def read_labelled(segment: Segment) -> BylineMatch | None:
    """Who a line with a byline's label names: people, else a desk or a pen name in a line of its own."""
    text = segment.text
    if "reviewer" in segment.hits:  # "Medically reviewed by Ada Moreno — Written by Jon Prell"
        lookup = load_vocabulary().lookup
        parts = [part for part in _PARTS.split(text)[1:] if "byline" in lookup(normalised(part), 4)]
        return read_byline(parts[0]) if parts else None
    match = read_byline(text)
    if match is not None and match.authors:
        return match
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends:
        return match
    return _desk_or_handle(text[len(phrase.text) :].strip(EDGES), match)


def _desk_or_handle(name: str, match: BylineMatch | None = None) -> BylineMatch | None:
    """A desk ("Harbour Desk", an outlet that is no news agency) or a pen name after the label, else the match."""
    desk = desk_of(name)
    known = load_places().agencies
    if desk is None and match is not None and len(match.agencies) == 1 and name.casefold() not in known:
        agency = match.agencies[0]
        desk = Person(agency, kind="organization") if agency == name and agency not in known.values() else None
    if desk is not None:
        return match_of(desk)
    return match or read_handle(name)


def desk_of(text: str) -> Person | None:
    """A desk or team of a named house: "Orrin Editorial Team"; the bare word for one ("Staff") names nobody."""
    words = text.split()
    if not 2 <= len(words) <= MAX_DESK_WORDS or words[-1].casefold() not in _last_words():
        return None
    staff, desks = load_vocabulary().of("staff"), load_places().words["desk"]
    ends = [(words[:-count], " ".join(words[-count:]).casefold()) for count in (1, 2) if count < len(words)]
    house = next((before for before, desk in ends if desk in staff or desk in desks), None)
    if house is None or not all(word[:1].isupper() for word in words[1:-1]):
        return None
    listed = "," in text and looks_like_name(text.partition(",")[0])
    if listed or normalised(text) in staff or has_digit(text):
        return None
    return Person(text, kind="organization") if any(map(_may_name_house, house)) else None


def _may_name_house(word: str) -> bool:
    """Whether a word before "Team" names the house: "Top Agencies" has none, "The Quayside Team" is a desk."""
    folded = word.casefold()
    refused = folded in load_places().words["not-names"] and folded != "our" or folded in ("die", "la")
    return word[:1].isupper() and not refused


def read_handle(text: str) -> BylineMatch | None:
    """A pen name of one word, alone or before where it was posted: "ibby", "MossyGate in Workshop"."""
    words = text.strip(EDGES).split(" ")
    places = load_places().words
    if len(words) > 1 and (words[1] not in places["after-name"] or len(words) > 6):
        return None
    name = words[0].strip(EDGES)
    if not _HANDLE.fullmatch(name) or len(name) > MAX_HANDLE or name.isdigit():
        return None
    known = load_vocabulary().lookup(normalised(name), 1).keys() - {"byline"}
    return None if known or name.casefold() in places["not-names"] else match_of(Person(name))


def read_beside_date(segment: Segment, memo: Memo) -> BylineMatch | None:
    """The byline in a line that holds dates too: "Posted on 3 May 2020 by Ada Moreno", "Ada Moreno 3 May 2020"."""
    found = memo.of(dates_in, segment.text)
    if not found:
        return None
    lookup = load_vocabulary().lookup
    # A zone that follows no clock belongs to the name, which it has no space before: "ESTAda Moreno".
    after = _ZONE.sub("", segment.text[found[-1].end :].strip(EDGES))
    first = _PARTS.split(after, maxsplit=1)[0].strip(EDGES)
    label = lookup(normalised(after), 4).get("byline") if after else None
    if label is not None:
        name = name_before_place(first[len(label.text) :].strip(EDGES))
        return read_byline(after) or read_byline(name) or _desk_or_handle(name)
    before = with_space(_without_labels(segment.text[: found[0].start].strip(EDGES)))
    if looks_like_name(before) and not is_organization(before):
        return read_byline(before)
    label = lookup(normalised(before), 4).get("byline") if before else None
    if label is not None:
        return read_byline(before) or _desk_or_handle(before[len(label.text) :].strip(EDGES))
    if (desk := desk_of(_PARTS.split(before, maxsplit=1)[0].strip(EDGES))) is not None:
        return match_of(desk)
    if not before and looks_like_name(first) and not is_organization(first) and not segment.ends:
        return read_byline(first)
    return None


def text_before_date(segment: Segment, memo: Memo) -> str:
    """What stands before the first date of a line, without the date's labels."""
    found = memo.of(dates_in, segment.text)
    return _without_labels(segment.text[: found[0].start].strip(EDGES)) if found else ""


def _without_labels(text: str) -> str:
    """The text without the labels of a date, and the small words before one, at its end."""
    words = text.split()
    vocabulary = load_vocabulary()
    labels = (vocabulary.of("published"), vocabulary.of("modified"), load_places().words["before-date"])
    while words:
        keys = (normalised(words[-1]), normalised(" ".join(words)))
        if all(known.isdisjoint(keys) for known in labels):
            break
        words.pop()
    return " ".join(words).strip(EDGES)
