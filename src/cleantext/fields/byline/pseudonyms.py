"""Pen names and houses: what signs a line beside the date, or after a label, without the shape of a person's name."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.fields.byline.name_in_line import EDGES, words_that_are_common
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.bylines import BylineMatch, looks_like_name
from cleantext.grammar.gazetteer import load_places
from cleantext.grammar.names import fold, names
from cleantext.patterns import pattern
from cleantext.values import Person
from cleantext.vocabulary import Vocabulary, normalised
from cleantext.writing import has_digit

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
    told += [segment.text for segment in document.index.of("copyright", document.segments)]
    return any(name in text and name != text for text in told)
