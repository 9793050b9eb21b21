"""What one line says of its authors: a byline, a name beside a date, a signature, a pen name, a desk."""

from __future__ import annotations

from functools import cache

from cleantext.document import Segment
from cleantext.fields.byline.names import EDGES, is_menu, name_before_place, spaced, without_portrait
from cleantext.fields.date_records import dates_in
from cleantext.grammar.bylines import BylineMatch, looks_like_name, may_name, parse_byline
from cleantext.grammar.people import has_capitals, is_organization, may_hold_name
from cleantext.grammar.places import load_places
from cleantext.patterns import pattern
from cleantext.records import Memo
from cleantext.values import Person
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import Vocabulary, load_vocabulary, normalised

#: A pen name, and the name of a desk, are no longer than this.
MAX_HANDLE, MAX_DESK_WORDS = 24, 5
#: A line of at most 8 words may be names alone.
MAX_NAMES = 8
#: Signs of a breadcrumb.
_TRAIL = frozenset("»›>→")
_HANDLE = pattern(r"[^\W_][\w.-]{1,22}\w")
#: A function or a place after a name that signs has at most 5 words.
MAX_BESIDE = 5
_ZONE = pattern(r"^[A-Z]{2,4}(?=[A-Z][a-z])")
_PARTS = pattern(r"\s?[|•·⋅●∙]\s?|\s[–—-]\s|\s/\s")


def parsed(text: str, vocabulary: Vocabulary) -> BylineMatch | None:
    """The byline, people whose name is a role ("Senior Director") left out."""
    return _parsed(spaced(text.strip(EDGES), vocabulary), vocabulary)


def _parsed(line: str, vocabulary: Vocabulary) -> BylineMatch | None:
    roles = vocabulary.of("role")
    match = parse_byline(line, prefixes=vocabulary.of("byline"), roles=roles, staff=vocabulary.of("staff"))
    if match is None:
        return None
    people = tuple(one for one in match.authors if roles.isdisjoint(one.name.casefold().split()))
    if not (people or match.agencies):
        return None
    return match if len(people) == len(match.authors) else match._replace(authors=people)


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


def named(text: str) -> BylineMatch | None:
    """The people, or the desk, that a line without a label is; None for most lines, which is seen at a glance."""
    text = text.strip(EDGES)
    if not may_hold_name(text) and text.rpartition(" ")[2].casefold() not in _last_words():
        return None
    text = without_portrait(text)
    if not _TRAIL.isdisjoint(text):
        return None
    vocabulary, words = load_vocabulary(), text.split()
    if all(map(str.istitle, words)) and all(map(str.isalpha, words)) and has_capitals(text):
        telling = not _telling_words().isdisjoint(text.casefold().split())
        if not telling and words[: len(words) // 2] != words[len(words) // 2 :]:
            # Names, and titles in capitals: nothing in them can be a label, a role, a desk or a second name.
            return BylineMatch((Person(text),), (), None, "") if _may_sign(text, vocabulary) else None
    first, _, rest = text.partition(" ")
    # "By the" opens prose as well as a desk's byline.
    desk = desk_of(rest if first.casefold() in vocabulary.of("byline") else text, vocabulary)
    if desk is not None:
        return BylineMatch((desk,), (), None, "")
    line = spaced(name_before_place(text).strip(EDGES), vocabulary)
    if not may_name(line, prefixes=vocabulary.of("byline"), roles=vocabulary.of("role")):
        return None
    match = _parsed(line, vocabulary)
    if match is None or not match.authors:
        return None
    name = match.authors[0].name
    # A name that stands there as it is was found to be one.
    told = name in text or looks_like_name(name)
    return match if told and not is_organization(name) and not is_menu(name, vocabulary) else None


def reads_as_byline(segment: Segment, memo: Memo) -> bool:
    """Whether a short line reads as a byline: after a label, or as names alone."""
    return segment.words <= MAX_NAMES and not segment.ends and memo.of(named, segment.text) is not None


def _may_sign(name: str, vocabulary: Vocabulary) -> bool:
    return looks_like_name(name) and not is_organization(name) and not is_menu(name, vocabulary)


def signature(text: str, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who signs a letter or a column below it: "(Ada Moreno)", "Ihre Ada Moreno", "Ada Moreno, town clerk".

    >>> from cleantext.words.vocabulary import load_vocabulary
    >>> [one.name for one in signature("Ihre Ada Moreno, Bürgermeisterin", load_vocabulary()).authors]
    ['Ada Moreno']
    """
    name, _, rest = text.strip(EDGES).strip("()[]（）").partition(",")
    words, before = name.split(), load_places().words["closing"] | vocabulary.of("role")
    while words and words[0].casefold() in before:
        del words[0]
    name = " ".join(words)
    if len(rest.split()) > MAX_BESIDE or not _may_sign(name, vocabulary):
        return None
    return parsed(name, vocabulary)


def pen_name(segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """The pen name that a line is, below a byline's label."""
    handle = handle_of(segment.text.strip(EDGES), vocabulary)
    return BylineMatch((handle,), (), None, "") if handle is not None else None


def labelled_name(segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """Who a line with a byline's label names: people, else a desk or a pen name in a line of its own."""
    text = segment.text
    if "reviewer" in segment.hits:  # "Medically reviewed by Ada Moreno — Written by Jon Prell"
        parts = [part for part in _PARTS.split(text)[1:] if "byline" in vocabulary.lookup(normalised(part), 4)]
        return parsed(parts[0], vocabulary) if parts else None
    match = parsed(text, vocabulary)
    if match is not None and match.authors:
        return match
    phrase = segment.hits.get("byline")
    if phrase is None or segment.ends:
        return match
    return _desk_or_handle(text[len(phrase.text) :].strip(EDGES), match, vocabulary)


def _desk_or_handle(name: str, match: BylineMatch | None, vocabulary: Vocabulary) -> BylineMatch | None:
    """A desk ("Harbour Desk", an outlet that is no news agency) or a pen name after the label, else the match."""
    desk = desk_of(name, vocabulary)
    known = load_places().agencies
    if desk is None and match is not None and len(match.agencies) == 1 and name.casefold() not in known:
        agency = match.agencies[0]
        desk = Person(agency, kind="organization") if agency == name and agency not in known.values() else None
    if desk is not None:
        return BylineMatch((desk,), (), None, "")
    if match is None and (handle := handle_of(name, vocabulary)) is not None:
        return BylineMatch((handle,), (), None, "")
    return match


def desk_of(text: str, vocabulary: Vocabulary) -> Person | None:
    """A desk or team of a named house: "Orrin Editorial Team"; the bare word for one ("Staff") names nobody."""
    words = text.split()
    if not 2 <= len(words) <= MAX_DESK_WORDS:
        return None
    staff, desks = vocabulary.of("staff"), load_places().words["desk"]
    ends = [(words[:-count], " ".join(words[-count:]).casefold()) for count in (1, 2) if count < len(words)]
    house = next((before for before, desk in ends if desk in staff or desk in desks), None)
    if house is None or not all(word[:1].isupper() for word in words[1:-1]):
        return None
    listed = "," in text and looks_like_name(text.partition(",")[0])
    if listed or normalised(text) in staff or has_digit(text):
        return None
    return Person(text, kind="organization") if any(map(_names_house, house)) else None


def _names_house(word: str) -> bool:
    """Whether a word before "Team" names the house: "Top Agencies" has none, "The Quayside Team" is a desk."""
    folded = word.casefold()
    refused = folded in load_places().words["not-names"] and folded != "our" or folded in ("die", "la")
    return word[:1].isupper() and not refused


def handle_of(text: str, vocabulary: Vocabulary) -> Person | None:
    """A pen name of one word, alone or before where it was posted: "ibby", "MossyGate in Workshop"."""
    words = text.split(" ")
    if len(words) > 1 and (words[1] not in load_places().words["after-name"] or len(words) > 6):
        return None
    name = words[0].strip(EDGES)
    if not _HANDLE.fullmatch(name) or len(name) > MAX_HANDLE or name.isdigit():
        return None
    known = vocabulary.lookup(normalised(name), 1).keys() - {"byline"}
    refused = load_places().words["not-names"]
    return None if known or name.casefold() in refused else Person(name)


def beside_date(segment: Segment, memo: Memo, vocabulary: Vocabulary) -> BylineMatch | None:
    """The byline in a line that holds dates too: "Posted on 3 May 2020 by Ada Moreno", "Ada Moreno 3 May 2020"."""
    found = memo.of(dates_in, segment.text)
    if not found:
        return None
    # A zone that no clock stands before is glued to the name: "ESTAda Moreno".
    behind = _ZONE.sub("", segment.text[found[-1].end :].strip(EDGES))
    first = _PARTS.split(behind, maxsplit=1)[0].strip(EDGES)
    hits = vocabulary.lookup(normalised(behind), 4) if behind else {}
    if "byline" in hits:
        name = name_before_place(first[len(hits["byline"].text) :].strip(EDGES))
        return parsed(behind, vocabulary) or parsed(name, vocabulary) or _desk_or_handle(name, None, vocabulary)
    ahead = spaced(_without_labels(segment.text[: found[0].start].strip(EDGES), vocabulary), vocabulary)
    if looks_like_name(ahead) and not is_organization(ahead):
        return parsed(ahead, vocabulary)
    opening = vocabulary.lookup(normalised(ahead), 4).get("byline") if ahead else None
    if opening is not None:
        return parsed(ahead, vocabulary) or _desk_or_handle(ahead[len(opening.text) :].strip(EDGES), None, vocabulary)
    if (desk := desk_of(_PARTS.split(ahead, maxsplit=1)[0].strip(EDGES), vocabulary)) is not None:
        return BylineMatch((desk,), (), None, "")
    if not ahead and looks_like_name(first) and not is_organization(first) and not segment.ends:
        return parsed(first, vocabulary)
    return None


def before_date(segment: Segment, memo: Memo, vocabulary: Vocabulary) -> str:
    """What stands before the first date of a line, without the date's labels."""
    found = memo.of(dates_in, segment.text)
    return _without_labels(segment.text[: found[0].start].strip(EDGES), vocabulary) if found else ""


def _without_labels(text: str, vocabulary: Vocabulary) -> str:
    """The text without the labels of a date, and the small words before one, at its end."""
    words = text.split()
    labels = (vocabulary.of("published"), vocabulary.of("modified"), load_places().words["before-date"])
    while words:
        keys = (normalised(words[-1]), normalised(" ".join(words)))
        if all(known.isdisjoint(keys) for known in labels):
            break
        words.pop()
    return " ".join(words).strip(EDGES)
