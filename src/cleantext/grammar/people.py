"""The shape of people's names, and the parts of a byline: a person, a role, an agency, a desk, a place."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from cleantext.grammar.places import (
    country_of,
    find_agency,
    is_capitals,
    is_place_shaped,
    load_places,
    parse_place,
    title_case,
)
from cleantext.grammar.tokens import fold, names
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Person
from cleantext.words.scripts import has_digit

# Longer names occur, but are mostly titles: "The Wonderful Wizard Of Oz".
MAX_WORDS = 4
MAX_LENGTH = 50
# A word in capitals that closes a name of mixed case has at least 4 letters ("Jane HALE"), or is an acronym.
MIN_CAPITALS = 4

_EAST_ASIAN = pattern(
    r"[㐀-鿿]{2,5}|[㐀-鿿]{1,3}[ 　][㐀-鿿ぁ-ヿ]{1,4}|[㐀-鿿]{1,3}[ぁ-ヿ]{1,4}"
    r"|[가-힣]{2,4}|[㐀-鿿ァ-ヿ]{2,8}[·・][㐀-鿿ァ-ヿ]{2,8}"
)
_CASED = pattern(r"(?:[dDlLO]['’]|al-|Al-|el-|El-)?[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))*\.?")
_INITIALS = pattern(r"(?:[^\W\d_]\.-?){1,3}|[A-Z]")
# "TimesNovember": two words that a page glues; "MacDonald" and "DiBenedetto" are names.
_GLUED = pattern(r"[^\W\d_]{4}[a-zß-ÿ](?=[A-Z])")
#: A character of a script without capitals, or of one that is rare.
_NO_CAPITALS = pattern("[^\0-\u058f\u1e00-\u2bff]")
#: Marks at the ends of a word.
_MARKS = ".,;:!?()[]{}<>\"'`*_|/+-=#~•·–—“”„‘’«»›‹…"
_CASELESS = pattern(r"[؀-ۿऀ-෿฀-๿֐-׿‌]+")
MAX_ORGANIZATION_WORDS = 6
MAX_ROLE_WORDS = 4

_COMMA = pattern(r"\s?[,;،、，]\s?|\s?&\s?|\s?\+\s?")
_LISTED = pattern("[,;،、，&+]")
_DOMAIN = pattern(r"[^\W_][\w-]{1,30}\.[a-z]{2,5}", re.IGNORECASE)


class NameList(NamedTuple):
    """The parts of a text of names, and the organisation after "for", which holds for all of them."""

    parts: list[str]
    organization: str | None


class BylinePart(NamedTuple):
    """The meaning of one part."""

    person: Person | None = None
    role: str | None = None
    organization: str | None = None
    agencies: tuple[str, ...] = ()
    place: str | None = None


def bare_name(text: str) -> str:
    """Return a name without "Dr." or "Prof." before it.

    >>> bare_name("Dr. A. B. Smith")
    'A. B. Smith'
    """
    return " ".join(_without_titles(text.split()))


def has_capitals(text: str) -> bool:
    """Return whether all letters of a text belong to scripts that have capitals.

    >>> has_capitals("Ada Moreno"), has_capitals("王敬照")
    (True, False)
    """
    return text.isascii() or _NO_CAPITALS.search(text) is None


def may_hold_name(text: str) -> bool:
    """Return whether a text may hold a person's name: two words of names in a row, or a script without capitals.

    This looks at each word by itself, which is far cheaper than parsing the text; in doubt it says yes.

    >>> may_hold_name("Photos by Ada Moreno"), may_hold_name("Harbour wall holds"), may_hold_name("Latest News")
    (True, False, False)
    """
    if not has_capitals(text):
        return True
    words = load_places().words
    refused, particles, opening = words["not-names"], words["name-particles"], words["opening-particles"]
    fits_before = whole_before = False
    for token in text.split():
        word = token.strip(_MARKS)
        small = word.islower()
        if len(word) == 1:
            fits = not small or "." in token or word in particles
        elif word.isalpha():
            fits = word in particles or word in opening if small else word.casefold() not in refused
        else:
            fits = not word.isdigit() and word != ""
        whole = not (small and word.isalpha())
        if fits and fits_before and (whole or whole_before):
            return True
        fits_before, whole_before = fits, whole and fits
    return False


def looks_like_name(text: str) -> bool:
    """Return whether a text has the shape of a person's name.

    That is two to four capitalised words with particles and initials, or a name in a script without capitals.

    >>> [looks_like_name(name) for name in ("Ana de la Cruz", "J.R. O'Neill", "王敬照", "Ольга Берёзкина")]
    [True, True, True, True]
    >>> [looks_like_name(text) for text in ("Jane", "BBC News", "Popular Demand", "New York", "Kopf bis Fuß")]
    [False, False, False, False, False]
    """
    words = text.split()
    if not 2 <= len(text) <= MAX_LENGTH or (len(words) < 2 and text.isascii()) or has_digit(text):
        return False
    # Few texts have the shape of a name, so the long lists come last.
    if not _has_shape(text, words):
        return False
    data, folded = load_places(), text.casefold()
    known = folded in data.words["not-names"] or folded in data.agencies or folded in data.regions
    return not (known or country_of(text))


def split_names(zone: str) -> NameList:
    """Split names at commas, at "&" and at the words for "and" of all languages.

    >>> split_names("Glen Oaks And Ana Poe For The Sunday Ferry")
    NameList(parts=['Glen Oaks', 'Ana Poe'], organization='The Sunday Ferry')
    """
    data, words = load_places().words, zone.split()
    folded = [word.casefold() for word in words]
    if not _LISTED.search(zone) and data["and"].isdisjoint(folded) and data["for"].isdisjoint(folded):
        return NameList([" ".join(words)] if words else [], None)
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
    return NameList(_rejoined([part for part in parts if part], zone), organization)


def agencies_in(text: str) -> tuple[str, ...] | None:
    """Return the agencies if the text is nothing else: "AP", "Agência Ferry", "TOI staff"."""
    if known := find_agency(text):
        return (known,)
    first = text.split(" ", 1)[0].casefold()
    opens = first in load_places().words["agency-before"] and 1 < len(text.split()) <= MAX_ORGANIZATION_WORDS
    return (text,) if opens else None


@lru_cache(maxsize=8)
def first_words(phrases: frozenset[str]) -> frozenset[str]:
    """Return the first words of phrases without a colon; a line without one of them opens with none of the phrases.

    >>> sorted(first_words(frozenset(("by:", "written by"))))
    ['by', 'written']
    """
    return frozenset(phrase.partition(" ")[0].rstrip(":：") for phrase in phrases)


@lru_cache(maxsize=8)
def last_words(phrases: frozenset[str]) -> frozenset[str]:
    """Return the last words of phrases; a line without one of them ends with none of the phrases.

    >>> sorted(last_words(frozenset(("editor", "staff writer"))))
    ['editor', 'writer']
    """
    return frozenset(phrase.rpartition(" ")[2] for phrase in phrases)


def read_person(text: str, roles: Collection[str]) -> BylinePart | None:
    """Read a person; a degree after the name is left out, a role is kept."""
    words = bare_name(text).split()
    credentials = load_places().words["credentials"]
    while len(words) > 2 and words[-1].casefold() in credentials and not words[-1].istitle():  # "Ma" is a surname
        words = words[:-1]
    signed = len(words) > 2 and words[-1].casefold() in last_words(frozenset(roles))
    for count in range(min(MAX_ROLE_WORDS, len(words) - 2), 0, -1) if signed else ():
        role, name = " ".join(words[-count:]), " ".join(words[:-count])
        if role.casefold() in roles and looks_like_name(name):
            return BylinePart(person=Person(title_case(name), role=role))
    name = " ".join(words)
    return BylinePart(person=Person(title_case(name))) if looks_like_name(name) else None


def is_organization(text: str, *, acronym: bool = False) -> bool:
    """Return whether a text can name an outlet: by a word of the trade, as a domain, or as an ``acronym``.

    >>> is_organization("BBC News"), is_organization("harbour.org"), is_organization("late last night")
    (True, True, False)
    """
    words = text.split()
    if not 1 <= len(words) <= MAX_ORGANIZATION_WORDS:
        return False
    first = words[0]
    if len(words) == 1 and "." in text and _DOMAIN.fullmatch(text):
        return True
    # Few texts have a word of the trade, so this comes before the form of each word.
    if not first[0].isupper() or (
        load_places().words["organization"].isdisjoint(text.casefold().split())
        and not (acronym and 2 <= len(first) <= 5 and len(words) <= 3 and first.isupper() and first.isalnum())
    ):
        return False
    return not any(word[0].islower() and word not in load_places().words["organization-particles"] for word in words)


def read_part(
    text: str, roles: Collection[str], staff: Collection[str], *, last: bool, after_unit: bool, later: bool = False
) -> BylinePart | None:
    """Read one part of the names; None if it is nothing known.

    It is the ``last`` part, stands ``after_unit`` if an organisation or role came before, and ``later`` than a person.

    >>> read_part("New York", set(), set(), last=True, after_unit=True).place
    'New York'
    >>> read_part("your inbox", set(), set(), last=True, after_unit=False) is None
    True
    """
    folded = text.casefold()
    if folded in load_places().words["credentials"]:
        return BylinePart()
    if folded in roles and folded not in staff:
        return BylinePart(role=text)
    if (desk := _desk(text, staff)) is not None:
        return desk
    if agencies := agencies_in(text):
        return (
            BylinePart(organization=agencies[0]) if later and last and not after_unit else BylinePart(agencies=agencies)
        )
    role = _role(text, roles)
    if last and after_unit and is_place_shaped(text) and not role:
        return BylinePart(place=text)
    if (person := read_person(text, roles)) is not None:
        return person
    if role:
        return BylinePart(role=role)
    if is_organization(text, acronym=later):
        return BylinePart(organization=text)
    # Without a neighbour only the lists tell a place.
    place = parse_place(text, "byline") if last else None
    known = place is not None and (folded in load_places().words["cities"] or not place.city)
    return BylinePart(place=text) if known else None


def _has_shape(text: str, words: list[str]) -> bool:
    """Return whether the words of a text can each stand in a name, and together make one."""
    lists = load_places().words
    refused, particles = lists["not-names"], lists["name-particles"]
    if not text.isascii() and _EAST_ASIAN.fullmatch(text):
        return not any(word in text for word in refused if not word.isascii() and len(word) > 1 and word[0] >= "ぁ")
    words = _without_titles(words)
    whole = [word for word in words if word not in particles and not _is_initials(word)]
    if any(word.strip(".").casefold() in refused for word in whole):
        return False
    if text[:1] >= "֐" and text.upper() == text.lower():  # a script without capitals
        return 2 <= len(words) <= MAX_WORDS and all(map(_CASELESS.fullmatch, words))
    return _is_cased_name(words, whole) and text.casefold() not in lists["cities"]


def _is_cased_name(words: list[str], whole: list[str]) -> bool:
    """Test a name in a script with capitals; ``whole`` are its words except particles and initials."""
    if not whole or len(words) < 2 or len(whole) > MAX_WORDS or len(words) > MAX_WORDS + 3:
        return False
    lists = load_places().words
    if (words[0].islower() and words[0] not in lists["opening-particles"]) or words[-1] in lists["name-particles"]:
        return False
    shouting = is_capitals("".join(words))
    if not all(_is_word_of_name(word, shouting, word is words[-1]) for word in whole):
        return False
    shortest = MIN_CAPITALS if shouting else 3
    if len(whole) == len(words) and all(len(word) < shortest for word in whole):
        return False
    weekdays = names().weekdays
    return not any(len(word) > 4 and fold(word) in weekdays for word in whole)


def _without_titles(words: list[str]) -> list[str]:
    titles = load_places().words["honorifics"]
    while len(words) > 2 and words[0].rstrip(".").casefold() in titles:
        words = words[1:]
    return words


def _is_initials(word: str) -> bool:
    """Return whether a word is "J.", "J.-P." or "J"."""
    return (len(word) == 1 or word[1] == ".") and _INITIALS.fullmatch(word) is not None


def _is_word_of_name(word: str, shouting: bool, last: bool) -> bool:
    """Return whether a word that is no particle and no initials can stand in a name that begins with a capital."""
    if word.isalpha() and word[0].isupper() and word[1:].islower():
        return True
    if not _CASED.fullmatch(word) or word[0].islower() and word[:3] not in ("al-", "el-", "d'A", "d’A"):
        return False
    if word.endswith(".") and len(word) > 5 or word.endswith(("'s", "’s")) or _GLUED.search(word):
        return False
    if not shouting and len(word) > 1 and word.isupper():
        return last and len(word) >= MIN_CAPITALS or len(word) == 2 and "J" in word  # "JD", "AJ", "CJ": initials
    return True


def _rejoined(parts: list[str], zone: str) -> list[str]:
    """Join a lone surname after a one-letter "and" to the name before it."""
    joined: list[str] = []
    joints = load_places().words["surname-joints"]
    for part in parts:
        links = [f" {joint} " for joint in joints if joined and f"{joined[-1]} {joint} {part}" in zone]
        if links and " " not in part and looks_like_name(joined[-1]):
            joined[-1] = f"{joined[-1]}{links[0]}{part}"
        else:
            joined.append(part)
    return joined


def _desk(text: str, staff: Collection[str]) -> BylinePart | None:
    """Read a desk: "Staff", "TOI staff", "Redazione ANSA ROMA"."""
    if text.casefold() in staff:
        return BylinePart()
    words = text.split()
    if len(words) > 1 and words[-1].casefold() in staff and all(word[0].isupper() for word in words[:-1]):
        return (
            BylinePart(agencies=(" ".join(words[:-1]),)) if is_capitals(words[0]) and len(words) == 2 else BylinePart()
        )
    opens = bool(words) and words[0].casefold() in first_words(frozenset(staff))
    for count in range(len(words) - 1, 0, -1) if opens else ():
        if " ".join(words[:count]).casefold() in staff:
            agency = find_agency(words[count])
            place = " ".join(words[count + 1 :]) if agency else " ".join(words[count:])
            if agency and not place:
                return BylinePart(agencies=(agency,))
            if parse_place(place, "byline") and len(words) - count <= 3:
                return BylinePart(agencies=(agency,) if agency else (), place=place)
    return None


def _role(text: str, roles: Collection[str]) -> str | None:
    """Return the text if it is a role or ends in one: "Chief Political Correspondent", "Reporter at large"."""
    words = text.casefold().split()
    if not words or words[-1] not in last_words(frozenset(roles)):
        return None
    counts = range(max(1, len(words) - 3), min(len(words), 5) + 1)
    return text if any(" ".join(words[-count:]) in roles for count in counts) else None
