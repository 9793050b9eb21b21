"""The name within a line: what dumps write around it without a space, and whether it is a name at all."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.grammar.bylines import BESIDE_NAMES, BylineMatch, looks_like_name
from cleantext.grammar.people import is_organization
from cleantext.grammar.places import load_places
from cleantext.grammar.tokens import fold, names
from cleantext.patterns import pattern
from cleantext.values import Person
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import load_vocabulary, normalised

#: A pen name or a house has at most 4 words and 40 characters.
MAX_WORDS, MAX_LENGTH = 4, 40
#: A byline's label has at most 16 characters.
MAX_LABEL = 16
#: The page's own title is one of the first 2 lines; a house stands in it, or in the copyright line.
TITLES = 2
#: What parts of a line are separated by.
EDGES = " ,|–—-•·⋅●∙/:;"

_BETWEEN = frozenset(("&", "/", "of", "and", "the", "de", "für", "und"))
#: What stands beside a word in an address.
_IN_ADDRESS = frozenset("@/_#=")
_GLUED = pattern(r"[|•·⋅●∙]|[^\W\d_]{4}[a-zß-ÿ](?=[A-Z][a-z]{3})")
_CAPITAL_INSIDE = pattern("[a-z][A-Z]")
_DOMAIN = pattern(r"[.]\w")


def match_of(*people: Person) -> BylineMatch:
    """The byline of these people, and nothing else."""
    return BylineMatch(people, (), None, "")


def pen_name_of(text: str, document: Document, *, sure: bool = False, labelled: bool = False) -> BylineMatch | None:
    """The pen name or house that a text is, where the page never uses its words as words, or names its house so.

    ``sure`` wants the page's own house; without a label (``labelled``) the name of an outlet says who published.
    """
    name = text.strip(EDGES)
    if "," in name:
        name = name.partition(",")[0]
        if not looks_like_name(name):
            return None
    words = name.split()
    if not 1 <= len(words) <= MAX_WORDS or not 3 <= len(name) <= MAX_LENGTH or has_digit(name):
        return None
    places = load_places()
    if name.casefold() in places.agencies or (is_organization(name) and not labelled):
        return None
    if name.lower() == name.upper() or not all(map(_may_open_name, words)) or name.endswith((".", "?", "!", ":")):
        return None
    if load_vocabulary().lookup(normalised(name), len(words)) or any(map(_is_calendar_word, words)):
        return None
    bare = " ".join(words[1:]) if len(words) > 1 and words[0].casefold() in places.words["articles"] else name
    if sure or count_common_words(bare, document):
        return match_of(Person(name, kind="organization")) if is_house(name, document) else None
    # A word that stands once may open any sentence; a name comes again, in a box or below a comment.
    if len(words) == 1 and (
        name.casefold() in places.words["not-names"] or name.isupper() or document.text.count(name) < 2
    ):
        return None
    if len(words) == 3 and (words[1] == "&" or words[1].casefold() in places.words["and"]):
        return match_of(Person(words[0]), Person(words[2]))
    return match_of(Person(name, kind="organization" if is_organization(name) else "person"))


def _may_open_name(word: str) -> bool:
    """Whether a word can stand in a pen name: it begins with a capital, or is a small word between."""
    return (word.strip("()&/-")[:1].isupper() and not _GLUED.search(word)) or word in _BETWEEN


def _is_calendar_word(word: str) -> bool:
    calendar, key = names(), fold(word.strip(","))
    return key in calendar.months or key in calendar.weekdays


def is_house(name: str, document: Document) -> bool:
    """Whether the page's title or its copyright line names a house so."""
    lines = (*document.segments[:TITLES], *document.index.hits(document, "copyright"))
    return any(name in line.text and name != line.text for line in lines)


def glued_label(text: str) -> int:
    """The length of the byline's label that stands before a name without a space; 0 where there is no such label.

    >>> glued_label("ByAda Moreno"), glued_label("Ada Moreno")
    (2, 0)
    """
    opening = text[:MAX_LABEL]
    if _CAPITAL_INSIDE.search(opening) is None if opening.isascii() else opening.istitle() or opening.islower():
        return 0  # No capital follows a small letter.
    labels = load_vocabulary().of("byline")
    for at in range(2, min(MAX_LABEL, len(text))):
        if text[at].isupper() and text[at - 1].islower() and normalised(text[:at]) in labels:
            return at
    return 0


def with_space(text: str) -> str:
    """The text with a space after a label that has none before the name."""
    label = glued_label(text)
    return f"{text[:label]} {text[label:]}" if label else text


def is_menu(name: str) -> bool:
    """Whether each word is an entry of a menu or a player's button by itself: "Play Listen".

    >>> is_menu("Play Listen"), is_menu("Ada Moreno")
    (True, False)
    """
    lookup = load_vocabulary().lookup
    for word in map(normalised, name.split()):
        hits = lookup(word, 1)
        if not any(phrase.text == word for category, phrase in hits.items() if category not in BESIDE_NAMES):
            return False
    return True


def without_portrait(text: str) -> str:
    """The name after what a dump writes of a portrait, once: "Picture of Ada Moreno Ada Moreno"."""
    words = text.split()
    if len(words) > 3 and " ".join(words[:2]).casefold() in load_places().words["portrait"]:
        words = words[2:]
    half = len(words) // 2
    return " ".join(words[:half] if half > 1 and words[:half] == words[half:] else words)


def name_before_place(text: str) -> str:
    """The name before what it was posted in: "Ada Moreno in Harbour News"; else the text itself."""
    words = text.split()
    for count in (2, 3, 4):
        if count < len(words) and words[count].lower() in load_places().words["after-name"]:
            name = " ".join(words[:count])
            return name if looks_like_name(name) else text
    return text


def count_common_words(name: str, document: Document) -> int:
    """How many words of a name the page also writes in lower case, as it does with those of a menu's entry."""
    words = [word.lower() for word in name.split() if len(word) > 2 and word[0].isupper()]
    return sum(_has_word(document.text, word) for word in words)


def _has_word(text: str, word: str) -> bool:
    """Whether a text holds a word, as written; parts of addresses are no words."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _goes_on(text[at - 1 : at]) and not _goes_on(text[end : end + 1]) and not _DOMAIN.match(text, end):
            return True
        at = text.find(word, at + 1)
    return False


def _goes_on(char: str) -> bool:
    return char.isalnum() or char in _IN_ADDRESS
