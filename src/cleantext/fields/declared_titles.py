"""The headline as the page declares it: without what the window's title adds, whole where the heading is in parts."""

from __future__ import annotations

from cleantext.document import Document, Segment
from cleantext.fields.titles import parts_of
from cleantext.patterns import pattern
from cleantext.vocabulary import normalised

#: A declared title of fewer words may be the name of a section.
MIN_WORDS = 3
#: A kicker before a title in one heading has at most 5 words.
MOST_KICKER = 5

_WORD = pattern(r"\w+")


def as_declared(document: Document, segment: Segment, text: str) -> str:
    """The headline ``text`` of a line, or the declared title that says where it begins and ends."""
    if document.page is None:
        return text
    window = segment.facts is not None and segment.facts.tag == "title"
    if not window and segment.shape != "h1":
        return text
    titles = [declared.value for declared in document.page.titles]
    if window:
        return _shortened(text, titles)
    whole = _whole(document, segment, text, titles)
    opening = [part for one in titles for part in parts_of(one)[:1]]  # without the names of the house
    return whole if whole != text else _ending(text, [*titles, *opening])


def _shortened(text: str, titles: list[str]) -> str:
    """The longest declared title that the window's title opens with, before the names of sections and of the house.

    >>> _shortened("Harbour wall holds - Coast", ["Harbour wall holds - Coast", "Harbour wall holds"])
    'Harbour wall holds'
    """
    fitting = [one for one in titles if len(one.split()) >= MIN_WORDS and text.startswith(one) and one != text]
    best = max(fitting, key=len, default=text)
    return text if text[len(best) : len(best) + 1].isalnum() else best


def _ending(text: str, titles: list[str]) -> str:
    """The longest declared title that a heading ends with, after a kicker of a few words.

    >>> _ending("Coast Harbour wall holds through storm", ["Harbour wall holds through storm", "through storm"])
    'Harbour wall holds through storm'
    """
    fitting = [one for one in titles if len(one.split()) >= MIN_WORDS and text.endswith(one) and one != text]
    best = max(fitting, key=len, default=text)
    kicker = text[: len(text) - len(best)]
    return (
        best if len(kicker.split()) <= MOST_KICKER and len(kicker) < len(best) and not kicker[-1:].isalnum() else text
    )


def _whole(document: Document, segment: Segment, text: str, titles: list[str]) -> str:
    """The declared title that this heading and the one beside it make together: a kicker, a title."""
    for low, high in ((segment.index, segment.index + 2), (segment.index - 1, segment.index + 1)):
        parts = document.segments[max(0, low) : high]
        if len(parts) == 2 and all(one.shape == "h1" for one in parts):
            together = _WORD.findall(normalised(" ".join(one.text for one in parts)))
            for title in titles:
                if _WORD.findall(normalised(title)) == together:
                    return title
    return text
