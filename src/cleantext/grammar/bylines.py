"""Bylines: "By Jane Doe and John Roe for the Daily Ferry", "Von Anna Berger // 9. November 2023", "이하늘 기자"."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cleantext.grammar.people import BylinePart, first_words, looks_like_name, read_part, read_person, split_names
from cleantext.grammar.places import load_places, parse_place, title_case
from cleantext.grammar.tokens import fold, names
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Person
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import normalised

if TYPE_CHECKING:
    from cleantext.text.segment import Segment

__all__ = ["BylineMatch", "looks_like_name", "parse_byline"]

# The longest byline of the gold pages has 118 characters.
MIN_LENGTH, MAX_LENGTH = 2, 200
MAX_PREFIX_WORDS = 7
MAX_AUTHORS, MAX_EAST_ASIAN_NAMES = 8, 6
#: Categories of the word lists for lines that date.
DATING = frozenset(("published", "modified", "relative-time"))
#: Categories that may stand in one line with a name.
BESIDE_NAMES = DATING | {"reading-time", "role"}
#: Categories of the lines of a record.
RECORD_KINDS = BESIDE_NAMES | {"byline", "byline-suffix", "comment-count"}
#: A record has at most 16 words; a line that states a year at most 89 characters.
MAX_WORDS, MAX_DATED = 16, 89

_YEAR = pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BETWEEN = pattern(r"[、，,·・&]|\s{1,2}|와|과")
_LETTERS = pattern(r"[぀-ヿ㐀-鿿가-힣]")
_FOLLOWS = pattern(r"[|｜/／(（\[【<]|\d|[A-Za-z]|[一-鿿가-힣]{2,6}\s?[:：]")

_EMAIL = pattern(r"[<(]?\b[\w.+-]{1,40}(?:@[\w.-]{0,60}…?|\(at\)[\w.-]{1,60})[>)]?")
# What ends the names: bars, bullets, slashes, a dash, a digit, a label with a colon.
_END = pattern(
    r"\s?[|·•»⋅●∙]|\s?//|\s/\s|/(?=[^\W\d_]{3,9}\.?\s\d)|\s[-–]\s|\s?—\s?|\s?[(\[【]"
    r"|[.!?](?:\s(?=\S{0,30}\s?\d)|$)|[,;]\s?(?=\d)|\s(?=\d)|\s(?=[^\W\d_]{3,14}\s?[:：])|[:：]"
)
#: Each match of ``_END`` holds one of these signs.
_END_SIGN = pattern(r"[|·•»⋅●∙/(\[【.!?,;:：\d–—-]")
#: A line without a colon in a script with spaces: only its first words can be a label.
_NO_LABEL = pattern("[^:：\u3040-\ud7a3]*$")
#: What separates the parts of a line, or belongs to a script without capitals.
_SIGNS = pattern("[^\\w .'’-]|[\\d_]|[^\0-\u2e7f]|[.](?:$| )| -")


class AsianNames(NamedTuple):
    """The writers' names, and the text after them."""

    names: tuple[str, ...]
    rest: str


class BylineMatch(NamedTuple):
    """People, agencies and place of a byline; ``rest`` is the text after the names, such as a date."""

    authors: tuple[Person, ...]
    agencies: tuple[str, ...]
    place: str | None
    rest: str


def parse_byline(
    text: str, *, prefixes: Collection[str], roles: Collection[str], staff: Collection[str]
) -> BylineMatch | None:
    """Read a line as a byline; None if any part of it is no person, agency, organisation, role or place.

    The word lists are casefolded. A line without prefix is a byline if all of it looks like names: ask only
    about lines whose position says so.

    >>> words = dict(prefixes={"by"}, roles={"political editor"}, staff={"staff"})
    >>> parse_byline("By Jane Doe, Political Editor", **words).authors
    (Person(name='Jane Doe', role='Political Editor', organization=None, email=None, kind='person'),)
    >>> parse_byline("By providing your email address,", **words) is None
    True
    """
    line = " ".join(text[: MAX_LENGTH + 1].split()).strip("*_ ")
    if not MIN_LENGTH <= len(line) <= MAX_LENGTH:
        return None
    after = _without_prefix(line, prefixes)
    named = line if after is None else after
    if not named or named[-1] in "?!":
        return None
    asian = east_asian_names(named, marked=after is not None)
    if asian is not None:
        return BylineMatch(tuple(map(Person, asian.names)), (), None, asian.rest)
    email = _EMAIL.search(named) if "@" in named or "(at)" in named else None
    if email:
        named = f"{named[: email.start()].rstrip(' |·•-–,')} | {named[email.end() :].lstrip(' |·•-–,')}".rstrip(" |")
    zone, rest = _cut_names(named)
    place = _trailing_place(zone, rest)
    if place:
        rest = rest[len(place) :].lstrip(" |-–—")
    match = _read_zone(zone, rest, place, roles, staff, marked=after is not None)
    if match is None or (after is None and not _stands_alone(match, zone, staff)):
        return None
    if email and len(match.authors) == 1:
        return match._replace(authors=(_with_email(match.authors[0], email[0].strip("<>()")),))
    return match


def east_asian_names(text: str, *, marked: bool) -> AsianNames | None:
    """Read names beside the word for reporter; without it, only one name, or more after a prefix (``marked``).

    >>> east_asian_names("记者王敬照 编辑： 王华军", marked=True)
    AsianNames(names=('王敬照',), rest='编辑： 王华军')
    >>> east_asian_names("이하늘 기자 | 2019-11-12", marked=False)
    AsianNames(names=('이하늘',), rest='2019-11-12')
    """
    if not _LETTERS.match(text):
        return None
    cut = _FOLLOWS.search(text)
    zone, rest = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    words = load_places().words
    found: list[str] = []
    titled = False
    for token in _BETWEEN.split(zone.strip(" :：")):
        name = _without_reporter(token)
        titled = titled or name != token
        if not name:
            continue
        if name in words["not-author"]:
            break
        if not looks_like_name(name):
            return None
        found.append(name)
    if not found or len(found) > MAX_EAST_ASIAN_NAMES or not (titled or marked or len(found) == 1):
        return None
    return AsianNames(tuple(found), rest.strip(" |｜/／"))


def may_name(text: str, *, prefixes: Collection[str], roles: Collection[str]) -> bool:
    """Return whether :func:`parse_byline` may find people in a text: a fast test for lines of plain words.

    >>> may_name("Skip to content", prefixes={"by"}, roles=set()), may_name("Ada Moreno", prefixes={"by"}, roles=set())
    (False, True)
    """
    words = text.split()
    folded, lists = text.casefold().split(), load_places().words
    if not words or folded[0] in first_words(frozenset(prefixes)) or _SIGNS.search(text) is not None:
        return True
    if not (lists["and"].isdisjoint(folded) and lists["for"].isdisjoint(folded)):
        return True
    return read_person(" ".join(_once(words)), roles) is not None


def is_record(segment: Segment, year: bool | None = None) -> bool:
    """Return whether a short line dates or signs something, by its words or by the page's markup.

    ``year`` is the answer of :func:`has_year`, if it is known.
    """
    if segment.words > MAX_WORDS:
        return False
    if segment.facts is not None and "author" in segment.facts.marks:
        return True
    return not RECORD_KINDS.isdisjoint(segment.hits) or (has_year(segment.text) if year is None else year)


def has_year(text: str) -> bool:
    """Return whether a short line holds a year.

    >>> has_year("Harbour, 9 March 2024"), has_year("It holds 20240 tons.")
    (True, False)
    """
    # Most lines have no year, and finding two digits is faster than the pattern.
    return len(text) <= MAX_DATED and ("20" in text or "19" in text) and _YEAR.search(text) is not None


def _without_prefix(text: str, prefixes: Collection[str]) -> str | None:
    """Return the text after the longest prefix that it begins with, or None."""
    if _NO_LABEL.match(text) and text.partition(" ")[0].casefold() not in first_words(frozenset(prefixes)):
        return None
    words = text.split(" ", MAX_PREFIX_WORDS)[:MAX_PREFIX_WORDS]
    for count in range(len(words), 0, -1):
        begin = " ".join(words[:count])
        if _is_label(begin, prefixes):
            return text[len(begin) :].lstrip(" :：")
    label, colon, rest = text.replace("：", ":", 1).partition(":")
    if colon and _is_label(f"{label.rstrip()}:", prefixes):
        return rest.strip()
    if "぀" <= text[0] <= "힣":
        for count in range(6, 0, -1):
            if text[:count] in prefixes:
                return text[count:].lstrip(" :：")
    return None


def _is_label(text: str, prefixes: Collection[str]) -> bool:
    """Return whether a text is a label of the lists; labels that they write with a colon need one."""
    bare = text.casefold().rstrip(" :：")
    if bare in prefixes:
        return True
    return text.endswith((":", "：")) and (f"{bare}:" in prefixes or f"{normalised(bare)}:" in prefixes)


def _is_before_date(word: str) -> bool:
    """Return whether the word leads to a date: "le", "on", a month, a weekday."""
    bare, calendar = word.strip(".,").casefold(), names()
    folded = fold(bare)
    return bare in load_places().words["before-date"] or folded in calendar.months or folded in calendar.weekdays


def _cut_names(text: str) -> tuple[str, str]:
    """Return the names and the text after them: ("Bruno Gobin", "le mercredi 15 mai 2019")."""
    end = _END.search(text) if _END_SIGN.search(text) is not None else None
    zone, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    words = zone.split(" ")
    taken = len(words)
    if rest[:1] == ".":  # the dot of a month: "Ada Moreno Apr. 28"
        words[-1], rest = f"{words[-1]}.", rest[1:]
    following = rest.split(maxsplit=1)[0] if rest.strip() else ""
    if following[:1].isdigit() or (following and _is_before_date(following.rstrip(":："))):
        while taken > 1 and _is_before_date(words[taken - 1]):
            taken -= 1
    kept = " ".join(_once(words[:taken]))
    return kept.strip(" ,;"), " ".join([*words[taken:], rest.strip()]).strip(" |/•·⋅●∙-–—,;").lstrip(":： ")


def _once(words: list[str]) -> list[str]:
    """Return the words of a name once if it stands there twice, as picture and link."""
    half = len(words) // 2
    return words[:half] if half > 1 and words[:half] == words[half:] else words


def _with_email(person: Person, address: str) -> Person:
    """Return the person with an address; one that is cut, as "mmartin@…", is left out."""
    whole = "@" in address and "…" not in address and "." in address.rpartition("@")[2]
    return Person(person.name, person.role, person.organization, address.rstrip(".") if whole else None)


def _trailing_place(zone: str, rest: str) -> str | None:
    """Return the place after a dash: "Lívia Prado, G1 — Porto Velho"."""
    if not rest or has_digit(rest) or ":" in rest or len(rest.split()) > 3 or "," not in zone:
        return None
    place = parse_place(rest, "byline")
    return place.raw if place and place.city else None


def _stands_alone(match: BylineMatch, zone: str, staff: Collection[str]) -> bool:
    """Return whether a line without prefix is a byline: names, or the desk's own name."""
    if match.authors:
        # A name in capitals was rewritten, and is tested again.
        name = match.authors[0].name
        return name in zone or len(match.authors) > 1 or looks_like_name(name)
    return bool(match.agencies) and zone.split(" ")[0].casefold() in staff or zone.casefold() in staff


def _read_zone(
    zone: str, rest: str, place: str | None, roles: Collection[str], staff: Collection[str], *, marked: bool
) -> BylineMatch | None:
    """Read the names part by part; ``marked`` if a prefix opens the line."""
    parts, organization = split_names(zone)
    if not parts or len(parts) > MAX_AUTHORS:
        return None
    people: list[Person] = []
    agencies: list[str] = []
    for at, text in enumerate(parts):
        last = at == len(parts) - 1
        after_unit = at > 0 and (not people or bool(people[-1].organization or people[-1].role or agencies))
        part = read_part(text, roles, staff, last=last and at > 0, after_unit=after_unit, later=bool(people))
        if part is None:
            # After "By" and people an unknown part may be a title: it is left in the rest.
            if not (marked and people and text[0].isupper()):
                return None
            unread = zone[zone.rfind(text) if last else zone.find(text) :]
            return BylineMatch(tuple(people), tuple(agencies), None, f"{unread} {rest}".strip())
        place = part.place or place
        if not _take(part, people, agencies):
            return None
    if organization:
        people = [Person(one.name, one.role, one.organization or organization, one.email) for one in people]
    if len({person.name for person in people}) != len(people):
        return None
    return BylineMatch(tuple(people), tuple(agencies), title_case(place) if place and people else place, rest)


def _take(part: BylinePart, people: list[Person], agencies: list[str]) -> bool:
    """Add a part to people and agencies; False if a role stands without a person."""
    agencies += part.agencies
    if part.person:
        people.append(part.person)
    elif people and (part.role or part.organization):
        last = people[-1]
        people[-1] = Person(last.name, last.role or part.role, last.organization or part.organization, last.email)
    elif part.organization:
        agencies.append(part.organization)
    return not part.role or bool(people)


def _without_reporter(token: str) -> str:
    """Return the token without a word for reporter before or after it."""
    for word in sorted(load_places().words["reporter"], key=len, reverse=True):
        if token == word:
            return ""
        if token.startswith(word) and len(word) > 1:
            return token[len(word) :].lstrip(":：")
        if token.endswith(word) and len(word) > 1:
            return token[: -len(word)]
    return token
