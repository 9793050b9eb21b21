"""One part of a byline: a person, a role, an agency, an organisation, a desk or a place."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from cleantext.grammar.gazetteer import load_places
from cleantext.grammar.people import bare_name, looks_like_name
from cleantext.grammar.places import is_capitals, is_place_shaped, parse_place, title_case
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Person

MAX_ORGANIZATION_WORDS = 6
MAX_ROLE_WORDS = 4

_COMMA = pattern(r"\s?[,;،、，]\s?|\s?&\s?|\s?\+\s?")
_LISTED = pattern("[,;،、，&+]")
_DOMAIN = pattern(r"[^\W_][\w-]{1,30}\.[a-z]{2,5}", re.IGNORECASE)
_SMALL = frozenset({"and", "for", "of", "the", "de", "da", "do", "di", "del", "der", "des", "du", "la", "für"})


class Names(NamedTuple):
    """The parts of a names' zone, and the organisation after "for" that holds for all of them."""

    parts: list[str]
    organization: str | None


class Part(NamedTuple):
    """What one part says."""

    person: Person | None = None
    role: str | None = None
    organization: str | None = None
    agencies: tuple[str, ...] = ()
    place: str | None = None


def split_names(zone: str) -> Names:
    """Split names at commas, at "&" and at the words for "and" of all languages.

    >>> split_names("Glen Oaks And Ana Poe For The Sunday Ferry")
    Names(parts=['Glen Oaks', 'Ana Poe'], organization='The Sunday Ferry')
    """
    data, words = load_places().words, zone.split()
    folded = [word.casefold() for word in words]
    if not _LISTED.search(zone) and data["and"].isdisjoint(folded) and data["for"].isdisjoint(folded):
        return Names([" ".join(words)] if words else [], None)
    organization = None
    for at, word in enumerate(words):
        if 2 <= at < len(words) - 1 and word.casefold() in data["for"] and not word.isupper():
            organization, words = " ".join(words[at + 1 :]).strip(" ,"), words[:at]
            break
    parts: list[str] = []
    for piece in _COMMA.split(" ".join(words)):
        current: list[str] = []
        for word in piece.split():
            # A single capital is an initial: "Juan Y Pérez" is one person, "A" no "and".
            if word.casefold() in data["and"] and not (len(word) == 1 and word.isupper()):
                parts.append(" ".join(current))
                current = []
            else:
                current.append(word)
        parts.append(" ".join(current))
    # Two surnames joined by "y" or "e" are one person's: "José Ortega y Gasset".
    return Names(_rejoined([part for part in parts if part], zone), organization)


def _rejoined(parts: list[str], zone: str) -> list[str]:
    """Join a lone surname after a one-letter "and" to the name before it."""
    joined: list[str] = []
    for part in parts:
        link = next((f" {word} " for word in ("y", "e", "i") if joined and f"{joined[-1]} {word} {part}" in zone), None)
        if link and " " not in part and looks_like_name(joined[-1]):
            joined[-1] = f"{joined[-1]}{link}{part}"
        else:
            joined.append(part)
    return joined


def agencies_in(text: str) -> tuple[str, ...] | None:
    """The agencies where the text is nothing else: "AP", "Agência Ferry", "TOI staff"."""
    data = load_places()
    known = data.agencies.get(text.casefold())
    if known:
        return (known,)
    first = text.split(" ", 1)[0].casefold()
    if first in data.words["agency-before"] and 1 < len(text.split()) <= MAX_ORGANIZATION_WORDS:
        return (text,)
    return None


@lru_cache(maxsize=8)
def first_words(phrases: frozenset[str]) -> frozenset[str]:
    """The first words of the phrases of a list, without a colon; a line that opens with none of them opens with none.

    >>> sorted(first_words(frozenset(("by:", "written by"))))
    ['by', 'written']
    """
    return frozenset(phrase.partition(" ")[0].rstrip(":：") for phrase in phrases)


@lru_cache(maxsize=8)
def last_words(phrases: frozenset[str]) -> frozenset[str]:
    """The last words of the phrases of a list; a line that ends with none of them ends with no phrase.

    >>> sorted(last_words(frozenset(("editor", "staff writer"))))
    ['editor', 'writer']
    """
    return frozenset(phrase.rpartition(" ")[2] for phrase in phrases)


def _desk(text: str, staff: Collection[str]) -> Part | None:
    """A desk: "Staff", "TOI staff", "Redazione ANSA ROMA"."""
    if text.casefold() in staff:
        return Part()
    words = text.split()
    if len(words) > 1 and words[-1].casefold() in staff and all(word[0].isupper() for word in words[:-1]):
        return Part(agencies=(" ".join(words[:-1]),)) if is_capitals(words[0]) and len(words) == 2 else Part()
    opens = bool(words) and words[0].casefold() in first_words(frozenset(staff))
    for count in range(len(words) - 1, 0, -1) if opens else ():
        if " ".join(words[:count]).casefold() in staff:
            agency = load_places().agencies.get(words[count].casefold())
            place = " ".join(words[count + 1 :]) if agency else " ".join(words[count:])
            if agency and not place:
                return Part(agencies=(agency,))
            if parse_place(place, "byline") and len(words) - count <= 3:
                return Part(agencies=(agency,) if agency else (), place=place)
    return None


def _role(text: str, roles: Collection[str]) -> str | None:
    """The text, where it is a role, or ends in one: "Chief Political Correspondent", "Reporter at large"."""
    words = text.casefold().split()
    if not words or words[-1] not in last_words(frozenset(roles)):
        return None
    for count in range(min(len(words), 5), 0, -1):
        if " ".join(words[-count:]) in roles and (len(words) <= count + 3):
            return text
    return None


def read_person(text: str, roles: Collection[str]) -> Part | None:
    """A person, without the degree and with the role that stand after the name."""
    words = bare_name(text).split()
    credentials = load_places().words["credentials"]
    while len(words) > 2 and words[-1].casefold() in credentials and not words[-1].istitle():  # "Ma" is a surname
        words = words[:-1]
    signed = len(words) > 2 and words[-1].casefold() in last_words(frozenset(roles))
    for count in range(min(MAX_ROLE_WORDS, len(words) - 2), 0, -1) if signed else ():
        role, name = " ".join(words[-count:]), " ".join(words[:-count])
        if role.casefold() in roles and looks_like_name(name):
            return Part(person=Person(title_case(name), role=role))
    name = " ".join(words)
    return Part(person=Person(title_case(name))) if looks_like_name(name) else None


def is_organization(text: str, *, acronym: bool = False) -> bool:
    """Whether a text can name an outlet: by a word of the trade, as a domain, or by an ``acronym`` where that counts.

    >>> is_organization("BBC News"), is_organization("harbour.org"), is_organization("late last night")
    (True, True, False)
    """
    words = text.split()
    if not 1 <= len(words) <= MAX_ORGANIZATION_WORDS:
        return False
    first = words[0]
    if len(words) == 1 and "." in text and _DOMAIN.fullmatch(text):
        return True
    # Few texts have a word of the trade, so that is asked before the form of each word.
    if not first[0].isupper() or (
        load_places().words["organization"].isdisjoint(text.casefold().split())
        and not (acronym and 2 <= len(first) <= 5 and len(words) <= 3 and first.isupper() and first.isalnum())
    ):
        return False
    return not any(word[0].islower() and word not in _SMALL for word in words)


def _lone_place(text: str) -> bool:
    """Whether a text is a place by the lists, without help from its neighbours."""
    place = parse_place(text, "byline")
    return place is not None and (text.casefold() in load_places().words["cities"] or not place.city)


def read_part(
    text: str, roles: Collection[str], staff: Collection[str], *, last: bool, after_unit: bool, later: bool = False
) -> Part | None:
    """Read one part of the names, or None.

    ``last`` where nothing follows, ``after_unit`` where an organisation or role came before,
    ``later`` after a person.

    >>> read_part("New York", set(), set(), last=True, after_unit=True).place
    'New York'
    >>> read_part("your inbox", set(), set(), last=True, after_unit=False) is None
    True
    """
    folded = text.casefold()
    if folded in load_places().words["credentials"]:
        return Part()
    if folded in roles and folded not in staff:
        return Part(role=text)
    agencies = agencies_in(text)
    part = _desk(text, staff)
    if part is None and agencies:
        part = Part(organization=agencies[0]) if later and last and not after_unit else Part(agencies=agencies)
    if part is None and last and after_unit and is_place_shaped(text) and not _role(text, roles):
        part = Part(place=text)
    part = part or read_person(text, roles)
    if part is None and (role := _role(text, roles)):
        part = Part(role=role)
    if part is None and is_organization(text, acronym=later):
        part = Part(organization=text)
    return part or (Part(place=text) if last and _lone_place(text) else None)
