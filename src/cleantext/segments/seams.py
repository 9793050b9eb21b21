"""Long lines in which a dumper has glued blocks of a page together: where one ends and the next begins.

``soup.get_text()`` and the like write the text of all elements one after another. Where the source has no white space
between two blocks, a word or a sentence ends right where a capital begins ("on board.Read moreHarbour wall holds");
where it has no line breaks, the whole page is one line of sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cleantext.patterns import pattern

#: A line with fewer seams is a paragraph in which a name is written in one word.
MIN_SEAMS = 2
#: More seams are not looked at: no page has that many blocks, and each costs ten microseconds.
MAX_SEAMS = 15_000
#: A stretch of more characters is cut at the ends of its sentences: paragraphs are shorter, by far the most.
MAX_STRETCH = 2000
#: Where sentences would be shorter than this on the average, in characters, they are abbreviations: a megabyte of
#: "Mar. " made two hundred thousand segments.
MIN_SENTENCE = 12

_LOWER = "a-zß-öø-ÿā-žа-яёіїєґα-ω"
_UPPER = "A-ZÀ-ÞА-ЯЁІЇЄҐΑ-Ω"
# A pattern that begins with a set of characters is searched for many times as fast as one that begins by looking back.
_SEAM = pattern(
    f"[„«{_UPPER}](?:"
    f"(?:(?<=[{_LOWER}][{_LOWER}].)|(?<=[0-9][0-9].))(?:(?<=[„«])(?=[{_UPPER}][{_LOWER}])|(?<=[{_UPPER}])(?=[{_LOWER}]))"
    f'|(?:(?<=[{_LOWER}0-9)\\]”"»][.!?…:].)|(?<=[.!?…][”“"»’)].))'
    f"(?:(?<=[„«])(?=[{_UPPER}][{_LOWER}{_UPPER}])|(?<=[{_UPPER}])(?=[{_LOWER}{_UPPER}])))"
)
_SENTENCE = pattern(f'(?:(?<=[{_LOWER}0-9)\\]][.!?…])|(?<=[.!?…][”"»’)])) (?=[“"„«]?[{_UPPER}])|(?<=[。！？])')
_WORD = pattern(r"\w+")


def seams_of(line: str) -> list[int]:
    """Where a long line should be cut, rising; nowhere if it reads as one paragraph.

    >>> line = "Home and gardenLog inThe wall held through the storm, they said.Read moreAda Moreno writes about tides."
    >>> cuts = [0, *seams_of(line), len(line)]
    >>> [line[low:high] for low, high in zip(cuts, cuts[1:])][2:4]
    ['The wall held through the storm, they said.', 'Read more']
    """
    glued = list(_glued(line))
    cuts = glued if len(glued) >= MIN_SEAMS else []
    found: list[int] = []
    low = 0
    for high in [*cuts, len(line)]:
        if high - low > MAX_STRETCH:
            ends = [match.end() for match in _SENTENCE.finditer(line, low, high) if low < match.end() < high]
            found.extend(ends if len(ends) * MIN_SENTENCE <= high - low else ())
        found.append(high)
        low = high
    return found[:-1]


def _glued(line: str) -> Iterator[int]:
    """Where blocks are glued; a word with a capital inside that stands there again is a name."""
    places = [match.start() for match in islice(_SEAM.finditer(line), MAX_SEAMS)]
    if len(places) < MIN_SEAMS:
        return
    counts = Counter(_WORD.findall(line))
    for place in places:
        if not line[place - 1].isalpha() or counts[_word_at(line, place)] < 2:
            yield place


def _word_at(line: str, place: int) -> str:
    """The whole word around a place inside it."""
    low = max(0, place - 40)
    for match in _WORD.finditer(line, low, place + 40):
        if match.start() < place < match.end():
            return match.group()
    return ""
