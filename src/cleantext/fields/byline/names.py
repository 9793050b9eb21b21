"""The name within a line: what dumps glue to it, what stands around it, and whether it is a name at all."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.grammar.bylines import BESIDE_NAMES, BylineMatch, looks_like_name
from cleantext.grammar.people import is_organization
from cleantext.grammar.places import load_places
from cleantext.grammar.tokens import fold, names
from cleantext.patterns import pattern
from cleantext.values import Person
from cleantext.words.scripts import has_digit
from cleantext.words.vocabulary import Vocabulary, normalised

_GLUED = pattern(r"[|•·⋅●∙]|[^\W\d_]{4}[a-zß-ÿ](?=[A-Z][a-z]{3})")
#: A pen name or a house has at most 4 words and 40 characters.
MAX_WORDS, MAX_LENGTH = 4, 40
#: The page's own title is one of the first 2 lines; a house stands in it, or in the copyright line.
TITLES = 2


def pen_name_of(
    text: str, document: Document, vocabulary: Vocabulary, *, sure: bool = False, labelled: bool = False
) -> BylineMatch | None:
    """The pen name or house that a text is, where the page never uses its words as words, or names its house so.

    ``sure`` wants the page's own house; without a label (``labelled``) the name of an outlet says who published.
    """
    name = text.strip(EDGES)
    if "," in name:
        name = name.partition(",")[0] if looks_like_name(name.partition(",")[0]) else ""
    words = name.split()
    if not 1 <= len(words) <= MAX_WORDS or not 3 <= len(name) <= MAX_LENGTH or has_digit(name):
        return None
    if name.casefold() in load_places().agencies or (is_organization(name) and not labelled):
        return None
    if name.lower() == name.upper() or not all(_opens_name(word) for word in words):
        return None
    if name.endswith((".", "?", "!", ":")) or vocabulary.lookup(normalised(name), len(words)) or _is_calendar(words):
        return None
    if words_that_are_common(_without_article(words), document) or sure:
        return BylineMatch((Person(name, kind="organization"),), (), None, "") if is_house(name, document) else None
    if len(words) == 1 and (name.casefold() in load_places().words["not-names"] or name.isupper()):
        return None
    # A word that stands once may open any sentence; a name comes again, in a box or below a comment.
    if len(words) == 1 and document.text.count(name) < 2:
        return None
    if len(words) == 3 and words[1].casefold() in {"&", *load_places().words["and"]}:
        return BylineMatch((Person(words[0]), Person(words[2])), (), None, "")
    return BylineMatch((Person(name, kind="organization" if is_organization(name) else "person"),), (), None, "")


def _without_article(words: list[str]) -> str:
    """The words of a house without the article before them: "The Tidewatch"."""
    return " ".join(words[1:] if len(words) > 1 and words[0].casefold() in load_places().words["articles"] else words)


def _opens_name(word: str) -> bool:
    """Whether a word can stand in a pen name: it begins with a capital, or is a small word between."""
    return (word.strip("()&/-")[:1].isupper() and not _GLUED.search(word)) or word in (
        "&",
        "/",
        "of",
        "and",
        "the",
        "de",
        "für",
        "und",
    )


def _is_calendar(words: list[str]) -> bool:
    """Whether one of the words is a month or a weekday."""
    calendar = names()
    return any(fold(word.strip(",")) in calendar.months or fold(word.strip(",")) in calendar.weekdays for word in words)


def is_house(name: str, document: Document) -> bool:
    """Whether the page's title or its copyright line names a house so."""
    told = [segment.text for segment in document.segments[:TITLES]]
    told += [segment.text for segment in document.index.hits(document, "copyright")]
    return any(name in text and name != text for text in told)


#: What parts of a line are separated by.
EDGES = " ,|–—-•·⋅●∙/:;"
#: A byline's label is no longer than this.
MAX_LABEL = 16
_CAPITAL_INSIDE = pattern("[a-z][A-Z]")
_DOMAIN = pattern(r"[.]\w")


def glued_label(text: str, vocabulary: Vocabulary) -> int:
    """The length of the byline's label that a dumper glued to the name; 0 where there is no such label.

    >>> from cleantext.words.vocabulary import load_vocabulary
    >>> glued_label("ByAda Moreno", load_vocabulary()), glued_label("Ada Moreno", load_vocabulary())
    (2, 0)
    """
    labels = vocabulary.of("byline")
    opening = text[:MAX_LABEL]
    if _CAPITAL_INSIDE.search(opening) is None if opening.isascii() else opening.istitle() or opening.islower():
        return 0  # No capital follows a small letter.
    for at in range(2, min(MAX_LABEL, len(text))):
        if text[at].isupper() and text[at - 1].islower() and normalised(text[:at]) in labels:
            return at
    return 0


def spaced(text: str, vocabulary: Vocabulary) -> str:
    """The text with a space after a label that is glued to the name."""
    label = glued_label(text, vocabulary)
    return f"{text[:label]} {text[label:]}" if label else text


def is_menu(name: str, vocabulary: Vocabulary) -> bool:
    """Whether each word is an entry of a menu or a player's button by itself: "Play Listen".

    >>> from cleantext.words.vocabulary import load_vocabulary
    >>> is_menu("Play Listen", load_vocabulary()), is_menu("Ada Moreno", load_vocabulary())
    (True, False)
    """
    for word in map(normalised, name.split()):
        hits = vocabulary.lookup(word, 1)
        if not any(phrase.text == word for category, phrase in hits.items() if category not in BESIDE_NAMES):
            return False
    return True


def without_portrait(text: str) -> str:
    """The name after what a dump writes of a portrait, once: "Picture of Ada Moreno Ada Moreno"."""
    words = text.split()
    opening = " ".join(words[:2]).casefold()
    if len(words) > 3 and opening in load_places().words["portrait"]:
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


def words_that_are_common(name: str, document: Document) -> int:
    """How many words of a name the page also writes in lower case, as it does with those of a menu's entry."""
    return sum(len(word) > 2 and word[0].isupper() and _stands(word.lower(), document.text) for word in name.split())


def _in_word(char: str) -> bool:
    """Whether a character goes on with a word, or with the address that it stands in."""
    return char.isalnum() or char in tuple("@/_#=")


def _stands(word: str, text: str) -> bool:
    """Whether a text holds a word, as written; those in addresses are no words."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _in_word(text[at - 1 : at]) and not _in_word(text[end : end + 1]) and not _DOMAIN.match(text, end):
            return True
        at = text.find(word, at + 1)
    return False
